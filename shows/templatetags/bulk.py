"""The bulk actions under a list."""

from django import template
from django.template import RequestContext
from django.urls import reverse
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.admin.widgets.button import ListingButton

register = template.Library()


@register.inclusion_tag("wagtailadmin/shared/buttons.html", takes_context=True)
def offered_bulk_actions(
    context: RequestContext, app_label: str, model_name: str
) -> dict[str, list[ListingButton]]:
    """The buttons of the actions on a model, without those that say (``offered_to``) that they
    are nothing for this user."""
    user = context["request"].user
    actions = [
        action
        for action in bulk_action_registry.get_bulk_actions_for_model(app_label, model_name)
        if not hasattr(action, "offered_to") or action.offered_to(user)
    ]
    return {
        "buttons": [
            # The list's script adds “next”.
            ListingButton(
                action.display_name,
                reverse("wagtail_bulk_action", args=[app_label, model_name, action.action_type]),
                attrs={"aria-label": action.aria_label, "data-bulk-action-button": ""},
                classname=" ".join(sorted(action.classes | {"bulk-action-btn"})),
                priority=action.action_priority,
            )
            for action in sorted(actions, key=lambda action: action.action_priority)
        ]
    }
