"""The page of credits: what the site is made with, and by whom, under which licence.

What a magazine adds (its data, its photographers) is an information page of its own, at the address
“credits”: it comes first on this page.
"""

from dataclasses import dataclass
from typing import Any

from django.views.generic import TemplateView

from articles.models import InfoPage

BSD, MIT = "BSD", "MIT"


@dataclass(frozen=True)
class Credit:
    """A line of the credits; one without a role goes on with that of the line above."""

    role: str  # what it does here, in French
    name: str
    url: str
    licence: str


FONTS = (
    Credit(
        "Les titres",
        "Sofia Sans Extra Condensed",
        "https://github.com/lettersoup/Sofia-Sans",
        "Lettersoup, SIL Open Font License 1.1",
    ),
    Credit(
        "La lecture",
        "Newsreader",
        "https://github.com/productiontype/Newsreader",
        "Production Type, SIL Open Font License 1.1",
    ),
)
MAPS = (
    Credit(
        "Le tracé des pays",
        "Natural Earth",
        "https://www.naturalearthdata.com/",
        "domaine public",
    ),
)
#: Every package that requirements.txt asks for by itself; a test holds the two together.
SOFTWARE = (
    Credit("L’ossature", "Django", "https://www.djangoproject.com/", BSD),
    Credit("La rédaction", "Wagtail", "https://wagtail.org/", BSD),
    Credit("", "django-modelcluster", "https://github.com/wagtail/django-modelcluster", BSD),
    Credit("", "draftjs_exporter", "https://github.com/springload/draftjs_exporter", MIT),
    Credit("Les images", "Pillow", "https://python-pillow.github.io/", "MIT-CMU"),
    Credit("", "Willow", "https://github.com/wagtail/Willow", BSD),
    Credit("", "defusedxml", "https://github.com/tiran/defusedxml", "PSF"),
    Credit("Les filtres", "django-filter", "https://github.com/carltongibson/django-filter", BSD),
    Credit("Les sujets", "django-taggit", "https://github.com/jazzband/django-taggit", BSD),
    Credit("La recherche", "snowballstemmer", "https://snowballstem.org/", BSD),
    Credit(
        "Les lecteurs",
        "crawler-user-agents",
        "https://github.com/monperrus/crawler-user-agents",
        MIT,
    ),
    Credit("Les adresses", "anyascii", "https://github.com/anyascii/anyascii", "ISC"),
    Credit("Les noms de pays", "Babel", "https://babel.pocoo.org/", "BSD, CLDR : Unicode"),
    Credit("Les calendriers", "icalendar", "https://icalendar.readthedocs.io/", BSD),
    Credit("L’heure", "tzdata", "https://github.com/python/tzdata", "Apache 2.0"),
    Credit("La mémoire", "psycopg", "https://www.psycopg.org/", "LGPL 3"),
    Credit("", "dj-database-url", "https://github.com/jazzband/dj-database-url", BSD),
    Credit("La retenue", "django-csp", "https://github.com/mozilla/django-csp", BSD),
    Credit("L’antenne", "gunicorn", "https://gunicorn.org/", MIT),
    Credit("", "Brotli", "https://github.com/google/brotli", MIT),
    Credit("", "whitenoise", "https://whitenoise.readthedocs.io/", MIT),
    Credit("", "django-stubs-ext", "https://github.com/typeddjango/django-stubs", MIT),
    Credit("La démonstration", "PyYAML", "https://pyyaml.org/", MIT),
)
#: What is in static/js/vendor.
SCRIPTS = (Credit("Dans la page", "htmx", "https://htmx.org/", "BSD à zéro clause"),)


def rolled(credits: Any) -> list[tuple[str, list[Credit]]]:
    """The credits by role; one without a role goes on with the one above."""
    roll: list[tuple[str, list[Credit]]] = []
    for credit in credits:
        if credit.role:
            roll.append((credit.role, []))
        roll[-1][1].append(credit)
    return roll


class CreditsView(TemplateView):
    """The page of credits: the magazine's own, then typefaces, maps and software."""

    template_name = "credits.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            "view": self,
            "info_page": InfoPage.objects.public().filter(slug=InfoPage.CREDITS).first(),
            "fonts": rolled(FONTS),
            "maps": rolled(MAPS),
            "software": rolled(SOFTWARE + SCRIPTS),
        }
