"""Small builders of the things tests need. Nothing is live or public unless it is asked for.

``article(live=True, deals=[deal(...)])`` goes through the real path: a draft is saved with its
children in memory, then its revision is published.
"""

import itertools
from io import BytesIO

from django.core.files.images import ImageFile
from django.utils.text import slugify
from PIL import Image

from articles.models import Article, Author, Section
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


def _slug(text: str) -> str:
    return f"{slugify(text)}-{next(_numbers)}"


def genre(name="Science-fiction", slug=None) -> Genre:
    return Genre.objects.get_or_create(slug=slug or slugify(name), defaults={"name": name})[0]


def company(name="OCS", **kwargs) -> Company:
    return Company.objects.create(name=name, **{"slug": slugify(name), **kwargs})


def person(name="Hélène Viviès", **kwargs) -> Person:
    return Person.objects.create(name=name, **{"slug": _slug(name), **kwargs})


def series(title="Missions", genres=(), countries=(), tags=(), **kwargs) -> Series:
    made = Series(title=title, **{"slug": slugify(title), **kwargs})
    made.genres = [genre(g) if isinstance(g, str) else g for g in genres]
    made.countries = list(Country.objects.filter(pk__in=countries))
    made.tags.add(*tags)
    made.save()
    return made


def award_edition(name="Séries Mania", year=2017, **kwargs) -> AwardEdition:
    award, _created = Award.objects.get_or_create(
        slug=slugify(name), defaults={"name": name, "kind": "festival", **kwargs}
    )
    return AwardEdition.objects.create(award=award, year=year)


def credit(series, person=None, role="cast", **kwargs) -> Credit:
    return Credit.objects.create(series=series, person=person, role=role, **kwargs)


def season(series, number=1, **kwargs) -> Season:
    return Season.objects.create(series=series, number=number, **kwargs)


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


def section(name="Actualités", **kwargs) -> Section:
    return Section.objects.get_or_create(slug=slugify(name), defaults={"name": name, **kwargs})[0]


def author(name="Camille Arnoux", **kwargs) -> Author:
    return Author.objects.get_or_create(slug=slugify(name), defaults={"name": name, **kwargs})[0]


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
    headline="AMC achète Missions", live=False, about=(), mentions=(), tags=(), **kwargs
) -> Article:
    """A story; ``about`` and ``mentions`` are records, and any relation can be given as a list
    of unsaved children: ``deals=[...]``, ``sources=[...]``."""
    from articles.models.links import LINK_MODELS

    field_names = {field.name for field in Article._meta.concrete_fields}
    fields = {name: kwargs.pop(name) for name in list(kwargs) if name in field_names}
    fields.setdefault("slug", _slug(headline))
    fields.setdefault("section", section())
    published = fields.get("first_published_at")
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
    made.save()
    revision = made.save_revision()
    if live:
        revision.publish()
        made.refresh_from_db()
        if published:
            Article.objects.filter(pk=made.pk).update(first_published_at=published)
        made = Article.objects.get(pk=made.pk)
    return made
