"""Publishing in tests as one person: whoever wrote a page gives a reason."""

from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.test import Client

REASON = "No puede esperar"


def give_reason(client: Client, answer: HttpResponse) -> HttpResponse:
    """Answer the question that follows when somebody publishes what they wrote."""
    assert "/redaccion/urgente/" in answer["Location"], answer["Location"]
    form = BeautifulSoup(client.get(answer["Location"]).content, "html.parser")
    revision = form.select_one("[name=revision]")["value"]
    return client.post(answer["Location"], {"reason": REASON, "revision": revision})
