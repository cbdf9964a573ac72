"""Steps of publishing as one person, who gives a reason instead of a second reader."""

from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.test import Client
from django.urls import resolve, reverse

REASON = "No puede esperar"


def give_reason(client: Client, answer: HttpResponse) -> HttpResponse:
    """Give the reason that is asked for when authors publish their own text."""
    assert "/redaccion/leer/" in answer["Location"], answer["Location"]
    return press(client, answer["Location"], "reason", reason=REASON)


def press(client: Client, address: str, action: str, to: str = "", **fields: str) -> HttpResponse:
    """Click a button of a view that shows a text, such as 'read', 'publish' or 'reject'.

    The form is sent to the URL of the view, or `to` another one. With a `language`, the view is
    that of publishing it alone.
    """
    if code := fields.pop("language", ""):
        address = of_one_language(address, code)
    shown = shown_by(client, address)
    return client.post(to or address, {"shown": shown, "action": action, **fields})


def of_one_language(address: str, code: str) -> str:
    """Return the address of publishing one language of the page that a desk is of."""
    return reverse("publish_language", args=[resolve(address).kwargs["page_id"], code])


def shown_by(client: Client, address: str) -> str:
    """Return what a view that shows a text says that it shows."""
    screen = BeautifulSoup(client.get(address).content, "html.parser")
    return screen.select_one("[name=shown]")["value"]
