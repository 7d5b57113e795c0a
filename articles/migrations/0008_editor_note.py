"""A note to readers above a story."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0007_who_answers'),
    ]

    operations = [
        migrations.AddField(
            model_name='article',
            name='editor_note',
            field=models.CharField(blank=True, help_text='Shown above the text, in the editors’ name.', max_length=300, verbose_name='note to readers'),
        ),
    ]
