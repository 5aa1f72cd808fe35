"""What the desk's pages show, worked out from the records: states, the rail, the next action, history, rows."""
