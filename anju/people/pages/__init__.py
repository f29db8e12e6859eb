"""The pages of people, a file per face."""
