"""Series by the festivals and prizes where they were, and in the orders that readers expect."""

import pytest

from shows.listing.filtersets import SeriesFilterSet
from shows.models import Series
from tests import factories
from tests.articles.pages.test_public_pages import page

pytestmark = pytest.mark.django_db


@pytest.fixture
def record():
    mania, emmys = (factories.award_edition(name) for name in ("Séries Mania", "Emmy Awards"))
    earlier = factories.AwardEdition.objects.create(award=mania.award, year=2016)
    series = {name: factories.series(name) for name in ("Missions", "Lost", "Fargo", "Gone")}

    def told(name, edition, **kwargs):
        factories.catalogue(factories.nomination(series=series[name], edition=edition, **kwargs))

    told("Missions", mania, result="won")
    told("Missions", earlier, result="selected")
    told("Lost", mania, result="nominated")
    told("Fargo", emmys, result="won")
    told("Gone", emmys, certainty="denied")
    return series


def choices(client, address="/series/"):
    facets = client.get(address).context["filters"].facets
    (award,) = [facet for facet in facets if facet.name == "award"]
    return [(c.value, c.label, c.count) for c in award.choices]


def found(client, address):
    return [series.title for series in client.get(address).context["items"]]


def test_each_award_counts_its_series_once(client, record):
    assert choices(client) == [
        ("series-mania", "Séries Mania", 2),
        ("emmy-awards", "Emmy Awards", 1),
    ]


def test_a_list_is_narrowed_to_awards(client, record):
    assert found(client, "/series/?award=series-mania") == ["Lost", "Missions"]
    both = found(client, "/series/?award=series-mania&award=emmy-awards")
    assert both == ["Fargo", "Lost", "Missions"]
    assert "n’est pas un prix connu" in page(client, "/series/?award=rien")


def test_an_award_or_a_nomination_that_is_hidden_counts_nowhere(client, record):
    hidden = factories.award_edition("Prix secret", waits_for_story=True)
    factories.article(
        about=[record["Gone"]],
        nominations=[
            factories.nomination(series=record["Gone"], edition=hidden, result="won"),
            factories.nomination(
                series=record["Gone"], edition=factories.award_edition("Emmy Awards", 2018)
            ),
        ],
    )
    assert ("emmy-awards", "Emmy Awards", 1) in choices(client)
    assert "Prix secret" not in page(client, "/series/")
    assert found(client, "/series/?award=emmy-awards") == ["Fargo"]
    assert len(found(client, "/series/?award=prix-secret")) == 4  # no such award for readers


def test_the_orders_of_series(client, record):
    ocs = factories.company("OCS")

    def starts(name, day, seasons=""):
        factories.catalogue(
            factories.release(
                series=record[name], platform=ocs, window="original", starts=day, seasons=seasons
            )
        )

    starts("Missions", "2017", "1")
    starts("Missions", "2021", "3")
    starts("Lost", "2004")
    starts("Fargo", "2019")
    assert found(client, "/series/") == ["Missions", "Fargo", "Lost", "Gone"]
    assert found(client, "/series/?sort=premiere") == ["Fargo", "Missions", "Lost", "Gone"]
    assert found(client, "/series/?sort=title") == ["Fargo", "Gone", "Lost", "Missions"]
    factories.article(
        releases=[
            factories.release(series=record["Gone"], platform=ocs, window="original", starts="2025")
        ]
    )
    assert found(client, "/series/")[-1] == "Gone", "what a draft says moves nothing"
    assert found(client, "/series/?sort=premiere")[-1] == "Gone"
    assert list(SeriesFilterSet.SORTS) == ["newest", "premiere", "title"]
    assert Series.objects.count() == 4


def test_a_release_without_a_day_is_no_premiere(client, record):
    ocs = factories.company("OCS")
    for starts in ("", "2004"):
        factories.catalogue(
            factories.release(series=record["Lost"], platform=ocs, window="original", starts=starts)
        )
    assert found(client, "/series/?sort=premiere")[0] == "Lost"
