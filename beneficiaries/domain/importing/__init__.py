"""People from a spreadsheet: read in a process of its own, checked into a staging table, written in sets."""
