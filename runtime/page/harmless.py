"""Text of unknown origin, made fit to be shown: no control characters, nothing that turns the reading direction."""

from __future__ import annotations

import re

# Embeddings, overrides and isolates can make a text read as another one; C0 and C1 can drive a terminal; a lone
# surrogate can't be written.
_TURNS = "\u202a-\u202e\u2066-\u2069"
_MARKS = "\u061c\u200e\u200f"
_CONTROL = re.compile(f"[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f{_TURNS}]")
_TERMINAL = re.compile(f"[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f{_TURNS}{_MARKS}\u2028\u2029]")
_SURROGATE = re.compile("[\ud800-\udfff]")
# A whole escape sequence goes, not only its first byte: OSC up to its end, CSI, then any other.
_SEQUENCE = re.compile(
    r"(?:\x1b\]|\x9d)[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?"
    r"|(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?"
    r"|\x1b[PX^_][^\x1b]*(?:\x1b\\)?"
)


def harmless(text: str) -> str:
    """For a page: line ends and tabs stay, and so do the marks that Arabic and Hebrew need."""
    return _SURROGATE.sub("\ufffd", _CONTROL.sub("", text))


def terminal(text: str) -> str:
    """For a terminal: no escape sequence, no control character but tab and line end, no bidirectional control."""
    return _SURROGATE.sub("\ufffd", _TERMINAL.sub("", _SEQUENCE.sub("", text)))


def terminal_line(text: str) -> str:
    """The same on one line."""
    return " ".join(terminal(text).split())
