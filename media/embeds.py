"""Videos and posts of other sites: which ones we show, and how, by their address alone.

Nothing here asks another site anything: neither when a story is saved nor when it is read. An
address is taken for what it is only if its host is one of the provider's, to the letter.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, parse_qs, urlencode, urlsplit

#: The purpose that readers consent to, or not, before any of these is loaded.
PURPOSE = "medias"


@dataclass(frozen=True)
class Media:
    """A video or a post: how it is framed, and where it is."""

    provider: Provider
    id: str
    frame: str  # the address of the provider's frame
    link: str  # the address of its page, for whoever would rather go there
    shape: str  # "wide" (16:9), "tall" (9:16) or "post", whose height only the provider knows

    @property
    def key(self) -> str:
        """What names it in the page: its anchor, and what a reader asks to see."""
        return f"{self.provider.key}-{self.id}"


@dataclass(frozen=True)
class Embed:
    """A video or a post as a story shows it: what it is called there, and the key of the picture
    of our own that stands in its place until it is loaded."""

    media: Media
    title: str
    url: str
    picture_id: int | None = None


@dataclass(frozen=True)
class Provider:
    """A site whose videos or posts we show, and what it does when one is loaded."""

    key: str
    name: str
    company: str
    kind: str  # what it shows, in French: “la vidéo”, “le message”
    frames: str  # the origin of its frames, for the Content-Security-Policy
    hosts: frozenset[str]
    read: Callable[[SplitResult], tuple[str, str, str, str] | None]
    leaves: str  # what it keeps in the reader's browser, and how long, in French
    policy: str  # where it says so itself

    def media(self, parts: SplitResult) -> Media | None:
        found = self.read(parts)
        return Media(self, *found) if found else None


def recognise(url: str) -> Media | None:
    """Return what an address shows, or None if it is none that we can show."""
    try:
        parts = urlsplit(url.strip())
        plain = parts.port is None and not parts.username and not parts.password
    except ValueError:  # a port or a bracket that is none
        return None
    if parts.scheme not in ("http", "https") or not plain:
        return None
    provider = BY_HOST.get((parts.hostname or "").removesuffix("."))
    return provider.media(parts) if provider else None


# Reading addresses: each returns (id, frame, link, shape) or None

VIDEO_ID = re.compile(r"[\w-]{11}", re.ASCII)
NUMBER = re.compile(r"\d{1,25}", re.ASCII)
CODE = re.compile(r"[A-Za-z0-9_-]{5,40}", re.ASCII)
DURATION = re.compile(r"(?:(\d{1,2})h)?(?:(\d{1,4})m)?(?:(\d{1,6})s?)?", re.ASCII)


def _segments(parts: SplitResult) -> list[str]:
    return [segment for segment in parts.path.split("/") if segment]


def _one(parts: SplitResult, *names: str) -> str:
    """The first value that the address gives for one of these names, or ""."""
    query = parse_qs(parts.query)
    return next((query[name][0] for name in names if name in query), "")


def _seconds(text: str) -> int:
    """ "90", "90s", "1m30s", "1h2m3s": seconds; 0 for what is no duration."""
    match = DURATION.fullmatch(text)
    hours, minutes, seconds = (int(n or 0) for n in match.groups()) if match else (0, 0, 0)
    return hours * 3600 + minutes * 60 + seconds


def _address(base: str, **arguments: Any) -> str:
    """The address with those of the arguments that are something."""
    kept = {name: value for name, value in arguments.items() if value}
    return f"{base}?{urlencode(kept)}" if kept else base


def _youtube(parts: SplitResult) -> tuple[str, str, str, str] | None:
    path = _segments(parts)
    if parts.hostname == "youtu.be" or (len(path) > 1 and path[0] in YOUTUBE_FOLDERS):
        found = path[-1] if len(path) == (1 if parts.hostname == "youtu.be" else 2) else ""
    else:
        found = _one(parts, "v") if path == ["watch"] else ""
    if not VIDEO_ID.fullmatch(found):
        return None
    tall = path[0] == "shorts"
    start = _seconds(_one(parts, "t", "start"))
    link = f"https://www.youtube.com/shorts/{found}" if tall else "https://www.youtube.com/watch"
    return (
        found,
        _address(f"https://www.youtube-nocookie.com/embed/{found}", start=start),
        link if tall else _address(link, v=found, t=f"{start}s" if start else ""),
        "tall" if tall else "wide",
    )


YOUTUBE_FOLDERS = ("shorts", "live", "embed", "v")


def _dailymotion(parts: Any) -> Any:
    path = _segments(parts)
    if parts.hostname == "dai.ly":
        found = path[0] if len(path) == 1 else ""
    elif parts.hostname == "geo.dailymotion.com":
        found = _one(parts, "video")
    elif path[:2] == ["embed", "video"] or path[:1] == ["video"]:
        found = path[-1] if len(path) == (3 if path[0] == "embed" else 2) else ""
    else:
        found = ""
    found = found.partition("_")[0]  # what follows is the title
    if not re.fullmatch(r"[a-zA-Z0-9]{4,20}", found, re.ASCII):
        return None
    start = _seconds(_one(parts, "start", "startTime"))
    return (
        found,
        _address("https://geo.dailymotion.com/player.html", video=found, startTime=start),
        _address(f"https://www.dailymotion.com/video/{found}", start=start),
        "wide",
    )


def _vimeo(parts: Any) -> Any:
    path = _segments(parts)
    numbers = [n for n, segment in enumerate(path) if NUMBER.fullmatch(segment)]
    known = not path or numbers == [0] or path[0] in ("video", "channels", "groups", "showcase")
    if not numbers or not known:
        return None
    place = numbers[-1]
    found, after = path[place], path[place + 1 :]
    secret = _one(parts, "h") or (after[0] if len(after) == 1 else "")
    if len(after) > 1 or (secret and not re.fullmatch(r"[0-9a-f]{6,40}", secret)):
        return None
    start = _seconds(parts.fragment.removeprefix("t=")) if parts.fragment else 0
    mark = f"#t={start}s" if start else ""
    # dnt: the player then keeps nothing about who watches.
    frame = _address(f"https://player.vimeo.com/video/{found}", h=secret, dnt=1)
    link = f"https://vimeo.com/{found}" + (f"/{secret}" if secret else "")
    return found, frame + mark, link + mark, "wide"


def _x(parts: Any) -> Any:
    path = _segments(parts)
    if "status" not in path:
        return None
    place = path.index("status")
    who = path[:place]
    found = path[place + 1] if len(path) > place + 1 else ""
    named = len(who) == 1 and re.fullmatch(r"\w{1,20}", who[0], re.ASCII)
    if not (named or who == ["i", "web"]) or not NUMBER.fullmatch(found):
        return None
    frame = _address(
        "https://platform.twitter.com/embed/Tweet.html", id=found, lang="fr", dnt="true"
    )
    return found, frame, f"https://x.com/{'/'.join(who)}/status/{found}", "post"


def _instagram(parts: Any) -> Any:
    path = _segments(parts)
    if len(path) in (3, 4) and path[0] not in INSTAGRAM_FOLDERS:
        path = path[1:]  # somebody's name
    if len(path) < 2 or path[0] not in INSTAGRAM_FOLDERS or not CODE.fullmatch(path[1]):
        return None
    link = f"https://www.instagram.com/{'p' if path[0] == 'p' else 'reel'}/{path[1]}/"
    return path[1], f"{link}embed/captioned/", link, "post"


INSTAGRAM_FOLDERS = ("p", "reel", "reels", "tv")

PROVIDERS = (
    Provider(
        "youtube",
        "YouTube",
        "Google",
        "la vidéo",
        "https://www.youtube-nocookie.com",
        frozenset(
            {
                *("youtube.com", "www.youtube.com", "m.youtube.com", "music.youtube.com"),
                *("youtube-nocookie.com", "www.youtube-nocookie.com", "youtu.be"),
            }
        ),
        _youtube,
        "Nous l’appelons dans son mode de confidentialité renforcée : pas de cookie avant la "
        "lecture ; ensuite, un identifiant d’appareil dans la mémoire du navigateur, sans durée "
        "fixée.",
        "https://policies.google.com/privacy?hl=fr",
    ),
    Provider(
        "dailymotion",
        "Dailymotion",
        "Dailymotion",
        "la vidéo",
        "https://geo.dailymotion.com",
        frozenset(
            {"dailymotion.com", "www.dailymotion.com", "geo.dailymotion.com", "dai.ly"},
        ),
        _dailymotion,
        "Des cookies de mesure d’audience et de publicité (v1st, ts), jusqu’à treize mois.",
        "https://legal.dailymotion.com/fr/politique-de-confidentialite/",
    ),
    Provider(
        "vimeo",
        "Vimeo",
        "Vimeo",
        "la vidéo",
        "https://player.vimeo.com",
        frozenset({"vimeo.com", "www.vimeo.com", "player.vimeo.com"}),
        _vimeo,
        "Nous lui demandons de ne pas suivre le lecteur : il reste des cookies de protection "
        "contre les robots (__cf_bm, une demi-heure ; _cfuvid, le temps de la visite).",
        "https://vimeo.com/privacy",
    ),
    Provider(
        "x",
        "X",
        "X (anciennement Twitter)",
        "le message",
        "https://platform.twitter.com",
        frozenset(
            {
                *("x.com", "www.x.com", "mobile.x.com"),
                *("twitter.com", "www.twitter.com", "mobile.twitter.com"),
            }
        ),
        _x,
        "Des identifiants de visiteur (guest_id et d’autres), jusqu’à deux ans.",
        "https://x.com/fr/privacy",
    ),
    Provider(
        "instagram",
        "Instagram",
        "Meta",
        "la publication",
        "https://www.instagram.com",
        frozenset({"instagram.com", "www.instagram.com"}),
        _instagram,
        "Des identifiants d’appareil et de sécurité (mid, ig_did, datr, csrftoken), jusqu’à deux "
        "ans.",
        "https://privacycenter.instagram.com/policy",
    ),
)
BY_HOST = {host: provider for provider in PROVIDERS for host in provider.hosts}
