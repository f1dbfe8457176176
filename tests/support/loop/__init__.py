"""Places to run, and runs as processes of their own."""
