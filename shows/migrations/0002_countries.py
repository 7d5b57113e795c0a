"""Fill the table of countries with the ISO 3166-1 codes that CLDR knows."""

from django.db import migrations

from ..fields.model_fields import territory_names


def fill(apps, schema_editor):
    country = apps.get_model("shows", "Country")
    country.objects.bulk_create([country(code=code) for code in territory_names()])


def empty(apps, schema_editor):
    apps.get_model("shows", "Country").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("shows", "0001_initial")]
    operations = [migrations.RunPython(fill, empty)]
