"""The newsroom reads of a record what readers see of it, and not only the tick in its form."""

import pytest
from django.urls import reverse

from articles.models import Article
from shows.models import Award, Company, Person, Series
from shows.models.base import visibility_of
from tests import factories

pytestmark = pytest.mark.django_db

VISIBLE, BY_STORY, WAITS = "visible", "visible grâce à un article", "attend son article"


def records(name: str, **kwargs) -> list:
    """One of each kind that can wait."""
    return [
        factories.series(name, **kwargs),
        factories.person(name, **kwargs),
        factories.company(name, **kwargs),
        factories.award_edition(name, **kwargs).award,
    ]


def linked(record):
    """What a story links to of a record."""
    return record.editions.get() if isinstance(record, Award) else record


@pytest.fixture
def shown():
    """[of each kind: (one that is shown, one that a story shows, one that waits)]."""
    seen, waiting = records("Vue"), {"waits_for_story": True}
    told, hidden = records("Racontée", **waiting), records("Cachée", **waiting)
    factories.article(live=True, mentions=[linked(record) for record in told])
    factories.article(mentions=[linked(record) for record in hidden])
    return list(zip(seen, told, hidden, strict=True))


def address(record, view="edit") -> str:
    keys = [] if view == "list" else [record.pk]
    return reverse(record.snippet_viewset.get_url_name(view), args=keys)


def test_the_lists_say_who_sees_a_record(desk, shown, django_assert_max_num_queries):
    for three in shown:
        page = desk.get(address(three[0], "list"))
        states = {
            row.name if hasattr(row, "name") else row.title: visibility_of(row).label
            for row in page.context["object_list"]
        }
        assert states == {"Vue": VISIBLE, "Racontée": BY_STORY, "Cachée": WAITS}
        text = page.content.decode()
        for state in (BY_STORY, WAITS):
            assert state in text
        with django_assert_max_num_queries(0):
            [visibility_of(row) for row in page.context["object_list"]]


def test_the_lists_are_filtered_by_what_readers_see(desk, shown):
    names = {"visible": "Vue", "story": "Racontée", "waits": "Cachée"}
    for three in shown:
        for value, name in names.items():
            rows = desk.get(address(three[0], "list"), {"visibility": value})
            assert [str(row) for row in rows.context["object_list"]] == [name]
        ordered = desk.get(address(three[0], "list"), {"ordering": "visibility"})
        assert ordered.status_code == 200


def test_the_form_says_that_a_story_shows_a_record(desk, shown):
    said = "parce qu’un article publié y mène"
    for seen, told, hidden in shown:
        assert said in desk.get(address(told)).content.decode()
        for record in (seen, hidden):
            assert said not in desk.get(address(record)).content.decode()


def test_the_picker_says_so_too(desk, shown):
    for three in shown:
        url = reverse("record_picker", args=[three[0]._meta.label])
        found = {
            row["label"]: row["hint"]
            for text in ("Vue", "Racontée", "Cachée")
            for row in desk.get(url, {"q": text}).json()["results"]
        }
        assert WAITS not in found["Vue"]
        assert BY_STORY not in found["Vue"]
        assert found["Racontée"].endswith(BY_STORY)
        assert found["Cachée"].endswith(WAITS)


def test_the_page_before_a_merge_says_so_too(desk, shown):
    for seen, told, hidden in shown:
        page = desk.get(address(seen, "merge"), {"other": told.pk}).content.decode()
        assert "Visible grâce à un article" in page
        page = desk.get(address(seen, "merge"), {"other": hidden.pk}).content.decode()
        assert "Attend son article" in page


def test_a_story_that_leaves_takes_the_visibility_along(desk, shown):
    for model in (Series, Person, Company, Award):
        record = model.objects.get(**{"title" if model is Series else "name": "Racontée"})
        assert visibility_of(record) == "story"
    Article.objects.get(live=True).unpublish()
    for model in (Series, Person, Company, Award):
        record = model.objects.get(**{"title" if model is Series else "name": "Racontée"})
        assert visibility_of(record) == "waits"
