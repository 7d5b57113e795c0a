"""Template libraries: notes of the newsroom, and what is in the text of a story."""
