"""Measures of the site on a large magazine, run by hand: nothing of the site imports them."""
