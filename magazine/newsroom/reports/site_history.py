"""Wagtail's reports that show more than the reader of the report may see."""

from django.contrib.auth.mixins import UserPassesTestMixin
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.reports.audit_logging import LogEntriesView

from articles.models import Article


class SiteHistoryView(UserPassesTestMixin, LogEntriesView):
    """The history of everything, titles of drafts included: for those who may edit all stories."""

    def test_func(self) -> bool:
        return Article.snippet_viewset.permission_policy.may_change_all(self.request.user)


site_history = require_admin_access(SiteHistoryView.as_view())
site_history_results = require_admin_access(SiteHistoryView.as_view(results_only=True))
