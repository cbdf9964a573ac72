"""Routes that are called with several objects: of others, of superusers, private ones, outside."""

from .permission_objects import Objects

# The object of `Objects.values` is the colleague's: an editor, and a published page below home.
USER_SCREENS = ("edit", "delete", "history", "history-results", "usage", "link")
PAGE_VIEWS = (
    "<int:page_id>/edit/",
    "<int:page_id>/edit/preview/",
    "<int:page_id>/view_draft/",
    "<int:page_id>/delete/",
    "<int:page_id>/unpublish/",
    "<int:page_id>/copy/",
    "<int:page_id>/privacy/",
    "<int:page_id>/lock/",
    "<int:page_id>/unlock/",
    "<int:page_id>/history/",
    "<int:page_id>/usage/",
)
BULK = "admin/bulk/<str:app_label>/<str:model_name>/<str:action>/"
WAGTAIL_PAGES = r"es/^((?:[\w\-]+/)*)$"
DOCUMENTS = "documents/<int:document_id>/<path:document_filename>"

Variant = tuple[str, str, dict[str, object], str]


def variants(objects: Objects) -> list[Variant]:
    """Return route, name of the object, values for the route's parameters, and a query string."""
    return [
        *people(objects),
        *pages(objects),
        *bulk_actions(objects),
        (WAGTAIL_PAGES, "private", {"public_page": "quienes-somos/privada"}, ""),
        (WAGTAIL_PAGES, "draft", {"public_page": "quienes-somos/borrador"}, ""),
        (DOCUMENTS, "private", document(objects.private_document), ""),
    ]


def people(objects: Objects) -> list[Variant]:
    return [
        (f"admin/users/{screen}/<int:pk>/", name, {"pk": person.pk}, "")
        for screen in USER_SCREENS
        for name, person in objects.people.items()
        if name in {"administrator", "superuser"}
    ]


def pages(objects: Objects) -> list[Variant]:
    drafts = [
        (f"admin/pages/{view}", "draft", {"page_id": objects.draft.pk}, "") for view in PAGE_VIEWS
    ]
    outside = [
        (f"admin/pages/{view}", "outside", {"page_id": objects.outside.pk}, "")
        for view in PAGE_VIEWS
    ]
    move = "admin/pages/<int:page_to_move_id>/move/<int:destination_id>/confirm/"
    add = (
        "admin/pages/add/<slug:content_type_app_name>/<slug:content_type_model_name>/"
        "<int:parent_page_id>/"
    )
    return [
        *drafts,
        *outside,
        (move, "outside", {"destination_id": objects.outside.pk}, ""),
        (add, "outside", {"parent_page_id": objects.outside.pk}, ""),
    ]


def bulk_actions(objects: Objects) -> list[Variant]:
    found = []
    for app, model, actions, thing in [
        ("accounts", "user", ("assign_role", "set_active_state", "delete"), objects.colleague),
        ("pages", "basepage", ("publish", "unpublish", "move", "delete"), objects.page),
        ("media", "portalimage", ("add_tags", "delete", "add_to_collection"), objects.image),
        ("media", "portaldocument", ("add_tags", "delete", "add_to_collection"), objects.document),
    ]:
        for action in actions:
            values = {"app_label": app, "model_name": model, "action": action}
            found.append((BULK, f"{action} {model}", values, f"?id={thing.pk}"))
    superuser = objects.people["superuser"]
    values = {"app_label": "accounts", "model_name": "user", "action": "assign_role"}
    found.append((BULK, "assign_role superuser", values, f"?id={superuser.pk}"))
    return found


def document(thing) -> dict[str, object]:
    return {"document_id": thing.pk, "document_filename": thing.filename}
