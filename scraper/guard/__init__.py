"""What keeps a hostile file from harming more than itself: limits on processes and archives.

Stands beneath the stages, because both `capture` (zip archives) and `blocks` (everything that is
parsed) need it and stages never import each other.
"""
