"""An embargo cannot be jumped: every way to publish is tried before it is lifted, and nothing of
the story, its facts and the records that wait for it is seen anywhere."""

import datetime

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry, Revision

from articles.models import Article, StoryApproval
from articles.models.publishable import EmbargoError
from articles.newsroom import workflow
from articles.publishing.schedule import publish_due
from shows.models import FACT_MODELS, Company, Person, Series
from tests import factories
from tests.articles.admin.test_article_form import story as typed
from tests.fixture_magazine import tell
from tests.members import member

pytestmark = [pytest.mark.django_db, pytest.mark.real]

SECRET = "XSECRETX"
HOUR = datetime.timedelta(hours=1)
NAMESPACE = "wagtailsnippets_articles_article"
ENTRANCES = [
    *("/", "/articles/", "/series/", "/chaines/", "/prix/", "/accords/", "/agenda/"),
    *("/recherche/?q=Missions", "/sitemap.xml", "/sitemap-news.xml", "/flux.rss", "/flux.json"),
]


def lift() -> datetime.datetime:
    return timezone.now() + 48 * HOUR


@pytest.fixture
def editor():
    return member("editrice", superuser=True)


@pytest.fixture
def desk(client, editor):
    client.force_login(editor)
    return client


@pytest.fixture
def embargoed():
    """A story with every kind of link and fact, of which the embargo was agreed in a second
    version."""
    story = tell(0, live=False, secret=SECRET)
    story.embargo_until, story.embargo_source = lift(), "Netflix"
    story.save()
    story.save_revision()
    return Article.objects.get(pk=story.pk)


def assert_hidden(client, story) -> None:
    """Nothing of ``story`` is public, by its querysets and on the pages."""
    assert not Article.objects.public().filter(pk=story.pk).exists()
    for model in FACT_MODELS:
        assert not model.objects.public().exists(), model
        assert not model.objects.told().exists(), model
    for model in (Series, Person, Company):
        assert not model.objects.public().exists(), model
    client.logout()
    for address in ENTRANCES:
        response = client.get(address)
        assert SECRET not in response.content.decode(), address
        assert SECRET.lower() not in response.content.decode(), address
    addresses = [story.get_absolute_url()]
    addresses += [link.record.get_absolute_url() for link in story.links()]
    assert len(addresses) > 6
    for address in addresses:
        assert client.get(address).status_code in (404, 410), address


def post(client, name, *args, **data):
    return client.post(reverse(f"{NAMESPACE}:{name}", args=args), data)


def form(story, **fields) -> dict:
    """What the form posts; the story's rows stay as they are."""
    until = timezone.localtime(story.embargo_until).strftime("%d/%m/%Y %H:%M")
    data = typed(story.headline, publish=True, embargo_until=until)
    return data | {"slug": story.slug, "section": str(story.section_id)} | fields


def moment(hours: int) -> str:
    return timezone.localtime(timezone.now() + hours * HOUR).strftime("%d/%m/%Y %H:%M")


# The ways to publish. Each gets a client of the desk and the story, and tries.


def the_button(desk, story):
    response = post(desk, "edit", story.pk, **form(story))
    assert "embargo_until" in response.context["form"].errors
    assert response.context["form"]["headline"].value() == story.headline


def the_button_of_a_new_story(desk, story):
    response = post(desk, "add", **form(story, slug="tout-autre"))
    assert "embargo_until" in response.context["form"].errors
    assert Article.objects.count() == 1


def a_schedule_before_the_lift(desk, story):
    response = post(desk, "edit", story.pk, **form(story, go_live_at=moment(1)))
    assert response.context["form"].errors.keys() & {"go_live_at", "embargo_until"}
    assert not Article.objects.get(pk=story.pk).approved_schedule


def a_schedule_set_by_hand(desk, story):
    revision = story.save_revision(approved_go_live_at=timezone.now() - HOUR)
    assert [sentence for _story, sentence in publish_due().failed if "embargo" in sentence]
    assert Revision.objects.get(pk=revision.pk).approved_go_live_at, "the schedule is lost"


def an_older_version_scheduled_before_the_embargo(desk, story):
    earlier = story.revisions.order_by("pk").first()
    assert not earlier.content["embargo_until"]
    Revision.objects.filter(pk=earlier.pk).update(approved_go_live_at=timezone.now() - HOUR)
    assert publish_due().failed


def an_older_version_in_a_shell(desk, story):
    with pytest.raises(EmbargoError):
        story.revisions.order_by("pk").first().publish()


def the_bulk_action(desk, story):
    url = reverse("wagtail_bulk_action", args=["articles", "article", "publish"])
    assert desk.post(f"{url}?id={story.pk}").status_code in (200, 302)


def the_approval(desk, story):
    editor = member("relectrice", superuser=True)
    workflow.submit(story, editor)
    state = story.current_workflow_task_state
    post(desk, "workflow_action", story.pk, StoryApproval.PUBLISH, state.pk, comment="")
    assert Article.objects.get(pk=story.pk).current_workflow_state, "the review goes on"


