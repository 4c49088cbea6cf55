"""Hostile words through every way into a library, and what becomes of them in its site.

The vectors are suites that others wrote (`../shared/suites` beside the repository; where they are
absent, the few forms of `forms.py` stand in). `pytest tests/safety` takes every n-th vector;
`pytest tests/safety --all -s` takes all of them, which is slow, and prints the counts.
"""
