"""What agencies and cameras wrote into a file is read; what nobody could read is left out."""

import warnings
from io import BytesIO

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from media.metadata import FileMetadata, clean, read

from .samples import languages, picture, with_iptc, xmp


def told(content: bytes) -> FileMetadata:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow's, of odd Exif
        with Image.open(BytesIO(content)) as image:
            image.load()
            return read(image)


def exif(**tags) -> bytes:
    data = Image.Exif()
    for number, value in {"artist": 315, "copyright": 33432}.items():
        if number in tags:
            data[value] = tags[number]
    return data.tobytes()


def test_xmp_is_read():
    packet = xmp(
        languages("dc:rights", **{"x-default": "© 2017 OCS, tous droits réservés"})
        + languages("dc:title", **{"x-default": "Missions, saison 1"})
        + languages("dc:description", **{"x-default": "The crew", "fr-FR": "L’équipage"})
        + languages("core:AltTextAccessibility", **{"x-default": "Un vaisseau devant Mars."})
        + "<dc:creator><rdf:Seq><rdf:li>Jean Dupont</rdf:li></rdf:Seq></dc:creator>",
        'photoshop:Credit="OCS"',
    )
    assert told(picture(xmp=packet)) == FileMetadata(
        title="Missions, saison 1",
        alt_text="Un vaisseau devant Mars.",
        caption="L’équipage",
        credit="Jean Dupont / OCS",
        copyright_notice="© 2017 OCS, tous droits réservés",
    )


@pytest.mark.parametrize("form", ["JPEG", "WEBP", "AVIF"])
def test_xmp_is_read_in_every_format(form):
    assert told(picture(form, xmp=xmp(attributes='photoshop:Credit="© OCS"'))).credit == "© OCS"


def test_xmp_is_read_in_png():
    info = PngInfo()
    info.add_itxt("XML:com.adobe.xmp", xmp(attributes='photoshop:Credit="© OCS"').decode())
    assert told(picture("PNG", pnginfo=info)).credit == "© OCS"


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [("utf-8", True), ("utf-8", False), ("latin-1", False)],
)
def test_iptc_is_read_in_the_encodings_it_comes_in(encoding, declared):
    records = [(1, 90, b"\x1b%G")] if declared else []
    records += [
        (2, 105, "L’été de Missions".replace("’", "'").encode(encoding)),
        (2, 110, "© OCS".encode(encoding)),
        (2, 80, "Hélène Viviès".encode(encoding)),
        (2, 116, "© 2017 OCS".encode(encoding)),
        (2, 120, "Un équipage\r\nsur Mars".encode(encoding)),
    ]
    assert told(with_iptc(picture(), *records)) == FileMetadata(
        title="L'été de Missions",
        caption="Un équipage sur Mars",
        credit="Hélène Viviès / © OCS",
        copyright_notice="© 2017 OCS",
    )


def test_exif_is_the_last_resort():
    data = exif(artist="Hélène Viviès".encode(), copyright="© 2017".encode())
    assert told(picture(exif=data)) == FileMetadata(
        credit="Hélène Viviès", copyright_notice="© 2017"
    )
    both = with_iptc(picture(exif=data), (2, 110, b"OCS"))
    assert told(both).credit == "OCS"
    assert told(picture(exif=exif(copyright="© 2017".encode()))).credit == "© 2017"


def test_xmp_comes_before_iptc_and_fills_up_from_it():
    packet = xmp(attributes='photoshop:Credit="OCS"')
    content = with_iptc(picture(xmp=packet), (2, 110, b"Empire"), (2, 116, b"Tous droits"))
    assert told(content) == FileMetadata(credit="OCS", copyright_notice="Tous droits")


@pytest.mark.parametrize(
    ("by", "line", "credit"),
    [
        ("Jean Dupont", "Jean Dupont / OCS", "Jean Dupont / OCS"),
        ("Jean Dupont / OCS", "OCS", "Jean Dupont / OCS"),
        ("", "OCS", "OCS"),
        ("Jean Dupont", "", "Jean Dupont"),
    ],
)
def test_a_name_is_credited_once(by, line, credit):
    records = [(2, 80, by.encode()), (2, 110, line.encode())]
    assert told(with_iptc(picture(), *[r for r in records if r[2]])).credit == credit


@pytest.mark.parametrize(
    "content",
    [
        picture(),
        picture(xmp=b"<not xml"),
        picture(xmp=b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'),
        picture(xmp=xmp(attributes='photoshop:Credit=" "')),
        picture(xmp=xmp("<dc:rights/><dc:creator><rdf:Seq/></dc:creator>")),
        picture(exif=b"Exif\x00\x00II*\x00\xff\xff\xff\xff"),
        picture(exif=b"Exif\x00\x00garbage"),
        with_iptc(picture(), (2, 110, b""), (2, 80, b"\x00\x00"), (9, 99, b"?")),
        with_iptc(picture(), (2, 80, b"Unknown")),
        with_iptc(picture())[:24] + b"\xff" * 4 + with_iptc(picture())[28:],
    ],
)
def test_garbage_tells_nothing(content):
    assert told(content) == FileMetadata()


def test_broken_iptc_tells_nothing():
    """Pillow's reader trusts the lengths in the file; whatever it raises is no reason to fail."""
    content = bytearray(with_iptc(picture(), (2, 110, b"OCS")))
    at = content.index(b"\x1c\x02\x6e")
    content[at : at + 5] = b"\x00\x01\x02\x03\x04"
    assert told(bytes(content)) == FileMetadata()


def test_what_is_too_long_is_cut():
    notice = "Tous droits réservés. " * 40
    content = with_iptc(picture(), (2, 116, notice.encode()), (2, 110, b"O" * 400))
    found = told(content)
    assert len(found.copyright_notice) == 300
    assert len(found.credit) == 200
    assert found.credit.endswith("…")


def test_what_no_one_can_read_is_taken_out():
    assert clean("  ©\x00 OCS\r\n2017 ") == "© OCS 2017"
    assert clean(" --- ") == ""
    assert clean("e\u0301te\u0301") == "été"
