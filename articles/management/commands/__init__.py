"""The command that publishes on time; its rules are in `articles.publishing`."""
