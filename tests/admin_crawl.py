"""Crawl of all that one person reads in the admin, in search of what is not Spanish.

A view is read as it is, without results, after an empty form and after each of its forms filled in,
with the messages and mails that follow, and the dialogs and errors in between.
"""

from django.contrib.messages import get_messages
from django.core import mail
from django.core.cache import caches
from django.db import transaction
from django.http import HttpResponse

from pages.models.records import WordToAvoid

from .admin_language import Catalogue
from .admin_texts import folded, read, texts_of, texts_of_mail
from .permission_objects import make_people
from .permission_routes import address, parameters, routes
from .public_state import Files
from .route_bodies import bodies, next_step, send
from .route_objects import ADD, EDIT, WORD, Target, World
from .scripted_requests import Body
from .test_permissions import browser

ACCOUNT = "cuenta/"
STAFF_AREAS = ("admin/", ACCOUNT)
OF_SCRIPTS = "admin/api/"
ONE_LANGUAGE = "admin/redaccion/idioma/<int:page_id>/<str:code>/"
FOUND = f"admin/reemplazar/?que={WORD}&con=otra-palabra&idioma=es"
#: What is tried with each route, beside its first object.
REVIEWED = {"submitted", "a colleague's submission", "two languages changed", "found"}
# Some labels of Wagtail are translated once, when the URLs are imported: here, as on a server, in
# Spanish.
SCREENS = sorted(
    route
    for route in routes()
    if route.startswith(STAFF_AREAS) and not route.startswith(OF_SCRIPTS)
)


class Crawl:
    """The texts that one person has read; `wrong` has those that are not Spanish, with their view.

    `capture` is the fixture that runs what waits for the end of a transaction, such as mails.
    """

    def __init__(self, identity: str, catalogue: Catalogue, capture) -> None:
        self.people = make_people()
        self.person = self.people.get(identity)
        self.asking = browser(self.person)
        self.catalogue, self.capture = catalogue, capture
        # Names, which the test itself writes in English, and then what has been read.
        self.known = {
            name for each in self.people.values() for name in (each.first_name, str(each))
        }
        # Words that editors shall avoid stand in their list, and quoted in what is done with each.
        avoided = [each.words for each in WordToAvoid.objects.all()]
        self.known |= {*avoided, *(f"Más opciones de «{words}»" for words in avoided)}
        self.wrong: set[tuple[str, str]] = set()
        self.screens = 0
        self.subjects: set[str] = set()

    def read_all(self) -> None:
        """Read every view: empty, with an object, with what waits for a reader.

        Of edit forms, those of all pages.
        """
        for route in SCREENS:
            if not parameters(route):
                self.read_view(Target(route, "empty", address(route, {})), is_whole=False)
        tried = set()
        for target in self.fill():
            if target.route not in tried or target.thing in REVIEWED:
                self.read_view(target)
            elif target.route in (EDIT, ADD):
                self.read_view(target, is_whole=False)
            tried.add(target.route)

    def fill(self) -> list[Target]:
        """Make objects in every state, and return all views of them."""
        self.world = World(self.people, self.person or self.people["editor"])
        self.files = Files(self.world)
        values = self.world.values
        accounts = [route for route in SCREENS if route.startswith(ACCOUNT)]
        both = self.world.write(self.world.made("dos-idiomas"), lead_en="In both")
        alone = address(ONE_LANGUAGE, {"page_id": both.pk, "code": "es"})
        return [
            *(each for each in self.world.targets() if not each.route.startswith(OF_SCRIPTS)),
            *(Target(route, "", address(route, values(route))) for route in accounts),
            Target(ONE_LANGUAGE, "two languages changed", alone),
            Target("admin/reemplazar/", "found", f"/{FOUND}"),
        ]

    def read_view(self, target: Target, is_whole: bool = True) -> None:
        answer = self.ask(target, Body("GET", target.path, {}, method="GET"))
        if not is_whole:
            return
        joint = "&" if "?" in target.path else "?"
        empty = f"{target.path}{joint}q=nada-de-esto"
        for body in (
            Body("no results", empty, {}, method="GET"),
            Body("empty", target.path, {}),
            *bodies(self.world, target, answer),
        ):
            self.ask(target, body)
            self.files.put_back()

    def ask(self, target: Target, body: Body) -> HttpResponse:
        """Send a request, read what comes of it, and undo it."""
        where = f"{target.route}, {target.thing}: {body.button}"
        with transaction.atomic():
            mail.outbox = []
            with self.capture(execute=True):
                answer = send(self.asking, body)
            self.read(where, self.texts_after(answer))
            for message in mail.outbox:
                self.subjects.add(message.subject)
                self.read(f"{where}, mail", texts_of_mail(message))
            for following in next_step(self.world, target, body, answer) if body.fields else []:
                self.ask(target, following)
            transaction.set_rollback(True)
        caches["default"].clear()
        return answer

    def texts_after(self, answer: HttpResponse) -> set[str]:
        """Return the texts of a response, and of the messages that the next one will show."""
        self.screens += answer.status_code == 200
        told = [str(message) for message in get_messages(answer.wsgi_request)]
        return folded(text for each in told for text in read(each)) | texts_of(answer)

    def read(self, where: str, texts: set[str]) -> None:
        found = {text for text in texts - self.known if self.catalogue.is_wrong(text)}
        self.wrong |= {(text, where) for text in found}
        self.known |= texts - found
