import articles.models.publishable
import django.core.validators
import django.db.models.deletion
import modelcluster.fields
import modelsearch.index
import shows.fields.model_fields
import wagtail.fields
import wagtail.models.preview
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0001_initial'),
        ('magazine', '__first__'),
        ('media', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Author',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('slug', models.SlugField(max_length=120, unique=True, verbose_name='address')),
                ('job_title', models.CharField(blank=True, max_length=120, verbose_name='function')),
                ('biography', wagtail.fields.RichTextField(blank=True, verbose_name='biography')),
                ('portrait', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='media.picture', verbose_name='portrait')),
                ('user', models.OneToOneField(blank=True, help_text='The stories this person starts are signed with this name.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='author', to=settings.AUTH_USER_MODEL, verbose_name='account')),
            ],
            options={
                'verbose_name': 'signature',
                'verbose_name_plural': 'signatures',
                'ordering': ['name'],
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='Article',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('has_unpublished_changes', models.BooleanField(default=False, editable=False, verbose_name='has unpublished changes')),
                ('first_published_at', models.DateTimeField(blank=True, db_index=True, null=True, verbose_name='first published at')),
                ('last_published_at', models.DateTimeField(editable=False, null=True, verbose_name='last published at')),
                ('go_live_at', models.DateTimeField(blank=True, null=True, verbose_name='go live date/time')),
                ('expire_at', models.DateTimeField(blank=True, null=True, verbose_name='expiry date/time')),
                ('expired', models.BooleanField(default=False, editable=False, verbose_name='expired')),
                ('locked', models.BooleanField(default=False, editable=False, verbose_name='locked')),
                ('locked_at', models.DateTimeField(editable=False, null=True, verbose_name='locked at')),
                ('live', models.BooleanField(db_index=True, default=False, editable=False, verbose_name='live')),
                ('headline', models.CharField(help_text='110 characters at most fit everywhere.', max_length=255, verbose_name='headline')),
                ('slug', models.SlugField(error_messages={'unique': 'Another story already has this address. Change a word of it.'}, help_text='The last part of the story’s address.', max_length=120, unique=True, verbose_name='address')),
                ('kicker', models.CharField(blank=True, help_text='A few words above the headline.', max_length=60, verbose_name='kicker')),
                ('standfirst', models.TextField(blank=True, help_text='The lines under the headline.', max_length=600, verbose_name='standfirst')),
                ('kind', models.CharField(choices=[('news', 'News'), ('review', 'Review'), ('interview', 'Interview'), ('feature', 'Feature'), ('list', 'List'), ('calendar', 'Calendar'), ('opinion', 'Opinion')], default='news', max_length=10, verbose_name='kind')),
                ('lead_caption', models.CharField(blank=True, max_length=300, verbose_name='caption')),
                ('body', wagtail.fields.StreamField([('text', 0), ('heading', 1), ('quote', 4), ('question', 7), ('picture', 10), ('gallery', 12), ('embed', 13), ('series_card', 14), ('person_card', 15), ('edition_card', 16), ('story_facts', 17), ('read_also', 18), ('spoiler', 21)], blank=True, block_lookup={0: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'story-link', 'hr', 'superscript'], 'icon': 'pilcrow', 'label': 'Text', 'template': 'blocks/text.html'}), 1: ('wagtail.blocks.CharBlock', (), {'icon': 'title', 'label': 'Heading', 'template': 'blocks/heading.html'}), 2: ('wagtail.blocks.TextBlock', (), {'label': 'text'}), 3: ('wagtail.blocks.CharBlock', (), {'label': 'who says it', 'required': False}), 4: ('wagtail.blocks.StructBlock', [[('text', 2), ('attribution', 3)]], {}), 5: ('wagtail.blocks.TextBlock', (), {'label': 'question'}), 6: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'story-link', 'hr', 'superscript'], 'label': 'answer'}), 7: ('wagtail.blocks.StructBlock', [[('question', 5), ('answer', 6)]], {}), 8: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'picture'}), 9: ('wagtail.blocks.CharBlock', (), {'label': 'caption', 'required': False}), 10: ('wagtail.blocks.StructBlock', [[('picture', 8), ('caption', 9)]], {}), 11: ('wagtail.blocks.ListBlock', (10,), {'label': 'pictures', 'min_num': 2}), 12: ('wagtail.blocks.StructBlock', [[('pictures', 11)]], {}), 13: ('wagtail.embeds.blocks.EmbedBlock', (), {'icon': 'media', 'label': 'Video or post', 'template': 'blocks/embed.html'}), 14: ('articles.body.blocks.RecordBlock', ('shows.Series',), {'icon': 'desktop', 'label': 'Series card', 'template': 'blocks/series_card.html'}), 15: ('articles.body.blocks.RecordBlock', ('shows.Person',), {'icon': 'user', 'label': 'Person card', 'template': 'blocks/person_card.html'}), 16: ('articles.body.blocks.RecordBlock', ('shows.AwardEdition',), {'icon': 'pick', 'label': 'Prizes of a year', 'template': 'blocks/edition_card.html'}), 17: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('deals', 'Deals'), ('releases', 'Releases'), ('milestones', 'Milestones'), ('castings', 'Castings'), ('nominations', 'Nominations'), ('receptions', 'Reception')], 'icon': 'list-ul', 'label': 'This story’s facts', 'template': 'blocks/story_facts.html'}), 18: ('articles.body.blocks.RecordBlock', ('articles.Article',), {'icon': 'doc-full', 'label': 'Read also', 'template': 'blocks/read_also.html'}), 19: ('wagtail.blocks.CharBlock', (), {'help_text': 'For example “la fin de la saison 2”.', 'label': 'what it reveals'}), 20: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'story-link', 'hr', 'superscript'], 'label': 'text'}), 21: ('wagtail.blocks.StructBlock', [[('scope', 19), ('text', 20)]], {})}, verbose_name='text')),
                ('embargo_until', models.DateTimeField(blank=True, help_text='The story cannot be published before.', null=True, verbose_name='embargo until')),
                ('embargo_source', models.CharField(blank=True, help_text='Whose embargo it is.', max_length=160, verbose_name='embargo asked by')),
                ('spoiler_season', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='up to season')),
                ('spoiler_episode', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='up to episode')),
                ('safe_headline', models.CharField(blank=True, help_text='Shown in lists and feeds in place of a headline that reveals too much.', max_length=255, verbose_name='safe headline')),
                ('sponsor', models.CharField(blank=True, help_text='The story is labelled as sponsored wherever it appears.', max_length=120, verbose_name='sponsor')),
                ('sponsor_url', models.URLField(blank=True, verbose_name='link to the sponsor')),
                ('review_rating', models.DecimalField(blank=True, decimal_places=1, help_text='From 0 to 5, by halves.', max_digits=2, null=True, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(5)], verbose_name='rating')),
                ('review_season', shows.fields.model_fields.RangesField(blank=True, max_length=60, verbose_name='season reviewed')),
                ('review_episodes_seen', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='episodes seen')),
                ('review_episodes_total', models.PositiveSmallIntegerField(blank=True, help_text='“4 episodes seen out of 8”.', null=True, verbose_name='out of')),
                ('social_title', models.CharField(blank=True, max_length=120, verbose_name='social title')),
                ('social_description', models.CharField(blank=True, max_length=200, verbose_name='social description')),
                ('desk_note', models.TextField(blank=True, help_text='For the newsroom; never shown to readers.', verbose_name='desk note')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('latest_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='latest revision')),
                ('lead_picture', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='media.picture', verbose_name='lead picture')),
                ('live_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='live revision')),
                ('locked_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='locked_%(class)ss', to=settings.AUTH_USER_MODEL, verbose_name='locked by')),
                ('owner', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='owned_articles', to=settings.AUTH_USER_MODEL, verbose_name='owner')),
                ('safe_picture', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='media.picture', verbose_name='safe picture')),
                ('social_picture', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='media.picture', verbose_name='social picture')),
                ('bylines', modelcluster.fields.ParentalManyToManyField(blank=True, related_name='articles', to='articles.author', verbose_name='signatures')),
                ('section', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='articles', to='articles.section', verbose_name='section')),
            ],
            options={
                'verbose_name': 'story',
                'verbose_name_plural': 'stories',
                'ordering': ['-first_published_at', '-pk'],
                'indexes': [models.Index(fields=['live', '-first_published_at', '-id'], name='article_live_newest'), models.Index(fields=['section', 'live', '-first_published_at', '-id'], name='article_section_newest'), models.Index(fields=['kind', 'live'], name='article_kind_live')],
                'constraints': [models.CheckConstraint(condition=models.Q(('review_rating__isnull', True), models.Q(('review_rating__gte', 0), ('review_rating__lte', 5)), _connector='OR'), name='article_rating_range', violation_error_message='A rating is between 0 and 5.'), models.CheckConstraint(condition=models.Q(('review_episodes_seen__isnull', True), ('review_episodes_total__isnull', True), ('review_episodes_seen__lte', models.F('review_episodes_total')), _connector='OR'), name='article_episodes_seen_range', violation_error_message='More episodes seen than there are.')],
            },
            bases=(wagtail.models.preview.PreviewableMixin, articles.models.publishable.AtomicPublishMixin, modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='FrontPage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('has_unpublished_changes', models.BooleanField(default=False, editable=False, verbose_name='has unpublished changes')),
                ('first_published_at', models.DateTimeField(blank=True, db_index=True, null=True, verbose_name='first published at')),
                ('last_published_at', models.DateTimeField(editable=False, null=True, verbose_name='last published at')),
                ('go_live_at', models.DateTimeField(blank=True, null=True, verbose_name='go live date/time')),
                ('expire_at', models.DateTimeField(blank=True, null=True, verbose_name='expiry date/time')),
                ('expired', models.BooleanField(default=False, editable=False, verbose_name='expired')),
                ('locked', models.BooleanField(default=False, editable=False, verbose_name='locked')),
                ('locked_at', models.DateTimeField(editable=False, null=True, verbose_name='locked at')),
                ('live', models.BooleanField(default=False, editable=False, verbose_name='live')),
                ('title', models.CharField(max_length=160, verbose_name='title')),
                ('slots', wagtail.fields.StreamField([('lead', 0), ('story', 1), ('section', 4), ('series', 5)], blank=True, block_lookup={0: ('articles.body.blocks.RecordBlock', ('articles.Article',), {'icon': 'pick', 'label': 'Lead story'}), 1: ('articles.body.blocks.RecordBlock', ('articles.Article',), {'icon': 'doc-full', 'label': 'Story'}), 2: ('articles.body.blocks.RecordBlock', ('articles.Section',), {'label': 'section'}), 3: ('wagtail.blocks.IntegerBlock', (), {'default': 4, 'label': 'how many stories', 'max_value': 12, 'min_value': 1}), 4: ('wagtail.blocks.StructBlock', [[('section', 2), ('count', 3)]], {}), 5: ('articles.body.blocks.RecordBlock', ('shows.Series',), {'icon': 'desktop', 'label': 'Series in focus'})}, verbose_name='slots')),
                ('latest_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='latest revision')),
                ('live_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='live revision')),
                ('locked_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='locked_%(class)ss', to=settings.AUTH_USER_MODEL, verbose_name='locked by')),
            ],
            options={
                'verbose_name': 'front page',
                'verbose_name_plural': 'front pages',
                'ordering': ['-last_published_at', '-pk'],
            },
            bases=(wagtail.models.preview.PreviewableMixin, articles.models.publishable.AtomicPublishMixin, models.Model),
        ),
        migrations.CreateModel(
            name='InfoPage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('has_unpublished_changes', models.BooleanField(default=False, editable=False, verbose_name='has unpublished changes')),
                ('first_published_at', models.DateTimeField(blank=True, db_index=True, null=True, verbose_name='first published at')),
                ('last_published_at', models.DateTimeField(editable=False, null=True, verbose_name='last published at')),
                ('go_live_at', models.DateTimeField(blank=True, null=True, verbose_name='go live date/time')),
                ('expire_at', models.DateTimeField(blank=True, null=True, verbose_name='expiry date/time')),
                ('expired', models.BooleanField(default=False, editable=False, verbose_name='expired')),
                ('locked', models.BooleanField(default=False, editable=False, verbose_name='locked')),
                ('locked_at', models.DateTimeField(editable=False, null=True, verbose_name='locked at')),
                ('live', models.BooleanField(default=False, editable=False, verbose_name='live')),
                ('title', models.CharField(max_length=160, verbose_name='title')),
                ('slug', models.SlugField(max_length=120, unique=True, verbose_name='address')),
                ('body', wagtail.fields.StreamField([('text', 0), ('heading', 1)], blank=True, block_lookup={0: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'story-link', 'hr', 'superscript'], 'icon': 'pilcrow', 'label': 'Text', 'template': 'blocks/text.html'}), 1: ('wagtail.blocks.CharBlock', (), {'icon': 'title', 'label': 'Heading', 'template': 'blocks/heading.html'})}, verbose_name='text')),
                ('order', models.PositiveSmallIntegerField(default=0, help_text='At the foot of the pages, smallest first.', verbose_name='order')),
                ('latest_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='latest revision')),
                ('live_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='live revision')),
                ('locked_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='locked_%(class)ss', to=settings.AUTH_USER_MODEL, verbose_name='locked by')),
            ],
            options={
                'verbose_name': 'information page',
                'verbose_name_plural': 'information pages',
                'ordering': ['order', 'title'],
            },
            bases=(wagtail.models.preview.PreviewableMixin, articles.models.publishable.AtomicPublishMixin, models.Model),
        ),
    ]
