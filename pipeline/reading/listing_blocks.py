"""Label blocks: "TV Series: T / Stars: ... / Location: P (times) / Credit: x", and titles above labelled lines.

A block begins at a line whose label names a title, or at an unlabelled line that labelled ones follow. Labels are
matched through their misprints ("Locaiton:", "Stars;"). Credits, casts and makers are not kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipeline.model import Event, Medium, Report, Status
from pipeline.reading.listing_dates import Dates, read_dates
from pipeline.reading.listing_entry import Line, Page, blank_credits, by_dates, make_report, with_season
from pipeline.reading.listing_labels import closed_up, split_labels
from pipeline.reading.listing_phrases import predicates, status_event
from pipeline.reading.listing_seasons import number_of, season_in
from pipeline.reading.listing_times import Times, read_times
from pipeline.reading.listing_titles import Title, fold_blanks, medium_of, read_title
from pipeline.reading.listing_where import clean_place, clock_numbers, mask, place_after, split_places
from pipeline.reading.listing_words import PERSONAL_LABELS
from pipeline.reading.places import is_known_place

_BEFORE_PART = re.compile(r"\s+\|\s|[.;]\s+(?=[A-Z][A-Za-z ]{1,24}:\s)")
_NUMBER = re.compile(r"^[\s•*·-]*\d{1,2}[.)]\s+(?=\S)")
_AND_ALSO = re.compile(r";\s+(?:and\s+)?also\s+(?:(?:at|in|on)\s+)?(?=[A-Z\d])")
_SENTENCE_END = re.compile(r"(?:\S+\s+){4,}\S*\w[.!?…]\s*$")
_PICTURE = re.compile(r"^\s*([🎬🎥📍📅🗓])\ufe0f?\s*")
"""A picture that stands for a label: a clapper for the title, a pin for the place, a calendar for the days."""
_ADDRESS = re.compile(r"\b\d+\s+[A-Z]|\b(?:St|Ave|Blvd|Rd|Dr|Street|Avenue|Road|Hwy|Ln|Way|Pl)\b")
_KIND_VALUE = re.compile(
    r"^(?:feature|tv|television|film|movie|series|documentary|pilot|short|mini|limited|reality|"
    r"streaming)\b(?:[ -]?(?:film|movie|series|pilot|show|feature|length))?\s*(?:$|[,/(-])",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"^\s*[A-Z][A-Za-z /&'()-]{2,40}:\s+[$€£\d]")
_WORK_LABELS = frozenset(("shooting", "filming", "shoots", "shoot", "films", "shoot location"))
_DAY_WORDS = re.compile(
    r"^\W*(?:(?:starts?|from|in|at|begins?|now|currently)\b\s*)+|[\s,]+(?:only|all day|daily)$", re.I
)
_UNKNOWN_LABEL = re.compile(r"^\s*[A-Z][A-Za-z /&'()-]{2,40}:\s+\S")
_SENTENCE_VERB = re.compile(r"\b(?:will|is|are|has|have|was|were|must|may|please|can)\b", re.IGNORECASE)
_NO_ADDRESS = re.compile(
    r"^\W*(?:has|have|is|are|was|will|signs?|permits?|notices?|posted|seen|spotted|crews?|trucks"
    r"|filming|shooting|set up|rumou?red|they)\b",
    re.IGNORECASE,
)
_COMMERCIAL = re.compile(
    r"^(?:commercials?|music video|photo shoot|ad|advert|student film|psa|promo|casting)$", re.IGNORECASE
)
_ON_HOLD = re.compile(
    r"[\s(–—-]*\b(ON HOLD|ON HIATUS|CANCELL?ED|POSTPONED|WRAPPED|SHUT DOWN|DELAYED|PAUSED|"
    r"COMPLETED?|SUSPENDED|RAINED OUT)\b[!)*\s]*$|\*+\s*(cancell?ed|on hold|postponed|wrapped|rained out)\s*\*+",
    re.IGNORECASE,
)
_TWO_TITLES = re.compile(
    r"\s*\((?:or|and|and/or)\)\s*|\s+and/or\s+|(?<=\w \w{3})/(?=\w+ \w)|(?<=\w \w{4})/(?=\w+ \w)"
    r"|(?<=\w \w{5})/(?=\w+ \w)"
)
_FURTHER = re.compile(
    r"^\W*(?:UPDATED?:?|Also|ALSO|Update:?)\s*(?:also\s+)?(?:filming\s+|shooting\s+)?(?:at|in|on|"
    r"around|near)\s+(?=\S)",
    re.IGNORECASE,
)

_MARKED = re.compile(r"^\W*(?:UPDATED?|Updated?|NEW|New|FYI|REVISED)\s*[:!–-]\s*(?=[A-Z][A-Za-z ]{1,20}[:;])")
"""A mark before a label: "UPDATE: TV Series: T"."""


@dataclass(slots=True)
class Block:
    """A title and the labelled fields under it."""

    title_line: Line
    title: str
    medium: Medium | None = None
    kind: str = ""
    day_label: str = ""
    labels: list[str] = field(default_factory=list)
    fields: list[tuple[str, str, Line]] = field(default_factory=list)
    labelled: bool = False
    end: int = 0
    lines: set[int] = field(default_factory=set)
    sealed: bool = False

    def values(self, kind: str) -> list[str]:
        """The values of one kind of label, in order."""
        return [value for name, value, _ in self.fields if name == kind]


def read_blocks(page: Page, lines: list[Line]) -> tuple[list[Report], set[int]]:
    """Reports of the label blocks among the lines, and the offsets of the lines they were read from."""
    reports: list[Report] = []
    used: set[int] = set()
    for block in _gather(_titles_up(closed_up(lines))):
        made = _report_block(page, block)
        reports.extend(made)
        if made or _COMMERCIAL.match(block.kind):
            used |= block.lines
    return reports, used


def _titles_up(lines: list[Line]) -> list[Line]:
    """Paragraphs of labels in which the title does not stand first ("WHERE: P", "WHAT: T"), with it in front."""
    out: list[Line] = []
    group: list[Line] = []
    moved = 0
    for line in [*lines, None]:
        if line is not None and line.text.strip():
            group.append(line)
            continue
        kinds = [_first_kind(group[0])] if group else [""]
        if kinds[0] in ("place", "date"):
            kinds = [_first_kind(part) for part in group]
        if len(kinds) > 1 and all(kinds) and kinds.count("title") == 1:
            group.insert(0, group.pop(kinds.index("title")))
            moved += 1
        out += [*group, line] if line is not None else group
        group = []
    return out if moved > 1 else lines


def _first_kind(line: Line) -> str:
    labels = split_labels(line.text[:300])[1] if ":" in line.text[:40] else []
    return labels[0][0] if labels else ""


def _gather(lines: list[Line]) -> list[Block]:
    blocks: list[Block] = []
    block: Block | None = None
    loose: list[Line] = []
    for line in lines:
        text = _MARKED.sub(lambda match: " " * len(match[0]), blank_credits(line.text[:2000]))
        text = _PICTURE.sub(r"\1: ", text) if text.lstrip()[:1] > "\uffff" else text
        before, labels = split_labels(text) if text.strip() else ("", [])
        if not text.strip():
            if block and block.fields:
                block.sealed = True
            if line.text.strip():
                loose = []
            elif not loose or loose[-1].text.strip():
                loose.append(line)
            continue
        if not labels:
            if block and _continue(block, line, text):
                block.lines.add(line.start)
                continue
            block = block if block and block.labelled and not block.fields else None
            loose.append(line)
            continue
        opened = _open(before, labels, line, loose, block)
        if opened is not block and opened is not None:
            blocks.append(opened)
            opened.lines |= {
                other.start for other in loose if other.start >= opened.title_line.start and other.text.strip()
            }
            opened.lines.add(opened.title_line.start)
        block = opened
        if block is None:
            continue
        loose = []
        block.lines.add(line.start)
        block.fields.extend((kind, value, line) for kind, _, value in labels if kind != "title" or block.title != value)
        block.labels.extend(label for _, label, _ in labels)
        block.day_label = next((label for kind, label, _ in labels if kind == "date"), block.day_label)
        if not any(label in PERSONAL_LABELS for _, label, _ in labels) and not block.sealed:
            block.end = line.end
        elif any(label in PERSONAL_LABELS for _, label, _ in labels):
            block.sealed = True
    return blocks


def _open(
    before: str, labels: list[tuple[str, str, str]], line: Line, loose: list[Line], block: Block | None
) -> Block | None:
    """The block that a labelled line belongs to: a new one, the open one, or one under the lines above."""
    kind, label, value = labels[0]
    before = _BEFORE_PART.split(before, maxsplit=1)[0].strip(" |")
    title, facts = _head_and_facts(before) if before else ("", [])
    if before and (read_dates(title, None, labelled=True).spans or kind == "other"):
        return block  # a line of facts with a label in it is no head of a block
    if before:
        medium = medium_of(before.rsplit("”", 1)[-1]) or line.medium
        fields = [(kind, fact, line) for kind, fact in facts]
        return Block(line, title, medium, labelled=True, end=line.end, fields=fields)
    if kind == "title" and _KIND_VALUE.match(value) and (block or _loose_title(loose)):
        labels[0] = ("kind", label, value)
        kind = "kind"
    if kind == "title" and value and not (block and not block.labelled and not block.sealed and block.fields):
        return Block(line, value, medium_of(label) or line.medium, kind=label, labelled=True, end=line.end)
    if block is not None and not (block.sealed and _loose_title(loose)):
        return block
    above = _loose_title(loose)
    if above is None:
        return block
    return Block(above, above.text.strip(), above.medium, end=above.end)


def _head_and_facts(before: str) -> tuple[str, list[tuple[str, str]]]:
    """ "1. T — a thriller, second season": the title before the dash, and what the words behind it tell."""
    head, mark, told = _NUMBER.sub("", before, count=1).partition(" — ")
    if not mark:
        head, mark, told = _NUMBER.sub("", before, count=1).partition(" – ")
    season, event = season_in(told) is not None, status_event(told) if len(told) < 30 else None
    if not mark or not (season or event or re.search(r"\b[a-z]{3,}", told)):
        return _NUMBER.sub("", before, count=1), []
    return head, [("season", told)] * season + [("status", told)] * (event is not None)


def _loose_title(loose: list[Line]) -> Line | None:
    """The first of the unlabelled lines just above, up to a blank line."""
    run: list[Line] = []
    for line in reversed(loose):
        if not line.text.strip():
            if run:
                break
            continue
        run.append(line)
    if not run or len(run) > 6:
        return None
    run = [line for line in run if not _FIGURE.match(line.text)]
    if not run:
        return None
    return next((line for line in reversed(run) if not _SENTENCE_END.search(line.text[-200:])), run[-1])


def _continue(block: Block, line: Line, text: str) -> bool:
    """An unlabelled line inside a block: more times, a date, or one more location."""
    if block.sealed or not block.fields:
        return False
    further = _FURTHER.match(text)
    if further:
        block.fields.append(("place", text[further.end() :], line))
        return True
    if _UNKNOWN_LABEL.match(text):
        return True
    told = predicates(text) or _SENTENCE_VERB.search(text)
    if block.fields[-1][0] == "place" and read_times(text) and _ADDRESS.search(text) and not told:
        block.fields.append(("place", text.strip(), line))
        return True
    if not block.labelled and not block.values("place") and is_known_place(text):
        block.fields.append(("place", text.strip(), line))
        return True
    left = mask(text, [(t.start, t.end) for t in read_times(text)])
    left = mask(left, read_dates(left, line.today, labelled=True).spans)
    if re.search(r"[A-Za-z0-9]", left):
        return False
    block.fields.append(("extra", text.strip(), line))
    return True


def _report_block(page: Page, block: Block) -> list[Report]:
    places, statuses = block.values("place"), block.values("status")
    dated = [*block.values("date"), *block.values("start"), *block.values("end")]
    told = places or statuses or dated or block.values("release")
    if not (told or (page.live and _made_by(block))) or _COMMERCIAL.match(block.kind):
        return []
    mark = _ON_HOLD.search(block.title)
    raw = block.title[: mark.start()] if mark else block.title
    company = re.match(r".{2,50}?\s+(?:is|are)\s+(?:filming|shooting)\s+(?=[A-Z\d“\"])", raw)
    raw = raw[company.end() :] if company else raw
    titles = [
        read_title(part, free=not block.labelled and bool(re.match(r"\W*UPDATE", part)))
        for part in _TWO_TITLES.split(raw)
    ]
    dates = _dates(page, block)
    status = _status(block, mark, dates)
    reports: list[Report] = []
    for title in titles:
        if title is None or not _plausible(block):
            continue
        title = _with_extras(title, block)
        for place, clock, local in _locations(page, block):
            event, inferred = _event(status, dates if dates.spans else local, block, page)
            reports.append(
                make_report(
                    page,
                    title,
                    event,
                    (block.title_line.start, max(block.end, block.title_line.end)),
                    "block",
                    place=place,
                    region=block.title_line.region,
                    medium=block.medium,
                    dates=dates if dates.spans else local,
                    times=clock,
                    inferred=inferred,
                )
            )
    return reports


def _made_by(block: Block) -> bool:
    """Makers under a title on a page of what is being filmed now, though nothing is said of where and when."""
    return any(
        label in ("director", "directors", "producer", "producers", "local production company")
        for label in block.labels
    )


def _plausible(block: Block) -> bool:
    """A title above unlabelled lines must look like one: no sentence, no long line."""
    text = block.title.strip()
    return block.labelled or (len(text) <= 90 and not re.search(r"[a-z]\.$", text))


def _with_extras(title: Title, block: Block) -> Title:
    numbers = [season_in(value) or number_of(value) for value in block.values("season")]
    aliases = [fold_blanks(value).strip(' “”"') for value in block.values("aka") if value]
    kinds = [medium_of(value) for value in block.values("kind")]
    medium = title.medium or next((kind for kind in kinds if kind), None)
    title = Title(title.title, title.season, (*title.aliases, *aliases), medium, title.year, title.marks)
    numbers += [season for value in block.values("kind") if (season := season_in(value))]
    return with_season(title, numbers[0] if numbers else None)


def _dates(page: Page, block: Block) -> Dates:
    today, first = block.title_line.today or page.today, page.day_first
    whole = "; ".join([*block.values("date"), *(v for v in block.values("status") if status_event(v) is None)])
    single_day = block.day_label in (
        "date",
        "dates",
        "filming date",
        "shoot date",
        "filming dates",
        "shoot dates",
        "📅",
        "🗓",
    )
    single_day = single_day or bool(read_times(whole))  # with hours: that day, and no beginning
    dates = read_dates(whole, today, day_first=first, labelled=True, only_day=single_day)
    start = read_dates("; ".join(block.values("start")), today, day_first=first, labelled=True, only_day=False)
    end = read_dates("; ".join(block.values("end")), today, day_first=first, labelled=True, only_day=False)
    spans = dates.spans + start.spans + end.spans
    return Dates(
        start.start_date or dates.start_date,
        dates.end_date if dates.start_date and dates.end_date else end.start_date or end.end_date or dates.end_date,
        dates.text or start.text or end.text,
        spans,
    )


def _status(block: Block, mark: re.Match[str] | None, dates: Dates) -> Event | None:
    if mark:
        return status_event(mark[1] or mark[2])
    for value in block.values("status"):
        event = status_event(value)
        if event:
            return event
    for value in block.values("date"):
        event = status_event(value)
        if event in (Event.CANCELLED, Event.PAUSED, Event.DELAYED) or (event and not dates.spans):
            return event
        if not dates.spans and re.match(r"\W*(?:tb[acd]|to be)", value, re.IGNORECASE):
            return Event.ENTERED_PRE_PRODUCTION
    return None


def _event(status: Event | None, dates: Dates, block: Block, page: Page) -> tuple[Event, Status | None]:
    if status:
        return status, None
    event = by_dates(dates, block.title_line.today or page.today) if dates.spans else None
    inferred = {Event.WRAPPED_FILMING: Status.WRAPPED, Event.ENTERED_PRE_PRODUCTION: Status.PRE_PRODUCTION}
    return event or Event.FILMING, inferred.get(event) if event else None


def _address_of(value: str) -> str:
    """ "signs posted all around P", "has been filming on P": what stands before the preposition is no place."""
    value = re.sub(r"^.{0,60}\bthe following\s*:\s*", "", value)
    phrase = place_after(value) if _NO_ADDRESS.match(value) else None
    return phrase[1] if phrase else value


def _among_days(block: Block) -> list[str]:
    """ "Shooting: Lynn and Salem through June": the place that stands among the days, where no label tells one."""
    out: list[str] = []
    for value in block.values("date") if block.day_label in _WORK_LABELS else ():
        left = mask(value, read_dates(value, block.title_line.today, labelled=True).spans).replace("\x1f", "")
        left = _DAY_WORDS.sub("", left.strip(" ,.;")).strip(" ,.;")
        if left[:1].isupper() and len(left.split()) < 9 and not status_event(left) and not read_times(left):
            out.append(left)
    return out


def _locations(page: Page, block: Block) -> list[tuple[str | None, Times | None, Dates]]:
    today = block.title_line.today or page.today
    spare = [
        t for value in [*block.values("time"), *block.values("extra"), *block.values("date")] for t in read_times(value)
    ]
    out: list[tuple[str | None, Times | None, Dates]] = []
    values = [part for value in block.values("place") or _among_days(block) for part in _AND_ALSO.split(value)]
    for value in map(_address_of, values):
        times = read_times(value)
        dates = read_dates(mask(value, [(t.start, t.end) for t in times]), today, day_first=page.day_first)
        masked = mask(value, dates.spans, [(t.start, t.end) for t in times])
        for piece in split_places("", masked):
            numbers = clock_numbers(piece)
            clock = (
                times[numbers[0]] if numbers and numbers[0] < len(times) else (times[0] if len(times) == 1 else None)
            )
            place = clean_place(piece)
            if place:
                out.append((place, clock, dates))
    if spare and out and not any(clock for _, clock, _ in out):
        out = [(place, spare[0], dates) for place, _, dates in out]
    return out or [(None, spare[0] if spare else None, Dates())]
