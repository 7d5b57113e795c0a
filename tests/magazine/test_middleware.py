"""Parameters of addresses have one language; their former names lead on for good."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from bs4 import BeautifulSoup

from magazine.middleware import RENAMED
from magazine.search.indexing import KINDS
from shows.listing.views import FacetedFilterSet
from tests import factories

pytestmark = pytest.mark.django_db


def test_former_names_and_values_lead_to_the_present_ones_for_good(client):
    for former, present in (
        ("/series/?ordre=titre", "/series/?sort=title"),
        ("/series/?ordre=recentes", "/series/?sort=newest"),
        ("/accords/?ordre=anciens", "/accords/?sort=oldest"),
        ("/premieres/?ordre=anciennes", "/premieres/?sort=oldest"),
        ("/premieres/?ordre=prochaines", "/premieres/?sort=upcoming"),
        ("/renouvellements/?ordre=chaine", "/renouvellements/?sort=network"),
        ("/chaines/?ordre=nom", "/chaines/?sort=name"),
        ("/series/missions/?droits=2017-09", "/series/missions/?rights=2017-09"),
        ("/series/missions/?pays=be", "/series/missions/?watch_in=be"),
        ("/mon-pays/?suite=/series/missions/", "/mon-pays/?next=/series/missions/"),
        ("/cookies/?retour=%2Fseries%2F", "/cookies/?next=%2Fseries%2F"),
        ("/recherche/?q=x&type=personnes", "/recherche/?q=x&type=people"),
        ("/recherche/?q=x&type=chaines&page=2", "/recherche/?q=x&type=companies&page=2"),
        ("/recherche/?q=x&type=prix", "/recherche/?q=x&type=awards"),
        ("/recherche/?q=x&type=palmares", "/recherche/?q=x&type=editions"),
    ):
        response = client.get(former)
        assert (response.status_code, response["Location"]) == (301, present)
        assert client.head(former).status_code == 301


@pytest.mark.parametrize(
    "path", ["/series/", "/articles/flux.rss", "/accords/flux.json", "/agenda/agenda.ics"]
)
def test_pages_feeds_and_calendars_keep_what_else_is_asked(client, path):
    factories.company("OCS")
    asked = "network=ocs&ordre=titre&q%5B%5D=%C3%A9t%C3%A9+x&=&utm_source=a%26b"
    response = client.get(f"{path}?{asked}")
    assert response.status_code == 301
    assert response["Location"] == f"{path}?{asked.replace('ordre=titre', 'sort=title')}"
    assert client.get(response["Location"]).status_code == 200


def test_a_parameter_that_is_none_is_ignored(client):
    for query in ("type=series&q=x", "Ordre=titre", "ordres=titre", "x=ordre", "&&", "=", "titre"):
        assert client.get(f"/series/?{query}").status_code == 200, query


def test_no_other_site_is_reached_by_a_former_name(client):
    location = client.get("/?ordre=titre", PATH_INFO="//example.org/")["Location"]
    assert location == "/%2Fexample.org/?sort=title"


def test_the_newsroom_keeps_its_own_parameters(client):
    response = client.get("/admin/?suite=x&ordre=titre")
    assert "ordre%3Dtitre" in response["Location"]  # of the sign-in that it asks for


def test_nothing_is_sent_with_a_former_parameter(client):
    assert client.post("/mon-pays/?suite=x", {"country": "BE"}).status_code == 302


def _kinds(cls):
    return {cls}.union(*map(_kinds, cls.__subclasses__()))


def test_no_list_reads_a_former_name_or_value():
    kinds = _kinds(FacetedFilterSet)
    names = {
        name
        for kind in kinds
        for facet in kind.base_filters.values()
        for name in getattr(facet, "parameters", ())
    }
    assert {"network", "from", "territory", "decision"} <= names | {
        name for kind in kinds for name in kind.base_filters
    }
    assert not names & (set(RENAMED) - {"type"})
    sorts = {value for kind in kinds for value in kind.SORTS}
    dates = {"newest", "oldest", "upcoming", "premiere", "news"}
    assert sorts == {*dates, "title", "name", "network"}
    assert not {kind.name for kind in KINDS} & set(RENAMED["type"][1])


def test_no_page_links_to_a_former_name(client):
    series = factories.series("Missions")
    ocs = factories.company("OCS")
    for other in ("Missions", "Ovni"):
        shown = {"series": series if other == "Missions" else factories.series(other)}
        factories.catalogue(factories.deal(buyer=ocs, kind="acquisition", **shown))
        day = {"starts": "2017-09-28", "window": "original", "territories": "FR"}
        factories.catalogue(factories.release(platform=ocs, **day, **shown))
    seen = set()
    for path in (
        *("/series/", "/articles/", "/accords/", "/premieres/", "/renouvellements/", "/agenda/"),
        *("/chaines/", "/mon-pays/", "/cookies/", "/recherche/?q=missions"),
        series.get_absolute_url(),
    ):
        page = BeautifulSoup(client.get(path).content, "html.parser")
        links = [tag["href"] for tag in page.select("a[href], link[href]")]
        queries = [urlsplit(link).query for link in links]
        seen |= {name for query in queries for name, _ in parse_qsl(query)}
        seen |= {field["name"] for field in page.select("form [name]")}
    assert {"network", "next", "country", "sort", "choice"} <= seen
    assert not seen & (set(RENAMED) - {"type"})
