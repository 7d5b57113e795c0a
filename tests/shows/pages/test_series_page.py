"""The page of a series: its head, seasons, cast, time line, and the order of things."""

import datetime
from itertools import pairwise

import pytest

from shows.knowledge.seasons import folded, season_lines
from shows.maps.timeline import MOST_ROWS, NEAR, timeline
from shows.models import Episode
from shows.pages.series import series_page
from tests import factories
from tests.articles.pages.test_public_pages import page

pytestmark = pytest.mark.django_db


@pytest.fixture
def missions():
    return factories.series("Missions", logline="Un équipage européen part pour Mars.")


def original(series, seasons="", starts="juin 2017", **kwargs):
    ocs = factories.Company.objects.filter(name="OCS").first() or factories.company("OCS")
    return factories.catalogue(
        factories.release(
            series=series,
            platform=ocs,
            window="original",
            seasons=seasons,
            starts=starts,
            territories="FR",
            **kwargs,
        )
    )


def milestone(series, kind, **kwargs):
    return factories.catalogue(factories.milestone(kind, series=series, **kwargs))


def record(series):
    return series_page(series)["record"]


def test_the_head_tells_the_latest_step_with_its_date_and_source(client, missions):
    milestone(missions, "filming", date="été 2016")
    milestone(missions, "ended", date="janvier 2022", seasons="3")
    milestone(missions, "revived", announced="2026", certainty="rumoured")
    assert record(missions).latest_milestone.kind == "ended"
    head = page(client, "/series/missions/").split('class="wrap toc"')[0]
    assert "Terminée, saison 3" in head
    assert '<time datetime="2022-01">janvier 2022</time>' in head
    assert "TVmaze" in head
    assert "Relancée" not in head


def test_a_series_of_which_nothing_is_known_has_its_page(client, missions):
    text = page(client, "/series/missions/")
    assert "Pas disponible en France à notre connaissance." in text
    for absent in ("Dernière étape", "Saisons et épisodes", "Qui la diffuse où", "plot", "<table"):
        assert absent not in text


def test_a_season_opens_on_its_episodes(client, missions):
    season = factories.season(missions, 1, runtime=26)
    Episode.objects.create(season=season, number=2, title="Ulysse", air_date="1er juin 2017")
    Episode.objects.create(season=season, number=1, title="Alice", air_date="1er juin 2017")
    Episode.objects.create(season=season, title="Le tournage", kind="special")
    factories.season(missions, 2, episode_count=10)
    original(missions, "1", "1er juin 2017")
    first, second = series_page(missions)["seasons"]
    assert [e.title for e in first.episodes] == ["Alice", "Ulysse", "Le tournage"]
    assert (first.episode_count, first.platform.name) == (2, "OCS")
    assert (second.episode_count, second.starts) == (10, None)
    text = page(client, "/series/missions/")
    assert text.index("Alice") < text.index("Ulysse")
    assert text.count('<summary class="season__line">') == 1
    assert "2 épisodes de 26 min" in text


def test_a_season_known_by_its_release_alone_is_listed(missions):
    original(missions, "1", "2017")
    original(missions, "2-3", "2019")
    original(missions, "4", "2022", certainty="rumoured")
    lines = season_lines(record(missions))
    told = [(line.number, str(line.starts) if line.starts else None) for line in lines]
    # Seasons released together began with the first of them; nobody said when the next did.
    assert told == [(1, "2017"), (2, "2019"), (3, None)]


def test_the_premiere_of_a_series_is_that_of_its_first_season(missions):
    for number in (1, 2):
        factories.season(missions, number)
    original(missions, "", "juin 2017")
    original(missions, "", "2020")  # nobody said what of
    lines = season_lines(record(missions))
    assert [str(line.starts) if line.starts else None for line in lines] == ["juin 2017", None]


def test_the_premiere_is_of_no_season_where_the_record_does_not_have_the_first(missions):
    for number in (2, 3):
        factories.season(missions, number)
    original(missions, "", "juin 2017")
    assert [line.starts for line in season_lines(record(missions))] == [None, None]


def test_a_season_whose_release_has_no_day_begins_with_its_first_dated_episode(missions):
    season = factories.season(missions, 1)
    for number, day in ((2, "8 juin 2017"), (1, "1er juin 2017")):
        Episode.objects.create(season=season, number=number, air_date=day)
    original(missions, "1", "")
    (line,) = season_lines(record(missions))
    assert (str(line), line.platform.name) == ("Saison\N{NO-BREAK SPACE}1", "OCS")
    assert (line.starts.edtf, line.ends.edtf) == ("2017-06-01", "2017-06-08")


def test_a_season_of_which_one_day_is_known_has_no_end(missions):
    season = factories.season(missions, 1)
    Episode.objects.create(season=season, number=1, air_date="1er juin 2017")
    (line,) = season_lines(record(missions))
    assert (line.starts.edtf, line.ends) == ("2017-06-01", None)


def test_the_second_half_of_a_season_is_not_its_start(missions):
    factories.season(missions, 1)
    original(missions, "1", "2018", episodes="6-10")
    (line,) = season_lines(record(missions))
    assert (line.release, line.starts) == (None, None)


