"""Records that look like one person's: where they are looked for (keys), how likely they are (scoring), among all
(scan) or for one person who is being typed (near), and what was decided about them (pairs)."""
