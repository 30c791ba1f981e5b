"""Prose of the codes about model tables."""

from __future__ import annotations

from .entry import ERROR, Entry

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "BNN380",
        ERROR,
        "A model table can't be read",
        "`{file}` is not a table of models: {reason}.",
        ("It is written in TOML; `bnn models` shows what it should hold.",),
    ),
    Entry(
        "BNN381",
        ERROR,
        "An unknown key in a model table",
        "`{key}` in `{file}` is not something that a model table can say.",
        ("Did you mean `{nearest}`?", "It can say: {known}."),
    ),
    Entry(
        "BNN382",
        ERROR,
        "A wrong value in a model table",
        "`{key}` in `{file}` has to be {wanted}.",
    ),
    Entry(
        "BNN383",
        ERROR,
        "A model table leaves something out",
        "`{key}` in `{file}` does not say: {missing}.",
        ("Add it, or leave the model out.",),
    ),
    Entry(
        "BNN384",
        ERROR,
        "A ratio without a size",
        "`{key}` in `{file}` has {ratio}, of which nobody says how many pixels it has.",
        ('Add it under [pixels], such as "{ratio}" = [1024, 1024].',),
    ),
    Entry(
        "BNN385",
        ERROR,
        "Two models with one name",
        "`{key}` in `{file}` has the name `{name}`, which `{other}` has already.",
        ("Give it another name: a name never changes what it means.",),
    ),
    Entry(
        "BNN386",
        ERROR,
        "A model that is gone and not gone",
        "`{name}` in `{file}` is listed as a model, and also as gone, with `{successor}` in its place.",
        ("Take one of them out.",),
    ),
)
