"""The template library of pictures; their shapes are in `media.rendition_specs`."""
