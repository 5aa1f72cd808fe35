"""The researcher's pages, a module per subject."""
