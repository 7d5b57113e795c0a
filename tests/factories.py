"""Small builders of the things tests need. Nothing is live or public unless it is asked for.

They take the short way: rows and revision are those that saving and publishing leave, written at
once. It leaves out the checks before publication, its signals, the log and the index of references,
and is fifteen times as fast. Tests of these ask for the real way, one story at a time
(``article(live=True, real=True)``), in a block (``with real():``), or all of them
(``pytestmark = pytest.mark.real``).
"""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from io import BytesIO

from django.core.files.images import ImageFile
from django.utils import timezone
from django.utils.text import slugify
from modelcluster.models import get_all_child_relations
from PIL import Image
from wagtail.models import Revision
from wagtail.signal_handlers import (
    disable_reference_index_auto_update,
    reference_index_auto_update_disabled,
)

from articles.models import Article, Author, Section
from articles.models.links import LINK_MODELS
from media.models import Picture
from media.renditions import SPECS
from shows.models import (
    Award,
    AwardEdition,
    Casting,
    Company,
    Country,
    Credit,
    Deal,
    Genre,
    Milestone,
    Nomination,
    Person,
    Reception,
    Relation,
    Release,
    Season,
    Series,
)

_numbers = itertools.count(1)
CITATION = {"citation_outlet": "TVmaze", "citation_url": "https://www.tvmaze.com/"}


_REAL = ContextVar("real", default=False)


@contextmanager
def real() -> Iterator[None]:
    """Within, everything is saved, indexed, checked and published as by the newsroom."""
    token = _REAL.set(True)
    try:
        yield
    finally:
        _REAL.reset(token)


def unindexed(factory):
    """Decorate a factory: Wagtail's index of references learns of nothing, but on the real way."""

    @wraps(factory)
    def build(*args, **kwargs):
        if _REAL.get() or getattr(reference_index_auto_update_disabled, "value", False):
            return factory(*args, **kwargs)
        with disable_reference_index_auto_update():
            return factory(*args, **kwargs)

    return build


def _slug(text: str) -> str:
    return f"{slugify(text)}-{next(_numbers)}"


@unindexed
def genre(name="Science-fiction", slug=None) -> Genre:
    return Genre.objects.get_or_create(slug=slug or slugify(name), defaults={"name": name})[0]


@unindexed
def company(name="OCS", **kwargs) -> Company:
    return Company.objects.create(name=name, **{"slug": slugify(name), **kwargs})


@unindexed
def person(name="Hélène Viviès", **kwargs) -> Person:
    return Person.objects.create(name=name, **{"slug": _slug(name), **kwargs})


@unindexed
def series(title="Missions", genres=(), countries=(), tags=(), **kwargs) -> Series:
    made = Series(title=title, **{"slug": slugify(title), **kwargs})
    made.genres = [genre(g) if isinstance(g, str) else g for g in genres]
    made.countries = list(Country.objects.filter(pk__in=countries))
    made.tags.add(*tags)
    made.save()
    return made


@unindexed
def award_edition(name="Séries Mania", year=2017, **kwargs) -> AwardEdition:
    award, _created = Award.objects.get_or_create(
        slug=slugify(name), defaults={"name": name, "kind": "festival", **kwargs}
    )
    return AwardEdition.objects.create(award=award, year=year)


@unindexed
def credit(series, person=None, role="cast", **kwargs) -> Credit:
    return Credit.objects.create(series=series, person=person, role=role, **kwargs)


@unindexed
def season(series, number=1, **kwargs) -> Season:
    return Season.objects.create(series=series, number=number, **kwargs)


@unindexed
def relation(series, **kwargs) -> Relation:
    return Relation.objects.create(series=series, **kwargs)


def deal(releases=(), parties=(), **kwargs) -> Deal:
    """An unsaved deal, to be given to `article`, or saved with `catalogue`."""
    made = Deal(**kwargs)
    made.releases = list(releases)
    made.parties = list(parties)
    return made


def release(**kwargs) -> Release:
    return Release(**kwargs)


def milestone(kind="ordered", **kwargs) -> Milestone:
    return Milestone(kind=kind, **kwargs)


def casting(**kwargs) -> Casting:
    return Casting(**kwargs)


