"""Others' drafts stay closed: every view of every story, asked and posted to by name.

Refusals are redirects, so the tests look for the secret itself.
"""

import pytest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from articles.models import Article, ArticleKind
from tests import factories
from tests.desk.conftest import member

SECRET = "Projet-Hécate"
NAMESPACE = "wagtailsnippets_articles_article"


@pytest.fixture
def others_draft(db):
    owner = member("chef", superuser=True)
    return factories.article(f"{SECRET} au cinéma", owner=owner, kicker=SECRET)


@pytest.fixture
def live_with_draft(db):
    """A live story of another, with a draft that says more."""
    article = factories.article("Publié", live=True, owner=member("chef2"))
    draft = article.get_latest_revision_as_object()
    draft.headline = f"{SECRET} confirmé"
    draft.save_revision()
    return article


def addresses(article):
    """Every address of the story's viewset that takes the story's key."""
    revision = article.latest_revision
    for pattern in Article.snippet_viewset.get_urlpatterns():
        for extra in (
            {},
            {"revision_id": revision.pk},
            {"revision_id_a": "earliest", "revision_id_b": "latest"},
            {"action_name": "approve", "task_state_id": 1},
            {"workflow_state_id": 1},
            {"task_id": 1},
        ):
            try:
                url = reverse(f"{NAMESPACE}:{pattern.name}", kwargs={"pk": article.pk, **extra})
            except NoReverseMatch:
                continue
            yield pattern.name, url


def row(article) -> dict:
    return Article.objects.filter(pk=article.pk).values().get()


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("which", ["others_draft", "live_with_draft"])
def test_no_view_opens_the_draft_of_another(client, contributor, request, method, which):
    article = request.getfixturevalue(which)
    before, revisions = row(article), article.revisions.count()
    client.force_login(contributor)
    names = set()
    for name, url in addresses(article):
        names.add(name)
        response = getattr(client, method)(url, {"headline": "Volé", "slug": "vole"})
        assert response.status_code in (302, 403, 404, 405), name
        assert SECRET not in response.content.decode(), name
    assert {"edit", "delete", "copy", "usage", "history", "preview_on_edit"} <= names
    assert {"revisions_view", "revisions_revert", "revisions_compare", "unpublish"} <= names
    assert {"lock", "unlock", "workflow_action", "workflow_history"} <= names
    assert row(article) == before
    assert article.revisions.count() == revisions


@pytest.mark.parametrize("name", ["list", "list_results"])
@pytest.mark.parametrize("query", [{}, {"q": SECRET}, {"export": "csv"}, {"q": "cinema"}])
def test_lists_and_exports_leave_out_the_drafts_of_others(
    client, contributor, others_draft, name, query
):
    factories.article("À moi", owner=contributor)
    factories.article("Publiée", live=True)
    client.force_login(contributor)
    response = client.get(reverse(f"{NAMESPACE}:{name}"), query)
    content = b"".join(response) if response.streaming else response.content
    assert "au cinéma" not in content.decode()
    if not query:
        assert "À moi" in content.decode()
        assert "Publiée" in content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "/admin/",
        "/admin/reports/site-history/",
        "/admin/reports/site-history/results/",
        "/admin/reports/locked/",
        "/admin/reports/workflow/",
        "/admin/reports/workflow_tasks/",
        "/admin/reports/aging-pages/",
        "/admin/picker/articles.Article/?q=projet",
    ],
)
def test_the_rest_of_the_admin_does_not_tell(client, contributor, others_draft, path):
    client.force_login(contributor)
    assert SECRET not in client.get(path).content.decode()


def test_site_history_is_for_the_desk(desk, others_draft):
    desk.post(reverse(f"{NAMESPACE}:lock", args=[others_draft.pk]))
    assert SECRET in desk.get("/admin/reports/site-history/").content.decode()


def test_usage_of_a_record_does_not_name_the_drafts_that_use_it(client, others_draft):
    missions = factories.series("Missions")
    draft = factories.article(f"{SECRET} bis", about=[missions])
    client.force_login(member("documentaliste", "articles.add_article", "shows.change_series"))
    url = reverse("wagtailsnippets_shows_series:usage", args=[missions.pk])
    content = client.get(url).content.decode()
    assert draft.pk
    assert SECRET not in content


