"""Addresses: made from the name while nobody knows them, and those of the admin that are closed."""

import pytest
from django.urls import reverse

from articles.models import Article
from shows.models import Company, Series
from tests import factories
from tests.articles.admin.test_article_form import ADD, EDIT, errors_of, story

from .test_records_forms import SERIES_ADD, sentences, series_form


def slug_after(desk, headline, slug="", article=None) -> str:
    url = reverse(EDIT, args=[article.pk]) if article else reverse(ADD)
    response = desk.post(url, {**story(headline), "slug": slug})
    assert response.status_code == 302, errors_of(response)
    saved = Article.objects.filter(pk=article.pk) if article else Article.objects.all()
    return saved.latest("pk").get_latest_revision_as_object().slug


def test_two_stories_may_have_the_same_headline(desk):
    assert slug_after(desk, "Gone") == "gone"
    assert slug_after(desk, "Gone") == "gone-2"
    assert slug_after(desk, "Gone", "gone") == "gone-3"


def test_a_typed_address_is_kept_or_refused(desk):
    assert slug_after(desk, "Gone", "gone-wgn-america") == "gone-wgn-america"
    response = desk.post(reverse(ADD), {**story("Lost"), "slug": "gone-wgn-america"})
    assert "adresse" in errors_of(response)


def test_the_address_follows_the_headline_of_a_draft(desk):
    slug_after(desk, "Titre provisoire")
    draft = Article.objects.get()
    assert slug_after(desk, "Gone", "titre-provisoire", draft) == "gone"
    assert slug_after(desk, "Gone, la série", "choisie", draft) == "choisie"
    assert slug_after(desk, "Gone", "choisie", draft) == "choisie"


def test_the_address_of_a_published_story_stays(desk):
    published = factories.article("Gone", live=True, slug="gone")
    assert slug_after(desk, "Gone revient", "gone", published) == "gone"
    assert slug_after(desk, "Gone revient", "", published) == "gone"


def test_ligatures_are_letters_and_long_headlines_are_cut(desk):
    assert slug_after(desk, "L’œuvre") == "loeuvre"
    assert len(slug_after(desk, "Un titre très long " * 10)) <= 120


def test_two_series_may_have_the_same_title(desk):
    for slug in ("", "lost", ""):
        response = desk.post(reverse(SERIES_ADD), {**series_form("Lost"), "slug": slug})
        assert response.status_code == 302, sentences(response)
    assert [series.slug for series in Series.objects.order_by("pk")] == ["lost", "lost-2", "lost-3"]
    refused = desk.post(reverse(SERIES_ADD), {**series_form("Lost (2004)"), "slug": "lost"})
    assert "adresse" in sentences(refused)


def test_the_address_of_a_record_stays(desk):
    amc = factories.company("AMC")
    url = reverse("wagtailsnippets_shows_company:edit", args=[amc.pk])
    data = {"name": "AMC+", "slug": "", "kind": amc.kind}
    for relation in ("ownerships", "external_ids"):
        data |= {f"{relation}-TOTAL_FORMS": "0", f"{relation}-INITIAL_FORMS": "0"}
    response = desk.post(url, data)
    assert response.status_code == 302, sentences(response)
    assert [(c.name, c.slug) for c in Company.objects.all()] == [("AMC+", "amc")]


@pytest.mark.parametrize(
    "path",
    [
        *("pages/", "pages/1/", "pages/1/edit/", "choose-page/", "choose-page/search/"),
        *("choose-external-link/", "api/main/pages/", "sites/", "locales/", "redirects/"),
        *("reports/locked/", "reports/aging-pages/", "reports/page-types-usage/"),
        *("bulk/wagtailcore/page/delete/", "failwhale/", "test404/"),
    ],
)
def test_what_leads_nowhere_is_not_there(desk, path):
    assert desk.get(f"/admin/{path}").status_code == 404


def test_the_rest_is(desk):
    picture = factories.picture()
    for url in (
        "/admin/",
        reverse(ADD),
        reverse("wagtailimages:index"),
        reverse("wagtailimages:edit", args=[picture.pk]),
        reverse("wagtailimages_chooser:choose"),
        reverse("wagtailembeds:chooser"),
        "/admin/reports/site-history/",
        "/admin/workflows/list/",
    ):
        assert desk.get(url).status_code == 200, url
