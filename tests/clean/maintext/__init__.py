"""The main text of HTML pages: what is taken for it, and that hostile pages are read quickly."""
