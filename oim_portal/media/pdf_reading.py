"""Text, facts and first page of a PDF, each read in a child process (`child_process`)."""

import json
import re
import sys
import time
import unicodedata
from collections.abc import Iterator
from io import BytesIO

from oim_portal.settings.upload_limits import (
    MAX_PDF_PAGES,
    MAX_PDF_TEXT,
    PDF_COVER_SIZE,
    PDF_MEMORY,
    PDF_SECONDS,
    PDF_TEXT_SECONDS,
)

from .child_process import ChildFailed, limit, run

# A word that a line of print divides: 'migra-' and 'ción'.
DIVIDED = re.compile(r"(?<=[^\W\d_])[-\u00ad]\n(?=[a-zß-öø-ÿ])")
UNPRINTED = re.compile(r"[\0\ud800-\udfff\ue000-\uf8ff]")


def read(data: bytes, *, memory: int = PDF_MEMORY, seconds: int = PDF_SECONDS) -> dict:
    """Return `state` ('read', 'encrypted', 'broken' or 'too_demanding') and what the PDF says.

    With 'read': `pages`, `is_tagged`, `title`, `language` as the file declares them, and `text`, ''
    for a file of pictures. Of a file that needs more than its limits, the text is that of the pages
    before. Raises ChildFailed ('not_now') where no process can be started.
    """
    try:
        output = run(__spec__.name, data, "text", memory, seconds, seconds=seconds)
    except ChildFailed as failure:
        if failure.reason == "not_now":
            raise
        output = failure.output
    facts, _newline, text = output.partition(b"\n")
    if not _newline:
        return {"state": "too_demanding"}
    return {**json.loads(facts), "text": cleaned(text.decode(errors="replace"))}


def draw_cover(
    data: bytes, *, memory: int = PDF_MEMORY, seconds: int = PDF_SECONDS
) -> bytes | None:
    """Return the first page as a WebP of at most `PDF_COVER_SIZE`; None if it cannot be drawn."""
    try:
        return run(__spec__.name, data, "cover", memory, seconds, seconds=seconds) or None
    except ChildFailed as failure:
        if failure.reason == "not_now":
            raise
        return None


def cleaned(text: str) -> str:
    """Return extracted text with ligatures and words taken apart put together again."""
    text = unicodedata.normalize("NFKC", UNPRINTED.sub("", text))
    return DIVIDED.sub("", text)[:MAX_PDF_TEXT].strip()


def main(what: str, memory: int, seconds: int) -> None:
    """Read a PDF from standard input, and write what `read` and `draw_cover` expect."""
    limit(seconds, memory)
    data = sys.stdin.buffer.read()
    try:
        for piece in {"text": _pieces_of_text, "cover": _cover}[what](data):
            sys.stdout.buffer.write(piece)
            sys.stdout.buffer.flush()  # it stays, should the next page end this process
    except Exception as error:  # parsers of broken files raise any
        sys.stderr.write(repr(error))


def _pieces_of_text(data: bytes) -> Iterator[bytes]:
    """Yield a line of JSON, then the text of each page."""
    from pypdf import PdfReader

    until = time.monotonic() + PDF_TEXT_SECONDS
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            yield _line({"state": "encrypted"})
            return
        facts = _facts(reader)
    except MemoryError:
        return
    except Exception:
        yield _line({"state": "broken"})
        return
    yield _line(facts)
    left = MAX_PDF_TEXT
    for number in range(min(facts["pages"], MAX_PDF_PAGES)):
        if left <= 0 or time.monotonic() > until:
            return
        try:
            text = reader.pages[number].extract_text()[:left]
        except MemoryError:
            return
        except Exception:  # noqa: S112 (the next page may be sound)
            continue
        left -= len(text)
        yield (text + "\n").encode(errors="replace")


def _facts(reader) -> dict:
    root = reader.root_object
    marks = root.get("/MarkInfo") or {}
    return {
        "state": "read",
        "pages": len(reader.pages),
        "is_tagged": bool(marks.get_object().get("/Marked")) if marks else False,
        "language": str(root.get("/Lang") or ""),
        "title": str((reader.metadata or {}).get("/Title") or "").strip(),
    }


def _line(facts: dict) -> bytes:
    return json.dumps(facts).encode() + b"\n"


def _cover(data: bytes) -> Iterator[bytes]:
    """Yield the drawn first page, a picture in the proportions of the page."""
    import pypdfium2

    page = pypdfium2.PdfDocument(data)[0]
    scale = min(most / side for most, side in zip(PDF_COVER_SIZE, page.get_size(), strict=True))
    picture = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
    picture.thumbnail(PDF_COVER_SIZE)
    buffer = BytesIO()
    picture.save(buffer, "WEBP", quality=72)
    yield buffer.getvalue()


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
