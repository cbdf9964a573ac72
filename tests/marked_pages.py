"""Random pages, as the portal's templates render them, and changed versions of them."""

from hypothesis import strategies as st

TEXT = "una persona puede pedir ayuda en la oficina de Quito cuando quiera volver y no paga"
WORDS = [
    *TEXT.split(" "),
    *("10", "15", "días", "8:30", "1.500", "gratuito.", "(nadie)", "cobra,", "¿cuándo?", "&amp;"),
]
LINKS = ["/es/quienes-somos/", "https://example.org/1", "https://example.org/2"]
KEYS = [f"{number:08x}-0000-4000-8000-{number:012x}" for number in range(8)]
PICTURE = '<figure class="picture"><picture><img src="{}" alt="{}"></picture>{}</figure>'

words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=14).map(" ".join)
dresses = st.sampled_from(
    ["{}", "{}", "{}", "<b>{}</b>", "<i>{}</i>", "<b><i>{}</i></b>", "{}<br>"]
    + [f'<a href="{link}">{{}}</a>' for link in LINKS]
)
runs = st.lists(st.tuples(dresses, words), min_size=1, max_size=4).map(
    lambda parts: " ".join(dress.format(text) for dress, text in parts)
)
paragraphs = st.lists(runs, min_size=1, max_size=3).map(
    lambda texts: f'<div class="prose">{"".join(f"<p>{text}</p>" for text in texts)}</div>'
)
lists = st.lists(words, min_size=1, max_size=5).map(
    lambda items: f'<ul class="item-list">{"".join(f"<li>{item}</li>" for item in items)}</ul>'
)
rich_lists = st.lists(st.tuples(runs, words), min_size=1, max_size=3).map(
    lambda items: "<ul>" + "".join(f"<li>{a}<ul><li>{b}</li></ul></li>" for a, b in items) + "</ul>"
)
accordions = st.lists(st.tuples(words, runs), min_size=1, max_size=3).map(
    lambda items: "".join(
        f"<details><summary>{heading}</summary><div>{text}</div></details>"
        for heading, text in items
    )
)
pictures = st.builds(
    PICTURE.format,
    st.sampled_from(["/a.jpg", "/b.jpg"]),
    st.sampled_from(["Una foto", "Otra foto"]),
    st.one_of(st.just(""), words.map("<figcaption>{}</figcaption>".format)),
)
loose = st.tuples(words, words).map(lambda pair: f"{pair[0]} <p>{pair[1]}</p> {pair[0]}")


@st.composite
def tables(draw) -> str:
    width = draw(st.integers(1, 3))
    row = st.lists(words, min_size=width, max_size=width)
    heads = "".join(f"<th>{cell}</th>" for cell in draw(row))
    body = "".join(
        "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"
        for cells in draw(st.lists(row, min_size=1, max_size=4))
    )
    caption = draw(words)
    return (
        f"<table><caption>{caption}</caption><thead><tr>{heads}</tr></thead>"
        f"<tbody>{body}</tbody></table>"
    )


contents = st.one_of(
    paragraphs, paragraphs, lists, rich_lists, accordions, pictures, loose, tables()
)


@st.composite
def blocks(draw) -> dict[str, str]:
    """Return blocks in their order, by key."""
    keys = draw(st.lists(st.sampled_from(KEYS), unique=True, max_size=6))
    return {key: draw(contents) for key in keys}


def page(title: str, lead: str, parts: dict[str, str]) -> str:
    inside = "\n".join(
        f'<div class="block" id="p-{key}">{content}</div>' for key, content in parts.items()
    )
    return (
        f'<html><body><main><div class="page-head"><nav>{title}</nav><h1>{title}</h1>'
        f'<p class="page-head__lead">{lead}</p></div>\n<div class="content">{inside}</div>'
        f'<p class="page-dates">{len(parts)}</p></main></body></html>'
    )


@st.composite
def pairs(draw) -> tuple[str, str]:
    """Return a page and what became of it: some blocks stay, change, come, go and move."""
    old, new = draw(blocks()), {}
    order = draw(st.permutations([*old])) if draw(st.booleans()) else [*old]
    for key in order:
        fate = draw(st.sampled_from(["stays", "stays", "changes", "goes", "words"]))
        if fate == "words":
            one, other = draw(st.sampled_from(WORDS)), draw(words)
            new[key] = old[key].replace(f" {one} ", f" {other} ", draw(st.integers(1, 3)))
        elif fate != "goes":
            new[key] = old[key] if fate == "stays" else draw(contents)
    new |= {key: text for key, text in draw(blocks()).items() if draw(st.booleans())}
    titles, leads = draw(st.tuples(words, words)), draw(st.tuples(runs, runs))
    same = draw(st.booleans())
    return page(titles[0], leads[0], old), page(titles[0 if same else 1], leads[1], new)
