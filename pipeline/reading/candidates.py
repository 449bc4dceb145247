"""What in a sentence may be the title of a production.

A sentence becomes a row of ``Node``: words, marks of punctuation, seasons, and names. A name is a stretch that is set
apart by quotation marks or italics, that the title index knows, or that is capitalised. Names of people, companies and
places are told apart by lists and by the words around them. Nothing is decided here about events.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pipeline.reading.lexicon import lexicon_words, names, verb_words
from pipeline.reading.markup import Mark
from pipeline.reading.seasons import SeasonWords, seasons_in
from pipeline.reading.sentences import Sentence
from pipeline.reading.titles import TitleIndex, comparison_form, comparison_words, fold_word

# how sure we are that a name is a title
RUN: Final = 1
"""A capitalised stretch and nothing more."""
KNOWN_WORD: Final = 2
"""A single common word that is also a known title."""
MARKED: Final = 3
"""Set apart by quotation marks."""
CUED: Final = 4
"""Known, in italics, beside a season, after "the series", or told elsewhere on the page to be a title."""

_LISTS: Final = names()
_TOKEN: Final = re.compile(r"[A-Z]\.(?=\s[A-Z][a-z])|(?:Mr|Mrs|Ms|Dr|St|Jr|Sr|vs|Vs|Vol|No)\.|[^\W_]+(?:(?:['’.&$+/-]|['’]-)[^\W_]+)*(?:['’](?=[\s,.;:!?)]|$))?(?:\+(?!\w)|(?<=[A-Z]\.[A-Z])\.|(?<=\.[A-Z])\.)?|[^\w\s]|_")
_QUOTES: Final = {"‘": "’", "“": "”", '"': '"', "'": "'"}
_LONG_WORD: Final = re.compile(r"[A-Za-zÀ-ÿ]{4,}")
_OPENING: Final = re.compile("[‘“\"']")
_CONNECTORS: Final = frozenset(
    ("of", "the", "and", "&", "in", "a", "an", "on", "for", "with", "from", "de", "la", "le", "du", "ke", "ki", "ka",
     "aur", "hai", "se", "mein", "vs", "vs.", "no", "to", "or", "&amp;", "–", ":", "meets", "into", "la", "el", "der")
)  # fmt: skip
_SUFFIX_NUMBER: Final = re.compile(r"^(?:\d{1,4}|[IVX]{1,5})(?:['’]s)?$")
_INITIAL_STOP: Final = frozenset(
    ["a", "an", "the", "this", "that", "these", "those", "it", "its", "he", "she", "they", "we", "i", "you", "his", "her", "their", "our", "my", "your", "in", "on", "at", "by", "for", "from", "with", "of", "to", "as", "and", "but", "or", "nor", "so", "yet", "if", "when", "while", "where", "why", "how", "what", "who", "which", "whose", "after", "before", "since", "until", "during", "despite", "although", "though", "because", "both", "all", "each", "every", "some", "many", "most", "several", "other", "another", "more", "no", "not", "now", "then", "there", "here", "also", "just", "only", "even", "still", "already", "according", "speaking", "talking", "following", "meanwhile", "however", "nonetheless", "earlier", "later", "last", "next", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "new", "read", "watch", "exclusive", "breaking", "report", "reports", "pictured", "update", "updated", "video", "photos", "season", "series", "filming", "production", "shooting", "principal", "work", "fans", "sources", "actor", "actress", "director", "filmmaker", "producer", "based", "directed", "starring", "created", "written", "image", "caption", "is", "are", "was", "were", "will", "has", "have", "had", "can", "could", "may", "might", "should", "would", "do", "does", "did", "don't", "won't", "can't", "isn't", "didn't", "it's", "that's", "he's", "she's", "they're", "we're", "i'm", "i've", "let's", "maybe", "perhaps", "yes", "ok", "well", "today", "tomorrow", "yesterday", "thanks", "like", "over", "under", "about", "amid", "up", "out", "big", "hollywood", "bollywood", "hello", "back", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "one", "once", "again", "apart", "despite", "instead", "rather", "soon", "part", "episode", "chapter", "volume", "release", "premiere", "trailer", "related", "stories", "release:", "recently", "although", "plus", "original", "popular", "longtime", "veteran", "former", "late", "early", "mid", "currently", "previously", "officially", "finally", "every", "upcoming", "original", "animated"]
)
_BREAKERS: Final = frozenset(
    ["at", "by", "as", "after", "amid", "due", "is", "are", "will", "gets", "get", "has", "have", "had", "over", "until", "before", "despite", "because", "was", "were", "be", "been", "being", "says", "say", "said", "reveals", "reveal", "confirms", "confirm", "announces", "announce", "announced", "shares", "share", "teases", "tease", "gives", "give", "sets", "set", "adds", "add", "joins", "join", "hints", "hint", "drops", "drop", "lands", "land", "talks", "talk", "wants", "want", "explains", "explain", "recalls", "recall", "begins", "begin", "starts", "start", "wraps", "wrap", "halts", "halt", "resumes", "resume", "delays", "delayed", "postponed", "cancelled", "canceled", "cancels", "renewed", "renews", "returns", "return", "returning", "premieres", "premiere", "debuts", "filming", "shooting", "production", "shoot", "release", "releases", "released", "season", "series", "sequel", "prequel", "reboot", "spin-off", "spinoff", "remake", "revival", "adaptation", "trailer", "teaser", "poster", "cast", "star", "stars", "fans", "could", "may", "might", "should", "would", "can", "here", "this", "that", "who", "what", "why", "when", "how", "not", "won't", "isn't", "still", "now", "officially", "finally", "reportedly", "orders", "order", "ordered", "picks", "picked", "pushed", "moved", "moves", "returning", "coming", "comes", "starring", "directed", "episode", "episodes", "show", "movie", "film", "movies", "films", "tv", "live-action", "video", "watch", "exclusive", "first", "look", "new", "his", "her", "their", "its", "it's", "he", "she", "they", "including", "which", "about", "if", "whether", "during", "through", "back", "up", "out", "off", "down", "than", "only", "just", "also", "according", "to:", "developing", "developed", "bringing", "considering", "getting", "likely", "set", "works", "writer", "director", "creator", "showrunner", "boss", "producer", "actor", "actress", "host", "ahead", "following", "thanks", "makes", "made", "making", "takes", "shuts", "shut", "hits", "under", "without"]
)


_NEVER: Final = frozenset(("principal", "filming", "production", "shooting", "exclusive", "i", "covid", "covid-19", "multiple", "suspended", "halted", "shot", "filmed", "directed", "hes", "shes", "theyre", "weve", "reshoots", "pre-production", "post-production", "blu-ray", "dvd"))
HEADLINE_VERBS: Final = _BREAKERS - frozenset("at by as after due over until before despite this that who what why when how still now season series film movie up out back off down than to his her its new show first look here star live-action tv cast my it he she they".split())


_COMPANY_ENDS: Final = frozenset("telefilms studios pictures films productions entertainment media network networks group inc ltd television broadcasting corporation channel animation".split())
_EVENT_ENDS: Final = frozenset("awards award festival tour concert olympics oscars emmys grammys cinemas theatres theaters museum university".split())
_LONE: Final = frozenset("stage interview profile review opinion analysis podcast recap preview obituary explainer editorial column letter quiz exclusive spoiler spoilers rumor rumour throwback flashback happy birthday update poll american british indian australian canadian french german spanish italian japanese korean english irish scottish kannada marathi bengali punjabi malayalam bhojpuri tamil-telugu chinese audiences pic-turned service shows anime got rumored rumoured songs trailer teaser poster new limited animated live-action untitled scripted upcoming original not netflix covid stop work will may season bonus special breaking exclusive cast crew everything everyone nobody hopes fans following ott tv movie film web series hindi tamil telugu".split())
_SHOUTED_STOPS: Final = _BREAKERS | frozenset("looks look ending ends ended produce develop bringing brings got rumored rumoured reported tops top leads lead hits hit takes plans plan eyes sues slams calls asks becomes turns adapting adapts headed inks signs boards scores nabs grabs taps casts opens opening landing arrives arriving halting wrapping beginning starting kicks officially eyeing mulls moving heads heading wins less more than cut almost doesn't don't team crew makers date expect involve postpones cancels axes".split())


@dataclass(slots=True)
class Node:
    """One item of a sentence. ``kind``: word, punct, season, title, person, company, place."""

    kind: str
    start: int
    end: int
    low: str
    name: str = ""
    strength: int = 0
    season: SeasonWords | None = None
    possessive: bool = False
    comma: bool = False

    @property
    def number(self) -> int | None:
        """The season beside the title, or of the season words."""
        return self.season.number if self.season else None


@dataclass(frozen=True, slots=True)
class Hints:
    """What the rest of the page says: titles found there, by comparison form."""

    titles: dict[str, str]
    longest: int = 8
    people: frozenset[str] = frozenset()
    firsts: frozenset[str] = frozenset()


def nodes_of(sentence: Sentence, raw: list[Node], known: TitleIndex | None, hints: Hints) -> list[Node]:
    """The row of nodes of a sentence, from its ``raw_nodes`` and from what the page and the index know."""
    return _named(sentence, raw, known, hints)


def raw_nodes(sentence: Sentence, marks: list[Mark]) -> list[Node]:
    """Words, punctuation, seasons and what typography sets apart. ``marks`` are in the sentence's own offsets."""
    text, low = sentence.text, sentence.low
    claimed = list(_typographic(sentence, marks))
    seasons = [s for s in seasons_in(low) if _holder(s.start, claimed) is None]
    nodes: list[Node] = []
    for token in _TOKEN.finditer(text):
        start, end = token.span()
        if claimed and (holder := _holder(start, claimed)) is not None:
            if not nodes or nodes[-1] is not holder:
                nodes.append(holder)
            continue
        if seasons and (words := _season_at(start, seasons)) is not None:
            if not nodes or nodes[-1].season is not words:
                nodes.append(Node("season", words.start, words.end, low[words.start : words.end], season=words))
            continue
        nodes.append(Node("word" if text[start].isalnum() else "punct", start, end, low[start:end]))
    return nodes


