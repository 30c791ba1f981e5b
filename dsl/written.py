"""A path as a board writes it: the rules that hold before any disk is asked, the same on every system."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from .loader import Unusable, Use
from .looks import kind_of

LONGEST = 1000  # characters
LONGEST_NAME = 255  # bytes, as file systems have it
DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)\s*(\..*)?")
URL = re.compile(r"(?i)[a-z][a-z0-9+.-]+://|data:|file:|https?:|mailto:")
DRIVE = re.compile(r"[A-Za-z]:")
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
NOT_ON_WINDOWS = re.compile(r'[<>:"|?*]')
SUFFIXES = {Use.IMPORT: (".bnn", ".j2"), Use.TABLE: (".csv", ".tsv")}
# What a kind of file that no model takes has to be saved as.
INSTEAD = {
    **dict.fromkeys(
        (".gif", ".svg", ".eps", ".bmp", ".tif", ".tiff", ".avif", ".jxl", ".ico", ".psd", ".ai", ".xcf", ".kra"),
        "a PNG or a JPEG",
    ),
    **dict.fromkeys((".raw", ".dng", ".cr2", ".cr3", ".nef", ".arw", ".jp2", ".tga", ".exr", ".hdr"), "a JPEG"),
    **dict.fromkeys((".mkv", ".avi", ".wmv", ".mpg", ".mpeg", ".3gp", ".flv", ".ogv"), "an MP4"),
    **dict.fromkeys((".doc", ".docx", ".odt", ".rtf", ".pages", ".ppt", ".pptx", ".odp", ".key", ".html"), "a PDF"),
}


def home(beside: str | None) -> tuple[str, str]:
    """The library ("" for the project itself) and the folder in it of the file whose key is `beside`."""
    library = ""
    inside = beside or ""
    if inside.startswith("pkg:"):
        library, _, inside = inside[4:].partition("/")
    return library, inside.rpartition("/")[0]


def split(path: str, *, trusted: bool = False) -> list[str]:
    """The folders and the name in a written path. Raises Unusable.

    A trusted one, which the user gave by hand, may have hidden folders and names that only this system takes.
    """
    if not path.strip():
        raise Unusable("BNN255")
    if CONTROL.search(path):
        raise Unusable("BNN249", path=CONTROL.sub("\N{REPLACEMENT CHARACTER}", path)[:200])
    if len(path) > LONGEST:
        raise Unusable("BNN257", path=path[:60] + "...", most=LONGEST)
    if not trusted:
        _check(path)
    names = [name for name in path.split("/") if name not in ("", ".")]
    if not names or path.endswith("/"):
        raise Unusable("BNN251", path=path)
    for name in names if not trusted else ():
        _check_name(name, path)
    return names


def _check(path: str) -> None:
    if URL.match(path):
        raise Unusable("BNN254", path=path)
    if path.startswith(("\\\\", "//")):
        raise Unusable("BNN246", path=path)
    if DRIVE.match(path):
        raise Unusable("BNN245", path=path)
    if "\\" in path:
        raise Unusable("BNN247", path=path, better=path.replace("\\", "/"))


def _check_name(name: str, path: str) -> None:
    if name == "..":
        return
    if name.startswith("."):
        raise Unusable("BNN248", path=path, name=name)
    if DEVICES.fullmatch(name):
        raise Unusable("BNN250", path=path)
    if NOT_ON_WINDOWS.search(name) or name != name.rstrip(" ."):
        raise Unusable("BNN256", path=path, name=name)
    if len(name.encode()) > LONGEST_NAME:
        raise Unusable("BNN257", path=path[:60] + "...", most=LONGEST_NAME)


def check_suffix(name: str, path: str, use: Use) -> None:
    """Whether a file of this name, written as `path`, can serve for `use`. Raises Unusable."""
    suffix = PurePosixPath(name).suffix.lower()
    if use is Use.REFERENCE and kind_of(name) is None:
        if suffix in INSTEAD:
            raise Unusable("BNN261", path=path, format=suffix[1:].upper(), instead=INSTEAD[suffix])
        raise Unusable("BNN260", path=path, suffix=suffix)
    if use in SUFFIXES and suffix not in SUFFIXES[use]:
        raise Unusable("BNN271" if use is Use.IMPORT else "BNN272", path=path)
