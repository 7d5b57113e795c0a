import django.db.models.deletion
import django.utils.timezone
import modelcluster.contrib.taggit
import modelcluster.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0002_accounts_and_pictures'),
        ('shows', '0001_initial'),
        ('taggit', '0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx'),
    ]

    operations = [
        migrations.CreateModel(
            name='ArticleTag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content_object', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='tagged_items', to='articles.article')),
                ('tag', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(app_label)s_%(class)s_items', to='taggit.tag')),
            ],
            options={
                'verbose_name': 'tag of a story',
                'verbose_name_plural': 'tags of stories',
            },
        ),
        migrations.CreateModel(
            name='AwardEditionLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('relation', models.CharField(choices=[('about', 'About'), ('mentions', 'Mentions')], default='mentions', max_length=8, verbose_name='relation')),
                ('article', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='edition_links', to='articles.article')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='story_links', to='shows.awardedition', verbose_name='edition')),
            ],
            options={
                'verbose_name': 'link to an award',
                'verbose_name_plural': 'links to awards',
                'ordering': ['sort_order'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('article', 'edition'), name='edition_link_unique', violation_error_message='The story already links to this.')],
            },
        ),
        migrations.CreateModel(
            name='CompanyLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('relation', models.CharField(choices=[('about', 'About'), ('mentions', 'Mentions')], default='mentions', max_length=8, verbose_name='relation')),
                ('article', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='company_links', to='articles.article')),
                ('company', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='story_links', to='shows.company', verbose_name='company')),
            ],
            options={
                'verbose_name': 'link to a company',
                'verbose_name_plural': 'links to companies',
                'ordering': ['sort_order'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('article', 'company'), name='company_link_unique', violation_error_message='The story already links to this.')],
            },
        ),
        migrations.CreateModel(
            name='PersonLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('relation', models.CharField(choices=[('about', 'About'), ('mentions', 'Mentions')], default='mentions', max_length=8, verbose_name='relation')),
                ('article', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='person_links', to='articles.article')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='story_links', to='shows.person', verbose_name='person')),
            ],
            options={
                'verbose_name': 'link to a person',
                'verbose_name_plural': 'links to persons',
                'ordering': ['sort_order'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('article', 'person'), name='person_link_unique', violation_error_message='The story already links to this.')],
            },
        ),
        migrations.CreateModel(
            name='SeriesLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('relation', models.CharField(choices=[('about', 'About'), ('mentions', 'Mentions')], default='about', max_length=8, verbose_name='relation')),
                ('article', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='series_links', to='articles.article')),
                ('series', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='story_links', to='shows.series', verbose_name='series')),
            ],
            options={
                'verbose_name': 'link to a series',
                'verbose_name_plural': 'links to series',
                'ordering': ['sort_order'],
                'abstract': False,
                'indexes': [models.Index(fields=['series', 'relation'], name='series_link_relation')],
                'constraints': [models.UniqueConstraint(fields=('article', 'series'), name='series_link_unique', violation_error_message='The story already links to this.')],
            },
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('date', models.DateField(default=django.utils.timezone.localdate, verbose_name='date')),
                ('text', models.TextField(help_text='What was wrong and what is right.', verbose_name='text')),
                ('article', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='corrections', to='articles.article')),
            ],
            options={
                'verbose_name': 'correction',
                'verbose_name_plural': 'corrections',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Source',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('outlet', models.CharField(help_text='Who says so, for example Variety.', max_length=120, verbose_name='source')),
                ('url', models.URLField(blank=True, max_length=500, verbose_name='link')),
                ('date', models.DateField(blank=True, null=True, verbose_name='date')),
                ('article', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='sources', to='articles.article')),
            ],
            options={
                'verbose_name': 'source',
                'verbose_name_plural': 'sources',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='article',
            name='spoiler_series',
            field=models.ForeignKey(blank=True, help_text='The story reveals what happens in this series.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='shows.series', verbose_name='spoiler: series'),
        ),
        migrations.AddField(
            model_name='article',
            name='tags',
            field=modelcluster.contrib.taggit.ClusterTaggableManager(blank=True, help_text='Themes, by commas.', through='articles.ArticleTag', to='taggit.Tag', verbose_name='tags'),
        ),
    ]
