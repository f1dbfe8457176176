"""Business cases and who pays and who gains, as parts of a programme's page."""
