"""The Chromium of the machine, as everything here starts it."""

import os
import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome")


def launch_options() -> dict:
    """Return the arguments of Playwright's `launch`: quiet, and without a sandbox for root only."""
    arguments = ["--disable-quic", "--no-first-run", "--disable-background-networking"]
    if os.geteuid() == 0:
        arguments.append("--no-sandbox")
    return {"executable_path": next(filter(None, map(shutil.which, NAMES))), "args": arguments}
