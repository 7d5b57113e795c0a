"""Deleting pictures: Wagtail's views, with the uses that forbid it."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, JsonResponse
from wagtail.images.views import images, multiple

from shows.admin.deletion import GuardedDeleteMixin, StillUsed


class PictureDeleteView(GuardedDeleteMixin, images.DeleteView):
    """The “delete” of one picture. What uses it is said, and keeps it."""

    template_name = "admin/pictures/confirm_delete.html"


class UploadedPictureDeleteView(multiple.DeleteView):
    """The “delete” of a picture that was just uploaded among several."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> JsonResponse:
        try:
            with transaction.atomic():
                return super().post(request, *args, **kwargs)
        except StillUsed as error:
            answer = {"success": False, "error_message": error.said_to(request.user)}
            return JsonResponse(answer)
