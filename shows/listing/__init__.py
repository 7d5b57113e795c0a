"""Filtered lists: facets with counts, the filter sets, what a list is called, and its view."""
