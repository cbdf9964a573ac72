import django.contrib.postgres.indexes
import django.db.models.deletion
import modelcluster.fields
import wagtail.fields
import wagtail.models.content_types
import wagtail.models.preview
import wagtail.models.specific
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pages", "0003_finalize_page_model"),
        ("media", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ContentPage",
            fields=[
                (
                    "basepage_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "lead",
                    models.TextField(
                        blank=True,
                        help_text="Shown under the title. One or two sentences.",
                        verbose_name="lead text",
                    ),
                ),
                (
                    "lead_es",
                    models.TextField(
                        blank=True,
                        help_text="Shown under the title. One or two sentences.",
                        null=True,
                        verbose_name="lead text",
                    ),
                ),
                (
                    "lead_en",
                    models.TextField(
                        blank=True,
                        help_text="Shown under the title. One or two sentences.",
                        null=True,
                        verbose_name="lead text",
                    ),
                ),
                (
                    "body",
                    wagtail.fields.StreamField(
                        [
                            ("heading", 2),
                            ("paragraph", 3),
                            ("list", 7),
                            ("quotation", 11),
                            ("picture", 14),
                            ("video", 18),
                            ("document", 21),
                            ("call_to_action", 27),
                            ("accordion", 28),
                            ("table", 31),
                        ],
                        blank=True,
                        block_lookup={
                            0: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "A few words that say what the following part is about.",
                                    "label": "Text",
                                    "max_length": 120,
                                },
                            ),
                            1: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {
                                    "choices": [("h2", "Heading"), ("h3", "Subheading")],
                                    "help_text": "A subheading divides the part under a heading.",
                                    "label": "Level",
                                },
                            ),
                            2: ("wagtail.blocks.StructBlock", [[("text", 0), ("level", 1)]], {}),
                            3: ("pages.blocks.text.ParagraphBlock", (), {}),
                            4: ("pages.blocks.text.ListItemBlock", (), {}),
                            5: (
                                "wagtail.blocks.ListBlock",
                                (4,),
                                {
                                    "help_text": "In the order in which they are to be read.",
                                    "label": "Items",
                                    "min_num": 1,
                                },
                            ),
                            6: (
                                "wagtail.blocks.BooleanBlock",
                                (),
                                {
                                    "help_text": "Tick when the order matters, as in steps.",
                                    "label": "Numbered",
                                    "required": False,
                                },
                            ),
                            7: (
                                "wagtail.blocks.StructBlock",
                                [[("entries", 5), ("ordered", 6)]],
                                {},
                            ),
                            8: (
                                "wagtail.blocks.TextBlock",
                                (),
                                {
                                    "help_text": "The words as they were said or written.",
                                    "label": "Quotation",
                                },
                            ),
                            9: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "A person, an organization or a document.",
                                    "label": "Who said it",
                                },
                            ),
                            10: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "What the person does, and where.",
                                    "label": "Role",
                                    "required": False,
                                },
                            ),
                            11: (
                                "wagtail.blocks.StructBlock",
                                [[("text", 8), ("who", 9), ("role", 10)]],
                                {},
                            ),
                            12: ("wagtail.images.blocks.ImageBlock", [], {"label": "Picture"}),
                            13: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "What readers should know of the picture: who, where, when.",
                                    "label": "Caption",
                                    "max_length": 255,
                                    "required": False,
                                },
                            ),
                            14: (
                                "wagtail.blocks.StructBlock",
                                [[("image", 12), ("caption", 13)]],
                                {},
                            ),
                            15: (
                                "wagtail.blocks.URLBlock",
                                (),
                                {
                                    "help_text": "The video's address on YouTube or Vimeo.",
                                    "label": "Address",
                                },
                            ),
                            16: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"help_text": "What the video is about.", "label": "Title"},
                            ),
                            17: (
                                "pages.blocks.text.ProseBlock",
                                (),
                                {
                                    "help_text": "What is said and shown, for those who cannot hear or see it.",
                                    "label": "Transcript",
                                },
                            ),
                            18: (
                                "wagtail.blocks.StructBlock",
                                [[("address", 15), ("title", 16), ("transcript", 17)]],
                                {},
                            ),
                            19: (
                                "wagtail.documents.blocks.DocumentChooserBlock",
                                (),
                                {
                                    "help_text": "Its type and size are shown by themselves.",
                                    "label": "Document",
                                },
                            ),
                            20: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "Leave empty to show the document's own title.",
                                    "label": "Title",
                                    "required": False,
                                },
                            ),
                            21: (
                                "wagtail.blocks.StructBlock",
                                [[("document", 19), ("title", 20)]],
                                {},
                            ),
                            22: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "Says what happens, as “See the programmes”; never “here”.",
                                    "label": "Text of the link",
                                    "max_length": 60,
                                },
                            ),
                            23: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "One sentence above the link.",
                                    "label": "Note",
                                    "max_length": 200,
                                    "required": False,
                                },
                            ),
                            24: (
                                "wagtail.blocks.PageChooserBlock",
                                (),
                                {
                                    "help_text": "A page of this site.",
                                    "label": "Page",
                                    "required": False,
                                },
                            ),
                            25: (
                                "wagtail.documents.blocks.DocumentChooserBlock",
                                (),
                                {
                                    "help_text": "Or a document of the library.",
                                    "label": "Document",
                                    "required": False,
                                },
                            ),
                            26: (
                                "wagtail.blocks.URLBlock",
                                (),
                                {
                                    "help_text": "Or an address on another site.",
                                    "label": "Address",
                                    "required": False,
                                },
                            ),
                            27: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("text", 22),
                                        ("note", 23),
                                        ("page", 24),
                                        ("document", 25),
                                        ("address", 26),
                                    ]
                                ],
                                {},
                            ),
                            28: ("pages.blocks.structure.AccordionBlock", (), {}),
                            29: ("pages.blocks.structure.RowHeadingBlock", (), {}),
                            30: ("pages.blocks.structure.CellBlock", (), {}),
                            31: (
                                "wagtail.contrib.typed_table_block.blocks.TypedTableBlock",
                                [[("row_heading", 29), ("text", 30)]],
                                {},
                            ),
                        },
                        verbose_name="content",
                    ),
                ),
                (
                    "body_es",
                    wagtail.fields.StreamField(
                        [
                            ("heading", 2),
                            ("paragraph", 3),
                            ("list", 7),
                            ("quotation", 11),
                            ("picture", 14),
                            ("video", 18),
                            ("document", 21),
                            ("call_to_action", 27),
                            ("accordion", 28),
                            ("table", 31),
                        ],
                        blank=True,
                        block_lookup={
                            0: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "A few words that say what the following part is about.",
                                    "label": "Text",
                                    "max_length": 120,
                                },
                            ),
                            1: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {
                                    "choices": [("h2", "Heading"), ("h3", "Subheading")],
                                    "help_text": "A subheading divides the part under a heading.",
                                    "label": "Level",
                                },
                            ),
                            2: ("wagtail.blocks.StructBlock", [[("text", 0), ("level", 1)]], {}),
                            3: ("pages.blocks.text.ParagraphBlock", (), {}),
                            4: ("pages.blocks.text.ListItemBlock", (), {}),
                            5: (
                                "wagtail.blocks.ListBlock",
                                (4,),
                                {
                                    "help_text": "In the order in which they are to be read.",
                                    "label": "Items",
                                    "min_num": 1,
                                },
                            ),
                            6: (
                                "wagtail.blocks.BooleanBlock",
                                (),
                                {
                                    "help_text": "Tick when the order matters, as in steps.",
                                    "label": "Numbered",
                                    "required": False,
                                },
                            ),
                            7: (
                                "wagtail.blocks.StructBlock",
                                [[("entries", 5), ("ordered", 6)]],
                                {},
                            ),
                            8: (
                                "wagtail.blocks.TextBlock",
                                (),
                                {
                                    "help_text": "The words as they were said or written.",
                                    "label": "Quotation",
                                },
                            ),
                            9: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "A person, an organization or a document.",
                                    "label": "Who said it",
                                },
                            ),
                            10: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "What the person does, and where.",
                                    "label": "Role",
                                    "required": False,
                                },
                            ),
                            11: (
                                "wagtail.blocks.StructBlock",
                                [[("text", 8), ("who", 9), ("role", 10)]],
                                {},
                            ),
                            12: ("wagtail.images.blocks.ImageBlock", [], {"label": "Picture"}),
                            13: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "What readers should know of the picture: who, where, when.",
                                    "label": "Caption",
                                    "max_length": 255,
                                    "required": False,
                                },
                            ),
                            14: (
                                "wagtail.blocks.StructBlock",
                                [[("image", 12), ("caption", 13)]],
                                {},
                            ),
                            15: (
                                "wagtail.blocks.URLBlock",
                                (),
                                {
                                    "help_text": "The video's address on YouTube or Vimeo.",
                                    "label": "Address",
                                },
                            ),
                            16: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"help_text": "What the video is about.", "label": "Title"},
                            ),
                            17: (
                                "pages.blocks.text.ProseBlock",
                                (),
                                {
                                    "help_text": "What is said and shown, for those who cannot hear or see it.",
                                    "label": "Transcript",
                                },
                            ),
                            18: (
                                "wagtail.blocks.StructBlock",
                                [[("address", 15), ("title", 16), ("transcript", 17)]],
                                {},
                            ),
                            19: (
                                "wagtail.documents.blocks.DocumentChooserBlock",
                                (),
                                {
                                    "help_text": "Its type and size are shown by themselves.",
                                    "label": "Document",
                                },
                            ),
                            20: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "Leave empty to show the document's own title.",
                                    "label": "Title",
                                    "required": False,
                                },
                            ),
                            21: (
                                "wagtail.blocks.StructBlock",
                                [[("document", 19), ("title", 20)]],
                                {},
                            ),
                            22: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "Says what happens, as “See the programmes”; never “here”.",
                                    "label": "Text of the link",
                                    "max_length": 60,
                                },
                            ),
                            23: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "One sentence above the link.",
                                    "label": "Note",
                                    "max_length": 200,
                                    "required": False,
                                },
                            ),
                            24: (
                                "wagtail.blocks.PageChooserBlock",
                                (),
                                {
                                    "help_text": "A page of this site.",
                                    "label": "Page",
                                    "required": False,
                                },
                            ),
                            25: (
                                "wagtail.documents.blocks.DocumentChooserBlock",
                                (),
                                {
                                    "help_text": "Or a document of the library.",
                                    "label": "Document",
                                    "required": False,
                                },
                            ),
                            26: (
                                "wagtail.blocks.URLBlock",
                                (),
                                {
                                    "help_text": "Or an address on another site.",
                                    "label": "Address",
                                    "required": False,
                                },
                            ),
                            27: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("text", 22),
                                        ("note", 23),
                                        ("page", 24),
                                        ("document", 25),
                                        ("address", 26),
                                    ]
                                ],
                                {},
                            ),
                            28: ("pages.blocks.structure.AccordionBlock", (), {}),
                            29: ("pages.blocks.structure.RowHeadingBlock", (), {}),
                            30: ("pages.blocks.structure.CellBlock", (), {}),
                            31: (
                                "wagtail.contrib.typed_table_block.blocks.TypedTableBlock",
                                [[("row_heading", 29), ("text", 30)]],
                                {},
                            ),
                        },
                        null=True,
                        verbose_name="content",
                    ),
                ),
                (
                    "body_en",
                    wagtail.fields.StreamField(
                        [
                            ("heading", 2),
                            ("paragraph", 3),
                            ("list", 7),
                            ("quotation", 11),
                            ("picture", 14),
                            ("video", 18),
                            ("document", 21),
                            ("call_to_action", 27),
                            ("accordion", 28),
                            ("table", 31),
                        ],
                        blank=True,
                        block_lookup={
                            0: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "A few words that say what the following part is about.",
                                    "label": "Text",
                                    "max_length": 120,
                                },
                            ),
                            1: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {
                                    "choices": [("h2", "Heading"), ("h3", "Subheading")],
                                    "help_text": "A subheading divides the part under a heading.",
                                    "label": "Level",
                                },
                            ),
                            2: ("wagtail.blocks.StructBlock", [[("text", 0), ("level", 1)]], {}),
                            3: ("pages.blocks.text.ParagraphBlock", (), {}),
                            4: ("pages.blocks.text.ListItemBlock", (), {}),
                            5: (
                                "wagtail.blocks.ListBlock",
                                (4,),
                                {
                                    "help_text": "In the order in which they are to be read.",
                                    "label": "Items",
                                    "min_num": 1,
                                },
                            ),
                            6: (
                                "wagtail.blocks.BooleanBlock",
                                (),
                                {
                                    "help_text": "Tick when the order matters, as in steps.",
                                    "label": "Numbered",
                                    "required": False,
                                },
                            ),
                            7: (
                                "wagtail.blocks.StructBlock",
                                [[("entries", 5), ("ordered", 6)]],
                                {},
                            ),
                            8: (
                                "wagtail.blocks.TextBlock",
                                (),
                                {
                                    "help_text": "The words as they were said or written.",
                                    "label": "Quotation",
                                },
                            ),
                            9: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "A person, an organization or a document.",
                                    "label": "Who said it",
                                },
                            ),
                            10: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "What the person does, and where.",
                                    "label": "Role",
                                    "required": False,
                                },
                            ),
                            11: (
                                "wagtail.blocks.StructBlock",
                                [[("text", 8), ("who", 9), ("role", 10)]],
                                {},
                            ),
                            12: ("wagtail.images.blocks.ImageBlock", [], {"label": "Picture"}),
                            13: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "What readers should know of the picture: who, where, when.",
                                    "label": "Caption",
                                    "max_length": 255,
                                    "required": False,
                                },
                            ),
                            14: (
                                "wagtail.blocks.StructBlock",
                                [[("image", 12), ("caption", 13)]],
                                {},
                            ),
                            15: (
                                "wagtail.blocks.URLBlock",
                                (),
                                {
                                    "help_text": "The video's address on YouTube or Vimeo.",
                                    "label": "Address",
                                },
                            ),
                            16: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"help_text": "What the video is about.", "label": "Title"},
                            ),
                            17: (
                                "pages.blocks.text.ProseBlock",
                                (),
                                {
                                    "help_text": "What is said and shown, for those who cannot hear or see it.",
                                    "label": "Transcript",
                                },
                            ),
                            18: (
                                "wagtail.blocks.StructBlock",
                                [[("address", 15), ("title", 16), ("transcript", 17)]],
                                {},
                            ),
                            19: (
                                "wagtail.documents.blocks.DocumentChooserBlock",
                                (),
                                {
                                    "help_text": "Its type and size are shown by themselves.",
                                    "label": "Document",
                                },
                            ),
                            20: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "Leave empty to show the document's own title.",
                                    "label": "Title",
                                    "required": False,
                                },
                            ),
                            21: (
                                "wagtail.blocks.StructBlock",
                                [[("document", 19), ("title", 20)]],
                                {},
                            ),
                            22: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "Says what happens, as “See the programmes”; never “here”.",
                                    "label": "Text of the link",
                                    "max_length": 60,
                                },
                            ),
                            23: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "One sentence above the link.",
                                    "label": "Note",
                                    "max_length": 200,
                                    "required": False,
                                },
                            ),
                            24: (
                                "wagtail.blocks.PageChooserBlock",
                                (),
                                {
                                    "help_text": "A page of this site.",
                                    "label": "Page",
                                    "required": False,
                                },
                            ),
                            25: (
                                "wagtail.documents.blocks.DocumentChooserBlock",
                                (),
                                {
                                    "help_text": "Or a document of the library.",
                                    "label": "Document",
                                    "required": False,
                                },
                            ),
                            26: (
                                "wagtail.blocks.URLBlock",
                                (),
                                {
                                    "help_text": "Or an address on another site.",
                                    "label": "Address",
                                    "required": False,
                                },
                            ),
                            27: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("text", 22),
                                        ("note", 23),
                                        ("page", 24),
                                        ("document", 25),
                                        ("address", 26),
                                    ]
                                ],
                                {},
                            ),
                            28: ("pages.blocks.structure.AccordionBlock", (), {}),
                            29: ("pages.blocks.structure.RowHeadingBlock", (), {}),
                            30: ("pages.blocks.structure.CellBlock", (), {}),
                            31: (
                                "wagtail.contrib.typed_table_block.blocks.TypedTableBlock",
                                [[("row_heading", 29), ("text", 30)]],
                                {},
                            ),
                        },
                        null=True,
                        verbose_name="content",
                    ),
                ),
            ],
            options={
                "verbose_name": "content page",
                "verbose_name_plural": "content pages",
            },
            bases=("pages.basepage",),
        ),
        migrations.CreateModel(
            name="HomePage",
            fields=[
                (
                    "basepage_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "lead",
                    models.TextField(
                        blank=True,
                        help_text="The first text on the front page: what the office is for. One sentence.",
                        verbose_name="lead text",
                    ),
                ),
                (
                    "lead_es",
                    models.TextField(
                        blank=True,
                        help_text="The first text on the front page: what the office is for. One sentence.",
                        null=True,
                        verbose_name="lead text",
                    ),
                ),
                (
                    "lead_en",
                    models.TextField(
                        blank=True,
                        help_text="The first text on the front page: what the office is for. One sentence.",
                        null=True,
                        verbose_name="lead text",
                    ),
                ),
                (
                    "body",
                    wagtail.fields.StreamField(
                        [
                            ("heading", 2),
                            ("paragraph", 3),
                            ("list", 7),
                            ("quotation", 11),
                            ("picture", 14),
                            ("video", 18),
                            ("document", 21),
                            ("call_to_action", 27),
                            ("accordion", 28),
                            ("table", 31),
                        ],
                        blank=True,
                        block_lookup={
                            0: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "A few words that say what the following part is about.",
                                    "label": "Text",
                                    "max_length": 120,
                                },
                            ),
                            1: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {
                                    "choices": [("h2", "Heading"), ("h3", "Subheading")],
                                    "help_text": "A subheading divides the part under a heading.",
                                    "label": "Level",
                                },
                            ),
                            2: ("wagtail.blocks.StructBlock", [[("text", 0), ("level", 1)]], {}),
                            3: ("pages.blocks.text.ParagraphBlock", (), {}),
                            4: ("pages.blocks.text.ListItemBlock", (), {}),
                            5: (
                                "wagtail.blocks.ListBlock",
                                (4,),
                                {
                                    "help_text": "In the order in which they are to be read.",
                                    "label": "Items",
                                    "min_num": 1,
                                },
                            ),
                            6: (
                                "wagtail.blocks.BooleanBlock",
                                (),
                                {
                                    "help_text": "Tick when the order matters, as in steps.",
                                    "label": "Numbered",
                                    "required": False,
                                },
                            ),
                            7: (
                                "wagtail.blocks.StructBlock",
                                [[("entries", 5), ("ordered", 6)]],
                                {},
                            ),
                            8: (
                                "wagtail.blocks.TextBlock",
                                (),
                                {
                                    "help_text": "The words as they were said or written.",
                                    "label": "Quotation",
                                },
                            ),
                            9: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "A person, an organization or a document.",
                                    "label": "Who said it",
                                },
                            ),
                            10: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "What the person does, and where.",
                                    "label": "Role",
                                    "required": False,
                                },
                            ),
                            11: (
                                "wagtail.blocks.StructBlock",
                                [[("text", 8), ("who", 9), ("role", 10)]],
                                {},
                            ),
                            12: ("wagtail.images.blocks.ImageBlock", [], {"label": "Picture"}),
                            13: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "What readers should know of the picture: who, where, when.",
                                    "label": "Caption",
                                    "max_length": 255,
                                    "required": False,
                                },
                            ),
                            14: (
                                "wagtail.blocks.StructBlock",
                                [[("image", 12), ("caption", 13)]],
                                {},
                            ),
                            15: (
                                "wagtail.blocks.URLBlock",
                                (),
                                {
                                    "help_text": "The video's address on YouTube or Vimeo.",
                                    "label": "Address",
                                },
                            ),
                            16: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"help_text": "What the video is about.", "label": "Title"},
                            ),
                            17: (
                                "pages.blocks.text.ProseBlock",
                                (),
                                {
                                    "help_text": "What is said and shown, for those who cannot hear or see it.",
                                    "label": "Transcript",
                                },
                            ),
                            18: (
                                "wagtail.blocks.StructBlock",
                                [[("address", 15), ("title", 16), ("transcript", 17)]],
                                {},
                            ),
                            19: (
                                "wagtail.documents.blocks.DocumentChooserBlock",
                                (),
                                {
                                    "help_text": "Its type and size are shown by themselves.",
                                    "label": "Document",
                                },
                            ),
                            20: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "Leave empty to show the document's own title.",
                                    "label": "Title",
                                    "required": False,
                                },
                            ),
                            21: (
                                "wagtail.blocks.StructBlock",
                                [[("document", 19), ("title", 20)]],
                                {},
                            ),
                            22: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "Says what happens, as “See the programmes”; never “here”.",
                                    "label": "Text of the link",
                                    "max_length": 60,
                                },
                            ),
                            23: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "One sentence above the link.",
                                    "label": "Note",
                                    "max_length": 200,
                                    "required": False,
                                },
                            ),
                            24: (
                                "wagtail.blocks.PageChooserBlock",
                                (),
                                {
                                    "help_text": "A page of this site.",
                                    "label": "Page",
                                    "required": False,
                                },
                            ),
                            25: (
                                "wagtail.documents.blocks.DocumentChooserBlock",
                                (),
                                {
                                    "help_text": "Or a document of the library.",
                                    "label": "Document",
                                    "required": False,
                                },
                            ),
                            26: (
                                "wagtail.blocks.URLBlock",
                                (),
                                {
                                    "help_text": "Or an address on another site.",
                                    "label": "Address",
                                    "required": False,
                                },
                            ),
                            27: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("text", 22),
                                        ("note", 23),
                                        ("page", 24),
                                        ("document", 25),
                                        ("address", 26),
                                    ]
                                ],
                                {},
                            ),
                            28: ("pages.blocks.structure.AccordionBlock", (), {}),
                            29: ("pages.blocks.structure.RowHeadingBlock", (), {}),
                            30: ("pages.blocks.structure.CellBlock", (), {}),
                            31: (
                                "wagtail.contrib.typed_table_block.blocks.TypedTableBlock",
                                [[("row_heading", 29), ("text", 30)]],
                                {},
                            ),
                        },
                        help_text="Shown below the ways into the sections.",
                        verbose_name="content",
                    ),
                ),
                (
                    "body_es",
                    wagtail.fields.StreamField(
                        [
                            ("heading", 2),
                            ("paragraph", 3),
                            ("list", 7),
                            ("quotation", 11),
                            ("picture", 14),
                            ("video", 18),
                            ("document", 21),
                            ("call_to_action", 27),
                            ("accordion", 28),
                            ("table", 31),
                        ],
                        blank=True,
                        block_lookup={
                            0: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "A few words that say what the following part is about.",
                                    "label": "Text",
                                    "max_length": 120,
                                },
                            ),
                            1: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {
                                    "choices": [("h2", "Heading"), ("h3", "Subheading")],
                                    "help_text": "A subheading divides the part under a heading.",
                                    "label": "Level",
                                },
                            ),
                            2: ("wagtail.blocks.StructBlock", [[("text", 0), ("level", 1)]], {}),
                            3: ("pages.blocks.text.ParagraphBlock", (), {}),
                            4: ("pages.blocks.text.ListItemBlock", (), {}),
                            5: (
                                "wagtail.blocks.ListBlock",
                                (4,),
                                {
                                    "help_text": "In the order in which they are to be read.",
                                    "label": "Items",
                                    "min_num": 1,
                                },
                            ),
                            6: (
                                "wagtail.blocks.BooleanBlock",
                                (),
                                {
                                    "help_text": "Tick when the order matters, as in steps.",
                                    "label": "Numbered",
                                    "required": False,
                                },
                            ),
                            7: (
                                "wagtail.blocks.StructBlock",
                                [[("entries", 5), ("ordered", 6)]],
                                {},
                            ),
                            8: (
                                "wagtail.blocks.TextBlock",
                                (),
                                {
                                    "help_text": "The words as they were said or written.",
                                    "label": "Quotation",
                                },
                            ),
                            9: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "A person, an organization or a document.",
                                    "label": "Who said it",
                                },
                            ),
                            10: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "What the person does, and where.",
                                    "label": "Role",
                                    "required": False,
                                },
                            ),
                            11: (
                                "wagtail.blocks.StructBlock",
                                [[("text", 8), ("who", 9), ("role", 10)]],
                                {},
                            ),
                            12: ("wagtail.images.blocks.ImageBlock", [], {"label": "Picture"}),
                            13: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "What readers should know of the picture: who, where, when.",
                                    "label": "Caption",
                                    "max_length": 255,
                                    "required": False,
                                },
                            ),
                            14: (
                                "wagtail.blocks.StructBlock",
                                [[("image", 12), ("caption", 13)]],
                                {},
                            ),
                            15: (
                                "wagtail.blocks.URLBlock",
                                (),
                                {
                                    "help_text": "The video's address on YouTube or Vimeo.",
                                    "label": "Address",
                                },
                            ),
                            16: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"help_text": "What the video is about.", "label": "Title"},
                            ),
                            17: (
                                "pages.blocks.text.ProseBlock",
                                (),
                                {
                                    "help_text": "What is said and shown, for those who cannot hear or see it.",
                                    "label": "Transcript",
                                },
                            ),
                            18: (
                                "wagtail.blocks.StructBlock",
                                [[("address", 15), ("title", 16), ("transcript", 17)]],
                                {},
                            ),
                            19: (
                                "wagtail.documents.blocks.DocumentChooserBlock",
                                (),
                                {
                                    "help_text": "Its type and size are shown by themselves.",
                                    "label": "Document",
                                },
                            ),
                            20: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "Leave empty to show the document's own title.",
                                    "label": "Title",
                                    "required": False,
                                },
                            ),
                            21: (
                                "wagtail.blocks.StructBlock",
                                [[("document", 19), ("title", 20)]],
                                {},
                            ),
                            22: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "Says what happens, as “See the programmes”; never “here”.",
                                    "label": "Text of the link",
                                    "max_length": 60,
                                },
                            ),
                            23: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "One sentence above the link.",
                                    "label": "Note",
                                    "max_length": 200,
                                    "required": False,
                                },
                            ),
                            24: (
                                "wagtail.blocks.PageChooserBlock",
                                (),
                                {
                                    "help_text": "A page of this site.",
                                    "label": "Page",
                                    "required": False,
                                },
                            ),
                            25: (
                                "wagtail.documents.blocks.DocumentChooserBlock",
                                (),
                                {
                                    "help_text": "Or a document of the library.",
                                    "label": "Document",
                                    "required": False,
                                },
                            ),
                            26: (
                                "wagtail.blocks.URLBlock",
                                (),
                                {
                                    "help_text": "Or an address on another site.",
                                    "label": "Address",
                                    "required": False,
                                },
                            ),
                            27: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("text", 22),
                                        ("note", 23),
                                        ("page", 24),
                                        ("document", 25),
                                        ("address", 26),
                                    ]
                                ],
                                {},
                            ),
                            28: ("pages.blocks.structure.AccordionBlock", (), {}),
                            29: ("pages.blocks.structure.RowHeadingBlock", (), {}),
                            30: ("pages.blocks.structure.CellBlock", (), {}),
                            31: (
                                "wagtail.contrib.typed_table_block.blocks.TypedTableBlock",
                                [[("row_heading", 29), ("text", 30)]],
                                {},
                            ),
                        },
                        help_text="Shown below the ways into the sections.",
                        null=True,
                        verbose_name="content",
                    ),
                ),
                (
                    "body_en",
                    wagtail.fields.StreamField(
                        [
                            ("heading", 2),
                            ("paragraph", 3),
                            ("list", 7),
                            ("quotation", 11),
                            ("picture", 14),
                            ("video", 18),
                            ("document", 21),
                            ("call_to_action", 27),
                            ("accordion", 28),
                            ("table", 31),
                        ],
                        blank=True,
                        block_lookup={
                            0: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "A few words that say what the following part is about.",
                                    "label": "Text",
                                    "max_length": 120,
                                },
                            ),
                            1: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {
                                    "choices": [("h2", "Heading"), ("h3", "Subheading")],
                                    "help_text": "A subheading divides the part under a heading.",
                                    "label": "Level",
                                },
                            ),
                            2: ("wagtail.blocks.StructBlock", [[("text", 0), ("level", 1)]], {}),
                            3: ("pages.blocks.text.ParagraphBlock", (), {}),
                            4: ("pages.blocks.text.ListItemBlock", (), {}),
                            5: (
                                "wagtail.blocks.ListBlock",
                                (4,),
                                {
                                    "help_text": "In the order in which they are to be read.",
                                    "label": "Items",
                                    "min_num": 1,
                                },
                            ),
                            6: (
                                "wagtail.blocks.BooleanBlock",
                                (),
                                {
                                    "help_text": "Tick when the order matters, as in steps.",
                                    "label": "Numbered",
                                    "required": False,
                                },
                            ),
                            7: (
                                "wagtail.blocks.StructBlock",
                                [[("entries", 5), ("ordered", 6)]],
                                {},
                            ),
                            8: (
                                "wagtail.blocks.TextBlock",
                                (),
                                {
                                    "help_text": "The words as they were said or written.",
                                    "label": "Quotation",
                                },
                            ),
                            9: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "A person, an organization or a document.",
                                    "label": "Who said it",
                                },
                            ),
                            10: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "What the person does, and where.",
                                    "label": "Role",
                                    "required": False,
                                },
                            ),
                            11: (
                                "wagtail.blocks.StructBlock",
                                [[("text", 8), ("who", 9), ("role", 10)]],
                                {},
                            ),
                            12: ("wagtail.images.blocks.ImageBlock", [], {"label": "Picture"}),
                            13: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "What readers should know of the picture: who, where, when.",
                                    "label": "Caption",
                                    "max_length": 255,
                                    "required": False,
                                },
                            ),
                            14: (
                                "wagtail.blocks.StructBlock",
                                [[("image", 12), ("caption", 13)]],
                                {},
                            ),
                            15: (
                                "wagtail.blocks.URLBlock",
                                (),
                                {
                                    "help_text": "The video's address on YouTube or Vimeo.",
                                    "label": "Address",
                                },
                            ),
                            16: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"help_text": "What the video is about.", "label": "Title"},
                            ),
                            17: (
                                "pages.blocks.text.ProseBlock",
                                (),
                                {
                                    "help_text": "What is said and shown, for those who cannot hear or see it.",
                                    "label": "Transcript",
                                },
                            ),
                            18: (
                                "wagtail.blocks.StructBlock",
                                [[("address", 15), ("title", 16), ("transcript", 17)]],
                                {},
                            ),
                            19: (
                                "wagtail.documents.blocks.DocumentChooserBlock",
                                (),
                                {
                                    "help_text": "Its type and size are shown by themselves.",
                                    "label": "Document",
                                },
                            ),
                            20: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "Leave empty to show the document's own title.",
                                    "label": "Title",
                                    "required": False,
                                },
                            ),
                            21: (
                                "wagtail.blocks.StructBlock",
                                [[("document", 19), ("title", 20)]],
                                {},
                            ),
                            22: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "Says what happens, as “See the programmes”; never “here”.",
                                    "label": "Text of the link",
                                    "max_length": 60,
                                },
                            ),
                            23: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "One sentence above the link.",
                                    "label": "Note",
                                    "max_length": 200,
                                    "required": False,
                                },
                            ),
                            24: (
                                "wagtail.blocks.PageChooserBlock",
                                (),
                                {
                                    "help_text": "A page of this site.",
                                    "label": "Page",
                                    "required": False,
                                },
                            ),
                            25: (
                                "wagtail.documents.blocks.DocumentChooserBlock",
                                (),
                                {
                                    "help_text": "Or a document of the library.",
                                    "label": "Document",
                                    "required": False,
                                },
                            ),
                            26: (
                                "wagtail.blocks.URLBlock",
                                (),
                                {
                                    "help_text": "Or an address on another site.",
                                    "label": "Address",
                                    "required": False,
                                },
                            ),
                            27: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("text", 22),
                                        ("note", 23),
                                        ("page", 24),
                                        ("document", 25),
                                        ("address", 26),
                                    ]
                                ],
                                {},
                            ),
                            28: ("pages.blocks.structure.AccordionBlock", (), {}),
                            29: ("pages.blocks.structure.RowHeadingBlock", (), {}),
                            30: ("pages.blocks.structure.CellBlock", (), {}),
                            31: (
                                "wagtail.contrib.typed_table_block.blocks.TypedTableBlock",
                                [[("row_heading", 29), ("text", 30)]],
                                {},
                            ),
                        },
                        help_text="Shown below the ways into the sections.",
                        null=True,
                        verbose_name="content",
                    ),
                ),
            ],
            options={
                "verbose_name": "front page",
                "verbose_name_plural": "front pages",
            },
            bases=("pages.basepage",),
        ),
        migrations.CreateModel(
            name="MissionPage",
            fields=[
                (
                    "basepage_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "opening",
                    wagtail.fields.RichTextField(
                        blank=True,
                        help_text="The first paragraphs of the page.",
                        verbose_name="opening statements",
                    ),
                ),
                (
                    "opening_es",
                    wagtail.fields.RichTextField(
                        blank=True,
                        help_text="The first paragraphs of the page.",
                        null=True,
                        verbose_name="opening statements",
                    ),
                ),
                (
                    "opening_en",
                    wagtail.fields.RichTextField(
                        blank=True,
                        help_text="The first paragraphs of the page.",
                        null=True,
                        verbose_name="opening statements",
                    ),
                ),
                (
                    "commitments_lead",
                    models.TextField(
                        blank=True,
                        help_text="Ends with a colon and leads to the list of commitments.",
                        verbose_name="sentence before the commitments",
                    ),
                ),
                (
                    "commitments_lead_es",
                    models.TextField(
                        blank=True,
                        help_text="Ends with a colon and leads to the list of commitments.",
                        null=True,
                        verbose_name="sentence before the commitments",
                    ),
                ),
                (
                    "commitments_lead_en",
                    models.TextField(
                        blank=True,
                        help_text="Ends with a colon and leads to the list of commitments.",
                        null=True,
                        verbose_name="sentence before the commitments",
                    ),
                ),
            ],
            options={
                "verbose_name": "mission",
                "verbose_name_plural": "missions",
            },
            bases=("pages.basepage",),
        ),
        migrations.CreateModel(
            name="SectionPage",
            fields=[
                (
                    "basepage_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "lead",
                    models.TextField(
                        blank=True,
                        help_text="Shown under the title, above the list of pages. One or two sentences.",
                        verbose_name="lead text",
                    ),
                ),
                (
                    "lead_es",
                    models.TextField(
                        blank=True,
                        help_text="Shown under the title, above the list of pages. One or two sentences.",
                        null=True,
                        verbose_name="lead text",
                    ),
                ),
                (
                    "lead_en",
                    models.TextField(
                        blank=True,
                        help_text="Shown under the title, above the list of pages. One or two sentences.",
                        null=True,
                        verbose_name="lead text",
                    ),
                ),
            ],
            options={
                "verbose_name": "section",
                "verbose_name_plural": "sections",
            },
            bases=("pages.basepage",),
        ),
        migrations.CreateModel(
            name="ValuesPage",
            fields=[
                (
                    "basepage_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "body",
                    wagtail.fields.RichTextField(
                        blank=True,
                        help_text="The text of the page. The values are listed after it.",
                        verbose_name="text",
                    ),
                ),
                (
                    "body_es",
                    wagtail.fields.RichTextField(
                        blank=True,
                        help_text="The text of the page. The values are listed after it.",
                        null=True,
                        verbose_name="text",
                    ),
                ),
                (
                    "body_en",
                    wagtail.fields.RichTextField(
                        blank=True,
                        help_text="The text of the page. The values are listed after it.",
                        null=True,
                        verbose_name="text",
                    ),
                ),
            ],
            options={
                "verbose_name": "values",
                "verbose_name_plural": "pages of values",
            },
            bases=("pages.basepage",),
        ),
        migrations.CreateModel(
            name="PortalSettings",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "site_name",
                    models.CharField(
                        blank=True,
                        help_text="Beside the logo, and after each page's title in the browser's tab.",
                        max_length=100,
                        verbose_name="name of the site",
                    ),
                ),
                (
                    "site_name_es",
                    models.CharField(
                        blank=True,
                        help_text="Beside the logo, and after each page's title in the browser's tab.",
                        max_length=100,
                        null=True,
                        verbose_name="name of the site",
                    ),
                ),
                (
                    "site_name_en",
                    models.CharField(
                        blank=True,
                        help_text="Beside the logo, and after each page's title in the browser's tab.",
                        max_length=100,
                        null=True,
                        verbose_name="name of the site",
                    ),
                ),
                (
                    "organisation",
                    models.CharField(
                        blank=True,
                        help_text="In the footer.",
                        max_length=150,
                        verbose_name="name of the organization",
                    ),
                ),
                (
                    "organisation_es",
                    models.CharField(
                        blank=True,
                        help_text="In the footer.",
                        max_length=150,
                        null=True,
                        verbose_name="name of the organization",
                    ),
                ),
                (
                    "organisation_en",
                    models.CharField(
                        blank=True,
                        help_text="In the footer.",
                        max_length=150,
                        null=True,
                        verbose_name="name of the organization",
                    ),
                ),
                ("address", models.TextField(blank=True, verbose_name="postal address")),
                (
                    "address_es",
                    models.TextField(blank=True, null=True, verbose_name="postal address"),
                ),
                (
                    "address_en",
                    models.TextField(blank=True, null=True, verbose_name="postal address"),
                ),
                ("phone", models.CharField(blank=True, max_length=50, verbose_name="telephone")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                (
                    "footer",
                    wagtail.fields.RichTextField(blank=True, verbose_name="text of the footer"),
                ),
                (
                    "footer_es",
                    wagtail.fields.RichTextField(
                        blank=True, null=True, verbose_name="text of the footer"
                    ),
                ),
                (
                    "footer_en",
                    wagtail.fields.RichTextField(
                        blank=True, null=True, verbose_name="text of the footer"
                    ),
                ),
                (
                    "alert",
                    wagtail.fields.RichTextField(
                        blank=True,
                        help_text="A banner on top of every page, between its start and its end.",
                        verbose_name="alert",
                    ),
                ),
                (
                    "alert_es",
                    wagtail.fields.RichTextField(
                        blank=True,
                        help_text="A banner on top of every page, between its start and its end.",
                        null=True,
                        verbose_name="alert",
                    ),
                ),
                (
                    "alert_en",
                    wagtail.fields.RichTextField(
                        blank=True,
                        help_text="A banner on top of every page, between its start and its end.",
                        null=True,
                        verbose_name="alert",
                    ),
                ),
                (
                    "alert_from",
                    models.DateTimeField(blank=True, null=True, verbose_name="alert starts"),
                ),
                (
                    "alert_until",
                    models.DateTimeField(blank=True, null=True, verbose_name="alert ends"),
                ),
                (
                    "logo",
                    models.ForeignKey(
                        blank=True,
                        help_text="In the header. Without one the name of the site stands alone.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="media.portalimage",
                        verbose_name="logo",
                    ),
                ),
                (
                    "site",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="wagtailcore.site",
                    ),
                ),
            ],
            options={
                "verbose_name": "site settings",
                "verbose_name_plural": "site settings",
            },
        ),
        migrations.CreateModel(
            name="SocialNetwork",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                ("name", models.CharField(max_length=50, verbose_name="name of the network")),
                ("url", models.URLField(verbose_name="address")),
                (
                    "settings",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="networks",
                        to="pages.portalsettings",
                    ),
                ),
            ],
            options={
                "verbose_name": "social network",
                "verbose_name_plural": "social networks",
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="TranslationState",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("language", models.CharField(max_length=10, verbose_name="language")),
                (
                    "reviewed",
                    models.BooleanField(default=False, verbose_name="reviewed by the office"),
                ),
                (
                    "reviewed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="reviewed at"),
                ),
                (
                    "page",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="translation_states",
                        to=settings.WAGTAIL_PAGE_MODEL,
                        verbose_name="page",
                    ),
                ),
                (
                    "reviewed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="reviewed by",
                    ),
                ),
            ],
            options={
                "verbose_name": "state of a translation",
                "verbose_name_plural": "states of translations",
            },
        ),
        migrations.CreateModel(
            name="Commitment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                ("text", models.TextField(verbose_name="commitment")),
                ("text_es", models.TextField(null=True, verbose_name="commitment")),
                ("text_en", models.TextField(null=True, verbose_name="commitment")),
                (
                    "page",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="commitments",
                        to="pages.missionpage",
                    ),
                ),
            ],
            options={
                "verbose_name": "commitment",
                "verbose_name_plural": "commitments",
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Value",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("name_es", models.CharField(max_length=100, null=True, verbose_name="name")),
                ("name_en", models.CharField(max_length=100, null=True, verbose_name="name")),
                (
                    "description",
                    models.TextField(
                        blank=True,
                        help_text="Optional. Shown under the name.",
                        verbose_name="description",
                    ),
                ),
                (
                    "description_es",
                    models.TextField(
                        blank=True,
                        help_text="Optional. Shown under the name.",
                        null=True,
                        verbose_name="description",
                    ),
                ),
                (
                    "description_en",
                    models.TextField(
                        blank=True,
                        help_text="Optional. Shown under the name.",
                        null=True,
                        verbose_name="description",
                    ),
                ),
                (
                    "page",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="values",
                        to="pages.valuespage",
                    ),
                ),
            ],
            options={
                "verbose_name": "value",
                "verbose_name_plural": "values",
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="translationstate",
            constraint=models.UniqueConstraint(
                models.F("page"), models.F("language"), name="pages_one_state_per_language"
            ),
        ),
    ]
