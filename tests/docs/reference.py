"""The parts of the pages that follow from the program; `pytest tests/docs --rewrite` writes them into the pages."""

from __future__ import annotations

import ast
import re
import string
from typing import TYPE_CHECKING

from bananaboard.dsl.money import NANO
from bananaboard.dsl.settings import SETTINGS, Takes, fitting
from bananaboard.grammar.prose import entries

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from bananaboard.dsl.model import Model, ModelTable
    from bananaboard.dsl.settings import Spec
    from bananaboard.grammar.prose import Entry

BEGIN, END = "<!-- written by the tests, from the program: begin -->\n", "<!-- written by the tests: end -->\n"


def filled(page: str, text: str) -> str:
    """A page with its written part exchanged; ValueError where it has none."""
    before, began, rest = page.partition(BEGIN)
    _, ended, after = rest.partition(END)
    if not (began and ended):
        raise ValueError("the page has lost the comments around its written part")
    return f"{before}{BEGIN}\n{text.strip()}\n\n{END}{after}"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


# -- models ----------------------------------------------------------------------------------------------------------


def models(known: ModelTable) -> str:
    parts = [_overview(known), *(_model(m) for m in known.models), _retired(known), _shared(known), _pixels(known)]
    return "\n".join(parts)


def dollars(nano: int | None) -> str:
    """Dollars to the last digit that is not 0, two at least."""
    if nano is None:
        return "unknown"
    whole, rest = divmod(nano, NANO)
    return f"${whole}.{f'{rest:09}'.rstrip('0'):0<2}"


def _code(words: Iterable[str]) -> str:
    return " ".join(f"`{w}`" for w in words) or "–"


def _overview(known: ModelTable) -> str:
    head = ("say", "model", "family", "since", "stage", "a picture, by size", "read on")
    rows = [
        (_code(m.aliases), f"`{m.id}`", m.family, m.released.isoformat(), m.stage, _prices(m), m.as_of.isoformat())
        for m in known.models
    ]
    return "### At a glance\n\n" + table(head, rows)


def _prices(model: Model) -> str:
    return ", ".join(
        f"{s} {dollars(None if model.image_nano is None else model.image_nano * n)}" for s, n in model.sizes.items()
    )


def _model(model: Model) -> str:
    return f"### {model.family}: `{model.id}`\n\n" + table(("", ""), _facts(model))


def _facts(model: Model) -> Iterator[tuple[str, str]]:
    slots = model.references
    yield "input, a million tokens", dollars(_million(model.input_nano))
    yield "text and thoughts that come out, a million tokens", dollars(_million(model.text_nano))
    yield "pictures that come out, a million tokens", dollars(_million(model.image_nano))
    yield "tokens a picture", ", ".join(f"{s} {n:,}" for s, n in model.sizes.items())
    yield "tokens of a picture that goes along", f"{model.image_input_tokens:,}"
    yield "tokens at most", f"{model.max_input_tokens:,} in, {model.max_output_tokens:,} out"
    yield "ratios", _code(model.ratios)
    if model.doubtful_ratios:
        yield "of these, or beside them, doubtful", _code(model.doubtful_ratios)
    yield "pictures along at most", f"{slots.total}"
    yield "good with", f"{slots.character} characters, {slots.object} objects, {slots.style} styles"
    yield "levels of thinking", _code(model.thinking)
    yield "takes videos, documents", f"{_yes(model.video_input)}, {_yes(model.document_input)}"
    yield "searches the web, for pictures", f"{_yes(model.search)}, {_yes(model.image_search)}"
    yield "in batch", f"{model.batch_percent} % of the price" if model.batch else "no"
    yield "seconds a picture at 1K, about", f"{model.latency_s:g}"
    if model.retires:
        yield "ends on", model.retires.isoformat() + (f", use `{model.replaced_by}`" if model.replaced_by else "")
    if model.retirement_reported:
        yield "said by one source to end on", model.retirement_reported.isoformat()
    yield "read on", model.as_of.isoformat()


def _million(nano: int | None) -> int | None:
    return None if nano is None else nano * 1_000_000


def _yes(is_so: bool) -> str:
    return "yes" if is_so else "no"


def _retired(known: ModelTable) -> str:
    rows = [(f"`{old}`", f"`{new}`") for old, new in known.retired.items()]
    return "### Ids that are gone\n\nEach is an error that names what to use instead.\n\n" + table(
        ("gone", "use"), rows
    )


def _shared(known: ModelTable) -> str:
    its = known.inputs
    spend = ", ".join(f"{tier} {dollars(n)}" for tier, n in its.spend_per_10_minutes.items())
    rows = [
        ("pictures", _code(its.image_mime)),
        ("documents", _code(its.document_mime)),
        ("videos", f"{_code(its.video_mime)}, one frame a second of {its.video_frame_tokens} tokens"),
        ("a file inside the request", f"{its.inline_file_mb} MB at most; a document {its.document_file_mb} MB"),
        ("a request", f"{its.request_mb} MB at most; above it, files are uploaded first"),
        ("`temperature`", f"{its.temperature[0]} to {its.temperature[1]}"),
        ("`top_p`", f"{its.top_p[0]} to {its.top_p[1]}"),
        ("a search", f"{dollars(its.search_nano)} a query after the free ones"),
        ("spending in ten minutes, by account tier", spend),
    ]
    return "### What all of them share\n\n" + table(("", ""), rows)


