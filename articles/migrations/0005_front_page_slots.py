# The slots that fill themselves (agenda, deals, most read), and lead and stories left empty.

import wagtail.fields
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0004_the_desk"),
    ]

    operations = [
        migrations.AlterField(
            model_name="frontpage",
            name="slots",
            field=wagtail.fields.StreamField(
                [
                    ("lead", 0),
                    ("story", 1),
                    ("series", 2),
                    ("section", 5),
                    ("agenda", 7),
                    ("deals", 9),
                    ("most_read", 11),
                ],
                blank=True,
                block_lookup={
                    0: (
                        "articles.body.blocks.RecordBlock",
                        ("articles.Article",),
                        {
                            "description": "The big one, at the top wherever its slot is.",
                            "group": "Chosen by the editor",
                            "help_text": "Left empty: the newest story.",
                            "icon": "pick",
                            "label": "Lead story",
                            "required": False,
                        },
                    ),
                    1: (
                        "articles.body.blocks.RecordBlock",
                        ("articles.Article",),
                        {
                            "description": "Under the lead; the newest stories complete the rows.",
                            "group": "Chosen by the editor",
                            "help_text": "Under the lead, in this order. Left empty: the newest story.",
                            "icon": "doc-full",
                            "label": "Story",
                            "required": False,
                        },
                    ),
                    2: (
                        "articles.body.blocks.RecordBlock",
                        ("shows.Series",),
                        {
                            "description": "A series with its record and its newest stories.",
                            "group": "Chosen by the editor",
                            "help_text": "With its record, its next release and its two newest stories.",
                            "icon": "desktop",
                            "label": "Series in focus",
                        },
                    ),
                    3: ("articles.body.blocks.RecordBlock", ("articles.Section",), {"label": "section"}),
                    4: (
                        "wagtail.blocks.IntegerBlock",
                        (),
                        {
                            "default": 4,
                            "label": "how many stories",
                            "max_value": 12,
                            "min_value": 1,
                        },
                    ),
                    5: ("wagtail.blocks.StructBlock", [[("section", 3), ("count", 4)]], {}),
                    6: (
                        "wagtail.blocks.IntegerBlock",
                        (),
                        {
                            "default": 14,
                            "help_text": "Releases without a precise day are listed apart.",
                            "label": "how many days ahead",
                            "max_value": 60,
                            "min_value": 1,
                        },
                    ),
                    7: ("wagtail.blocks.StructBlock", [[("days", 6)]], {}),
                    8: (
                        "wagtail.blocks.IntegerBlock",
                        (),
                        {"default": 5, "label": "how many deals", "max_value": 12, "min_value": 1},
                    ),
                    9: ("wagtail.blocks.StructBlock", [[("count", 8)]], {}),
                    10: (
                        "wagtail.blocks.IntegerBlock",
                        (),
                        {
                            "default": 5,
                            "label": "how many stories",
                            "max_value": 10,
                            "min_value": 1,
                        },
                    ),
                    11: ("wagtail.blocks.StructBlock", [[("count", 10)]], {}),
                },
                verbose_name="slots",
            ),
        ),
    ]
