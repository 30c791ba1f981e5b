"""Prose of the codes about what a run left that ended without finishing, and about ledgers that are not whole."""

from __future__ import annotations

from .entry import ERROR, NOTE, Entry

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "BNN630",
        NOTE,
        "An earlier run ended without finishing",
        "An earlier run ended without finishing. Answers that had arrived: {filed} filed. Requests without an answer:"
        " {unknown}, which may have been billed, at most {most}, and count as spent.",
        ("What got no answer is in the plan again.",),
        "Each request is written down before it is sent, and each answer before it is read. So what a killed run had"
        " received is filed at the next start, and what it had not is known by name.",
    ),
    Entry(
        "BNN631",
        ERROR,
        "Paid answers wait to be filed",
        "An earlier run left answers that can't be filed now: {reason}.",
        ("Make room on the disk, then run again: they are filed first, and nothing is paid for twice.",),
        "The answers lie in `.bananaboard/inbox`, whole. Until they are in the store nothing new is sent, since the same"
        " pictures would be paid for again.",
    ),
    Entry(
        "BNN632",
        ERROR,
        "The ledger is gone",
        "The list of what was made, `{ledger}`, is not there, but the store holds paid pictures ({count}).",
        ("`bnn recover` makes the list again from the receipts in the store. Nothing was changed.",),
        "Without the list a run would pay for all of these pictures again, so it stops.",
    ),
    Entry(
        "BNN633",
        ERROR,
        "The ledger can't be brought up to date",
        "The list of what was made has the older format {version} and can't be brought to format {known}: {reason}.",
        ("`bnn recover` makes it again from the receipts in the store. The old one stays as it was.",),
        "A ledger of an older version is rewritten in one piece, or not at all; a copy of it is kept beside it.",
    ),
    Entry(
        "BNN634",
        ERROR,
        "The project lies in an unsafe place",
        "The project lies on {kind} ({place}): paid pictures and the list of what they cost are not safe there.",
        (
            "Move the project to a disk of this computer, or have its store kept on one (`bnn config`). `--anyway` runs it as it is.",
        ),
        "Folders that are shared over a network or copied by a service such as OneDrive, Dropbox or iCloud may mix up two"
        " states of a file, or let two computers write at once. A ledger that is mixed up pays twice. Sketches are drawn"
        " anywhere.",
    ),
    Entry(
        "BNN635",
        ERROR,
        "A run is under way",
        "A run of this project is under way, so its ledger is left alone.",
        ("Wait until it has ended, or end it, and try again.",),
        "A ledger is made again, or pictures are brought back, only while nobody writes in it.",
    ),
    Entry(
        "BNN636",
        ERROR,
        "A link where pictures are kept",
        "`{link}` is a link to another place, and none is followed there.",
        (
            "Put the folder or file itself in its place. `folder` below `[store]` in your configuration keeps pictures elsewhere.",
        ),
        "A `.bananaboard` that came with somebody's project could lead what is written there to any file of yours. So"
        " nothing in it may be a link, nor the folder itself.",
    ),
)
