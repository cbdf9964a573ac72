"""Which names of Wagtail's scripts ours use: its bundles keep words, not files."""

import re
from collections import defaultdict
from functools import cache
from pathlib import Path

import wagtail

ROOT = Path(__file__).parents[1]
ROOMS = ("oim_portal", "pages", "history", "programs")
WORD = re.compile(r"[A-Za-z_$][\w$]*(?:-[a-z]+)*")
# `draftailEditor`, `LinkModalWorkflowSource`, `w-dropdown`: what no plain word of English is.
NAME = re.compile(r"[A-Za-z]+[a-z][A-Z]\w*|w(?:-[a-z]+)+")
EVENT = re.compile(r"\b(w-[a-z]+(?:-[a-z]+)*):([a-z]+(?:-[a-z]+)*)")
VALUE = re.compile(r"\bdata-(w(?:-[a-z]+)+)-(?:value|target|class|param)\b")


def our_files(*suffixes: str) -> list[Path]:
    folders = [ROOT / name for name in (*ROOMS, "templates")]
    return [
        path
        for folder in folders
        for path in sorted(folder.rglob("*.*"))
        if path.suffix in suffixes and "migrations" not in path.parts
    ]


@cache
def wagtails(*suffixes: str) -> str:
    """Return the text of all of Wagtail's files of a kind, without what it brings of others."""
    root = Path(wagtail.__file__).parent
    paths = [path for path in root.rglob("*.*") if path.suffix in suffixes]
    return "\n".join(
        path.read_text("utf-8")
        for path in paths
        if not path.name.startswith("vendor") and not {"vendor", "tests", "test"} & {*path.parts}
    )


def names() -> dict[str, set[str]]:
    """Return the names in our scripts that Wagtail's have too, with our files."""
    theirs = set(WORD.findall(wagtails(".js")))
    found = defaultdict(set)
    for path in our_files(".js"):
        for word in set(WORD.findall(path.read_text("utf-8"))) & theirs:
            if NAME.fullmatch(word):
                found[word].add(str(path.relative_to(ROOT)))
    return found


def unknown_events() -> list[str]:
    """Return the events that ours listen to or send, and that no controller of Wagtail's knows."""
    scripts = wagtails(".js")
    everything = scripts + wagtails(".html", ".py")
    return [
        f"{path.relative_to(ROOT)}: {controller}:{event}"
        for path in our_files(".js", ".html", ".py")
        for controller, event in EVENT.findall(path.read_text("utf-8"))
        if f"{controller}:{event}" not in everything
        and not (f'"{controller}"' in scripts and f'dispatch("{event}"' in scripts)
    ]


def unknown_values() -> list[str]:
    """Return the values and targets of controllers that ours name, and that Wagtail's lack."""
    scripts = wagtails(".js")
    found = []
    for path in our_files(".js", ".html", ".py"):
        for name in VALUE.findall(path.read_text("utf-8")):
            if not any(is_value(*parts, scripts) for parts in splits(name)):
                found.append(f"{path.relative_to(ROOT)}: data-{name}")
    return found


def splits(name: str) -> list[tuple[str, str]]:
    """Return each way to part 'w-unsaved-has-edits' into a controller and a value's name, or ''."""
    words = name.split("-")
    return [("-".join(words[:place]), camel(words[place:])) for place in range(2, len(words) + 1)]


def camel(words: list[str]) -> str:
    return "".join([*words[:1], *map(str.title, words[1:])])


def is_value(controller: str, value: str, scripts: str) -> bool:
    return f'"{controller}"' in scripts and re.search(rf"\b{value}\b", scripts) is not None
