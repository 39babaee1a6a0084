"""A rule in words, in Chinese and in English: what ``policy show`` and ``explain`` print.

Begin in :mod:`.description`; its words stand in :mod:`.phrasebook`, and how each node is said in
:mod:`.amounts` and :mod:`.choices`.
"""
