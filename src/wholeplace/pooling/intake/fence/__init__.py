"""A partner's file is parsed in a process of its own: it may fail, the rest goes on."""
