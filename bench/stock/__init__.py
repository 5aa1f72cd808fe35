"""Django's stock admin over the portal's own tables, as its tutorial sets it up."""
