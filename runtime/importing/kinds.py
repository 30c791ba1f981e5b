"""What becomes of a path: which reader takes it, and what to do instead where none does."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ...dsl.words import called
from ..page.harmless import terminal_line
from .folder import natural
from .story import Left, NotImportable, Story

if TYPE_CHECKING:
    from collections.abc import Callable

SAVE_SCRIPT = "Save it as Fountain (.fountain) or Final Draft (.fdx) in the program that wrote it, and import that file"
SAVE_TABLE = "Save it as CSV in the program that wrote it, and import that file"
ELSEWHERE = {
    **dict.fromkeys(("pdf", "docx", "doc", "rtf", "odt", "pages", "celtx", "fadein", "highland", "wdz"), SAVE_SCRIPT),
    **dict.fromkeys(("xlsx", "xls", "ods", "numbers"), SAVE_TABLE),
    **dict.fromkeys(("png", "jpg", "jpeg", "webp", "heic", "heif"), "Import the folder that it lies in"),
    "bnn": "It is a board already: `bnn run` draws it",
    "ipynb": "`bnn export --to bnn` writes the board of a notebook",
    "otio": "An edit list has no words to draw from. Import the screenplay or the shot list",
    "zip": "Unpack it, and import what is in it",
}
SCENES = 500  # files of one project
TAKEN = "a folder of pictures, or a file that ends in .fountain, .fdx, .csv, .tsv or .storyboarder"


@dataclass(slots=True)
class Imported:
    """A board's text, what it is made of, and what is not in it."""

    text: str
    kind: str
    made: dict[str, int]  # how many of each noun
    left: list[Left]
    hints: list[str] = field(default_factory=list)
    scenes: list[tuple[str, str, int]] = field(default_factory=list)  # name, title, and how many shots
    read: dict[str, str] = field(default_factory=dict)  # columns, with what they became


def import_path(path: Path, board: Path) -> Imported:
    """What a board at `board` would be, which is not written. Raises NotImportable, OSError."""
    if path.is_dir():
        drawn = _storyboards(path)
        return _written(_storyboarder(path, board), "storyboard", path) if drawn else _folder(path, board)
    ending = path.suffix.lower().removeprefix(".")
    if ending not in READERS:
        raise NotImportable(_instead(path, ending))
    kind, read = READERS[ending]
    return _written(read(path, board), kind, path)


def _folder(path: Path, board: Path) -> Imported:
    from .folder import import_folder

    found = import_folder(path, board, title_of(path.name))
    made: dict[str, int] = {}
    for subject in found.subjects:
        made[subject.kind] = made.get(subject.kind, 0) + 1
    if not made:
        others = sorted(p.name for p in path.iterdir() if p.suffix.lower()[1:] in READERS and p.is_file())
        near = f". There is `{terminal_line(others[0])}` in it: import that file" if others else ""
        raise NotImportable(f"there are no pictures in it that a board could use (PNG, JPEG, WEBP, HEIC){near}")
    made["picture"] = sum(len(s.pictures) for s in found.subjects)
    hint = "Say in words what each picture shows, and write the shots."
    return Imported(found.text, "folder of pictures", made, found.left, [hint])


def _written(story: Story, kind: str, path: Path) -> Imported:
    from .writing import write_story

    story.head.insert(0, f"Made from {path.name}.")
    if story.people or story.places:
        story.head.append("Say in words what people and places look like: that goes along wherever they are seen.")
        story.hints.append("Say in the board what people and places look like: that goes along wherever they are seen.")
    text = write_story(story)
    scenes = [s for s in story.scenes if s.shots]
    story.left += [
        Left(s.title or s.name, "a scene in which nothing is seen or said") for s in story.scenes if not s.shots
    ]
    made = {"scene": len(scenes), "shot": story.shots, "character": len(story.people), "location": len(story.places)}
    made["picture"] = sum(len(t.pictures) + bool(t.drawing) for s in scenes for t in s.shots)
    told = [(s.name, s.title, len(s.shots)) for s in scenes]
    return Imported(text, kind, {k: n for k, n in made.items() if n}, story.left, story.hints, told, story.read)