def _season_at(position: int, seasons: list[SeasonWords]) -> SeasonWords | None:
    return next((s for s in seasons if s.start <= position < s.end), None)


def _holder(position: int, claimed: list[Node]) -> Node | None:
    return next((node for node in claimed if node.start <= position < node.end), None)


# ---- typography ------------------------------------------------------------------------------------------------------


def _typographic(sentence: Sentence, marks: list[Mark]) -> Iterator[Node]:
    """Names set apart by quotation marks, italics or a link."""
    taken: list[tuple[int, int]] = []
    for mark in marks:
        if mark.kind in ("emphasis", "link", "quote") and mark.end - mark.start <= 90:
            text = sentence.text[mark.start : mark.end].strip(" ,.;\"'“”‘’")
            cited = mark.kind == "emphasis" or bool(mark.href and re.search(r"imdb\.com/title|/title/|wikipedia\.org|rottentomatoes|thetvdb|themoviedb", mark.href))
            strength = CUED if cited else MARKED
            if _titlelike(text) and (mark.kind != "link" or _link_title(text)):
                taken.append((mark.start, mark.end))
                yield _marked(sentence, mark.start, mark.end, text, strength)
    for start, end in _quoted(sentence.text):
        if any(low < end and start < high for low, high in taken):
            continue
        text = sentence.text[start + 1 : end - 1].strip(" ,.")
        if _titlelike(text):
            yield _marked(sentence, start, end, text, MARKED)


