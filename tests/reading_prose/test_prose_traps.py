"""What looks like production news and is none: one sentence per trap."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.model import Document
from pipeline.reading import read


@pytest.mark.parametrize(
    "text",
    [
        "Season two of the war began in May, and the film crews left.",
        "Police released a picture of the shooting suspect near the cinema.",
        "The actor's statue was found wrapped in plastic behind the theatre.",
        "The family car from the film has been in production since 1908.",
        "The Broadway revival of The Glass Garden has been postponed until March.",
        "The festival in Leeds has been cancelled this summer, organisers said.",
        "The video game Grey Harbour will be released for PlayStation in May.",
        "Her new album Grey Harbour will be released in May.",
        "Ford halted production at its plant after the strike.",
        "The striker is expected to return on Saturday for the new season.",
        "The singer renewed her contract with the label on Monday.",
        "Anna Berg was axed from the talent show in 2025.",
        "She had an awful time while filming the comedy Low Tide.",
        "He remembers the cast arguing during Low Tide reshoots.",
        "The new trailer for the film ‘Night Ferry’ was released on Tuesday.",
        "Mara Voss once said filming never starts on time.",
        "The poster for the film ‘Night Ferry’ drew thousands of comments.",
        "The premiere party for the film ‘Night Ferry’ was cancelled on Monday.",
        "Hollywood has resumed filming after the strike.",
        "I am about to start filming a film, she said.",
        "Will the drama ‘Low Tide’ be cancelled?",
        "A judge granted the actor a three-year restraining order.",
        "The Government ordered an inquiry into the film fund.",
        "In order to see the film, fans queued for hours.",
        "Low Tide and Night Ferry will not air tonight, the broadcaster of the soaps said.",
        "The children play on floors covered with film posters.",
        "Renewed interest in the film ‘Night Ferry’ surprised its director.",
        "The cinema chain delayed reopening to July.",
    ],
)
def test_a_trap_gives_nothing(text: str) -> None:
    assert read(Document(kind="article", text=text, published=date(2026, 3, 5))) == []
