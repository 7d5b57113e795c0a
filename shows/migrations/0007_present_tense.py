"""What a magazine of today needs to say: the hour of a broadcast, a pause or a return of a person,
how far the making of a season is, a note to readers, and when somebody saw that an offer holds."""

import django.db.models.deletion
from django.db import migrations, models


def tell_changes(apps, schema_editor):
    """Write `leaves` as a change, in rows and in the revisions of stories, drafts included."""
    apps.get_model("shows", "Casting").objects.filter(leaves=True).update(change="leaves")
    revisions = apps.get_model("wagtailcore", "Revision").objects.filter(
        content_type__app_label="articles", content_type__model="article"
    )
    for revision in revisions.iterator():
        told = [row for row in revision.content.get("castings", []) if "leaves" in row]
        for row in told:
            row["change"] = "leaves" if row.pop("leaves") else "joins"
        if told:
            revision.save(update_fields=["content"])


class Migration(migrations.Migration):

    dependencies = [
        ('shows', '0006_redirect'),
    ]

    operations = [
        migrations.AddField(
            model_name='award',
            name='editor_note',
            field=models.CharField(blank=True, help_text='Shown at the top of the page, in the editors’ name.', max_length=300, verbose_name='note to readers'),
        ),
        migrations.AddField(
            model_name='casting',
            name='change',
            field=models.CharField(choices=[('joins', 'Joins'), ('pauses', 'Pauses'), ('returns', 'Returns'), ('leaves', 'Leaves for good')], default='joins', help_text='Whether the person joins the series, pauses, returns, or leaves it for good.', max_length=8, verbose_name='change'),
        ),
        migrations.RunPython(tell_changes, migrations.RunPython.noop),
        migrations.RemoveField(
            model_name='casting',
            name='leaves',
        ),
        migrations.AddField(
            model_name='company',
            name='editor_note',
            field=models.CharField(blank=True, help_text='Shown at the top of the page, in the editors’ name.', max_length=300, verbose_name='note to readers'),
        ),
        migrations.AddField(
            model_name='person',
            name='editor_note',
            field=models.CharField(blank=True, help_text='Shown at the top of the page, in the editors’ name.', max_length=300, verbose_name='note to readers'),
        ),
        migrations.AddField(
            model_name='release',
            name='start_time',
            field=models.TimeField(blank=True, help_text='For example “20:55”, in the time of its territory.', null=True, verbose_name='at'),
        ),
        migrations.AddField(
            model_name='series',
            name='editor_note',
            field=models.CharField(blank=True, help_text='Shown at the top of the page, in the editors’ name.', max_length=300, verbose_name='note to readers'),
        ),
        migrations.AlterField(
            model_name='milestone',
            name='kind',
            field=models.CharField(choices=[('in_development', 'In development'), ('pilot', 'Pilot ordered'), ('passed', 'Not picked up'), ('shopped', 'Looking for a network'), ('ordered', 'Ordered'), ('filming', 'Filming'), ('suspended', 'Filming suspended'), ('resumed', 'Filming resumed'), ('post_production', 'Post-production'), ('delayed', 'Delayed'), ('renewed', 'Renewed'), ('final_season', 'Final season'), ('cancelled', 'Cancelled'), ('ended', 'Ended'), ('revived', 'Revived'), ('launched', 'Launch'), ('acquired', 'Takeover')], max_length=16, verbose_name='kind'),
        ),
        migrations.CreateModel(
            name='Verification',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('citation_outlet', models.CharField(blank=True, help_text='Who says so, for example Variety.', max_length=120, verbose_name='source')),
                ('citation_url', models.URLField(blank=True, max_length=500, verbose_name='link to the source')),
                ('citation_date', models.DateField(blank=True, null=True, verbose_name='date of the source')),
                ('release', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='verifications', to='shows.release', verbose_name='release')),
            ],
            options={
                'verbose_name': 'verification',
                'verbose_name_plural': 'verifications',
                'ordering': ['-citation_date', '-pk'],
                'constraints': [models.UniqueConstraint(fields=('release', 'citation_date'), name='verification_a_day'), models.CheckConstraint(condition=models.Q(('citation_date__isnull', False)), name='verification_dated')],
            },
        ),
    ]
