"""Inside a text: mentions with their choices, names in templates, and the paths of files."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..dsl.board import Alias, Maker
from ..dsl.settings import ABOUT
from .offer import Offer
from .offered_files import files
from .offered_names import choices, mentions
from .signs import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .cursor import Token
    from .reach import Reach

MENTION = re.compile(r"@(\{?)((?:[^\W\d]\w*\.)*)(\w*)$")
CHOICE = re.compile(r"@\{?((?:[^\W\d]\w*\.)*\w+)\}?\[(?:[^\]]*,\s*)?(?:(\w+)\s*=\s*)?(\w*)$")
OPENED = re.compile(r"\{[{%](?!.*[}%]\})[^}]*?((?:[^\W\d]\w*\.)*)(\w*)$", re.DOTALL)
PATHS = {"IMPORT": "import", "FROM": "import", "REFERENCE": "reference", "VARIANT": "table"}
ALWAYS = {"shot": ("name", "title"), "scene": ("name", "title"), "storyboard": ("title",)}


def inside(reach: Reach, text: Token) -> Iterator[Offer]:
    """What could be written in a text that is not closed yet."""
    head = reach.at.head
    written = reach.source.text[text.start : reach.at.offset]
    wanted = PATHS.get(head.type) if head is not None else None
    if (found := OPENED.search(written)) is not None:
        yield from _template(reach, found[1], found[2])
    elif wanted is not None:
        yield from files(reach.opened.path.parent, written.lstrip('"'), wanted)
    elif head is not None and head.type == "KEY" and head.value.text in ABOUT:
        return
    elif (found := CHOICE.search(written)) is not None:
        yield from _choice(reach, found[1], found[2], found[3])
    elif (found := MENTION.search(written)) is not None:
        yield from mentions(reach, found[2] + found[3], braced=bool(found[1]))


def _template(reach: Reach, path: str, last: str) -> Iterator[Offer]:
    words = path.split(".")[:-1]
    if words and words[0] in ALWAYS:
        names = (*ALWAYS[words[0]], *ABOUT) if len(words) == 1 else ()
        yield from (Offer(n, Kind.PROPERTY, words[0], replaced=len(last)) for n in dict.fromkeys(names))
        return
    for name, thing in reach.behind(words, templates=True).items():
        yield reach.named(name, thing, len(last))
    if words and not isinstance(reach.first(templates=True).get(words[0]), Alias):
        for name in ("name", "description", "wears"):
            yield Offer(name, Kind.PROPERTY, "words", replaced=len(last), rank=2)
    if not words:
        for name in ALWAYS:
            yield Offer(name, Kind.VARIABLE, "what is being made", replaced=len(last), rank=3)


def _choice(reach: Reach, path: str, axis: str | None, last: str) -> Iterator[Offer]:
    thing = reach.thing(path.split("."), templates=False)
    axes = dict(thing.level.scope()) if isinstance(thing, Maker) else {}
    yield from choices(reach, axes, axis, len(last))
