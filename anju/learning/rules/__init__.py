"""Pure rules of learning: the pieces of a text, an answer from a model, how alike two reports are."""
