"""What is wrong with a policy file whose shape is right: what needs more than one place of it.

Begin with ``validate.py``, which runs everything on one file; ``consistency.py`` calls the checks,
each of which knows one kind of mistake: references, units, brackets, versions, circles, cases.
"""
