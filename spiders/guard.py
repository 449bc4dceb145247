"""What is never fetched: other schemes, other sites, and addresses that only exist inside a network.

The addresses are checked where they are resolved, for every connection, so that a name which points inward (or changes
its mind between a check and a connection) gains nothing.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from tldextract import TLDExtract
from twisted.internet.interfaces import IHostnameResolver, IHostResolution, IResolutionReceiver
from zope.interface import implementer  # type: ignore[import-untyped]

MAX_URL = 2083
_SUFFIXES = TLDExtract(suffix_list_urls=(), cache_dir=None)  # the list that came with the library: nothing is fetched


class Refused(IgnoreRequest):
    """A request that must not be made. ``word`` says why."""

    def __init__(self, word: str, detail: str) -> None:
        super().__init__(detail)
        self.word = word
        self.detail = detail


class Addresses:
    """Whether private addresses may be reached, and which names were refused because they are private."""

    def __init__(self) -> None:
        self.allow_private = False
        self.refused: set[str] = set()

    def begin(self, allow_private: bool) -> None:
        """A batch begins: what its configuration allows."""
        self.allow_private = allow_private
        self.refused.clear()

    def good(self, address: str) -> bool:
        """True for an address of the public internet, or any where the configuration allows private ones."""
        if self.allow_private:
            return True
        found = ipaddress.ip_address(address.partition("%")[0])
        inner = getattr(found, "ipv4_mapped", None) or found
        return inner.is_global and not inner.is_multicast

    def private(self, url: str) -> bool:
        """True for an address whose name was found to point inward."""
        return (urlsplit(url).hostname or "") in self.refused


ADDRESSES = Addresses()
"""Of this process; the worker sets it from the configuration."""


@implementer(IHostnameResolver)
class PublicOnly:
    """The reactor's resolver without the addresses that may not be reached."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner

    def resolveHostName(
        self,
        resolutionReceiver: Any,
        hostName: str,
        portNumber: int = 0,
        addressTypes: Sequence[Any] | None = None,
        transportSemantics: str = "TCP",
    ) -> Any:
        """Resolve, and pass on what may be reached."""
        receiver = _Sieve(resolutionReceiver, hostName)
        return self._inner.resolveHostName(receiver, hostName, portNumber, addressTypes, transportSemantics)


@implementer(IResolutionReceiver)
class _Sieve:
    def __init__(self, receiver: Any, name: str) -> None:
        self._receiver = receiver
        self._name = name

    def resolutionBegan(self, resolutionInProgress: IHostResolution) -> None:
        self._receiver.resolutionBegan(resolutionInProgress)

    def addressResolved(self, address: Any) -> None:
        if ADDRESSES.good(address.host):
            self._receiver.addressResolved(address)
        else:
            ADDRESSES.refused.add(self._name)

    def resolutionComplete(self) -> None:
        self._receiver.resolutionComplete()


def same_site(one: str, other: str) -> bool:
    """True where two addresses belong to one site: the same registered name, or the same bare host and port."""
    first, second = urlsplit(one), urlsplit(other)
    if first.hostname == second.hostname:
        return first.port == second.port or (first.port is None and second.port is None)
    names = [_SUFFIXES(part.hostname or "").top_domain_under_public_suffix for part in (first, second)]
    return bool(names[0]) and names[0] == names[1]


class Guard:
    """Downloader middleware: the checks that need no resolving."""

    def process_request(self, request: Request) -> None:
        """Raise Refused for what may not be asked."""
        parts = urlsplit(request.url)
        if parts.scheme not in ("http", "https"):
            raise Refused("wrong_type", f"{parts.scheme}: is not fetched")
        if len(request.url) > MAX_URL:
            raise Refused("wrong_type", "the address is too long")
        try:
            allowed = ADDRESSES.good(parts.hostname or "")
        except ValueError:
            return  # a name: checked when it is resolved
        if not allowed:
            raise Refused("blocked", f"{parts.hostname} is a private address; allow_private = true permits it")
