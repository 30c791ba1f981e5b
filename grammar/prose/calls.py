"""Prose of the codes about variants, the pictures of a call and how calls hang together."""

from __future__ import annotations

from .entry import ERROR, NOTE, WARNING, Entry

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "BNN501",
        ERROR,
        "An axis with a name that is taken",
        "There is already an axis called `{name}` here.",
        ("Give one of them another name.",),
        "Each axis that holds for a shot has its own name, so that an address such as `one[light=dawn]` is clear.",
        bad=(
            "storyboard {\n"
            "  variant light: dawn, dusk\n"
            "}\n"
            "scene a {\n"
            "  variant light: red, blue\n"
            '  shot one "A boat in {{ light }}"\n'
            "}\n"
        ),
        good=(
            "storyboard {\n"
            "  variant light: dawn, dusk\n"
            "}\n"
            "scene a {\n"
            "  variant lamp: red, blue\n"
            '  shot one "A boat in {{ light }}, a {{ lamp }} lamp"\n'
            "}\n"
        ),
        related={"first": "the other one is here"},
    ),
    Entry(
        "BNN502",
        ERROR,
        "An axis without values",
        "`variant {name}` has no values.",
        ("Write them behind a colon: `variant {name}: a, b`.",),
        "An axis needs at least one value: the shots that use it are made once for each.",
        bad=('storyboard {\n  variant light { }\n}\nshot one "A boat"\n'),
        good=('storyboard {\n  variant light: dawn, dusk\n}\nshot one "A boat in {{ light }}"\n'),
    ),
    Entry(
        "BNN503",
        ERROR,
        "A setting that an axis already sets",
        "`{name}` has no effect here: `variant {name}` in the same block sets it.",
        ("Remove one of the two.",),
        "An axis that is named like a setting sets it, for each of its values. The same setting beside it would never hold.",
        bad=('storyboard {\n  variant aspect: 16:9, 9:16\n  aspect: 1:1\n}\nshot one "A boat"\n'),
        good=('storyboard {\n  variant aspect: 16:9, 9:16\n}\nshot one "A boat"\n'),
    ),
    Entry(
        "BNN504",
        ERROR,
        "Not a setting or a name",
        "In the block of the value `{key}` only lines such as `name: value` can stand.",
        ("Move it out of the block of the value.",),
        "The block of a variant's value holds settings, which hold for that value, and names of your own, which templates can write.",
        bad=(
            "storyboard {\n"
            "  variant stop {\n"
            "    spring {\n"
            '      shot one "A boat"\n'
            "    }\n"
            "  }\n"
            "}\n"
            'shot two "A boat at {{ stop }}"\n'
        ),
        good=(
            "storyboard {\n"
            "  variant stop {\n"
            '    spring { light: "morning mist" }\n'
            "  }\n"
            "}\n"
            'shot two "A boat in {{ stop.light }}"\n'
        ),
    ),
    Entry(
        "BNN505",
        ERROR,
        "Two values with one key",
        "The values {first} and {second} of `{name}` have the same key, `{key}`.",
        ("Use a block and give them keys of their own: `variant {name} {{ one: ...; two: ... }}`.",),
        "A key names a picture in addresses and file names, so each value needs its own. Letters, digits, `_` and `-` are kept; everything else becomes `-`.",
        bad=('storyboard {\n  variant mood: "sad!", "sad?"\n}\nshot one "A {{ mood }} boat"\n'),
        good=('storyboard {\n  variant mood { sad: "sad!"; unsure: "sad?" }\n}\nshot one "A {{ mood }} boat"\n'),
    ),
    Entry(
        "BNN506",
        ERROR,
        "An exception for an axis that is not there",
        "There is no axis called `{name}` here.",
        ("Did you mean `{near}`?",),
        "`except` takes out one combination of axes that hold in the same block.",
        bad=('storyboard {\n  variant light: dawn, dusk\n  except ligth=dusk\n}\nshot one "A boat at {{ light }}"\n'),
        good=('storyboard {\n  variant light: dawn, dusk\n  except light=dusk\n}\nshot one "A boat at {{ light }}"\n'),
    ),
    Entry(
        "BNN507",
        ERROR,
        "A value that the axis does not have",
        "`{axis}` has no value `{key}`.",
        ("Did you mean `{near}`?", "It has: {keys}."),
        "A value is named by its key: the name that you gave it, or its own words with `-` for everything but letters and digits.",
        bad=('storyboard {\n  variant light: dawn, dusk\n  except light=noon\n}\nshot one "A boat at {{ light }}"\n'),
        good=('storyboard {\n  variant light: dawn, dusk\n  except light=dusk\n}\nshot one "A boat at {{ light }}"\n'),
    ),
    Entry(
        "BNN508",
        ERROR,
        "A value without a key",
        "One of the values of `{name}` holds neither a letter nor a digit, so pictures could not be named after it.",
        ("Use a block and give it a key: `variant {name} {{ one: ... }}`.",),
        "The key of a value names its pictures in addresses and file names. It is made of the letters and digits of the value.",
        bad=('storyboard {\n  variant mood: "!", "sad"\n}\nshot one "A {{ mood }} boat"\n'),
        good=('storyboard {\n  variant mood { loud: "!"; sad: "sad" }\n}\nshot one "A {{ mood }} boat"\n'),
    ),
    Entry(
        "BNN510",
        WARNING,
        "An axis that nothing uses",
        "Nothing varies along `{name}`.",
        ("Write `{{{{ {name} }}}}` in a text, or take the axis out.",),
        "Only what uses an axis varies along it: in its text, in a setting, or through a mention or a chain. Nothing is made twice because an axis is there.",
        bad=('storyboard {\n  variant light: dawn, dusk\n}\nshot one "A boat"\n'),
        good=('storyboard {\n  variant light: dawn, dusk\n}\nshot one "A boat at {{ light }}"\n'),
    ),
    Entry(
        "BNN511",
        ERROR,
        "An axis that only an unsent text uses",
        "`{shot}` uses `{name}` only in its `{setting}`, which is not sent: there would be several captions for one picture.",
        ("Use `{{{{ {name} }}}}` in the shot's text too, or take it out of the `{setting}`.",),
        "Captions and the like stand beside a picture and are not sent. They may name an axis only where the picture varies along it.",
        bad=(
            "storyboard {\n"
            "  variant light: dawn, dusk\n"
            "}\n"
            "scene a {\n"
            '  shot one "A boat" {\n'
            '    caption: "At {{ light }}"\n'
            "  }\n"
            "}\n"
        ),
        good=(
            "storyboard {\n"
            "  variant light: dawn, dusk\n"
            "}\n"
            "scene a {\n"
            '  shot one "A boat at {{ light }}" {\n'
            '    caption: "At {{ light }}"\n'
            "  }\n"
            "}\n"
        ),
    ),
    Entry(
        "BNN512",
        WARNING,
        "An exception that takes nothing out",
        "No picture varies along {names} together, so this `except` has no effect.",
        ("Check the names of the axes.",),
        "`except` takes a combination out of what varies along all the axes that it names. Here no picture does.",
        bad=(
            "storyboard {\n"
            "  variant light: dawn, dusk\n"
            "  variant hat: red, blue\n"
            "  except light=dawn, hat=red\n"
            "}\n"
            'shot one "A boat at {{ light }}"\n'
            'shot two "A {{ hat }} hat"\n'
        ),
        good=(
            "storyboard {\n"
            "  variant light: dawn, dusk\n"
            "  variant hat: red, blue\n"
            "  except light=dawn, hat=red\n"
            "}\n"
            'shot one "A {{ hat }} hat at {{ light }}"\n'
        ),
    ),
    Entry(
        "BNN520",
        ERROR,
        "A circle",
        "These pictures need each other in a circle: {path}.",
        ("Take one of the mentions out.",),
        "A picture can only see pictures that are made before it. A mention of a shot, a chain and an edit all need the other picture first.",
        bad=('scene a {\n  shot one "The same boat as in @two"\n  shot two "The same boat as in @one"\n}\n'),
        good=('scene a {\n  shot one "A boat"\n  shot two "The same boat as in @one"\n}\n'),
    ),
    Entry(
        "BNN521",
        ERROR,
        "Not something that can be edited",
        "`{name}` is no shot and no edit.",
        ('An edit changes a shot or another edit: `edit calm of close "..."`.',),
        "An edit changes a picture that the board makes. To change somebody's looks everywhere, give the subject a `look`, or mention it in a shot.",
        bad=('character mara "a keeper"\nshot one "@mara"\nedit calm of mara "Make it calm"\n'),
        good=('character mara "a keeper"\nshot one "@mara"\nedit calm of one "Make it calm"\n'),
    ),
    Entry(
        "BNN522",
        ERROR,
        "No words",
        "The {what} `{name}` comes out empty.",
        ("Write what is to be seen.",),
        "A picture needs words. A text can also come out empty because all of it stands in an `if` that does not hold.",
        bad='shot one ""\n',
        good='shot one "A boat"\n',
    ),
    Entry(
        "BNN523",
        ERROR,
        "Somebody on an empty stage",
        "`{shot}` says `cast: none`, but `@{name}` is mentioned.",
        ("Take the mention out, or take `cast: none` out.",),
        "`cast: none` says that nobody may be seen. Props may. A prop or a place whose description mentions a character brings that character along.",
        bad=('character mara "a keeper"\nshot one "The sea, @mara far away" {\n  cast: none\n}\n'),
        good=('character mara "a keeper"\nshot one "The sea, nobody far and wide" {\n  cast: none\n}\n'),
    ),
    Entry(
        "BNN524",
        ERROR,
        "Edits too deep",
        "`{name}` is an edit of an edit, more than {most} deep.",
        ("Start again from a shot.",),
        "Edits of edits are followed only so far; every step loses a little of the picture. Start again from a shot.",
    ),
    Entry(
        "BNN530",
        ERROR,
        "A kind of file that the model does not take",
        "`{model}` does not take `{path}` ({mime}).",
        ("Use a PNG or JPEG picture, or another model; `bnn models` shows what each takes.",),
        "All models take pictures. Only some take PDF, text or video.",
    ),
    Entry(
        "BNN531",
        ERROR,
        "More pictures than the model takes",
        "`{name}` needs {count} pictures, and `{model}` takes {total}: {who}.",
        ("Mention fewer of them in one shot, or split the shot.",),
        "Everybody who is mentioned gets at least one picture. Where not even that fits, nothing is left out in silence: you decide who goes.",
        bad=(
            "storyboard {\n"
            '  model: "nano-banana"\n'
            "}\n"
            'character c1 "somebody" { view face "the face" }\n'
            'character c2 "somebody" { view face "the face" }\n'
            'character c3 "somebody" { view face "the face" }\n'
            'character c4 "somebody" { view face "the face" }\n'
            'shot one "@c1, @c2, @c3, @c4"\n'
        ),
        good=(
            "storyboard {\n"
            '  model: "nano-banana"\n'
            "}\n"
            'character c1 "somebody" { view face "the face" }\n'
            'character c2 "somebody" { view face "the face" }\n'
            'character c3 "somebody" { view face "the face" }\n'
            'character c4 "somebody" { view face "the face" }\n'
            'shot one "@c1, @c2, @c3"\n'
        ),
    ),
    Entry(
        "BNN532",
        WARNING,
        "More pictures of a kind than the model is good at",
        "{count} {slot} pictures go along, and `{model}` is good at {good}: some of {who} may drift.",
        ("`{better}` takes {most}.",),
        "A model keeps only so many pictures of one kind apart. With more of them, faces and things begin to mix.",
        bad=(
            "storyboard {\n"
            "  model: banana\n"
            "}\n"
            'character c1 "somebody" { view face "the face" }\n'
            'character c2 "somebody" { view face "the face" }\n'
            'character c3 "somebody" { view face "the face" }\n'
            'character c4 "somebody" { view face "the face" }\n'
            'character c5 "somebody" { view face "the face" }\n'
            'shot one "@c1, @c2, @c3, @c4, @c5"\n'
        ),
        good=(
            "storyboard {\n"
            "  model: banana\n"
            "}\n"
            'character c1 "somebody" { view face "the face" }\n'
            'character c2 "somebody" { view face "the face" }\n'
            'character c3 "somebody" { view face "the face" }\n'
            'character c4 "somebody" { view face "the face" }\n'
            'character c5 "somebody" { view face "the face" }\n'
            'shot one "@c1, @c2, @c3, @c4"\n'
        ),
    ),
    Entry(
        "BNN533",
        NOTE,
        "A model without places of its own for a kind",
        "`{model}` has no places of its own for {slot} pictures; it takes them as objects, and faces and styles may drift more than on other models.",
        ("`bnn models` shows which model keeps them best.",),
        "The vendor names no number of such pictures for this model. It takes them all the same, and this is said once.",
        bad=('character c1 "somebody" { view face "the face" }\nshot one "@c1"\n'),
        good=('storyboard {\n  model: banana\n}\ncharacter c1 "somebody" { view face "the face" }\nshot one "@c1"\n'),
    ),
    Entry(
        "BNN534",
        ERROR,
        "More than the model can read",
        "`{name}` sends about {tokens} tokens, and `{model}` reads {most}.",
        ("Shorten the text, or send fewer or shorter files.",),
        "Words, pictures and pages are counted in tokens: about four letters of English are one, a picture is about a thousand. A request that is longer than the model can read fails.",
    ),
    Entry(
        "BNN540",
        ERROR,
        "Which one?",
        "`{name}` varies along `{axis}`, and the mention does not say which.",
        ("Say which, for example `@{short}[{axis}={key}]`.",),
        "A mention of a picture that varies along an axis that the mentioner does not have must name the value, or a pick must have named it. Where both vary along the axis, the mention means the same value.",
        bad=('shot wide "A boat at {{ light }}" {\n  variant light: dawn, dusk\n}\nshot close "The boat of @wide"\n'),
        good=(
            'shot wide "A boat at {{ light }}" {\n'
            "  variant light: dawn, dusk\n"
            "}\n"
            'shot close "The boat of @wide[light=dawn]"\n'
        ),
    ),
    Entry(
        "BNN541",
        ERROR,
        "A combination that was taken out",
        "`{name}` is not made: an `except` takes it out.",
        ("Mention another value.",),
        "`except` takes a combination of values out: its picture is not made, so nothing can see it.",
        bad=(
            "storyboard {\n"
            "  variant light: dawn, dusk\n"
            "  except light=dusk\n"
            "}\n"
            'shot wide "A boat at {{ light }}"\n'
            'shot close "The boat of @wide[light=dusk]"\n'
        ),
        good=(
            "storyboard {\n"
            "  variant light: dawn, dusk\n"
            "  except light=dusk\n"
            "}\n"
            'shot wide "A boat at {{ light }}"\n'
            'shot close "The boat of @wide[light=dawn]"\n'
        ),
    ),
    Entry(
        "BNN542",
        ERROR,
        "An axis that the picture does not have",
        "`{name}` does not vary along `{axis}`.",
        ("Did you mean `{near}`?", "It varies along: {axes}.", "Leave the brackets out: there is only one of it."),
        "Only an axis along which a picture really varies can be chosen in a mention. What does not use an axis is made once.",
        bad=('shot wide "A boat"\nshot close "The boat of @wide[light=dawn]"\n'),
        good=('shot wide "A boat"\nshot close "The boat of @wide"\n'),
    ),
    Entry(
        "BNN543",
        ERROR,
        "Descriptions that mention each other in a circle",
        "These descriptions mention each other in a circle: {path}.",
        ("Take one of the mentions out.",),
        "Who is mentioned in a description goes along with it, with a description of its own. In a circle that would never end.",
        bad=('character mara "the sister of @ana"\ncharacter ana "the sister of @mara"\nshot one "@mara"\n'),
        good=('character mara "the sister of @ana"\ncharacter ana "a sailor"\nshot one "@mara"\n'),
    ),
    Entry(
        "BNN544",
        ERROR,
        "A panel that is not there",
        "`{name}` has {panels} panels, no panel {panel}.",
        ("Choose a number from 1 to {panels}.",),
        "Panels are counted from 1, in the order in which the answer brings them.",
        bad=('shot strip "A boat leaves" {\n  panels: 2\n}\nshot after "The boat of @strip.3"\n'),
        good=('shot strip "A boat leaves" {\n  panels: 2\n}\nshot after "The boat of @strip.2"\n'),
    ),
    Entry(
        "BNN545",
        ERROR,
        "A shot without panels",
        "`{name}` is a single picture and has no panel {panel}.",
        ("Leave the number out.",),
        "Only a shot with `panels: 2` or more has panels to mention. A number never names a take: that is what picks are for.",
        bad=('shot wide "A boat"\nshot after "The boat of @wide.2"\n'),
        good=('shot wide "A boat"\nshot after "The boat of @wide"\n'),
    ),
    Entry(
        "BNN546",
        ERROR,
        "Which panel?",
        "`{name}` has {panels} panels, and the mention does not say which.",
        ("Name one of them, for example `@{name}.1`.",),
        "A shot with several panels is one answer of several pictures; a mention sends one of them.",
        bad=('shot strip "A boat leaves" {\n  panels: 2\n}\nshot after "The boat of @strip"\n'),
        good=('shot strip "A boat leaves" {\n  panels: 2\n}\nshot after "The boat of @strip.2"\n'),
    ),
    Entry(
        "BNN547",
        ERROR,
        "The shot before varies",
        "The shot before is `{name}`, which varies along `{axis}`, and this one does not.",
        ("Say which one it follows: `chain: @{name}[{axis}={key}]`.",),
        "A chain needs to know which of the pictures before it is meant. If both shots should vary together, move the `variant` to the scene.",
        bad=(
            "scene a {\n"
            '  shot wide "A boat at {{ light }}" {\n'
            "    variant light: dawn, dusk\n"
            "  }\n"
            '  shot close "The deck" {\n'
            "    chain: previous\n"
            "  }\n"
            "}\n"
        ),
        good=(
            "scene a {\n"
            '  shot wide "A boat at {{ light }}" {\n'
            "    variant light: dawn, dusk\n"
            "  }\n"
            '  shot close "The deck" {\n'
            "    chain: @wide[light=dawn]\n"
            "  }\n"
            "}\n"
        ),
    ),
    Entry(
        "BNN550",
        ERROR,
        "Too many pictures",
        "This board would make {total} calls, and {most} are allowed. The largest part is `{name}`: {axes}.",
        ("Take values out, or allow more with `--max-calls`.",),
        "Pictures are counted before anything else is done with them, so that a slip in a table does not fill the machine. Several axes multiply.",
        bad=(
            "storyboard {\n"
            "  variant a: 1, 2, 3, 4, 5, 6, 7, 8, 9, 10\n"
            "  variant b: 1, 2, 3, 4, 5, 6, 7, 8, 9, 10\n"
            "  variant c: 1, 2, 3, 4, 5, 6, 7, 8, 9, 10\n"
            "  variant d: 1, 2, 3, 4, 5, 6, 7, 8, 9, 10\n"
            "  variant e: 1, 2, 3, 4, 5, 6, 7, 8, 9, 10\n"
            "  variant f: 1, 2, 3, 4, 5, 6, 7, 8, 9, 10\n"
            "}\n"
            'shot one "{{ a }} {{ b }} {{ c }} {{ d }} {{ e }} {{ f }}"\n'
        ),
        good=('storyboard {\n  variant a: 1, 2, 3\n  variant b: 1, 2, 3\n}\nshot one "{{ a }} {{ b }}"\n'),
    ),
    Entry(
        "BNN551",
        ERROR,
        "Too many pictures of one subject",
        "`{subject}` has {count} references and views; {most} are the most.",
        ("Keep the best of them. A call sends at most 14 pictures in all.",),
        "Each picture of a subject is a candidate for every call that mentions it. More than a handful never reach a model.",
    ),
)
