"""What is made of a table's findings: lines or side by side, sums, and the files they go to.

Begin with ``outputs.py`` (what is wanted) and ``formats.py`` (CSV, TSV, JSON, Markdown);
``workbook.py`` and ``parquet.py`` write those two, ``provenance.py`` says what made a file.
"""
