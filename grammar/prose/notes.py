"""Prose of the codes about notes to pictures."""

from __future__ import annotations

from .entry import ERROR, WARNING, Entry

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "BNN690",
        WARNING,
        "The file of notes can't be read",
        "The notes in {path} can't be read: {reason}.",
        ("Put the file right, or move it away to begin without notes.",),
        "The file of notes is a list of `[[note]]` entries in TOML. The review page writes it, and people may: each has an"
        " `address` and a `text`, and may have a `take`, a `picture`, a `date` and `done`. While it can't be read, nothing"
        " is written to it, so that no note is lost.",
    ),
    Entry(
        "BNN691",
        WARNING,
        "A note that can't be understood",
        "Note number {number} in {path} can't be understood.",
        ("Give it an `address` and a `text`, both in quotes, or delete it.",),
        "A note needs `address` and `text`. `take` is a number, `picture` the 64 letters of a digest, `date` a day such as"
        " 2026-11-21, `done` is true or false. The other notes are read; until it is put right, none is written.",
    ),
    Entry(
        "BNN692",
        ERROR,
        "A note is another one now",
        "This note was changed or deleted meanwhile, here or in its file; nothing was done.",
        ("Look at the note as it is now, and try again.",),
        "Notes may be changed on two pages at once, and by hand. What somebody else wrote is never replaced unseen.",
    ),
    Entry(
        "BNN693",
        ERROR,
        "A note without words, or with too many",
        "A note needs words, and may have up to {most:,} characters.",
        explain="A longer text is better kept in a file of its own, with a note that says where.",
    ),
    Entry(
        "BNN694",
        ERROR,
        "Too many notes",
        "This board has {most:,} notes; there is no room for more.",
        ("Delete some that are done.",),
        "The file of notes is read whole whenever the board is looked at.",
    ),
)
