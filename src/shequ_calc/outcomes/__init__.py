"""What stands above the walk, written once over a carrier: for one community, columns and sheets.

Begin with ``line.py`` (a provision as a question sees it). ``readings.py`` says which readings are
told apart, ``payers.py`` who bears what, ``status.py`` which ends are known and how a finding
stands, ``totals.py`` how lines are summed, ``verdicts.py`` what is met, short or over.
"""
