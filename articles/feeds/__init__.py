"""Stories and deals as feeds: RSS, Atom and JSON Feed of every list, with its filters."""
