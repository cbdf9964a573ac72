"""Short ways for what staff do most: from the first screen, in a few presses.

tests/browser/test_journeys.py counts the presses of each job for docs/quality.md.
"""
