"""Anju 安居: the open working system for property service in residential communities."""

__version__ = "0.1.0"
