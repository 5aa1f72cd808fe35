"""The floor: a Django project of one view that returns 20 KB. No database, no middleware, no template."""
