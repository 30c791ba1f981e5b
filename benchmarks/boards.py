"""Boards of any size for the benchmarks: scenes of three shots with characters, places, cameras and captions."""

from __future__ import annotations

HEAD = """storyboard "Big" {
  model: lite
  aspect: 16:9
  style: @ink
  rules: "no text in the picture"
}
style ink "black ink, wide brush"
"""
SCENE = """scene s{i} "Scene {i}" {{
  at: @place{p}
  shot wide "@person{a} walks in and looks at the {i} lights"
  shot close "@person{a} talks to @person{b}; the same moment as @wide" {{ camera: "85 mm" }}
  shot sea "The empty sea, number {i}" {{ caption: "Nobody is here" }}
}}

"""


def board(scenes: int) -> str:
    """A board of `scenes` scenes with three shots each, forty characters and twenty places."""
    people = "".join(f'character person{i} "a person in hat {i}" {{ wears: "coat {i}" }}\n' for i in range(40))
    places = "".join(f'location place{i} "place number {i}"\n' for i in range(20))
    body = "".join(SCENE.format(i=i, p=i % 20, a=i % 40, b=(i + 7) % 40) for i in range(scenes))
    return HEAD + people + places + body
