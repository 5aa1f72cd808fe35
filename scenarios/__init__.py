"""An application in any state, made through the portal's own domain functions.

Tests, the demonstration, conformance and the pictures of pages use it, so that a step of the workflow is spelled once.
Each function is one step and takes who acts as `by`; nothing here is chance, and nothing here moves the clock unasked.
"""
