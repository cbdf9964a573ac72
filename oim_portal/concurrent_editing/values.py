"""Snippets and settings have no versions: their forms carry a digest of what they were loaded with.

Both texts are kept in the log: the one that came too late, and the one that it replaces if its
author says so.
"""

import hashlib
import json
from dataclasses import dataclass

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model
from django.http import HttpRequest
from django.utils.text import capfirst
from modelcluster.models import ClusterableModel, get_serializable_data_for_fields
from wagtail.log_actions import log, registry
from wagtail.models import RevisionMixin

#: The field of the form; a form without it is not looked at.
FIELD = "loaded_state"
#: What the site's history calls a text that was kept.
KEPT_VALUES = "portal.kept_values"
NOT_TEXT = {"csrfmiddlewaretoken", "next", FIELD}


def state_of(thing: Model) -> str:
    """Return a digest of all that is stored of a thing, its rows included."""
    return hashlib.sha256(json.dumps(stored(thing), sort_keys=True).encode()).hexdigest()


def stored(thing: Model) -> dict:
    clustered = isinstance(thing, ClusterableModel)
    data = thing.serializable_data() if clustered else get_serializable_data_for_fields(thing)
    return json.loads(json.dumps(data, cls=DjangoJSONEncoder))


def is_stale(request: HttpRequest, thing: Model) -> bool:
    """Say whether a posted form shows something else than what is stored by now."""
    loaded = request.POST.get(FIELD)
    return bool(loaded) and not isinstance(thing, RevisionMixin) and loaded != state_of(thing)


@dataclass(frozen=True)
class Difference:
    """A field in which the posted form differs from what is stored."""

    label: str
    theirs: str
    mine: str


def differences(request: HttpRequest, thing: Model) -> list[Difference]:
    """Return the plain fields in which they differ; rows and choices are in the form below."""
    found = []
    for field in thing._meta.concrete_fields:
        if field.name in request.POST:
            theirs = field.value_to_string(thing)
            theirs, mine = "" if theirs == "None" else theirs, request.POST[field.name]
            if theirs.split() != mine.split():
                found.append(Difference(capfirst(field.verbose_name), theirs, mine))
    return found


def posted(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the fields of the form as they came."""
    items = request.POST.lists()
    return [(name, value) for name, values in items if name not in NOT_TEXT for value in values]


def keep_values(request: HttpRequest, thing: Model) -> None:
    """Write both texts into the log."""
    log(
        instance=thing,
        action=KEPT_VALUES,
        user=request.user,
        data={"stored": stored(thing), "posted": posted(request)},
    )


def last_change(thing: Model):
    """Return the log's last entry of a change, which says who and when; None without one."""
    entries = registry.get_logs_for_instance(thing).exclude(action=KEPT_VALUES)
    return entries.select_related("user").order_by("-timestamp").first()
