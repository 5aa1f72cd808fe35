"""Tables in and out: reading them in a process of its own, cells, formulas, and writing. A leaf: it knows no model."""
