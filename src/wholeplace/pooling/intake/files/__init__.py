"""From the bytes a partner delivers to rows of text. What a file is, its content says."""
