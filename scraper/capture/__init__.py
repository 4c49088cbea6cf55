"""Files -> Captures. Reads bytes and says what kind of file they are; parses no text."""

from scraper.capture.files import MAX_BYTES, find_files, read_capture

__all__ = ["MAX_BYTES", "find_files", "read_capture"]
