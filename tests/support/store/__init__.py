"""Made-up intake outputs and linkage, small enough to check by eye."""
