"""The front page of the site, in the place of Wagtail's welcome page."""

from django.db import migrations


def make_home_page(apps, schema_editor):
    BasePage = apps.get_model("pages", "BasePage")
    HomePage = apps.get_model("pages", "HomePage")
    ContentType = apps.get_model("contenttypes", "ContentType")

    welcome = BasePage.objects.get(url_path="/home/")
    content_type, _created = ContentType.objects.get_or_create(app_label="pages", model="homepage")
    home = HomePage(basepage_ptr_id=welcome.pk)
    for field in BasePage._meta.concrete_fields:
        setattr(home, field.attname, getattr(welcome, field.attname))
    home.content_type = content_type
    home.title = home.draft_title = home.display_title_es = "Inicio"
    home.slug = "inicio"
    home.url_path = "/inicio/"
    home.save()


class Migration(migrations.Migration):
    dependencies = [
        ("pages", "0004_page_types_and_settings"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(make_home_page, migrations.RunPython.noop)]
