"""The pages of proposals and praise, a file per face."""
