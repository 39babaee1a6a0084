"""Tables of communities: ledgers in, findings out.

``reading`` opens a ledger, ``engine`` answers its rows, ``shapes`` and ``sums`` say what stands in
the output, ``writing`` and ``book`` write it, and ``run`` puts them together.
"""

__all__: list[str] = []
