"""One module per stage: any folder in, predictions for a scorer out."""
