"""What a law comes to for every row of a table at once: one program of whole numbers.

Begin with ``plan.py``. ``group.py`` and ``regions.py`` say which rows share a plan; ``adding.py``
puts the same expressions on any dataframe.
"""
