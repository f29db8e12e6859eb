"""The pages of the knowledge base: for those who write it, and for those who read it."""
