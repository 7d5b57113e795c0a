"""The bases of our mixins for Wagtail's classes: views, viewsets and forms.

Wagtail's classes have no types. A mixin for one of them says so by its base, and asks of itself
whatever the class has that it will be mixed into: for mypy, the base is `Any`. At run time that of
views and viewsets refuses a mixin that comes too late among the bases to change anything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AbstractUser, AnonymousUser
from django.core.exceptions import ImproperlyConfigured
from django.views import View
from wagtail.admin.viewsets.base import ViewSet


class ComesFirst:
    """A mixin that stands before what it is mixed into.

    Raises ImproperlyConfigured for a class that has it after a whole view or viewset, which knows
    of nothing behind it.
    """

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        order = cls.__mro__
        whole = min((order.index(end) for end in (View, ViewSet) if end in order), default=None)
        for mixin in order[whole:] if whole is not None else ():
            if ComesFirst in mixin.__bases__:
                raise ImproperlyConfigured(
                    f"{mixin.__name__} changes nothing in {cls.__name__}: it comes after"
                    f" {order[1].__name__}. Put {mixin.__name__} before it among the bases."
                )


if TYPE_CHECKING:
    #: Whoever asks: somebody of the newsroom, or nobody that is known. The model of users is a
    #: setting, and relations to it have the type of the project's own, which is no app's to know.
    AnyUser = Any
    ViewMixin = Any
    ViewSetMixin = Any
    FormMixin = Any
else:
    AnyUser = AbstractUser | AnonymousUser
    ViewMixin = ViewSetMixin = ComesFirst
    FormMixin = object  # Wagtail puts mixins of its own before the forms that it is given
