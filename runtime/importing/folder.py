"""A folder of pictures as a board: each picture a subject, kinds by the folders that they lie in."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from ...dsl.files import ProjectFiles
from ...dsl.loader import Unusable, Use
from ...dsl.media_kinds import look
from ...dsl.words import called
from ..page.harmless import terminal_line
from ..root import find_root
from .names import Names, board_name
from .quoting import comment, sent
from .story import Left

if TYPE_CHECKING:
    from collections.abc import Iterator

ENDINGS = frozenset({".png", ".jpg", ".jpeg", ".webp", ".heic", ".heif"})
LOOKED, MOST, DEEPEST = 20_000, 500, 6  # files that are looked at; pictures; folders in folders
LARGEST = 64_000_000  # bytes of a picture
SCENE, SHOT = "one", "opening"
# What the folder that a picture lies in says of it, by the beginning of its name.
KINDS = (
    ("location", ("location", "place", "set", "background", "environment", "ort")),
    ("prop", ("prop", "object", "thing", "product", "item", "requisit")),
    ("style", ("style", "look", "mood", "stil")),
    ("reference", ("reference", "ref", "pose", "layout", "palette", "logo")),
)
_NAME = "its name can't stand in a board; give it another"
_UNREACHABLE = {"BNN244": "a link that leads out of the project"}
_NUMBER = re.compile(r"[\W_]*\d+$")
# Angles that are pictures of the same subject: `mara-front.png`, `mara_back.png`.
_ANGLE = re.compile(
    r"[\s_.-]+(front|back|side|left|right|profile|face|head|portrait|full|body|closeup|close|top|detail|sheet|turnaround)$",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Subject:
    """What becomes a statement: its pictures by the names that they get, paths from the board on, with `/`."""

    kind: str
    name: str
    title: str
    pictures: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Gathered:
    """A board's text, and what of the folder is not in it, each with the reason."""

    text: str
    subjects: list[Subject]
    left: list[Left]


def import_folder(folder: Path, board: Path, title: str) -> Gathered:
    """The board at `board`, which is not written, of the pictures below `folder`. Raises OSError."""
    left: list[Left] = []
    found: dict[tuple[str, str], Subject] = {}
    names = Names(SCENE, SHOT)
    unreachable = _Reach(board)
    count = 0
    for path in _pictures(folder, left):
        shown = Path(os.path.relpath(path, board.parent)).as_posix()
        reason = unusable(path) or unwritable(shown) or unreachable(shown)
        if reason is None and count >= MOST:
            reason = f"a board takes at most {MOST} so"
        if reason is not None:
            left.append(Left(shown, reason))
            continue
        count += 1
        _add(found, names, _kind(path.relative_to(folder)), path.stem, shown)
    subjects = list(found.values())
    return Gathered(_board(title, subjects), subjects, left)


def _pictures(folder: Path, left: list[Left]) -> Iterator[Path]:
    """In the order of their names, none of what is hidden or written by this program."""
    looked = 0
    for here, inner, names in os.walk(folder):
        deep = len(Path(here).relative_to(folder).parts)
        plain = (n for n in inner if not n.startswith(".") and n != "out" and deep < DEEPEST)
        inner[:] = sorted(plain, key=natural)
        for name in sorted(names, key=natural):
            looked += 1
            if looked > LOOKED:
                left.append(Left(f"{folder.name}/...", f"more than {LOOKED:,} files"))
                return
            path = Path(here) / name
            if path.suffix.lower() in ENDINGS and not name.startswith(".") and path.is_file():
                yield path


def natural(name: str) -> tuple[tuple[tuple[int, str], ...], str]:
    """The order of names: `shot` before `shot2` before `shot10`."""
    stem, _, ending = name.casefold().rpartition(".")
    parts = re.findall(r"\d{1,18}|\D+", stem or ending)
    return tuple((int(p), "") if p.isdecimal() else (-1, p) for p in parts), name


def unusable(path: Path) -> str | None:
    """Why a model can't be sent it."""
    try:
        if path.stat().st_size > LARGEST:
            return "too large"
        if not look(path.read_bytes(), path.name).mime.startswith("image/"):
            return "no picture that can be sent"
    except Unusable:
        return "no picture that can be sent"
    except OSError as fault:
        return fault.strerror or "it can't be read"
    return None


def unwritable(shown: str) -> str | None:
    """Why a path can't stand in a board."""
    if not shown.isprintable() or any(c in shown for c in '"\\{}'):
        return _NAME
    return None


class _Reach:
    """Knows what a board may read, which is for its project to say."""

    def __init__(self, board: Path) -> None:
        place = board.parent.resolve() / board.name
        root = find_root(place).resolve()
        self.files = ProjectFiles(root)
        self.key = place.relative_to(root).as_posix()

    def __call__(self, shown: str) -> str | None:
        """Why a picture can't be reached. Where all lie elsewhere, the board does: that is told when it is checked."""
        try:
            self.files.find(shown, beside=self.key, use=Use.REFERENCE)
        except Unusable as fault:
            return None if fault.code == "BNN243" else _UNREACHABLE.get(fault.code, _NAME)
        return None


def _kind(path: Path) -> str:
    for folder in reversed(PurePosixPath(path.as_posix()).parts[:-1]):
        for kind, words in KINDS:
            if folder.casefold().startswith(words):
                return kind
    return "character"


def _add(found: dict[tuple[str, str], Subject], names: Names, kind: str, stem: str, shown: str) -> None:
    """A picture of its own, or another one of a subject that is known: `mara-2`, `mara-back`."""
    angle = _ANGLE.search(stem)
    bare = stem[: angle.start()] if angle else _NUMBER.sub("", stem) or stem
    bare = shown if kind == "reference" else bare  # each of these is one picture
    key = (kind, bare.casefold())
    if key not in found:
        name = names.free(board_name(stem if kind == "reference" else bare, "picture"))
        found[key] = Subject(kind, name, terminal_line(called(" ".join(re.split(r"[\s_.-]+", bare)))))
    subject = found[key]
    angled = board_name(angle[1], "picture") if angle else "picture"
    picture = Names(*subject.pictures, subject.name).free(angled)
    subject.pictures[picture] = shown


def _board(title: str, subjects: list[Subject]) -> str:
    lines = [
        comment("Made from a folder of pictures. Say in words what each of them shows, then write the shots."),
        f"storyboard {_quoted(title)} {{\n  aspect: 16:9\n}}",
        "",
    ]
    for subject in subjects:
        lines += _statement(subject)
    people = [s for s in subjects if s.kind == "character"]
    shown = (people or [s for s in subjects if s.kind != "style"])[:1]
    place = next((s for s in subjects if s.kind == "location"), None)
    if shown:
        where = f" in @{place.name}" if place is not None and place is not shown[0] else ""
        lines += [f'scene {SCENE} "First scene" {{', f'  shot {SHOT} "@{shown[0].name}{where}"', "}"]
    return "\n".join(lines) + "\n"


def _statement(subject: Subject) -> list[str]:
    if subject.kind == "reference":
        (path,) = subject.pictures.values()
        return [f'reference {subject.name} "{path}"', ""]
    told = _quoted(subject.title)  # paths hold nothing that has to be quoted: others were left out
    pictures = [
        f'  reference "{p}"' if len(subject.pictures) == 1 else f'  reference {n} "{p}"'
        for n, p in subject.pictures.items()
    ]
    return [f"{subject.kind} {subject.name} {told} {{", *pictures, "}", ""]


def _quoted(text: str) -> str:
    """A text that is no template and mentions nobody."""
    return f'"{sent(terminal_line(text))}"'
