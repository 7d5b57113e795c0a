"""What is done to the whole site from the command line."""
