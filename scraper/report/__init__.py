"""What was done, in words for a person or as JSON Lines for a program. Pure.

Each verb loads the file it needs, as loading all of them takes longer than a small build.
"""
