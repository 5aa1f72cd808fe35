"""Bulk data for benchmarks: an association's years, loaded set-based into a database of its own.

`load.load()` fills an empty, migrated database; `manage.py seed` makes that database. Chance is drawn in Python, block
by block (plan: arrivals, people, cases), and the tables are filled from the plan by SQL. verify.py then asks whether
every row is as the portal's own functions would have left it.
"""
