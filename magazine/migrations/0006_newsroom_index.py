"""The newsroom's index of names, in the place of Wagtail's own, which is emptied."""

from django.db import migrations, models

import magazine.search.fields
from ..search.engines import engine_of

TABLE = "magazine_newsroomdocument"


def create(apps, schema_editor):
    for statement in engine_of(schema_editor.connection).create(TABLE):
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    for statement in engine_of(schema_editor.connection).drop(TABLE):
        schema_editor.execute(statement)


def empty(apps, schema_editor):
    apps.get_model("wagtailsearch", "IndexEntry").objects.all().delete()


class Migration(migrations.Migration):

    dependencies = [
        ("magazine", "0005_renewals_of_search"),
        ("wagtailsearch", "0010_add_text_fields"),
    ]

    operations = [
        migrations.CreateModel(
            name="NewsroomDocument",
            fields=[
                ("id", models.BigIntegerField(help_text="See `rows_of`.", primary_key=True, serialize=False)),
                ("words", magazine.search.fields.WordsField()),
            ],
            options={
                "verbose_name": "document of the newsroom’s index",
                "verbose_name_plural": "documents of the newsroom’s index",
                "default_permissions": (),
            },
        ),
        migrations.RunPython(create, drop),
        migrations.RunPython(empty, migrations.RunPython.noop),
    ]
