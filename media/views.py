"""What the admin asks about a file before it is sent for good."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_POST
from wagtail.images.permissions import permission_policy

from .files import PictureFileField
from .forms import offered


@require_POST
def read_file(request: HttpRequest) -> JsonResponse:
    """Answer what the posted ``file`` tells of itself, by form field, or why it is not taken.

    Nothing is kept.
    """
    if not permission_policy.user_has_any_permission(request.user, ["add", "change"]):
        raise PermissionDenied
    try:
        file = PictureFileField().clean(request.FILES.get("file"))
    except ValidationError as error:
        return JsonResponse({"error": " ".join(error.messages)})
    return JsonResponse({"fields": offered(file.told)})
