"""The pages of connect: tokens and webhooks of a community."""
