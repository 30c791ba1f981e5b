"""What could be written at a cursor: statements, settings and their values, mentions, prompts, members, files."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lsprotocol.types import CompletionItemKind as Kind
from msgspec import Struct

from ..dsl.board import Alias, Axis, LibraryAlias, Macro, Maker, Param, Prompt, Subject
from ..dsl.links import kind_of
from ..dsl.members import members_of
from ..dsl.models import model_table
from ..dsl.settings import ABOUT, BY_NAME, SETTINGS, Takes
from ..dsl.standing import CALLED, INSIDE, WHERE
from ..grammar import nodes
from . import described
from .cursor import cursor
from .library_files import PREFIX, library_folder, library_names, offered

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ..dsl.board import Module
    from ..dsl.settings import Spec
    from ..grammar.source import Source
    from .cursor import Cursor, Token
    from .desk import Opened

MENTION = re.compile(r"@(\{?)((?:[^\W\d]\w*\.)*)(\w*)$")
CHOICE = re.compile(r"@\{?((?:[^\W\d]\w*\.)*\w+)\}?\[(?:[^\]]*,\s*)?(?:(\w+)\s*=\s*)?(\w*)$")
OPENED = re.compile(r"\{[{%](?!.*[}%]\})[^}]*?((?:[^\W\d]\w*\.)*)(\w*)$", re.DOTALL)
ENDINGS = {
    "import": (".bnn", ".j2"),
    "table": (".csv", ".jsonl"),
    "reference": (".png", ".jpg", ".jpeg", ".webp", ".heic", ".pdf", ".txt", ".md", ".mp4", ".mov", ".webm"),
}
MOST = 400  # files that are offered
SNIPPETS = {
    "storyboard": 'storyboard "${1:Title}" {\n  $0\n}',
    "character": 'character ${1:name} "${2:what she looks like}" {\n  $0\n}',
    "location": 'location ${1:name} "${2:what it looks like}"', "prop": 'prop ${1:name} "${2:what it looks like}"',
    "style": 'style ${1:name} "${2:how everything looks}"', "scene": 'scene ${1:name} "${2:Title}" {\n  $0\n}',
    "shot": 'shot ${1:name} "${0:what is seen}"', "edit": 'edit ${1:name} of ${2:shot} "${0:what to change}"',
    "view": 'view ${1:name} "${0:what is seen}"', "look": 'look ${1:name} "${0:what is different}"',
    "prompt": 'prompt ${1:name}(${2:arguments}) "${0:text}"', "variant": "variant ${1:name}: ${0:one, two}",
    "reference": 'reference "${0:refs/picture.png}"', "import": 'import "${1:file.bnn}" as ${0:name}',
    "from": 'from "${1:file.bnn}" import ${0:name}', "param": 'param ${1:name} = "${0:value}"',
    "final": "final { model: ${1:pro}; size: ${0:4K} }", "except": "except ${1:axis}=${0:key}",
}  # fmt: skip
KINDS = {
    "character": Kind.Class, "location": Kind.Class, "prop": Kind.Class, "style": Kind.Class, "reference": Kind.File,
    "look": Kind.Struct, "view": Kind.Property, "shot": Kind.Method, "edit": Kind.Method, "scene": Kind.Module,
    "variant": Kind.Enum, "param": Kind.Variable, "prompt": Kind.Function, "argument": Kind.Variable,
    "import": Kind.Module,
}  # fmt: skip
KINDS_OF = {
    Takes.STYLE: ("style",), Takes.PLACE: ("location",), Takes.CAST: ("character", "prop", "reference"),
    Takes.CHAIN: ("shot",),
}  # fmt: skip
ALWAYS = {"shot": ("name", "title"), "scene": ("name", "title"), "storyboard": ("title",)}


class Offer(Struct, frozen=True):
    """One thing that could be written instead of the last `replaced` characters before the cursor."""

    label: str
    kind: Kind
    detail: str = ""
    about: str = ""  # Markdown
    insert: str | None = None
    snippet: bool = False
    replaced: int = 0
    rank: int = 1


def complete(opened: Opened, source: Source, offset: int) -> list[Offer]:
    """What fits at an offset of a board's own file, whose text is `source`. Its names may be some keystrokes old."""
    if opened.board is None:
        return []
    return list(Completing(opened, opened.board, source, cursor(source, offset)).offers())


