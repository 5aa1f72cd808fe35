"""Pages about people, one module a subject."""
