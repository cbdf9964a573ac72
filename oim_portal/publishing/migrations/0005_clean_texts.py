"""Clean the texts that are stored already (`oim_portal.web.characters`), and say what is changed.

What was read counts as read: the register gets the digest of the clean text, and so do confirmed
translations.
"""

from django.apps import apps as installed
from django.conf import settings
from django.db import DataError, IntegrityError, migrations, models, transaction
from django.db.models.functions import Cast
from wagtail.fields import StreamField

from oim_portal.web.characters import clean
from oim_portal.web.text_columns import MACHINERY, clean_content, rule_of
from pages.translations.texts import Text, digest_of, digest_of_all

from ..digest import digest

SHOWN = 60  # characters of a text in the log of the migration


def clean_stored(apps, schema_editor) -> None:
    digests: dict[str, str] = {}
    for model in apps.get_models():
        if model._meta.managed and model._meta.app_label not in MACHINERY:
            clean_table(model, digests)
    clean_revisions(apps)
    clean_translation_states(apps, digests)


def clean_table(model: type[models.Model], digests: dict[str, str]) -> None:
    """Clean the columns of a table, and note the digests of the texts that change."""
    rules = {field.name: rule_of(field) for field in model._meta.local_concrete_fields}
    rules = {name: rule for name, rule in rules.items() if rule}
    if not rules:
        return
    # As it is in the database: what an older release knew as a block has to stay.
    streams = {
        f"{name}_stored": Cast(name, models.JSONField())
        for name in rules
        if isinstance(model._meta.get_field(name), StreamField)
    }
    names = [f"{name}_stored" if f"{name}_stored" in streams else name for name in rules]
    for key, *values in list(model._base_manager.annotate(**streams).values_list("pk", *names)):
        stored = dict(zip(rules, values, strict=True))
        changes = {
            name: after
            for name, rule in rules.items()
            if stored[name] and (after := rule(stored[name])) != stored[name]
        }
        for name in write(model, key, changes) if changes else ():
            digests.update(changed_digests(stored[name], changes[name]))


def write(model: type[models.Model], key, changes: dict) -> list[str]:
    """Write clean columns of a row, all that it takes, and return their names."""
    try:
        with transaction.atomic():
            model._base_manager.filter(pk=key).update(**changes)
    except (IntegrityError, DataError) as error:
        if len(changes) > 1:
            return [name for each in changes.items() for name in write(model, key, dict([each]))]
        [name] = changes
        # Some signs of Hindi, Hebrew or music are two or three in NFC.
        is_longer = isinstance(error, DataError)
        why = "would be too long" if is_longer else "would be another one's"
        print(f"  {model._meta.label} {key} {name} stays: once clean, it {why}.")
        return []
    for name, after in changes.items():
        print(f"  {model._meta.label} {key} {name} is now: {ascii(after)[:SHOWN]}")
    return list(changes)


def changed_digests(before, after) -> dict[str, str]:
    """Return by the digest of each text what it is once the text is clean."""
    if isinstance(before, list):
        pairs = [
            [[block.get("type"), block.get("value")] for block in both]
            for both in zip(before, after, strict=True)
            if all(isinstance(block, dict) for block in both)
        ]
    else:
        pairs = [[before, after]]
    return {digest_of(old): digest_of(new) for old, new in pairs}


def clean_revisions(apps) -> None:
    """Clean what versions say, and let the register know their texts."""
    revisions = apps.get_model("wagtailcore", "Revision").objects
    lines = apps.get_model("newsroom", "ReadText").objects
    kinds = {
        kind.pk: (kind.app_label, kind.model)
        for kind in apps.get_model("contenttypes", "ContentType").objects.all()
    }
    for key in list(revisions.order_by("pk").values_list("pk", flat=True)):
        revision = revisions.get(pk=key)
        try:
            model = installed.get_model(*kinds[revision.content_type_id])
        except LookupError:  # of a model that no longer exists
            continue
        before, after = revision.content, clean_content(model, revision.content)
        if after == before:
            continue
        revisions.filter(pk=key).update(content=after)
        print(f"  Version {key} of {model._meta.label} {revision.object_id} is clean now.")
        if hasattr(model, "translated_panels"):
            read = lines.filter(page=int(revision.object_id), digest=digest(model, before))
            read.update(digest=digest(model, after))


def clean_translation_states(apps, digests: dict[str, str]) -> None:
    """Let no translation be outdated by what nobody wrote."""
    if not digests:
        return
    for state in apps.get_model("pages", "TranslationState").objects.exclude(confirmed_digest=""):
        texts = [Text(**each) for each in state.confirmed_texts or []]
        mended = [
            Text(each.key, digests.get(each.digest, each.digest), clean(each.words, lines=True))
            for each in texts
            if digests.get(each.digest) != digest_of("")  # nobody saw it: it is no text any more
        ]
        if [each.digest for each in mended] != [each.digest for each in texts]:
            state.confirmed_digest = digest_of_all(mended)
            state.confirmed_texts = [each.as_json() for each in mended]
            state.save()


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0004_who_reads"),
        ("accounts", "0007_no_profile_pictures"),
        ("bin", "0001_initial"),
        ("history", "0004_changes"),
        ("media", "0002_deleted_at"),
        ("open_data", "0003_imports_of_events"),
        ("pages", "0011_few_pages_in_menus"),
        ("search", "0004_synonyms"),
        ("programs", "0003_changes"),
        ("taggit", "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailredirects", "0008_add_verbose_name_plural"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [migrations.RunPython(clean_stored, migrations.RunPython.noop, elidable=True)]
