"""What a share image shows. Its address changes with it, so that caches may keep it."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from articles.models import Article
from media.models import Picture
from media.rendition_credit import fingerprint
from shows.models import Company, Person, Series

#: Changes with the drawing: every image is then drawn anew.
VERSION = 2
SIZE = (1200, 630)
#: {kind in an address: (model, what a card needs loaded)}.
KINDS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "article": (Article, ("section", "lead_picture", "safe_picture", "social_picture")),
    "serie": (Series, ("poster",)),
    "personne": (Person, ("portrait",)),
    "chaine": (Company, ()),
}


@dataclass(frozen=True)
class Card:
    """What is drawn: words, and a picture that readers may see, or none."""

    kind: str
    key: int
    title: str
    kicker: str
    label: str = ""  # “Sponsorisé par …”
    picture: Picture | None = None

    @property
    def digest(self) -> str:
        """Ten characters that change with what the image shows."""
        shown = [VERSION, self.title, self.kicker, self.label]
        if self.picture:
            focus = ("x", "y", "width", "height")
            shown += [fingerprint(self.picture), self.picture.credit]
            shown += [getattr(self.picture, f"focal_point_{name}") for name in focus]
        return hashlib.sha256(json.dumps(shown).encode()).hexdigest()[:10]

    @property
    def address(self) -> str:
        return reverse("share_image", args=[self.kind, self.key, self.digest])


def card_of(thing: Company | Article) -> Card:
    """Return the card of a story, a series, a person or a company. No query, if what `KINDS`
    names is loaded."""
    return {Article: _story, Series: _series, Person: _person, Company: _company}[type(thing)](
        thing
    )


def find_card(kind: str, key: int) -> Card | None:
    """Return the card of something that readers may see, or None. One query."""
    model, needed = KINDS[kind]
    found = model.objects.public().select_related(*needed).filter(pk=key).first()
    return card_of(found) if found else None


def _seen(*pictures: Any) -> Picture | None:
    """The first picture that readers may see."""
    return next((picture for picture in pictures if picture and picture.is_public), None)


def _story(article: Article) -> Card:
    return Card(
        "article",
        article.pk,
        article.social_title or article.public_headline,
        getattr(article.section, "name", ""),
        f"Sponsorisé par {article.sponsor}" if article.sponsor else "",
        _seen(article.social_picture, article.public_picture),
    )


def _series(series: Series) -> Card:
    return Card(
        "serie", series.pk, series.title, series.get_kind_display(), "", _seen(series.poster)
    )


def _person(person: Person) -> Card:
    return Card("personne", person.pk, person.name, "Personne", "", _seen(person.portrait))


def _company(company: Company) -> Card:
    return Card("chaine", company.pk, company.name, company.get_kind_display())
