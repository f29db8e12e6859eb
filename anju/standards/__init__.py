"""Standards: what was promised. Request categories with their clocks, procedures with their steps, words of advice.

Owns the catalogue each community works by (loaded from ``data/``) and the arithmetic of due times. Stands on
people, places, ui and kernel.
"""
