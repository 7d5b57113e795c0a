"""The template library for the heads of pages; what it tells machines is made in `seo`."""
