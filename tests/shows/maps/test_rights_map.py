"""Who shows a series where, and from when: the maps, the table, and what must not be on them."""

import datetime
import json

import pytest

from bench.world_shapes import FRAMES, area, equal_earth, path, reduce
from shows.fields.model_fields import territory_names
from shows.maps.shapes import FILE, outlines
from shows.maps.territorial_rights import read_date, rights_map
from shows.pages.profile import FactSheet
from tests import factories
from tests.articles.pages.test_public_pages import page
from tests.fixture_magazine import tell

TODAY = datetime.date(2017, 10, 15)
LATER = datetime.date(2019, 10, 1)


def shown(found, name="world"):
    """{code: (kind, state)} of the countries coloured on a map."""
    drawing = next((d for d in found.drawings if d.outline.name == name), None)
    return {a.shape.code: (a.kind, a.state) for a in drawing.areas} if drawing else {}


@pytest.fixture
def missions(db):
    return factories.series("Missions")


def release(series, platform="Shudder", **kwargs):
    company = factories.Company.objects.filter(name=platform).first()
    values = {"territories": "CA,US", "starts": "28 septembre 2017", "window": "first", **kwargs}
    return factories.catalogue(
        factories.release(series=series, platform=company or factories.company(platform), **values)
    )


def rights(*facts, asked="", today=TODAY):
    return rights_map(FactSheet(facts), asked, today=today)


# The shapes


def test_equal_earth_is_where_its_authors_put_it():
    assert equal_earth(0, 0) == (0, 0)
    x, y = equal_earth(180, 0)
    assert (round(x, 4), y) == (2.7066, 0)
    assert round(equal_earth(0, 90)[1], 4) == 1.3174
    assert round(equal_earth(180, 90)[0] / x, 3) == 0.592  # the pole's line


def test_the_file_is_small_and_has_every_country():
    assert FILE.stat().st_size < 46_080
    missing = set(territory_names()) - set(outlines()["world"].countries)
    # Uninhabited, or parts of a country that have a code in CLDR and none in ISO 3166.
    assert missing <= set("AC AQ BV CP CQ DG EA GS HM IC TA TF UM".split())  # noqa: SIM905
    for code in ("IE", "BE", "LU", "CH", "FR"):
        assert outlines()["europe"].countries[code].path, code
    for code in ("LU", "MC", "MT", "RE", "GP", "SG"):
        assert outlines()["world"].countries[code].is_tiny, code
    for outline in outlines().values():
        for shape in outline.countries.values():
            assert shape.path or shape.is_tiny


def test_a_small_world_is_reduced():
    square = [[10, 10], [10, 0], [0, 1], [0, 9], [-10, 0], [0, -10]]
    topology = {
        "transform": {"scale": [1, 1], "translate": [0, 30]},
        "arcs": [square],
        "objects": {
            "countries": {
                "geometries": [
                    {
                        "type": "Polygon",
                        "arcs": [[0]],
                        "id": "250",
                        "properties": {"name": "France"},
                    }
                ]
            },
            "land": {"geometries": [{"type": "MultiPolygon", "arcs": [[[~0]]]}]},
        },
    }
    found = reduce(topology, FRAMES["world"])
    shape, x, y, size = found["countries"]["FR"]
    assert shape.count("M") == 1
    assert shape.endswith("z")
    assert 0 < x < 1000
    assert 0 < y < found["size"][1]
    assert size > 15
    assert found["land"].startswith("M")  # the same line, walked backwards
    assert "RE" in found["countries"]
    json.dumps(found)


def test_a_line_is_written_in_whole_steps():
    assert path([(1, 1), (4, 1), (4.2, 1.1), (4, 3), (1, 1)]) == "M1,1l3,0 0,2z"
    assert path([(1, 1), (1.1, 1.2)]) == ""
    assert area([(0, 0), (2, 0), (2, 2), (0, 2)]) == 4


# The rights


def test_windows_are_told_apart_by_country(missions):
    found = rights(
        release(missions, "OCS", territories="FR", window="original", starts="août 2017"),
        release(missions),
        release(missions, "BBC Four", territories="GB", window="second", starts=""),
    )
    assert shown(found) == {
        "FR": ("original", "open"),
        "CA": ("first", "open"),
        "US": ("first", "open"),
        "GB": ("second", "coming"),
    }
    assert set(shown(found, "europe")) == {"FR", "GB"}
    assert [(kind, state) for kind, state, _label in found.legend] == [
        ("original", "open"),
        ("first", "open"),
        ("second", "coming"),
    ]


def test_the_strongest_right_colours_and_the_title_tells_all(missions):
    found = rights(
        release(missions, "Shudder", territories="GB"),
        release(missions, "BBC Four", territories="GB", window="second", starts="septembre 2017"),
    )
    (here,) = next(d for d in found.drawings if d.outline.name == "europe").areas
    assert here.kind == "first"
    assert here.title.replace("\N{NO-BREAK SPACE}", " ") == (
        "Royaume-Uni : Shudder (première fenêtre), BBC Four (deuxième fenêtre)"
    )


def test_the_rights_of_a_date(missions):
    ended = release(missions, "OCS", territories="FR", window="original", starts="juin 2017")
    ended = factories.Release.objects.get(pk=ended.pk)
    ended.ends = ended._meta.get_field("ends").to_python("31 août 2019")
    ended.ends_latest = datetime.date(2019, 8, 31)
    later = release(missions, starts="28 septembre 2017", ends="2029")

    def held(asked=""):
        return rights(ended, later, asked=asked, today=LATER)

    assert [c.value for c in held().dates] == ["2017-06", "2017-09", "2019-09", ""]
    assert set(shown(held("2017-06"))) == {"FR"}
    assert set(shown(held("2017-09"))) == {"FR", "CA", "US"}
    assert set(shown(held())) == {"CA", "US"}
    assert set(shown(held("2016"))) == set()
    for nonsense in ("2017-13", "hier", "2017-9", "٢٠١٧", "2017-09-01"):
        assert read_date(nonsense) is None
        assert rights(ended, later, asked=nonsense).date is None


