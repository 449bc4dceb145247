"""The reader of running text: articles, headlines and interviews to reports.

Sentence by sentence: phrases of the lexicon are found, each is tied to the production it speaks of, weighed (denied,
rumoured, speculated, planned, asserted) and dated; at the end, statements that say the same thing are merged. A phrase
whose production is not clear is dropped: a report that is not there costs little, a false one costs a subscriber.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.model import Document, Report
from pipeline.reading.attribution import through_of
from pipeline.reading.claims import Claim, claims_in
from pipeline.reading.glance import worth_opening
from pipeline.reading.markup import Mark, flatten
from pipeline.reading.merging import merge
from pipeline.reading.networks import told_networks
from pipeline.reading.page import Page, open_page
from pipeline.reading.prefilter import may_report
from pipeline.reading.titles import TitleIndex

MAX_TEXT = 12_000_000
MOST_SEARCHED = 200_000
"""Characters of a page that are searched for the networks of its productions."""


def read_prose(document: Document, known: TitleIndex | None = None) -> list[Report]:
    """Every statement about the status of a production in an article, in the order of the text."""
    text, marks = _text_of(document)
    headline = (document.title or "").strip()
    if not may_report(text) and not (headline and may_report(headline)):
        return []
    apart = bool(headline) and headline not in text[: len(headline) + 400]
    if not worth_opening(text, headline if apart else ""):
        return []
    page = open_page(document, text[:MAX_TEXT], marks, headline, apart, known)
    claims = merge(_claims(page), page)
    shown = f"{headline}\n{text}" if apart else text
    networks = told_networks(shown[:MOST_SEARCHED], {claim.title: page.medium(claim) for claim in claims})
    return [_report(page, claim, networks.get(claim.title)) for claim in claims]


def _text_of(document: Document) -> tuple[str, tuple[Mark, ...]]:
    if document.html and not document.text:
        flat = flatten(document.html)
        return flat.text, flat.marks
    if document.html:
        flat = flatten(document.html)
        if flat.text == document.text:
            return flat.text, flat.marks
    return document.text, ()


def _claims(page: Page) -> Iterable[Claim]:
    for sentence in page.sentences:
        if page.triggers(sentence):
            yield from claims_in(page, sentence)


@dataclass(frozen=True, slots=True)
class _Place:
    evidence: str
    start: int
    end: int


def _evidence(page: Page, claim: Claim) -> _Place:
    """The verbatim sentence. A headline that is not part of the text has no place in it: both offsets are 0."""
    sentence = claim.sentence
    if sentence.start < 0:
        return _Place(sentence.text, 0, 0)
    start, end = page.tidy.original(sentence.start), page.tidy.original(sentence.end)
    return _Place(page.text[start:end], start, end)


def _report(page: Page, claim: Claim, network: str | None) -> Report:
    place = _evidence(page, claim)
    return Report(
        title=claim.title,
        event=claim.rule.event,
        modality=claim.modality,
        season=claim.season,
        medium=page.medium(claim),
        date=claim.window,
        date_text=claim.date_text,
        place=claim.place,
        speaker=claim.speaker,
        via=claim.via,
        through=through_of(place.evidence, claim.via),
        scope="part" if claim.part else None,
        evidence=place.evidence,
        start=place.start,
        end=place.end,
        rule=f"{claim.rule.id}: {claim.words}",
        cue=claim.cue,
        relation=claim.relation,
        related=claim.related,
        related_season=claim.related_season,
        network=network,
    )
