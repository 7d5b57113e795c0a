"""What mypy takes our mixins for: at run time, each is a plain object.

Wagtail's views, viewsets and forms have no types. A mixin for one of them says so by its base, and
asks of itself whatever the class has that it will be mixed into.
"""

from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AbstractUser, AnonymousUser

if TYPE_CHECKING:
    #: Whoever asks: somebody of the newsroom, or nobody that is known. The model of users is a
    #: setting, and relations to it have the type of the project's own, which is no app's to know.
    AnyUser = Any
    ViewMixin = Any
    ViewSetMixin = Any
    FormMixin = Any
else:
    AnyUser = AbstractUser | AnonymousUser
    ViewMixin = ViewSetMixin = FormMixin = object
