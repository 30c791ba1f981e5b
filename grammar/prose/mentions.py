"""Prose of the codes about mentions, and the prompts that shots call."""

from __future__ import annotations

from .entry import ERROR, WARNING, Entry

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "BNN450",
        ERROR,
        "An unknown mention",
        "Nothing here is called `{name}`.",
        ("Did you mean `{meant}`?", 'Declare it first, for example: character {name} "...". A plain @ is written @@.'),
        "A mention names a character, place, prop, style, reference, or another shot. Shots of the same scene go by their own name, shots of another scene by the scene's name and theirs: `@arrival.wide`.",
        bad=('character mara "a keeper"\nshot one "@maria waits"\n'),
        good=('character mara "a keeper"\nshot one "@mara waits"\n'),
    ),
    Entry(
        "BNN451",
        ERROR,
        "An unknown member",
        "`{owner}` has no `{name}`.",
        ("Did you mean `{near}`?", "It has: {members}."),
        "Behind the dot stands a look, a view or a named reference of a subject, a shot of a scene, or something that an import brings.",
        bad=('character mara "a keeper" {\n  look storm "soaked"\n}\nshot one "@mara.strom waits"\n'),
        good=('character mara "a keeper" {\n  look storm "soaked"\n}\nshot one "@mara.storm waits"\n'),
    ),
    Entry(
        "BNN452",
        ERROR,
        "A mention of too much",
        "`@{name}` is a whole {what}; a mention needs one {member} of it.",
        ("Write `@{name}.` and the name of the {member}.",),
        "A scene or an import has no picture of its own. A mention needs something that has one.",
        bad=('scene arrival {\n  shot wide "A boat"\n}\nshot later "The same boat as in @arrival"\n'),
        good=('scene arrival {\n  shot wide "A boat"\n}\nshot later "The same boat as in @arrival.wide"\n'),
    ),
    Entry(
        "BNN453",
        ERROR,
        "A mention of something without a picture",
        "`{name}` is a {what}, and has no picture to send.",
        ("To write its words, use `{{{{ {name} }}}}`.",),
        "`@name` stands for somebody or something with a look. The words of a param or an axis are written with two braces.",
        bad=('param weather = "fog"\nshot one "A boat in @weather"\n'),
        good=('param weather = "fog"\nshot one "A boat in {{ weather }}"\n'),
    ),
    Entry(
        "BNN454",
        ERROR,
        "An unknown prompt of an import",
        "`{owner}` has no prompt called `{name}`.",
        ("Did you mean `{near}`?",),
        "An imported file gives the prompts that it declares. A name behind the dot that is not among them can't be called.",
    ),
    Entry(
        "BNN455",
        ERROR,
        "An unknown prompt",
        "There is no prompt called `{name}`.",
        ("Did you mean `{near}`?", "A shot's words stand in quotes; without quotes, `name(...)` calls a prompt."),
        "Behind the name of a shot stands either a text in quotes, or a call of a prompt, such as `wide(@mara)`.",
        bad=('prompt wide(what) "A wide view of {{ what }}"\nshot one wise("the sea")\n'),
        good=('prompt wide(what) "A wide view of {{ what }}"\nshot one wide("the sea")\n'),
    ),
    Entry(
        "BNN456",
        WARNING,
        "This @ mentions nobody",
        "`{written}` is no mention, since the @ stands right behind a letter, digit, dot or dash.",
        ("Put a space before the @.",),
        "So that addresses such as a@b.c stay plain text, an @ inside a word is no mention. This one is followed by a name that you have declared, so it may be a slip. A plain @ that should not be asked about is written @@.",
        bad=('character mara "a keeper"\nshot one "A letter to keeper@mara"\n'),
        good=('character mara "a keeper"\nshot one "A letter to @mara"\n'),
    ),
    Entry(
        "BNN457",
        ERROR,
        "A mention in a .j2 file",
        "The macro `{macro}` mentions `@{name}`, but a .j2 file declares nobody.",
        ("Hand it over as an argument, and write it with two braces.",),
        "Macros of a .j2 file see only their arguments. Hand the character over, `close(@mara)`, and write the argument with two braces where it belongs.",
    ),
    Entry(
        "BNN458",
        ERROR,
        "Too many arguments",
        "`{prompt}` takes {takes} arguments, and {given} are given.",
        ("Its arguments are: {names}.",),
        "A prompt takes the arguments that its declaration names, and no others.",
        bad=('prompt wide(what) "A wide view of {{ what }}"\nshot one wide("the sea", "at dusk")\n'),
        good=('prompt wide(what, when) "A wide view of {{ what }}, {{ when }}"\nshot one wide("the sea", "at dusk")\n'),
        related={"prompt": "the prompt is declared here"},
    ),
    Entry(
        "BNN459",
        ERROR,
        "An unknown argument",
        "`{prompt}` has no argument called `{argument}`.",
        ("Did you mean `{near}`?", "Its arguments are: {names}."),
        "A prompt takes the arguments that its declaration names, and no others.",
        bad=(
            'prompt wide(what, mood: "calm") "A wide view of {{ what }}, {{ mood }}"\n'
            'shot one wide("the sea", mod: "wild")\n'
        ),
        good=(
            'prompt wide(what, mood: "calm") "A wide view of {{ what }}, {{ mood }}"\n'
            'shot one wide("the sea", mood: "wild")\n'
        ),
        related={"prompt": "the prompt is declared here"},
    ),
    Entry(
        "BNN460",
        ERROR,
        "A missing argument",
        "`{prompt}` needs `{argument}`.",
        ("Add `{argument}: ...` to the call, or give it a default where the prompt is declared.",),
        "An argument without a default must be given. Give it a default where most shots want the same.",
        bad=('prompt wide(what, mood) "A wide view of {{ what }}, {{ mood }}"\nshot one wide("the sea")\n'),
        good=('prompt wide(what, mood: "calm") "A wide view of {{ what }}, {{ mood }}"\nshot one wide("the sea")\n'),
        related={"prompt": "the prompt is declared here"},
    ),
    Entry(
        "BNN461",
        ERROR,
        "Prompts that call each other in a circle",
        "These prompts call each other without end: {path}.",
        ("Take one of the calls out.",),
        "A prompt that needs itself can never be finished. One of the prompts in the circle has to do without the next.",
        bad=(
            'prompt near(what) "Near: {{ far(what) }}"\n'
            'prompt far(what) "Far: {{ near(what) }}"\n'
            'shot one near("the sea")\n'
        ),
        good=(
            'prompt near(what) "Near: {{ far(what) }}"\nprompt far(what) "Far: {{ what }}"\nshot one near("the sea")\n'
        ),
        related={"prompt": "the prompt is declared here"},
    ),
    Entry(
        "BNN462",
        ERROR,
        "An argument given twice",
        "`{argument}` is given twice to `{prompt}`.",
        ("Keep one of the two.",),
        "Each argument is given once, by its place or by its name.",
        bad=('prompt wide(what) "A wide view of {{ what }}"\nshot one wide("the sea", what: "the harbour")\n'),
        good=('prompt wide(what) "A wide view of {{ what }}"\nshot one wide("the harbour")\n'),
        related={"prompt": "the prompt is declared here"},
    ),
    Entry(
        "BNN463",
        ERROR,
        "A name that the prompt does not see",
        "The prompt `{prompt}` does not know `{name}`.",
        ("Did you mean `{near}`?", "Add it to the prompt's arguments."),
        "A prompt sees its arguments and what its own file declares, and not the axes and shots of whoever calls it. So it means the same wherever it is used. What it needs besides is handed over as an argument.",
        bad=(
            "storyboard {\n"
            "  variant light: dawn, dusk\n"
            "}\n"
            'prompt wide(what) "A wide view of {{ what }}, {{ light }}"\n'
            'shot one wide("the sea") {\n'
            '  camera: "{{ light }}"\n'
            "}\n"
        ),
        good=(
            "storyboard {\n"
            "  variant light: dawn, dusk\n"
            "}\n"
            'prompt wide(what, light) "A wide view of {{ what }}, {{ light }}"\n'
            'shot one wide("the sea", light)\n'
        ),
    ),
    Entry(
        "BNN464",
        WARNING,
        "An argument that is never written",
        "The prompt `{prompt}` never writes its argument `{argument}`.",
        ("Use it in the text, or take it out.",),
        "What is handed over and not written has no effect on the picture.",
        bad=('prompt wide(what, mood) "A wide view of {{ what }}"\nshot one wide("the sea", "calm")\n'),
        good=('prompt wide(what, mood) "A wide view of {{ what }}, {{ mood }}"\nshot one wide("the sea", "calm")\n'),
    ),
    Entry(
        "BNN465",
        ERROR,
        "A value that needs itself",
        "This can never be worked out, since it needs itself: {path}.",
        ("Write one of them out.",),
        "A param, a setting or a description may be written into another, but not in a circle: then neither could be worked out first.",
        bad=(
            'param coat = "{{ hat }} and a coat"\nparam hat = "a hat, {{ coat }}"\nshot one "A keeper in {{ coat }}"\n'
        ),
        good=('param coat = "{{ hat }} and a coat"\nparam hat = "a hat"\nshot one "A keeper in {{ coat }}"\n'),
    ),
    Entry(
        "BNN466",
        ERROR,
        "Values too deep",
        "`{name}` stands at the end of more than {most} values that are written into each other.",
        ("Write some of them out.",),
        "A value may hold another, which holds a third, and so on, but only so far. Write the innermost ones out.",
    ),
    Entry(
        "BNN467",
        ERROR,
        "A board never names a take",
        "`{written}#{take}` names a take, and which take counts is not said in the board.",
        ("Leave `#{take}` out, and choose the take with `bnn pick`.",),
        "Which take counts is a choice that may change while the words stay. It is made with `bnn pick FILE ADDRESS TAKE` and kept beside the board.",
        bad='shot a "A boat"\nshot b "The boat of @a#2"\n',
        good='shot a "A boat"\nshot b "The boat of @a"\n',
    ),
)
