"""What must be fast, measured beside its limit."""
