"""The preview of a draft is its public page, made by the same function from the same template."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.core import checks
from django.core.checks import CheckMessage
from django.http import HttpRequest
from wagtail.models import PreviewableMixin


class PagePreviewMixin(PreviewableMixin):
    """Shows an object as readers would see it. Pages are made from models and not the other way
    round, so the app's ``ready()`` says which function makes them: `previewed_by`."""

    #: The template of the public page.
    page_template: ClassVar[str]
    page_context: ClassVar[Any] = None

    @classmethod
    def previewed_by(cls, function: Callable[[Any], dict]) -> None:
        """Let ``function(object)`` make the context of the page, and so of the preview."""
        cls.page_context = staticmethod(function)

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return self.page_template

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        context = super().get_preview_context(request, mode_name)
        return {**context, **type(self).page_context(self)}

    @classmethod
    def check(cls, **kwargs: Any) -> list[CheckMessage]:
        errors = super().check(**kwargs)
        if cls.page_context is None:
            errors.append(
                checks.Error(
                    f"{cls.__name__} has no function that makes its page.",
                    hint=f"Call {cls.__name__}.previewed_by(function) in ready() of its app.",
                    obj=cls,
                    id="shows.E001",
                )
            )
        return errors
