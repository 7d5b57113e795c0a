"""Templates can be read side by side and compared line by line."""

from .test_house import ROOT, files

LONGEST = 160


def test_no_line_of_a_template_is_too_long():
    paths = files(under=ROOT / "templates")
    assert len(paths) > 150
    long = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in paths
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if len(line) > LONGEST
    ]
    assert not long, "Break it between attributes, or where a block begins or ends."