def _marked(sentence: Sentence, start: int, end: int, text: str, strength: int) -> Node:
    name, season = _without_season(text)
    possessive = sentence.low[end : end + 2] in ("'s", "’s")
    comma = sentence.text[max(start, end - 2) : end].find(",") >= 0
    return Node("title", start, end, text.lower(), name, strength, season, possessive, comma)


def _link_title(text: str) -> bool:
    """A link's words are a title only if they look like nothing else."""
    if text.split()[0].lower() in _LISTS["calendar"] and any(c.isdigit() for c in text):
        return False
    return len(text.split()) <= 6 and text.lower() not in _LISTS["outlets"] and not re.search(r"\b(?:report|told|said)", text.lower())


def _quoted(text: str) -> Iterator[tuple[int, int]]:
    """Quotations of at most 80 characters, the marks included. A single quote inside a word is an apostrophe."""
    position = 0
    for match in _OPENING.finditer(text):
        start = match.start()
        if start < position or start and text[start - 1].isalnum():
            continue
        end = _closing(text, start, _QUOTES[match.group()])
        if end >= 0:
            yield start, end + 1
            position = end + 1


def _closing(text: str, position: int, close: str) -> int:
    limit = min(len(text), position + 82)
    end = text.find(close, position + 1, limit)
    while end >= 0:
        following = text[end + 1 : end + 2]
        if not following.isalnum() or close in "”\"":
            return end
        end = text.find(close, end + 1, limit)
    return -1


