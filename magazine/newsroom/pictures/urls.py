"""Addresses of the picture library that stand before Wagtail's own of the same path.

They have no names: Wagtail's names lead here. Whatever is not listed falls through to Wagtail.
"""

from django.urls import path
from wagtail.admin.auth import require_admin_access

from . import deleting, editing, library, uploading, uses

VIEWS = {
    "": library.LibraryView.as_view(),
    "results/": library.LibraryView.as_view(results_only=True),
    "<int:image_id>/": editing.PictureEditView.as_view(),
    "<int:image_id>/delete/": deleting.PictureDeleteView.as_view(),
    "usage/<int:image_id>/": uses.PictureUsesView.as_view(),
    "multiple/add/": uploading.AddView.as_view(),
    "multiple/<int:image_id>/": uploading.EditUploadedView.as_view(),
    "multiple/<int:image_id>/delete/": deleting.UploadedPictureDeleteView.as_view(),
    "multiple/create_from_uploaded_image/<int:uploaded_file_id>/": (
        uploading.CreateFromUploadView.as_view()
    ),
}

urlpatterns = [path(address, require_admin_access(view)) for address, view in VIEWS.items()]
