"""The pages of standards, a file per face."""
