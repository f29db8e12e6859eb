"""The pages of notices, a file per face."""