def _titlelike(text: str) -> bool:
    """Is a quotation a name? Capitalised throughout, short, and no sentence."""
    words = text.split()
    if len(words) == 1 and (words[0].lower() in _INITIAL_STOP or words[0].lower().endswith("ly")):
        return False
    if not words or len(words) > 11 or not (text[0].isupper() or text[0].isdigit() or text[0] == "#"):
        return False
    if (len(words) > 1 and text[-1] in ".…") or text.lower() in _LISTS["outlets"] | _LISTS["calendar"]:
        return False
    content = [w for w in words if w.lower().strip(",:;!?") not in _CONNECTORS]
    return bool(content) and sum(w[0].isupper() or not w[0].isalpha() for w in content) >= max(1, len(content) - (len(content) > 4))


def _without_season(text: str) -> tuple[str, SeasonWords | None]:
    """"Grey Harbour: Season 2" is the title and the season."""
    found = list(seasons_in(text.lower()))
    if found and found[-1].end >= len(text.rstrip(" .!)")) and found[-1].start > 1:
        return text[: found[-1].start].rstrip(" :,-–—("), found[-1]
    return text, None


# ---- capitalised names -----------------------------------------------------------------------------------------------


def _named(sentence: Sentence, nodes: list[Node], known: TitleIndex | None, hints: Hints) -> list[Node]:
    """Join capitalised words to names."""
    spans = dict(_known_spans(sentence, nodes, known, hints))
    shouting = title_case(sentence)
    result: list[Node] = []
    position = 0
    while position < len(nodes):
        node = nodes[position]
        first = sentence.text[node.start]
        if node.kind != "word" or not (first.isupper() or first.isdigit()):
            result.append(node)
            position += 1
            continue
        if position in spans:
            end, strength = spans[position]
            result.append(_join(sentence, nodes[position:end], "title", strength))
            position = end
            continue
        end = _run(sentence, nodes, position, shouting, spans)
        if end > position:
            result.extend(_known_people(_classified(sentence, nodes, position, end), hints))
            position = end
            continue
        result.append(node)
        position += 1
    return result


def _known_people(found: Iterator[Node], hints: Hints) -> Iterator[Node]:
    """Names that the rest of the page shows to be people's."""
    for node in found:
        if node.kind == "title" and hints.people and comparison_form(node.name) in hints.people:
            node.kind = "person"
        yield node


def title_case(sentence: Sentence) -> bool:
    """Is the sentence a headline in which nearly every word begins with a capital?"""
    if sentence.shouting is None:
        words = _LONG_WORD.findall(sentence.text)
        capitals = sum(w[0].isupper() for w in words)
        sentence.shouting = len(words) >= 3 and capitals >= 0.72 * len(words) or len(words) == 2 == capitals
    return sentence.shouting


