"""The options of the commands, in groups that are written once and composed.

Begin with ``groups.py``: what a group is, and how a command takes one. ``community.py`` has what is
asked about, ``rules.py`` by which rules, ``output.py`` how it is shown, ``table.py`` a table in
place of flags.
"""
