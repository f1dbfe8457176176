"""Deliveries of one source in order: what each brings, what takes its place, what it tells of."""