def _known_spans(
    sentence: Sentence, nodes: list[Node], known: TitleIndex | None, hints: Hints
) -> Iterator[tuple[int, tuple[int, int]]]:
    """Where titles of the page or of the index stand: first node → (one past the last, strength)."""
    taken = -1
    shouting = title_case(sentence)
    for position, node in enumerate(nodes):
        if position < taken or node.kind != "word" or not hints.titles:
            continue
        if not _opens_a_title(node, hints) or not (sentence.text[node.start].isupper() or sentence.text[node.start].isdigit()):
            continue
        for end in range(min(len(nodes), position + hints.longest * 2), position, -1):
            form = comparison_form(_bare(sentence.text[node.start : nodes[end - 1].end])) if hints.titles else ""
            if nodes[end - 1].kind == "word" and form in hints.titles:
                if not shouting and end - position == 1 and _leads_name(sentence, nodes, end):
                    break
                if _goes_on(sentence, nodes, end) or end - position == 1 and not shouting and _follows_name(sentence, nodes, position):
                    break
                end += _numbered(sentence, nodes, end)
                taken = end
                yield position, (end, CUED)
                break
    if known is None or not len(known):
        return
    yield from _index_spans(sentence, nodes, known)


def _opens_a_title(node: Node, hints: Hints) -> bool:
    """Is a word the first of some title of the page?"""
    words = comparison_words(node.low)
    return bool(words) and (words[0] in hints.firsts or fold_word(_bare(node.low)) in hints.firsts)


def _leads_name(sentence: Sentence, nodes: list[Node], end: int) -> bool:
    """"Vikram Bhatt" does not speak of "Vikram"."""
    if end >= len(nodes) or not _is_cap(sentence, nodes[end]) or nodes[end - 1].low.endswith(("'s", "’s")):
        return False
    return nodes[end].low not in _INITIAL_STOP and not _listed(nodes[end].low) and nodes[end].low not in _LISTS["type_words"]


def _follows_name(sentence: Sentence, nodes: list[Node], position: int) -> bool:
    """"Han Solo" does not speak of "Solo"."""
    if position < 2:
        return False
    before = nodes[position - 1]
    return _is_cap(sentence, before) and not before.low.endswith(("'s", "’s")) and before.low not in _INITIAL_STOP and not _listed(before.low) and before.low not in _LISTS["type_words"]


def _goes_on(sentence: Sentence, nodes: list[Node], end: int) -> bool:
    """"Star Wars" in "Star Wars: Underworld" is only the beginning of a title."""
    if end + 1 >= len(nodes) or nodes[end].low != ":" or sentence.text[nodes[end - 1].end] != ":":
        return False
    return _is_cap(sentence, nodes[end + 1]) and not (end < 9 and sentence.headline and nodes[end + 1].low in _INITIAL_STOP | _LISTS["companies"])


def _numbered(sentence: Sentence, nodes: list[Node], end: int) -> int:
    """"Scream 5": a number right after a title belongs to it."""
    if end < len(nodes) and re.fullmatch(r"\d{1,2}|[IVX]{2,4}", _bare(sentence.text[nodes[end].start : nodes[end].end])):
        return int(end + 1 >= len(nodes) or nodes[end + 1].low not in ("million", "%", "episodes", "years", "days", "weeks"))
    return 0


def _index_spans(sentence: Sentence, nodes: list[Node], known: TitleIndex) -> Iterator[tuple[int, tuple[int, int]]]:
    pieces = [
        (position, match.group())
        for position, node in enumerate(nodes)
        if node.kind == "word" or node.low == "&"
        for match in re.finditer(r"[^\W_]+(?:['’][^\W_]+)*|&", sentence.text[node.start : node.end])
    ]
    words = [word for _, word in pieces]
    for first, last in known.find(words):
        start, end = pieces[first][0], pieces[last - 1][0] + 1
        single = last - first == 1
        if single and (words[first].lower() in _INITIAL_STOP or words[first].isdigit() or _listed(words[first].lower())):
            continue
        yield start, (end, KNOWN_WORD if single else CUED)


def _listed(low: str) -> bool:
    lists = _LISTS
    return low in lists["companies"] or low in lists["outlets"] or low in lists["places"] or low in lists["calendar"]


def _bare(text: str) -> str:
    return re.sub(r"['’]s$|['’]$", "", text)


