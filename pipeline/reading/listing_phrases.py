"""What the verbs of a listing say: which event, said how, and where in the line.

The vocabulary is a table of patterns, one row per event; the earliest match of a clause is its predicate. Planned
beginnings come before the bare verbs they contain ("will start filming" is not "start filming").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pipeline.model import Event, Modality
from pipeline.reading.listing_words import STEMS, automaton_of

_WORK = (
    r"(?:(?:principal\s+)?(?:filming|shooting|photography|production|principal|lensing|taping|work|cameras)|the "
    r"(?:film|series|shoot)|camera work)"
)
_ADV = (
    r"(?:(?:also|still|now|currently|presently|reportedly|possibly|potentially|likely|probably|apparently|again|back|"
    r"all|already|just|soon|officially|both|finally|secretly|tentatively|once again|rumou?red to be|said to be|"
    r"believed to be|on location|busy)\s+)*"
)
_FILM_ING = r"(?:re-?shooting|filming|shooting|lensing|taping|rolling|being filmed|being shot|filmed|re-?shoots)"
_GO_ON = r"(?:is|are|’s|'s|was|were|has been|have been|had been|will (?:also |still |then )?be|continues?|keeps?)"


@dataclass(frozen=True, slots=True)
class Predicate:
    """A phrase that was found: its event and modality, and ``text[start:end]`` of it."""

    event: Event
    modality: Modality
    start: int
    end: int
    name: str

    @property
    def ongoing(self) -> bool:
        """Said of now, whatever dates follow ("is filming at P on Saturday")."""
        return self.name in ("is filming", "spotted", "signs", "in studio", "in production", "verbless")


_ROWS: tuple[tuple[str, Event, str], ...] = (
    (
        "cancelled",
        Event.CANCELLED,
        r"\b(?:(?:has|have|is|was|were|been|gets?|got)\s+)*(?:cancell?ed|axed|scrapped|"
        r"shelved|rained out|called off|abandoned|dropped by|not moving forward)\b|\b(?:scraps?|shelves|cancels|axes|"
        r"pulls the plug on)\b",
    ),
    (
        "paused",
        Event.PAUSED,
        r"\b(?:(?:has|have|is|was|been|are|put|currently)\s+)*(?:(?:put )?on (?:hold|hiatus|"
        r"pause)|paused|suspended|halted|shuts? down(?!\s+(?:the |a )?"
        r"(?:part|street|traffic|block|route|highway|(?-i:[A-Z\d])))|on an? (?:indefinite )?hiatus|in hiatus)\b|"
        r"\bON HOLD\b",
    ),
    (
        "delayed",
        Event.DELAYED,
        r"\b(?:(?:has|have|is|was|been|are)\s+)*(?:postponed|delayed|pushed back|pushed(?= to)"
        r"|rescheduled|moved(?= (?:back )?to (?:the )?(?:spring|summer|fall|autumn|winter|early|mid|late|january|"
        r"february|march|april|may|june|july|august|september|october|november|december|20\d\d)))\b",
    ),
    (
        "expected to wrap",
        Event.FILMING,
        r"\b(?:(?:is|are|was)\s+)?(?:expected|due|set|scheduled|slated|planned|likely"
        r"|hoping)\s+to\s+(?:wrap|finish|complete|end|conclude)\b|\bwill\s+(?:wrap|finish|end|conclude|continue|run|"
        r"last|go on)\b|\bwrapping\b(?=\s+(?:up\s+)?(?:in|on|this|next|by|around|early|late|mid|soon))",
    ),
    (
        "wrapped",
        Event.WRAPPED_FILMING,
        rf"\b(?:(?:has|have|is|are|was|were|had|just|already|officially)\s+)*(?:wrapped|"
        rf"(?<!under )wraps|completed|completes|finished|finishes|concluded|concludes)\b(?:\s+(?:up\s+)?{_WORK})?|"
        rf"\b(?:(?:is|are|now|already)\s+)*in the can\b|\bthat(?:’|')s a wrap\b|\bwrap(?:ped)? (?:filming|"
        rf"production)\b",
    ),
    (
        "post",
        Event.ENTERED_POST_PRODUCTION,
        r"\b(?:(?:is|are|has|have|entered|enters|now|in|into|moved|moves|"
        r"currently)\s+)*post[\s-]?production\b|\b(?:is|are|now) in post\b|\bin the (?:edit|editing room|cutting "
        r"room)\b",
    ),
    (
        "will start",
        Event.ENTERED_PRE_PRODUCTION,
        rf"\b(?:(?:is|are|was)\s+)?(?:also\s+)?(?:set|due|scheduled|slated|expected|planned|planning|poised|gearing up|"
        rf"preparing|ready|about|likely|hoping|aiming|plans?|intends?|eyeing|tipped|hopes?)\s+(?:to|for)\s+(?:also\s+|"
        rf"soon\s+|be\s+)?"
        rf"(?:be(?:gin|ginning)|start(?:ing)?|commence|film(?:ed|ing)?|shoot(?:ing)?|shot|roll|kick off|go before|lens|"
        rf"move|land|head|a\s|an\s|go into)\w*(?:\s+{_WORK})?"
        rf"|\b(?:is\s+)?(?:will|’ll|'ll|shall|to)\s+(?:also\s+|soon\s+|then\s+|finally\s+)?(?:begin|start|commence|"
        rf"kick "
        rf"off|go before|roll|go into|enter|head into)\b(?:\s+(?:{_WORK}|pre-?production|prep))?"
        rf"|\bwill\s+(?:also\s+)?be\s+(?:filmed|shot)\b|\b(?:will|to)\s+(?:also\s+|soon\s+)?(?:film|shoot|lens|"
        rf"tape)\b(?!s)"
        rf"|\b(?:begins?|starts?|in|into|started|entered|enters|has begun)\s+(?:pre-?production|prep(?:ping|aration)?|"
        rf"pre-?prod)\b|\bpre-?production\b|\bprepping\b|\b{_WORK}\s+(?:is|are) (?:set|due|scheduled|slated|expected|"
        rf"planned) (?:to (?:begin|start|commence|kick off)|for)\b|\b{_WORK}\s+will (?:begin|start|commence|kick "
        rf"off)\b|"
        rf"\b(?:comes?|coming|heads?|heading|moves?|moving) to\b(?=.{{0,80}}\b(?:this|next|in|starting|beginning|"
        rf"on)\b)",
    ),
    (
        "starts",
        Event.STARTED_FILMING,
        rf"\b(?:(?:has|have|is|are|had|now|officially|just|today|finally)\s+)*(?:begins?|began|begun|beginning|starts?|"
        rf"started|starting|commences?|commenced|kicks? off|kicked off)\s+(?:{_WORK}\b(?:\s+on\b)?|(?:season|"
        rf"series)\s+\w+|(?:the\s+|its\s+)?\w+\s+(?:season|series))"
        rf"|\b(?:has|have)\s+(?:gone|just gone)\s+(?:before|in front of) the cameras?\b|\b(?:goes|went|go)\s+(?:before|"
        rf"in front of) the cameras?\b|\b{_WORK}\s+(?:has\s+|have\s+)?(?:just\s+|officially\s+)?(?:begins?|begun|began|"
        rf"starts?|started|commences?|commenced|kicks? off|kicked off|gets? under ?way|got under ?way)\b"
        rf"|\b(?:cameras?)\s+(?:roll|rolled|rolling|beg[ai]n rolling|start(?:ed)? rolling|are rolling|"
        rf"have started)\b|\bbeg[ai]ns? rolling\b",
    ),
    (
        "resumes",
        Event.RESUMED,
        rf"\b(?:(?:has|have|just)\s+)*(?:resumes?|resumed|restarts?|"
        rf"restarted)\b(?:\s+{_WORK})?|\bback in production\b",
    ),
    (
        "is filming",
        Event.FILMING,
        rf"(?=[iawhck’'])(?:\b|(?<=\w)){_GO_ON}\s+{_ADV}(?:{_FILM_ING}|before the cameras?|in front of "
        rf"the cameras?|under ?way|on set\b)\b(?!\s+(?:license|permit))|\b(?=[pfslntwc]){_WORK}\s+(?:is|are|"
        rf"continues?|goes|"
        rf"remains?)\s+{_ADV}(?:under ?way|on(?=\s)|ongoing|taking place|in progress|in full swing|rolling|happening|"
        rf"through|until|set)\b",
    ),
    (
        "in production",
        Event.FILMING,
        rf"\b(?:(?:is|are|remains?|now|currently|still|has been|have been|has gone|goes|"
        rf"went|enters?|entered)\s+{_ADV})?(?:in|into)\s+production\b|\b(?:now|currently)\s+(?:filming|shooting|"
        rf"rolling|lensing)\b",
    ),
    (
        "in studio",
        Event.FILMING,
        rf"\b(?:{_GO_ON}|stays?|remains?)\s+{_ADV}(?=(?:in|at) (?:the )?studio|on stage\b|in [A-Z][\w "
        rf"]+ \(in studio\))",
    ),
    (
        "spotted",
        Event.FILMING,
        rf"\b(?:{_GO_ON}\s+)?{_ADV}(?:been\s+)?(?:spotted|seen)\s+(?:filming\s+|"
        rf"shooting\s+)?(?=(?:at|in|on|around|near|along|outside|by)\s)",
    ),
    (
        "signs",
        Event.FILMING,
        r"\b(?:has\s+)?(?:filming\s+)?(?:signs?|notices|trucks|crews?)\s+(?:(?:were|was|are|have been|has "
        r"been|have|has|is|also)\s+)*(?:spotted|seen|posted|up|parked|sighted|found|set up|setting up)?\s*(?=(?:at|"
        r"in|on|around|near|along|"
        r"outside|by|all over)\s)",
    ),
    (
        "simple",
        Event.FILMING,
        r"(?<=[\w”\"’)–—:,-]\s)(?:films|shoots|tapes|lenses|re-?shoots)\b(?!\s+(?:rights|festival|for "
        r"sale))|(?<=[\w”\"’]\s)(?:is|are)\s+(?:in town|on location|back)(?=[\s,])|(?<=\w\s)(?:again|"
        r"still)(?=\s+(?:at|on|in|around)\s)|\b(?:has|have) (?:\w+ ){1,2}(?:days?|weeks?|nights?)(?: of (?:filming|"
        r"shooting))?(?=\s+(?:in|at|on)\s)|\b(?:is|are) (?:to|going to) be(?=\s+(?:in|at|on)\s)|\b(?:has|have) moved "
        r"(?=to\s)|(?:^|(?<=\s))(?:moves|goes) (?=to\s)|\b(?:is|are) (?=in and around\s)|(?<=[\w”\"’]\s)(?:takes|took|"
        r"is taking|ha(?:s|ve) taken) over\b|(?<=[\w”\"’]\s)(?:goes on|"
        r"continues|gets under ?way|takes place|is taking place|will take place|is to take place)\b|\b(?:stays|"
        r"remains|is back|are back|returns?|is "
        r"on location|spends (?:\w+\s){1,5}?(?:nights?|days?|weeks?))(?=\s+(?:in|at|on|to|for|under|around)\s)",
    ),
    (
        "also",
        Event.FILMING,
        r"^\W*(?:UPDATED?:?\s+|Update:?\s+|FYI:?\s+)?(?:[Aa]lso|ALSO|[Pp]lus|And also)(?=\s+(?:at"
        r"|in|on|around|near|along|outside)\s)|^\W*(?:UPDATED?|Update):?(?=\s+(?:at|in|on|around|near|along|"
        r"outside)\s)",
    ),
    (
        "begins",
        Event.STARTED_FILMING,
        r"\b(?:begins?|began|starts?|started|commences?|commenced)(?=\s+(?:(?:in|on|at|this|next)\s|"
        r"(?-i:[A-Z][a-z]{2,8})\.? \d))",
    ),
    ("will be", Event.FILMING, r"(?:\bwill|’ll|'ll) be (?:back )?(?=(?:at|in|on|around)\s)"),
    (
        "verbless",
        Event.FILMING,
        r"(?:^|(?<=[\s,]))(?:filming|shooting)(?!\s+(?:locations?|updates?|today in|"
        r"news)\b)(?=\s+(?:\w+\s+){0,3}?(?:at|in|on|around|near|along|outside|inside|by|through|until|from)\s)",
    ),
    (
        "was shot",
        Event.WRAPPED_FILMING,
        r"\b(?:was|were) (?:shot|filmed)\b(?=\s+(?:in\s+\w+\s+)?(?:between|"
        r"from)\s+(?:early |mid-? ?|late )?(?:January|February|March|April|May|June|July|August|September|October|"
        r"November|December|\d))",
    ),
    (
        "shot lately",
        Event.FILMING,
        r"\b(?:was|were) (?:shot|filmed|shooting)\b(?=.{0,120}\b(?:(?:last|this|earlier "
        r"this) (?:week|weekend|month)|yesterday)\b)|\b(?:was|were)(?=\s+(?:in|at|on)\s+[A-Z].{0,60}\b(?:last|this|"
        r"earlier this) (?:week|weekend)\b)",
    ),
    (
        "renewed",
        Event.RENEWED,
        r"\b(?:(?:has|have|is|was|been|gets?|got)\s+)*renewed\b|\b(?:gets|lands|scores|picked "
        r"up for|returns for|back for)\s+(?:a\s+)?(?:season \w+|\w+ season)\b",
    ),
    (
        "ordered",
        Event.ORDERED,
        r"\b(?:(?:has|have|is|was|been|gets?|got|receives?)\s+)*(?:(?:a\s+)?series order|"
        r"greenlit|green-?lit|green light|ordered(?: to series)?|picked up)\b",
    ),
    (
        "announced",
        Event.ANNOUNCED,
        r"\b(?:(?:has|have|is|was|were|been|just)\s+)*(?:announced|unveiled|in (?:active "
        r")?development|in the works|commissioned)\b|\bplots\b",
    ),
    (
        "released",
        Event.RELEASED,
        r"\b(?:(?:is|are|was|has|have|been|now)\s+)*(?:premieres?|premiered|airs|aired|"
        r"debuts?|debuted|opens|opened|released|out now|now streaming|hits? (?:theaters|theatres|cinemas)|in "
        r"(?:theaters|theatres|cinemas))\b",
    ),
)
_PATTERNS = tuple((name, event, re.compile(pattern, re.IGNORECASE)) for name, event, pattern in _ROWS)


def _stem_rows() -> Any:
    """The stems of every row in one automaton: a row's pattern is tried only where one of its stems is."""
    rows: dict[str, tuple[int, ...]] = {}
    for row, (name, _, _) in enumerate(_ROWS):
        for stem in STEMS[name]:
            rows[stem] = (*rows.get(stem, ()), row)
    return automaton_of(rows)


