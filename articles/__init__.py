"""What is written: stories, and the work on them until they are out. What is known is `shows`."""