_MADE_BY: Final = re.compile(r"-(?:centered|centred|led|helmed|starrer|starring|directed|created|based|set|produced|fronted|style|era|esque|penned|hosted|backed|owned)$")


def _is_cap(sentence: Sentence, node: Node) -> bool:
    first = sentence.text[node.start]
    if "-" in node.low and _MADE_BY.search(node.low):
        return False
    return node.kind == "word" and (first.isupper() or (first.isdigit() and any(c.isupper() for c in sentence.text[node.start : node.end])))


def _run(sentence: Sentence, nodes: list[Node], position: int, shouting: bool, spans: dict[int, tuple[int, int]]) -> int:
    """One past the last node of the capitalised stretch that begins here; the position itself if none does."""
    node = nodes[position]
    number = (
        node.kind == "word" and node.low.isdigit() and position + 1 < len(nodes) and _is_cap(sentence, nodes[position + 1])
        and nodes[position + 1].low not in _LISTS["calendar"] and nodes[position + 1].low not in ("season", "series", "schedule")
    )  # fmt: skip
    if not _is_cap(sentence, node) and not number:
        return position
    if not _may_begin(sentence, nodes, position, shouting):
        return position
    end = position + 1
    while end < len(nodes) and end not in spans and end - position < 16:
        step = _extends(sentence, nodes, end, shouting)
        if not step or _possessor(sentence, nodes, position, end):
            break
        end += step
    return end


def _possessor(sentence: Sentence, nodes: list[Node], position: int, end: int) -> bool:
    """"Kamal Haasan's | Vikram": the possessive of a person or a company ends a name."""
    last = nodes[end - 1]
    if not last.low.endswith(("'s", "’s", "s'", "s’")):
        return False
    owner = _bare(sentence.text[nodes[position].start : last.end]).lower()
    words = owner.split()
    if _listed(owner) or owner in ("marvel", "disney", "netflix"):
        return True
    return len(words) in (2, 3) and words[0] not in ("the", "a", "my") and not any(w in _CONNECTORS for w in words)


def _may_begin(sentence: Sentence, nodes: list[Node], position: int, shouting: bool) -> bool:
    node = nodes[position]
    if node.low in _LISTS["calendar"] and node.low not in ("friday", "wednesday", "summer", "winter", "halloween", "christmas"):
        return False
    if shouting and _stops(node.low) and not _star_wars(nodes, position):
        return False
    starts = position == 0 or nodes[position - 1].low in (".", ":", "“", "‘", '"', "?", "!", "|", "–", "—", "[", "]")
    if node.low in _NEVER:
        return False
    if node.low in ("the", "a", "an", "my", "our"):
        return position + 1 < len(nodes) and _is_cap(sentence, nodes[position + 1])
    if starts and not shouting and re.match(r"[a-z]{2,}(?:ing|ly)$", node.low) and not (position + 1 < len(nodes) and (_is_cap(sentence, nodes[position + 1]) or nodes[position + 1].kind == "season")):
        return False
    if re.search(r"['’](?:ve|re|ll|m|d)$|n['’]t$|^(?:here|there|that|it|he|she|who|what|let)['’]s$", node.low):
        return False
    loud = sentence.text[node.start : node.end].isupper() and position + 1 < len(nodes) and sentence.text[nodes[position + 1].start : nodes[position + 1].end].isupper() and len(nodes[position + 1].low) > 2
    return not (node.low in _INITIAL_STOP and (starts or shouting) and not (loud and not sentence.text.isupper()))


def _stops(low: str) -> bool:
    """In a headline of capitals: a word that no title is made of, or the verb that the headline is about."""
    return low in _SHOUTED_STOPS or low in verb_words()


def _star_wars(nodes: list[Node], position: int) -> bool:
    return nodes[position].low == "star" and position + 1 < len(nodes) and nodes[position + 1].low in ("wars", "trek")


