"""Who may do what to what: one table for the stories, one for the rest, and what they come to."""

from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.urls import reverse
from wagtail.images.permissions import permission_policy as picture_policy
from wagtail.models import ModelLogEntry

from articles.models import (
    Article,
    Assignment,
    Author,
    Correction,
    FrontPage,
    InfoPage,
    RightOfReply,
    Section,
)
from articles.permissions import StoryPolicy
from magazine.newsroom.roles import ROLES, update_roles
from shows.models import Award, AwardEdition, Company, Deal, Genre, Person, Redirect, Series
from tests import factories
from tests.articles.admin.test_article_form import story
from tests.members import in_role, member

pytestmark = pytest.mark.django_db

POLICY = StoryPolicy(Article)
NAMESPACE = "wagtailsnippets_articles_article"
ACTIONS = ("view", "read", "change", "delete", "publish", "unpublish", "lock", "unlock", "assign")
EVERYTHING = " ".join(ACTIONS)
OWN_DRAFT = "view read change delete"
NOTHING = dict.fromkeys(
    ("own draft", "draft", "to read", "to write", "in section", "live", "own live"), ""
)
NOTHING |= {"live with draft": "", "live to write": "", "live in section": ""}

#: role: {story: what may be done to it}
STORIES = {
    "contributor": NOTHING
    | {
        "own draft": OWN_DRAFT,
        "to read": "view read",
        "to write": "view read change",
        "live": "view",
        "live with draft": "view",
        "live in section": "view",
        "own live": "view read",
        "live to write": "view read",
    },
    "editor": {
        "own draft": OWN_DRAFT,
        "draft": "view read",
        "to read": "view read",
        "to write": "view read change",
        "in section": EVERYTHING,
        "live": "view read",
        "live with draft": "view read",
        "own live": "view read change",
        "live to write": "view read change",
        "live in section": EVERYTHING,
    },
    "chief_editor": dict.fromkeys(NOTHING, EVERYTHING),
    "administrator": dict.fromkeys(NOTHING, EVERYTHING),
    "picture_editor": NOTHING,
    "documentalist": NOTHING,
}


@pytest.fixture
def mine():
    return factories.section("Critiques")


def stories(user) -> dict:
    """One story of each kind, as ``user`` stands to it; most are in a section that is not his."""
    other = in_role("chief_editor", "quelqu’un")
    critiques = {"section": factories.section("Critiques"), "owner": other}
    made = {
        "own draft": factories.article("a", owner=user),
        "draft": factories.article("b", owner=other),
        "to read": factories.article("c", owner=other),
        "to write": factories.article("d", owner=other),
        "in section": factories.article("e", **critiques),
        "live": factories.article("f", live=True, owner=other),
        "own live": factories.article("g", live=True, owner=user),
        "live with draft": factories.article("h", live=True, owner=other),
        "live to write": factories.article("i", live=True, owner=other),
        "live in section": factories.article("j", live=True, **critiques),
    }
    made["live with draft"].save_revision()
    for name, role in (("to read", "read"), ("to write", "write"), ("live to write", "write")):
        Assignment.objects.create(article=made[name], user=user, role=role)
    return made


@pytest.mark.parametrize("role", ROLES)
def test_who_may_do_what_to_which_story(role, mine):
    user = in_role(role, sections=[mine])
    made = stories(user)
    found = {
        name: " ".join(
            action
            for action in ACTIONS
            if POLICY.user_has_permission_for_instance(user, action, article)
        )
        for name, article in made.items()
    }
    assert found == STORIES[role]


@pytest.mark.parametrize("role", ROLES)
def test_lists_and_single_answers_agree(role, mine):
    user = in_role(role, sections=[mine])
    made = stories(user)
    for action in ACTIONS:
        listed = set(POLICY.instances_user_has_any_permission_for(user, [action]))
        single = {
            article
            for article in made.values()
            if POLICY.user_has_permission_for_instance(user, action, article)
        }
        assert listed == single, action
    assert set(POLICY.visible_to(user)) == {
        article for name, article in made.items() if "view" in STORIES[role][name]
    }


def test_who_may_only_look_sees_what_is_live_and_reads_what_is_shared_with_him():
    user = member("lecteur", "articles.view_article")
    made = stories(user)
    expected = {"own live", "live", "live with draft", "live in section"}
    shared = {"to read", "to write", "live to write"}
    assert set(POLICY.visible_to(user)) == {made[name] for name in expected | shared}
    for action, names in (("read", shared), ("change", set())):
        listed = POLICY.instances_user_has_any_permission_for(user, [action])
        assert set(listed) == {made[name] for name in names}, action


