"""Alignment of two lists of elements in their order, by what they have in common."""

from .page_parts import Part, likeness

Pair = tuple[Part | None, Part | None]
# Less likeness than this, and two elements do not stand for each other.
FLOOR = 0.4
MOST_COMPARISONS = 20_000


def aligned(old: list[Part], new: list[Part]) -> list[Pair]:
    """Return the pairs of two lists, in the order of both; None stands for what has no partner.

    Of all alignments it is the one with the greatest sum of likeness (Needleman and Wunsch). Lists
    too long for that are paired as they come.
    """
    start = 0
    while start < min(len(old), len(new)) and likeness(old[start], new[start]) == 1:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and likeness(old[-1 - end], new[-1 - end]) == 1:
        end += 1
    a, b = old[start : len(old) - end], new[start : len(new) - end]
    tail = [*zip(old[len(old) - end :], new[len(new) - end :], strict=True)]
    middle = best(a, b) if len(a) * len(b) <= MOST_COMPARISONS else in_turn(a, b)
    return [*zip(old[:start], new[:start], strict=True), *middle, *tail]


def best(old: list[Part], new: list[Part]) -> list[Pair]:
    like = [[likeness(a, b) for b in new] for a in old]
    sums = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            both = sums[i + 1][j + 1] + like[i][j] if like[i][j] >= FLOOR else -1.0
            sums[i][j] = max(sums[i + 1][j], sums[i][j + 1], both)
    found: list[Pair] = []
    i = j = 0
    while i < len(old) or j < len(new):
        if i == len(old):
            found, j = [*found, (None, new[j])], j + 1
        elif j == len(new):
            found, i = [*found, (old[i], None)], i + 1
        elif like[i][j] >= FLOOR and sums[i][j] == sums[i + 1][j + 1] + like[i][j]:
            found, i, j = [*found, (old[i], new[j])], i + 1, j + 1
        elif sums[i][j] == sums[i + 1][j]:
            found, i = [*found, (old[i], None)], i + 1
        else:
            found, j = [*found, (None, new[j])], j + 1
    return found


def in_turn(old: list[Part], new: list[Part]) -> list[Pair]:
    found: list[Pair] = []
    for number in range(max(len(old), len(new))):
        a = old[number] if number < len(old) else None
        b = new[number] if number < len(new) else None
        if a is not None and b is not None and likeness(a, b) >= FLOOR:
            found.append((a, b))
        else:
            found += [pair for pair in ((a, None), (None, b)) if pair != (None, None)]
    return found
