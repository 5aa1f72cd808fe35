"""What pages about people show, made ready."""
