"""The pages of assets."""
