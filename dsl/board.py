"""What a board declares: subjects, prompts, scenes and everything that makes a picture, each with where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct, field

if TYPE_CHECKING:
    from ..grammar import nodes
    from ..grammar.source import Source
    from .call import Kind
    from .template.template import Library


class Module(Struct, eq=False):
    """A loaded file. `names` holds what its templates see, `staged` what its mentions see besides."""

    key: str
    source: Source
    document: nodes.Document
    prefix: tuple[str, ...] = ()  # by which aliases the board reaches it
    names: dict[str, Named] = field(default_factory=dict)
    scenes: dict[str, Scene] = field(default_factory=dict)
    shots: dict[str, Maker] = field(default_factory=dict)  # those at the top
    storyboard: nodes.Storyboard | None = None
    final: nodes.Final | None = None
    level: Level | None = None  # the storyboard's
    ordered: list[Maker] = field(default_factory=list)  # shots and edits as written
    imported: list[Alias] = field(default_factory=list)


class Alias(Struct, frozen=True, eq=False):
    """An import: `as` name and what it leads to."""

    name: str
    module: Module
    node: nodes.Import


class LibraryAlias(Struct, frozen=True, eq=False):
    """An imported `.j2` file."""

    name: str
    key: str
    source: Source
    library: Library
    node: nodes.Import


class Param(Struct, frozen=True, eq=False):
    """A value that the caller may set."""

    name: str
    module: Module
    node: nodes.Param


class Prompt(Struct, frozen=True, eq=False):
    """A template that shots call."""

    name: str
    module: Module
    node: nodes.Prompt


class Macro(Struct, frozen=True, eq=False):
    """A prompt that a `.j2` file gives."""

    name: str
    library: Library
    source: Source


class Reference(Struct, frozen=True, eq=False):
    """A given file. `owner` is the subject or look that it shows, None in a shot; on top it is a subject of its own."""

    name: str | None
    module: Module
    node: nodes.Reference
    owner: Subject | Look | None = None


class Look(Struct, eq=False):
    """A form of a subject."""

    name: str
    subject: Subject
    node: nodes.Look
    settings: dict[str, nodes.Setting] = field(default_factory=dict)
    pictures: list[Reference | Maker] = field(default_factory=list)
    members: dict[str, Reference | Maker] = field(default_factory=dict)


class Subject(Struct, eq=False):
    """What must look the same everywhere. A top-level reference is one too, of the kind `reference`."""

    kind: str
    name: str
    module: Module
    node: nodes.Subject | nodes.Reference
    settings: dict[str, nodes.Setting] = field(default_factory=dict)
    pictures: list[Reference | Maker] = field(default_factory=list)
    members: dict[str, Look | Reference | Maker] = field(default_factory=dict)

    @property
    def description(self) -> nodes.Text | None:
        """Its description as written."""
        return getattr(self.node, "description", None)


class AxisValue(Struct, frozen=True, eq=False):
    """One value of an axis: its key, the value itself or the settings and names of its block or row."""

    key: str
    value: nodes.Value | None
    settings: dict[str, nodes.Setting] = field(default_factory=dict)
    extras: dict[str, nodes.Setting] = field(default_factory=dict)
    row: dict[str, str] | None = None


class Axis(Struct, frozen=True, eq=False):
    """Something that pictures vary along. `rank` counts from the outermost in the order of declaration."""

    name: str
    module: Module
    node: nodes.Variant
    values: tuple[AxisValue, ...]
    rank: int
    sets: frozenset[str]  # the settings that its values set

    def find(self, key: str) -> int | None:
        """The index of the value with this key."""
        return next((i for i, v in enumerate(self.values) if v.key == key), None)


class Level(Struct, eq=False):
    """A block whose settings hold for everything below it."""

    module: Module
    parent: Level | None
    settings: dict[str, nodes.Setting]
    axes: tuple[Axis, ...] = ()
    excepts: tuple[nodes.Except, ...] = ()
    node: nodes.Storyboard | nodes.Scene | nodes.Shot | nodes.Edit | None = None

    def scope(self) -> dict[str, Axis]:
        """Every axis that holds here, outermost first."""
        outer = self.parent.scope() if self.parent else {}
        return outer | {a.name: a for a in self.axes}


class Scene(Struct, eq=False):
    """Shots that belong together, in order."""

    name: str
    module: Module
    node: nodes.Scene
    level: Level
    makers: dict[str, Maker] = field(default_factory=dict)


class Maker(Struct, eq=False):
    """A statement that makes pictures: a shot, an edit or a view."""

    kind: Kind
    name: str
    module: Module
    node: nodes.Shot | nodes.Edit | nodes.View
    level: Level
    scene: Scene | None = None
    subject: Subject | None = None  # of a view
    look: Look | None = None
    references: list[Reference] = field(default_factory=list)  # in its own block
    index: int = 0  # in its scene
    above: int = 0  # of a view: how many pictures of its owner stand above it

    @property
    def path(self) -> str:
        """Its address without keys: `scene.shot`, `subject.look.view`."""
        if self.subject is not None:
            parts = [*self.module.prefix, self.subject.name]
            return ".".join([*parts, *([self.look.name] if self.look else []), self.name])
        return f"{self.scene.name}.{self.name}" if self.scene else self.name


Named: TypeAlias = "Alias | LibraryAlias | Param | Prompt | Macro | Subject"
