"""The rule algebra and the one walk that evaluates it on any carrier.

Begin with ``nodes.py`` (what a rule is made of) and ``walk.py`` (how it is evaluated). The walk's
arithmetic on ends is ``bounds.py``, the higher and lower of several ``extremes.py``, its
comparisons ``deciding.py``, its splits ``sharing.py``. Where a rule can be read in several ways is
``doubts.py``.
"""
