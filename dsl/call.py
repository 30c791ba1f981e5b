"""What the compiler hands on: priced calls, each one picture (or one answer of several) to be asked for."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from ..grammar.diagnostic import Severity, worst

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal

    from ..grammar.diagnostic import Diagnostic
    from ..grammar.source import Source


class Kind(StrEnum):
    """What a call makes."""

    VIEW = "view"
    SHOT = "shot"
    EDIT = "edit"
    FINAL = "final"


class Words(Struct, frozen=True):
    """A text part of a request."""

    text: str


class Role(Struct, frozen=True):
    """What a sent picture stands for. It is part of `seen`, so it holds nothing that a rename could change.

    kind: character, location, prop, style, reference, shot, source (what an edit edits) or draft (what a final
    finishes). subject: its name as prompts call it, "" for a shot. label: which picture of it, often "".
    chain: whether it is the picture of the shot before.
    """

    kind: str
    subject: str
    label: str
    chain: bool = False


class GivenPicture(Struct, frozen=True):
    """A file that goes along: `path` from the root with `/`, or `pkg:NAME/...`; `sha256` of its bytes, bare hex."""

    path: str
    sha256: str
    mime: str
    member: str  # how the script calls it: `mara.storm`
    role: Role


class MadePicture(Struct, frozen=True):
    """A picture that another call makes; `panel` counts from 1 where it is one of several in an answer."""

    call: str  # the address
    panel: int | None
    member: str
    role: Role


Part: TypeAlias = Words | GivenPicture | MadePicture


class LeftOut(Struct, frozen=True):
    """A picture that was not sent, and why, in words."""

    member: str
    path: str | None
    call: str | None
    because: str


class Config(Struct, frozen=True):
    """The settings that a request carries. None: not sent."""

    aspect: str
    size: str
    temperature: Decimal | None = None
    top_p: Decimal | None = None
    seed: int | None = None
    thinking: str | None = None
    search: tuple[str, ...] = ()  # (), ("web",) or ("web", "images")
    safety: str = "default"
    panels: int = 1
    max_output_tokens: int = 0


class About(Struct, frozen=True):
    """What goes with the picture into every export and is never sent."""

    title: str
    caption: tuple[str, ...] = ()
    dialogue: tuple[str, ...] = ()
    action: tuple[str, ...] = ()
    sound: tuple[str, ...] = ()
    transition: tuple[str, ...] = ()
    note: tuple[str, ...] = ()
    duration: Decimal | None = None  # seconds


class Cost(Struct, frozen=True):
    """What one take costs on the model's own service, in nano-dollars. None: the price is unknown."""

    expected: int | None
    most: int | None
    open_ended: bool  # a search is billed apart
    text_in: int  # tokens
    image_in: int
    image_out: int
    as_of: dt.date | None
    batch: int | None = None  # expected, at the batch price; None where the model has no batch


class Person(Struct, frozen=True):
    """Somebody or something in the frame, for an engine that draws from words: `kind` as in `Role`."""

    kind: str
    member: str  # `mara.storm`; `identity` is `mara`, the same in every look and every shot
    identity: str
    name: str
    description: str
    look: str
    wears: str


class Brief(Struct, frozen=True):
    """The shot in plain words, apart from the prompt: what the sketch engine draws and the page shows. Never hashed."""

    text: str
    cast: tuple[Person, ...]
    place: Person | None
    style: Person | None
    camera: str
    rules: tuple[str, ...]
    nobody: bool = False  # `cast: none`: the author wants nobody to be seen


class Call(Struct, frozen=True):
    """One address of the expanded board, without a take."""

    address: str
    kind: Kind
    scene: str  # name of the scene, "" for a view or a top-level shot
    name: str  # the statement's own name
    keys: tuple[tuple[str, str], ...]  # (axis, key), outermost first
    home: str  # the file that declares it, as in `Source.path`: picks of an imported view live beside that file
    model: str
    takes: int
    retries: int
    said: str  # "sha256:..."
    said_json: str  # the manifest that was hashed
    parts: tuple[Part, ...]
    needs: tuple[str, ...]  # addresses, in the order of the parts
    left_out: tuple[LeftOut, ...]
    config: Config
    about: About
    brief: Brief
    cost: Cost
    file: str
    line: int
    column: int
    draft: str | None = None  # of a final: the address that it finishes


class SceneLine(Struct, frozen=True):
    """A scene as the page heads it."""

    name: str
    title: str
    note: tuple[str, ...] = ()


class SourceLine(Struct, frozen=True):
    """A file that the board was compiled from."""

    path: str
    sha256: str


class Compiled(Struct, frozen=True):
    """A checked board. `calls` is empty if one error stands. Order: what a call needs comes before it, else as written.

    `calls` holds views that something needs, shots and edits. `finals` is what `--final` would make, for each call that
    has one. `spare` holds the views that nothing needs, so that `--only mara.profile` can still make them.
    """

    path: str  # the board's file, relative to the root
    title: str
    calls: tuple[Call, ...]
    finals: tuple[Call, ...]
    spare: tuple[Call, ...]
    scenes: tuple[SceneLine, ...]
    sources: tuple[SourceLine, ...]
    params: tuple[tuple[str, str], ...]
    budget: int | None  # nano-dollars
    diagnostics: tuple[Diagnostic, ...]
    texts: tuple[Source, ...] = ()
    given: tuple[tuple[str, str], ...] = ()  # the values of params that the caller gave, as text
    files: tuple[SourceLine, ...] = ()  # the references and tables that its files name, by path

    @property
    def broken(self) -> bool:
        """Whether an error stands: then what is not there is perhaps only not there yet."""
        return worst(self.diagnostics) is Severity.ERROR
