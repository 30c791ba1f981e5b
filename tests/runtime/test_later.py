"""Errands that wait: in the order of their times, and of two at one time in the order in which they came."""

from __future__ import annotations

from bananaboard.runtime.later import Later


def test_they_go_when_their_time_has_come():
    later = Later()
    assert (later.first, bool(later), list(later.due(100.0))) == (None, False, [])
    for name, at in (("c", 3.0), ("a", 1.0), ("b", 2.0), ("b again", 2.0)):
        later.put(name, at)
    assert later.first == 1.0
    assert list(later.due(0.9)) == []
    assert list(later.due(2.0)) == ["a", "b", "b again"]
    assert later.first == 3.0


def test_all_of_them_can_be_taken_out():
    later = Later()
    for name in ("x", "y", "z"):
        later.put(name, 1.0)
    assert later.clear() == ["x", "y", "z"]
    assert not later
