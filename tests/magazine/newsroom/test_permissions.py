"""Others' drafts stay closed: every view of every story, asked and posted to by name.

Refusals are redirects, so the tests look for the secret itself.
"""

from functools import partial

import pytest
from django.urls import NoReverseMatch, get_resolver, reverse
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import ReferenceIndex, Revision
from wagtail.snippets.models import get_snippet_models

from articles.models import (
    Article,
    ArticleKind,
    Assignment,
    FrontPage,
    InfoPage,
    Note,
    RightOfReply,
)
from articles.newsroom.access import reading_url
from media.models import Picture
from shows.models import Company, Release, Series
from tests import factories
from tests.articles.admin.test_article_form import story
from tests.members import in_role, member

pytestmark = pytest.mark.real

SECRET = "Projet-Hécate"
#: As text says it, an address, and JSON.
TOLD = (SECRET.lower(), "projet-hecate", r"projet-h\u00e9cate")
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


def test_a_nested_release_is_seen_with_its_deal_and_edited_in_it(db):
    missions, ocs = factories.series("Missions"), factories.company("OCS")

    def deal():
        release = factories.release(platform=ocs)
        return factories.deal(series=missions, releases=[release])

    (in_a_draft,) = factories.article(deals=[deal()]).deals.get().releases.all()
    (told,) = factories.article(live=True, deals=[deal()]).deals.get().releases.all()
    (catalogued,) = factories.catalogue(deal()).releases.all()
    user = member("lecteur", "articles.add_article", "shows.view_release", "shows.change_release")
    policy = Release.snippet_viewset.permission_policy
    assert set(policy.visible_to(user)) == {told, catalogued}
    for release, seen in ((in_a_draft, False), (told, True), (catalogued, True)):
        assert policy.user_has_permission_for_instance(user, "view", release) is seen
        assert not policy.user_has_permission_for_instance(user, "change", release)


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


#: What the walk leaves alone: it would sign itself out.
NOT_WALKED = {"/admin/logout/"}
QUERIES = ({}, {"q": "projet"}, {"export": "csv"})


@pytest.fixture
def newsroom(db, client):
    """Something secret of each kind that has drafts or waits; returns what else there is."""
    client.raise_request_exception = False  # an error is an answer: it must not tell either
    chief = in_role("chief_editor", "chef")
    record = factories.series(f"{SECRET}, la série", waits_for_story=True)
    waiting = factories.company(SECRET, waits_for_story=True)
    draft = factories.article(
        f"{SECRET} au cinéma",
        owner=chief,
        kicker=SECRET,
        about=[record],
        deals=[factories.deal(series=record, buyer=waiting)],
        receptions=[factories.reception(series=record, statement=SECRET)],
    )
    live = factories.article("Publié", live=True, owner=chief)
    later = live.get_latest_revision_as_object()
    later.headline = f"{SECRET} confirmé"
    later.save_revision(user=chief)
    front = FrontPage.objects.create(title=SECRET)
    page = InfoPage.objects.create(title=SECRET, slug="hecate")
    for drafted in (front, page):
        drafted.save_revision(user=chief)
    note = Note.objects.create(article=draft, author=chief, text=SECRET)
    assignment = Assignment.objects.create(article=draft, user=chief, brief=SECRET)
    RightOfReply.objects.create(article=draft, claimant=SECRET, due=timezone.localdate())
    log(instance=draft, action="wagtail.edit", user=chief)
    picture = factories.picture("Affiche")
    Article.objects.filter(pk=draft.pk).update(lead_picture=picture)
    ReferenceIndex.create_or_update_for_object(Article.objects.get(pk=draft.pk))
    return {
        "note": note,
        "assignment": assignment,
        "picture": picture,
        "chief": chief,
        "story": draft,
    }


def said(response) -> str:
    content = b"".join(response) if response.streaming else response.content
    return content.decode(errors="replace").lower()


def tells(response) -> bool:
    """Whether an answer says the secret, in words or in an address."""
    return any(form in said(response) for form in TOLD)


def admin_addresses(resolver=None, prefix="") -> set[str]:
    """Every address under /admin/ that takes no argument, of the site and of Wagtail: a page
    that is added is among them by itself."""
    found = set()
    for entry in (resolver or get_resolver()).url_patterns:
        path = prefix + str(entry.pattern).strip("^$")
        inside = hasattr(entry, "url_patterns")
        if inside and (path.startswith("admin/") or "admin/".startswith(path)):
            found |= admin_addresses(entry, path)
        elif not inside and path.startswith("admin/") and not set(path) & set("<([*+?|"):
            found.add(f"/{path}")
    return found - NOT_WALKED


def object_addresses(newsroom, may_be_changed=lambda row: False) -> list[str]:
    """Every address of every viewset that takes a key, for each object there is, but for those
    that may be changed."""
    known = {"note": newsroom["note"].pk, "assignment": newsroom["assignment"].pk}
    known |= {"action_name": "approve", "task_state_id": 1, "workflow_state_id": 1, "task_id": 1}
    found = []
    for model in get_snippet_models():
        viewset = model.snippet_viewset
        rows = [row for row in model.objects.all() if not may_be_changed(row)]
        for pattern in viewset.get_urlpatterns():
            names = set(pattern.pattern.converters) | set(pattern.pattern.regex.groupindex)
            for row in rows if "pk" in names else ():
                revision = getattr(row, "latest_revision_id", None) or 1
                values = {"pk": row.pk, "revision_id": revision, "revision_id_a": "earliest"}
                values |= {"revision_id_b": "latest", **known}
                arguments = {name: values.get(name, 1) for name in names}
                found.append(reverse(viewset.get_url_name(pattern.name), kwargs=arguments))
    return found