WHOLE = "add change delete"
#: role: {model: what may be done to its rows}
REST = {
    "contributor": {},
    "editor": {
        **dict.fromkeys((Series, Person, Company, Award, Genre, Deal), "view"),
    },
    "chief_editor": {
        FrontPage: f"{WHOLE} publish",
        InfoPage: f"{WHOLE} publish",
        **dict.fromkeys((Section, Author, Redirect, RightOfReply, Correction), WHOLE),
        **dict.fromkeys((Series, Person, Company, Award, Genre, Deal), f"{WHOLE} view"),
    },
    "picture_editor": {},
    "documentalist": dict.fromkeys((Series, Person, Company, Award, Genre, Deal), f"{WHOLE} view"),
    "administrator": {
        FrontPage: f"{WHOLE} publish",
        InfoPage: f"{WHOLE} publish",
        **dict.fromkeys((Section, Author, Redirect, RightOfReply, Correction), WHOLE),
        **dict.fromkeys((Series, Person, Company, Award, Genre, Deal), f"{WHOLE} view"),
        **dict.fromkeys((get_user_model(), Group), WHOLE),
    },
}
MODELS = set().union(*REST.values())
LOOKED_AT = {Series, Person, Company, Award, Genre, Deal}


@pytest.mark.parametrize("role", ROLES)
def test_who_may_do_what_to_the_rest(role):
    user = in_role(role)

    def may(model):
        meta = model._meta
        actions = [*WHOLE.split(), "publish", *(["view"] if model in LOOKED_AT else [])]
        return " ".join(
            a for a in actions if user.has_perm(f"{meta.app_label}.{a}_{meta.model_name}")
        )

    assert {model: found for model in MODELS if (found := may(model))} == REST[role]
    assert user.has_perm("wagtailadmin.access_admin")
    assert not user.is_superuser


@pytest.mark.parametrize(
    ("role", "all_of_them", "own"),
    [
        ("contributor", False, True),
        ("editor", False, True),
        ("documentalist", False, True),
        ("picture_editor", True, True),
        ("chief_editor", True, True),
        ("administrator", True, True),
    ],
)
def test_who_may_change_and_delete_which_pictures(role, all_of_them, own):
    user = in_role(role)
    pictures = {
        factories.picture("D’un autre"): all_of_them,
        factories.picture("À moi", uploaded_by_user=user): own,
    }
    assert picture_policy.user_has_permission(user, "add")
    for picture, allowed in pictures.items():
        assert picture in picture_policy.instances_user_has_permission_for(user, "choose")
        for action in ("change", "delete"):
            assert picture_policy.user_has_permission_for_instance(user, action, picture) is allowed


# The groups


def test_every_right_of_a_role_exists():
    known = {
        f"{app}.{codename}"
        for app, codename in Permission.objects.values_list("content_type__app_label", "codename")
    }
    for role in ROLES.values():
        for right in (*role.rights, *role.but):
            assert "*" in right or right in known
            if right != "*" and "*" in right:
                prefix, _star, suffix = right.partition("*")
                assert any(name.startswith(prefix) and name.endswith(suffix) for name in known)


def test_updating_the_roles_touches_nothing_else():
    group = Group.objects.get(name="Contributeur")
    right = Permission.objects.get(codename="publish_article")
    group.permissions.add(right)
    held = set(Group.objects.get(name="Documentaliste").permissions.all())
    ours = Group.objects.create(name="Secrétariat de rédaction")
    ours.permissions.add(right)
    user = in_role("contributor")
    user.groups.add(ours)
    Group.objects.get(name="Iconographe").delete()
    call_command("update_roles", verbosity=0, stdout=StringIO())
    update_roles()
    assert right not in group.permissions.all()
    assert set(Group.objects.get(name="Documentaliste").permissions.all()) == held
    assert list(ours.permissions.all()) == [right]
    assert set(user.groups.all()) == {group, ours}
    icons = Group.objects.get(name="Iconographe")
    assert icons.collection_permissions.count() == len(ROLES["picture_editor"].library)


# What it comes to in the forms


def edit(article):
    return reverse(f"{NAMESPACE}:edit", args=[article.pk])


