"""From text as given to a value as meant. Each distinct value of a column is read once."""
