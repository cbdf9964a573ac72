"""Every route of the admin with requests that it accepts: no text gets out unread, nothing is lost.

tests/test_permissions.py asks with empty forms who may do what. Here somebody sends the forms of
each screen filled in, by each of its buttons, and what the scripts send. Whatever the answer,
afterwards, once the hour of everything that is scheduled has come (tests/public_state.py):

- a page whose public text has changed has a line in the register that suffices, and what its
  writer alone has seen is nowhere in public;
- no page, version, picture or document has left its table, and no file its folder;
- nothing was answered with an error of the server.

A case is a route, the thing it is tried with, and the button that sends it.
"""

import random

import pytest
from django.core.cache import caches
from django.db import transaction
from django.urls import resolve

from .permission_objects import make_people
from .permission_variants import BULK
from .public_state import State
from .route_bodies import bodies, next_step, send
from .route_objects import ADD, EDIT, REVERT, WORKFLOW_ACTION, Target, World
from .route_responses import is_accepted
from .scripted_requests import Body
from .test_permissions import browser

pytestmark = pytest.mark.django_db

READ = "admin/redaccion/leer/<int:page_id>/"
IMPORT = "admin/historia/importar/<int:import_id>/"
COPY = "admin/pages/<int:page_id>/copy/"

Case = tuple[str, str, str]
#: What publishes, each way with a text that may be public: it has to be accepted, and to publish.
PUBLISHING: set[Case] = {
    (EDIT, "a colleague's", "publish as it is"),
    (EDIT, "live", "urgent"),
    (EDIT, "live", "schedule, urgent"),
    (REVERT, "the version kept beside", "urgent"),
    (READ, "a colleague's", "action=publish"),
    (READ, "live", "send 2"),
    (WORKFLOW_ACTION, "a read submission", "send"),
    ("admin/atajos/manana/<int:page_id>/", "read", "action=publish"),
    ("admin/atajos/deshacer/<int:page_id>/", "public twice", "send"),
    ("admin/papelera/<int:pk>/restaurar/", "", "send"),
    (BULK, "publish read", "send"),
    (IMPORT, "", "publish=yes"),
}
#: What publishes or deletes, or once did, with texts that may not be public.
ACCEPTED: set[Case] = {
    (EDIT, "live", "action-publish=action-publish"),
    (EDIT, "live", "schedule"),
    (EDIT, "live", "autosave"),
    (ADD, "", "action-publish=action-publish"),
    (REVERT, "the version kept beside", "action-publish=action-publish"),
    (COPY, "live", "every option"),
    ("admin/pages/<int:page_id>/convert_alias/", "alias", "send"),
    ("admin/pages/<int:page_id>/delete/", "live", "send"),
    ("admin/pages/<int:page_id>/unpublish/", "live", "send"),
    ("admin/images/<int:image_id>/delete/", "", "send"),
    ("admin/documents/delete/<int:document_id>/", "", "send"),
    ("admin/images/multiple/<int:image_id>/delete/", "", "press"),
    ("admin/documents/multiple/<int:doc_id>/delete/", "", "press"),
    (BULK, "delete live", "send"),
    (BULK, "delete portalimage", "send"),
    (BULK, "delete portaldocument", "send"),
    (f"{IMPORT}deshacer/", "carried out", "send"),
}
#: What deletes a picture for good, and takes it out of everybody's versions: it says so before.
WITHDRAWS = "admin/atajos/consentimiento/<int:image_id>/"
SAMPLE = 3
SEED = 20_261
#: How many cases the whole matrix had accepted, and how many routes: fewer means that forms have
#: changed and no longer reach what they did.
LEAST = {
    "publisher": (760, 80),
    "editor": (305, 56),
    "administrator": (380, 98),
    "superuser": (405, 105),
}


class Matrix:
    """The requests of one person, and what became of them."""

    def __init__(self, identity: str, capture) -> None:
        people = make_people()
        self.world = World(people, people[identity])
        self.asking = browser(people[identity])
        self.capture = capture
        self.before = State(self.world)
        self.faults: list[str] = []
        self.accepted: set[Case] = set()
        self.published: set[Case] = set()
        self.tried: set[str] = set()
        self.only_read: set[str] = set()

    def send_all(self, target: Target, wanted=lambda found: found) -> None:
        """Open a screen and send what is wanted of it; each is undone before the next."""
        if target.route in self.only_read:
            return
        with transaction.atomic():
            answer = self.ask(target, Body("GET", target.path, {}, method="GET"))
            found = bodies(self.world, target, answer)
            transaction.set_rollback(True)
        for body in wanted(found):
            with transaction.atomic():
                answer = self.ask(target, body)
                if answer.status_code == 405 and body.method == "POST":
                    self.only_read.add(target.route)
                for following in next_step(self.world, target, body, answer):
                    self.ask(target, following)
                transaction.set_rollback(True)
            self.before.files.put_back()

    def ask(self, target: Target, body: Body):
        """Send a request, do what waits for its end, and note what is wrong afterwards."""
        with self.capture(execute=True):
            answer = send(self.asking, body)
        case = (resolve(body.path.partition("?")[0]).route, target.thing, body.button)
        faults = [] if case[0] == WITHDRAWS else list(self.before.faults_now())
        if answer.status_code >= 500:
            faults.append(f"it was answered with {answer.status_code}")
        self.faults += [f"{case}: {fault}" for fault in faults]
        self.tried.add(case[0])
        if body.method != "GET" and is_accepted(answer):
            self.accepted.add(case)
        if self.before.is_changed:
            self.published.add(case)
        caches["default"].clear()
        return answer


def test_no_button_of_a_sample_publishes_unread_text_or_loses_anything(
    content, django_capture_on_commit_callbacks
):
    matrix = Matrix("publisher", django_capture_on_commit_callbacks)
    chance = random.Random(SEED)
    named = PUBLISHING | ACCEPTED
    others = []
    for target in matrix.world.targets():
        buttons = {button for *place, button in named if place == [target.route, target.thing]}
        if buttons:
            matrix.send_all(
                target, lambda found, buttons=buttons: [b for b in found if b.button in buttons]
            )
        else:
            others.append(target)
    for target in chance.sample(others, SAMPLE):
        matrix.send_all(target, lambda found: [chance.choice(found)])

    assert matrix.faults == []
    assert matrix.published >= PUBLISHING, PUBLISHING - matrix.published
    assert matrix.accepted >= named, named - matrix.accepted


@pytest.mark.full
@pytest.mark.parametrize("identity", LEAST)
def test_no_button_of_the_admin_publishes_unread_text_or_loses_anything(
    content, identity, django_capture_on_commit_callbacks
):
    matrix = Matrix(identity, django_capture_on_commit_callbacks)
    # Others than publishers try each route with a live page of theirs and a colleague's draft.
    left_out = set(matrix.world.things) - {"live", "a colleague's"}
    for target in matrix.world.targets():
        if identity == "publisher" or target.thing not in left_out:
            matrix.send_all(target)

    assert matrix.faults == []
    cases, routes = LEAST[identity]
    of_routes = {route for route, _thing, _button in matrix.accepted}
    assert len(matrix.accepted) >= cases
    assert len(of_routes) >= routes, sorted(matrix.tried - of_routes)