def _extends(sentence: Sentence, nodes: list[Node], end: int, shouting: bool) -> int:
    """How many nodes a name goes on by: 1 for a capital, more for "of the X", 0 where it ends."""
    node = nodes[end]
    text = sentence.text
    gap = text[nodes[end - 1].end : node.start]
    if "\n" in gap or len(gap) > 2:
        return 0
    if _is_cap(sentence, node) or (node.kind == "word" and _SUFFIX_NUMBER.match(text[node.start : node.end])):
        return 0 if shouting and _stops(node.low) and not _star_wars(nodes, end) else 1
    if node.low in (":", "!", "'", "’") and end + 1 < len(nodes):
        tight = text[nodes[end - 1].end : node.start] == ""
        if node.low == ":" and tight and _subtitle(sentence, nodes, end) and nodes[end + 1].low not in _INITIAL_STOP - {"the", "a", "first"}:
            return 2
        return 0
    if node.low not in _CONNECTORS:
        return 0
    return _past_connectors(sentence, nodes, end, shouting)


_STOPPERS: Final = frozenset("is are was were will has have had gets to by at as after starts begins wraps returns been with".split())


def _subtitle(sentence: Sentence, nodes: list[Node], colon: int) -> bool:
    """Does a colon lead to the second half of a title, or to what a headline says of it?"""
    after = nodes[colon + 1]
    if not _is_cap(sentence, after) or after.low in _LISTS["first_names"] | _LISTS["companies"] | _LISTS["type_words"]:
        return False
    if after.low in ("the", "a", "an") and (colon + 2 >= len(nodes) or not _is_cap(sentence, nodes[colon + 2])):
        return False
    if colon + 2 < len(nodes) and nodes[colon + 2].kind == "word" and not _is_cap(sentence, nodes[colon + 2]) and nodes[colon + 2].low not in _CONNECTORS and not title_case(sentence) and nodes[colon + 2].low not in _STOPPERS:
        return False
    return not (sentence.headline and nodes[colon - 1].low.isdigit())


def _past_connectors(sentence: Sentence, nodes: list[Node], end: int, shouting: bool) -> int:
    after = end
    while after < len(nodes) and after - end < 3 and nodes[after].low in _CONNECTORS and not _is_cap(sentence, nodes[after]):
        after += 1
    if after >= len(nodes) or not _is_cap(sentence, nodes[after]):
        return 0
    words = [nodes[i].low for i in range(end, after)]
    if nodes[after].low in _LISTS["calendar"] and words[-1] in ("in", "on", "for", "from", "to", "until"):
        return 0
    if shouting and nodes[after].low in _BREAKERS | _INITIAL_STOP - {"the", "a"}:
        return 0
    low = nodes[after].low
    if words[0] in ("in", "on", "at", "from") and (low in _LISTS["places"] or low in ("us", "u.s.", "uk", "u.k.")):
        return 0
    if words[-1] in ("in", "on", "for", "from", "with", "to", "no", "or", "into") and (_listed(low) or words != ["in", "the"]):
        if words[-1] == "the" or (words == ["in"] and not _listed(low)) or (words == ["for"] and shouting is False):
            return after - end + 1 if words[0] in ("in",) and not _listed(low) and not shouting else 0
        return 0
    return after - end + 1


def _join(sentence: Sentence, nodes: list[Node], kind: str, strength: int) -> Node:
    start, end = nodes[0].start, nodes[-1].end
    printed = sentence.text[start:end]
    bare = _bare(printed)
    return Node(kind, start, end, bare.lower(), bare, strength, None, bare != printed)


def _classified(sentence: Sentence, nodes: list[Node], start: int, end: int) -> Iterator[Node]:
    """A capitalised stretch as a title, a person, a company or a place; lists "A and B" fall apart."""
    for first, last in _halves(nodes, start, end, _PAIRED.search(sentence.low) is not None):
        node = _join(sentence, nodes[first:last], "title", RUN)
        node.kind = _kind(sentence, nodes, first, last, node)
        yield node
        if last < end:
            yield nodes[last]


def _halves(nodes: list[Node], start: int, end: int, paired: bool) -> Iterator[tuple[int, int]]:
    """Where "and" joins two names and what follows speaks of several."""
    joints = [
        i for i in range(start + 1, end - 1) if nodes[i].low == "and" and nodes[i + 1].low not in ("the", "a", "an")
    ]
    people = any(nodes[i].low == "and" and nodes[i + 1].low in _LISTS["first_names"] or nodes[i].low == "and" and nodes[start].low in _LISTS["first_names"] for i in joints)
    if joints and (people or paired or _plural(nodes, end)):
        first = start
        for joint in joints:
            yield first, joint
            first = joint + 1
        yield first, end
        return
    yield start, end


