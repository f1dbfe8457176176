"""Accounts, the posts they hold, sign-in, and the demo accounts of an invented place."""
