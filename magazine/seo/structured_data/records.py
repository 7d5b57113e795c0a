"""Series, persons, companies and prizes for machines: what their pages show."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from shows.fields.model_fields import split_codes, territory_names
from shows.models.choices import MilestoneKind, NominationResult, Role

from ..social_images.cards import card_of
from .registry import Page, describes
from .stories import authors, rating
from .vocabulary import CONTEXT, TYPES, Absolute, filled, image, iso, plain, record, same_as

if TYPE_CHECKING:
    from shows.models import Company, Person

#: What a role behind the screen is in schema.org. A distributor has no word of its own there.
ROLES = {
    Role.CREATOR: "creator",
    Role.SHOWRUNNER: "author",
    Role.WRITER: "author",
    Role.DIRECTOR: "director",
    Role.EXECUTIVE_PRODUCER: "producer",
    Role.PRODUCER: "producer",
    Role.COMPOSER: "musicBy",
    Role.PRODUCTION: "productionCompany",
}
SERIES = ("Séries", "shows:series_list")
PERSONS = ("Personnes", "shows:person_list")
COMPANIES = ("Chaînes et services", "shows:company_list")
MAKERS = ("Sociétés", "shows:maker_list")
AWARDS = ("Festivals et prix", "shows:award_list")


def under(place: tuple[str, str]) -> tuple[str, str]:
    """Return (name, path) for `Page.above`; ``place`` is (name, name of the address)."""
    return place[0], reverse(place[1])


@describes("shows:series_detail")
def series(context: dict, absolute: Absolute) -> Page:
    """A series, shared as a TV show."""
    found = context["series"]
    return Page(
        title=found.title,
        path=found.get_absolute_url(),
        description=found.logline
        or plain(found.synopsis, 200)
        or f"{found.title} : saisons, distribution, prix et accords.",
        above=[under(SERIES)],
        data=tv_series(context, absolute),
        card=card_of(found),
        kind="video.tv_show",
    )


@describes("shows:series_deals")
def series_deals(context: dict, absolute: Absolute) -> Page:
    """The steps, deals and rights of a series: a page under its own."""
    found = context["series"]
    return Page(
        title=f"{found.title} : étapes, accords et droits",
        path=reverse("shows:series_deals", args=[found.slug]),
        description=f"{found.title} : qui l’a commandée, achetée, vendue, et qui la diffuse où.",
        above=[under(SERIES), (found.title, found.get_absolute_url())],
        card=card_of(found),
    )


def tv_series(context: dict, absolute: Absolute) -> dict:
    """The series in schema.org's words; specials count neither as a season nor as episodes."""
    found, known = context["series"], context["record"]
    seasons = [season for season in known.seasons if season.number]
    counted = [season.episode_count for season in seasons if season.episode_count]
    titles = [found.original_title, *(title.title for title in found.titles.all())]
    return filled(
        {
            "@context": CONTEXT,
            "@type": "TVSeries",
            "@id": absolute(f"{found.get_absolute_url()}#serie"),
            "name": found.title,
            "alternateName": list(dict.fromkeys(title for title in titles if title)),
            "url": absolute(found.get_absolute_url()),
            "description": found.logline or plain(found.synopsis),
            "image": image(found.poster, absolute),
            "genre": [genre.name for genre in found.genres.all()],
            "keywords": [tag.name for tag in context["themes"]],
            "countryOfOrigin": [
                {"@type": "Country", "name": str(country)} for country in found.countries.all()
            ],
            "inLanguage": split_codes(found.languages),
            "startDate": iso(known.originals[0].starts) if known.originals else "",
            "endDate": _end(known),
            "numberOfSeasons": len(seasons),
            "numberOfEpisodes": sum(counted) if seasons and len(counted) == len(seasons) else None,
            "containsSeason": [_season(season, found, absolute) for season in seasons],
            "actor": _cast(known, absolute),
            **_makers(found, absolute),
            "publication": _first_seen(known, absolute),
            "award": awards(known.facts.nominations),
            "review": [_review(review, absolute) for review in context["coverage"].reviews],
            "sameAs": same_as(found.external_ids.all(), 0),
        }
    )


