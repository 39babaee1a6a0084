"""From a YAML file to a policy in force at a place.

A file is read and shaped in :mod:`~.format`, judged as a whole in :mod:`~.checks`, proved against
its documents' texts in :mod:`~.proof`, and kept and looked up in :mod:`~.shelf`. Begin with
``shelf/catalog.py``: it loads the policies that every question is put to.
"""
