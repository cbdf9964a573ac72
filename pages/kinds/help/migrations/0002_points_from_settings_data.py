"""Make draft contact points of the address, telephone and e-mail that the settings held.

The columns of the settings go in a migration of `pages`, after this one. Nothing becomes public:
staff say what each contact is for, check it, and publish it. A page that its drafts need, the help
index or the contact page, is made as a draft too.
"""

from uuid import uuid4

from django.db import migrations
from django.utils.text import slugify
from treebeard.mp_tree import MP_Node

INDEX = ("helpindexpage", "ayuda", {"es": "Ayuda", "en": "Help"})
PAGE = ("contactpage", "contacto", {"es": "Contacto", "en": "Contact"})
TITLES = {
    "telefono": {"es": "Teléfono", "en": "Telephone"},
    "correo": {"es": "Correo electrónico", "en": "E-mail"},
    "lugar": {"es": "Dirección", "en": "Address"},
}


def make_points(apps, schema_editor):
    PortalSettings = apps.get_model("pages", "PortalSettings")
    for settings in PortalSettings.objects.select_related("site__root_page"):
        contacts = list(contacts_in(settings))
        if not contacts:
            continue
        home = settings.site.root_page
        index = only_page(apps, home, *INDEX)
        only_page(apps, home, *PAGE)
        for channel, columns in contacts:
            titles = TITLES[channel]
            slug = slugify(titles["es"])
            if not children_of(apps, index).filter(slug=slug).exists():
                add_draft(apps, index, "contactpoint", slug, titles, channel=channel, **columns)


def contacts_in(settings):
    """Yield the contacts of the settings: a channel and the columns of the point."""
    if settings.phone:
        yield "telefono", {"value": settings.phone}
    if settings.email:
        yield "correo", {"value": settings.email}
    names = [name for name in vars(settings) if name.startswith("address_")]
    places = {name.replace("address", "place"): getattr(settings, name) or "" for name in names}
    if any(places.values()):
        yield "lugar", places


def only_page(apps, home, model, slug, titles):
    """Return the only page of a type outside the trash, a new draft if there is none."""
    found = apps.get_model("help", model).objects.filter(path__startswith=home.path).first()
    if found:
        return found
    taken = children_of(apps, home).filter(slug=slug).exists()
    return add_draft(apps, home, model, f"{slug}-oim" if taken else slug, titles)


def children_of(apps, parent):
    pages = apps.get_model("pages", "BasePage").objects
    return pages.filter(path__startswith=parent.path, depth=parent.depth + 1)


def add_draft(apps, parent, model, slug, titles, **columns):
    """Add a draft below its parent as `add_child` would, with models that have no methods."""
    BasePage = apps.get_model("pages", "BasePage")
    ContentType = apps.get_model("contenttypes", "ContentType")
    kind, _created = ContentType.objects.get_or_create(app_label="help", model=model)
    last = children_of(apps, parent).order_by("path").last()
    number = MP_Node._str2int(last.path[-MP_Node.steplen :]) + 1 if last else 1
    page_model = apps.get_model("help", model)
    names = {field.name for field in page_model._meta.get_fields()}
    translated = {f"display_title_{code}": title for code, title in titles.items()}
    page = page_model.objects.create(
        path=MP_Node._get_path(parent.path, parent.depth + 1, number),
        depth=parent.depth + 1,
        numchild=0,
        translation_key=uuid4(),
        locale_id=parent.locale_id,
        content_type=kind,
        title=titles["es"],
        draft_title=titles["es"],
        slug=slug,
        url_path=f"{parent.url_path}{slug}/",
        live=False,
        has_unpublished_changes=True,
        show_in_menus=False,
        **{name: value for name, value in (translated | columns).items() if name in names},
    )
    parent.numchild += 1
    BasePage.objects.filter(pk=parent.pk).update(numchild=parent.numchild)
    return page


class Migration(migrations.Migration):
    dependencies = [
        ("help", "0001_initial"),
        ("pages", "0006_sensitive_and_own_language"),
    ]
    run_before = [("pages", "0007_remove_contact_from_settings")]

    operations = [migrations.RunPython(make_points, migrations.RunPython.noop)]
