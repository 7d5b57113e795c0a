"""What mypy takes our mixins for: at run time, each is a plain object.

Wagtail's views, viewsets and forms have no types. A mixin for one of them says so by its base, and
asks of itself whatever the class has that it will be mixed into.
"""

from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AbstractUser, AnonymousUser

#: Whoever asks: somebody of the newsroom, or nobody that is known.
AnyUser = AbstractUser | AnonymousUser

if TYPE_CHECKING:
    ViewMixin = Any
    ViewSetMixin = Any
    FormMixin = Any
else:
    ViewMixin = ViewSetMixin = FormMixin = object
