"""A table of communities read: from any file or pipe to rows of texts, and what they mean.

Begin with ``ledger.py``. GBK and UTF-8 are told apart in ``encoding.py``, headers are understood
in ``headers.py``, cells become numbers in ``cells.py``.
"""
