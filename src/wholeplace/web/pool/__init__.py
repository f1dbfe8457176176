"""What was pooled: the start page, the place as a whole, data quality and agreements."""
