"""Sample arguments of addresses, a module per subject; each value takes the World of tests/urls_args.py."""
