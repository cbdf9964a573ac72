"""What the portal holds of a member of staff, and its erasure once the account is closed.

What is whose follows from the models, so that a new one needs no line here: rows that would be
deleted with an account are the person's own, rows that would stay refer to them. `find` returns
both, with the rows of all tables whose text has the name or an address; `erase` deletes the own
rows, and leaves the others to 'Former colleague 7'.
"""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from auditlog.models import LogEntry
from django.apps import apps
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.models import Session
from django.core import serializers
from django.db import models, transaction
from django.db.models.functions import Cast
from django.utils.translation import gettext as _, override
from wagtail.models import Comment, CommentReply, ModelLogEntry

from .models import User

#: Columns of own rows that are never told: digests, second factors, what a form holds unsaved.
SECRETS = {"password", "data", "key_hash", "sign_in_epoch"}
#: Own rows that are part of the history of a page.
KEPT = (User, Comment, CommentReply)
#: Columns of logs that name people in words, by the label of their model.
LOGS = {
    "auditlog.LogEntry": ("object_repr", "actor_email", "changes", "changes_text"),
    "wagtailcore.ModelLogEntry": ("label", "data"),
    "publishing.ReadText": ("written_by",),
}
TEXTS = {"CharField", "TextField", "JSONField"}


def find(person: User) -> dict[str, Any]:
    """Return what is held of a person, as values of JSON: rows whole, or by their keys."""
    return {
        "own": {
            rows.model._meta.label: [
                {"pk": row["pk"], **{k: v for k, v in row["fields"].items() if k not in SECRETS}}
                for row in serializers.serialize("python", rows)
            ]
            for rows in own_rows(person)
        },
        "sessions_until": [each.expire_date for each in sessions_of(person)],
        "refers_to_the_account": {
            f"{rows.model._meta.label}.{name}": keys
            for rows, name in referring_rows(person)
            if (keys := list(rows.values_list("pk", flat=True)))
        },
        "names_the_person": naming_rows(names_of(person)),
    }


def relations() -> Iterator[tuple[models.Field, bool]]:
    """Yield each foreign key to an account, and whether its rows are deleted with the account."""
    for relation in User._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete:
            model: Any = relation.related_model
            if not model._meta.auto_created:
                yield relation.field, relation.on_delete is models.CASCADE


def own_rows(person: User) -> Iterator[models.QuerySet]:
    """Yield the account, and the rows of each table that are the person's own.

    Tables with a column `username`, those of failed sign-ins, have the address there.
    """
    yield User.objects.filter(pk=person.pk)
    conditions: dict[Any, models.Q] = {}
    for field, is_own in relations():
        if is_own:
            condition = models.Q((field.name, person.pk))
            conditions[field.model] = conditions.get(field.model, models.Q()) | condition
    for model in apps.get_models():
        if any(field.name == "username" for field in model._meta.concrete_fields):
            conditions[model] = models.Q(username__iexact=person.email)
    for model, condition in conditions.items():
        rows = model._base_manager.filter(condition)
        if rows.exists():
            yield rows


def referring_rows(person: User) -> Iterator[tuple[models.QuerySet, str]]:
    for field, is_own in relations():
        if not is_own:
            yield (
                field.model._base_manager.filter((field.name, person.pk)).order_by("pk"),
                field.name,
            )


def sessions_of(person: User) -> list[Session]:
    return [
        each
        for each in Session.objects.all()
        if each.get_decoded().get(SESSION_KEY) == str(person.pk)
    ]


def entries_about(person: User) -> models.QuerySet[LogEntry]:
    return LogEntry.objects.get_for_object(person)


def names_of(person: User) -> list[str]:
    """Return the full name of a person and their addresses, the former ones in the log too.

    A name of one word is left out: 'Ana' is part of a colleague's, 'Editor' is a role.
    """
    changes = [entry.changes_dict.get("email", []) for entry in entries_about(person)]
    full = person.get_full_name()
    found = [
        person.email,
        full if " " in full else "",
        *(each for pair in changes for each in pair),
    ]
    return sorted({each for each in found if each and each != "None"}, key=len, reverse=True)


def pattern(names: Iterable[str]) -> str:
    """Return the regular expression of whole names, for PostgreSQL and Python alike."""
    return rf"(?<!\w)({'|'.join(map(re.escape, names))})(?!\w)"


def naming_rows(names: list[str]) -> dict[str, list]:
    """Return the keys of the rows of each table in whose text one of the names stands."""
    found = {}
    for model in apps.get_models():
        columns = [
            f.name for f in model._meta.local_concrete_fields if f.get_internal_type() in TEXTS
        ]
        if model is User or not columns or model._meta.proxy or not model._meta.managed:
            continue
        condition = models.Q()
        casts = {f"text_of_{name}": Cast(name, models.TextField()) for name in columns}
        for name in casts:
            condition |= models.Q((f"{name}__iregex", pattern(names)))
        rows = model._base_manager.alias(**casts).filter(condition).order_by("pk")
        if keys := list(rows.values_list("pk", flat=True)):
            found[model._meta.label] = keys
    return found


@transaction.atomic
def erase(person: User) -> dict[str, list]:
    """Make a closed account anonymous; return the rows in which the name or address still stands.

    Those are for a person to judge: a page may name a contact with good reason. There are no files:
    the portal keeps no pictures of accounts (`media.package_fields`).
    """
    names = names_of(person)
    with override(settings.LANGUAGE_CODE):
        new = _("Former colleague %(number)s") % {"number": person.pk}
    address = f"former-colleague-{person.pk}@erased.invalid"
    for each in sessions_of(person):
        each.delete()
    person.groups.clear()
    person.user_permissions.clear()
    for rows in own_rows(person):
        if rows.model not in KEPT:
            rows.delete()
    User.objects.filter(pk=person.pk).update(
        first_name=new,
        last_name="",
        email=address,
        password=make_password(None),
        last_login=None,
        is_staff=False,
        is_superuser=False,
        sign_in_epoch=models.F("sign_in_epoch") + 1,
    )
    LogEntry.objects.filter(actor=person.pk).update(remote_addr=None, remote_port=None)
    for entry in entries_about(person):
        kept = {k: v for k, v in entry.changes_dict.items() if k not in ("first_name", "last_name")}
        LogEntry.objects.filter(pk=entry.pk).update(
            changes=kept, object_repr=new, serialized_data=None
        )
    ModelLogEntry.objects.for_instance(person).update(label=new)
    for label, columns in LOGS.items():
        rename(apps.get_model(label), columns, names, {"@": address, "": new})
    return naming_rows(names)


def rename(model: Any, columns: Iterable[str], names: list[str], new: dict[str, str]) -> None:
    """Put the new address or name wherever an old one stands in columns of a log."""
    for name in columns:
        is_json = isinstance(model._meta.get_field(name), models.JSONField)
        rows = model._base_manager.alias(text=Cast(name, models.TextField()))
        rows = rows.filter(text__iregex=pattern(names))
        for pk, value in rows.values_list("pk", name):
            text = json.dumps(value, ensure_ascii=False) if is_json else value
            text = re.sub(
                pattern(names), lambda found: new["@" if "@" in found[0] else ""], text, flags=re.I
            )
            value = json.loads(text) if is_json else text
            model._base_manager.filter(pk=pk).update(**{name: value})
