"""Loading what the magazine knows: genres, companies, people, awards, series, the catalogue."""

from collections.abc import Iterator
from typing import Any

from articles.models import Author, Section
from shows.models import (
    Award,
    AwardEdition,
    Company,
    Country,
    Credit,
    Episode,
    Genre,
    Ownership,
    Person,
    Relation,
    Role,
    Season,
    Series,
    SeriesExternalId,
    SeriesTitle,
)

from .issues import ARCHIVE, Issue
from .reading import DemoError, exact, explained, save_all_valid, save_valid
from .shelf import Shelf


def load_records(shelf: Shelf, issue: Issue = ARCHIVE) -> None:
    """Load every record of an issue, then the catalogue's facts about them."""
    _load_vocabularies(shelf, issue)
    _load_companies(shelf, issue)
    _load_people(shelf, issue)
    _load_awards(shelf, issue)
    entries = issue.read("series")
    for where, entry in entries:
        with explained(where):
            _load_series(shelf, {**entry, **issue.note("series")})
    for where, entry in entries:  # once all series are there: they name each other
        with explained(where):
            _load_relations(shelf, entry)
            _load_catalogue(shelf, entry)


def _load_vocabularies(shelf: Shelf, issue: Issue) -> None:
    for where, entry in issue.read("genres.yaml"):
        with explained(where):
            shelf.put(entry["slug"], save_valid(Genre(**entry)))
    for order, (where, entry) in enumerate(issue.read("sections.yaml"), start=1):
        with explained(where):
            shelf.put(entry["slug"], save_valid(Section(order=order, **entry)))
    for where, entry in issue.read("authors.yaml"):
        with explained(where):
            shelf.put(entry["slug"], save_valid(Author(**entry)))


def _load_companies(shelf: Shelf, issue: Issue) -> None:
    entries = issue.read("companies.yaml")
    for where, entry in entries:
        with explained(where):
            data = {k: v for k, v in entry.items() if k not in ("owners", "replaced_by")}
            data["other_names"] = "\n".join(data.get("other_names", []))
            data |= issue.note(data["kind"], "company")
            shelf.put(entry["slug"], save_valid(Company(**data)))
    for where, entry in entries:
        with explained(where):
            company = shelf.get(Company, entry["slug"])
            if successor := entry.get("replaced_by"):
                company.replaced_by = shelf.get(Company, successor)
                save_valid(company)
            for data in entry.get("owners", []):
                owner = shelf.get(Company, data["owner"])
                rest = {key: exact(value) for key, value in data.items() if key != "owner"}
                save_valid(Ownership(owned=company, owner=owner, **rest))


def _load_people(shelf: Shelf, issue: Issue) -> None:
    for where, entry in issue.read("people.yaml"):
        with explained(where):
            made = save_valid(Person(**entry, **issue.note("person")))
            person = shelf.put(entry["name"], made)
            shelf.put(person.slug, person)


def _load_awards(shelf: Shelf, issue: Issue) -> None:
    for where, entry in issue.read("awards.yaml"):
        with explained(where):
            data = {key: value for key, value in entry.items() if key != "editions"}
            data["other_names"] = "\n".join(data.get("other_names", []))
            award = shelf.put(entry["slug"], save_valid(Award(**data, **issue.note("award"))))
            for edition in entry["editions"]:
                made = save_valid(AwardEdition(award=award, **edition))
                shelf.put(f"{award.slug}/{made.year}", made)


OF_CHILDREN = (
    *("genres", "countries", "tags", "picture", "seasons", "credits"),
    *("relations", "titles", "external_ids", "facts"),
)


def _load_series(shelf: Shelf, entry: Any) -> None:
    data = {key: value for key, value in entry.items() if key not in OF_CHILDREN}
    series = Series(**data)
    series.genres = [shelf.get(Genre, slug) for slug in entry["genres"]]
    series.countries = list(Country.objects.filter(pk__in=entry["countries"]))
    if len(series.countries.all()) != len(entry["countries"]):
        raise DemoError(f"un pays est inconnu parmi {', '.join(entry['countries'])}.")
    title = f"Affiche : {series.title}"
    series.poster = shelf.picture(f"series/{series.slug}", title, entry["picture"])
    series.tags.add(*entry.get("tags", []))
    shelf.put(series.slug, save_valid(series))

    save_all_valid(
        SeriesExternalId(series=series, scheme=scheme, value=value)
        for scheme, value in entry.get("external_ids", {}).items()
    )
    save_all_valid(
        SeriesTitle(series=series, sort_order=order, **data)
        for order, data in enumerate(entry.get("titles", []))
    )
    _load_seasons(series, entry.get("seasons", []))
    save_all_valid(
        Credit(series=series, sort_order=order, **credit)
        for order, credit in enumerate(_credits(shelf, entry.get("credits", {})))
    )


def _load_seasons(series: Series, entries: Any) -> None:
    """A season is its number of episodes, or nothing, or all that is known of it; a number in
    place of the list is that many of which nothing is known."""
    seasons, episodes = [], []
    entries = [None] * entries if isinstance(entries, int) else entries
    for number, data in enumerate(entries, start=1):
        if not isinstance(data, dict):
            data = {"number": number, "episode_count": data}
        seasons.append(Season(series=series, **{k: v for k, v in data.items() if k != "episodes"}))
        episodes += [(seasons[-1], episode) for episode in data.get("episodes", [])]
    save_all_valid(seasons)
    save_all_valid(Episode(season=season, **episode) for season, episode in episodes)


def _credits(shelf: Shelf, roles: dict) -> Iterator[Any]:
    """Yield the fields of each credit. A cast is {name: character}; a name or a character can be
    written in full, ``{name: …, seasons: …}``, ``{character: …, seasons: …}``."""
    for role, names in roles.items():
        people = names.items() if isinstance(names, dict) else ((name, "") for name in names)
        for name, character in people:
            data = {"name": name, "character": character or ""}
            for whole in (name, character):
                if isinstance(whole, dict):
                    data |= whole
            name = data.pop("name")
            if role in Role.of_companies():
                yield {"role": role, "company": shelf.get(Company, name), **data}
            else:
                yield {"role": role, "person": shelf.get(Person, name), **data}


def _load_relations(shelf: Shelf, entry: Any) -> None:
    series = shelf.get(Series, entry["slug"])
    for order, data in enumerate(entry.get("relations", [])):
        save_valid(Relation(series=series, sort_order=order, **shelf.resolve(data)))


def _load_catalogue(shelf: Shelf, entry: Any) -> None:
    series = shelf.get(Series, entry["slug"])
    for data in entry.get("facts", []):
        (kind, fact), *others = ((k, v) for k, v in data.items() if k != "source")
        if others or "source" not in data:
            raise DemoError("un fait du catalogue est une nature de fait et sa source.")
        save_valid(shelf.fact(kind, {"series": series.slug, **fact}, citation=data["source"]))
