"""The doors of learning."""
