"""Prose of the codes about what is worth a look before it is paid for, and about what waits."""

from __future__ import annotations

from .entry import NOTE, Entry

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "BNN650",
        NOTE,
        "Much rests on takes that nobody has picked",
        "{count} requests rest on {what}, which nobody has picked yet.",
        (
            "`bnn run {file} {only}` makes {them} first, for {cost}. Then look, and `bnn pick {file} {pick} 2` takes the second.",
            "`bnn pick {file} {pick}` shows its takes; `bnn pick {file} {pick} 2` takes the second.",
        ),
        "Where several takes are asked for and none is picked, what comes after is made from the first one. If you choose"
        " another one later, all of that is stale: looking first is cheaper. The plan goes on as it is if you don't.",
    ),
    Entry(
        "BNN651",
        NOTE,
        "The new take counts at once",
        "{address} is {status}: the take that `--reroll` makes counts at once.",
        ("{more} then {are} still to come: `bnn run {file}` makes what lacks of its takes.",),
        "A reroll adds a take and leaves the one in use as it is. Where that one is not up to date, the new take is the"
        " only one for the words and pictures of now, so it is used, and it is the first of a new set of takes.",
    ),
    Entry(
        "BNN652",
        NOTE,
        "Pictures wait for one that was refused",
        "{waiting} for {addresses}, which {were} refused.",
        ("`bnn run {file} {reroll}` asks once more. Other words ask for something else.",),
        "A picture that is made from a refused one can't be made, and neither can the rest of a chain. A refusal is not"
        " asked again by itself, since it may cost as much as a picture.",
    ),
    Entry(
        "BNN653",
        NOTE,
        "Paid pictures are not in the store",
        "{addresses} {were} paid for, and the store does not have {them}.",
        ("`bnn restore {source} {file}` brings back what is there. `bnn status {file}` tells what else can be done.",),
        "A picture that was paid for is not made again by itself, not even where its file is lost. A copy in `out/`, a"
        " backup or a colleague's folder brings it back; `--reroll` pays for one more.",
    ),
)
