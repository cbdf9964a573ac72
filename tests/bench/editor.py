"""Client of the admin with a session: signs in, edits, publishes, unpublishes."""

import requests
from bs4 import BeautifulSoup

from .stack import Stack

EMAIL, PASSWORD = "bench@example.org", "a long password for one run 7!"  # noqa: S105
ACCOUNT = (
    "from oim_portal.accounts.models import User;"
    f"User.objects.filter(email='{EMAIL}').exists() or "
    f"User.objects.create_superuser(email='{EMAIL}', password='{PASSWORD}')"
)


class Editor:
    """A session of the admin, through nginx as staff use it."""

    def __init__(self, stack: Stack) -> None:
        self.stack = stack
        self.session = requests.Session()
        self.session.trust_env = False
        self.session.verify = stack.session.verify

    def sign_in(self) -> "Editor":
        self.stack.manage("shell", "-v0", "-c", ACCOUNT)
        url = f"{self.stack.address}/cuenta/entrar/"
        fields = self.fields(self.session.get(url, timeout=60).text)
        answer = self.post(url, fields | {"login": EMAIL, "password": PASSWORD})
        if "/cuenta/entrar/" in answer.url:
            raise RuntimeError("The editor was not let in.")
        return self

    def fields(self, page: str) -> dict[str, str]:
        """Return the data that the page's largest form would submit."""
        forms = BeautifulSoup(page, "html.parser").select("form[method=post i]")
        form = max(forms, key=lambda each: len(each.select("input, textarea")))
        fields = {}
        for field in form.select("input[name], textarea[name], select[name]"):
            kind = field.get("type", "")
            if field.name == "select":
                chosen = field.select_one("option[selected]")
                fields[field["name"]] = chosen.get("value", "") if chosen else ""
            elif field.name == "textarea":
                fields[field["name"]] = field.text.removeprefix("\n")
            elif kind not in ("checkbox", "radio", "submit", "file") or field.has_attr("checked"):
                fields[field["name"]] = field.get("value", "")
        return fields

    def post(self, address: str, fields: dict[str, str]) -> requests.Response:
        return self.session.post(address, fields, headers={"Referer": address}, timeout=60)

    def admin(self, path: str) -> str:
        return f"{self.stack.address}/admin/{path}"

    def save(self, page: int, title: str, publish: bool = False) -> bool:
        """Save a draft with another title, or publish it; return whether the server redirected.

        For content pages of benchmarks: the body, whose form needs a script, is emptied.
        """
        address = self.admin(f"pages/{page}/edit/")
        fields = self.fields(self.session.get(address, timeout=60).text)
        fields |= {"title": title, "body_es-count": "0", "body_en-count": "0"}
        if publish:
            # Publishing one's own text requires a reason (oim_portal/admin/review/reading.py).
            fields["action-publish"] = "is-urgent"
        answer = self.session.post(
            address, fields, headers={"Referer": address}, timeout=60, allow_redirects=False
        )
        return answer.status_code == 302

    def withdraw(self, page: int) -> None:
        self.confirm(f"pages/{page}/unpublish/", {})

    def delete(self, page: int) -> None:
        self.confirm(f"pages/{page}/delete/", {})

    def make_private(self, page: int) -> None:
        self.confirm(f"pages/{page}/privacy/", {"restriction_type": "login"})

    def confirm(self, path: str, more: dict[str, str], **files) -> None:
        """Submit the form of a URL of the admin, and return as soon as there is a response."""
        address = self.admin(path)
        shown = self.session.get(address, timeout=60)
        try:
            shown = shown.json()["html"]
        except ValueError:
            shown = shown.text
        answer = self.session.post(
            address,
            self.fields(shown) | more,
            files=files or None,
            headers={"Referer": address},
            timeout=60,
            allow_redirects=False,
        )
        answer.raise_for_status()
