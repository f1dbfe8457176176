"""The agencies of the place, one module each: what they hold and how they write it down."""
