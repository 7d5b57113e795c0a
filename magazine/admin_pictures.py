"""Deleting pictures: Wagtail's views, with the uses that forbid it."""

from django.db import transaction
from django.http import JsonResponse
from wagtail.admin.auth import require_admin_access
from wagtail.images.views import images, multiple
from wagtail.images.views.bulk_actions import DeleteBulkAction

from shows.desk.uses import GuardedBulkDeleteMixin, GuardedDeleteMixin, StillUsed


class PictureDeleteView(GuardedDeleteMixin, images.DeleteView):
    template_name = "desk/confirm_delete_picture.html"


class UploadedPictureDeleteView(multiple.DeleteView):
    """The “delete” of a picture that was just uploaded among several."""

    def post(self, request, *args, **kwargs):
        try:
            with transaction.atomic():
                return super().post(request, *args, **kwargs)
        except StillUsed as error:
            answer = {"success": False, "error_message": error.said_to(request.user)}
            return JsonResponse(answer)


class GuardedPicturesDelete(GuardedBulkDeleteMixin, DeleteBulkAction):
    pass


delete_picture = require_admin_access(PictureDeleteView.as_view())
delete_uploaded_picture = require_admin_access(UploadedPictureDeleteView.as_view())
