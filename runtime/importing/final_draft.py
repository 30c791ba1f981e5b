"""Reads a screenplay of Final Draft: XML with a paragraph for each element."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ...dsl.words import many
from ..page.harmless import terminal
from .quoting import one_line
from .screenplay import Screenplay, Speech
from .story import Left, NotImportable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from xml.etree.ElementTree import Element

    from .story import Story

PARAGRAPHS = 100_000
_SPOKEN = frozenset({"Parenthetical", "Dialogue", "Lyrics", "Singing"})
_ACTS = frozenset({"New Act", "End of Act", "Outline 1", "Outline 2", "Outline 3", "Outline 4"})


def read_final_draft(data: bytes, title: str) -> Story:
    """The story of a file. Raises NotImportable."""
    root = _root(data)
    content = root.find("Content")
    if root.tag != "FinalDraft" or content is None:
        raise NotImportable("it is no screenplay of Final Draft")
    elements = list(_elements(content))
    if len(elements) > PARAGRAPHS:
        raise NotImportable(f"it has more than {PARAGRAPHS:,} paragraphs. Import it in parts")
    named = _title(root) or title
    first = Screenplay(named)
    _Reader(first, elements).read()
    return _Reader(Screenplay(named, first.cues), elements).read()


def _root(data: bytes) -> Element:
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        root: Element = fromstring(data, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as fault:
        raise NotImportable("it is no screenplay of Final Draft, or a damaged one") from fault
    return root


def _elements(content: Element) -> Iterator[_Element]:
    for paragraph in content.findall("Paragraph"):
        dual = paragraph.find("DualDialogue")
        beside = False
        for inner in [paragraph] if dual is None else dual.findall("Paragraph"):
            kind, number = inner.get("Type", "General"), inner.get("Number", "")
            text = _words(inner) + (f" #{number}#" if kind == "Scene Heading" and number else "")
            yield _Element(kind, text, beside)
            beside = beside or (dual is not None and kind == "Character")
        for note in paragraph.iter("ScriptNote"):
            yield _Element("ScriptNote", " ".join(map(_words, note.iter("Paragraph"))), False)


def _title(root: Element) -> str:
    """The first line of its title page."""
    page = root.find("TitlePage/Content")
    lines = (one_line(_words(p)) for p in (page.iter("Paragraph") if page is not None else ()))
    return next((line.strip("“”\"'") for line in lines if line), "")


def _words(paragraph: Element) -> str:
    return terminal("".join(t.text or "" for t in paragraph.findall("Text")))


class _Element(NamedTuple):
    """A paragraph; `beside`: said at the same time as the speech before."""

    kind: str
    text: str
    beside: bool


class _Reader:
    """Goes from paragraph to paragraph; a speech is a cue and what stands below it."""

    def __init__(self, play: Screenplay, elements: list[_Element]) -> None:
        self.play, self.elements, self.at = play, elements, 0
        self.unknown: dict[str, int] = {}
        self.tell: dict[str, Callable[[str], None]] = {
            "Scene Heading": play.heading,
            "Transition": play.transition,
            "Lyrics": play.sound,
            "ScriptNote": play.note,
            **dict.fromkeys(("Action", "General", "Shot", "Parenthetical", "Dialogue", "Singing"), play.action),
            **dict.fromkeys(_ACTS, play.section),
        }

    def read(self) -> Story:
        """All of it."""
        while self.at < len(self.elements):
            element = self.elements[self.at]
            self.at += 1
            if not element.text.strip():
                continue
            if element.kind == "Character":
                self._speech(element)
            elif element.kind in self.tell:
                self.tell[element.kind](element.text)
            else:
                self.unknown[element.kind] = self.unknown.get(element.kind, 0) + 1
        story = self.play.end()
        story.left += [
            Left(many(n, f"{one_line(kind)[:40]}"), "no part of a board") for kind, n in self.unknown.items()
        ]
        return story

    def _speech(self, cue: _Element) -> None:
        lines: list[str] = []
        notes: list[str] = []
        while self.at < len(self.elements) and self.elements[self.at].kind in _SPOKEN | {"ScriptNote"}:
            element = self.elements[self.at]
            (notes if element.kind == "ScriptNote" else lines).append(element.text)
            self.at += 1
        self.play.speech(Speech(cue.text, [x for x in lines if x.strip()], cue.beside))
        for note in notes:
            self.play.note(note)
