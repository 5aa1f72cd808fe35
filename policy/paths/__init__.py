"""Addresses of the policy, a module per subject."""
