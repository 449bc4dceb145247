"""How sure a statement is: denied, rumoured, speculated, planned or asserted. The first that matches wins."""

from __future__ import annotations

import re
from typing import Final

from pipeline.model import Event, Modality
from pipeline.reading.lexicon import Rule

_NOT_BEFORE: Final = re.compile(
    r"(?:\b(?:not(?! only| just)|never|no longer|yet to|without|neither|nor|no|didnt|isnt|hasnt"
    r"|wasnt|wont|doesnt|havent|arent|couldnt)\b|n['’]t\b|\bcannot\b)(?:[^.;:!?,]{0,45})$"
)
_REFUTED: Final = re.compile(
    r"\b(?:deny|denies|denied|denying|refutes?|refuted|refuting|rubbish(?:es|ed)|dismiss(?:es|ed)"
    r"|debunk(?:s|ed)?|contrary to|shut(?:s|ting)? down (?:talk|speculation|rumou?rs|reports))\b"
)
_JOINTS: Final = re.compile(
    r"\b(?:given that|after|as|when|because|before|since|once|until|where|who|and|so)\b(?! (?:well"
    r"|planned|far))|,(?= \w+ (?:has|have|is|are|will))"
)
_UNTIL_AFTER: Final = re.compile(r"^[^.;:!?]{0,60}\b(?:until|till|before)\b")
_RUMOUR: Final = re.compile(
    r"\b(?:reportedly|rumou?red|rumou?rs?|allegedly|tipped|said to|believed to|understood to"
    r"|reported to|thought to|sources? (?:close|say|says|said|claim|claims|claimed|suggest"
    r"|suggests|told|tell|tells|have|reveal|revealed|confirm)"
    r"|insiders? (?:say|said|claim|claims|told|have)|according to (?:a |an |some |the )?(?:new "
    r"|recent )?(?:reports?|sources?|insiders?|rumou?rs?)|reports (?:suggest|claim|say|state"
    r"|indicate)|a source|an insider|it['’]s said|(?:amid|despite|following|new|the|are"
    r"|were) reports? (?:that|of)|(?:a|denied|deny) reports? (?:that|of)|buzz"
    r"|individuals with knowledge|a report from|report had said|grapevine|reports out of)\b"
    r"|: reports?$|[-–—|] reports?$|^reports?:|\(report\)"
)
_GUESS: Final = re.compile(
    r"\b(?:could|can|may|might|likely|unlikely|possibly|perhaps|probably|hopeful|hopefully"
    r"|optimistic|if|whether|would like|wants to|should|maybe|considering|in talks|it seems"
    r"|mulling|hoped|fans (?:\w+ )?(?:hope|hoping|want|wish|think)|petition|plea|demand(?:s|ing"
    r"|ed)?|wonder(?:s|ing)?|hopes? for|calls? for)\b"
)
_PLAN: Final = re.compile(
    r"\b(?:will|shall|won['’]t|to|set to|due to|slated|scheduled|expected|plans?|planned|planning"
    r"|about to|going to|gearing up|aims?|ready to|prepping|preparing|soon|next week|next month"
    r"|next year|tomorrow|'ll|’ll|would|targeting|eyeing|hopes?|hoping)\b"
)
_DONE_TO: Final = re.compile(
    r"\b(?:forced|had|has|have|decided|decides|led|able|agreed|returned|continues|continued"
    r"|managed|failed|causes?|caused|took|takes|made|returns?|returned|according|due|thanks|helped"
    r"|moved|back|arrived|in order|wait|allowed|cleared|heads?|headed|travell?ed|refused"
    r"|was the first|close|opens up|seen|used|prior|in response|sells|thank you|went|goes|addition"
    r"|led) to\b"
    r"|\b(?:reacts?|reacted|reacting|responds?|responded|responding|speaks?|spoke|talks?|talked|linked|related|next|exclusive"
    r"|access|sequel|prequel|follow-up|successor|spin-?off|companion|answers?|key|comes|came"
    r"|similar|up|down|home|thanks) to\b"
    r"|\bdecisions? to\b"
    r"|\b(?:came|come|comes|coming|brought|brings|put|puts) to an? (?:end|close|halt|stop|standstill)\b"
)
_DUE: Final = re.compile(
    r"\bdue to\s+(?:\w+ly )?(?:begin|start|resume|return|restart|wrap|finish|film|shoot|commence|enter|go)\b"
)
_PAST_ARRIVAL: Final = re.compile(r"\b(?:after|since|when|as|once|while|because|that)\b[^,.;:]{0,40}$")


def modality_of(rule: Rule, low: str, clause: tuple[int, int], words: tuple[int, int]) -> Modality:
    """The modality of a phrase at ``words`` in a sentence, ``clause`` being the part of the sentence it stands in."""
    before = low[clause[0] : words[0]]
    near = _JOINTS.split(before)[-1]
    inside = low[words[0] : words[1]]
    after = low[words[1] : clause[1]]
    if _denied(rule, before, near, inside, after):
        return Modality.DENIED
    if _RUMOUR.search(low) and not _REFUTED.search(low):
        return Modality.RUMOURED
    verb = f"{near[-60:]} {inside}"
    if _GUESS.search(verb):
        return Modality.SPECULATED
    if rule.fixed or rule.modality is not Modality.ASSERTED:
        return rule.modality
    ahead = near[-60:] if rule.event is Event.DELAYED else f"{near[-60:]} {inside}"
    return Modality.PLANNED if _planned(ahead) else Modality.ASSERTED


def _denied(rule: Rule, before: str, near: str, inside: str, after: str) -> bool:
    if rule.event is Event.CANCELLED and re.search(r"\bnot\b|n['’]t|missing|fail", inside):
        return False
    inner = inside.rsplit(" ", 1)[0] if " " in inside else ""
    if rule.event is Event.RESHOOTS and re.match(r"\s*(?:won['’]t|will not|are not|aren['’]t)\b", after):
        return True
    if re.search(r"\bif\b", near):
        return False
    found = (
        _REFUTED.search(before.rsplit(", ", 1)[-1])
        or _NOT_BEFORE.search(f"{near[-70:]} ")
        or re.search(r"\b(?:yet to|not|never)\b|n['’]t\b", inner)
        or re.match(r"no\b|won['’]t|not\b|n['’]t", inside)
    )
    if not found:
        return False
    return not (rule.event in (Event.RELEASE_DATE_SET, Event.RELEASED) and _UNTIL_AFTER.search(after))


def _planned(verb: str) -> bool:
    """A plan, unless "to" belongs to something that was done ("was forced to halt")."""
    if _DUE.search(verb):
        return True
    cleared = _DONE_TO.sub(" ", verb)
    plans = list(_PLAN.finditer(cleared))
    if not plans:
        return False
    between = cleared[plans[-1].end() :]
    return not re.search(
        r"\b(?:has|have|had|was|were|began|started|is|are)\b(?! (?:set|due|slated|scheduled|expected"
        r"|to|going|planning|about|likely))",
        between,
    )