def nomination(people=(), **kwargs) -> Nomination:
    made = Nomination(**kwargs)
    made.people = list(people)
    return made


def reception(kind="audience", statement="Record d’audience", **kwargs) -> Reception:
    return Reception(kind=kind, statement=statement, **kwargs)


def catalogue(fact):
    """Save a fact that no story reports, with a source of its own."""
    for name, value in CITATION.items():
        setattr(fact, name, value)
    fact.full_clean()
    fact.save()
    return fact


@unindexed
def section(name="Actualités", **kwargs) -> Section:
    return Section.objects.get_or_create(slug=slugify(name), defaults={"name": name, **kwargs})[0]


@unindexed
def author(name="Camille Arnoux", **kwargs) -> Author:
    return Author.objects.get_or_create(slug=slugify(name), defaults={"name": name, **kwargs})[0]


@unindexed
def picture(title="Missions", **kwargs) -> Picture:
    buffer = BytesIO()
    Image.new("RGB", (64, 36), "#203040").save(buffer, "PNG")
    buffer.seek(0)
    defaults = {"description": "Un vaisseau devant Mars.", "credit": "© OCS"}
    made = Picture.objects.create(
        title=title, file=ImageFile(buffer, f"{_slug(title)}.png"), **{**defaults, **kwargs}
    )
    made.get_renditions(*SPECS)  # as after the commit, which a test seldom comes to
    return made


def article(
    headline="AMC achète Missions",
    live=False,
    about=(),
    mentions=(),
    tags=(),
    real=False,
    **kwargs,
) -> Article:
    """A story; ``about`` and ``mentions`` are records, and any relation can be given as a list
    of unsaved children: ``deals=[...]``, ``sources=[...]``."""
    field_names = {field.name for field in Article._meta.concrete_fields}
    fields = {name: kwargs.pop(name) for name in list(kwargs) if name in field_names}
    fields.setdefault("slug", _slug(headline))
    fields.setdefault("section", section())
    made = Article(headline=headline, **fields)
    for name, children in kwargs.items():
        setattr(made, name, list(children))
    made.tags.add(*tags)
    for relation, records in (("about", about), ("mentions", mentions)):
        for record in records:
            model = next(
                m
                for m in LINK_MODELS
                if isinstance(record, m._meta.get_field(m.RECORD).related_model)
            )
            name = model._meta.get_field("article").remote_field.related_name
            getattr(made, name).add(model(**{model.RECORD: record, "relation": relation}))
    if real or _REAL.get():
        return _saved_by_the_newsroom(made, live)
    return _saved_at_once(made, live)


def _saved_by_the_newsroom(made: Article, live: bool) -> Article:
    published = made.first_published_at
    made.save()
    revision = made.save_revision()
    if live:
        revision.publish()
        if published:
            Article.objects.filter(pk=made.pk).update(first_published_at=published)
        made = Article.objects.get(pk=made.pk)
    return made


@unindexed
def _saved_at_once(made: Article, live: bool) -> Article:
    """The rows of a story and its revision, as `_saved_by_the_newsroom` leaves them."""
    if live:
        made.live = True
        made.last_published_at = timezone.now()
        made.first_published_at = made.first_published_at or made.last_published_at
    made.full_clean()
    made.link_named_records()
    children = {relation.get_accessor_name(): [] for relation in get_all_child_relations(made)}
    children |= vars(made).get("_cluster_related_objects", {})
    made.save()
    made._cluster_related_objects = children  # a new story has no others: do not ask for them
    content = made.serializable_data()
    del made._cluster_related_objects
    revision = Revision.objects.create(
        content_object=made,
        base_content_type=made.get_base_content_type(),
        content=content,
        object_str=str(made),
    )
    made.latest_revision = revision
    if live:
        made.live_revision = revision
        revision.content |= {"latest_revision": revision.pk, "live_revision": revision.pk}
        revision.save(update_fields=["content"])
    else:
        made.has_unpublished_changes = True
    names = ("latest_revision", "live_revision", "has_unpublished_changes")
    Article.objects.filter(pk=made.pk).update(**{name: getattr(made, name) for name in names})
    return Article.objects.get(pk=made.pk) if live else made
