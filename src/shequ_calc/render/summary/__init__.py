"""Findings of many communities as one table that a person reads: a row a community, a column a
figure, notes and sources below.

Begin with ``gathering``, which takes findings in and makes a ``grid``; ``columns`` says which
figures get a column, ``sums`` what a column comes to, ``sheet`` writes a grid into a workbook.
"""
