"""What is never stored: e-mail addresses, telephone numbers and the handles of people who sent a tip.

Applied to a page before it is kept and to a report before it is stored. Names in running text stay: who said what is
what the evidence is about. Of the names in the cells of listings ``contacts`` knows.
"""

from __future__ import annotations

import re
from functools import lru_cache

_EMAIL = (
    r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}(?:@|\s?[\[(]at[\])]\s?|&#0?64;|&commat;)"
    r"(?:[A-Za-z0-9-]{1,63}(?:\.|\s?[\[(]dot[\])]\s?)){1,5}[A-Za-z]{2,24}"
)
_PHONE = r"(?<![\w/.+-])(?:\+\d{1,3}[ .-]?)?(?:\(\d{2,4}\)[ .-]?|\d{3}[ .-])\d{3,4}[ .-]\d{4}(?![\w/-])"
_ABROAD = r"(?<![\w/.])\+\d{1,3}(?:[ .-]?\(?\d{1,4}\)?){2,5}(?![\w/-])"
_NATIONAL = (
    r"(?<![\w/.+=\"'-])(?:(?:\(0\d{2,4}\)|0\d{2,4})[ .-]\d{3,4}[ .-]?\d{3,4}|0[1-9]\d{8,9}|0\d(?:[ .]\d\d){4}|"
    r"0\d{1,2}-\d{2,3} \d\d \d\d|0\d{2,4}/\d{6,8}|00[1-9]\d{9,12})"
    r"(?![\w/-])|(?<=tel:)\+?[\d().%-]{6,20}|(?<=[Tt]el )\d{3}[ .-]\d{4}(?![\w/-])"
)
_RULES = (
    "media|import|font-face|keyframes|charset|supports|page|layer|container|property|namespace|"  # of style sheets
    "type|context|graph|id|param|return|see"  # of structured data and of scripts
)
_HANDLE = rf"""(?<![\w"'/.@=:\\-])@(?!(?:{_RULES}|-)\b)[A-Za-z_]\w{{1,30}}"""
_SIGNS = (
    (r"@|[\[(]at[\])]|&#0?64;|&commat;", _EMAIL),
    (r"\d[ .-]\d{4}(?![\w/-])", _PHONE),
    (r"\+\d", _ABROAD),
    (
        r"0\d{2,4}\)?[ .-]\d{3}|0[1-9]\d{8}|0\d[ .]\d\d[ .]\d\d|tel:|"
        r"0\d{1,2}-\d{2,3} \d\d |0\d{2,4}/\d{6}|00[1-9]\d{9}|[Tt]el \d",
        _NATIONAL,
    ),
    (r"@", _HANDLE),
)
"""What must stand in a text that a pattern can match, and is found far more quickly than a match."""
_ANY = re.compile(r"[@\[&+]|\(at[\])]|\d\d|tel:")
"""What every sign has: most texts are titles and have none of it."""
_SIGNS_OF_TEXT = tuple(re.compile(sign) for sign, _ in _SIGNS)
_SIGNS_OF_BYTES = tuple(re.compile(sign.encode("ascii")) for sign, _ in _SIGNS)


@lru_cache(maxsize=16)
def _patterns(signs: tuple[bool, ...]) -> tuple[re.Pattern[str], re.Pattern[bytes]]:
    """What can match where these signs were found."""
    pattern = "|".join(pattern for found, (_, pattern) in zip(signs, _SIGNS, strict=True) if found)
    return re.compile(pattern), re.compile(pattern.encode("ascii"))


def scrub(text: str) -> str:
    """The text without addresses, numbers and handles; "[…]" stands where one was."""
    if not _ANY.search(text):
        return text
    signs = tuple(sign.search(text) is not None for sign in _SIGNS_OF_TEXT)
    return _patterns(signs)[0].sub("[…]", text) if any(signs) else text


def scrub_bytes(body: bytes) -> bytes:
    """The same for the bytes of a page, whatever its encoding."""
    signs = tuple(sign.search(body) is not None for sign in _SIGNS_OF_BYTES)
    return _patterns(signs)[1].sub(b"[...]", body) if any(signs) else body
