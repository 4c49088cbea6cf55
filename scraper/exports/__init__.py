"""Files for reuse: JSON, CSV, feeds, site map and metadata of the library. Pure."""
