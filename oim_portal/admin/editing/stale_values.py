"""Stale forms of snippets and settings, which have no revisions: a form carries what it loaded.

A text that came too late, and one that was replaced, is stored in the log, whole;
`ValueConflictView` restores it, field by field.
"""

from django.db.models import Model
from django.http import HttpRequest
from modelcluster.models import ClusterableModel, model_from_serializable_data
from wagtail.admin.panels import get_edit_handler
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry, RevisionMixin

from ..stale_forms import FIELD, KEPT_VALUES, state_in, stored


def made_of(model: type[Model], data: dict) -> Model | None:
    """Return the object that `stored` described; None if it refers to an object that is gone."""
    if issubclass(model, ClusterableModel):
        return model.from_serializable_data(data)
    return model_from_serializable_data(model, data)


def is_stale(request: HttpRequest, thing: Model) -> bool:
    """Return whether a submitted form was loaded with other values than are stored now."""
    if not request.POST.get(FIELD) or isinstance(thing, RevisionMixin):
        return False
    return state_in(request.POST) != stored(thing)


def form_for(thing: Model, *posted, user):
    """Return the form that edits an object, bound if `posted` holds data and files."""
    form_class = get_edit_handler(type(thing)).get_form_class()
    return form_class(*posted, instance=thing, for_user=user)


def keep_posted(request: HttpRequest, thing: Model) -> ModelLogEntry | None:
    """Store the text of a stale form; None if it holds invalid values."""
    loaded = state_in(request.POST)
    # Rows of the form belong to the values its author saw: a colleague may have changed them.
    seen = made_of(type(thing), loaded) if loaded else None
    instance = seen or type(thing)._base_manager.get(pk=thing.pk)
    form = form_for(instance, request.POST, request.FILES, user=request.user)
    return keep(form.save(commit=False), request.user, loaded) if form.is_valid() else None


def keep(thing: Model, user, loaded: dict | None = None) -> ModelLogEntry:
    """Log an object's values, with those from which their author started."""
    data = {"kept": stored(thing), "loaded": loaded}
    return log(instance=thing, action=KEPT_VALUES, user=user, data=data)
