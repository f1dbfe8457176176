"""The look: components, page frame, our own styles, and plain-word error pages."""
