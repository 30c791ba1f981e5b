"""Prose of the codes about the user's own configuration, the limit of a month and where the store lives."""

from __future__ import annotations

from .entry import ERROR, NOTE, Entry

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "BNN660",
        ERROR,
        "Your configuration can't be read",
        "Your configuration, {path}, can't be read: {reason}.",
        (
            "Put that line right, or move the file away: without one, the defaults hold. `bnn config --init` writes a new one.",
        ),
        "The configuration holds your own wishes: who draws, what a month may cost, where pictures are kept. It is one file"
        " in TOML. If it can't be read, nothing is done, since a limit of cost may stand in it.",
    ),
    Entry(
        "BNN661",
        ERROR,
        "A configuration has no such key",
        "Your configuration says `{key}`, which Bananaboard does not know.",
        ("Did you mean `{near}`?", "It knows {known}."),
        "A key that is spelt wrong would be a wish that nobody hears, such as a limit of cost that does not hold. A key"
        " `spending.month` is a line `month = ...` below a line `[spending]`.",
    ),
    Entry(
        "BNN662",
        ERROR,
        "A value that a configuration can't have",
        "In your configuration, `{key}` has to be {wanted}.",
        ("Put the line right, or take it out: then the default holds. `bnn config` shows what holds.",),
        "Each key of the configuration takes one kind of value. Nothing is done while one is wrong, since it may be a limit"
        " of cost.",
    ),
    Entry(
        "BNN663",
        ERROR,
        "A key or a password in the configuration",
        "Your configuration holds `{key}`, which looks like a key or a password. It is no place for one.",
        (
            "Take it out; if anybody could have seen the file, get a new key. Keys are read from the environment: `GEMINI_API_KEY`.",
        ),
        "People copy their configuration to other computers, show it when they ask for help, and keep it in public"
        " repositories. So no key is read from it, nor from a file called `.env`.",
    ),
    Entry(
        "BNN664",
        ERROR,
        "The pictures of this project are kept elsewhere",
        "The pictures of this project and the list of what they cost are kept in a folder called `{name}`, {where}.",
        ("Say where it is in `[store] folder` of {path}, or bring the folder back. To begin anew, delete `{mark}`.",),
        "`[store] folder` in your configuration was set when this project was run, so its pictures were put there and not"
        " into the project. Without them a run would pay for all of them again, so it stops.",
    ),
    Entry(
        "BNN665",
        ERROR,
        "What was spent can't be looked up",
        "The list of what your projects have spent, {path}, can't be used: {reason}.",
        ("Put back a copy of it, or move it away: what each project has spent also stands in its own ledger.",),
        "Every run that costs money takes its share of the month's limit in one file of yours, so that several runs at the"
        " same time can't pass the limit together. While that can't be written, nothing that costs money is sent.",
    ),
    Entry(
        "BNN666",
        ERROR,
        "The month's limit is used up",
        "Your limit for a month is {month}, and {left} of it is left: too little for a single request of this run.",
        ("It is `month` below `[spending]` in {path}. `bnn config` shows what was spent where.",),
        "The limit holds for all boards together, from the first day of a month to its last. Runs that are under way have"
        " their share set aside until they end, so it may be that a part comes back.",
    ),
    Entry(
        "BNN667",
        ERROR,
        "The month's limit can't hold what has no price",
        "Your limit for a month is {month}, and a request of this run has no known price: no limit can hold that.",
        (
            "`bnn plan` shows the prices. Choose a model that has one, or take `month` out of {path} while you run this.",
        ),
        "An unknown price is never counted as 0. `--max-cost` and a board's `budget` refuse it in the same way.",
    ),
    Entry(
        "BNN668",
        ERROR,
        "The pictures can't be moved",
        "The pictures and the ledger of this project can't be moved: {reason}.",
        ("Nothing was changed: they are where they were, in {home}.",),
        "`bnn config --move-store` copies everything, compares the copy with the original, and only then leaves the old"
        " place. While a run is under way nothing is moved.",
    ),
    Entry(
        "BNN669",
        NOTE,
        "The month's limit may stop this run",
        "This run could cost {most}, and {left} of your limit of {month} for this month is left.",
        (
            "It stops before it would go over. What is not made then is made by a run next month, or with a higher limit.",
        ),
        "What a run could cost at most is set aside before it begins. What is not used of it comes back when it ends.",
    ),
)
