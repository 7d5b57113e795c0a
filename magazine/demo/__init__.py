"""The demonstration issue: real series, facts with their sources, stories in our own words."""