_STEMS = _stem_rows()
_NEGATED = re.compile(
    r"(?:\bnot(?:\s+(?:yet|currently|actually|be|been))?|\bno longer|\bnever|\bdenies|\bif|\bwhether|\bwhere|"
    r"\bwhen|\bwhat(?:[’']s)?|\bwho|\bno one (?:is|knows)|\bdone|\bfinished)\s+(?:\w+\s+){0,2}$|\bwhat$|"
    r"n[’']t\s+(?:(?-i:[a-z]\w*)\s+){0,2}$",  # "Isn’t It Lovely is filming" denies nothing
    re.IGNORECASE,
)
_FUTURE_BE = re.compile(r"\bwill (?:also |still |then )?be\b|’ll be\b", re.IGNORECASE)


_NEGATIONS = frozenset(
    [
        "not",
        "no",
        "never",
        "denies",
        "if",
        "whether",
        "where",
        "when",
        "what",
        "who",
        "done",
        "finished",
        "knows",
        "longer",
    ]
)


def _is_negated(before: str) -> bool:
    words = before.lower().split()[-6:]
    near = any(word in _NEGATIONS or "n't" in word or "n’t" in word or word.startswith("what") for word in words)
    return near and _NEGATED.search(before) is not None


@lru_cache(maxsize=2048)
def predicates(text: str) -> tuple[Predicate, ...]:
    """Every predicate of a clause in the order of the text; overlapping ones keep the earliest, then the first row."""
    found: list[tuple[int, int, Predicate]] = []
    rows = {row for _, rows in _STEMS.iter(text.lower()) for row in rows}
    for row in sorted(rows):
        name, event, pattern = _PATTERNS[row]
        for match in pattern.finditer(text):
            if match.end() == match.start() or _is_negated(text[max(0, match.start() - 40) : match.start()]):
                continue
            planned = _FUTURE_BE.search(match[0]) is not None
            modality = Modality.PLANNED if planned else Modality.ASSERTED
            found.append((match.start(), row, Predicate(event, modality, match.start(), match.end(), name)))
    found.sort(key=lambda item: (item[0], item[1]))
    kept: list[Predicate] = []
    for _, _, predicate in found:
        if not kept or predicate.start >= kept[-1].end:
            kept.append(predicate)
        elif predicate.start == kept[-1].start and predicate.end > kept[-1].end + 8 and kept[-1].name == "simple":
            kept[-1] = predicate
    return tuple(kept)


