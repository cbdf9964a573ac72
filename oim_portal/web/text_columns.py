"""The text columns of all models, and the receiver that normalizes them (`web.characters`).

It covers every column of every model, our own and Wagtail's, whichever code saves it: forms,
importer, scheduler, shell. Bulk writes send no signal: those of pages, rows, choices, pictures
and documents pass through `CleanWrites`. Those of settings, accounts and Wagtail's own tables do
not; where our code writes there in bulk, the text is clean already. Pages are cleaned before they
are validated, too (`BasePage.tidy`). A system check reports a column that this rule would miss.
"""

import json
from collections.abc import Iterable, Iterator
from functools import cache, partial
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import Error, register
from django.db import connection, models
from django.db.models.signals import pre_save
from modelcluster.models import get_all_child_relations
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Revision

from oim_portal.wagtail_compat.wagtail_private import rows_in_memory

from .block_texts import Rule, changed_block
from .characters import clean, clean_html

# Apps whose text is written and read by programs: the state of sessions, tasks and forms.
MACHINERY = {
    *("auditlog", "axes", "contenttypes", "django_tasks_database", "mfa", "sessions"),
    *("wagtailadmin", "wagtailembeds", "wagtailsearch"),
}
# Columns without a rule, each with the reason: derived from clean text, or not text.
NO_TEXTS = {
    "trash.Deletion.states": "numbers of revisions and times",
    "pages.TranslationState.confirmed_texts": "what pages say, which is clean",
    "search.SearchEntry.anchors": "what pages say, which is clean",
}
# Fields whose own conversion refuses invalid values.
NO_TEXT_FIELDS = {"PartialDateField"}
# Compared with typed text, character by character.
SECRETS = {"password"}
ONE_LINE = (blocks.CharBlock, blocks.URLBlock, blocks.EmailBlock, blocks.RegexBlock)


def rule_of(field: models.Field) -> Rule | None:
    """Return the function that cleans values of a column, or None if it contains no text.

    The value of a stream is the list that `get_prep_value` returns.
    """
    if field.name in SECRETS or field.primary_key:
        return None
    if isinstance(field, StreamField):
        return partial(clean_block, block=field.stream_block)
    if isinstance(field, RichTextField):
        return clean_html
    if isinstance(field, models.TextField):
        return partial(clean, lines=True)
    return clean if isinstance(field, models.CharField) else None


@cache
def rules_of(model: type[models.Model]) -> dict[str, Rule]:
    """Return the rule of each text column of a model, by name of the column."""
    if model._meta.app_label in MACHINERY:
        return {}
    rules = {field.name: rule_of(field) for field in model._meta.concrete_fields}
    return {name: rule for name, rule in rules.items() if rule}


def clean_texts(instance: models.Model) -> None:
    """Clean the texts of an instance and of its inline rows in memory; makes no query."""
    values = instance.__dict__
    rules = rules_of(type(instance))
    for name, rule in rules.items():
        # A translated field is an alias of one of its columns; a deferred column stays deferred.
        value = None if f"{name}_{settings.LANGUAGE_CODE}" in rules else values.get(name)
        if isinstance(value, blocks.StreamValue):
            before = value.get_prep_value()
            if (after := rule(before)) != before:
                setattr(instance, name, after)
        elif isinstance(value, str) and (after := rule(value)) != value:
            setattr(instance, name, after)
    for row in rows_in_memory(instance):
        clean_texts(row)


class CleanWrites:
    """A queryset mixin that cleans texts in bulk writes, which send no signals."""

    def update(self, **values) -> int:
        return super().update(**clean_values(self.model, values))

    def bulk_update(self, objs: Iterable[models.Model], fields, **kwargs) -> int:
        return super().bulk_update(all_clean(objs), fields, **kwargs)

    def bulk_create(self, objs: Iterable[models.Model], *args, **kwargs) -> list[models.Model]:
        return super().bulk_create(all_clean(objs), *args, **kwargs)


