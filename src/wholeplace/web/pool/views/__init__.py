"""Start page, the place, data quality."""
