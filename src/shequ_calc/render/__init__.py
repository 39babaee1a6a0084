"""Findings on a screen, in a file and in a workbook. Nothing here computes; it only says."""
