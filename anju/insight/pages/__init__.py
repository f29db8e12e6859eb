"""The pages of insight, a file per face."""