def _plural(nodes: list[Node], end: int) -> bool:
    follow = [node.low for node in nodes[end : end + 3]]
    return bool(follow) and (follow[0] in ("have", "are", "were", "will", "to", "resume", "return", "delayed", "postponed", "renewed", "cancelled", "canceled", "both", "all", ",", "begin", "start", "get") )


_PAIRED: Final = re.compile(r"\bback[ -]to[ -]back\b|\boverlap|\bsimultaneously\b|\brespectively\b|\bboth\b")


def _verb_after(nodes: list[Node], index: int) -> str:
    """The word after a name, past an adverb or an auxiliary: "Mara Voss once said"."""
    while index < len(nodes) and nodes[index].low in ("once", "also", "recently", "previously", "just", "has", "had", "later", "then", "reportedly", "since"):
        index += 1
    return nodes[index].low if index < len(nodes) else ""


def _is_person_name(sentence: Sentence, nodes: list[Node], index: int) -> bool:
    """Does the name that ends at a node begin with a person's first name?"""
    start = index
    while start > 0 and _is_cap(sentence, nodes[start - 1]) and index - start < 2:
        start -= 1
    return start < index and nodes[start].low in _LISTS["first_names"]


def _kind(sentence: Sentence, nodes: list[Node], first: int, last: int, node: Node) -> str:
    lists = _LISTS
    low = node.low
    if low in lists["companies"] or low in lists["outlets"] or low.removeprefix("the ") in lists["companies"]:
        return "company"
    if re.fullmatch(r"(?:[a-z]\.)+[a-z]?", low) or last < len(nodes) and _MADE_BY.search(nodes[last].low):
        return "person"
    beside = nodes[last].kind == "season" if last < len(nodes) else False
    if beside:
        return "title"
    if low in lists["places"] or low in lists["calendar"]:
        return "place"
    words = low.split()
    lone = [w for w in words if w not in _CONNECTORS]
    if all(_listed(w) for w in lone) or words[-1] in _EVENT_ENDS:
        return "company"
    if lone and all(w in lists["generic"] or w in lists["type_words"] or w in _LONE or w in lists["people"] for w in lone):
        return "word"
    if words[-1] in _COMPANY_ENDS and len(words) > 1:
        return "company"
    if last - first == 1 and (low in _LONE or low in _INITIAL_STOP or low in lexicon_words()):
        return "word"
    before = nodes[first - 1].low if first else ""
    after = _verb_after(nodes, last)
    if words and words[0] in lists["roles"] and len(words) > 1 and words[0] in ("mr", "mrs", "ms", "dr", "sir", "dame"):
        return "person"
    if 2 <= len(words) <= 4 and words[0] in lists["first_names"] and not any(w in _CONNECTORS - {"de", "la"} for w in words):
        return "person"
    if before in ("play", "plays", "playing", "portray", "portrays", "portraying"):
        return "person"
    if len(words) <= 3 and words[0] != "the" and before in (",", "and", "&", "starring") and any(n.low == "starring" for n in nodes[max(0, first - 14) : first]):
        return "person"
    if before == "by" and first > 1 and len(words) <= 3 and nodes[first - 2].low in ("directed", "helmed", "written", "produced", "created", "penned", "directorial", "played", "movie", "film"):
        return "person"
    if before in ("and", ",", "&") and first > 1 and len(words) in (2, 3) and words[0] != "the" and _is_person_name(sentence, nodes, first - 2):
        return "person"
    if len(words) <= 3 and (before in lists["roles"] and before not in ("with", "by", "stars")) and words[0] != "the":
        return "person"
    if len(words) <= 3 and words[0] != "the" and after in lists["person_verbs"] and (len(words) > 1 or after != "stars"):
        return "person"
    return "title"
