"""Leaves out Wagtail's API, which the portal does not serve.

The apps of Wagtail register what they have with its third version when they start, whether or not
it is installed: that imports pydantic and builds three schemas for each page type, 18 MB in every
process. No setting says otherwise.
"""

import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

from .registry import uses


class Nothing(ModuleType):
    """Stands for a module of the API and for all that it has; calls of it do nothing."""

    def __getattr__(self, name: str) -> "Nothing":
        if name.startswith("__"):
            raise AttributeError(name)
        return Nothing(name)

    def __call__(self, *args: Any, **kwargs: Any) -> None:
        return None


@uses(
    "wagtail.contrib.redirects.apps:WagtailRedirectsAppConfig.ready",
    "wagtail.documents.apps:WagtailDocsAppConfig.ready",
    "wagtail.images.apps:WagtailImagesAppConfig.ready",
    "wagtail.snippets.apps:WagtailSnippetsAppConfig.ready",
)
class WithoutApi(MetaPathFinder, Loader):
    """Finds nothing in the place of `wagtail.api.v3` and of what other apps add to it."""

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name.startswith("wagtail.") and ".api.v3" in name:
            return ModuleSpec(name, self, is_package=True)
        return None

    def create_module(self, spec: ModuleSpec) -> Nothing:
        return Nothing(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Do nothing: the module stays empty."""


def leave_out_api() -> None:
    """Import nothing of the API from here on; before Wagtail's apps are ready."""
    sys.meta_path.insert(0, WithoutApi())
