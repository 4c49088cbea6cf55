"""Rules as data: each module here loads one file of `scraper/data/` and checks it.

A loader returns frozen dataclasses, and raises `CasebookError` with the file, the field and the
mend where the data is wrong. Applying the rules is the work of the stages above.
"""