STATUS_WORDS: tuple[tuple[str, Event], ...] = (
    (r"cancel|shelved|abandon|scrapped|axed|rained out|dead\b|dropped", Event.CANCELLED),
    (r"on hold|hiatus|paused|suspended|halted|shut down", Event.PAUSED),
    (r"delay|postpone|pushed", Event.DELAYED),
    (r"post[\s-]?prod|^\s*post\b|editing|in post\b|vfx", Event.ENTERED_POST_PRODUCTION),
    (
        r"pre[\s-]?prod|^\s*prep|\bprep(?:aration)?\b|pre[\s-]?shoot|upcoming|scheduled|soft prep",
        Event.ENTERED_PRE_PRODUCTION,
    ),
    (r"released|aired|airing|now showing|out now|streaming|in (?:cinemas|theat)|distribut", Event.RELEASED),
    (r"wrap|completed|complete\b|finished|^\W*done\b|in the can|principal photography complete", Event.WRAPPED_FILMING),
    (
        r"develop|announced|optioned|script|in talks|planned|greenlit|green-?lit|pending|active dev|speculative|"
        r"rumou?red|casting",
        Event.ANNOUNCED,
    ),
    (r"renew", Event.RENEWED),
    (r"ordered|commission|picked up|series order", Event.ORDERED),
    (
        r"film|shoot|in production|production|principal|ongoing|rolling|active|current|photography|on location|under "
        r"?way|before the camera",
        Event.FILMING,
    ),
)
_STATUS = tuple((re.compile(pattern, re.IGNORECASE), event) for pattern, event in STATUS_WORDS)


def status_event(words: str) -> Event | None:
    """The event of a status cell or label ("Pre-production", "Now shooting", "Shelved"); None if it is no status."""
    for pattern, event in _STATUS:
        if pattern.search(words):
            return event
    return None
