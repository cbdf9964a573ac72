"""System checks of the table of roles."""

from collections.abc import Iterator

from django.apps import apps
from django.contrib.auth import get_permission_codename
from django.core.checks import Error, register
from django.db.models import Model
from django.urls import get_resolver
from wagtail.admin.viewsets import viewsets
from wagtail.contrib.settings.registry import registry
from wagtail.coreutils import resolve_model_string
from wagtail.permissions import policy_registry

from . import roles

OURS = ("oim_portal", "pages", "history", "programs")


@register()
def permissions_exist(app_configs, **kwargs) -> list[Error]:
    """Check that every permission of the table is declared by a model."""
    return [
        Error(
            f"There is no permission {name}, which the role {role.key} should have.",
            hint="Correct oim_portal/accounts/roles.py, or the permissions of the model.",
            id="accounts.E001",
        )
        for role in roles.TABLE
        for name in sorted(role.permissions() - declared_permissions())
    ]


def declared_permissions() -> set[str]:
    """Return 'app.codename' of all permissions that `migrate` creates."""
    found: set[str] = set()
    for options in (model._meta for model in apps.get_models()):
        names = [get_permission_codename(each, options) for each in options.default_permissions]
        names += [codename for codename, _name in options.permissions]
        found.update(f"{options.app_label}.{name}" for name in names)
    return found


@register()
def models_have_users(app_configs, **kwargs) -> list[Error]:
    """Check that some role has a permission for each model of ours with views in the admin."""
    known = set(roles.models())
    return [
        Error(
            f"No role may use the admin's screen for {model._meta.label}.",
            hint="Add it to oim_portal/accounts/roles.py.",
            obj=model,
            id="accounts.E002",
        )
        for model in dict.fromkeys(models_with_views())
        if model.__module__.split(".")[0] in OURS and governing_model(model) not in known
    ]


def models_with_views() -> Iterator[type[Model]]:
    get_resolver().url_patterns  # noqa: B018 (loading the URLconf registers all viewsets)
    for viewset in viewsets.viewsets:
        if getattr(viewset, "model", None):
            yield resolve_model_string(viewset.model)
    yield from registry  # settings


def governing_model(model: type[Model]) -> str:
    """Return the model whose permissions Wagtail checks, such as its own image model for ours."""
    policy = policy_registry.get_by_type(model)
    return getattr(policy, "auth_model", model)._meta.label_lower
