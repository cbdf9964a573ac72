"""Upload a picture through the admin's form, as a browser does."""

from typing import BinaryIO

import requests

from ..bench.editor import Editor


def upload(editor: Editor, picture: BinaryIO, title: str) -> requests.Response:
    """Upload a picture, and return the response without following redirects."""
    address = editor.admin("images/add/")
    fields = editor.fields(editor.session.get(address, timeout=60).text)
    fields |= {"title": title, "consent": "nobody"}
    return editor.session.post(
        address,
        fields,
        files={"file": ("feria.jpg", picture)},
        headers={"Referer": address},
        timeout=60,
        allow_redirects=False,
    )
