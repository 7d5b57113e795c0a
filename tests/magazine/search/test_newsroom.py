"""The newsroom's index follows every row, and readers' search never asks it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from taggit.models import Tag

from articles.models import Article
from magazine.models import NewsroomDocument
from magazine.search import newsroom
from media.models import Picture
from shows.merge.merging import merge
from shows.models import Deal, DealParty, Series, SeriesTitle
from shows.name_search import ITSELF, matching
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def newsroom_finds_what_was_saved():
    """Here only what a commit has written is found."""


def found(model, text, fields=(ITSELF,)) -> list:
    return list(model.objects.filter(matching(model, text, fields)))


def test_a_draft_is_found_from_its_first_commit_to_its_end(commit):
    with commit():
        story = factories.article("AMC achète Missions")
    assert found(Article, "missions amc") == [story]
    with commit():
        story.headline, story.slug = "Shudder achète Mars", "shudder-achete-mars"
        story.save()
    assert found(Article, "shud") == [story]
    assert found(Article, "amc") == []
    with commit():
        story.delete()
    assert not NewsroomDocument.objects.exists()


@pytest.mark.parametrize("text", ["m", "MISS", "mars miss", "sur", "der ma", "mann d", "l’œuv"])
def test_names_are_found_by_the_beginnings_of_their_words(commit, text):
    with commit():
        series = factories.series("Missions sur Mars", original_title="L'Œuvre")
        SeriesTitle.objects.create(series=series, title="Der Mann")
    assert found(Series, text) == [series]


@pytest.mark.parametrize("text", ["issions", "mars absente", "!", "«", "homme"])
def test_what_is_not_there_is_not_found(commit, text):
    with commit():
        factories.series("Missions sur Mars", waits_for_story=True)
    assert found(Series, text) == []


def test_texts_are_found_by_their_words_whatever_the_form(commit):
    with commit():
        story = factories.article("Un titre", standfirst="La série est renouvelée pour trois ans")
    assert found(Article, "renouvelle titre de trois") == []
    assert found(Article, "renouvelée titre trois la") == [story]
    assert found(Article, "renouvel") == [story]


def test_names_that_belong_to_another_row_follow_at_once(commit):
    with commit():
        series = factories.series("Missions")
        title = SeriesTitle.objects.create(series=series, title="Der Mann")
        picture = factories.picture("Le vaisseau", credit="© OCS")
    with commit():
        title.title = "Die Frau"
        title.save()
        picture.tags.add("Presse")
    assert (found(Series, "frau"), found(Series, "mann")) == ([series], [])
    assert found(Picture, "press vaiss ocs") == [picture]
    with commit():
        tag = Tag.objects.get(name="Presse")
        tag.name = "Dossier"
        tag.save()
    assert (found(Picture, "dossier"), found(Picture, "presse")) == ([picture], [])
    with commit():
        title.delete()
        picture.tags.clear()
    assert (found(Series, "frau"), found(Picture, "dossier")) == ([], [])


def test_a_picture_is_found_by_the_name_of_its_file_and_not_by_its_folder(commit):
    with commit():
        picture = factories.picture("Le vaisseau")
    Picture.objects.filter(pk=picture.pk).update(file="original_images/IMG_4711.jpg")
    list(newsroom.rebuild())
    assert found(Picture, "img_4711") == [picture]
    assert found(Picture, "original") == found(Picture, "jpg") == []


def test_facts_are_found_by_the_names_of_what_they_are_about(commit):
    with commit():
        orange, canal = factories.company("Orange"), factories.company("Canal+")
        parties = [DealParty(company=orange), DealParty(company=canal)]
        deal = factories.deal(series=factories.series("Missions"), parties=parties)
        factories.catalogue(deal)
    assert found(Deal, "miss orange canal", ("series", "parties__company")) == [deal]
    assert found(Deal, "orange", ("series", "buyer")) == []
    with commit():
        orange.name = "Sosh"
        orange.save()
    assert found(Deal, "sosh", ("parties__company",)) == [deal]


def test_a_merge_leaves_one_row_with_both_names(commit):
    with commit():
        stays, goes = factories.series("Missions"), factories.series("Les Missions de Mars")
    with commit():
        merge(stays, goes)
    assert found(Series, "missions mars") == [stays]


def test_what_has_the_same_names_is_not_written_again(commit):
    with commit():
        story = factories.article("AMC achète Missions")
    with CaptureQueriesContext(connection) as queries, commit():
        story.kind = "review"
        story.save()
    asked = [q["sql"] for q in queries if "newsroomdocument" in q["sql"]]
    assert [sql.split()[0] for sql in asked] == ["SELECT"]
    with CaptureQueriesContext(connection) as queries, commit():
        story.save(update_fields=["latest_revision"])
    assert not [q for q in queries if "newsroomdocument" in q["sql"]]


def test_a_rebuild_finds_what_was_missed_and_forgets_what_is_gone(monkeypatch):
    monkeypatch.setattr(newsroom, "BATCH", 2)
    series = [factories.series(f"Missions {n}") for n in range(5)]
    names = newsroom.NAMES_OF[Series]
    NewsroomDocument.objects.create(pk=names.place(99_999), words=["=~fantome"])
    assert found(Series, "missions") == []
    assert (names, 6) in list(newsroom.rebuild())
    assert found(Series, "missions") == series
    assert NewsroomDocument.objects.filter(pk=names.place(99_999)).count() == 0
    assert not newsroom.is_missing()


def test_what_is_saved_stays_even_if_search_fails(commit, monkeypatch, caplog):
    def fail(*args):
        raise RuntimeError("the index is away")

    monkeypatch.setattr(newsroom, "refresh", fail)
    with commit():
        series = factories.series("Missions")
    assert Series.objects.filter(pk=series.pk).exists()
    assert "the index is away" in caplog.text


def test_readers_search_does_not_ask_it(commit, client):
    """By construction: whatever readers type, no statement names the newsroom's table."""
    with commit():
        factories.article("Xsecretx en préparation", standfirst="xsecretx")
        factories.series("Xsecretx", waits_for_story=True)
        factories.picture("Xsecretx")
        factories.article("AMC achète Missions", live=True)
    assert len(found(Article, "xsecretx")) == len(found(Series, "xsecretx")) == 1
    for name in ("search", "search_suggestions"):
        for typed in ("xsecretx", "xsecret", "xsecretz", "missions"):
            with CaptureQueriesContext(connection) as queries:
                page = client.get(reverse(name), {"q": typed})
            asked = [q["sql"] for q in queries]
            assert any("magazine_searchdocument" in sql for sql in asked)
            assert not any("newsroomdocument" in sql for sql in asked)
            assert "en préparation" not in page.content.decode()
            assert "Xsecretx" not in page.content.decode()
