"""Improvement 改进, its first part: the knowledge base of a community.

Owns articles (a question as residents ask it and its answer), their versions, and whether they helped. Stands on
standards (the categories an article belongs to, how words are compared), people and places (whose names no article may
carry).
"""
