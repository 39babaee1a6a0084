"""The worked examples of a policy: run, held against what its rules can give, and proposed.

Begin in :mod:`.running`; :mod:`.arms` says which ways there are through a rule, :mod:`.coverage`
which of them no example takes, :mod:`.proposals` makes examples for a person to check.
"""
