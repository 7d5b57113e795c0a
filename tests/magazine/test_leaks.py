"""Nothing that is not out is on any public surface: pages, lists, filters, counts, links."""

import re
from urllib.parse import urljoin

import pytest
from django.db import connection
from django.urls import URLPattern, get_resolver, resolve, reverse

from articles.models import Article, CalendarKey
from shows.models import Company, Person, Series
from tests.members import in_role

pytestmark = [pytest.mark.django_db, pytest.mark.real]

#: Where a reader can begin without a link: front page and lists. The rest is found by links.
ENTRANCES = [
    *("/", "/articles/", "/series/", "/chaines/", "/prix/", "/accords/"),
    *("/agenda/", "/robots.txt", "/humans.txt", "/favicon.ico"),
    *("/premieres/", "/renouvellements/", "/personnes/", "/genres/", "/societes/"),
    *("/recherche/", "/recherche/suggestions/?q=missions", "/opensearch.xml"),
]
HREF = re.compile(
    r'(?<![\w-])(?:href|src|action)="([^"]*)"|content="(http://testserver/[^"]*)"'
    r"|<loc>([^<]*)</loc>|^Sitemap: (.*)$",
    re.MULTILINE,
)


@pytest.fixture
def secrets(shared_secrets):
    """Made once for all the tests here."""
    return [Article.objects.get(pk=key) for key in shared_secrets]


def private_calendar() -> str:
    """The planning of a contributor, who may read none of the stories that are not out."""
    key = CalendarKey.objects.first() or CalendarKey.objects.create(user=in_role("contributor"))
    return reverse("planning_calendar", args=[key.key])


def walk(client, look=lambda address, response: None) -> dict[str, str]:
    """Follow every link of the site, and ``look`` at each answer; return {address: body}."""
    seen, queue = {}, [*ENTRANCES, reverse("articles:info_page", args=["mentions-legales"])]
    queue.append(private_calendar())
    while queue:
        address = queue.pop()
        if address in seen:
            continue
        response = client.get(address, follow=True)
        assert response.status_code == 200, address
        look(address, response)
        body = response.content.decode(errors="replace")  # a share image is no text
        seen[address] = body
        for link in map("".join, HREF.findall(body)):
            link = link.removeprefix("http://testserver")
            target = urljoin(address, link.replace("&amp;", "&")).split("#")[0]
            local = target.startswith("/") and not target.startswith(("/static/", "/uploads/"))
            # One value of each filter is enough, and none for a feed: combinations are endless.
            few = target.count("=") <= (0 if "/flux." in target else 1)
            if local and few and target not in seen:
                queue.append(target)
    return seen


def public_names(patterns=None, prefix="") -> set[str]:
    """The names of every public address of the site."""
    names = set()
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        if isinstance(pattern, URLPattern):
            if pattern.name:
                names.add(f"{prefix}{pattern.name}")
        elif not str(pattern.pattern).startswith("admin/"):
            space = f"{pattern.namespace}:" if pattern.namespace else ""
            names |= public_names(pattern.url_patterns, f"{prefix}{space}")
    return names


def test_nothing_that_is_not_out_is_on_any_page(client, secrets):
    asked = []

    def listen(execute, sql, params, many, context):
        asked.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(listen):
        pages = walk(client)
    assert len(pages) > 30
    assert any("magazine_searchdocument" in sql for sql in asked)
    assert not any("newsroomdocument" in sql for sql in asked), "that index knows drafts"
    visited = {resolve(address.split("?")[0]).view_name for address in pages}
    assert public_names() - visited == set(), "a new public address joins this walk"
    for address, body in pages.items():
        assert "XSECRETX" not in body, address
        assert "xsecretx" not in body, address


@pytest.mark.parametrize("name", ["draft", "scheduled", "unpublished", "embargoed"])
def test_the_address_of_what_is_not_out_is_not_found(client, secrets, name):
    story = secrets[["draft", "scheduled", "unpublished", "embargoed"].index(name)]
    addresses = [story.get_absolute_url()]
    addresses += [link.record.get_absolute_url() for link in story.links()]
    assert len(addresses) > 6
    for address in addresses:
        # What readers saw once says that it is gone, and nothing of what it was.
        gone = name == "unpublished" and address == addresses[0]
        response = client.get(address)
        assert response.status_code == (410 if gone else 404), address
        assert "XSECRETX" not in response.content.decode()


def test_what_is_hidden_counts_nowhere(client, secrets):
    body = client.get("/series/").content.decode()
    assert Series.objects.count() == 12
    assert Series.objects.public().count() == 4
    assert "XSECRETX" not in body
    for model in (Series, Person, Company):
        hidden = model.objects.exclude(pk__in=model.objects.public())
        assert hidden.exists()
        for record in hidden:
            asked = dict.fromkeys(("network", "q", "genre", "country"), record.slug)
            response = client.get("/series/", asked)
            assert response.status_code == 200
            assert str(record) not in response.content.decode()


def test_once_published_the_same_things_are_found(client, secrets):
    draft = secrets[0]
    draft.latest_revision.publish()
    assert client.get(draft.get_absolute_url()).status_code == 200
    for link in Article.objects.get(pk=draft.pk).links():
        response = client.get(link.record.get_absolute_url())
        assert response.status_code == 200
        assert "XSECRETX 10" in response.content.decode()
    assert "XSECRETX 10" in client.get("/series/").content.decode()
    assert "XSECRETX 10" in client.get("/accords/").content.decode()