def test_facts_of_others_drafts_are_in_no_list(client, others_draft):
    missions = factories.series("Missions")
    factories.article(
        f"{SECRET} ter",
        deals=[factories.deal(series=missions, buyer=factories.company(SECRET))],
        releases=[factories.release(series=missions, platform=factories.company(f"{SECRET} TV"))],
    )
    client.force_login(
        member("stagiaire", "articles.add_article", "shows.view_deal", "shows.view_release")
    )
    for name in ("deal", "release"):
        content = client.get(reverse(f"wagtailsnippets_shows_{name}:list")).content.decode()
        assert SECRET not in content


def test_a_contributor_writes_his_own_until_it_is_live(client, contributor):
    client.force_login(contributor)
    mine = factories.article("À moi", owner=contributor)
    edit = reverse(f"{NAMESPACE}:edit", args=[mine.pk])
    assert client.get(edit).status_code == 200
    assert client.get(reverse(f"{NAMESPACE}:history", args=[mine.pk])).status_code == 200
    client.post(reverse(f"{NAMESPACE}:unpublish", args=[mine.pk]))
    mine.latest_revision.publish()
    assert client.get(edit).status_code == 302
    for name in ("delete", "unpublish"):
        assert client.post(reverse(f"{NAMESPACE}:{name}", args=[mine.pk])).status_code == 302
    mine.refresh_from_db()
    assert mine.live


def test_a_contributor_cannot_publish(client, contributor):
    from tests.desk.test_article_form import story

    client.force_login(contributor)
    client.post(reverse(f"{NAMESPACE}:add"), story(publish=True))
    article = Article.objects.get()
    assert (article.owner, article.live) == (contributor, False)


def test_the_bulk_deletion_asks_for_each_story(client, contributor, others_draft):
    mine = factories.article("À moi", owner=contributor)
    client.force_login(contributor)
    url = reverse("wagtail_bulk_action", args=["articles", "article", "delete"])
    content = client.get(url, {"id": [mine.pk, others_draft.pk]}).content.decode()
    assert "À moi" in content
    client.post(f"{url}?id={mine.pk}&id={others_draft.pk}")
    assert list(Article.objects.all()) == [others_draft]


def test_select_all_keeps_to_the_list_s_filters(desk):
    kept = factories.article("Critique", kind=ArticleKind.REVIEW)
    factories.article("Brève")
    url = reverse("wagtail_bulk_action", args=["articles", "article", "delete"])
    listing = reverse(f"{NAMESPACE}:list")
    desk.post(f"{url}?id=all&next={listing}%3Fkind%3Dnews")
    assert list(Article.objects.all()) == [kept]


def test_a_copy_is_shown_and_never_written(desk, editor):
    source = factories.article(
        "Agenda de la semaine",
        live=True,
        about=[factories.series()],
        releases=[factories.release(series=factories.series("Lost"), platform=factories.company())],
    )
    before, stamp = row(source), timezone.now()
    url = reverse(f"{NAMESPACE}:copy", args=[source.pk])
    page = desk.get(url)
    assert page.status_code == 200
    form = page.context["form"]
    assert form.instance.pk is None
    assert form.instance.owner == editor
    assert [row.instance.pk for row in form.formsets["releases"].forms] == [None]
    assert page.context["action_url"] == reverse(f"{NAMESPACE}:add")
    assert desk.post(url, {"headline": "Écrasé", "slug": "x"}).status_code == 405
    assert row(source) == before
    assert not source.revisions.filter(created_at__gt=stamp).exists()


def test_nothing_leads_to_pages_or_choosers(desk):
    home = desk.get("/admin/").content.decode()
    for url in ("/admin/pages/", "/admin/snippets/", "/admin/documents/", "/admin/sites/"):
        assert f'"{url}"' not in home.split("wagtail-sidebar-props")[1].split("</script>")[0]
    assert desk.get("/admin/snippets/choose/shows/series/").status_code == 404
