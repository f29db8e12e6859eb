"""Rules about the house itself, each with advice on what to do instead."""
