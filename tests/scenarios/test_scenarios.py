"""Every rule acted out, and the documentation that is made of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.scenarios.make_docs import DOCUMENT, document
from tests.scenarios.stage import Stage
from tests.scenarios.told import NOISY_START, SCENARIOS


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.__name__)
def test_scenario(scenario: Callable[[Stage], None], tmp_path: Path) -> None:
    stage = Stage(tmp_path, quiet_start=scenario.__name__ not in NOISY_START)
    scenario(stage)
    assert stage.outcome, "a scenario states what it expects"
    assert stage.rebuilds() == [], "read again, the same pages give the same changes"


def test_documentation_is_made_of_the_scenarios(tmp_path: Path) -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == document(tmp_path), (
        "docs/how-changes-are-decided.md is old: python -m tests.scenarios.make_docs"
    )