def title_of(stem: str) -> str:
    """What a story is called that is called nothing else: its file."""
    return called(terminal_line(stem.replace("-", " "))) or "Untitled"


def _fountain(path: Path, _: Path) -> Story:
    from .fountain import read_fountain
    from .opened import open_text

    hints: list[str] = []
    story = read_fountain(open_text(path, hints), title_of(path.stem))
    story.hints += hints
    return story


def _text(path: Path, board: Path) -> Story:
    """A screenplay, or a table: spreadsheets that save one with tabs call it so."""
    from .opened import open_text
    from .table import is_table

    return (_shot_list if is_table(open_text(path, [])) else _fountain)(path, board)


def _final_draft(path: Path, _: Path) -> Story:
    from .final_draft import read_final_draft
    from .opened import open_bytes

    return read_final_draft(open_bytes(path), title_of(path.stem))


def _shot_list(path: Path, board: Path) -> Story:
    from .opened import open_text
    from .shot_list import read_shot_list

    hints: list[str] = []
    story = read_shot_list(open_text(path, hints), title_of(path.stem), partial(picture_at, path.parent, board))
    story.hints += hints
    return story


def _storyboarder(path: Path, board: Path) -> Story:
    from .opened import open_text
    from .storyboarder import Storyboarder

    files = _storyboards(path) if path.is_dir() else [path]
    hints: list[str] = []
    reader = Storyboarder(title_of(path.stem))
    for file in files:
        images = file.parent / "images"
        shown = Path(os.path.relpath(images, board.parent)).as_posix()
        reader.read(open_text(file, hints), file.stem, partial(picture_at, images, board), shown)
    story = reader.end()
    story.hints += [*hints, "Each shot keeps the layout of its drawing. Say with a `style` how pictures shall look."]
    return story


def _storyboards(folder: Path) -> list[Path]:
    """The scenes of a project of Storyboarder, in their order."""
    found = [p for form in ("*.storyboarder", "storyboards/*/*.storyboarder") for p in folder.glob(form) if p.is_file()]
    if len(found) > SCENES:
        raise NotImportable(f"there are more than {SCENES:,} storyboards in it")
    return sorted(found, key=lambda p: natural(p.stem))


def picture_at(folder: Path, board: Path, name: str) -> str | None:
    """A picture below a folder as the board sees it; None for what is none, lies elsewhere, or can't be sent."""
    from .folder import ENDINGS, unusable, unwritable

    if "\0" in name or len(name) > 400 or "\n" in name:
        return None
    try:
        found = (folder / name.replace("\\", "/")).resolve()
        fits = found.suffix.lower() in ENDINGS and found.is_relative_to(folder.resolve()) and found.is_file()
    except (OSError, ValueError, RuntimeError):
        return None
    shown = Path(os.path.relpath(found, board.parent)).as_posix()
    return shown if fits and (unusable(found) or unwritable(shown)) is None else None


READERS: dict[str, tuple[str, Callable[[Path, Path], Story]]] = {
    "fountain": ("screenplay", _fountain),
    "spmd": ("screenplay", _fountain),
    "txt": ("text", _text),
    "fdx": ("screenplay", _final_draft),
    "storyboarder": ("storyboard", _storyboarder),
    "csv": ("shot list", _shot_list),
    "tsv": ("shot list", _shot_list),
}


def _instead(path: Path, ending: str) -> str:
    if ending == "zip" and _is_bundle(path):
        return (
            "it is a bundle of a board's pictures. `bnn restore` brings them back; the board itself lies in it under"
            " `sources/`"
        )
    return f"it can't be read here. {ELSEWHERE.get(ending, f'What can be imported is {TAKEN}')}"


def _is_bundle(path: Path) -> bool:
    import zipfile

    try:
        with zipfile.ZipFile(path) as archive:
            return "provenance.json" in archive.NameToInfo
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError):
        return False
