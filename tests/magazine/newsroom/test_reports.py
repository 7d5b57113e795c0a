"""The reports: what each lists, for whom, how it is filtered and exported, and what it costs."""

import csv
import datetime
import io

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from articles.models import Article, DailyReads, InfoPage, PublicationFailure, RightOfReply
from magazine.newsroom.reports.hooks import REPORTS
from media.models import Picture
from shows.models import Series
from tests import factories
from tests.members import in_role

pytestmark = [pytest.mark.django_db, pytest.mark.real]

TODAY = timezone.localdate()
DAY = datetime.timedelta(days=1)
BY_SLUG = {report.slug: report for report in REPORTS}


def index():
    """Bring the index of references up to date, as a commit does."""
    call_command("rebuild_references_index", verbosity=0)


def fill(n):
    """One row more in every report, each with neighbours of its own."""
    user = in_role("contributor", f"pigiste{n}")
    section = factories.section(f"Rubrique {n}")
    scheduled = factories.article(f"Programmé {n}", section=section, owner=user)
    scheduled.go_live_at = timezone.now() + 5 * DAY
    scheduled.save_revision().publish()
    PublicationFailure.objects.create(
        content_type=ContentType.objects.get_for_model(Article),
        object_id=scheduled.pk,
        sentence=f"Motif {n}",
        since=timezone.now(),
        last=timezone.now(),
    )
    locked = factories.article(f"Verrouillé {n}", section=section)
    Article.objects.filter(pk=locked.pk).update(
        locked=True, locked_by=user, locked_at=timezone.now()
    )
    old = factories.article(f"Ancien {n}", live=True, section=section)
    Article.objects.filter(pk=old.pk).update(last_published_at=timezone.now() - 800 * DAY)
    DailyReads.objects.create(article=old, day=TODAY, reads=10 + n)
    waiting = factories.series(f"En attente {n}", waits_for_story=True)
    person = factories.person(f"Attendue {n}", waits_for_story=True)
    edition = factories.award_edition(f"Prix attendu {n}", 2031, waits_for_story=True)
    for record in (waiting, person, edition.award):
        type(record).objects.filter(pk=record.pk).update(created_at=timezone.now() - 40 * DAY)
    draft = factories.article(f"Brouillon {n}", about=[waiting], mentions=[person, edition])
    missing = factories.article(f"Lu {n}")
    factories.article(
        f"Rompu {n}",
        live=True,
        section=section,
        body=[
            ("read_also", missing.pk),
            ("text", f'<p><a linktype="record" target="shows.series" id="{waiting.pk}">x</a></p>'),
        ],
    )
    one, other = (factories.company(f"{name} {n}") for name in ("Chaîne", "Service"))
    premiere = factories.series(f"Première {n}")
    about = {"series": premiere, "exclusive": True, "territories": "FR"}
    for platform in (one, other):
        factories.catalogue(
            factories.release(**about, platform=platform, starts=(TODAY + 5 * DAY).isoformat())
        )
    factories.picture(f"Inutile {n}")
    shelf = factories.company(f"Catalogue {n}", access="svod")
    old = {"platform": shelf, "starts": "2019", "territories": "FR"}
    factories.catalogue(factories.release(series=factories.series(f"Oubliée {n}"), **old))
    ending = factories.picture(f"Bientôt {n}", rights_end=TODAY + 5 * DAY)
    factories.article(f"Illustré {n}", lead_picture=ending)
    premiere.poster = ending
    premiere.save()
    page = InfoPage.objects.create(title=f"Page {n}", slug=f"page-{n}")
    page.save_revision()
    RightOfReply.objects.create(
        article=draft, claimant=f"Demandeur {n}", received=TODAY, due=TODAY + 2 * DAY
    )


#: Slug: what `fill` puts into it.
LISTED = {
    "programmes": ["Programmé {n}", "Motif {n}"],
    "verrouilles": ["Verrouillé {n}", "pigiste{n}"],
    "anciens": ["Ancien {n}"],
    "sans-serie": ["Lu {n}"],
    "liens-rompus": ["Rompu {n}", "Lu {n}", "En attente {n}"],
    "premieres-sans-article": ["Première {n}", "Chaîne {n}"],
    "fiches-en-attente": ["En attente {n}", "Attendue {n}", "Prix attendu {n}", "Brouillon {n}"],
    "offres-a-verifier": ["Oubliée {n}", "Catalogue {n}"],
    "contradictions": ["Première {n}", "Chaîne {n}", "Service {n}"],
    "photos-inutilisees": ["Inutile {n}"],
    "droits-photos": ["Bientôt {n}", "Illustré {n}", "Première {n}"],
    "echeances-droits-de-reponse": ["Demandeur {n}", "Brouillon {n}"],
}


