"""Citations: GB/T 7714, BibTeX, RIS and CSL-JSON of cases, publications and passages."""
