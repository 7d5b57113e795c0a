"""An old version whose references are gone opens as a readable page, whatever it named."""

import pytest
from django.urls import reverse

from articles.models import Article, Author, FrontPage, Section
from media.models import Picture
from shows.models import AwardEdition, Company, DealParty, Person, Series
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.real]

NAMESPACE = "wagtailsnippets_articles_article"


def link(record) -> str:
    return f'<p><a linktype="record" target="{record._meta.label_lower}" id="{record.pk}">x</a></p>'


def fact(make, **kwargs):
    return lambda one: {make.__name__ + "s": [make(**{k: v(one) for k, v in kwargs.items()})]}


def itself(one):
    return one


def another(_one):
    return factories.series("Lost")


def in_body(block):
    return lambda one: {"body": [block(one)]}


#: {what is named and how: (what makes it, what a story that names it is made with)}.
KINDS = {
    "section": (lambda: factories.section("Cinéma"), lambda one: {"section": one}),
    "lead picture": (factories.picture, lambda one: {"lead_picture": one}),
    "safe picture": (factories.picture, lambda one: {"safe_picture": one}),
    "social picture": (factories.picture, lambda one: {"social_picture": one}),
    "spoiler": (factories.series, lambda one: {"spoiler_series": one}),
    "signature": (factories.author, lambda one: {"bylines": [one]}),
    "link to a series": (factories.series, lambda one: {"about": [one]}),
    "link to a person": (factories.person, lambda one: {"about": [one]}),
    "link to a company": (factories.company, lambda one: {"about": [one]}),
    "link to a prize": (factories.award_edition, lambda one: {"about": [one]}),
    "series of a deal": (factories.series, fact(factories.deal, series=itself)),
    "buyer": (factories.company, fact(factories.deal, series=another, buyer=itself)),
    "party": (
        factories.company,
        fact(factories.deal, series=another, parties=lambda one: [DealParty(company=one)]),
    ),
    "platform": (factories.company, fact(factories.release, series=another, platform=itself)),
    "platform in a deal": (
        factories.company,
        fact(
            factories.deal,
            series=another,
            releases=lambda one: [factories.release(platform=one)],
        ),
    ),
    "company of a milestone": (
        factories.company,
        fact(factories.milestone, series=another, company=itself),
    ),
    "person of a casting": (
        factories.person,
        fact(factories.casting, series=another, person=itself),
    ),
    "series of a casting": (
        factories.series,
        fact(
            factories.casting,
            series=itself,
            person=lambda _one: factories.person(),
        ),
    ),
    "edition": (
        factories.award_edition,
        fact(factories.nomination, series=another, edition=itself),
    ),
    "persons of a nomination": (
        factories.person,
        fact(
            factories.nomination,
            series=another,
            edition=lambda _one: factories.award_edition(),
            people=lambda one: [one],
        ),
    ),
    "series of a reception": (factories.series, fact(factories.reception, series=itself)),
    "picture in the text": (
        factories.picture,
        in_body(lambda one: ("picture", {"picture": one, "caption": "Mars"})),
    ),
    "gallery": (
        factories.picture,
        in_body(lambda one: ("gallery", {"pictures": [{"picture": one, "caption": ""}] * 2})),
    ),
    "series card": (factories.series, in_body(lambda one: ("series_card", one.pk))),
    "person card": (factories.person, in_body(lambda one: ("person_card", one.pk))),
    "edition card": (factories.award_edition, in_body(lambda one: ("edition_card", one.pk))),
    "read also": (
        lambda: factories.article("Autre article"),
        in_body(lambda one: ("read_also", one.pk)),
    ),
    "link in the text": (factories.series, in_body(lambda one: ("text", link(one)))),
    "link in an answer": (
        factories.person,
        in_body(lambda one: ("question", {"question": "Qui ?", "answer": link(one)})),
    ),
    "link in a spoiler": (
        factories.company,
        in_body(lambda one: ("spoiler", {"scope": "la fin", "text": link(one)})),
    ),
}

EMPTIED = ["releases", "deals", "milestones", "castings", "nominations", "receptions"]
EMPTIED += ["series_links", "person_links", "company_links", "edition_links", "bylines"]
FIELDS = ["lead_picture", "safe_picture", "social_picture", "spoiler_series"]


