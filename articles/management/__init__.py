"""What is done to stories from the command line."""
