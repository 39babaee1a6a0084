"""A report of a whole ledger: every question put to its rows, and what comes of it as one document.

``gathered`` puts a question and keeps what each row gives, ``chapters`` makes chapters of that,
``rules`` those on the rules themselves, and ``report`` puts them together.
"""

__all__: list[str] = []
