"""How a sheet is laid out: where its heads and its rows are, before anything is read of them.

Begin with ``header.py``. Heads on several rows are joined in ``heads.py``; what stands between the
rows without being one (totals, headings, notes) is known by ``row_words.py`` and left out by
``left_out.py``.
"""
