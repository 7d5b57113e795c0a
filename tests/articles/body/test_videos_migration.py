"""A video was its address alone: stories and their versions are brought over, and back."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from wagtail.models import Revision

from articles.models import Article
from tests import factories

BEFORE = [("articles", "0005_front_page_slots")]
AFTER = [("articles", "0006_videos_and_posts")]
URL = "https://www.youtube.com/watch?v=b9EkMc79ZSU"


def migrate(targets):
    executor = MigrationExecutor(connection)
    executor.migrate(targets)
    return executor.loader.project_state(targets).apps


@pytest.mark.django_db(transaction=True)
def test_the_videos_of_stories_and_of_their_versions_are_kept():
    video = ("embed", {"url": URL, "title": "La bande-annonce"})
    story = factories.article("Stranger Things", body=[("text", "<p>a</p>"), video])
    story.latest_revision.publish()
    plain = factories.article("Missions", body=[("text", "<p>embed</p>")])
    latest = MigrationExecutor(connection).loader.graph.leaf_nodes("articles")
    try:
        old = migrate(BEFORE).get_model("articles", "Article").objects.get(pk=story.pk)
        assert [block["value"] for block in old.body.raw_data] == ["<p>a</p>", URL]
        content = Revision.objects.for_instance(story).get().content["body"]
        assert f'"value": "{URL}"' in content
        migrate(AFTER)
    finally:
        migrate(latest)
    story = Article.objects.get(pk=story.pk)
    for text in (story.body, story.get_latest_revision_as_object().body):
        assert text[1].value["url"] == URL
        assert text[1].value["title"] == "Vidéo ou publication"
        assert text[1].value["picture"] is None
    plain = Article.objects.get(pk=plain.pk).get_latest_revision_as_object()
    assert plain.body.raw_data[0]["value"] == "<p>embed</p>"