def the_approval_in_the_form(desk, story):
    workflow.submit(story, member("relectrice", superuser=True))
    data = form(story) | {"action-workflow-action": "1"}
    data |= {"workflow-action-name": StoryApproval.PUBLISH}
    del data["action-publish"]
    post(desk, "edit", story.pk, **data)


def a_revision_in_a_shell(desk, story):
    with pytest.raises(EmbargoError):
        story.latest_revision.publish()


def a_story_in_a_shell(desk, story):
    with pytest.raises(EmbargoError):
        story.publish(story.latest_revision)


def a_row_saved_live(desk, story):
    story.live = True
    story.save()


def rows_updated(desk, story):
    Article.objects.filter(pk=story.pk).update(live=True, first_published_at=timezone.now())


def a_row_scheduled_and_not_live(desk, story):
    story.go_live_at = story.embargo_until
    story.save_revision().publish()
    assert Article.objects.get(pk=story.pk).approved_schedule
    assert story.deals.exists()


def an_older_version_put_back(desk, story):
    earlier = story.revisions.order_by("pk").first()
    post(desk, "revisions_revert", story.pk, earlier.pk, **form(story))


def a_copy(desk, story):
    page = desk.get(reverse(f"{NAMESPACE}:copy", args=[story.pk]))
    until = page.context["form"].instance.embargo_until
    assert until.replace(microsecond=0) == story.embargo_until.replace(microsecond=0)
    assert "embargo_until" in post(desk, "add", **form(story, slug="")).context["form"].errors


PATHS = [
    the_button,
    the_button_of_a_new_story,
    a_schedule_before_the_lift,
    a_schedule_set_by_hand,
    an_older_version_scheduled_before_the_embargo,
    an_older_version_in_a_shell,
    the_bulk_action,
    the_approval,
    the_approval_in_the_form,
    a_revision_in_a_shell,
    a_story_in_a_shell,
    a_row_saved_live,
    rows_updated,
    a_row_scheduled_and_not_live,
    an_older_version_put_back,
    a_copy,
]


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.__name__)
def test_nothing_is_seen_before_the_embargo_is_lifted(path, desk, embargoed):
    path(desk, embargoed)
    assert_hidden(desk, Article.objects.get(pk=embargoed.pk))


def test_everything_is_seen_afterwards(client, embargoed):
    """So that the test above looks in the right places."""
    with time_machine.travel(embargoed.embargo_until + HOUR):
        embargoed.latest_revision.publish()
        assert SECRET in client.get("/articles/").content.decode()
        assert SECRET in client.get("/accords/").content.decode()
        for address in (
            embargoed.get_absolute_url(),
            embargoed.links()[0].record.get_absolute_url(),
        ):
            assert SECRET in client.get(address).content.decode()


def test_a_live_story_keeps_what_is_out_and_holds_back_the_rest(client):
    story = factories.article("Déjà paru", live=True)
    story.headline, story.embargo_until = f"{SECRET} en plus", lift()
    story.save_revision()
    with pytest.raises(EmbargoError):
        story.latest_revision.publish()
    body = client.get(story.get_absolute_url()).content.decode()
    assert "Déjà paru" in body
    assert SECRET not in body


def test_an_embargo_put_on_the_row_hides_what_was_out(client):
    story = factories.article("Déjà paru", live=True)
    Article.objects.update(embargo_until=lift())
    assert client.get(story.get_absolute_url()).status_code in (404, 410)


# Lifting it


def lifts():
    return [
        (entry.user, entry.formatter.format_message(entry))
        for entry in ModelLogEntry.objects.filter(action="articles.embargo.lift")
    ]


def test_an_embargo_lifted_early_is_in_the_history(desk, editor, embargoed):
    data = form(embargoed) | {"embargo_until": moment(3)}
    del data["action-publish"]
    assert post(desk, "edit", embargoed.pk, **data).status_code == 302
    ((who, sentence),) = lifts()
    assert who == editor
    assert "avancé" in sentence
    assert post(desk, "edit", embargoed.pk, **(data | {"embargo_until": ""})).status_code == 302
    assert "retiré" in lifts()[0][1] + lifts()[1][1]
    history = desk.get(reverse(f"{NAMESPACE}:history", args=[embargoed.pk]))
    assert "avancé" in history.content.decode()


def test_lifting_and_publishing_is_one_step(desk, embargoed):
    response = post(desk, "edit", embargoed.pk, **form(embargoed, embargo_until=""))
    assert response.status_code == 302
    assert Article.objects.get(pk=embargoed.pk).live
    assert len(lifts()) == 1


def test_an_embargo_kept_prolonged_or_over_is_no_lift(desk, embargoed):
    data = form(embargoed)
    del data["action-publish"]
    post(desk, "edit", embargoed.pk, **data)
    embargoed = Article.objects.get(pk=embargoed.pk)
    embargoed.embargo_until += HOUR
    embargoed.save_revision()
    with time_machine.travel(embargoed.embargo_until + HOUR):
        embargoed.embargo_until = None
        embargoed.save_revision()
    assert lifts() == []


def test_a_lift_names_the_version_that_made_it(embargoed):
    embargoed.embargo_until = None
    revision = embargoed.save_revision()
    assert ModelLogEntry.objects.get(action="articles.embargo.lift").revision == revision
