"""What the policy's pages show."""
