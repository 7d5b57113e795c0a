# A video or a post is its address, its title and a picture; it was its address alone.

import json

import wagtail.fields
from django.db import migrations, models
from django.db.models.functions import Cast
from wagtail.blocks import StreamValue

#: Until an editor says what it is.
UNTITLED = "Vidéo ou publication"


def to_card(value):
    if isinstance(value, dict):
        return value
    return {"url": value, "title": UNTITLED, "picture": None}


def to_address(value):
    return value["url"] if isinstance(value, dict) else value


def changed(blocks, turn) -> list:
    return [
        {**block, "value": turn(block["value"])} if block["type"] == "embed" else block
        for block in blocks
    ]


def change(turn):
    """Turn the videos of stories and of all their versions; what has none is left alone."""

    def code(apps, schema_editor):
        Article = apps.get_model("articles", "Article")
        stories = Article.objects.annotate(raw=Cast("body", models.TextField()))
        for story in stories.filter(raw__contains='"embed"').iterator():
            blocks = changed(story.body.raw_data, turn)
            body = StreamValue(story.body.stream_block, blocks, is_lazy=True)
            Article.objects.filter(pk=story.pk).update(body=body)
        Revision = apps.get_model("wagtailcore", "Revision")
        versions = Revision.objects.annotate(raw=Cast("content", models.TextField())).filter(
            content_type__app_label="articles", content_type__model="article"
        )
        for version in versions.filter(raw__contains="embed").iterator():
            body = changed(json.loads(version.content.get("body") or "[]"), turn)
            version.content["body"] = json.dumps(body)
            version.save(update_fields=["content"])

    return code


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0005_front_page_slots"),
    ]

    operations = [
        migrations.AlterField(
            model_name='article',
            name='body',
            field=wagtail.fields.StreamField([('text', 0), ('heading', 1), ('quote', 4), ('question', 7), ('picture', 10), ('gallery', 12), ('embed', 16), ('series_card', 17), ('person_card', 18), ('edition_card', 19), ('story_facts', 20), ('read_also', 21), ('spoiler', 24)], blank=True, block_lookup={0: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'story-link', 'hr', 'superscript'], 'icon': 'pilcrow', 'label': 'Text', 'template': 'blocks/text.html'}), 1: ('wagtail.blocks.CharBlock', (), {'icon': 'title', 'label': 'Heading', 'template': 'blocks/heading.html'}), 2: ('wagtail.blocks.TextBlock', (), {'label': 'text'}), 3: ('wagtail.blocks.CharBlock', (), {'label': 'who says it', 'required': False}), 4: ('wagtail.blocks.StructBlock', [[('text', 2), ('attribution', 3)]], {}), 5: ('wagtail.blocks.TextBlock', (), {'label': 'question'}), 6: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'story-link', 'hr', 'superscript'], 'label': 'answer'}), 7: ('wagtail.blocks.StructBlock', [[('question', 5), ('answer', 6)]], {}), 8: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'picture'}), 9: ('wagtail.blocks.CharBlock', (), {'label': 'caption', 'required': False}), 10: ('wagtail.blocks.StructBlock', [[('picture', 8), ('caption', 9)]], {}), 11: ('wagtail.blocks.ListBlock', (10,), {'label': 'pictures', 'min_num': 2}), 12: ('wagtail.blocks.StructBlock', [[('pictures', 11)]], {}), 13: ('wagtail.blocks.URLBlock', (), {'help_text': 'Of its page: YouTube, Dailymotion, Vimeo, X or Instagram. Copied from the bar of the browser, or with “Share”.', 'label': 'address'}), 14: ('wagtail.blocks.CharBlock', (), {'help_text': 'What it is: “La bande-annonce de la saison 2”. Readers see it before they load it.', 'label': 'title', 'max_length': 160}), 15: ('wagtail.images.blocks.ImageChooserBlock', (), {'help_text': 'From the library, until the reader loads it. Left empty: none.', 'label': 'picture', 'required': False}), 16: ('wagtail.blocks.StructBlock', [[('url', 13), ('title', 14), ('picture', 15)]], {}), 17: ('articles.body.blocks.RecordBlock', ('shows.Series',), {'icon': 'desktop', 'label': 'Series card', 'template': 'blocks/series_card.html'}), 18: ('articles.body.blocks.RecordBlock', ('shows.Person',), {'icon': 'user', 'label': 'Person card', 'template': 'blocks/person_card.html'}), 19: ('articles.body.blocks.RecordBlock', ('shows.AwardEdition',), {'icon': 'pick', 'label': 'Prizes of a year', 'template': 'blocks/edition_card.html'}), 20: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('deals', 'Deals'), ('releases', 'Releases'), ('milestones', 'Milestones'), ('castings', 'Castings'), ('nominations', 'Nominations'), ('receptions', 'Reception')], 'icon': 'list-ul', 'label': 'This story’s facts', 'template': 'blocks/story_facts.html'}), 21: ('articles.body.blocks.RecordBlock', ('articles.Article',), {'icon': 'doc-full', 'label': 'Read also', 'template': 'blocks/read_also.html'}), 22: ('wagtail.blocks.CharBlock', (), {'help_text': 'For example “la fin de la saison 2”.', 'label': 'what it reveals'}), 23: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'story-link', 'hr', 'superscript'], 'label': 'text'}), 24: ('wagtail.blocks.StructBlock', [[('scope', 22), ('text', 23)]], {})}, verbose_name='text'),
        ),
        migrations.RunPython(change(to_card), change(to_address)),
    ]
