"""Wrappers of the private names of Wagtail and of the packages that its page model is made of."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from wagtail.models import AbstractPage, ReferenceIndex, Site
from wagtail.permission_policies.pages import PagePermissionPolicy

from .registry import uses


@uses("wagtail.models.sites:Site._find_for_request")
def find_site(request: HttpRequest) -> Site | None:
    """Return the site of a request from the database, also if the request knows it already."""
    return Site._find_for_request(request)


@uses(
    "wagtail.models.sites:Site.find_for_request",
    "wagtail.models.pages:AbstractPage._get_site_root_paths",
)
def remember_site(request: HttpRequest, site: Site | None, root_paths: list) -> None:
    """Give a request its site and the paths of all sites, for which Wagtail then asks no query."""
    request._wagtail_site = site
    request._wagtail_cached_site_root_paths = root_paths


@uses("wagtail.models.reference_index:ReferenceIndex._extract_references_from_object")
def references_in(thing: Model) -> Iterable[tuple[Any, ...]]:
    """Return what an unsaved object refers to; the index itself knows stored objects alone.

    Each begins with content type and key, as text, of what is referred to.
    """
    return ReferenceIndex._extract_references_from_object(thing)


@uses(
    "treebeard.mp_tree:MP_AddChildHandler.process",
    "wagtail.models.pages:AbstractPage._set_core_field_defaults",
)
def known_parent(page: AbstractPage) -> AbstractPage | None:
    """Return the parent of a page that has no place in the tree yet; None where it is not known.

    `get_parent` looks for the page's path, which it does not have.
    """
    return getattr(page, "_cached_parent_obj", None)


@uses("modelcluster.fields:create_deferring_foreign_related_manager")
def rows_in_memory(instance: Model) -> Iterator[Model]:
    """Yield the child rows that an object holds and that are not saved yet; asks no query.

    The managers of child relations ask the database for those that are not in memory.
    """
    for rows in vars(instance).get("_cluster_related_objects", {}).values():
        yield from rows


@uses("modelsearch.backends.base:BaseSearchQueryCompiler._get_order_by")
class AnyOrder:
    """A compiler of searches that lets PostgreSQL sort by what a list is sorted by.

    modelsearch refuses what a model does not declare as a filter, as engines beside the database
    need it: a click on a column's heading after a search was a 500.
    Upstream: https://github.com/wagtail/django-modelsearch/issues/51.
    """

    def _get_order_by(self) -> Iterable:
        return ()


@uses(
    "wagtail.permission_policies.pages:PagePermissionPolicy._base_queryset_for_user",
    "wagtail.permission_policies.pages:PagePermissionPolicy.instances_user_has_any_permission_for",
    "wagtail.permission_policies.pages:PagePermissionPolicy.explorable_root_instance",
)
class LimitedPagePolicy(PagePermissionPolicy):
    """Wagtail's policy for pages, limited for superusers too, whom it gives every page."""

    def limited(self, pages: QuerySet) -> QuerySet:
        """Return those of `pages` that anybody may work on."""
        raise NotImplementedError

    def _base_queryset_for_user(self, user: AbstractBaseUser) -> QuerySet | None:
        pages = super()._base_queryset_for_user(user)
        return None if pages is None else self.limited(pages)
