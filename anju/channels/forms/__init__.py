"""What is typed and sent."""