def test_many_dates_are_told_by_the_year(missions):
    seasons = [
        release(
            missions,
            "OCS",
            seasons=str(n),
            starts=f"{2008 + n // 2}-0{1 + n % 2}",
            window="original",
        )
        for n in range(1, 11)
    ]
    values = [choice.value for choice in rights(*seasons, today=LATER).dates]
    assert values == ["2008", "2009", "2010", "2011", "2012", "2013", ""]


def test_worldwide_is_the_land_and_what_is_excepted_is_not(missions):
    found = rights(
        release(missions, "Netflix", territories="", worldwide=True, territories_except="DE,FR"),
        release(missions, "TF1", territories="FR", window="original"),
    )
    drawing = found.drawings[0]
    assert drawing.everywhere.kind == "first"
    assert [shape.code for shape in drawing.excepted] == ["DE"]
    assert shown(found) == {"FR": ("original", "open")}


def test_today_a_map_shows_what_can_be_watched_today(missions):
    """The map follows the rule of where to watch: a broadcast of long ago, and an offer that
    nobody looked at for a year, are told in the table and coloured on no map."""
    air = release(missions, "OCS", territories="FR", window="original", starts="1er juin 2017")
    shudder = factories.company("Shudder", kind="streaming_service")
    svod = release(missions, shudder.name)
    assert shown(rights(air, svod)) == {"CA": ("first", "open"), "US": ("first", "open")}
    assert shown(rights(air, svod, asked="2017-06")) == {"FR": ("original", "open")}
    found = rights(air, svod, today=LATER)
    assert shown(found) == {}
    assert [right.state for right in found.rights] == ["over", "unverified"]
    svod.verifications.create(citation_date=LATER, citation_outlet="Shudder")
    assert set(shown(rights(air, svod, today=LATER))) == {"CA", "US"}


def test_what_is_rumoured_is_in_the_table_and_on_no_map(missions):
    found = rights(release(missions, certainty="rumoured"))
    assert len(found.rights) == 1
    assert found.drawings == []


def test_an_acquisition_without_a_release_is_a_right_and_a_mandate_is_not(missions):
    values = {"series": missions, "territories": "DK", "announced": "11 octobre 2017"}
    bought = factories.deal(**values, buyer=factories.company("DR"))
    bought = factories.catalogue(bought)
    assert shown(rights(bought)) == {"DK": ("acquired", "coming")}
    assert shown(rights(bought, today=LATER)) == {}
    assert [right.state for right in rights(bought, today=LATER).rights] == ["unverified"]
    mandate = factories.deal(**values, kind="distribution", buyer=factories.company("AB"))
    assert not rights(factories.catalogue(mandate))


def test_the_page_has_the_maps_and_a_table_that_says_the_same(client, missions):
    release(missions, starts="28 septembre 2017", exclusive=True)
    text = page(client, "/series/missions/accords/?rights=2017-09")
    assert "à la fin de septembre 2017" in text
    assert '<th scope="row">Canada et États-Unis</th>' in text
    assert "<title>Canada : Shudder (première fenêtre)</title>" in text
    assert 'class="map__area map__area--first map__area--open"' in text
    assert "map--europe" not in text  # nothing to show there
    assert 'href="/series/missions/accords/?rights=2017-09#droits" aria-current="true">' in text
    assert 'href="/series/missions/accords/#droits">Aujourd’hui' in text
    former = client.get("/series/missions/?rights=2017-09")
    assert former.status_code == 301
    assert former["Location"] == "/series/missions/accords/?rights=2017-09"


@pytest.mark.parametrize("state", ["draft", "unpublished"])
def test_a_hidden_deal_colours_no_map(client, missions, state):
    dr = factories.company("DR")
    story = factories.article(
        about=[missions],
        live=True,
        deals=[
            factories.deal(
                series=missions,
                buyer=dr,
                territories="DK",
                releases=[
                    factories.release(platform=dr, territories="NO", starts="2017", ends="2099")
                ],
            )
        ],
    )
    address = "/series/missions/accords/"
    assert "Danemark" in page(client, address)
    assert "<title>Norvège" in page(client, address)
    if state == "unpublished":
        story.unpublish()
    else:
        factories.Deal.objects.all().delete()
        factories.article(
            about=[missions],
            deals=[factories.deal(series=missions, buyer=dr, territories="DK")],
        )
    for asked in ("", "?rights=2017", "?rights=2018"):
        text = page(client, f"{address}{asked}")
        assert "Danemark" not in text
        assert "Norvège" not in text
        assert "map__area" not in text


def test_maps_ask_nothing_more_of_the_database(client, db, django_assert_max_num_queries):
    story = tell(0, live=True)
    series = story.series_links.get(relation="about").series
    address = f"{series.get_absolute_url()}accords/"
    client.get(address)  # renditions are made once
    with django_assert_max_num_queries(33):
        assert client.get(f"{address}?rights=2017-09").status_code == 200


def test_many_countries_are_folded_in_the_table(client, missions):
    codes = "AT,BE,CH,CZ,DE,DK,ES,FI,GR,HU,IT,NL,PL"
    release(missions, "Shudder", territories=codes)
    release(missions, "OCS", territories="BE,FR,LU")
    text = page(client, "/series/missions/accords/")
    assert "<summary>13 pays</summary>" in text
    assert '<th scope="row">Belgique, France et Luxembourg</th>' in text
