"""The place's own commands for accounts."""
