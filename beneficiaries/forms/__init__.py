"""Forms about people: they clean what was typed and hand plain values to the domain."""