def get(client, slug, **asked):
    return client.get(reverse(f"report_{slug}"), asked)


def text(response) -> str:
    return (
        b"".join(response).decode() if response.streaming else response.content.decode()
    ).replace("\N{NO-BREAK SPACE}", " ")


def queries(client, slug) -> int:
    get(client, slug)
    with CaptureQueriesContext(connection) as captured:
        assert get(client, slug).status_code == 200
    return len(captured)


def test_every_report_is_in_the_table():
    assert set(LISTED) == set(BY_SLUG)


def test_each_lists_what_it_is_for_within_twenty_queries_whatever_the_rows(client):
    chief = in_role("chief_editor")
    client.force_login(chief)
    fill(0)
    index()
    few = {slug: queries(client, slug) for slug in BY_SLUG}
    for slug, words in LISTED.items():
        content = text(get(client, slug))
        for word in words:
            assert word.format(n=0) in content, slug
        assert str(BY_SLUG[slug].nothing) not in content
    for n in range(1, 5):
        fill(n)
    index()
    many = {slug: queries(client, slug) for slug in BY_SLUG}
    assert {slug: count for slug, count in many.items() if count > 20} == {}
    assert {slug: (few[slug], many[slug]) for slug in few if many[slug] > few[slug]} == {}
    for slug, words in LISTED.items():
        content = text(get(client, slug))
        assert words[0].format(n=0) in content
        assert words[0].format(n=4) in content


@pytest.mark.parametrize("slug", BY_SLUG)
def test_an_empty_report_says_so(desk, slug):
    content = text(get(desk, slug))
    assert str(BY_SLUG[slug].nothing).replace("\N{NO-BREAK SPACE}", " ") in content
    assert str(BY_SLUG[slug].explains).replace("\N{NO-BREAK SPACE}", " ") in content


# For whom

ROLES = {
    "chief_editor": set(BY_SLUG),
    "editor": {
        "programmes",
        "verrouilles",
        "anciens",
        "sans-serie",
        "liens-rompus",
        "premieres-sans-article",
        "offres-a-verifier",
        "fiches-en-attente",
        "contradictions",
        "photos-inutilisees",
        "droits-photos",
    },
    "documentalist": {
        "offres-a-verifier",
        "fiches-en-attente",
        "contradictions",
        "photos-inutilisees",
        "droits-photos",
    },
    "picture_editor": {"photos-inutilisees", "droits-photos"},
    "contributor": {"photos-inutilisees", "droits-photos"},
}


@pytest.mark.parametrize("role", ROLES)
def test_each_is_for_those_it_concerns(client, role):
    client.force_login(in_role(role))
    opened = {slug for slug in BY_SLUG if get(client, slug).status_code == 200}
    assert opened == ROLES[role]
    for slug in set(BY_SLUG) - opened:
        for name in (f"report_{slug}", f"report_{slug}_results"):
            assert client.get(reverse(name), {"export": "csv"}).status_code == 302
    menu = client.get("/admin/").content.decode()
    assert {slug for slug in BY_SLUG if f"/admin/rapports/{slug}/" in menu} == opened


def test_a_picture_is_reported_to_those_who_may_change_it(client):
    contributor = in_role("contributor")
    factories.picture("À moi", uploaded_by_user=contributor)
    factories.picture("À un autre")
    client.force_login(contributor)
    content = text(get(client, "photos-inutilisees"))
    assert "À moi" in content
    assert "À un autre" not in content


def test_no_report_names_a_draft_to_those_who_may_not_read_it(client):
    secret = factories.series("Secret-série", waits_for_story=True)
    Series.objects.filter(pk=secret.pk).update(created_at=timezone.now() - 40 * DAY)
    ending = factories.picture("Affiche", rights_end=TODAY + DAY)
    factories.article("Secret-article", about=[secret], lead_picture=ending)
    index()
    for role in ("documentalist", "picture_editor"):
        client.force_login(in_role(role))
        for slug in ROLES[role]:
            for asked in ({}, {"export": "csv"}):
                assert "Secret-article" not in text(get(client, slug, **asked)), (role, slug)


