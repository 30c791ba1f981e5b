"""Prose of the codes about what is in reference files."""

from __future__ import annotations

from .entry import ERROR, NOTE, Entry

_GOOD = """\
character mara "a lighthouse keeper" { reference "refs/mara.png" }
shot wide "@mara looks out to sea"
"""

REFERENCES: tuple[Entry, ...] = (
    Entry(
        "BNN260",
        ERROR,
        "A file that can't be a reference",
        "`{path}` can't be a reference: only pictures, videos, PDFs and texts can.",
        ("Pictures end in .png, .jpg, .webp or .heic, videos in .mp4, .mov or .webm; then .pdf, .txt and .md.",),
        "The name has to say what the file is, so that nothing is sent to a model by mistake.",
        _GOOD.replace("mara.png", "mara.zip"),
        _GOOD,
    ),
    Entry(
        "BNN261",
        ERROR,
        "A kind of file that no model takes",
        "`{path}` is of the kind {format}, which the models don't take.",
        ("Open it and save it as {instead}.",),
        bad=_GOOD.replace("mara.png", "mara.gif"),
        good=_GOOD,
    ),
    Entry(
        "BNN262",
        ERROR,
        "A file is not what its name says",
        "`{path}` is called like a {named}, but holds a {found}.",
        ("Save it again as what it should be, or give it the name of what it is.",),
    ),
    Entry("BNN263", ERROR, "An empty file", "`{path}` is empty.", ("Save it again.",)),
    Entry(
        "BNN264",
        ERROR,
        "A file ends in the middle",
        "`{path}` ends in the middle: the rest of it is missing.",
        ("Copy or download it again.",),
    ),
    Entry(
        "BNN265",
        ERROR,
        "A broken file",
        "`{path}` is broken: what it says about itself makes no sense.",
        ("Open it in a program that shows it, and save it again.",),
    ),
    Entry(
        "BNN266",
        ERROR,
        "A picture with too many pixels",
        "`{path}` has {width} x {height} pixels, more than the 64 million that are taken.",
        ("Save it smaller: 2,000 pixels on the longer side are plenty for a reference.",),
    ),
    Entry(
        "BNN267",
        ERROR,
        "A file of an unknown kind",
        "`{path}` is neither a picture nor a video, a PDF or a text.",
        ("Open it in a program that shows it, and save it as PNG, JPEG, MP4, PDF or plain text.",),
    ),
    Entry(
        "BNN268",
        ERROR,
        "A locked PDF",
        "`{path}` is locked with a password, and a model can't open it.",
        ("Save a copy without the password.",),
    ),
    Entry(
        "BNN269",
        ERROR,
        "A text in another encoding",
        "`{path}` is not a text in UTF-8.",
        ("Save it as UTF-8 (in Windows Notepad: Save as, Encoding).",),
    ),
    Entry(
        "BNN270",
        NOTE,
        "A picture of another kind than its name",
        "`{path}` is called {suffix} but is {mime}; that is what it is sent as.",
        ("Nothing has to be done.",),
    ),
)
