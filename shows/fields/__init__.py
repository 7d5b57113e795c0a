"""Fields of the record, for models and for forms: lists of codes, ranges of numbers."""