# What each lists


def test_a_new_version_that_is_scheduled_is_listed_with_its_time(desk):
    live = factories.article("En ligne", live=True).get_latest_revision_as_object()
    live.go_live_at = timezone.make_aware(datetime.datetime(2031, 3, 2, 18, 30))
    live.save_revision().publish()
    later = Article.objects.get(pk=live.pk).get_latest_revision_as_object()
    later.save_revision()  # work goes on after the schedule
    content = text(get(desk, "programmes"))
    assert "2 mars 2031" in content
    assert "18h30" in content


def test_scheduled_stories_are_filtered_by_failure_and_section(desk):
    fill(0)
    ok = factories.article("Tout va bien")
    ok.go_live_at = timezone.now() + DAY
    ok.save_revision().publish()
    failed = text(get(desk, "programmes", failed="failed"))
    assert "Programmé 0" in failed
    assert "Tout va bien" not in failed
    section = factories.section("Rubrique 0")
    assert "Tout va bien" not in text(get(desk, "programmes", section=section.pk))
    assert "Rien ne correspond" in text(get(desk, "verrouilles", section=ok.section.pk))


@pytest.mark.parametrize(("months", "found"), [("", True), ("24", True), ("48", False)])
def test_ageing_goes_by_the_last_publication(desk, months, found):
    story = factories.article("Ancien", live=True)
    Article.objects.filter(pk=story.pk).update(last_published_at=timezone.now() - 800 * DAY)
    factories.article("Récent", live=True)
    content = text(get(desk, "anciens", months=months))
    assert ("Ancien" in content) is found
    assert "Récent" not in content


def test_ageing_stories_are_sorted_by_what_is_still_read(desk):
    for name, reads in (("Peu lu", 3), ("Très lu", 300), ("Oublié", 0)):
        story = factories.article(name, live=True)
        Article.objects.filter(pk=story.pk).update(last_published_at=timezone.now() - 800 * DAY)
        DailyReads.objects.create(article=story, day=TODAY, reads=reads)
        DailyReads.objects.create(article=story, day=TODAY - 90 * DAY, reads=1000)
    page = get(desk, "anciens", ordering="-reads")
    rows = [(row.headline, row.reads) for row in page.context["table"].data]
    assert rows == [("Très lu", 300), ("Peu lu", 3), ("Oublié", 0)]


def test_a_story_with_a_series_is_not_without_one(desk):
    factories.article("Avec", about=[factories.series()])
    live, draft = factories.article("Publié sans", live=True), factories.article("Brouillon sans")
    content = text(get(desk, "sans-serie"))
    assert "Avec" not in content
    assert live.headline in content
    assert draft.headline not in text(get(desk, "sans-serie", state="live"))


def test_records_that_do_not_wait_any_more_are_left_out(desk):
    for name, live in (("Attend", False), ("Parue", True)):
        series = factories.series(name, waits_for_story=True)
        factories.article(f"Article {name}", live=live, about=[series])
    young = factories.series("Nouvelle", waits_for_story=True)
    Series.objects.exclude(pk=young.pk).update(created_at=timezone.now() - 40 * DAY)
    content = text(get(desk, "fiches-en-attente"))
    assert ">Attend<" in content.replace("\n", "").replace("  ", "")
    assert "Parue" not in content
    assert "Nouvelle" not in content
    assert "Nouvelle" in text(get(desk, "fiches-en-attente", days="0"))
    assert "Attend" not in text(get(desk, "fiches-en-attente", kind="person", days="0"))


def test_a_draft_of_a_live_story_counts_among_those_that_name_a_record(desk):
    waiting = factories.series("Attend", waits_for_story=True)
    Series.objects.update(created_at=timezone.now() - 40 * DAY)
    live = factories.article("En ligne", live=True)
    live.milestones.add(factories.milestone(series=waiting))
    live.save_revision()
    assert "En ligne" in text(get(desk, "fiches-en-attente"))


