"""No picture enters the library without alternative text and credit, several at once included."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from media.models import Picture


@pytest.fixture
def upload():
    buffer = BytesIO()
    Image.new("RGB", (32, 18), "#203040").save(buffer, "PNG")
    return SimpleUploadedFile("missions.png", buffer.getvalue(), "image/png")


def test_one_picture_needs_both(desk, upload):
    desk.post(reverse("wagtailimages:add"), {"title": "Missions", "file": upload})
    assert not Picture.objects.exists()
    upload.seek(0)
    desk.post(
        reverse("wagtailimages:add"),
        {
            "title": "Missions",
            "file": upload,
            "description": "Un vaisseau devant Mars.",
            "credit": "© OCS",
            "licence": "press_kit",
        },
    )
    assert Picture.objects.get().credit == "© OCS"


def test_several_pictures_wait_for_both(desk, upload):
    answer = desk.post(
        reverse("wagtailimages:add_multiple"), {"title": "Missions", "files[]": upload}
    ).json()
    assert answer["success"]
    assert not Picture.objects.exists()
    assert 'name="uploaded-image-' in answer["form"]
    prefix = f"uploaded-image-{answer['uploaded_file_id']}"
    url = reverse(
        "wagtailimages:create_multiple_from_uploaded_image", args=[answer["uploaded_file_id"]]
    )
    fields = {f"{prefix}-title": "Missions", f"{prefix}-licence": "press_kit"}
    ajax = {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"}
    assert not desk.post(url, fields, **ajax).json()["success"]
    assert not Picture.objects.exists()
    fields |= {f"{prefix}-description": "Un vaisseau.", f"{prefix}-credit": "© OCS"}
    assert desk.post(url, fields, **ajax).json()["success"]
    assert Picture.objects.get().description == "Un vaisseau."
