"""Which records are one person, who lives together, and ids that survive the next run."""