def _pixels(known: ModelTable) -> str:
    sizes = ("512", "1K", "2K", "4K")
    rows = [(f"`{a}`", *(_sized(known.pixels(a, s)) for s in sizes)) for a in known.pixels_1k]
    return "### Pixels\n\nWidth by height, by ratio and size.\n\n" + table(("ratio", *sizes), rows)


def _sized(size: tuple[int, int] | None) -> str:
    return "–" if size is None else f"{size[0]} x {size[1]}"


# -- settings --------------------------------------------------------------------------------------------------------


def settings() -> str:
    head = ("setting", "what it says", "it takes", "if not set", "may stand in", "sent")
    return table(head, [_setting(s) for s in SETTINGS])


def _setting(spec: Spec) -> tuple[str, ...]:
    default = "–" if spec.default is None else f"`{spec.default}`"
    return f"`{spec.name}`", spec.about, _takes(spec), default, fitting(spec.name), "yes" if spec.sent else "no"


def _takes(spec: Spec) -> str:
    if spec.low or spec.high:
        return f"{spec.takes.value} from {spec.low} to {spec.high}"
    if spec.takes is Takes.WORD:
        return f"one of {_code(spec.words)}"
    return spec.takes.value


# -- errors ----------------------------------------------------------------------------------------------------------

CHAPTERS = {
    "1": "Text and syntax",
    "2": "Files, imports and names",
    "3": "Settings, values and models",
    "4": "Templates and mentions",
    "5": "Variants, places, edits and bounds",
    "6": "Picks, plans, the ledger and engines",
}


def errors() -> str:
    parts: list[str] = []
    for hundred, title in CHAPTERS.items():
        mine = [e for e in entries() if e.code[3] == hundred]
        listed = "".join(f"- [`{e.code}`](#{e.code.lower()}) {_prose(e.title)}\n" for e in mine)
        parts += [f"## {title}\n\n{listed}", *(_entry(e) for e in mine)]
    return "\n".join(parts)


def _entry(entry: Entry) -> str:
    parts = [f"### {entry.code}\n", f"**{_prose(entry.title)}** ({entry.severity})\n"]
    parts.append(f"> {_prose(_gapped(entry.message))}\n")
    parts += [f"{_prose(entry.explain)}\n"] if entry.explain else []
    parts += ["It may advise:\n", "".join(f"- {_prose(_gapped(h))}\n" for h in entry.hints)] if entry.hints else []
    parts += ["Wrong:\n", _board(entry.bad, "wrong")] if entry.bad else []
    parts += ["Right:\n", _board(entry.good, "right")] if entry.good else []
    return "\n".join(parts)


def _gapped(template: str) -> str:
    """A sentence with its gaps as dots."""
    return "".join(text + ("…" if name is not None else "") for text, name, _, _ in string.Formatter().parse(template))


def _prose(text: str) -> str:
    """A sentence that Markdown leaves as it is: what means something to it is escaped, but inside backticks."""
    pieces = re.split(r"(`[^`]*`)", text)
    return "".join(p if p.startswith("`") and len(p) > 1 else re.sub(r"([\\*_<>\[\]|])", r"\\\1", p) for p in pieces)


def _board(text: str, mark: str) -> str:
    fence = "````" if "```" in text else "```"
    return f"{fence}bnn {mark}\n{text.rstrip(chr(10))}\n{fence}\n"


# -- modules ---------------------------------------------------------------------------------------------------------

ROOMS = ("grammar", "dsl", "runtime", "magics", "bananaboard")


def modules(root: Path) -> str:
    """Each folder of code with what it is, and each of its modules with the line at its head."""
    folders = sorted({p.parent for room in ROOMS for p in (root / room).rglob("*.py")})
    ranked = sorted(folders, key=lambda f: ROOMS.index(f.relative_to(root).parts[0]))
    return "\n".join(_folder(f, root) for f in ranked)


def _folder(folder: Path, root: Path) -> str:
    rows = [(f"`{p.stem}`", _cell(head(p))) for p in sorted(folder.glob("*.py")) if p.name != "__init__.py"]
    start = f"### `{folder.relative_to(root).as_posix()}/`\n\n{head(folder / '__init__.py')}\n"
    return f"{start}\n{table(('module', 'is'), rows)}" if rows else start


def head(path: Path) -> str:
    """The first line of a module's docstring; AssertionError where it has none."""
    text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert text, f"{path} does not say what it is"
    return text.partition("\n")[0]


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
