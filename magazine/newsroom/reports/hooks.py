"""Puts the reports into the admin: their addresses, and a menu of those that are for the reader."""

from django.http import HttpRequest
from django.urls import URLPattern, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from .base import DeskReport, story_policy
from .links import BrokenLinksReport
from .pictures import RightsReport, UnusedPicturesReport
from .records import ContradictionsReport, OffersReport, PremieresReport, WaitingReport
from .replies import RepliesReport
from .stories import AgeingReport, LockedReport, ScheduledReport, WithoutSeriesReport

#: In the order of the menu.
REPORTS: tuple[type[DeskReport], ...] = (
    ScheduledReport,
    LockedReport,
    AgeingReport,
    WithoutSeriesReport,
    BrokenLinksReport,
    PremieresReport,
    OffersReport,
    WaitingReport,
    ContradictionsReport,
    UnusedPicturesReport,
    RightsReport,
    RepliesReport,
)
MENU_HOOK = "register_desk_report"


class ReportMenuItem(MenuItem):
    """Leads to a report, and is shown to those it is for."""

    def __init__(self, report: type[DeskReport], order: int) -> None:
        self.report = report
        super().__init__(
            report.page_title,
            report.url(),
            name=report.slug,
            icon_name=report.header_icon,
            order=order,
        )

    def is_shown(self, request: HttpRequest) -> bool:
        return self.report.is_for(request.user)


class HistoryMenuItem(MenuItem):
    """Shown to those who may edit every story: the history names everybody's drafts."""

    def is_shown(self, request: HttpRequest) -> bool:
        return story_policy().may_change_all(request.user)


def history_item() -> HistoryMenuItem:
    """Wagtail's history of the site, last in the menu of reports."""
    return HistoryMenuItem(
        _("Site history (menu)"),
        reverse("wagtailadmin_reports:site_history"),
        name="site-history",
        icon_name="history",
        order=900,
    )


@hooks.register("register_admin_urls")
def report_urls() -> list[URLPattern]:
    """The pages of all reports, and their results alone."""
    return [found for report in REPORTS for found in report.paths()]


@hooks.register("register_admin_menu_item")
def reports_menu() -> SubmenuMenuItem:
    """The menu of reports; rights of reply register themselves in it."""
    items = [ReportMenuItem(report, 10 * number) for number, report in enumerate(REPORTS, 1)]
    menu = Menu(register_hook_name=MENU_HOOK, items=[*items, history_item()])
    return SubmenuMenuItem(
        _("Reports (menu)"), menu, name="desk-reports", icon_name="table", order=880
    )
