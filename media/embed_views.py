"""Pages that show videos and posts of other sites, once a reader agrees."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.views.generic import DetailView

from .embeds import PURPOSE, Embed
from .same_origin import same_origin


@method_decorator(same_origin, name="dispatch")
class EmbedsMixin(DetailView):
    """For the page of a thing whose context has ``embeds``, {key: `Embed`}.

    A reader who wants to see one video, now, asks by a form (POST): the page comes back with it.
    Nothing is kept of that, and the address can be shared without loading the video for others.
    """

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.get(request, *args, **kwargs)

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> Any:
        embeds: Mapping[str, Embed] = context["embeds"]
        agreed = self._agreed(embeds)
        response: Any = super().render_to_response(context | agreed, **kwargs)
        # The policy of the page lets in these frames and no others (magazine.security).
        response.frame_hosts = {embeds[key].media.provider.frames for key in agreed["frames"]}
        return response

    def _agreed(self, embeds: Mapping[str, Embed]) -> dict[str, Any]:
        """Which of the videos and posts are loaded, by key, and who has to be asked about."""
        consent = cast(Any, self.request).consent
        asked = self.request.POST.get("play")
        frames = {key for key in embeds if consent.allows(PURPOSE) or key == asked}
        names = dict.fromkeys(embed.media.provider.name for embed in embeds.values())
        return {"frames": frames, "asks_for": [] if consent.made else list(names)}
