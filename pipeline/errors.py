"""What a person is told in one clear line, whichever part found it. Beside nothing, so that it is quick to load."""

from __future__ import annotations


class ConfigError(Exception):
    """One clear line for the person who wrote the file: which file, which key, what is allowed."""


class StoreError(Exception):
    """One clear line: the database cannot be used, why, and what to do."""
