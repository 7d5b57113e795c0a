"""What a picture's file says of itself: who is credited, what it shows, whose it is.

Agencies write it as XMP or as IPTC, cameras as Exif; each value is taken from the first of the
three that has it. Files come from everywhere, so nothing in them can make an upload fail: what
cannot be read is not there.
"""

import re
import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import cast
from xml.etree.ElementTree import Element  # the type only: parsing is defusedxml's

from defusedxml import ElementTree
from django.utils.text import Truncator
from PIL import ExifTags, Image, IptcImagePlugin
from PIL.ImageFile import ImageFile

DC = "{http://purl.org/dc/elements/1.1/}"
PHOTOSHOP = "{http://ns.adobe.com/photoshop/1.0/}"
IPTC_CORE = "{http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/}"
PLUS = "{http://ns.useplus.org/ldf/xmp/1.0/}"
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"

#: Longer packets are no description of a picture.
MAX_PACKET = 1024 * 1024
#: What cameras and programs write when nobody wrote anything.
EMPTY_WORDS = {"untitled", "unknown", "none", "null", "sans titre", "default", "n/a"}


@dataclass(frozen=True)
class FileMetadata:
    """What the file tells; an empty string where it tells nothing.

    ``alt_text`` was written as such. ``caption`` was not: it may be offered to an editor as an
    alternative text, and never stands as one unread.
    """

    title: str = ""
    alt_text: str = ""
    caption: str = ""
    credit: str = ""
    copyright_notice: str = ""


def read(image: Image.Image) -> FileMetadata:
    """Return what an open image tells. PNG keeps part of it after the pixels: load it first."""
    xmp, iptc, exif = _xmp(image), _iptc(image), _exif(image)

    def first(*values: str) -> str:
        return next(filter(None, map(clean, values)), "")

    by = first(xmp.get(f"{DC}creator", ""), iptc.get((2, 80), ""))
    line = first(xmp.get(f"{PHOTOSHOP}Credit", ""), iptc.get((2, 110), ""))
    notice = first(
        xmp.get(f"{DC}rights", ""),
        xmp.get(f"{PLUS}CopyrightOwnerName", ""),
        iptc.get((2, 116), ""),
        exif.get(ExifTags.Base.Copyright, ""),
    )
    return FileMetadata(
        title=_short(
            first(
                xmp.get(f"{DC}title", ""),
                xmp.get(f"{PHOTOSHOP}Headline", ""),
                iptc.get((2, 105), ""),
                iptc.get((2, 5), ""),
            ),
            255,
        ),
        alt_text=_short(first(xmp.get(f"{IPTC_CORE}AltTextAccessibility", "")), 255),
        caption=_short(first(xmp.get(f"{DC}description", ""), iptc.get((2, 120), "")), 255),
        credit=_short(
            _credit(by, line) or first(exif.get(ExifTags.Base.Artist, "")) or notice, 200
        ),
        copyright_notice=_short(notice, 300),
    )


def clean(text: str) -> str:
    """Return the text on one line, without what no one can read; "" when no word is left."""
    text = "".join(
        " " if unicodedata.category(character) in ("Cc", "Zl", "Zp") else character
        for character in unicodedata.normalize("NFC", text)
        if unicodedata.category(character) not in ("Cs", "Co", "Cn")
    )
    text = re.sub(r"\s+", " ", text).strip()
    is_empty = text.casefold() in EMPTY_WORDS or not any(map(str.isalnum, text))
    return "" if is_empty else text


def _short(text: str, length: int) -> str:
    return Truncator(text).chars(length)


def _credit(by: str, line: str) -> str:
    """“Jean Dupont” of “OCS” is credited as “Jean Dupont / OCS”."""
    for one, other in ((by, line), (line, by)):
        if one.casefold() in other.casefold():  # the empty string too
            return other
    return f"{by} / {line}"


# XMP: an XML packet


def _xmp(image: Image.Image) -> dict[str, str]:
    """Return the simple values of the packet, by “{namespace}name”."""
    packet = image.info.get("xmp")
    if not isinstance(packet, bytes) or len(packet) > MAX_PACKET:
        return {}
    found: dict[str, str] = {}
    with suppress(Exception):  # any error of the parser: the packet is not one
        root = ElementTree.fromstring(packet.strip(b"\x00 \t\r\n"))
        for description in root.iter(f"{RDF}Description"):
            for name, value in description.attrib.items():
                found.setdefault(name, value)
            for child in description:
                found.setdefault(child.tag, _value(child))
    return found


def _value(element: Element) -> str:
    """A text, the French one of several languages, or a list of names."""
    items = list(element.iter(f"{RDF}li"))
    if not items:
        return element.text or ""
    languages = {item.get(LANGUAGE, "").partition("-")[0].lower(): item.text for item in items}
    if any(languages):
        texts: Iterable = (languages.get("fr"), languages.get("x"), items[0].text)
        return next(filter(None, texts), "")
    return ", ".join(text for item in items if (text := (item.text or "").strip()))


# IPTC: numbered records in a JPEG


def _iptc(image: Image.Image) -> dict[tuple[int, int], str]:
    try:
        records = IptcImagePlugin.getiptcinfo(cast(ImageFile, image)) or {}
    except Exception:  # the plugin trusts the lengths that the file states
        return {}
    found = {}
    for key, value in records.items():
        values = value if isinstance(value, list) else [value]
        texts = [_decoded(one).strip() for one in values if isinstance(one, bytes)]
        found[key] = ", ".join(filter(None, texts))
    return found


def _decoded(value: bytes) -> str:
    """UTF-8 where it is valid, whether the file declares it or not; else Western Windows."""
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("cp1252", errors="replace").replace("\ufffd", "")


# Exif: written by the camera


def _exif(image: Image.Image) -> dict[int, str]:
    found: dict[int, str] = {}
    with suppress(Exception):  # offsets that lead nowhere, types that do not exist
        exif = image.getexif()
        for tag in (ExifTags.Base.Artist, ExifTags.Base.Copyright):
            value = exif.get(tag)
            if isinstance(value, str):
                value = value.encode("latin-1", errors="replace")  # as Pillow read it
            if isinstance(value, bytes):
                found[tag] = _decoded(value.replace(b"\x00", b" "))
    return found
