"""What readers are asked. Whoever changes it raises VERSION: everybody is then asked again.

A test holds what is asked against the version (tests/magazine/test_consent.py).
"""

from dataclasses import dataclass

from media.embeds import PROVIDERS, PURPOSE, Provider

VERSION = "2"


@dataclass(frozen=True)
class Purpose:
    """One thing that a reader can agree to or refuse, apart from the others."""

    key: str
    title: str
    sentence: str
    providers: tuple[Provider, ...]


PURPOSES = (
    Purpose(
        PURPOSE,
        "Vidéos et messages intégrés",
        "Afficher dans les articles et sur les fiches des séries les vidéos et les messages "
        "publiés ailleurs. Chacun vient du site qui l’héberge : il apprend alors votre adresse IP "
        "et que vous venez d’ici, et peut lire ou déposer des cookies pour mesurer son audience "
        "et choisir ses publicités.",
        PROVIDERS,
    ),
)
KEYS = tuple(purpose.key for purpose in PURPOSES)


@dataclass(frozen=True)
class OwnCookie:
    """A cookie of the site itself: none of them needs consent."""

    name: str
    use: str
    kept: str


OWN_COOKIES = (
    OwnCookie(
        "consentement",
        "Retient ce que vous avez accepté ou refusé ici : la version du texte et les finalités, "
        "rien qui vous distingue d’un autre lecteur.",
        "six mois",
    ),
    OwnCookie(
        "consentement-preuve",
        "Retient le numéro de votre choix. Il n’est envoyé qu’à cette page, pour vous le montrer.",
        "six mois",
    ),
    OwnCookie(
        "pays",
        "Retient le pays que vous avez choisi pour savoir où voir une série. Il n’est posé que "
        "si vous en choisissez un.",
        "six mois",
    ),
    OwnCookie(
        "sessionid, csrftoken",
        "Pour la rédaction seulement : la connexion à son administration et la protection de ses "
        "formulaires.",
        "deux semaines, un an",
    ),
)
