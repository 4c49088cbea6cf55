"""Our own words as PO files: interface, models, rules, glossary, lessons, pages, configuration.

These are written in both languages at once, each Chinese text beside its English in a data file,
and the readers of those files refuse a text in one language only. The data files stay the source:
one place for an editor who writes both languages, and no half of a model. For a translator the
same texts stand in `translations/en/site/`, a catalog a kind, and what is changed there goes back.

    data files ──sources──> pairs ──catalogs──> PO files ──> pairs changed there ──> data files
"""
