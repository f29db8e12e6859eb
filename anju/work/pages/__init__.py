"""The pages of work, a file per face."""
