"""Addresses of the record."""

from django.urls import path, register_converter

from . import calendars, views
from .pages.agenda_periods import PeriodConverter

register_converter(PeriodConverter, "period")

app_name = "shows"
urlpatterns = [
    path("series/", views.SeriesListView.as_view(), name="series_list"),
    path("series/<slug:slug>/", views.SeriesView.as_view(), name="series_detail"),
    path("series/<slug:slug>/accords/", views.SeriesDealsView.as_view(), name="series_deals"),
    path("mon-pays/", views.CountryView.as_view(), name="country"),
    path("personnes/", views.PersonListView.as_view(), name="person_list"),
    path("personnes/<slug:slug>/", views.PersonView.as_view(), name="person"),
    path("genres/", views.GenreListView.as_view(), name="genre_list"),
    path("societes/", views.MakerListView.as_view(), name="maker_list"),
    path("chaines/", views.CompanyListView.as_view(), name="company_list"),
    path("chaines/<slug:slug>/", views.CompanyView.as_view(), name="company"),
    path("prix/", views.AwardListView.as_view(), name="award_list"),
    path("prix/<slug:slug>/", views.AwardView.as_view(), name="award"),
    path("prix/<slug:slug>/<int:year>/", views.AwardEditionView.as_view(), name="award_edition"),
    path("accords/", views.DealListView.as_view(), name="deal_list"),
    path("premieres/", views.PremiereListView.as_view(), name="premiere_list"),
    path("renouvellements/", views.RenewalListView.as_view(), name="renewal_list"),
    path("agenda/", views.AgendaView.as_view(), name="agenda"),
    path("agenda/agenda.ics", calendars.CalendarView.as_view(), name="agenda_calendar"),
    path("agenda/<period:period>/", views.AgendaView.as_view(), name="agenda_period"),
    # To follow a series, a person's series, a channel in an agenda app.
    path(
        "series/<slug:slug>/agenda.ics",
        calendars.RecordCalendarView.as_view(),
        name="series_calendar",
    ),
    path(
        "personnes/<slug:slug>/agenda.ics",
        calendars.PersonCalendarView.as_view(),
        name="person_calendar",
    ),
    path(
        "chaines/<slug:slug>/agenda.ics",
        calendars.NetworkCalendarView.as_view(),
        name="company_calendar",
    ),
]
