"""A pretended service and a project, for each test its own."""

from __future__ import annotations

from contextlib import ExitStack

import pytest

from .studio import Forge, Project, serving

BOARD = """\
param round = "one"
storyboard "Kill" { model: lite; takes: 2; retries: 1 }
character ana "a girl in a red coat" { reference "ana.png"; view front "in {{ round }}" }
scene chain {
  chain: previous
  shot a "@ana begins {{ round }}"
  shot b "@ana goes on"
  shot c "@ana ends"
  shot d "@ana sleeps"
  edit calm of b "Make it calm, {{ round }}"
}
scene lone {
  variant light { dawn: "dawn {{ round }}"; noon: "noon {{ round }}"; dusk: "dusk {{ round }}" }
  shot hill "A hill at {{ light }}"
  shot strip "Waves, {{ light }}" { panels: 2; takes: 1 }
  shot crowd "Many people, {{ light }}" { takes: 3 }
}
"""


@pytest.fixture
def begin(tmp_path, request):
    """Starts a service and makes a project that asks it."""
    with ExitStack() as stack:

        def make(scenario, text=BOARD, *, held=False):
            service = stack.enter_context(serving(tmp_path, scenario, held=held))
            folder = tmp_path / "project"
            folder.mkdir()
            project = Project(folder, service, f"patience=60min {scenario}" if held else scenario)  # it is the engine's
            stack.callback(project.close)
            project.write(text)
            (folder / "ana.png").write_bytes(reference())
            return service, project

        yield make


@pytest.fixture
def forge():
    """Makes a forge for a project."""
    with ExitStack() as stack:

        def make(project):
            forge = Forge(project)
            stack.callback(forge.close)
            return forge

        yield make


def reference():
    from bananaboard.runtime.rehearsal.pictures import plain

    return plain(400, "ana")
