"""The demonstration: an archive of real series, facts with their sources, and a current issue of
invented ones; all of it in our own words."""
