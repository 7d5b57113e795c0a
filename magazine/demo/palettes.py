"""The palettes: five colours each, among which the vermilion or the paper of the magazine."""

from typing import NamedTuple

PAPER, INK, VERMILION = "#F4EFE6", "#14110F", "#E8432E"


class Palette(NamedTuple):
    ground: str  # behind everything
    deep: str  # large shapes, close to the ground
    hue: str  # the colour of the picture
    soft: str  # what is lit
    pop: str  # one accent, used once
    word: str  # the colour's name in an alternative text, after “sur fond”

    @property
    def is_light(self) -> bool:
        """Whether the ground is paper."""
        return self.ground > "#8"

    @property
    def ink(self) -> str:
        """The darkest colour, for silhouettes."""
        return self.deep if self.is_light else "#06080A"

    @property
    def far(self) -> str:
        """The colour nearest to the ground, for what is at the back."""
        return self.soft if self.is_light else self.deep

    @property
    def lit(self) -> str:
        """What stands out on ``ink``."""
        return self.ground if self.is_light else self.soft


PALETTES = {
    "mars": Palette("#1D0F0D", "#571D14", "#CC5229", "#F1C79C", PAPER, "brun rouge"),
    "nuit": Palette("#0C1422", "#1B2F50", "#3A639C", "#D3DDEA", VERMILION, "bleu nuit"),
    "acide": Palette("#11160B", "#35441A", "#B9D433", "#F0F4D8", VERMILION, "noir et vert acide"),
    "or": Palette("#191307", "#52390F", "#DCA52A", "#F5E7C4", VERMILION, "noir et or"),
    "foret": Palette("#0D1A15", "#1C3D2E", "#468A60", "#DDE6D0", VERMILION, "vert profond"),
    "violet": Palette("#150F20", "#362455", "#7F5ABD", "#E0D4F0", "#F2B33D", "violet sombre"),
    "ciel": Palette("#EAEFF1", "#14313F", "#3B9CBF", "#B9D9E4", VERMILION, "bleu clair"),
    "rose": Palette("#F5E5E0", "#3B1221", "#D8496C", "#F0B5B9", INK, "rose pâle"),
    "brique": Palette("#F0E5D5", "#2B1511", "#B43B26", "#DBAB8E", INK, "crème"),
    "glace": Palette("#EEF2F3", "#1C2C38", "#7CA5B9", "#CBDCE3", VERMILION, "blanc glacé"),
    "sable": Palette("#ECDEC0", "#34261A", "#C28B49", "#DCBE8A", "#B5331F", "sable"),
}
