"""Loading the demonstration issue: all of it or nothing, into an empty magazine only."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from wagtail.models import ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

from articles.models import Article, Author, FrontPage, Section
from media.models import Picture
from media.renditions import sizes_later
from shows.models import FACT_MODELS, AwardEdition, Company, Credit, Genre, Person, Season, Series
from shows.models.changes import projected

from .issues import ARCHIVE, CURRENT
from .newsroom import load_newsroom
from .pages import load_front, load_pages
from .reading import DemoError
from .records import load_records
from .shelf import Shelf, illustration
from .stories import load_stories

__all__ = ["DemoError", "load_demo"]

COUNTED = (Section, Author, Genre, Company, Person, AwardEdition, Series, Season, Credit, Picture)

#: What refers to other objects here; the references of children are kept under their parent.
INDEXED = (Series, Article, FrontPage)


def load_demo(
    illustration: Callable[[str], bytes] = illustration, archive: bool = False
) -> Counter | None:
    """Load the demonstration through the models' own validation, in one transaction.

    Return how many of each model readers see, stories and facts included, or None, with nothing
    done, if the magazine has stories or series already: what an editor changed or deleted is
    never brought back. The sizes of the pictures are left to the worker. ``illustration`` gives
    the content of a picture from its name; with ``archive``, the current issue, which is
    invented, is left out. Raises `DemoError` with a sentence for the first thing that is wrong.
    """
    if Article.objects.exists() or Series.objects.exists():
        return None
    shelf, issues = Shelf(illustration), (ARCHIVE,) if archive else (ARCHIVE, CURRENT)
    try:
        with projected():
            # The index of references is written once for each object, and not for each child.
            with disable_reference_index_auto_update(), sizes_later():
                for issue in issues:
                    load_records(shelf, issue)
                    load_stories(shelf, issue)
                    load_pages(issue)
                load_front(shelf, issues[-1])
                load_newsroom(shelf)
            for model in INDEXED:
                for instance in model.objects.all():
                    ReferenceIndex.create_or_update_for_object(instance)
    except BaseException:  # whatever stopped it, Ctrl-C too: files are outside the transaction
        shelf.take_back_files()
        raise
    return Counter({model: _count(model) for model in (*COUNTED, Article, *FACT_MODELS)})


def _count(model: Any) -> int:
    """Those that readers see: what is being prepared is not announced."""
    rows = model.objects.all()
    return (rows.public() if model in INDEXED else rows).count()
