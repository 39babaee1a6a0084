"""Pictures of findings: a band of figures over what they turn on, and bars.

Begin with ``chart``, which says what is to be seen; ``drawing`` makes SVG and PNG of it, ``native``
a chart of a workbook, ``plot`` one of characters on a terminal.
"""

__all__: list[str] = []
