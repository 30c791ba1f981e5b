"""The signs that an editor draws beside an offer, by the numbers of the protocol.

They stand here and not in `lsprotocol`: a notebook completes too, and need not load all types of the protocol for it.
"""

from __future__ import annotations

from enum import IntEnum


class Kind(IntEnum):
    """What sort of thing is offered: members of the protocol's `CompletionItemKind`."""

    METHOD = 2
    FUNCTION = 3
    VARIABLE = 6
    CLASS = 7
    MODULE = 9
    PROPERTY = 10
    VALUE = 12
    ENUM = 13
    KEYWORD = 14
    FILE = 17
    FOLDER = 19
    ENUM_MEMBER = 20
    STRUCT = 22
    EVENT = 23