@pytest.mark.parametrize("relation", ["about", "mentions"])
def test_a_premiere_has_its_story_when_one_is_about_the_series(desk, relation):
    series = factories.series("Missions")
    for window, days in (("original", 3), ("library", 4), ("first", 90)):
        factories.catalogue(
            factories.release(
                series=series,
                platform=factories.company(f"Chaîne {window}"),
                window=window,
                starts=(TODAY + days * DAY).isoformat(),
            )
        )
    content = text(get(desk, "premieres-sans-article"))
    assert "Chaîne original" in content
    assert "Chaîne library" not in content
    assert "Chaîne first" not in content
    assert "Chaîne first" in text(get(desk, "premieres-sans-article", days="90"))
    asked = {"days": "90", "platform": "chaine FIRST"}
    assert "Chaîne original" not in text(get(desk, "premieres-sans-article", **asked))
    story = factories.article("Article", live=True, **{relation: [series]})
    found = "Chaîne original" in text(get(desk, "premieres-sans-article"))
    assert found is (relation == "mentions")
    Article.objects.filter(pk=story.pk).update(first_published_at=timezone.now() - 100 * DAY)
    assert "Chaîne original" in text(get(desk, "premieres-sans-article", lately="90"))


def test_contradictions_are_found_by_series_and_platform(desk):
    fill(0)
    fill(1)
    content = text(get(desk, "contradictions", series="premiere 0"))
    assert "Première 0" in content
    assert "Première 1" not in content
    content = text(get(desk, "contradictions", platform="service 1"))
    assert "Première 0" not in content
    assert "Première 1" in content


def test_a_picture_that_only_a_draft_names_is_used(desk):
    used, unused = factories.picture("Au brouillon"), factories.picture("Nulle part")
    live = factories.article(live=True)
    live.body = [("picture", {"picture": used, "caption": ""})]
    live.save_revision()
    content = text(get(desk, "photos-inutilisees"))
    assert used.title not in content
    assert unused.title in content
    Picture.objects.filter(pk=unused.pk).update(created_at=timezone.now() - 10 * DAY)
    assert unused.title not in text(get(desk, "photos-inutilisees", days="30"))


def test_rights_that_end_later_or_ended_are_asked_for(desk):
    for title, days in (("Demain", 1), ("Plus tard", 60), ("Passée", -1), ("Ce soir", 0)):
        factories.picture(title, rights_end=TODAY + days * DAY)
    titles = ("Demain", "Plus tard", "Passée", "Ce soir")

    def listed(**asked):
        content = text(get(desk, "droits-photos", **asked))
        return {title for title in titles if title in content}

    assert listed() == {"Demain", "Ce soir"}
    assert listed(days="90") == {"Demain", "Ce soir", "Plus tard"}
    assert listed(days="past") == {"Passée"}


@pytest.mark.parametrize("state", ["open", "late"])
def test_replies_are_open_or_late(desk, state):
    story = factories.article("Article", live=True)
    for name, due in (("open", TODAY), ("late", TODAY - DAY)):
        RightOfReply.objects.create(
            article=story, claimant=f"Demandeur {name}", received=TODAY - 5 * DAY, due=due
        )
    RightOfReply.objects.create(
        article=story, claimant="Demandeur refusé", received=TODAY, due=TODAY, refusal="Non"
    )
    content = text(get(desk, "echeances-droits-de-reponse", state=state))
    found = [name for name in ("open", "late", "refusé") if f"Demandeur {name}" in content]
    assert found == [state]


# Broken links


def linking(target, key, headline="Rompu", live=True):
    link = f'<p><a linktype="record" target="{target}" id="{key}">x</a></p>'
    return factories.article(headline, live=live, body=[("text", link)])


def broken(client, **asked) -> list[tuple[str, str]]:
    index()
    rows = get(client, "liens-rompus", **asked).context["table"].data
    return [(row.story.headline, str(row.why)) for row in rows]


def test_links_to_what_is_public_are_not_broken(desk):
    linking("articles.article", factories.article("Cible", live=True).pk)
    linking("shows.series", factories.series("Missions").pk)
    linking("shows.awardedition", factories.award_edition().pk)
    assert broken(desk) == []


