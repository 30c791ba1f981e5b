"""Screenplays of Final Draft: paragraphs by their types, and XML that means harm."""

from __future__ import annotations

import pytest
from bananaboard.runtime.importing.final_draft import read_final_draft
from bananaboard.runtime.importing.story import NotImportable
from bananaboard.runtime.importing.writing import write_story

from .boards import Board, written

KEEPER = """<?xml version="1.0" encoding="UTF-8" standalone="no" ?>
<FinalDraft DocumentType="Script" Template="No" Version="5">
  <Content>
    <Paragraph Number="1" Type="Scene Heading"><SceneProperties Length="2/8" Page="1"/>
      <Text>INT. LAMP ROOM - NIGHT</Text></Paragraph>
    <Paragraph Type="Action"><Text>Rain. </Text><Text Style="Bold">MARA VOSS (60s, silver braid)</Text>
      <Text> wipes the glass &amp; waits. {{ 7*7 }}</Text>
      <ScriptNote ID="1"><Paragraph><Text>Slow.</Text></Paragraph></ScriptNote></Paragraph>
    <Paragraph Type="Character"><Text>MARA</Text></Paragraph>
    <Paragraph Type="Parenthetical"><Text>(softly)</Text></Paragraph>
    <Paragraph Type="Dialogue"><Text>It turns.</Text></Paragraph>
    <Paragraph><DualDialogue>
      <Paragraph Type="Character"><Text>TOM</Text></Paragraph>
      <Paragraph Type="Dialogue"><Text>No!</Text></Paragraph>
      <Paragraph Type="Character"><Text>MARA</Text></Paragraph>
      <Paragraph Type="Dialogue"><Text>Yes!</Text></Paragraph>
    </DualDialogue></Paragraph>
    <Paragraph Type="Shot"><Text>CLOSE ON THE LAMP</Text></Paragraph>
    <Paragraph Type="Transition"><Text>DISSOLVE TO:</Text></Paragraph>
    <Paragraph Type="Cast List"><Text>Mara</Text></Paragraph>
  </Content>
  <TitlePage><Content>
    <Paragraph Alignment="Center"><Text></Text></Paragraph><Paragraph><Text>“The Keeper”</Text></Paragraph>
  </Content></TitlePage>
</FinalDraft>
"""


def test_paragraphs_by_their_types(project):
    board = Board(written(project / "keeper.fdx", KEEPER))
    assert 'storyboard "The Keeper"' in board.text
    assert board.addresses == [
        f"lamp_room_night.{shot}" for shot in ("rain", "mara_speaks", "tom_and_mara_speak", "close_on_the_lamp")
    ]
    assert "wipes the glass & waits. {{ 7*7 }}" in board.words("lamp_room_night.rain")
    assert board.about("lamp_room_night.rain").note == ("Slow.",)
    assert board.about("lamp_room_night.mara_speaks").dialogue == ("MARA: (softly) It turns.",)
    assert board.about("lamp_room_night.tom_and_mara_speak").dialogue == ("TOM: No!", "MARA: Yes!")
    assert board.about("lamp_room_night.close_on_the_lamp").transition == ("dissolve",)
    assert board.left == [("1 Cast List", 0)]


def test_other_encodings_are_declared_in_the_file(project):
    text = KEEPER.replace('encoding="UTF-8"', 'encoding="UTF-16"').replace("CLOSE ON", "ÜBER")
    assert "ÜBER THE LAMP" in Board(written(project / "keeper.fdx", text, "utf-16")).text


LOL = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 9}">' for i in range(1, 12))


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (f'<!DOCTYPE x [<!ENTITY l0 "lol">{LOL}]><FinalDraft><Content>&l11;</Content></FinalDraft>', "damaged"),
        ('<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]><FinalDraft>&x;</FinalDraft>', "damaged"),
        ('<!DOCTYPE x SYSTEM "http://127.0.0.1/x.dtd"><FinalDraft/>', "damaged"),
        ("<FinalDraft><Content>" + "<a>" * 300_000 + "</a>" * 300_000 + "</Content></FinalDraft>", "nothing in it"),
        (
            "<FinalDraft><Content>" + "<Paragraph/>" * 100_001 + "</Content></FinalDraft>",
            "more than 100,000 paragraphs",
        ),
        ("<FinalDraft><Content><Paragraph>", "damaged"),
        ('<?xml version="1.0" encoding="klingon"?><FinalDraft/>', "damaged"),
        ("<html/>", "no screenplay of Final Draft"),
        ("", "damaged"),
        ("\0\0\0", "damaged"),
    ],
    ids=range(10),
)
def test_what_means_harm_is_refused(data, why):
    with pytest.raises(NotImportable, match=why):
        write_story(read_final_draft(data.encode(), "T"))
