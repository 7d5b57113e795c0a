"""Makes the fonts of `static/fonts` from the packages they come from.

Not part of the site: it needs `pip install fonttools brotli`, and the two npm packages named in
`static/fonts/README.md`, unpacked.

    python docs/fonts.py FOLDER_OF_NEWSREADER FOLDER_OF_SOFIA_SANS
"""

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph
from fontTools.varLib.instancer import instantiateVariableFont
from fontTools.varLib.varStore import NO_VARIATION_INDEX

OUT = Path(__file__).parent.parent / "static" / "fonts"

#: What French and its neighbours are written with: Latin-1, Œ œ, quotes, dashes, …, €, ™.
LATIN = {
    *range(0x20, 0x7F),
    *range(0xA0, 0x100),
    *(0x152, 0x153, 0x2C6, 0x2DA, 0x2DC),
    *(0x2013, 0x2014, 0x2018, 0x2019, 0x201A, 0x201C, 0x201D),
    *(0x201E, 0x2022, 0x2026, 0x2032, 0x2033, 0x2039, 0x203A, 0x20AC, 0x2122, 0x2212),
}
#: The names of the rest of Europe, in files that a browser asks for only where one stands.
REST = set(range(0x100, 0x180)) - LATIN | {0x218, 0x219, 0x21A, 0x21B, 0x1E9E}

#: Name in `static/fonts`: (package, its file, weights that the style sheet uses).
FACES = {
    "newsreader": ("newsreader", "newsreader-{part}-wght-normal", (400, 700)),
    "newsreader-italic": ("newsreader", "newsreader-{part}-wght-italic", 400),
    "sofia-sans-extra-condensed": (
        "sofia",
        "sofia-sans-extra-condensed-{part}-wght-normal",
        (500, 900),
    ),
}


#: The narrow no-break space, which neither family has: so much of the ordinary one.
NARROW, PART_OF_SPACE = 0x202F, 0.7


def keep_kerning_still(font) -> None:
    """Let the kerning of the lightest weight stand for all: its variations weigh 6 KB, unseen."""
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for table in (getattr(t, "ExtSubTable", t) for t in lookup.SubTable):
            if type(table).__name__ != "PairPos":
                continue
            table.ValueFormat1 &= 0x0F
            table.ValueFormat2 &= 0x0F
            for value in _values(table):
                for name in ("XPlaDevice", "YPlaDevice", "XAdvDevice", "YAdvDevice"):
                    vars(value).pop(name, None)


def _values(pairs):
    if pairs.Format == 1:
        records = [r for each in pairs.PairSet for r in each.PairValueRecord]
    else:
        records = [r for each in pairs.Class1Record for r in each.Class2Record]
    return [v for r in records for v in (r.Value1, r.Value2) if v is not None]


def add_narrow_space(font) -> None:
    """Draw `NARROW` from the font's own space: French puts it before “;”, “!” and “?”."""
    name = f"uni{NARROW:04X}"
    space = font.getBestCmap()[0x20]
    font.setGlyphOrder([*font.getGlyphOrder(), name])
    font["glyf"][name] = Glyph()
    font["hmtx"][name] = (round(font["hmtx"][space][0] * PART_OF_SPACE), 0)
    if "gvar" in font:
        font["gvar"].variations[name] = []
        font["HVAR"].table.AdvWidthMap.mapping[name] = NO_VARIATION_INDEX
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[NARROW] = name


def make(source: Path, name: str, wanted: set[int], weights) -> None:
    """Cut a font to ``wanted`` characters and ``weights``; write it and say what it weighs."""
    font = instantiateVariableFont(TTFont(source), {"wght": weights})
    keep_kerning_still(font)
    options = Options()
    options.layout_features = ["kern", "liga"]
    options.hinting = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.flavor = "woff2"
    cutter = Subsetter(options)
    cutter.populate(unicodes=wanted)
    cutter.subset(font)
    if 0x20 in wanted:
        add_narrow_space(font)
    font.flavor = "woff2"
    target = OUT / f"{name}.woff2"
    font.save(target)
    weight = target.stat().st_size / 1024
    print(f"{target.name}: {weight:.1f} KB, {len(font.getBestCmap())} characters")


def main(newsreader: str, sofia: str) -> None:
    """Make every face in two files: what French needs, and the rest of Europe."""
    folders = {"newsreader": Path(newsreader), "sofia": Path(sofia)}
    for name, (package, file, weights) in FACES.items():
        for part, wanted in (("latin", LATIN), ("latin-ext", REST)):
            source = folders[package] / "files" / f"{file.format(part=part)}.woff2"
            make(source, f"{name}-{part}", wanted, weights)


if __name__ == "__main__":
    main(*sys.argv[1:])