def _review(review: Any, absolute: Absolute) -> dict:
    """One of our reviews, in short: its page says the rest."""
    return filled(
        {
            "@type": "Review",
            "name": review.public_headline,
            "url": absolute(review.get_absolute_url()),
            "author": authors(review, absolute),
            "reviewRating": rating(review),
        }
    )


def _end(known: Any) -> str:
    ended = [m for m in known.facts.milestones if m.kind == MilestoneKind.ENDED and m.date]
    return iso(ended[-1].date) if ended else ""


def _season(season: Any, found: Any, absolute: Any) -> dict:
    return filled(
        {
            "@type": "TVSeason",
            "name": season.title or f"{found.title}, saison {season.number}",
            "seasonNumber": season.number,
            "numberOfEpisodes": season.episode_count,
            "episode": [
                filled(
                    {
                        "@type": "TVEpisode",
                        "name": str(episode),
                        "episodeNumber": episode.number,
                        "datePublished": iso(episode.air_date),
                    }
                )
                for episode in season.episodes.all()
            ],
        }
    )


def _cast(known: Any, absolute: Any) -> list[dict]:
    return [
        filled(
            {
                "@type": "PerformanceRole",
                "actor": record(credit.name, absolute),
                "characterName": credit.character,
            }
        )
        for credit in known.cast
    ]


def _makers(found: Any, absolute: Any) -> dict:
    """{property: those who are credited so}, each once."""
    makers: dict = defaultdict(dict)
    for credit in sorted(found.credits.all(), key=lambda c: c.sort_order or 0):
        if credit.role in ROLES and credit.name:
            makers[ROLES[credit.role]].setdefault(credit.name, record(credit.name, absolute))
    return {name: list(people.values()) for name, people in makers.items()}


def _first_seen(known: Any, absolute: Any) -> list[dict]:
    """The original releases: when, and on which network."""
    return [
        filled(
            {
                "@type": "PublicationEvent",
                "startDate": iso(release.starts),
                "publishedOn": {
                    "@type": "BroadcastService",
                    "name": release.platform.name,
                    "url": absolute(release.platform.get_absolute_url()),
                },
            }
        )
        for release in known.originals
    ]


def awards(nominations: Any) -> list[str]:
    """What was won, in words: “Meilleure série, Séries Mania 2017”."""
    won = (NominationResult.WON, NominationResult.MENTION)
    return list(
        dict.fromkeys(
            ", ".join(filter(None, [n.category, str(n.edition)]))
            for n in nominations
            if n.result in won
        )
    )


@describes("shows:person")
def person(context: dict, absolute: Absolute) -> Page:
    """A person, with the prizes they won and the series on which they are credited."""
    found = context["person"]
    url = absolute(found.get_absolute_url())
    return Page(
        title=found.name,
        path=found.get_absolute_url(),
        description=_about_person(found),
        above=[under(PERSONS)],
        card=card_of(found),
        kind="profile",
        data=filled(
            {
                "@context": CONTEXT,
                "@type": "Person",
                "@id": f"{url}#personne",
                "name": found.name,
                "alternateName": found.other_name_list,
                "url": url,
                "description": plain(found.biography),
                "image": image(found.portrait, absolute),
                "birthDate": iso(found.birth),
                "deathDate": iso(found.death),
                "award": awards(context["facts"].nominations),
                "sameAs": same_as(context["external_ids"], 1),
                "subjectOf": _works(context["filmography"], absolute),
            }
        ),
    )


def _about_person(found: Person) -> str:
    """How the biography begins, with the name: many are two words."""
    begins = plain(found.biography, 200)
    if not begins:
        return f"{found.name} : ses séries, ses prix."
    return begins if found.name in begins else f"{found.name}. {begins}"


def _works(filmography: Any, absolute: Any) -> list[dict]:
    """The series that a person is credited on, each once."""
    works = dict.fromkeys(work.series for _heading, group in filmography for work in group)
    return [record(found, absolute) for found in works]


