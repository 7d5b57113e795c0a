"""The link in rich text: it follows its target, and is text while the target is not public."""

import json

import pytest
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.rich_text import RichText, expand_db_html

from articles.models import Article
from shows.models import Series
from tests import factories

pytestmark = pytest.mark.django_db
FEATURES = ["bold", "story-link"]


def link(target, row, text="ici"):
    return f'<p><a linktype="record" target="{target}" id="{row.pk}">{text}</a></p>'


def test_a_link_follows_a_changed_address():
    missions = factories.series("Missions")
    html = link("shows.series", missions)
    assert f'href="{missions.get_absolute_url()}"' in str(RichText(html))
    Series.objects.filter(pk=missions.pk).update(slug="missions-2017")
    assert 'href="/series/missions-2017/"' in str(RichText(html))


@pytest.mark.parametrize("live", [True, False])
def test_a_link_to_a_story_waits_for_its_publication(live):
    story = factories.article("AMC achète Missions", live=live)
    written = expand_db_html(link("articles.article", story))
    assert (story.slug in written) is live
    assert "ici" in written


def test_a_link_to_a_waiting_or_erased_record_is_text():
    waiting = factories.series("Projet", waits_for_story=True)
    written = expand_db_html(link("shows.series", waiting))
    assert "href" not in written
    assert "projet" not in written
    waiting.delete()
    assert "href" not in expand_db_html(link("shows.series", Series(pk=12)))


@pytest.mark.parametrize(
    "tag",
    [
        '<a linktype="record" target="magazine.user" id="1">',
        '<a linktype="record" target="shows.series" id="1 or 1">',
        '<a linktype="record">',
    ],
)
def test_what_is_no_link_of_ours_is_text(tag):
    assert expand_db_html(f"<p>{tag}ici</a></p>") == "<p><a>ici</a></p>"


def test_a_text_with_many_links_asks_once_for_each_kind(django_assert_num_queries):
    html = "".join(link("shows.series", factories.series(f"Série {n}")) for n in range(5))
    html += "".join(link("shows.person", factories.person(f"Personne {n}")) for n in range(5))
    with django_assert_num_queries(2):
        assert expand_db_html(html).count("href=") == 10


def test_the_editor_reads_and_writes_the_same_link():
    converter = ContentstateConverter(FEATURES)
    html = (
        '<p data-block-key="a"><a linktype="record" target="shows.series" id="12">Missions</a>'
        ' et <a href="https://variety.com/">Variety</a></p>'
    )
    assert converter.to_database_format(converter.from_database_format(html)) == html


@pytest.mark.parametrize(
    "data",
    [
        {"url": "javascript:alert(1)"},
        {"url": "data:text/html,x"},
        {"url": "/admin/"},
        {"target": "magazine.user", "id": "1"},
        {},
    ],
)
def test_only_addresses_and_public_kinds_are_kept(data):
    state = {
        "blocks": [
            {
                "key": "a",
                "text": "ici",
                "type": "unstyled",
                "depth": 0,
                "inlineStyleRanges": [],
                "entityRanges": [{"offset": 0, "length": 3, "key": 0}],
            }
        ],
        "entityMap": {"0": {"type": "STORY-LINK", "mutability": "MUTABLE", "data": data}},
    }
    written = ContentstateConverter(FEATURES).to_database_format(json.dumps(state))
    assert "<a" not in written
    assert "ici" in written


def test_a_link_counts_as_a_use_of_its_target():
    from wagtail.models import ReferenceIndex

    missions = factories.series("Missions")
    story = factories.article(
        "Papier", live=True, body=[("text", RichText(link("shows.series", missions)))]
    )
    ReferenceIndex.create_or_update_for_object(Article.objects.get(pk=story.pk))
    assert ReferenceIndex.get_references_to(missions).filter(object_id=str(story.pk)).exists()
