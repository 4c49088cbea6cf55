"""Reading: the library as a reader meets it, in one language.

Pages, handouts and files for reuse all say the same facts in the same words: a case read in a
language, its texts translated or marked as Chinese, its facts in words, its editorial marks.
"""
