"""Translation as a workflow: what `casebook translate` does with the PO files of a library.

    store.translations   a file brought up to date with its case, at every build too
    memory, filling      what is translated elsewhere in the library
    machine              a translation service, where an editor has one
    checking             departures from the glossary
    run                  the recipe; telling: what was done, in words and as JSON

It stands above the store because it works from file to file; what it decides is pure.
"""
