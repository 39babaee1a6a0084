"""The format of a policy file: its text, its models, its messages about shape.

Begin with ``schema.py`` (the file) and ``rule_schema.py`` (its rules); ``source.py`` reads YAML so
that every value knows its line; ``schema_errors.py`` says what is wrong in the file's own words.
"""