def all_clean(instances: Iterable[models.Model]) -> list[models.Model]:
    instances = list(instances)
    for each in instances:
        clean_texts(each)
    return instances


def clean_values(model: type[models.Model], values: dict[str, Any]) -> dict[str, Any]:
    """Return arguments of `update` with clean texts; expressions and streams stay as they are."""
    rules = rules_of(model)
    return {
        name: rules[name](value) if name in rules and isinstance(value, str) else value
        for name, value in values.items()
    }


def clean_content(model: type[models.Model], content: dict[str, Any]) -> dict[str, Any]:
    """Return the content of a revision with clean texts, including those of inline rows."""
    cleaned = clean_block(content, None)
    for name, rule in rules_of(model).items():
        if isinstance(value := content.get(name), str):
            is_stream = isinstance(model._meta.get_field(name), StreamField)
            cleaned[name] = clean_json(value, rule) if is_stream else rule(value)
    for relation in get_all_child_relations(model):
        name, row_model = relation.get_accessor_name(), relation.related_model
        if isinstance(rows := content.get(name), list):
            cleaned[name] = [clean_content(row_model, row) for row in rows]
    return cleaned


def clean_json(text: str, rule: Rule) -> str:
    """Return the JSON text of a stream, as revisions store it, cleaned."""
    try:
        before = json.loads(text or "[]")
    except ValueError:  # Wagtail stores a value that is not a stream unchanged
        return clean(text, lines=True)
    after = rule(before)
    return text if after == before else json.dumps(after)


def clean_block(value: Any, block: blocks.Block | None) -> Any:
    """Return the value of a block with clean texts; its structure stays as it is."""
    return changed_block(value, block, text_rule)


def text_rule(block: blocks.Block | None) -> Rule:
    if isinstance(block, blocks.RichTextBlock | blocks.RawHTMLBlock):
        return clean_html
    return clean if isinstance(block, ONE_LINE) else partial(clean, lines=True)


def clean_before_saving(sender, instance: models.Model, **kwargs) -> None:
    clean_texts(instance)
    if sender is Revision and isinstance(instance.content, dict):
        model = instance.content_type.model_class()
        if model is not None:
            instance.content = clean_content(model, instance.content)


def connect() -> None:
    """Connect the receiver before all that compare texts (`oim_portal.publishing.law`)."""
    pre_save.connect(clean_before_saving, dispatch_uid="clean texts")


@register()
def text_columns_have_a_rule(app_configs, **kwargs) -> list[Error]:
    """Check that every text column of ours is cleaned, or exempted with a reason."""
    return [
        Error(
            f"{label} may hold a text, and nothing keeps its characters clean.",
            hint="Use a CharField, TextField, RichTextField or StreamField, or name it with a"
            " reason in oim_portal.web.text_columns.NO_TEXTS.",
            obj=field.model,
            id="portal.E001",
        )
        for label, field in columns_without_rule()
    ]


def columns_without_rule() -> Iterator[tuple[str, models.Field]]:
    for model in apps.get_models():
        if not is_ours(model):
            continue
        for field in model._meta.local_concrete_fields:
            label = f"{model._meta.label}.{field.name}"
            known = label in NO_TEXTS or type(field).__name__ in NO_TEXT_FIELDS
            if holds_text(field) and not known and rule_of(field) is None:
                yield label, field


def is_ours(model: type[models.Model]) -> bool:
    """Return whether a model is defined in this repository rather than in a package."""
    path = apps.get_app_config(model._meta.app_label).path
    return path.startswith(str(settings.BASE_DIR)) and "site-packages" not in path


def holds_text(field: models.Field) -> bool:
    """Return whether a column of PostgreSQL takes any text; file names are up to the storage."""
    kind = field.db_type(connection) or ""
    is_text = kind.startswith(("varchar", "text", "citext", "json", "char")) or kind.endswith("[]")
    is_other = isinstance(field, models.FileField) or field.name in SECRETS or field.primary_key
    return is_text and not is_other
