"""What must hold when parts of the running product are killed."""
