"""Handouts: a case or a lesson pack as page, Word, PDF and slides. Pure: bytes by path."""