def test_an_editor_publishes_in_his_sections_only(client, mine):
    user = in_role("editor", sections=[mine])
    client.force_login(user)
    add = reverse(f"{NAMESPACE}:add")
    refused = client.post(add, story("Ailleurs", publish=True))
    assert "section" in refused.context["form"].errors
    assert not Article.objects.exists()
    client.post(add, story("Ailleurs"))
    draft = Article.objects.get()
    assert (draft.owner, draft.live) == (user, False)
    page = client.get(edit(draft)).content.decode()
    assert 'name="action-publish"' not in page
    client.post(edit(draft), story("Ailleurs", publish=True))
    client.post(reverse(f"{NAMESPACE}:lock", args=[draft.pk]))
    draft.refresh_from_db()
    assert not draft.live
    assert not draft.locked
    client.post(edit(draft), story("Ici", section=str(mine.pk)))
    assert 'name="action-publish"' in client.get(edit(draft)).content.decode()
    client.post(edit(draft), story("Ici", section=str(mine.pk), publish=True))
    draft.refresh_from_db()
    assert draft.live


def test_publishing_and_moving_at_once_takes_both_sections(client, mine):
    user = in_role("editor", sections=[mine])
    client.force_login(user)
    draft = factories.article("Ici", owner=user, section=mine)
    elsewhere = str(factories.section("Industrie").pk)
    page = client.post(edit(draft), story("Là-bas", section=elsewhere, publish=True))
    assert "section" in page.context["form"].errors
    draft.refresh_from_db()
    assert (draft.live, draft.section) == (False, mine)


def test_an_editor_moves_the_story_of_another_between_his_sections_only(client, mine):
    dossiers, elsewhere = factories.section("Dossiers"), factories.section("Industrie")
    client.force_login(in_role("editor", sections=[mine, dossiers]))
    draft = factories.article("D’un autre", section=mine, owner=in_role("contributor"))
    page = client.post(edit(draft), story("D’un autre", section=str(elsewhere.pk)))
    assert "section" in page.context["form"].errors
    draft.refresh_from_db()
    assert draft.section == mine
    client.post(edit(draft), story("D’un autre", section=str(dossiers.pk)))
    draft.refresh_from_db()
    assert draft.section == dossiers


def test_who_was_asked_to_write_cannot_take_the_story_to_a_section_of_his(client, mine):
    user = in_role("editor", sections=[mine])
    client.force_login(user)
    draft = factories.article("D’un autre", owner=in_role("contributor"))
    Assignment.objects.create(article=draft, user=user, role="write")
    assert client.get(edit(draft)).status_code == 200
    page = client.post(edit(draft), story("D’un autre", section=str(mine.pk)))
    assert "section" in page.context["form"].errors


def test_a_draft_that_leaves_the_section_is_published_by_editors_of_both_alone(mine):
    user = in_role("editor", sections=[mine])
    article = factories.article("Ici", section=mine, live=True)
    draft = article.get_latest_revision_as_object()
    draft.section = factories.section("Industrie")
    draft.save_revision()
    article.refresh_from_db()
    draft = article.get_latest_revision_as_object()
    assert POLICY.user_has_permission_for_instance(user, "change", draft)
    assert not POLICY.user_has_permission_for_instance(user, "publish", draft)


def test_an_editor_of_another_section_reads_the_draft_and_changes_nothing(client, mine):
    client.force_login(in_role("editor", sections=[mine]))
    draft = factories.article("Chez les autres", owner=in_role("contributor"), kicker="Relu")
    page = client.get(edit(draft), follow=True)
    assert page.redirect_chain == [
        (reverse(f"{NAMESPACE}:revisions_view", args=[draft.pk, draft.latest_revision_id]), 302)
    ]
    assert "Relu" in page.content.decode()
    listing = client.get(reverse(f"{NAMESPACE}:list")).content.decode()
    assert page.redirect_chain[0][0] in listing
    assert edit(draft) not in listing
    client.post(edit(draft), story("Volé"))
    for name in ("delete", "unpublish", "lock"):
        client.post(reverse(f"{NAMESPACE}:{name}", args=[draft.pk]))
    draft.refresh_from_db()
    assert draft.headline == "Chez les autres"
    assert not draft.locked


def test_a_contributor_reads_what_was_shared_with_him(client):
    user = in_role("contributor")
    client.force_login(user)
    draft = factories.article("Partagé", owner=in_role("chief_editor"), kicker="À relire")
    look = reverse(f"{NAMESPACE}:revisions_view", args=[draft.pk, draft.latest_revision_id])
    assert client.get(look).status_code == 302
    assignment = Assignment.objects.create(article=draft, user=user, role="read")
    assert "À relire" in client.get(look).content.decode()
    client.post(edit(draft), story("Volé"))
    draft.refresh_from_db()
    assert draft.headline == "Partagé"
    Assignment.objects.filter(pk=assignment.pk).update(role="write")
    client.post(edit(draft), story("Écrit"))
    draft.refresh_from_db()
    assert (draft.headline, draft.owner.username) == ("Écrit", "chief_editor")
    assignment.delete()
    assert client.get(look).status_code == 302


