"""Pages of the counter, a module per page: parse, call, render."""
