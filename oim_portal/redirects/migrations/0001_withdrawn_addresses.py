"""Addresses of unpublished pages; and redirects of pages that were never public go."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q


def remember_addresses(apps, schema_editor) -> None:
    """Take where unpublished pages stand for where they last were public: nothing tells more."""
    page_model = apps.get_model("pages", "BasePage")
    pages = page_model.objects.filter(live=False, last_published_at__isnull=False)
    apps.get_model("portal_redirects", "WithdrawnAddress").objects.bulk_create(
        [
            apps.get_model("portal_redirects", "WithdrawnAddress")(page_id=pk, url_path=path)
            for pk, path in pages.values_list("pk", "url_path")
        ],
        batch_size=1000,
    )


def remove_redirects_of_drafts(apps, schema_editor) -> None:
    """Remove what Wagtail made before a page was public for the first time, if it ever was."""
    made = apps.get_model("wagtailredirects", "Redirect").objects.filter(automatically_created=True)
    never = Q(redirect_page__live=False, redirect_page__first_published_at=None)
    before = Q(created_at__lt=F("redirect_page__first_published_at"))
    made.filter(never | before).delete()


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("pages", "0011_few_pages_in_menus"),
        ("wagtailredirects", "0008_add_verbose_name_plural"),
    ]

    operations = [
        migrations.CreateModel(
            name="WithdrawnAddress",
            fields=[
                (
                    "page",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                ("url_path", models.TextField()),
            ],
        ),
        migrations.RunPython(remember_addresses, migrations.RunPython.noop),
        migrations.RunPython(remove_redirects_of_drafts, migrations.RunPython.noop),
    ]
