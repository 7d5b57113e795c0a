"""What machines are told: structured data, share images, sitemaps."""
