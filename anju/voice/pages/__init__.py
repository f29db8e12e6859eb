"""The pages of voice, a file per face."""
