"""What the committee's pages show, read in a fixed number of queries however long the agenda is."""
