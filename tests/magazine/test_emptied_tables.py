"""A test that writes for good leaves what migrations made, and nothing else, to the next one."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from wagtail.models import Collection

from shows.models import Country, Series
from tests import factories
from tests.conftest import empty_tables

MADE = (ContentType, Permission, Group, Collection, Country)


def keys(model):
    return set(model.objects.values_list("pk", flat=True))


@pytest.mark.django_db(transaction=True)
def test_what_migrations_made_is_back_with_its_keys():
    before = {model: keys(model) for model in MADE}
    assert all(before.values())
    factories.series("Missions")
    Group.objects.all().delete()
    empty_tables()
    assert {model: keys(model) for model in MADE} == before
    assert not Series.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_new_rows_take_other_keys():
    empty_tables()
    before = {model: keys(model) for model in MADE}
    added = Collection.get_first_root_node().add_child(name="Missions")
    assert added.pk not in before[Collection]
    kind = ContentType.objects.create(app_label="essai", model="essai")
    assert kind.pk not in before[ContentType]
