"""Addresses of the committee, a module per subject."""
