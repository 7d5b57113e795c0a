"""What is done to many pictures at once. “Select all” means all that the list's filters leave:
Wagtail's own means the whole collection (docs/engine.md)."""

from typing import Any
from urllib.parse import urlsplit

from django.http import QueryDict
from wagtail.images.views import bulk_actions

from shows.admin.deletion import GuardedBulkDeleteMixin
from shows.admin.typed import ViewMixin

from .library import LibraryView


class ListedPicturesMixin(ViewMixin):
    """Goes before a bulk action of Wagtail's: it runs the list again, with its filters."""

    def get_all_objects_in_listing_query(self, parent_id: Any) -> list[Any]:
        everything = self.request.GET
        self.request.GET = QueryDict(urlsplit(self.next_url).query)
        try:
            listing = LibraryView()
            listing.setup(self.request)
            return [picture.pk for picture in listing.get_queryset()]
        finally:
            self.request.GET = everything


class AddTags(ListedPicturesMixin, bulk_actions.AddTagsBulkAction):
    """Adds tags to the pictures that are ticked or listed."""


class AddToCollection(ListedPicturesMixin, bulk_actions.AddToCollectionBulkAction):
    """Puts the pictures that are ticked or listed into a collection."""


class GuardedPicturesDelete(
    GuardedBulkDeleteMixin, ListedPicturesMixin, bulk_actions.DeleteBulkAction
):
    """Deletes the pictures that are ticked or listed, and keeps those that something uses."""


ACTIONS = (AddTags, AddToCollection, GuardedPicturesDelete)
