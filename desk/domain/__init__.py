"""What reaches over the floors below: merging two records of one person."""
