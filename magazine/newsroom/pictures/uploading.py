"""Several pictures at once: each waits, with its form, until an editor has read and completed it.

Wagtail keeps a file aside as long as its form is not valid. Here that is always so: whatever a
file tells of itself is offered in the form, and becomes a picture when someone sends it.
"""

from __future__ import annotations

import os.path
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.template.loader import render_to_string
from django.utils.functional import cached_property
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from PIL import Image
from wagtail.images.forms import get_image_form
from wagtail.images.utils import find_image_duplicates
from wagtail.images.views import multiple
from wagtail.models import UploadedFile
from wagtail.utils.file import hash_filelike

from media.forms import offered
from media.metadata import FileMetadata, read
from media.models import Picture

if TYPE_CHECKING:
    from wagtail.images.forms import BaseImageForm

#: How many files that wait are shown again; the rest comes once these are dealt with.
WAITING_SHOWN = 30
FORM_TEMPLATE = "admin/pictures/upload_form.html"


class AddView(multiple.AddView):
    """The page of several pictures. What still waits from the last time is there again."""

    template_name = "admin/pictures/add.html"
    page_title = pgettext_lazy("picture", "Add pictures")
    edit_form_template_name = FORM_TEMPLATE

    def get_upload_form_class(self) -> type[BaseImageForm]:
        # A file is judged; the picture is not kept before an editor has read its form.
        return type("UploadForm", (get_image_form(self.model),), {"fills_from_file": False})

    def post(self, request: HttpRequest) -> HttpResponse:
        if "files[]" not in request.FILES:
            return HttpResponseBadRequest(_("No file was sent."))
        return super().post(request)

    def get_invalid_response_data(self, form: BaseImageForm) -> dict[str, bool | SafeString]:
        # Wagtail's script puts the sentence into the page as HTML.
        sentence = escape(" ".join(form.errors["file"]))
        return {"success": False, "error_message": sentence}

    def get_edit_upload_form_context_data(self) -> dict[str, Any]:
        file = self.request.FILES["files[]"]
        typed = self.request.POST.get("title") or os.path.splitext(file.name)[0]
        self.object.title = typed[: Picture._meta.get_field("title").max_length]
        fill(self.object, getattr(file, "told", FileMetadata()))
        return super().get_edit_upload_form_context_data() | {"same": self.same(file)}

    def same(self, file: InMemoryUploadedFile) -> Picture | None:
        """Return the picture of the library that is this very file, or None."""
        file.seek(0)
        self.object.file_hash = hash_filelike(file)
        return find_image_duplicates(self.object, self.request.user, self.permission_policy).first()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"waiting": self.waiting}

    @cached_property
    def waiting(self) -> list[dict]:
        """The forms of the files that this user sent and has not dealt with."""
        uploads = UploadedFile.objects.filter(
            for_content_type=ContentType.objects.get_for_model(self.model),
            uploaded_by_user=self.request.user,
        ).order_by("-pk")[:WAITING_SHOWN]
        return [self.waiting_form(upload) for upload in uploads]

    def waiting_form(self, upload: UploadedFile) -> dict:
        self.upload_object = upload
        name = os.path.basename(upload.file.name)
        self.object = self.model(title=os.path.splitext(name)[0])
        try:
            with upload.file.open("rb") as file, Image.open(file) as image:
                image.load()
                fill(self.object, read(image))
        except OSError:
            name = ""  # the file is gone: all that can be done is to drop the upload
        context = super().get_edit_upload_form_context_data()
        form = render_to_string(FORM_TEMPLATE, context, request=self.request)
        return {"name": name, "url": upload.file.url if name else "", "form": form}


def fill(picture: Picture, told: FileMetadata) -> None:
    """Set on an unsaved picture what its file tells."""
    for name, value in offered(told).items():
        setattr(picture, name, value)


class CreateFromUploadView(multiple.CreateFromUploadedImageView):
    """Keeps a file that waited, once its form is complete."""

    edit_form_template_name = FORM_TEMPLATE

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().post(request, *args, **kwargs)
        except FileNotFoundError:
            sentence = _("The file is no longer there. Send it again.")
            answer = format_html('<p class="error-message desk-error">{}</p>', sentence)
            return JsonResponse({"success": False, "form": answer})


class EditUploadedView(multiple.EditView):
    """Changes a picture that was just kept, in the form in which the others wait."""

    edit_form_template_name = FORM_TEMPLATE
