"""Pages of the policy, a module per subject."""
