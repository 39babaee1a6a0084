"""How fast shequ is, as multiples of what its user has anyway: ``python -m benchmarks``.

One module per group of rows: each has ``measured(rounds)``, which gives the rows of one table.
"""
