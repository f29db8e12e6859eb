"""The import of homes and people from a spreadsheet: read, checked cell by cell, then written as a whole or not at all.

It makes places and persons, so it stands in people, above places. A file goes through
``workbook`` (bytes → rows of raw cells) › ``cells`` and ``rows`` (raw cells → typed rows, faults by address) ›
``houses`` and ``residents`` (rows → what to put, checked against each other and against the community) › ``actions``.
"""
