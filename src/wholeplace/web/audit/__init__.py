"""What was looked at, by whom and why; the same log the commands write to."""
