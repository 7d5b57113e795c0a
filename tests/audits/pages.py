"""Every type of page that readers see, once: what the audits look at, and `make looks` shows.

The addresses are those of the fixture site (`fixture_site`): the demonstration, and what it lacks.
"""

from typing import NamedTuple


class Page(NamedTuple):
    """A page of the fixture site: its address, its name in the URL map, its answer."""

    path: str
    view: str
    status: int = 200


PAGES = {
    "une": Page("/", "home"),
    "articles": Page("/articles/", "articles:article_list"),
    "articles-filtrés": Page("/articles/?kind=news&year=2017", "articles:article_list"),
    "rubrique": Page("/actualites/", "articles:section"),
    "article": Page("/industrie/missions-amc/", "articles:article"),
    "article-critique": Page("/critiques/critique-missions-saison-1/", "articles:article"),
    "article-liste": Page("/dossiers/science-fiction-francaise/", "articles:article"),
    "article-agenda": Page("/a-venir/agenda-janvier-2017/", "articles:article"),
    "article-entretien": Page("/dossiers/scripte-de-missions/", "articles:article"),
    "article-long": Page("/dossiers/tout-ce-qui-peut-arriver/", "articles:article"),
    "signatures": Page("/auteurs/", "articles:author_list"),
    "signature": Page("/auteurs/hortense-villadier/", "articles:author"),
    "sujet": Page("/sujets/adaptation/", "articles:tag"),
    "information": Page("/a-propos/a-propos-de-generique/", "articles:info_page"),
    "séries": Page("/series/", "shows:series_list"),
    "séries-filtrées": Page("/series/?network=ocs&genre=science-fiction", "shows:series_list"),
    "séries-aucune": Page("/series/?network=ocs&year=1951", "shows:series_list"),
    "série": Page("/series/missions/", "shows:series_detail"),
    "série-longue": Page("/series/the-walking-dead/", "shows:series_detail"),
    "série-accords": Page("/series/missions/accords/", "shows:series_deals"),
    "série-nue": Page("/series/mytho/", "shows:series_detail"),
    "mon-pays": Page("/mon-pays/", "shows:country"),
    "personnes": Page("/personnes/?role=director", "shows:person_list"),
    "genres": Page("/genres/", "shows:genre_list"),
    "sociétés": Page("/societes/", "shows:maker_list"),
    "société": Page("/chaines/empreinte-digitale/", "shows:company"),
    "personne": Page("/personnes/julien-lacombe/", "shows:person"),
    "chaînes": Page("/chaines/", "shows:company_list"),
    "chaîne": Page("/chaines/ocs/", "shows:company"),
    "chaîne-accords": Page("/chaines/tf1/", "shows:company"),
    "chaîne-nue": Page("/chaines/france-4/", "shows:company"),
    "prix": Page("/prix/", "shows:award_list"),
    "un-prix": Page("/prix/series-mania/", "shows:award"),
    "palmarès": Page("/prix/series-mania/2017/", "shows:award_edition"),
    "accords": Page("/accords/", "shows:deal_list"),
    "agenda": Page("/agenda/", "shows:agenda"),
    "agenda-mois": Page("/agenda/2017-06/", "shows:agenda_period"),
    "premières": Page("/premieres/", "shows:premiere_list"),
    "renouvellements": Page("/renouvellements/", "shows:renewal_list"),
    "recherche": Page("/recherche/", "search"),
    "recherche-trouvée": Page("/recherche/?q=missions", "search"),
    "recherche-rien": Page("/recherche/?q=xylophone", "search"),
    "cookies": Page("/cookies/", "cookies"),
    "crédits": Page("/credits/", "credits"),
    "introuvable": Page("/nulle-part/", "", 404),
    "disparue": Page("/industrie/une-nouvelle-retiree/", "articles:article", 410),
}

#: Public addresses that are no page: for programs.
FOR_PROGRAMS = {
    *("opensearch", "search_suggestions", "humans", "manifest", "favicon", "share_image"),
    *("robots", "planning_calendar", "sitemap_index", "sitemap", "sitemap_news"),
    *("articles:feed", "articles:section_feed", "articles:tag_feed", "articles:author_feed"),
    *("articles:series_feed", "articles:person_feed", "articles:company_feed"),
    "articles:deal_feed",
    *("shows:series_calendar", "shows:person_calendar", "shows:company_calendar"),
    "shows:agenda_calendar",
}
