"""Template libraries: facts, dates, bulk actions. What follows from facts is in `knowledge`."""
