"""The index of readers' search, and what the database at hand asks it with."""

import magazine.search.fields
from django.db import migrations, models
from ..search.engines import engine_of


def create(apps, schema_editor):
    for statement in engine_of(schema_editor.connection).create("magazine_searchdocument"):
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    for statement in engine_of(schema_editor.connection).drop("magazine_searchdocument"):
        schema_editor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [
        ('magazine', '0002_edition'),
    ]

    operations = [
        migrations.CreateModel(
            name='SearchDocument',
            fields=[
                ('id', models.BigIntegerField(help_text='See `place`.', primary_key=True, serialize=False)),
                ('kind', models.PositiveSmallIntegerField()),
                ('key', models.BigIntegerField()),
                ('words', magazine.search.fields.WordsField()),
            ],
            options={
                'verbose_name': 'document of the search index',
                'verbose_name_plural': 'documents of the search index',
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('kind', 'key'), name='search_document')],
            },
        ),
        migrations.RunPython(create, drop),
    ]