def everything_written() -> dict:
    """The rows and revisions of all that is written and known, as they are now."""
    tables = [*get_snippet_models(), Revision, Note, Assignment, Picture]
    return {model: list(model._base_manager.order_by("pk").values()) for model in tables}


#: Pages with arguments that name what others work on.
EXTRA = (
    "/admin/images/{picture}/",
    "/admin/images/usage/{picture}/",
    "/admin/images/{picture}/delete/",
    "/admin/picker/articles.Article/?q=projet",
    "/admin/picker/shows.Deal/?q=projet",
    "/admin/picker/articles.Article/?id={story}",
    "/admin/bulk/articles/article/publish/?id=all",
    "/admin/bulk/articles/article/publish/?id={story}",
    "/admin/bulk/articles/article/tag/?id={story}",
    "/admin/bulk/articles/article/assign/?id={story}",
    "/admin/bulk/articles/article/delete/?id={story}",
    "/admin/bulk/media/picture/delete/?id={picture}",
    "/admin/users/edit/{chief}/",
)


def sign_in(client, role):
    """Sign in a member in ``role``, an editor of a section in which there is nothing."""
    if role == "documentalist":  # records that wait are his work, and no secret to him
        Series.objects.update(title="Connue", slug="connue")
        Company.objects.update(name="Connue", slug="connue")
    user = in_role(role, sections=[factories.section("Ailleurs")])
    client.force_login(user)
    return user


@pytest.mark.parametrize("role", ["contributor", "picture_editor", "documentalist"])
def test_no_page_of_the_admin_tells_what_a_role_is_not_to_know(client, newsroom, role):
    sign_in(client, role)
    pages = admin_addresses()
    assert {"/admin/", "/admin/articles/", "/admin/reports/site-history/"} <= pages
    keys = {name: row.pk for name, row in newsroom.items()}
    asked = [(url, query) for url in sorted(pages) for query in QUERIES]
    asked += [(url.format(**keys), {}) for url in EXTRA]
    answers = [(url, query, client.get(url, query)) for url, query in asked]
    assert not [ask for *ask, answer in answers if answer.status_code == 500 or tells(answer)]


def test_the_secret_would_be_found(client, newsroom):
    client.force_login(newsroom["chief"])
    for url in ("/admin/articles/", "/admin/reports/site-history/", EXTRA[3]):
        assert tells(client.get(url)), url


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("role", ["contributor", "picture_editor", "documentalist", "editor"])
def test_no_view_of_any_object_tells_or_changes_what_is_not_one_s_own(
    client, newsroom, role, method
):
    """Every name in every viewset's `get_urlpatterns`, for every object, in both methods."""
    user = sign_in(client, role)
    data = story("Volé", publish=True) | {"title": "Volé", "name": "Volé", "slug": "vole"}
    keeps_records = role == "documentalist" and method == "post"
    pages = object_addresses(newsroom, partial(may_change, user if keeps_records else None))
    before = everything_written()
    answers = [
        (url, getattr(client, method)(url, data if method == "post" else {})) for url in pages
    ]
    secret = role != "editor"  # he reads every draft
    assert not [
        url for url, answer in answers if answer.status_code == 500 or (secret and tells(answer))
    ]
    assert len([url for url in pages if url.startswith("/admin/articles/")]) > 40
    assert everything_written() == before


def may_change(user, row) -> bool:
    """Whether ``user`` may; nobody may nothing."""
    if user is None:
        return False
    policy = row.snippet_viewset.permission_policy
    return policy.user_has_permission_for_instance(user, "change", row)


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


def in_text(kind, key) -> dict:
    """A text of one block, as the form sends it."""
    block = {"deleted": "", "order": "0", "type": kind, "value": str(key), "id": ""}
    return {"body-count": "1"} | {f"body-0-{name}": value for name, value in block.items()}


@pytest.mark.parametrize("where", ["row", "text"])
def test_a_key_that_is_typed_tells_no_name(client, newsroom, where):
    """The keys of what waits, or of a draft, can be guessed; their names cannot be had by them."""
    user = in_role("contributor")
    client.force_login(user)
    own = factories.article("À moi", owner=user)
    waiting = Series.objects.get()
    guessed = {
        "row": {"series_links": [{"series": str(waiting.pk), "relation": "about"}]},
        "text": in_text("read_also", newsroom["story"].pk),
    }
    revisions = own.revisions.count()
    answer = client.post(reverse(f"{NAMESPACE}:edit", args=[own.pk]), story(**guessed[where]))
    assert answer.status_code == 200
    assert not tells(answer)
    assert own.revisions.count() == revisions


def test_a_text_may_name_what_its_author_can_choose(client, contributor):
    own = factories.article("À moi", owner=contributor)
    other = factories.article("Paru", live=True)
    client.force_login(contributor)
    data = story("À moi", **in_text("read_also", other.pk))
    assert client.post(reverse(f"{NAMESPACE}:edit", args=[own.pk]), data).status_code == 302
    assert [block.value for block in Article.objects.get(pk=own.pk).body] == [other.pk]


def test_a_text_that_cannot_be_read_is_refused_with_a_sentence(client, contributor):
    own = factories.article("À moi", owner=contributor)
    client.force_login(contributor)
    data = story("À moi", **in_text("read_also", "zéro"))
    answer = client.post(reverse(f"{NAMESPACE}:edit", args=[own.pk]), data)
    assert "body" in answer.context["form"].errors


def test_a_story_without_a_version_has_no_draft_to_be_read(editor):
    assert reading_url(editor, factories.article("Avec"))
    assert reading_url(editor, Article(pk=1, headline="Sans")) is None
