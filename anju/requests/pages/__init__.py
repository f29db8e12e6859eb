"""The pages of requests, a file per face."""
