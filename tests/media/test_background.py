"""What takes an encoder long is made in the background, and shown once it is there."""

from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.images import ImageFile
from django.core.management import call_command
from PIL import Image

from articles.publishing.worker import Worker
from media.metadata import read
from media.models import Picture
from media.rendition_specs import SHAPES, shown
from media.renditions import ALL_SPECS, LATER_SPECS, Maker, incomplete, sizes_made
from tests import factories

pytestmark = pytest.mark.django_db


def maker() -> Maker:
    return Maker(Picture.objects.public)


def formats(picture, shape="wide") -> list[str]:
    picture = Picture.objects.get(pk=picture.pk)
    return [kind.removeprefix("image/") for kind, _srcset in shown(picture, shape).sources]


def photograph(size=(1700, 1000)) -> Picture:
    """One that is large enough for every size to differ."""
    buffer = BytesIO()
    Image.linear_gradient("L").convert("RGB").resize(size).save(buffer, "JPEG")
    return Picture.objects.create(
        title="Missions",
        file=ImageFile(buffer, "missions.jpg"),
        description="Un vaisseau.",
        credit="© OCS",
    )


def test_a_page_shows_the_light_formats_once_they_are_made():
    picture = factories.picture()
    assert formats(picture) == ["webp"]
    assert maker().make_missing() == len(LATER_SPECS)
    assert formats(picture) == ["avif", "webp"]
    assert not incomplete(Picture.objects.all()).exists()
    assert maker().make_missing() == 0, "and only once"


def test_a_format_is_offered_once_all_its_sizes_are_there():
    picture = factories.picture()
    picture.get_rendition(SHAPES["wide"].specs("avif")[0])
    assert formats(picture) == ["webp"], "a browser would take 480 pixels for a whole screen"
    assert formats(picture, "portrait") == ["webp"]
    picture.get_renditions(*SHAPES["portrait"].specs("avif"))
    assert formats(picture, "portrait") == ["avif", "webp"]


def test_what_is_missing_is_replaced_by_what_is_there():
    picture = factories.picture()
    picture.renditions.filter(filter_spec__contains="format-jpeg").delete()
    found = shown(Picture.objects.get(pk=picture.pk), "wide")
    assert "webp" in found.image.url
    picture.renditions.all().delete()
    assert shown(Picture.objects.get(pk=picture.pk), "wide") is None


def test_each_size_is_named_with_its_width_and_none_twice():
    picture = photograph((1200, 700))
    maker().make_missing()
    for _kind, srcset in shown(Picture.objects.get(pk=picture.pk), "wide").sources:
        widths = [part.rpartition(" ")[2] for part in srcset.split(", ")]
        assert widths == ["240w", "480w", "720w", "1080w", "1200w"]


def test_a_picture_of_a_text_is_whole():
    picture = photograph((600, 900))
    maker().make_missing()
    image = shown(Picture.objects.get(pk=picture.pk), "whole").image
    assert (image.width, image.height) == (600, 900)


def test_avif_carries_the_credit():
    picture = factories.picture(credit="Élodie & © OCS")
    maker().make_missing()
    for size in picture.renditions.filter(filter_spec__contains="avif"):
        with Image.open(size.file.path) as image:
            assert image.format == "AVIF"
            assert read(image).credit == "Élodie & © OCS"


def test_a_change_takes_away_what_is_no_longer_right_and_it_is_made_again():
    picture = factories.picture()
    maker().make_missing()
    former = set(picture.renditions.values_list("file", flat=True))
    picture = Picture.objects.get(pk=picture.pk)
    picture.credit = "© Canal+"
    picture.save()
    assert formats(picture) == ["webp"]
    maker().make_missing()
    assert formats(picture) == ["avif", "webp"]
    assert not former & set(picture.renditions.values_list("file", flat=True))


def test_it_stops_when_it_is_asked_and_keeps_what_it_made():
    factories.picture()
    answers = iter([True, True, True, False, False])
    assert maker().make_missing(lambda: next(answers, False)) == 2
    assert maker().make_missing() == len(LATER_SPECS) - 2


