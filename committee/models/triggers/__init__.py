"""The rules that the database holds over what is moved, voted on and decided."""
