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
    pass


class AddToCollection(ListedPicturesMixin, bulk_actions.AddToCollectionBulkAction):
    pass


class GuardedPicturesDelete(
    GuardedBulkDeleteMixin, ListedPicturesMixin, bulk_actions.DeleteBulkAction
):
    pass


ACTIONS = (AddTags, AddToCollection, GuardedPicturesDelete)
