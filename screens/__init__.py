"""`make screens`: every page of the portal as a picture, per role and at three widths, and what falls short in them.

For whoever develops the portal. Nothing of it runs in production, and nothing else may import it but tests.
"""
