"""The upstream code, templates and names in scripts on which the portal rests.

`python -m tests.originals` names what differs from oim_portal/wagtail_compat/originals.json;
`python -m tests.originals --record` writes that file anew, once somebody has looked at each.
"""

import hashlib
import importlib.metadata
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import django

from . import upstream_code, upstream_scripts, upstream_templates

ROOT = Path(__file__).parents[1]
RECORD = ROOT / "oim_portal" / "wagtail_compat" / "originals.json"
PACKAGES = ("wagtail", "django", "django-allauth", "django-modelcluster", "django-treebeard")
AGAIN = "Compare each, then: python -m tests.originals --record"


def digest(text: str) -> str:
    """Return a hash of a text, whatever its line ends and the blanks at the end of its lines."""
    lines = "\n".join(line.rstrip() for line in text.strip().splitlines())
    return hashlib.sha256(lines.encode()).hexdigest()[:16]


def installed() -> dict[str, dict]:
    """Return the record of what is installed now."""
    templates = {
        name: {
            "original": digest(original.read_text("utf-8")),
            "blocks": sorted(upstream_templates.filled_blocks(ours)),
        }
        for name, (ours, original) in upstream_templates.overridden().items()
    }
    code = {name: digest(upstream_code.source(name)) for name in upstream_code.used()}
    return {
        "versions": {name: importlib.metadata.version(name) for name in PACKAGES},
        "templates": dict(sorted(templates.items())),
        "code": dict(sorted(code.items())),
        "names in scripts": sorted(upstream_scripts.names()),
    }


def recorded() -> dict[str, dict]:
    return json.loads(RECORD.read_text("utf-8"))


def differences(before: dict[str, dict], after: dict[str, dict]) -> Iterator[str]:
    """Say in a line each what differs between a record and what is installed."""
    for name in sorted(before["templates"].keys() | after["templates"].keys()):
        old, new = before["templates"].get(name), after["templates"].get(name)
        if old and new and old["original"] != new["original"]:
            yield f"{name} changed; ours: {ours_of(name)}; {advice(new['blocks'])}"
        elif old != new:
            yield f"{name}: what ours override differs from the record: {old} -> {new}"
    users = upstream_code.used()
    for name in sorted(before["code"].keys() | after["code"].keys()):
        if name not in after["code"]:
            yield f"{name} is in the record, and nothing of ours uses it"
        elif name not in before["code"]:
            yield f"{name} is not in the record; ours: {', '.join(sorted(users[name]))}"
        elif before["code"][name] != after["code"][name]:
            what = "is gone" if after["code"][name] == digest("") else "changed"
            yield f"{name} {what}; ours: {', '.join(sorted(users[name]))}"
    yield from differing_names({*before["names in scripts"]}, {*after["names in scripts"]})


def differing_names(before: set[str], after: set[str]) -> Iterator[str]:
    """Say which names Wagtail's scripts share with ours no longer, or newly."""
    files = [(path, path.read_text("utf-8")) for path in upstream_scripts.our_files(".js")]
    for name in sorted(before - after):
        users = [str(path.relative_to(ROOT)) for path, text in files if name in text]
        if users:
            yield f"Wagtail's scripts do not know `{name}` any more; ours: {', '.join(users)}"
        else:
            yield f"`{name}` is in the record, and no script of ours uses it"
    for name in sorted(after - before):
        users = ", ".join(sorted(upstream_scripts.names()[name]))
        yield f"`{name}` of Wagtail's scripts is not in the record; ours: {users}"


def ours_of(name: str) -> Path:
    return upstream_templates.ours()[name].relative_to(ROOT)


def advice(blocks: list[str]) -> str:
    if not blocks:
        return "it takes the place of the whole: take over what is new"
    names = ", ".join(f"`{each}`" for each in blocks)
    return f"look whether it still shows what the block {names} is to show"


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    if "--record" in sys.argv[1:]:
        RECORD.write_text(json.dumps(installed(), indent=2, ensure_ascii=False) + "\n", "utf-8")
        return
    found = list(differences(recorded(), installed()))
    if found:
        sys.exit("\n".join([*found, AGAIN]))


if __name__ == "__main__":
    main()
