"""Read the response of a route: its view or dialog, and whether the request was accepted."""

import json

from bs4 import BeautifulSoup
from django.contrib.messages import constants, get_messages
from django.http import HttpResponse
from django.urls import reverse


def html_of(response: HttpResponse) -> str:
    """Return the HTML of a view, or of the dialog in a JSON response."""
    if getattr(response, "streaming", False):
        return ""
    text = response.content.decode(errors="replace")
    if response.headers.get("Content-Type", "").startswith("application/json"):
        found = json.loads(text or "{}")
        return str(found.get("html") or found.get("form") or "") if isinstance(found, dict) else ""
    return text if "html" in response.headers.get("Content-Type", "") else ""


def is_accepted(response: HttpResponse) -> bool:
    """Return whether the request was carried out or led to the next step, without an error."""
    if response.status_code >= 400:
        return False
    if any(message.level == constants.ERROR for message in get_messages(response.wsgi_request)):
        return False
    if response.status_code in (301, 302):
        return not response["Location"].startswith(reverse("account_login"))
    if response.headers.get("Content-Type", "").startswith("application/json"):
        told = json.loads(response.content or "{}")
        if isinstance(told, dict) and (
            told.get("success") is False or told.get("is_valid") is False or told.get("errors")
        ):
            return False
    soup = BeautifulSoup(html_of(response), "html.parser")
    return not any(
        each.get_text(strip=True)
        for each in soup.select(".error-message, .errorlist, .w-field__errors, .help-critical")
    )
