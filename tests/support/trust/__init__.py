"""Help for tests of trust."""
