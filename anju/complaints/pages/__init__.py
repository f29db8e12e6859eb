"""Pages of complaints: the desk's list, what the crew is asked."""
