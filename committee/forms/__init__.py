"""Forms of those who decide, a module per subject. The domain functions decide; these only read what was typed."""
