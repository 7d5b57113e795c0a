import datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shows.models import Company, Genre, Ownership, Person, Reception, Release, Season, Series
from shows.models.batch import attach, by_key, fetch_batch, in_memory
from tests import factories

pytestmark = pytest.mark.django_db


def test_each_table_is_asked_one_plain_question():
    ocs = factories.company("OCS", access="pay_tv", active_from="novembre 2008")
    orange = factories.company("Orange", kind="group")
    Ownership.objects.create(owned=ocs, owner=orange, share=Decimal("66.67"), since="2008")
    missions = factories.series("Missions", title_is_working=True)
    factories.catalogue(
        factories.release(series=missions, platform=ocs, starts="1er juin 2017", exclusive=True)
    )
    models = [Series, Company, Ownership, Release, Person]
    with CaptureQueriesContext(connection) as queries:
        loaded = fetch_batch({model: model.objects.all() for model in models})
    assert len(queries) == len(models)
    assert max(len(query["sql"]) for query in queries) < 2000
    for model, instances in loaded.items():
        expected = list(model.objects.all())
        assert sorted(instances, key=lambda i: i.pk) == sorted(expected, key=lambda i: i.pk)
        for one, other in zip(
            sorted(instances, key=lambda i: i.pk), sorted(expected, key=lambda i: i.pk), strict=True
        ):
            for field in model._meta.concrete_fields:
                value, same = getattr(one, field.attname), getattr(other, field.attname)
                assert value == same, (model, field.name)
                assert type(value) is type(same), (model, field.name)
    release = loaded[Release][0]
    assert release.exclusive is True
    assert release.starts_earliest == datetime.date(2017, 6, 1)


def test_a_queryset_that_is_empty_by_construction_costs_nothing():
    with CaptureQueriesContext(connection) as queries:
        loaded = fetch_batch(
            {Genre: Genre.objects.none(), Series: Series.objects.filter(pk__in=[])}
        )
    assert loaded == {Genre: [], Series: []}
    assert not queries.captured_queries


def test_attach_leaves_out_what_readers_may_not_see():
    ocs = factories.company("OCS")
    hidden = factories.company("Chaîne secrète", waits_for_story=True)
    visible = by_key(Company.objects.public())
    shown, required = Release(platform_id=ocs.pk), Release(platform_id=hidden.pk)
    assert attach(shown, "platform", visible)
    assert shown.platform == ocs
    assert not attach(required, "platform", visible)
    optional = Reception(platform_id=hidden.pk)
    assert attach(optional, "platform", visible)
    assert optional.platform is None
    assert optional.platform_id == hidden.pk


def test_only_some_columns_can_be_loaded():
    factories.series("Missions", logline="Des astronautes vers Mars.")
    (loaded,) = fetch_batch({Series: Series.objects.only("title")})[Series]
    assert loaded.title == "Missions"
    assert "logline" in loaded.get_deferred_fields()


def test_children_of_a_draft_are_told_from_rows():
    missions = factories.series("Missions")
    row = Series.objects.get(pk=missions.pk)
    assert not in_memory(row, "seasons")
    row.seasons.add(Season(number=1))
    assert in_memory(row, "seasons")
