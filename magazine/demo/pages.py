"""Loading the information pages of the demonstration."""

from articles.models import InfoPage

from .reading import explained, read, save_valid


def load_pages() -> None:
    """Load and publish the pages of ``pages.yaml``, through their drafts like an editor's."""
    for where, entry in read("pages.yaml"):
        with explained(where):
            blocks = [next(iter(block.items())) for block in entry["body"]]
            page = save_valid(InfoPage(**{**entry, "body": blocks}))
            page.save_revision().publish()
