"""Prose of the codes about batch jobs."""

from __future__ import annotations

from .entry import ERROR, NOTE, WARNING, Entry

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "BNN680",
        ERROR,
        "No batch with this engine",
        "{why}",
        ("Leave `--batch` away: then every picture is asked for by itself, at the full price.",),
        "A batch is a job of many requests that a service works off within a day, for half the price. Not every engine"
        " has a service that does so: `sketch` draws at once and for nothing.",
    ),
    Entry(
        "BNN681",
        ERROR,
        "Too many levels for a batch",
        "In a batch, {count} jobs would have to follow one another, and {most} is the most: the longest chain ends with"
        " {last}.",
        ("Make its beginning first, without `--batch`: `--only {upper}`. Then the rest fits.",),
        "A picture can go into a batch job only when the pictures that it needs are there, so each step of a chain is"
        " a job of its own. Each may take a day, and what waits at the service can be fetched for two days only.",
    ),
    Entry(
        "BNN682",
        ERROR,
        "A model without batches",
        "The model `{model}` takes no batch jobs, or their price is not known.",
        ("Choose another model for these pictures, or leave `--batch` away.",),
        "`bnn models` says of each model whether it is `half price in batch`. The price of a model of your own is half"
        " of its usual one if its table says `batch = true`.",
    ),
    Entry(
        "BNN684",
        WARNING,
        "A batch job has to be fetched soon",
        "{count} in {jobs} at the service, and what they bring has to be fetched by {by}: after that it is gone, and paid for.",
        ("`bnn run` with `--engine {engine}` fetches it, for any board of this project.",),
        "The service keeps the results of a batch job for 48 hours after it was made. What was not fetched by then is"
        " gone, though it was paid for.",
    ),
    Entry(
        "BNN685",
        NOTE,
        "Requests are in batch jobs",
        "{count} in {jobs} at the service, since {since}. What they bring can be fetched until {by}.",
        ("`bnn run` with `--engine {engine}` fetches what has ended, for any board of this project.",),
        "A batch job goes on without this program. Any later run in the project fetches what it has brought before it"
        " makes anything, so nothing is paid for twice.",
    ),
)
