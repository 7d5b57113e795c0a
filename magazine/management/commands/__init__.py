"""Commands for those who run the site; those on pictures and on publication are in their apps."""
