"""Merging duplicates: one record takes over whatever names another, which then disappears."""