def test_links_to_what_is_hidden_are_broken(desk):
    embargoed = factories.article("Cible", live=True)
    Article.objects.filter(pk=embargoed.pk).update(embargo_until=timezone.now() + DAY)
    unpublished = factories.article("Retirée", live=True)
    unpublished.unpublish()
    linking("articles.article", factories.article("Brouillon").pk, "A")
    linking("articles.article", embargoed.pk, "B")
    linking("articles.article", unpublished.pk, "C")
    linking("shows.person", factories.person(waits_for_story=True).pk, "D")
    linking("shows.company", 999_999, "E")
    linking("articles.article", factories.article("Autre").pk, "Brouillon rompu", live=False)
    assert broken(desk) == [
        ("A", "brouillon"),
        ("B", "sous embargo"),
        ("C", "dépublié"),
        ("D", "attend son article"),
        ("E", "a été supprimé"),
    ]
    assert broken(desk, target="shows.person") == [("D", "attend son article")]
    assert broken(desk, section=factories.section("Ailleurs").pk) == []


def test_links_and_cards_say_where_they_are(desk):
    hidden = factories.series("Cachée", waits_for_story=True)
    story = factories.article("Cartes")
    Article.objects.filter(pk=story.pk).update(live=True)
    story = Article.objects.get(pk=story.pk)
    story.body = [
        ("series_card", hidden.pk),
        ("spoiler", {"scope": "la fin", "text": "<p>rien</p>"}),
        ("read_also", factories.article("Brouillon").pk),
    ]
    story.save()
    index()
    rows = get(desk, "liens-rompus").context["table"].data
    assert {str(row.place) for row in rows} == {"Fiche de série", "À lire aussi"} or len(rows) == 2
    assert {row.target.pk for row in rows} >= {hidden.pk}


# Exports


@pytest.mark.parametrize("slug", BY_SLUG)
def test_an_export_has_the_columns_of_the_list(desk, slug):
    fill(0)
    index()
    table = get(desk, slug).context["table"]
    headings = [str(column.label) for column in table.columns.values()]
    rows = list(csv.reader(io.StringIO(text(get(desk, slug, export="csv")))))
    assert [heading.replace("\N{NO-BREAK SPACE}", " ") for heading in headings] == rows[0]
    assert LISTED[slug][0].format(n=0) in str(rows[1:])
    book = load_workbook(io.BytesIO(b"".join(get(desk, slug, export="xlsx"))))
    sheet = [[cell.value for cell in row] for row in book.active.iter_rows()]
    assert sheet[0] == headings
    assert len(sheet) == len(rows) == len(table.data) + 1


def cells(response) -> dict:
    """{heading: cell} of the first row of a spreadsheet."""
    heading, row, *_others = load_workbook(io.BytesIO(b"".join(response))).active.iter_rows()
    return {h.value: cell for h, cell in zip(heading, row, strict=True)}


def test_dates_are_dates_in_a_spreadsheet_by_the_newsroom_s_clock(desk):
    story = factories.article("Programmé")
    story.go_live_at = timezone.make_aware(datetime.datetime(2031, 7, 14, 23, 30))
    story.save_revision().publish()
    row = cells(get(desk, "programmes", export="xlsx"))
    assert row["Parution"].value == datetime.datetime(2031, 7, 14, 23, 30)
    assert row["Parution"].is_date
    assert row["Parution"].number_format == "dd/mm/yyyy hh:mm"
    assert "2031-07-14 23:30" in text(get(desk, "programmes", export="csv"))
    factories.picture("Bientôt", rights_end=TODAY)
    row = cells(get(desk, "droits-photos", export="xlsx"))
    assert row["Fin des droits"].value == TODAY
    assert row["Fin des droits"].number_format == "dd/mm/yyyy"


def test_a_headline_is_never_a_formula(desk):
    factories.article('=HYPERLINK("http://mal.example")', live=True)
    assert "'=HYPERLINK" in text(get(desk, "sans-serie", export="csv"))
    row = cells(get(desk, "sans-serie", export="xlsx"))
    assert row["Titre"].data_type == "s"


def test_an_export_keeps_to_the_filters(desk):
    factories.article("Publié", live=True)
    factories.article("Brouillon")
    content = text(get(desk, "sans-serie", state="live", export="csv"))
    assert "Publié" in content
    assert "Brouillon" not in content


def test_nonsense_in_a_filter_does_no_harm(desk):
    fill(0)
    for slug in BY_SLUG:
        for asked in ({"days": "zzz"}, {"section": "zzz"}, {"ordering": "zzz"}, {"p": "zzz"}):
            assert get(desk, slug, **asked).status_code == 200, (slug, asked)
