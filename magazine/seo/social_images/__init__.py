"""Share images: what social networks show of a story, a series, a person, a channel.

`cards` says what an image shows and where it is, `drawing` draws it, `shelf` keeps it, `views`
answers with it. A story's is drawn when it is published, the others when they are first asked for.
"""
