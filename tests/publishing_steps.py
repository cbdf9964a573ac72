"""Publishing in tests as one person: whoever wrote a page gives a reason."""

from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.test import Client

REASON = "No puede esperar"


def give_reason(client: Client, answer: HttpResponse) -> HttpResponse:
    """Answer the question that follows when somebody publishes what they wrote."""
    assert "/redaccion/leer/" in answer["Location"], answer["Location"]
    return press(client, answer["Location"], "reason", reason=REASON)


def press(client: Client, address: str, action: str, to: str = "", **fields: str) -> HttpResponse:
    """Press a button under a text that a screen shows: 'read', 'publish', 'correct', 'reason'.

    The form is sent `to` another address than the screen's own where one is named.
    """
    screen = BeautifulSoup(client.get(address).content, "html.parser")
    shown = screen.select_one("[name=shown]")["value"]
    return client.post(to or address, {"shown": shown, "action": action, **fields})
