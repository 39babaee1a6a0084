"""A policy held against the texts of its documents: phrases in their clauses, figures in phrases.

Begin with ``verify.py``. ``numerals.py`` reads the numbers of Chinese words, ``clauses.py`` splits
a text along its headings, ``figures.py`` lists the figures of a rule.
"""
