"""What a page may load, run and be framed by: the headers that browsers hold it to.

Readers' pages are strict: what they use comes from the site itself, in files, and nothing is
written into the page. One that shows a video or a post to a reader who asked for it names the hosts
of its frames in ``frame_hosts`` (an attribute of the response); no other page may have a frame.

The admin has a policy of its own: Wagtail 7.4 writes scripts and styles into its pages. Other hosts
are closed to it too. A preview is a reader's page, and keeps to a reader's policy.
"""

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware, PolicyParts
from django.http import HttpRequest
from django.http.response import HttpResponseBase

#: For django-csp, which reads CONTENT_SECURITY_POLICY in the settings.
READERS = {
    "default-src": [NONE],
    "script-src": [SELF],
    "style-src": [SELF],
    "img-src": [SELF],
    "font-src": [SELF],
    "connect-src": [SELF],
    "manifest-src": [SELF],
    "frame-src": [NONE],
    "object-src": [NONE],
    "base-uri": [NONE],
    "form-action": [SELF],
    # The preview of a draft is a frame of the admin.
    "frame-ancestors": [SELF],
}
NEWSROOM = READERS | {
    "default-src": [SELF],
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "frame-src": [SELF],
}
#: What no page of ours asks a browser for. Full screen and the like are left alone: a film that a
#: reader asked for may use them.
PERMISSIONS = ", ".join(
    f"{feature}=()"
    for feature in (
        *("accelerometer", "browsing-topics", "camera", "display-capture", "geolocation"),
        *("gyroscope", "magnetometer", "microphone", "midi", "payment", "serial", "usb"),
    )
)


class SecurityHeadersMiddleware(CSPMiddleware):
    """Adds the Content-Security-Policy of the page and the Permissions-Policy of the site."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if report_only:
            return parts
        if request.path_info.startswith("/admin/"):
            # In production, what the readers' policy says of insecure addresses holds here too.
            parts.replace = NEWSROOM
        elif hosts := getattr(response, "frame_hosts", None):
            parts.replace = {"frame-src": sorted(hosts)}
        return parts

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        response = super().process_response(request, response)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        return response
