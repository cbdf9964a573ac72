"""Kinds of content: each package here is a Django app with one kind and all that belongs to it.

`KINDS` of `oim_portal.settings.installed_apps` finds the packages, so that a kind needs no line
elsewhere: models, translations, admin hooks and static files are its own, its templates are in the
folder of its name. Others reach a kind only by what its page types declare (`pages.contract`);
nothing imports it. Its `urls` module, if any, has `urlpatterns`, and `i18n_urlpatterns` for URLs in
each language.
"""

from importlib import import_module

from django.apps import apps
from django.utils.module_loading import module_has_submodule


def url_patterns(name: str) -> list:
    """Return the URL patterns of all kinds: `name` is an attribute of their `urls` modules."""
    kinds = [app.name for app in apps.get_app_configs() if app.name.startswith(f"{__name__}.")]
    modules = [
        import_module(f"{kind}.urls")
        for kind in kinds
        if module_has_submodule(import_module(kind), "urls")
    ]
    return [pattern for module in modules for pattern in getattr(module, name, [])]
