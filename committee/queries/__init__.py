"""Reads of the committee, a module per subject."""