def test_corrections_are_written_by_the_chief_editor(client, mine):
    article = factories.article(
        "Corrigé", section=mine, live=True, corrections=[Correction(text="C’était AMC.")]
    )
    typed = {"corrections": [{"date": "01/02/2026", "text": "Et non HBO."}]}
    client.force_login(in_role("editor", sections=[mine]))
    assert "corrections-TOTAL_FORMS" not in client.get(edit(article)).content.decode()
    client.post(edit(article), story("Corrigé", section=str(mine.pk), publish=True, **typed))
    assert [row.text for row in article.corrections.all()] == ["C’était AMC."]
    client.force_login(in_role("chief_editor"))
    assert "corrections-TOTAL_FORMS" in client.get(edit(article)).content.decode()


def test_the_site_s_history_is_for_those_who_edit_every_section(client, mine):
    factories.article("Secret")
    for role, seen in (("editor", False), ("chief_editor", True)):
        user = in_role(role, sections=[mine])
        client.force_login(user)
        assert (client.get("/admin/reports/site-history/").status_code == 200) is seen, role


# Proposing a record


def picker(target):
    return reverse("record_picker", args=[target])


def test_a_contributor_makes_records_that_wait_for_their_story(client):
    factories.series("Projet secret", waits_for_story=True)
    client.force_login(in_role("contributor"))
    suggested = client.get(picker("shows.Series"), {"q": "Projet neuf"}).json()
    assert suggested["results"] == []
    assert [way["kind"] for way in suggested["create"]] == [""]
    made = client.post(picker("shows.Series"), {"name": "Projet neuf"}).json()
    record = Series.objects.get(title="Projet neuf")
    assert made["id"] == record.pk
    assert record.waits_for_story
    assert ModelLogEntry.objects.filter(object_id=str(record.pk), user__isnull=False).exists()
    # His own he finds again; those that wait for others' stories are not shown to him.
    again = client.get(picker("shows.Series"), {"q": "Projet"}).json()["results"]
    assert [row["label"] for row in again] == ["Projet neuf"]
    assert client.get(reverse("wagtailsnippets_shows_series:list")).status_code == 302


def test_there_are_no_two_records_of_a_name_that_waits(client):
    waiting = factories.series("Projet secret", waits_for_story=True)
    client.force_login(in_role("contributor"))
    answer = client.post(picker("shows.Series"), {"name": "projet Secret"}).json()
    assert answer["id"] == waiting.pk
    assert Series.objects.count() == 1


def test_a_proposed_edition_waits_with_its_award(client):
    client.force_login(in_role("contributor"))
    given = {"name": "Prix neuf 2026", "kind": "prize"}
    made = client.post(picker("shows.AwardEdition"), given).json()
    assert Award.objects.get().waits_for_story
    assert AwardEdition.objects.get().pk == made["id"]
    found = client.get(picker("shows.AwardEdition"), {"q": "Prix neuf"}).json()["results"]
    assert [row["id"] for row in found] == [made["id"]]


def test_a_picture_editor_proposes_nothing(client):
    client.force_login(in_role("picture_editor"))
    assert client.post(picker("shows.Person"), {"name": "Quelqu’un"}).status_code == 403
    assert not Person.objects.exists()


# An account in a role


def test_the_command_makes_an_account_in_a_role(client):
    call_command("create_editor", username="essai", role="contributor", stdout=StringIO())
    user = get_user_model().objects.get(username="essai")
    assert not user.is_superuser
    assert [group.name for group in user.groups.all()] == ["Contributeur"]


@pytest.mark.parametrize("role", ["contributor", "editor"])
def test_the_list_asks_no_more_for_more_stories(client, mine, role, django_assert_max_num_queries):
    user = in_role(role, sections=[mine])
    for number in range(12):
        article = factories.article(f"Numéro {number}", live=number % 2, owner=user)
        Assignment.objects.create(article=article, user=user)
    factories.article("D’un autre").save_revision()
    client.force_login(user)
    with django_assert_max_num_queries(15):
        assert client.get(reverse(f"{NAMESPACE}:list")).status_code == 200
