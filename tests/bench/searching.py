"""Growth of the time of searches and suggestions with a hundred times the content, in one run.

Each kind of query in both languages: words of nearly every page, of one page, mistyped, of none,
several at once. Whole requests are timed at the application server, statements within it.
"""

import json
from statistics import median
from urllib.parse import quote, unquote

from . import figures
from .stack import Stack

ROUNDS = 7
LISTED = 4  # queries with the most growth, which are printed
# Both servers have the office's own content, so a rare word is found once in both.
TYPED = {
    "es": [
        *("migración", "personas migrantes", "mision", "chilenos", "becas canada"),
        *("retorno de profesionales", "migrasion", "cooperasion familias", "xyzzyq"),
    ],
    "en": [
        *("migration", "human mobility", "mission", "chilean", "scholarships canada"),
        *("return of professionals", "migrattion", "cooperattion families", "xyzzyq"),
    ],
}
UNFINISHED = {
    "es": ["mi", "migr", "ch", "programas", "movilidad hum", "de la fam", "xyzzyq"],
    "en": ["mi", "migr", "ch", "programme", "human mob", "of the fam", "xyzzyq"],
}
Times = dict[str, list[float]]


def addresses(typed: dict[str, list[str]], path: str) -> list[str]:
    return [
        f"/{language}/buscar/{path}?q={quote(text)}"
        for language, texts in typed.items()
        for text in texts
    ]


ASKED = {"search": addresses(TYPED, ""), "suggest": addresses(UNFINISHED, "sugerencias/")}


def growth(small: Stack, large: Stack) -> dict:
    """Return the worst growth among all queries, and milliseconds with the large content.

    Growth is that of the medians of a query's rounds; the milliseconds are their median over all
    queries. Queries with more results in the large content are printed, and count for none: a
    longer answer takes longer wherever it is from.
    """
    measured = {}
    every = [address for group in ASKED.values() for address in group]
    taken = {"request": ({}, {}), "sql": ({}, {})}
    for _round in range(ROUNDS):
        for place, stack in enumerate((small, large)):
            note(taken["request"][place], seconds_of_requests(stack, every))
            note(taken["sql"][place], seconds_of_statements(stack, every))
    longer = {path for path in every if results(small, path) != results(large, path)}
    print("  more results:", *map(unquote, longer), flush=True)
    for kind, group in ASKED.items():
        group = [path for path in group if path not in longer]
        for what, (before, after) in taken.items():
            ratios = {path: median(after[path]) / median(before[path]) for path in group}
            worst = max(ratios, key=ratios.__getitem__)
            for path in sorted(ratios, key=ratios.__getitem__, reverse=True)[:LISTED]:
                print(f"  {what} {ratios[path]:.2f} {unquote(path)}", flush=True)
            measured[f"{kind}_{what}_growth"] = round(ratios[worst], 2)
            usual = median(median(after[path]) for path in group)
            measured[f"{kind}_{what}_ms"] = round(usual * 1000, 1)
    return measured


def results(stack: Stack, path: str) -> int:
    """Return how many results or suggestions the answer shows."""
    answer = stack.direct(path)
    suggested = path.split("?")[0].endswith("sugerencias/")
    return len(answer.json()["suggestions"]) if suggested else answer.text.count('"results__item"')


def note(taken: Times, seconds: dict[str, float]) -> None:
    for path, each in seconds.items():
        taken.setdefault(path, []).append(each)


def seconds_of_requests(stack: Stack, paths: list[str]) -> dict[str, float]:
    return {path: figures.seconds_for(stack, stack.session, path) for path in paths}


def seconds_of_statements(stack: Stack, paths: list[str]) -> dict[str, float]:
    """Return the seconds of SQL statements for each path, requested in one process."""
    return json.loads(stack.manage("measure_statements", *paths))
