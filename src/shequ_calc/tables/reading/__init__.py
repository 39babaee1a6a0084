"""A table of communities read: from any file or pipe to rows of texts, and what they mean.

Begin with ``opening.py``, which finds out what a file is, and ``ledger.py``, what comes of it. GBK
and UTF-8 are told apart in ``encoding.py``, headers are understood in ``headers.py``, cells become
numbers in ``cells.py``. Where heads and rows stand is found in ``tables/layout``.
"""

__all__: list[str] = []