def test_the_specials_come_last_and_a_long_run_is_folded(client, missions):
    for number in range(39):
        factories.season(missions, number, episode_count=22)
    older, latest = folded(season_lines(record(missions)))
    assert [line.number for line in older] == list(range(1, 31))
    assert [line.number for line in latest] == [*range(31, 39), 0]
    text = page(client, "/series/missions/")
    assert "<summary>Saisons 1 à 30</summary>" in text
    assert "Hors saison" in text
    few = [line for line in season_lines(record(missions)) if line.number <= 10]
    assert folded(few) == ([], few)
    more = [line for line in season_lines(record(missions)) if line.number <= 11]
    assert [line.number for line in folded(more)[0]] == [1, 2, 3]


def test_a_long_cast_is_folded_after_twelve(client, missions):
    for number in range(15):
        actor = factories.person(f"Acteur {number}")
        factories.credit(missions, actor, character=f"Rôle {number}", sort_order=number)
    text = page(client, "/series/missions/").split('id="generique"')[1]
    shown, rest = text.split("Toute la distribution")
    assert "Acteur 11" in shown
    assert "Acteur 12" not in shown
    assert "3 de plus" in rest
    assert "Acteur 14" in rest


def test_links_in_the_page_lead_to_what_is_there(client, missions):
    import re

    original(missions, "1")
    milestone(missions, "ordered", announced="2016")
    factories.credit(missions, factories.person("Hélène Viviès"), character="Jeanne")
    factories.article("Missions sur Mars", live=True, about=[missions])
    text = page(client, "/series/missions/")
    targets = re.findall(r'href="#([\w-]+)"', text)
    assert {"voir", "saisons", "generique", "articles"} <= set(targets)
    for target in targets:
        assert f'id="{target}"' in text, target
    assert "prix" not in targets
    asked = ["voir", "saisons", "generique", "articles"]
    assert asked == sorted(asked, key=lambda target: text.index(f'id="{target}"'))
    assert 'href="/series/missions/accords/"' in text
    text = page(client, "/series/missions/accords/")
    assert text.index('id="etapes"') < text.index('id="droits"')


def test_a_series_page_tells_the_three_latest_deals_and_leads_to_all(client, missions):
    for year in range(2015, 2020):
        deal = factories.deal(
            series=missions, announced=str(year), buyer=factories.company(f"Chaîne {year}")
        )
        factories.catalogue(deal)
    text = page(client, "/series/missions/")
    assert [year for year in range(2015, 2020) if f"Chaîne {year}" in text] == [2017, 2018, 2019]
    assert text.index("Chaîne 2019") < text.index("Chaîne 2018")
    text = page(client, "/series/missions/accords/")
    assert all(f"Chaîne {year}" in text for year in range(2015, 2020))


def test_a_series_of_which_nothing_is_told_leads_to_no_page_of_deals(client, missions):
    assert "/accords/" not in page(client, "/series/missions/").split("<main")[1].split("</main")[0]
    assert "Ni étape ni accord au fichier" in page(client, "/series/missions/accords/")


def test_the_deals_are_told_by_date_and_kind(client, missions):
    for kind, day, name in (("acquisition", "2018", "BBC Four"), ("coproduction", "2017", "AMC")):
        factories.catalogue(
            factories.deal(series=missions, kind=kind, announced=day, buyer=factories.company(name))
        )
    text = page(client, "/series/missions/accords/")
    listed = text.split('id="accords"')[1]
    assert listed.index("Coproduction") < listed.index("BBC Four")
    assert text.count('class="plot__deal"') == 2
    assert "facts__list--numbered" in text


# The time line


def line(series, today=datetime.date(2019, 1, 1)):
    shown = record(series)
    return timeline(season_lines(shown), shown.facts.milestones, shown.facts.deals, today)


def test_one_thing_is_no_line(missions):
    original(missions, "1")
    assert line(missions) is None


def test_seasons_and_steps_stand_at_their_dates(missions):
    original(missions, "1", "2017-01-01")
    original(missions, "2", "2018")
    milestone(missions, "filming", date="début 2020")
    milestone(missions, "cancelled", announced="2016", certainty="denied")
    found = line(missions)
    first, second = found.bars
    years = {year: x for x, year in found.ticks}
    assert first.x == years[2017]
    assert (first.vague, second.vague) == (False, True)
    assert second.x == years[2018]
    assert abs(second.x + second.width - years[2019]) < 2
    (mark,) = found.milestones
    assert mark.coming
    assert years[2020] < mark.x < years[2021]
    assert found.today == years[2019]


def test_marks_of_the_same_day_do_not_hide_one_another(missions):
    for kind in ("ordered", "renewed", "filming", "final_season"):
        milestone(missions, kind, announced="28 août 2017", date="28 août 2017")
    marks = line(missions).milestones
    assert len(marks) == 4 <= MOST_ROWS
    places = sorted((mark.y, mark.x) for mark in marks)
    assert all(b[0] > a[0] or b[1] - a[1] >= NEAR for a, b in pairwise(places))


def test_a_long_life_has_few_years_under_it(missions):
    for number in range(1, 53):
        original(missions, str(number), str(1970 + number))
    found = line(missions)
    assert len(found.ticks) <= 15
    assert len(found.bars) == 52
    assert 0 < sum(bool(bar.label) for bar in found.bars) < 52  # labels that have room


def test_the_preview_of_a_series_is_its_page(missions):
    season = factories.season(missions, 1)
    Episode.objects.create(season=season, number=1, title="Alice")
    missions.title = "Missions Mars"
    context = missions.get_preview_context(None, "")
    assert context["series"].title == "Missions Mars"
    assert context["watch"].code == "FR"
    assert [e.title for e in context["seasons"][0].episodes] == ["Alice"]
