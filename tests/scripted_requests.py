"""Requests that the admin's scripts send without a form, and file uploads."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.core.files.uploadedfile import SimpleUploadedFile

from history.models import HistoryPage

from .pictures import encoded, scene
from .route_objects import API_ACTION, WORD, Target, World

COPY = "admin/pages/<int:page_id>/copy/"
EVENTS = f"id,titulo_es,fecha\n,Nuevo {WORD},1970\n"
REDIRECTS = "/de,/es/\n"


@dataclass
class Body:
    """One request: the button that sends it, where to, and its fields."""

    button: str
    path: str
    fields: dict[str, object]
    headers: dict[str, str] = field(default_factory=dict)
    method: str = "POST"
    is_json: bool = False


def file_for(route: str) -> SimpleUploadedFile:
    """Return a file of the kind that a route takes."""
    if "document" in route:
        return SimpleUploadedFile("otro.pdf", b"%PDF-1.4\n%%EOF\n", "application/pdf")
    if "redirects" in route:
        return SimpleUploadedFile("desvios.csv", REDIRECTS.encode(), "text/csv")
    if "importar" in route:
        return SimpleUploadedFile("hechos.csv", EVENTS.encode(), "text/csv")
    return SimpleUploadedFile("otra.png", encoded(scene(), "png"), "image/png")


def by_hand(world: World, target: Target) -> Iterator[Body]:
    """Yield the requests of a route that has no form."""
    route, path = target.route, target.path
    place = world.section.get_parent().pk
    if route == API_ACTION:
        page = world.things[target.thing.rpartition(", ")[0] or target.thing]
        yield Body(
            path.rstrip("/").rpartition("/")[2],
            path,
            {
                "destination_page_id": place,
                "parent_page_id": place,
                "slug": "por-la-interfaz",
                "update_slug": "por-la-interfaz",
                "title": WORD,
                "publish_copies": True,
                "keep_live": True,
                "recursive": True,
                "revision_id": page.latest_revision_id,
            },
            is_json=True,
        )
        return
    if route == COPY:
        copy = {"new_title": "Copia", "new_slug": "copia", "new_parent_page": place}
        options = {"copy_subpages": "on", "publish_copies": "on"}
        yield Body("published", path, copy | options)
        yield Body("every option", path, copy | options | {"alias": "on"})
    if route.startswith("admin/api/") and target.thing in ("", "live"):
        for method in ("PUT", "PATCH", "DELETE"):
            yield Body(method, path, {"title": WORD, "live": True}, method=method, is_json=True)


def pressed(world: World, target: Target) -> Body:
    """Return the request of a button without a view of its own, or of a script."""
    return Body("press", target.path, scripted(world).get(target.route, {}))


def scripted(world: World) -> dict[str, dict[str, object]]:
    """Return the fields by route, as the admin's scripts name them."""
    root = world.image.collection_id
    image, document, upload = world.image.pk, world.document.pk, world.upload.pk
    described = {"description_es": "Una foto", "description_en": "A picture", "consent": "nobody"}

    def prefixed(prefix: str, **fields) -> dict[str, object]:
        common = {"title": "Otro título", "collection": root, "tags": ""}
        return {f"{prefix}-{name}": value for name, value in (common | fields).items()}

    picture = "admin/images/chooser/create/"
    return {
        "admin/pages/<int:page_to_move_id>/set_position/": {"position": "0"},
        "admin/historia/hechos/choose_parent/": {"parent_page": HistoryPage.objects.get().pk},
        "admin/images/multiple/<int:image_id>/": prefixed(f"image-{image}", **described),
        "admin/images/multiple/create_from_uploaded_image/<int:uploaded_file_id>/": prefixed(
            f"uploaded-image-{upload}", **described
        ),
        "admin/documents/multiple/<int:doc_id>/": prefixed(f"doc-{document}"),
        picture: prefixed("image-chooser-upload", file=file_for(picture), **described),
        "admin/documents/chooser/create/": prefixed(
            "document-chooser-upload", file=file_for("document")
        ),
    }
