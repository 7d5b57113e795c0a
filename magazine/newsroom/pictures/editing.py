"""The form of one picture: what is known of it, the file to replace it with, where it is used."""

from typing import Any

from wagtail.images.views import images

from .uses import counted, grouped_uses

#: What stands beside the picture, not among the fields.
BESIDE = ("file",)


class PictureEditView(images.EditView):
    """The form of a picture, and beside it the file and its uses, as far as one may know."""

    template_name = "admin/pictures/edit.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        groups = grouped_uses(self.object, self.request.user)
        form = context["form"]
        return context | {
            "groups": groups,
            "counted": counted(groups),
            "fields": [field for field in form.visible_fields() if field.name not in BESIDE],
            "file_field": form["file"],
        }
