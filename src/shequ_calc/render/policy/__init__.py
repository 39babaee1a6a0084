"""What the policy commands print: records and texts of policies, changes, proofs and examples.

Begin in :mod:`.record`, which has a policy as data.
"""
