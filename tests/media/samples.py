"""Files as they come: with data of agencies and cameras, broken, or not what they say."""

import struct
import zlib
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

XMP = """<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
 xmlns:core="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/" {attributes}>{content}</rdf:Description>
</rdf:RDF></x:xmpmeta>"""


def picture(form="JPEG", size=(640, 360), mode="RGB", color="#203040", **saved) -> bytes:
    buffer = BytesIO()
    Image.new(mode, size, color).save(buffer, form, **saved)
    return buffer.getvalue()


def xmp(content="", attributes="") -> bytes:
    return XMP.format(content=content, attributes=attributes).encode()


def languages(tag: str, **texts: str) -> str:
    items = "".join(f'<rdf:li xml:lang="{name}">{text}</rdf:li>' for name, text in texts.items())
    return f"<{tag}><rdf:Alt>{items}</rdf:Alt></{tag}>"


def with_iptc(jpeg: bytes, *records: tuple[int, int, bytes]) -> bytes:
    """Put IPTC records into a JPEG, as Photoshop does."""
    data = b"".join(
        struct.pack(">BBBH", 0x1C, record, number, len(value)) + value
        for record, number, value in records
    )
    data += b"\x00" * (len(data) % 2)
    block = b"Photoshop 3.0\x008BIM" + struct.pack(">HHI", 0x0404, 0, len(data)) + data
    return jpeg[:2] + b"\xff\xed" + struct.pack(">H", len(block) + 2) + block + jpeg[2:]


def enormous_png(width=30_000, height=30_000) -> bytes:
    """A PNG of a few bytes whose header promises 900 million pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(name + data))
        return struct.pack(">I", len(data)) + name + data + check

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"\x00" * 1000)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


def upload(content: bytes, name="missions.jpg", kind="image/jpeg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, kind)


#: Files that no path takes, each with words of the sentence that refuses it.
REFUSED = {
    "page.jpg": (b"<html><script>alert(1)</script></html>", "n’est pas une image"),
    "texte.png": (b"bonjour", "n’est pas une image"),
    "autre.jpg": (picture("PNG"), "est en réalité une image PNG"),
    "coupée.jpg": (picture(size=(900, 600), quality=95)[:3000], "coupée ou endommagée"),
    "coupée.png": (picture("PNG", (900, 600))[:300], "coupée ou endommagée"),
    "bombe.png": (enormous_png(), "60 millions"),
    "grande.png": (enormous_png(10_000, 7_000), "10000 × 7000"),
    "fil.png": (picture("PNG", (2, 400)), "2 × 400"),
    "logo.svg": (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "SVG"),
    "script.svg": (
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        "SVG",
    ),
    "logo.png": (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "n’est pas une image"),
    "affiche.pdf": (b"%PDF-1.4", "prend"),
    "image.bmp": (picture("BMP"), "prend"),
    "image.gif": (picture("TIFF"), "n’est pas une image"),
}
