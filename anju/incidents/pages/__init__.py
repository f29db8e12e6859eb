"""Pages of mass incidents."""
