"""Certificates that a source's own option ``ca`` adds to the system's, for its hosts alone.

For servers that leave out a certificate between theirs and the root: browsers fetch it by themselves, OpenSSL does not.
Nothing is ever left unverified.
"""

from __future__ import annotations

import ssl
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from twisted.internet.ssl import Certificate, optionsForClientTLS, trustRootFromCertificates
from twisted.web.iweb import IPolicyForHTTPS
from zope.interface import implementer  # type: ignore[import-untyped]

from pipeline.config import Config, ConfigError, Source

BEGIN = b"-----BEGIN CERTIFICATE-----"
_FILES: dict[str, Path] = {}
"""By host, for this process."""


def trust(config: Config, source: Source) -> None:
    """Heed the option ``ca`` of a source. ConfigError where its file holds no certificates."""
    if not (name := source.options.get("ca")):
        return
    path = (config.path.parent if config.path else Path.cwd()) / name
    try:
        _root(path, path.stat().st_mtime_ns)
    except (OSError, ValueError) as error:
        raise ConfigError(f"[[source]] '{source.slug}': options.ca: {path}: no certificates: {error}") from error
    _FILES.update((urlsplit(start).hostname or "", path) for start in source.start)


@lru_cache(maxsize=8)
def _root(path: Path, written: int) -> Any:
    """The system's certificates and those of a file, as what a connection may trust."""
    context = ssl.create_default_context()
    context.load_verify_locations(path)
    roots = [Certificate.load(der, 2) for der in context.get_ca_certs(binary_form=True)]  # 2: ASN.1
    extra = [Certificate.loadPEM(BEGIN + pem) for pem in path.read_bytes().split(BEGIN)[1:]]
    return trustRootFromCertificates([*roots, *extra])  # type: ignore[no-untyped-call]


@implementer(IPolicyForHTTPS)
class AlsoTrusting:
    """Scrapy's policy, but for the hosts that have certificates of their own."""

    def __init__(self, usual: Any) -> None:
        self._usual = usual

    def creatorForNetloc(self, hostname: bytes, port: int) -> Any:
        """How to connect to a host."""
        path = _FILES.get(hostname.decode("ascii"))
        if path is None:
            return self._usual.creatorForNetloc(hostname, port)
        return optionsForClientTLS(hostname.decode("ascii"), _root(path, path.stat().st_mtime_ns))
