"""What the researcher's pages ask for. The domain functions decide; these only read what was typed."""
