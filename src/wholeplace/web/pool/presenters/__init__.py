"""What was pooled, in words and tables."""
