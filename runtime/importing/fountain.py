"""Reads a screenplay in Fountain, the open form that most writing programs can save."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..page.harmless import terminal
from .fountain_marks import NOTE, take_marks
from .heading import BEGINS
from .quoting import one_line
from .screenplay import Screenplay, Speech
from .story import Left

if TYPE_CHECKING:
    from .story import Story

_KEY = re.compile(r"([A-Za-z][A-Za-z _-]{0,30}):(.*)")
_TITLE_WORDS = "title credit author authors source draft date notes contact copyright revision font"
_TITLE_KEYS = frozenset(_TITLE_WORDS.split())
_STRONG = re.compile(r"(?<!\\)(\*{1,3})(?=[^\s*])([^*\n]*[^\s*\\])\1")
_LINED = re.compile(r"(?<![\w\\])_(?=[^\s_])([^_\n]*[^\s_\\])_(?!\w)")
_ESCAPED = re.compile(r"\\([*_@#>.!~\\\[/])")
_EXTENSION = re.compile(r"[ ]*\([^()]*\)[ ]*\Z")
_FADES = frozenset(
    {"FADE IN:", "FADE IN.", "FADE OUT:", "FADE OUT.", "FADE TO BLACK.", "FADE TO BLACK:", "CUT TO BLACK."}
)
_HEADING_LONGEST, _CUE_LONGEST = 200, 80


def read_fountain(text: str, title: str) -> Story:
    """The story of a script. Raises NotImportable."""
    marked = take_marks(terminal(text.expandtabs(4)))
    lines = marked.text.split("\n")
    first = Screenplay(title)
    _Reader(lines, marked.notes, first).read()
    story = _Reader(lines, marked.notes, Screenplay(title, first.cues)).read()
    story.left += marked.left
    return story


class _Reader:
    """Goes from paragraph to paragraph; each begins behind an empty line."""

    def __init__(self, lines: list[str], notes: list[str], play: Screenplay) -> None:
        self.lines, self.notes, self.play, self.at = lines, notes, play, 0

    def read(self) -> Story:
        """All of it."""
        self._title_page()
        while self.at < len(self.lines):
            line = self._take()
            if line.strip():
                self._paragraph(line)
        return self.play.end()

    def _take(self) -> str:
        self.at += 1
        return self.lines[self.at - 1]

    def _next_is_empty(self) -> bool:
        return self.at >= len(self.lines) or not self.lines[self.at].strip()

    def _title_page(self) -> None:
        while self.at < len(self.lines) and not self.lines[self.at].strip():
            self.at += 1
        first = _KEY.match(self.lines[self.at]) if self.at < len(self.lines) else None
        if first is None or not set(first[1].lower().split()) & _TITLE_KEYS:
            return
        page: dict[str, list[str]] = {}
        key = ""
        while self.at < len(self.lines) and (line := self._take()).strip():
            if (entry := _KEY.match(line)) is not None:
                key, line = entry[1].strip().lower(), entry[2]
            page.setdefault(key, []).append(self._plain(line))
        self._titled({k: one_line(" ".join(v)) for k, v in page.items()})

    def _titled(self, page: dict[str, str]) -> None:
        """The title is the board's; who wrote it stands above; the rest is left."""
        story = self.play.story
        story.title = page.pop("title", "") or story.title
        written = [page.pop(k) for k in ("credit", "author", "authors") if page.get(k)]
        story.head += [" ".join(written)] if written else []
        story.left += [Left(f"{k}: {v[:60]}", "a line of the title page", 0) for k, v in page.items() if v]

    def _paragraph(self, line: str) -> None:
        """What begins with this line."""
        start = line.lstrip()
        if self._ruled(start) or self._forced(start):
            return
        if self._is_heading(start):
            self.play.heading(self._plain(start))
        elif self._is_transition(line):
            self.play.transition(self._plain(line))
        elif self._is_cue(start):
            self._speech(start)
        else:
            self._action(start)

    def _ruled(self, start: str) -> bool:
        """Page breaks, sections and synopses, which are a line each."""
        if start.startswith("===") and not start.strip("= "):
            return True
        if start[0] not in "#=":
            return False
        told = self._plain(start.lstrip("#=").strip())
        if told:
            (self.play.section if start[0] == "#" else self.play.synopsis)(told)
        return True

    def _forced(self, start: str) -> bool:
        """What its first character says it is."""
        rest = start[1:].strip()
        if start[0] == "." and rest and start[1].isalnum():
            self.play.heading(self._plain(rest))
        elif start[0] == "!":
            self._action(start[1:])
        elif start[0] == "@" and not self._next_is_empty():
            self._speech(rest)
        elif start[0] == "~":
            self.play.sound(self._plain(rest))
        elif start[0] == ">":
            centred = rest.endswith("<")
            (self.play.caption if centred else self.play.transition)(self._plain(rest.removesuffix("<").strip()))
        else:
            return False
        return True

    def _is_heading(self, start: str) -> bool:
        return BEGINS.match(start) is not None and len(start) <= _HEADING_LONGEST

    def _is_transition(self, line: str) -> bool:
        """In capitals, alone, and ending in `TO:`; a space behind that says that it is none."""
        bare = line.strip(" *_")
        return self._next_is_empty() and line.isupper() and (line.endswith("TO:") or bare in _FADES)

    def _is_cue(self, start: str) -> bool:
        """In capitals, with what is said right below."""
        name = _EXTENSION.sub("", _EXTENSION.sub("", start.rstrip(" ^")[:_CUE_LONGEST]))
        return name.isupper() and len(start) <= _CUE_LONGEST and not self._next_is_empty() and "\x00" not in start

    def _speech(self, cue: str) -> None:
        lines: list[str] = []
        notes: list[str] = []
        while self.at < len(self.lines) and (self.lines[self.at].strip() or self.lines[self.at] == "  "):
            line = self._take().strip()
            notes += [self.notes[int(n)] for n in NOTE.findall(line)]
            lines.append(self._plain(line.removeprefix("~")))
        self.play.speech(
            Speech(self._plain(cue.rstrip(" ^")), [n for n in lines if n.strip()], cue.rstrip().endswith("^"))
        )
        for note in notes:
            self.play.note(note)

    def _action(self, first: str) -> None:
        """Up to the next empty line, or to a heading that follows without one."""
        lines = [first]
        while not self._next_is_empty():
            following = self.lines[self.at].lstrip()
            if following.isupper() and self._is_heading(following):
                break
            lines.append(self._take())
        text = "\n".join(lines)
        self.play.action(self._plain(text))
        for number in NOTE.findall(text):
            self.play.note(self.notes[int(number)])

    def _plain(self, text: str) -> str:
        """Without notes and the marks of emphasis."""
        bare = NOTE.sub(" ", text)
        bare = _LINED.sub(r"\1", _STRONG.sub(r"\2", _STRONG.sub(r"\2", bare)))
        return _ESCAPED.sub(r"\1", bare)
