"""Casebook: from captured pages to a bilingual, searchable library of cases.

The pipeline, each stage a module, each arrow a type of `scraper.model`:

    files ──capture──> Capture ──blocks──> Page ──clean──> Cleaned ──cases──> Case
                                                                               │ store
                                                     cases/*.md, translations/*.po
                                                                               │
                             site <──site── frames <──pour── SitePage <──pages─┤
                           search <──index───────────────────────── Record  <──┘

Imports go downward only; `pyproject.toml` holds the contract, `make test` enforces it.
"""