def delete(desk, one) -> str:
    """Delete something by its form, where it has one; return how the history calls it."""
    name = str(one)
    if isinstance(one, Picture):
        desk.post(reverse("wagtailimages:delete", args=[one.pk]))
    elif isinstance(one, AwardEdition):  # a part of its award
        one.delete()
        name = ""
    else:
        url = f"wagtailsnippets_{one._meta.app_label}_{one._meta.model_name}:delete"
        desk.post(reverse(url, args=[one.pk]))
    assert not type(one).objects.filter(pk=one.pk).exists(), "the guard kept it"
    return name


@pytest.fixture(params=KINDS)
def old(request, desk):
    """(story, the version that names something, that something's former name)."""
    make, naming = KINDS[request.param]
    one = make()
    factories.section()
    story = factories.article("Version ancienne", **naming(one))
    version = story.latest_revision
    story = Article.objects.get(pk=story.pk)
    story.headline, story.body = "Version récente", []
    story.section = Section.objects.exclude(name=str(one)).first()
    for name in EMPTIED:
        setattr(story, name, [])
    for name in FIELDS:
        setattr(story, name, None)
    story.save()
    story.save_revision()
    return story, version, delete(desk, one)


def address(name, story, *args):
    return reverse(f"{NAMESPACE}:{name}", args=[story.pk, *args])


def test_it_is_shown_compared_and_listed(desk, old):
    story, version, _name = old
    for url in (
        address("revisions_view", story, version.pk),
        address("revisions_compare", story, version.pk, "latest"),
        address("revisions_compare", story, "live", version.pk),
        address("revisions_compare", story, "earliest", "live"),
        address("history", story),
        address("edit", story),
    ):
        response = desk.get(url)
        assert response.status_code == 200, url
        assert "Version" in response.content.decode()


def test_its_form_opens_and_says_what_is_gone(desk, old):
    story, version, name = old
    response = desk.get(address("revisions_revert", story, version.pk))
    assert response.status_code == 200
    said = [str(message) for message in response.context["messages"]]
    assert any("supprimé depuis" in sentence and name in sentence for sentence in said), said
    assert response.context["form"].instance.headline == "Version ancienne"


def test_it_can_be_reverted_to(old):
    """What is gone stays empty, and nothing in the database is left dangling."""
    story, version, _name = old
    draft = version.as_object()
    draft.section = draft.section or story.section
    draft.save_revision(clean=False)
    draft.save()
    assert Article.objects.get(pk=story.pk).headline == "Version ancienne"


def test_a_version_that_lacks_nothing_says_nothing(desk):
    story = factories.article(about=[factories.series()], lead_picture=factories.picture())
    response = desk.get(address("revisions_revert", story, story.latest_revision.pk))
    said = [str(message) for message in response.context["messages"]]
    assert said
    assert not any("supprimé" in sentence for sentence in said)


def test_a_front_page_opens_without_its_story(desk):
    story = factories.article("Autre article")
    front = FrontPage(title="Lundi")
    front.slots = [("lead", story.pk)]
    front.save()
    version = front.save_revision()
    front.slots = []
    front.save()
    front.save_revision()
    delete(desk, story)
    for name in ("revisions_view", "revisions_revert"):
        url = reverse(f"wagtailsnippets_articles_frontpage:{name}", args=[front.pk, version.pk])
        assert desk.get(url).status_code == 200


def test_a_series_opens_without_its_cast(desk):
    missions, star = factories.series("Missions", genres=["Polar"]), factories.person("Léna Roz")
    factories.credit(missions, star)
    missions = Series.objects.get()
    version = missions.save_revision()
    missions.credits = []
    missions.save()
    missions.save_revision()
    delete(desk, star)
    namespace = "wagtailsnippets_shows_series"
    url = reverse(f"{namespace}:revisions_revert", args=[missions.pk, version.pk])
    response = desk.get(url)
    assert response.status_code == 200
    assert any("Léna Roz" in str(message) for message in response.context["messages"])
    url = reverse(f"{namespace}:revisions_compare", args=[missions.pk, version.pk, "latest"])
    assert desk.get(url).status_code == 200


def test_the_kinds_are_all_there():
    """Each kind of record that a story names is deleted in a test above."""
    made = {type(make()) for make in {make for make, _naming in KINDS.values()}}
    assert made == {Article, Author, AwardEdition, Company, Person, Picture, Section, Series}
