"""No picture enters the library without alternative text and credit, nor a file that is none."""

import datetime
import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Collection, GroupCollectionPermission, UploadedFile

from media.models import Picture
from media.renditions import SPECS
from tests import factories
from tests.media.samples import REFUSED, languages, picture, upload, with_iptc, xmp
from tests.members import member

AJAX = {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"}
ADD, SEVERAL = "/admin/images/add/", "/admin/images/multiple/add/"
CHOOSER, READ = "/admin/images/chooser/create/", "/admin/pictures/read/"
KNOWN = {
    "title": "Missions",
    "description": "Un vaisseau devant Mars.",
    "credit": "© OCS",
    "licence": "press_kit",
}
#: A file that tells everything.
TOLD = with_iptc(
    picture(
        xmp=xmp(
            languages("core:AltTextAccessibility", fr="Un équipage sur Mars.")
            + languages("dc:title", fr="Titre du fichier")
        )
    ),
    (2, 110, b"Empire"),
    (2, 116, "© 2017 Empire".encode()),
)
#: One with a caption, which is no alternative text.
CAPTIONED = with_iptc(picture(), (2, 110, b"Empire"), (2, 120, b"La saison 1 en 2017."))


def errors(response) -> str:
    return " ".join(response.context["form"].errors.get("file", []))


def prefixed(fields: dict, prefix: str) -> dict:
    return {f"{prefix}-{name}": value for name, value in fields.items()}


def send_one(desk, content, name="missions.jpg", **fields):
    return desk.post(ADD, {**KNOWN, "file": upload(content, name), **fields})


def send_among_several(desk, content=None, name="missions.jpg", **fields):
    file = upload(content or picture(), name)
    return desk.post(SEVERAL, {"files[]": file, **fields}, **AJAX).json()


def keep(desk, answer: dict, **fields):
    key = answer["uploaded_file_id"]
    url = reverse("wagtailimages:create_multiple_from_uploaded_image", args=[key])
    return desk.post(url, prefixed(fields, f"uploaded-image-{key}"), **AJAX).json()


def value(form: str, name: str) -> str:
    """What a field of the form is filled with."""
    field = BeautifulSoup(form, "html.parser").select_one(f'[name$="-{name}"]')
    return field.get("value", "") or field.text.strip()


# Alternative text and credit


def test_one_picture_needs_both(desk):
    answer = send_one(desk, picture(), description="", credit="")
    body = answer.content.decode()
    assert "Décrivez la photo" in body
    assert "Indiquez le crédit" in body
    assert not Picture.objects.exists()
    send_one(desk, picture())
    assert Picture.objects.get().credit == "© OCS"


def test_several_pictures_wait_for_both(desk):
    answer = send_among_several(desk, title="Missions")
    assert answer["success"]
    assert not Picture.objects.exists()
    assert not keep(desk, answer, title="Missions", licence="press_kit")["success"]
    assert not keep(desk, answer, **{**KNOWN, "credit": " "})["success"]
    assert not Picture.objects.exists()
    assert keep(desk, answer, **KNOWN)["success"]
    assert Picture.objects.get().description == "Un vaisseau devant Mars."
    assert not UploadedFile.objects.exists()


def test_a_file_that_tells_everything_waits_for_an_editor_all_the_same(desk):
    answer = send_among_several(desk, TOLD)
    assert not Picture.objects.exists()
    form = answer["form"]
    assert value(form, "credit") == "Empire"
    assert value(form, "copyright_notice") == "© 2017 Empire"
    assert value(form, "description") == "Un équipage sur Mars."
    assert value(form, "title") == "Titre du fichier"


def test_the_form_of_several_offers_the_caption_and_the_name_of_the_file(desk):
    form = send_among_several(desk, CAPTIONED, "vaisseau mars.jpg")["form"]
    assert value(form, "description") == "La saison 1 en 2017."
    assert value(form, "title") == "vaisseau mars"


def test_what_waits_is_there_again(desk, client):
    answer = send_among_several(desk, TOLD)
    page = desk.get(SEVERAL).content.decode()
    assert f"uploaded-image-{answer['uploaded_file_id']}-credit" in page
    assert "Empire" in page
    upload_row = UploadedFile.objects.get()
    upload_row.file.storage.delete(upload_row.file.name)
    assert "n’est plus là" in desk.get(SEVERAL).content.decode()
    assert "n’est plus là" in keep(desk, answer, **KNOWN)["form"]
    client.force_login(member("autre", superuser=True))
    assert "uploaded-image-" not in client.get(SEVERAL).content.decode()


def test_the_very_same_file_is_said_to_be_there(desk):
    send_one(desk, picture())
    assert "a déjà ce même fichier" in send_among_several(desk)["form"]
    assert "a déjà" not in send_among_several(desk, picture(color="#fff"))["form"]


# What the file tells


@pytest.mark.parametrize("path", ["one", "chooser"])
def test_what_is_left_empty_is_taken_from_the_file(desk, path):
    if path == "one":
        send_one(desk, TOLD, title="", description="", credit="")
    else:
        fields = prefixed({"file": upload(TOLD), "licence": "press_kit"}, "image-chooser-upload")
        assert desk.post(CHOOSER, fields).status_code == 200
    kept = Picture.objects.get()
    assert (kept.title, kept.credit) == ("Titre du fichier", "Empire")
    assert (kept.description, kept.copyright_notice) == ("Un équipage sur Mars.", "© 2017 Empire")


def test_what_an_editor_typed_stays(desk):
    send_one(desk, TOLD, copyright_notice="© 2018")
    kept = Picture.objects.get()
    typed = {name: getattr(kept, name) for name in KNOWN}
    assert typed == KNOWN
    assert kept.copyright_notice == "© 2018"


def test_a_caption_is_no_alternative_text_that_nobody_read(desk):
    assert "Décrivez" in send_one(desk, CAPTIONED, description="").content.decode()
    assert not Picture.objects.exists()


def test_a_file_is_read_before_it_is_sent(desk):
    fields = desk.post(READ, {"file": upload(CAPTIONED)}).json()["fields"]
    assert fields == {"credit": "Empire", "description": "La saison 1 en 2017."}
    assert "SVG" in desk.post(READ, {"file": upload(b"<svg/>", "a.svg")}).json()["error"]
    assert desk.post(READ).json()["error"]
    assert not Picture.objects.exists()


def test_a_file_is_read_for_those_who_may_send_pictures(client, contributor):
    client.force_login(contributor)
    assert client.post(READ, {"file": upload(CAPTIONED)}).status_code in (302, 403)


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize(
    "content",
    [
        picture(exif=b"Exif\x00\x00II*\x00\xff\xff\xff\xff"),
        picture(xmp=b"<not xml"),
        with_iptc(picture(), (2, 110, b"\xff\xfe\x00")),
    ],
)
def test_garbage_breaks_no_upload(desk, content):
    send_one(desk, content)
    assert Picture.objects.count() == 1
    assert send_among_several(desk, content)["success"]


# Files that are not what they say


@pytest.mark.parametrize("name", REFUSED)
def test_every_path_refuses_what_is_no_sound_picture(desk, name):
    content, words = REFUSED[name]
    kept = factories.picture()
    assert words in errors(send_one(desk, content, name))
    answer = send_among_several(desk, content, name)
    assert not answer["success"]
    assert words in answer["error_message"]
    fields = prefixed({**KNOWN, "file": upload(content, name)}, "image-chooser-upload")
    answer = desk.post(CHOOSER, fields)
    assert words in json.loads(answer.content)["htmlFragment"]
    url = reverse("wagtailimages:edit", args=[kept.pk])
    answer = desk.post(url, {**KNOWN, "file": upload(content, name)})
    assert words in answer.content.decode()
    assert list(Picture.objects.values_list("pk", "file")) == [(kept.pk, kept.file.name)]
    assert not UploadedFile.objects.exists()


def test_the_name_of_a_file_is_no_markup(desk):
    answer = send_among_several(desk, b"?", "<img src=x onerror=alert(1)>.png")
    assert "<img" not in answer["error_message"]


def test_nothing_sent_is_no_error(desk):
    assert desk.post(SEVERAL, {"title": "Missions"}).status_code == 400
    assert desk.post(SEVERAL, {"file": upload(picture())}).status_code == 400


# Replacing a file


@pytest.fixture
def used(desk, django_capture_on_commit_callbacks):
    """A picture with a focal point that a live story shows."""
    with django_capture_on_commit_callbacks(execute=True):
        send_one(desk, picture(size=(800, 600)))
    kept = Picture.objects.get()
    kept.focal_point_x = kept.focal_point_y = 100
    kept.focal_point_width = kept.focal_point_height = 50
    with django_capture_on_commit_callbacks(execute=True):
        kept.save()
    return kept


FOCAL = {
    "focal_point_x": "100",
    "focal_point_y": "100",
    "focal_point_width": "50",
    "focal_point_height": "50",
}


def replace(desk, kept, content, **fields):
    url = reverse("wagtailimages:edit", args=[kept.pk])
    data = {**KNOWN, **FOCAL, "file": upload(content), **fields}
    assert desk.post(url, data).status_code == 302
    return Picture.objects.get(pk=kept.pk)


def test_a_new_file_takes_the_place_of_the_former_everywhere(
    desk, used, client, django_capture_on_commit_callbacks
):
    story = factories.article(live=True, lead_picture=used)
    path = used.file.storage.path
    former = [path(used.file.name), *(path(size.file.name) for size in used.renditions.all())]
    before = client.get(story.get_absolute_url()).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        new = replace(desk, used, picture(size=(900, 400), color="#ff0000"))
    assert new.pk == used.pk
    assert new.width == 900
    assert not [name for name in former if Path(name).exists()]
    sizes = {size.filter_spec: size.file.name for size in new.renditions.all()}
    assert set(sizes) == set(SPECS)
    assert all(Path(path(name)).exists() for name in sizes.values())
    body = client.get(story.get_absolute_url()).content.decode()
    assert new.renditions.count() == len(SPECS), "the page found every size made"
    for name in sizes.values():
        assert name not in before
    assert sizes["fill-960x540|format-jpeg"] in body


def test_a_focal_point_goes_with_the_shape_it_was_a_place_in(desk, used):
    same = replace(desk, used, picture(size=(800, 600), color="#ff0000"))
    assert same.focal_point_x == 100
    other = replace(desk, used, picture(size=(900, 400)))
    assert other.focal_point_x is None
    moved = replace(desk, used, picture(size=(640, 360)), focal_point_x="60")
    assert moved.focal_point_x == 60


def test_the_former_file_stays_when_the_change_fails(
    desk, used, monkeypatch, django_capture_on_commit_callbacks
):
    name, former = used.file.name, used.file.path

    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("wagtail.admin.views.generic.models.log", fail)
    with pytest.raises(RuntimeError), django_capture_on_commit_callbacks(execute=True):
        replace(desk, used, picture(size=(900, 400)))
    assert Picture.objects.get().file.name == name
    assert Path(former).exists()


def test_the_form_says_what_replacing_does_and_where_the_picture_is(desk, used):
    story = factories.article("AMC achète Missions", live=True, lead_picture=used)
    page = desk.get(reverse("wagtailimages:edit", args=[used.pk])).content.decode()
    assert "Remplacer le fichier" in page
    assert "AMC achète Missions" in page
    assert reverse(story.snippet_viewset.get_url_name("edit"), args=[story.pk]) in page


# Where used


@pytest.fixture
def three_uses(db):
    shown = factories.picture()
    soon = timezone.now() + datetime.timedelta(days=3)
    factories.article("Publié ici", live=True, lead_picture=shown)
    secret = factories.article("Secret au cinéma", owner=member("chef"), lead_picture=shown)
    planned = factories.article(
        "Prévu ici", owner=secret.owner, lead_picture=shown, go_live_at=soon
    )
    planned.latest_revision.publish()
    return shown


def test_the_uses_are_listed_by_what_they_are(desk, three_uses):
    response = desk.get(reverse("wagtailimages:image_usage", args=[three_uses.pk]))
    body = response.content.decode()
    places = [body.index(word) for word in ("Publié ici", "Prévu ici", "Secret au cinéma")]
    assert places == sorted(places)
    assert "Utilisations\u00a0: 3" in body


IMAGE_VIEWS = ("edit", "image_usage", "delete", "url_generator", "url_generator_output")


@pytest.fixture
def sender(db):
    """A contributor who may send pictures, and change those he sent."""
    user = member("photographe", "articles.add_article")
    grant(user, "add_image", "choose_image")
    return user


def grant(user, *codenames):
    group = Group.objects.create(name=f"Groupe de {user}")
    user.groups.add(group)
    for codename in codenames:
        permission = Permission.objects.get(
            content_type__app_label="wagtailimages", codename=codename
        )
        GroupCollectionPermission.objects.create(
            group=group, collection=Collection.get_first_root_node(), permission=permission
        )


def addresses(kept):
    for name in IMAGE_VIEWS:
        yield reverse(f"wagtailimages:{name}", args=[kept.pk])
    yield reverse("wagtailimages:preview", args=[kept.pk, "max-100x100"])
    yield reverse("wagtailimages:index") + "?layout=list"
    yield reverse("wagtailimages:index_results") + "?layout=list&use=used"
    yield reverse("wagtailimages_chooser:choose") + "?layout=list"
    yield reverse("wagtailimages_chooser:chosen", args=[kept.pk])
    yield reverse("wagtailimages:edit_multiple", args=[kept.pk])
    yield reverse("wagtailimages:delete_multiple", args=[kept.pk])
    for action in ("delete", "add_tags", "add_to_collection"):
        url = reverse("wagtail_bulk_action", args=["media", "picture", action])
        yield f"{url}?id={kept.pk}&next=/admin/images/"


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("own", [True, False])
def test_no_address_of_a_picture_names_the_draft_of_another(
    client, sender, three_uses, method, own
):
    if own:
        Picture.objects.update(uploaded_by_user=sender)
    client.force_login(sender)
    opened = 0
    for url in addresses(three_uses):
        response = getattr(client, method)(url)
        body = b"".join(response) if response.streaming else response.content
        opened += response.status_code == 200
        assert b"Secret" not in body, url
        assert "Prévu".encode() not in body, url
        assert response.status_code < 500, url
    assert opened > (3 if own or method == "get" else 1)
    assert Picture.objects.exists()
    if own and method == "get":
        usage = client.get(reverse("wagtailimages:image_usage", args=[three_uses.pk]))
        assert "Publié ici" in usage.content.decode()
        assert "brouillon" in usage.content.decode()
