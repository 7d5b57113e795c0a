"""The text of a story: its blocks, its links, videos and posts, and the one walk through them."""
