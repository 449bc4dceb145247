"""Where archives lie: on this machine, behind http, or in a store that pyarrow knows (s3, gs, hdfs).

An answer over http that breaks off is gone on with from where it broke, since files of archives have a gigabyte.
"""

from __future__ import annotations

import io
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from glob import glob
from http.client import HTTPException
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO, cast
from urllib.error import HTTPError
from urllib.request import Request, urlopen

TIMEOUT = 60.0
TRIES = 5
"""How often in a row a connection may break without a byte in between."""
PAUSE = 1.0
"""Seconds before the first further try; each waits twice as long as the one before."""
BUFFER = 2**20


class FileError(Exception):
    """A file cannot be had: one clear line."""


@dataclass(frozen=True, slots=True)
class Stat:
    """By what it is told that a file is the same as before. ``modified`` as its place writes it."""

    size: int
    modified: str


def expand(names: Iterable[str]) -> list[str]:
    """The files that are meant: patterns of this machine filled in and sorted, each once. FileError where none is."""
    found: list[str] = []
    for name in names:
        if "://" in name:
            found.append(name)
            continue
        matching = [name] if Path(name).is_file() else sorted(glob(name, recursive=True))  # noqa: PTH207 (absolute too)
        files = [str(Path(match).absolute()) for match in matching if Path(match).is_file()]
        if not files:
            raise FileError(f"{name}: no such file")
        found += files
    return list(dict.fromkeys(found))


def stat(place: str) -> Stat:
    """Size and time of a file."""
    if place.startswith(("http://", "https://")):
        with _asked(place, 0, "HEAD") as answer:
            return Stat(int(answer.headers.get("Content-Length") or -1), answer.headers.get("Last-Modified") or "")
    if "://" in place:
        system, path = _store(place)
        try:
            (info,) = system.get_file_info([path])
        except OSError as error:
            raise FileError(f"{place}: {error}") from error
        if not info.is_file:
            raise FileError(f"{place}: no such file")
        return Stat(info.size if info.size is not None else -1, str(info.mtime_ns or ""))
    try:
        known = Path(place).stat()
    except OSError as error:
        raise FileError(f"{place}: {error.strerror}") from error
    return Stat(known.st_size, str(known.st_mtime_ns))


@contextmanager
def opened(place: str) -> Iterator[BinaryIO]:
    """The bytes of a file, from the beginning."""
    if place.startswith(("http://", "https://")):
        with io.BufferedReader(_Resuming(place), BUFFER) as file:
            yield cast(BinaryIO, file)
        return
    with _stream(place) as file:
        yield file


def _stream(place: str) -> BinaryIO:
    try:
        if "://" not in place:
            return Path(place).open("rb")
        system, path = _store(place)
        stream: Any = system.open_input_stream(path, compression=None)
        return cast(BinaryIO, io.BufferedReader(_Stored(stream), BUFFER))
    except OSError as error:
        raise FileError(f"{place}: {error.strerror or error}") from error


def _store(place: str) -> tuple[Any, str]:
    """The store and the path in it. Its keys and region come from the machine's own settings, as for every client."""
    try:
        stores: Any = import_module("pyarrow.fs")
        system, path = stores.FileSystem.from_uri(place)
    except ImportError:
        raise FileError(f"{place}: needs pyarrow: pip install 'slatewatch[spark]'") from None
    except (OSError, ValueError) as error:
        raise FileError(f"{place}: {error}") from error
    return system, path


def _asked(place: str, start: int, method: str = "GET") -> Any:
    headers = {"User-Agent": "slatewatch", "Accept-Encoding": "identity"}
    if start:
        headers["Range"] = f"bytes={start}-"
    try:
        answer = urlopen(Request(place, headers=headers, method=method), timeout=TIMEOUT)
    except HTTPError as error:
        raise FileError(f"{place}: answered {error.code}") from error
    except (OSError, HTTPException) as error:
        raise FileError(f"{place}: {getattr(error, 'reason', None) or error}") from error
    if start and answer.status != 206:
        answer.close()
        raise FileError(f"{place}: broke off at byte {start:,}, and the server does not send parts")
    return answer


class _Forward(io.RawIOBase):
    """Bytes that come one after the other: where it stands is known, and that is all that can be asked."""

    def __init__(self) -> None:
        super().__init__()
        self._at = 0

    def _more(self, size: int) -> bytes:
        raise NotImplementedError

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def readinto(self, buffer: Any) -> int:
        """As many bytes as come; nothing at the end of the file alone."""
        piece = self._more(len(buffer))
        buffer[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)


class _Stored(_Forward):
    """A file of a store."""

    def __init__(self, stream: Any) -> None:
        super().__init__()
        self._stream = stream

    def _more(self, size: int) -> bytes:
        return bytes(self._stream.read(size))

    def close(self) -> None:
        self._stream.close()
        super().close()


class _Resuming(_Forward):
    """An answer over http that is asked for again from where it broke off."""

    def __init__(self, place: str) -> None:
        super().__init__()
        self._place = place
        self._answer: Any = _asked(place, 0)
        self._size = int(self._answer.headers.get("Content-Length") or -1)

    def _more(self, size: int) -> bytes:
        for trial in range(TRIES):
            try:
                piece: bytes = self._answer.read(size)
            except (OSError, HTTPException):
                piece = b""
            if piece or self._size < 0 or self._at >= self._size:
                return piece
            self._again(trial)
        raise OSError(f"{self._place}: broke off at byte {self._at:,} of {self._size:,}, {TRIES} times")

    def _again(self, trial: int) -> None:
        self._answer.close()
        time.sleep(PAUSE * 2.0**trial)
        try:
            self._answer = _asked(self._place, self._at)
        except FileError as error:
            raise OSError(str(error)) from error

    def close(self) -> None:
        self._answer.close()
        super().close()