@describes("shows:company")
def company(context: dict, absolute: Absolute) -> Page:
    """A company, between who owns it and what it owns."""
    found = context["company"]
    url = absolute(found.get_absolute_url())
    family = context["family"]
    owners = [ownership.owner for ownership in (family.levels[-1] if family.levels else ())]
    owned = [ownership.owned for ownership in family.holdings]
    address = {"@type": "PostalAddress", "addressCountry": found.country} if found.country else None
    return Page(
        title=found.name,
        path=found.get_absolute_url(),
        description=_about_company(found),
        above=[under(COMPANIES if found.is_network else MAKERS)],
        card=card_of(found),
        data=filled(
            {
                "@context": CONTEXT,
                "@type": "Organization",
                "@id": f"{url}#societe",
                # Where something is watched is a service as well; only an organisation has owners.
                "additionalType": f"{CONTEXT}/BroadcastService" if found.is_network else None,
                "name": found.name,
                "alternateName": found.other_name_list,
                "url": url,
                "logo": image(found.logo, absolute),
                "address": address,
                "foundingDate": iso(found.active_from),
                "dissolutionDate": iso(found.active_to),
                "parentOrganization": [record(owner, absolute) for owner in owners],
                "subOrganization": [record(holding, absolute) for holding in owned],
                "sameAs": [found.website] if found.website else [],
            }
        ),
    )


def _about_company(found: Company) -> str:
    place = territory_names().get(found.country, "")
    what = f"{found.get_kind_display()} ({place})" if place else found.get_kind_display()
    return f"{found.name}, {what[:1].lower()}{what[1:]} : ses séries et ses accords."


@describes("shows:award")
def award(context: dict, absolute: Absolute) -> Page:
    """An award, as a series of events, one for each edition."""
    found = context["award"]
    return Page(
        title=found.name,
        path=found.get_absolute_url(),
        description=plain(found.description, 200) or f"{found.name} : le palmarès de chaque année.",
        above=[under(AWARDS)],
        data=filled(
            {
                "@context": CONTEXT,
                **_event_series(found, absolute),
                "alternateName": found.other_name_list,
                "description": plain(found.description),
                "sameAs": [found.website] if found.website else [],
                "subEvent": [
                    {
                        "@type": "Event",
                        "name": f"{found.name} {edition.year}",
                        "startDate": iso(edition.held) or str(edition.year),
                        "url": absolute(
                            reverse("shows:award_edition", args=[found.slug, edition.year])
                        ),
                    }
                    for edition, _winners in context["years"]
                ],
            }
        ),
    )


def _event_series(found: Any, absolute: Any) -> dict:
    return {
        "@type": TYPES[type(found)],
        "name": found.name,
        "url": absolute(found.get_absolute_url()),
    }


@describes("shows:award_edition")
def edition(context: dict, absolute: Absolute) -> Page:
    """An edition, as an event about the series that were nominated or shown."""
    found = context["edition"]
    name = f"{found.award.name} {found.year}"
    place = found.place and {"@type": "Place", "name": found.place, "address": found.place}
    return Page(
        title=name,
        path=found.get_absolute_url(),
        description=f"{name} : le palmarès et les sélections, avec les sources.",
        above=[under(AWARDS), (found.award.name, found.award.get_absolute_url())],
        data=filled(
            {
                "@context": CONTEXT,
                "@type": "Event",
                "name": name,
                "alternateName": found.label,
                "url": absolute(found.get_absolute_url()),
                "startDate": iso(found.held) or str(found.year),
                "location": place,
                "superEvent": _event_series(found.award, absolute),
                "about": [record(series, absolute) for series in _named_for(context)],
            }
        ),
    )


def _named_for(context: dict[str, Any]) -> list:
    """The series of an edition's page, each once."""
    named = [nomination for group in context["categories"] for nomination in group.nominations]
    found = (nomination.series for nomination in [*context["winners"], *named])
    return list(dict.fromkeys(series for series in found if series))
