"""Prose of the codes about the way to Gemini: keys, projects, and how old its prices are."""

from __future__ import annotations

from .entry import ERROR, NOTE, WARNING, Entry

_MAKE_ONE = (
    "Make one at https://aistudio.google.com/apikey and put it into the variable GEMINI_API_KEY, in this terminal:"
    " `export GEMINI_API_KEY=...` (Windows: `set GEMINI_API_KEY=...`). `bnn doctor` shows what is set."
)

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "BNN670",
        ERROR,
        "Gemini needs a key",
        "Gemini needs a key, and none is set.",
        (_MAKE_ONE,),
        "A key says who pays. It is read from the environment only: from GOOGLE_API_KEY, else from GEMINI_API_KEY, as"
        " Google's own tools do. It is never read from a board, the configuration or a file called `.env`, and never"
        " written anywhere. Sketches need none.",
    ),
    Entry(
        "BNN671",
        WARNING,
        "Two different keys are set",
        "Two different keys are set: {used} is used, {other} is not.",
        ("Clear the one that you do not mean: `unset {other}`, or `unset {used}`.",),
        "Where both GOOGLE_API_KEY and GEMINI_API_KEY are set, the first counts, as in Google's own tools. If they belong to"
        " two accounts, the other one than you think may pay.",
    ),
    Entry(
        "BNN672",
        WARNING,
        "This does not look like a key",
        "What stands in {variable} does not look like a key: {why}.",
        ("Copy it once more from https://aistudio.google.com/apikey, without quotes or spaces around it.",),
        "A key of the Gemini API is one long word without spaces. What does not look like one is sent all the same, since"
        " keys may come to look different; the service then says that it does not know it.",
    ),
    Entry(
        "BNN673",
        WARNING,
        "No credentials for the agent platform",
        "The agent platform (Vertex) is to be asked, and no credentials for it were found: {why}.",
        ("Run `gcloud auth application-default login`, or name a file of credentials in GOOGLE_APPLICATION_CREDENTIALS.",),
        "The agent platform takes a project and Google's credentials, or a key where no project is set. The variable"
        " GOOGLE_GENAI_USE_VERTEXAI (or GOOGLE_GENAI_USE_ENTERPRISE) chooses it. On Google's own machines the credentials"
        " come by themselves, and this can be passed over.",
    ),
    Entry(
        "BNN674",
        WARNING,
        "Two switches contradict each other",
        "GOOGLE_GENAI_USE_ENTERPRISE and GOOGLE_GENAI_USE_VERTEXAI contradict each other: the first counts, so {way} is asked.",
        ("Clear the one that you do not mean.",),
        "Both variables choose between the Gemini Developer API and the agent platform (Vertex); the first is the newer name."
        " The two have accounts of their own.",
    ),
    Entry(
        "BNN675",
        WARNING,
        "Requests do not go to Google",
        "Requests, and the key with them, go to {host}{open}, not to Google.",
        ("If you did not mean that, clear the variable: `unset {variable}`.",),
        "The variable names another service in Google's place, such as a gateway of your company or one for tests. Whoever runs"
        " it sees your words, your pictures and your key.",
    ),
    Entry(
        "BNN676",
        ERROR,
        "Google's library does not fit",
        "Bananaboard needs google-genai {wanted}, and {found}.",
        ("Install it anew: `pip install --upgrade bananaboard`.",),
        "The engine was tried with one major version of Google's library; another may send other requests than were priced.",
    ),
    Entry(
        "BNN677",
        WARNING,
        "The prices are old",
        "The prices of {models} are of {date}, {days} days ago. They may have changed.",
        ("Look at https://ai.google.dev/gemini-api/docs/pricing, and put newer ones into {path}; or upgrade Bananaboard.",),
        "Prices come with the program, each with the day on which it was read. What a picture really cost is reckoned with"
        " them too, so a price that has risen since makes every sum too low, and every limit too wide.",
    ),
    Entry(
        "BNN678",
        NOTE,
        "A key alone spends nothing",
        "A key is set ({variable}), and pictures are still drawn as sketches: a key alone never makes a run cost money.",
        ("To use Gemini: `bnn run FILE --engine gemini`, or `engine = \"gemini\"` in your configuration.",),
        "Who draws is chosen by `--engine`, by the variable BNN_ENGINE or by `engine` in your configuration, never by a key that"
        " happens to be set.",
    ),
)  # fmt: skip
