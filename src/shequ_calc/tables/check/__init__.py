"""Checks of whole tables and rosters: verdicts written, counted and summed.

Begin with ``run.py``; ``engine.py`` holds every row against the rules, ``roster_engine.py`` every
worker.
"""
