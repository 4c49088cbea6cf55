"""The site as files: what the generator makes, and the new site in the place of the old one."""

from scraper.site.publishing import publish, staging_folder
from scraper.site.shell import Frames, render_shell

__all__ = ["Frames", "publish", "render_shell", "staging_folder"]
