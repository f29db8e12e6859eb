"""The API as another system meets it: stories with tokens, refusals, the document, and what a fuzzer finds."""
