"""db_worker."""
