"""The syntax tree: one class a statement and one a value, each with its span in the source.

`start` and `end` are offsets into `Source.text`, half open. A node says what was written, never what it means.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Name:
    """An identifier, in NFC."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Text:
    """A quoted text. `value` is dedented (if it is a block) and unescaped; `start`, `end` include the quotes.

    `grammar.text.offset_map(source, node)` leads from an offset in `value` back to the file.
    """

    value: str
    block: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Number:
    """A plain number, whole or decimal."""

    value: Decimal
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Ratio:
    """`16:9`, as written."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Size:
    """`1K`, `2K`, `4K`; `512` is a Number and becomes a size where a size is wanted."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Money:
    """`$2.50`, in nano-dollars."""

    nano: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Duration:
    """`3s`, `1.5s`, `2m`, in seconds."""

    seconds: Decimal
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Bool:
    """`true` or `false`."""

    value: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Nothing:
    """`none`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Choice:
    """`light=dawn` inside `[ ]` of a mention, or in `except`. The key may be a name, a text or anything a key is made of."""

    axis: Name
    key: Name | Text | Number | Ratio
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mention:
    """`@mara.storm[light=dawn]`; an edit's target is one too, with or without the `@`."""

    path: tuple[Name, ...]
    choices: tuple[Choice, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Word:
    """A bare word or a dotted one, outside a text: a word of a setting, a param, an axis or one of its columns."""

    path: tuple[Name, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ListValue:
    """`[a, b]`."""

    items: tuple[Value, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument of a call; `name` is None where it is given by position."""

    name: Name | None
    value: Value
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Call:
    """`cine.wide(@mara, mood: "stormy")`."""

    path: tuple[Name, ...]
    args: tuple[Argument, ...]
    start: int
    end: int


Value: TypeAlias = "Text | Number | Ratio | Size | Money | Duration | Bool | Nothing | Mention | Word | ListValue"


@dataclass(frozen=True, slots=True)
class Block:
    """What stands between `{` and `}`; `start`, `end` include the braces."""

    statements: tuple[Statement, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Import:
    """`import "file" [as name]`."""

    path: Text
    alias: Name | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class FromImport:
    """`from "file" import a, b`."""

    path: Text
    names: tuple[Name, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Param:
    """`param NAME [= value]`."""

    name: Name
    default: Value | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Storyboard:
    """`storyboard ["title"] { }`."""

    title: Text | None
    block: Block | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Subject:
    """`character`, `location`, `prop` or `style` (that is `kind`) `NAME ["description"] [{ }]`."""

    kind: str
    name: Name
    description: Text | None
    block: Block | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reference:
    """`reference [NAME] "path" [{ }]`."""

    name: Name | None
    path: Text
    block: Block | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class View:
    """`view NAME "prompt" [{ }]`."""

    name: Name
    prompt: Text | Call
    block: Block | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Look:
    """`look NAME ["description"] [{ }]`."""

    name: Name
    description: Text | None
    block: Block | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a prompt: `a` or `b: default`."""

    name: Name
    default: Value | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Prompt:
    """`prompt NAME(a, b: default) "text"`; without parentheses it has no parameters."""

    name: Name
    parameters: tuple[Parameter, ...]
    text: Text
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Scene:
    """`scene NAME ["title"] { }`."""

    name: Name
    title: Text | None
    block: Block | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Shot:
    """`shot NAME prompt [{ }]`."""

    name: Name
    prompt: Text | Call
    block: Block | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Edit:
    """`edit NAME of TARGET "instruction" [{ }]`."""

    name: Name
    target: Mention
    prompt: Text | Call
    block: Block | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One value in a variant's block: `key: value` or `key { settings and names }`."""

    key: Name | Text | Number | Ratio
    value: Value | Block
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Variant:
    """`variant NAME: a, b`, `variant NAME { ... }` or `variant NAME from "file.csv"`; exactly one of the three is given."""

    name: Name
    values: tuple[Value, ...] | None
    entries: tuple[Entry, ...] | None
    table: Text | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Except:
    """`except axis=key, axis=key`."""

    choices: tuple[Choice, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Final:
    """`final { }`."""

    block: Block | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Setting:
    """`name: value, value`; a list in brackets is one value, a list without is several."""

    name: Name
    values: tuple[Value, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Broken:
    """A statement that could not be read; its error has been reported."""

    start: int
    end: int


Statement: TypeAlias = (
    "Import | FromImport | Param | Storyboard | Subject | Reference | View | Look | Prompt | Scene | Shot | Edit"
    " | Variant | Except | Final | Setting | Broken"
)


@dataclass(frozen=True, slots=True)
class Document:
    """A whole file."""

    statements: tuple[Statement, ...]
