"""The command on pictures; what it runs is in `media.renditions`."""
