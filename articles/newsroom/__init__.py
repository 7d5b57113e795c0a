"""The work around a story: notes, assignments, review, mails, readings, rights of reply."""
