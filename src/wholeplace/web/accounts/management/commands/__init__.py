"""prepare and account."""
