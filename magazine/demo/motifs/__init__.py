"""The motifs, by name. Each takes a `Canvas` and returns a `Note`."""

from . import buildings, figures, landscapes, signs, things

MOTIFS = {
    function.__name__: function
    for module in (landscapes, buildings, figures, things, signs)
    for function in module.MOTIFS
}
