"""What is known of series: records, facts, what follows from them. No story and no front page."""
