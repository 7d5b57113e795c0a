"""Who sees, edits and publishes which story."""

from django.db.models import Q

from shows.desk.gate import SEEING, ObjectPolicy


class StoryPolicy(ObjectPolicy):
    """Those who may change stories see and edit them all. A contributor, who may only add some,
    sees his own and those that are live, and edits and deletes his own until they are live.

    Publishing, unpublishing and locking stay with those who may change stories.
    """

    OWN_DRAFT = ("change", "delete")

    def may_change_all(self, user) -> bool:
        return super().user_has_permission(user, "change")

    def is_contributor(self, user) -> bool:
        return super().user_has_permission(user, "add") and not self.may_change_all(user)

    def user_has_permission(self, user, action):
        if action in self.OWN_DRAFT and self.is_contributor(user):
            return True  # for some stories: the gate asks for which
        if action in ("publish", "lock", "unlock") and not self.may_change_all(user):
            return False
        return super().user_has_permission(user, action)

    def user_has_any_permission(self, user, actions):
        return any(self.user_has_permission(user, action) for action in actions)

    def user_has_permission_for_instance(self, user, action, instance):
        if not self.is_contributor(user):
            return self.user_has_permission(user, action)
        # The row, not the draft that a view may hold: `live` is a fact of the database.
        own = instance.owner_id is not None and instance.owner_id == user.pk
        if action in self.OWN_DRAFT:
            return own and not instance.live
        if action == "view":
            return own or instance.live
        return False

    def instances_user_has_any_permission_for(self, user, actions):
        rows = super().instances_user_has_any_permission_for(user, actions)
        if not self.is_contributor(user):
            return rows
        own = Q(owner=user)
        if "view" in actions:
            return rows.filter(own | Q(live=True))
        return rows.filter(own, live=False)

    def visible_to(self, user):
        return self.instances_user_has_any_permission_for(user, SEEING)
