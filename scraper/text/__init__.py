"""Pure helpers on text: no files, no markup, no state."""