def test_the_newest_comes_first_and_what_may_not_be_seen_not_at_all():
    old, new = factories.picture("Ancienne"), factories.picture("Nouvelle")
    factories.picture("Échue", rights_end="2017-01-01")
    assert list(incomplete(Picture.objects.public())) == [new, old]


def test_what_cannot_be_read_is_said_once(caplog):
    broken, whole = factories.picture("Perdue"), factories.picture("Entière")
    Path(broken.file.path).unlink()
    hand = maker()
    assert hand.make_missing() == len(LATER_SPECS)
    assert caplog.text.count("could not be made") == 1
    assert hand.make_missing() == 0
    assert caplog.text.count("could not be made") == 1
    assert formats(whole) == ["avif", "webp"]


def test_two_publishers_make_a_size_once(monkeypatch):
    picture = factories.picture()
    folder = Path(picture.file.storage.location, "images")
    generate, others = Picture.generate_rendition_file, []

    def meanwhile(self, *args, **kwargs):
        if not others:
            others.append(True)
            others.append(maker().make_missing())
        return generate(self, *args, **kwargs)

    monkeypatch.setattr(Picture, "generate_rendition_file", meanwhile)
    assert maker().make_missing() == 0
    assert others[1] == len(LATER_SPECS)
    files = [Path(name).name for name in picture.renditions.values_list("file", flat=True)]
    beginning = files[0].partition(".")[0]
    assert {file.name for file in folder.glob(f"{beginning}.*")} <= set(files)


@pytest.mark.parametrize("change", ["credit", "delete"])
def test_what_was_changed_or_deleted_meanwhile_keeps_nothing_of_before(monkeypatch, change):
    picture = factories.picture()
    folder = Path(picture.file.storage.location, "images")
    before = set(folder.iterdir())
    made, generate = [], Picture.generate_rendition_file

    def slow(self, *args, **kwargs):
        file = generate(self, *args, **kwargs)
        if not made and change == "credit":
            Picture.objects.filter(pk=picture.pk).update(credit="© Canal+")
        elif not made:
            Picture.objects.filter(pk=picture.pk).delete()
        made.append(file)
        return file

    monkeypatch.setattr(Picture, "generate_rendition_file", slow)
    assert maker().make_missing() == 0
    assert made
    assert not set(folder.iterdir()) - before, "no file is left behind"


def test_pages_are_told_once_for_all(monkeypatch):
    told = []
    sizes_made.connect(receiver := lambda **kwargs: told.append(kwargs), weak=False)
    factories.picture("Une"), factories.picture("Deux")
    maker().make_missing()
    maker().make_missing()
    sizes_made.disconnect(receiver)
    assert len(told) == 1


def test_the_command_makes_what_is_missing_and_replaces_what_is_wrong(capsys):
    picture = factories.picture()
    call_command("make_sizes")
    assert f"{len(LATER_SPECS)} made" in capsys.readouterr().out
    Picture.objects.filter(pk=picture.pk).update(credit="© Canal+")  # without a signal
    call_command("make_sizes")
    assert capsys.readouterr().out.startswith("0 made")
    call_command("make_sizes", "--check")
    assert set(picture.renditions.values_list("filter_spec", flat=True)) == set(ALL_SPECS)
    with Image.open(picture.renditions.first().file.path) as image:
        assert read(image).credit == "© Canal+"


@pytest.fixture
def kept_connection(monkeypatch):
    monkeypatch.setattr("articles.publishing.worker.connections.close_all", lambda: None)


@pytest.mark.parametrize(("pause", "made"), [(20, True), (2, False)])
def test_the_publisher_makes_them_while_it_waits(kept_connection, monkeypatch, pause, made):
    picture = factories.picture()
    worker = Worker(every=30)
    monkeypatch.setattr(worker, "pause", lambda: pause)
    worker.use_pause()
    assert formats(picture) == (["avif", "webp"] if made else ["webp"]), "publishing comes first"


def test_the_publisher_outlives_what_goes_wrong_with_pictures(kept_connection, monkeypatch, caplog):
    worker = Worker(every=30)
    monkeypatch.setattr(worker, "pause", lambda: 20)
    monkeypatch.setattr(worker.maker, "make_missing", lambda go_on: 1 / 0)
    worker.use_pause()
    assert "tried again" in caplog.text
