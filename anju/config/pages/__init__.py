"""Pages of the whole house: the first one a stranger sees."""
