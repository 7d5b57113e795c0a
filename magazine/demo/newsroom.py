"""Loading the life of the newsroom: its members in their roles, and what is being prepared.

Nothing here is public: `make run` shows the desk with something on it. Accounts have no password.
"""

from datetime import date
from typing import Any, cast

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from articles.models import Article, Author, Section
from articles.newsroom.assignments import assign
from articles.newsroom.notes import write
from articles.newsroom.workflow import send_back, submit
from shows.models import Country, Genre, Person, Relation, Series

from ..newsroom.roles import ROLES
from .reading import explained, read
from .shelf import Shelf
from .stories import add_facts, draft, moment, validate

User = get_user_model()


def load_newsroom(shelf: Shelf) -> None:
    """Load the members, then the drafts they work on."""
    for where, entry in read("members.yaml"):
        with explained(where):
            shelf.put(entry["username"], _member(shelf, entry))
    for where, entry in read("drafts.yaml"):
        with explained(where):
            _prepare(shelf, entry)


def _member(shelf: Shelf, entry: Any) -> Any:
    user = User(**{key: entry[key] for key in ("username", "first_name", "last_name")})
    user.set_unusable_password()
    user.save()
    user.groups.add(Group.objects.get(name=ROLES[entry["role"]].name))
    for slug in entry.get("sections", []):
        shelf.get(Section, slug).editors.add(user)
    if slug := entry.get("author"):
        Author.objects.filter(slug=slug).update(user=user)
    return user


def _prepare(shelf: Shelf, entry: Any) -> None:
    _waiting(shelf, entry.get("waiting", {}))
    article = draft(shelf, entry)
    article.owner = shelf.get(User, entry["owner"])
    add_facts(shelf, article, entry.get("facts", []))
    validate(article)
    if embargo := entry.get("embargo"):
        article.embargo_until = moment(embargo["until"])
        article.embargo_source = embargo["source"]
    if schedule := entry.get("scheduled"):
        article.go_live_at = moment(schedule["at"])
    article.save_revision(user=cast(Any, article.owner))
    Article.objects.filter(pk=article.pk).update(owner=article.owner)  # whose it is, at once
    article = Article.objects.get(pk=article.pk)
    for data in entry.get("assignments", []):
        _assign(shelf, article, data)
    _discuss(shelf, article, entry.get("notes", []))
    if "submitted" in entry:
        submit(article, shelf.get(User, entry["submitted"]["by"]))
    if back := entry.get("sent_back"):
        send_back(article, shelf.get(User, back["by"]), back["comment"])
    if schedule:
        article.latest_revision.publish(user=shelf.get(User, schedule["by"]))


def _waiting(shelf: Shelf, records: Any) -> None:
    """Make the records that wait for a draft, as the picker does from a name."""
    for data in records.get("series", []):
        series = Series(title=data["title"], waits_for_story=True)
        series.full_clean()
        series.genres = [shelf.get(Genre, slug) for slug in data["genres"]]
        series.countries = list(Country.objects.filter(pk__in=data["countries"]))
        series.save()
        shelf.put(series.slug, series)
        origin = shelf.get(Series, data["adapts"])
        Relation.objects.create(series=series, kind="remake", to_series=origin)
    for name in records.get("people", []):
        person = Person(name=name, waits_for_story=True)
        person.full_clean()
        person.save()
        shelf.put(name, person)


def _assign(shelf: Shelf, article: Article, data: dict[str, Any]) -> None:
    assign(
        article,
        shelf.get(User, data["user"]),
        by=shelf.get(User, data.get("by", cast(Any, article.owner).username)),
        role=data["role"],
        due=date.fromisoformat(data["due"]),
        brief=data.get("brief", ""),
    )


def _discuss(shelf: Shelf, article: Article, entries: Any) -> None:
    notes: list[Any] = []
    for data in entries:
        answers = notes[data["answers"]] if "answers" in data else None
        notes.append(write(article, shelf.get(User, data["by"]), data["text"], answers))