class Completing:
    """One answer."""

    def __init__(self, opened: Opened, board: Module, source: Source, at: Cursor) -> None:
        self.opened, self.board, self.source, self.at = opened, board, source, at
        self.scene = board.scenes.get(at.named("scene") or "")
        self.maker = self._maker()

    def _maker(self) -> Maker | None:
        head = self.at.head
        name = self.at.named("shot") or self.at.named("edit")
        if name is None and head is not None and head.type in ("SHOT", "EDIT"):
            name = next((t.value.text for t in self.at.before[1:] if isinstance(t.value, nodes.Name)), None)
        among = self.scene.makers if self.scene is not None else self.board.shots
        return among.get(name or "")

    def offers(self) -> Iterable[Offer]:
        """Everything that fits."""
        at = self.at
        if at.text is not None:
            return self._in_text(at.text)
        if at.head is None:
            return self._beginning()
        return self._inside(at.head)

    # -- statements --------------------------------------------------------------------------------------------------

    def _beginning(self) -> Iterator[Offer]:
        """Where a statement begins: what may stand in this block."""
        home, written = self.at.home, len(self.at.word)
        if self.at.word.startswith("@"):
            return
        if home == "variant":
            return
        if home == "entry":
            home = next((b.home for b in reversed(self.at.blocks) if b.home in WHERE), "scene")
        else:
            for node in INSIDE.get(home, ()):
                words = ("character", "location", "prop", "style") if node is nodes.Subject else (_word(node),)
                for word in words:
                    yield Offer(
                        word, Kind.Keyword, "statement", insert=SNIPPETS.get(word, word), snippet=True, replaced=written
                    )
        for spec in SETTINGS:
            if home in WHERE and spec.where & WHERE[home]:
                yield Offer(
                    spec.name, Kind.Property, spec.about, described.setting(spec.name) or "", f"{spec.name}: ",
                    replaced=written, rank=2,
                )  # fmt: skip

    def _inside(self, head: Token) -> Iterator[Offer]:
        at, before = self.at, self.at.before
        if at.word.startswith("@") or self._after_sign():
            yield from self._signed(head)
        elif "(" in at.depth:
            yield from self._arguments()
        elif head.type == "KEY":
            yield from self._values(head)
        elif head.type == "VARIANT" and before[-1].type == "KEY":
            yield from self._values(before[-1])
        elif head.type == "EDIT" and before[-1].type == "OF":
            yield from self._mentions(at.word)
        elif head.type == "EDIT" and len(before) == 2:
            yield Offer("of", Kind.Keyword, "which picture it edits", replaced=len(at.word))
        elif head.type in ("SHOT", "VIEW", "EDIT") and before[-1].type == ("TARGET" if head.type == "EDIT" else "NAME"):
            yield from self._prompts(at.word)
        elif head.type == "EXCEPT":
            yield from self._axes(self._level_axes())
        elif head.type == "FROM" and any(t.type == "NAMES" for t in before):
            yield from self._importable(before[1])

    def _after_sign(self) -> bool:
        return self.source.text.endswith("@", 0, self.at.offset)

    # -- values ------------------------------------------------------------------------------------------------------

    def _values(self, key: Token) -> Iterator[Offer]:
        spec = BY_NAME.get(key.value.text)
        written = len(self.at.word)
        if spec is None:
            return
        yield from self._words(spec, written)
        if spec.takes in KINDS_OF:
            yield from self._fitting(spec, written)
        if spec.takes is Takes.TEMPLATE:
            yield from self._prompts(self.at.word)
        for name, param in self.board.names.items():
            if isinstance(param, Param):
                yield self._named(name, param, written, rank=3)

    @staticmethod
    def _words(spec: Spec, written: int) -> Iterator[Offer]:
        table = model_table()
        if spec.takes is Takes.MODEL:
            for model in table.models:
                for alias in model.aliases[:1]:
                    yield Offer(alias, Kind.EnumMember, model.id, described.model(alias) or "", replaced=written)
        elif spec.takes is Takes.ASPECT:
            ratios = dict.fromkeys(r for m in table.models for r in m.ratios)
            yield from (Offer(r, Kind.EnumMember, "ratio", replaced=written) for r in ratios)
        elif spec.takes is Takes.SIZE:
            sizes = dict.fromkeys(s for m in table.models for s in m.sizes)
            yield from (Offer(s, Kind.EnumMember, "size", replaced=written) for s in sizes)
        for word in spec.words:
            yield Offer(word, Kind.EnumMember, spec.about, replaced=written)
        if "none" in spec.takes.value:
            yield Offer("none", Kind.Keyword, spec.about, replaced=written, rank=2)

    def _signed(self, head: Token) -> Iterator[Offer]:
        """Behind an `@` outside a text: a setting wants its own kind of thing."""
        word = self.at.word.removeprefix("@")
        spec = BY_NAME.get(head.value.text) if head.type == "KEY" else None
        if spec is not None and spec.takes in KINDS_OF and "." not in word:
            yield from self._fitting(spec, len(word), sign="")
        else:
            yield from self._mentions(word)

    def _fitting(self, spec: Spec, written: int, *, sign: str = "@") -> Iterator[Offer]:
        if spec.takes is Takes.CHAIN:
            makers = self.scene.makers if self.scene is not None else self.board.shots
            found: Iterable[tuple[str, object]] = ((n, m) for n, m in makers.items() if m is not self.maker)
        else:
            found = (
                (n, d) for n, d in self.board.names.items()
                if isinstance(d, Alias) or (isinstance(d, Subject) and d.kind in KINDS_OF[spec.takes])
            )  # fmt: skip
        for name, thing in found:
            yield self._named(name, thing, written, sign=sign)

    # -- names -------------------------------------------------------------------------------------------------------

    def _mentions(self, word: str, *, braced: bool = False) -> Iterator[Offer]:
        """What may stand behind an `@`. `word` may have dots: then what is behind the last of them counts."""
        *path, last = word.split(".")
        for name, thing in self._reached(path, templates=False).items():
            yield self._named(name, thing, len(last), end="}" if braced else "")

    def _reached(self, path: list[str], *, templates: bool) -> Mapping[str, object]:
        """The names that may follow a path."""
        if not path:
            return self._first(templates=templates)
        found: object = self._first(templates=templates).get(path[0])
        for word in path[1:]:
            found = _members(found, templates=templates).get(word)
        return _members(found, templates=templates)

    def _first(self, *, templates: bool) -> dict[str, object]:
        found: dict[str, object] = {}
        if templates:
            found |= dict(self.board.names)
            found |= {a.name: a for a in self._level_axes()}
            return found | self._prompt_arguments()
        found |= {n: d for n, d in self.board.names.items() if not isinstance(d, Prompt | Macro | Param)}
        found |= {n: d for n, d in self.board.names.items() if isinstance(d, Param) and _may_mention(d)}
        found |= dict(self.board.scenes) | dict(self.board.shots)
        if self.scene is not None:
            found |= dict(self.scene.makers)
        for reference in self.maker.references if self.maker is not None else ():
            if reference.name:
                found[reference.name] = reference
        if self.maker is not None:
            found.pop(self.maker.name, None)
        return found

    def _prompt_arguments(self) -> dict[str, object]:
        head = self.at.head
        if head is None or head.type != "PROMPT":
            return {}
        names = [t.value.text for t in self.at.before[2:] if isinstance(t.value, nodes.Name)]
        return dict.fromkeys(names, "argument")

    def _level_axes(self) -> Iterable[Axis]:
        level = self.maker.level if self.maker is not None else self.scene.level if self.scene is not None else None
        level = level or self.board.level
        return level.scope().values() if level is not None else ()

    def _named(self, name: str, thing: object, replaced: int, *, sign: str = "", end: str = "", rank: int = 1) -> Offer:
        kind = "argument" if isinstance(thing, str) else kind_of(thing)
        about = described.thing(self.opened, thing) if not isinstance(thing, str) else ""
        return Offer(
            sign + name, KINDS.get(kind, Kind.Value), kind, about, sign + name + end, replaced=replaced, rank=rank
        )

    def _prompts(self, word: str) -> Iterator[Offer]:
        *path, last = word.split(".")
        for name, thing in self._reached(path, templates=True).items():
            if isinstance(thing, Prompt):
                arguments = ", ".join(f"${{{i}:{p.name.text}}}" for i, p in enumerate(thing.node.parameters, 1))
                yield Offer(
                    name, Kind.Function, "prompt", described.thing(self.opened, thing), f"{name}({arguments})",
                    snippet=True, replaced=len(last),
                )  # fmt: skip
            elif isinstance(thing, Macro | Alias | LibraryAlias):
                yield self._named(name, thing, len(last))

    def _arguments(self) -> Iterator[Offer]:
        """Inside the brackets of a call: the prompt's arguments that are not given yet, and what they could be."""
        called = next((t for t in self.at.before if t.type in ("NAME", "DOTTED") and t is not self.at.before[1]), None)
        path = [n.text for n in called.value] if called is not None and called.type == "DOTTED" else []
        if called is not None and called.type == "NAME":
            path = [called.value.text]
        thing = self._reached(path[:-1], templates=True).get(path[-1]) if path else None
        if isinstance(thing, Prompt) and self.at.before[-1].type != "KEY":
            given = {t.value.text for t in self.at.before if t.type == "KEY"}
            for parameter in thing.node.parameters:
                name = parameter.name.text
                if name not in given:
                    yield Offer(name, Kind.Variable, "argument", insert=f"{name}: ", replaced=len(self.at.word))
        for name, found in self._first(templates=False).items():
            if isinstance(found, Subject | Alias):
                yield self._named(name, found, len(self.at.word), sign="@", rank=2)

    def _axes(self, axes: Iterable[Axis]) -> Iterator[Offer]:
        last = self.at.before[-1]
        if last.type == "EQ":
            axis = next((a for a in axes if a.name == self.at.before[-2].value.text), None)
            yield from self._keys(axis, len(self.at.word))
            return
        for axis in axes:
            yield self._named(axis.name, axis, len(self.at.word), end="=")

    @staticmethod
    def _keys(axis: Axis | None, written: int) -> Iterator[Offer]:
        for value in axis.values if axis is not None else ():
            yield Offer(value.key, Kind.EnumMember, f"value of {axis.name if axis else ''}", replaced=written)

    def _importable(self, path: Token) -> Iterator[Offer]:
        written = path.value.value
        key = (self.opened.path.parent / written).resolve()
        for module in self.opened.modules:
            if module.key == written or self.opened.file(module.key) == key:
                for name, thing in module.names.items():
                    yield self._named(name, thing, len(self.at.word))

    # -- texts -------------------------------------------------------------------------------------------------------

    def _in_text(self, text: Token) -> Iterator[Offer]:
        head = self.at.head
        written = self.source.text[text.start : self.at.offset]
        place = self._file_wanted(head)
        if (found := OPENED.search(written)) is not None:
            yield from self._template(found[1], found[2])
        elif place is not None:
            yield from self._files(written.lstrip('"'), place)
        elif head is not None and head.type == "KEY" and head.value.text in ABOUT:
            return
        elif (found := CHOICE.search(written)) is not None:
            yield from self._choice(found[1], found[2], found[3])
        elif (found := MENTION.search(written)) is not None:
            yield from self._mentions(found[2] + found[3], braced=bool(found[1]))

    @staticmethod
    def _file_wanted(head: Token | None) -> str | None:
        kinds = {"IMPORT": "import", "FROM": "import", "REFERENCE": "reference", "VARIANT": "table"}
        return kinds.get(head.type) if head is not None else None

    def _template(self, path: str, last: str) -> Iterator[Offer]:
        words = path.split(".")[:-1]
        if words and words[0] in ALWAYS:
            names = (*ALWAYS[words[0]], *ABOUT) if len(words) == 1 else ()
            yield from (Offer(n, Kind.Property, words[0], replaced=len(last)) for n in dict.fromkeys(names))
            return
        for name, thing in self._reached(words, templates=True).items():
            yield self._named(name, thing, len(last))
        if words and not isinstance(self._first(templates=True).get(words[0]), Alias):
            for name in ("name", "description", "wears"):
                yield Offer(name, Kind.Property, "words", replaced=len(last), rank=2)
        if not words:
            for name in ALWAYS:
                yield Offer(name, Kind.Variable, "what is being made", replaced=len(last), rank=3)

    def _choice(self, path: str, axis: str | None, last: str) -> Iterator[Offer]:
        words = path.split(".")
        thing = self._reached(words[:-1], templates=False).get(words[-1])
        axes = thing.level.scope() if isinstance(thing, Maker) else {}
        if axis is not None:
            yield from self._keys(axes.get(axis), len(last))
            return
        for found in axes.values():
            yield self._named(found.name, found, len(last), end="=")

    def _files(self, written: str, kind: str) -> Iterator[Offer]:
        """Files below the board's folder that fit, by the path that would be written."""
        folder, slash, last = written.rpartition("/")
        installed = written.startswith(PREFIX)
        if installed and not slash:
            for name, release in library_names():
                yield Offer(name, Kind.Module, release, insert=f"{name}/", replaced=len(last) - len(PREFIX))
            return
        if written.startswith("/") or ".." in written.split("/"):
            return
        if kind == "import" and written and PREFIX.startswith(written):
            yield Offer(PREFIX, Kind.Folder, "an installed prompt library", insert=PREFIX, replaced=len(last), rank=2)
        here = library_folder(written) if installed else self.opened.path.parent / folder
        if here is None:
            return
        try:
            entries = sorted(here.iterdir(), key=lambda p: (p.is_file(), p.name))[:MOST]
        except OSError:
            return
        for entry in entries:
            if installed and not offered(entry.name):
                continue
            if entry.name.startswith(".") or (entry.is_file() and entry.suffix.lower() not in ENDINGS[kind]):
                continue
            name = entry.name + ("/" if entry.is_dir() else "")
            yield Offer(
                name, Kind.Folder if entry.is_dir() else Kind.File, "", insert=name, replaced=len(last),
                rank=2 if entry.is_dir() else 1,
            )  # fmt: skip


def _word(node: type) -> str:
    return next(word for kind, word in CALLED.items() if kind is node)


def _members(found: object, *, templates: bool) -> Mapping[str, object]:
    if templates and isinstance(found, Alias):
        return found.module.names
    if templates and isinstance(found, LibraryAlias):
        return {n: Macro(n, found.library, found.source) for n in found.library.macros}
    return members_of(found)


def _may_mention(param: Param) -> bool:
    return isinstance(param.node.default, nodes.Mention)
