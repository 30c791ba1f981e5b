"""The pages of the documentation as data: their fenced blocks, command lines and links."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
FENCE = re.compile(r"^(```+)(\w+)(?: ([^\n]*))?\n(.*?)^\1$", re.MULTILINE | re.DOTALL)
# Pages that are followed step by step, and those that only the site has.
GUIDES = [DOCS / "tutorial.md", *sorted((DOCS / "how-to").glob("*.md"))]
SITE = {"changes.md", "examples.md"}
# The language's page has tests of its own, beside the examples.
PAGES = sorted(p for p in DOCS.glob("*.md") if p.name not in SITE | {"language.md", "tutorial.md"})
BESIDE = [DOCS / "language.md", ROOT / "README.md", ROOT / "examples" / "README.md"]
TELLING = [*PAGES, *GUIDES, *BESIDE]


class Block(NamedTuple):
    page: str
    line: int
    language: str
    marks: str
    text: str

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"


def blocks(path: Path) -> list[Block]:
    page = path.read_text(encoding="utf-8")
    return [Block(path.name, page.count("\n", 0, m.start()) + 1, m[2], m[3] or "", m[4]) for m in FENCE.finditer(page)]


def without_blocks(path: Path) -> str:
    return FENCE.sub("", path.read_text(encoding="utf-8"))


def commands(path: Path) -> dict[str, bool]:
    """Every `bnn ...` of a page, and whether it is a whole line of shell or only named in a sentence."""
    inline = re.findall(r"`(bnn [^`]+)`", without_blocks(path))
    shell = [line for b in blocks(path) if b.language == "sh" for line in b.text.splitlines()]
    lines = [m[1].strip() for line in shell for m in re.finditer(r"(?:^|[/ ])(bnn [^#&|>]+)", line)]
    return dict.fromkeys(inline, False) | dict.fromkeys(lines, True)


def links(path: Path) -> list[str]:
    """The targets of a page's links that lie in the repository."""
    found = re.findall(r"!?\[[^\]]*\]\(([^)\s]+)\)", without_blocks(path))
    return [f for f in found if not re.match(r"[a-z]+:", f)]


def anchors(path: Path) -> set[str]:
    """What a link may name behind `#`, as GitHub makes it of the headings."""
    headings = re.findall(r"^#+ (.+)$", without_blocks(path), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", h.lower()).replace(" ", "-") for h in headings}
