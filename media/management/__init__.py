"""What is done to pictures from the command line."""
