"""Values of schedules: whatever stands where something is expected, as that or as nothing.

What is of another type than it should be is reported, and read as what it can be read as.
"""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sphinx_talknotes.importers.schedules.clock import read_moment
from sphinx_talknotes.importers.schedules.document import Log
from sphinx_talknotes.model.fields import is_local, parse_language, parse_link, parse_videos
from sphinx_talknotes.model.names import split_list, tidy
from sphinx_talknotes.model.problems import FieldError
from sphinx_talknotes.model.records import Person

MAX_TEXT = 1000
"""A longer title or name is none."""
_MAX_LONG = 50_000
_TAG = re.compile(
    r"</?(?:p|br|div|ul|ol|li|a|b|i|em|strong|code|span|h[1-6]|pre|img)\b[^<>]{0,500}>",
    re.IGNORECASE,
)
_BREAK = re.compile(r"</(?:p|div|li|ul|ol|h[1-6])>|<br\s{0,5}/?>", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Fields:
    """The values of one item, by name; ``label`` and ``line`` say which item it is."""

    data: Mapping[str, Any]
    log: Log
    label: str = ""
    line: int | None = None

    def report(self, message: str) -> None:
        """Note a problem of this item."""
        place = f"{self.label}: " if self.label else ""
        self.log.add(f"{place}{message}", self.line)

    def text(self, *names: str) -> str:
        """Return the first value that is text or a number, on one line."""
        for name in names:
            text = tidy(self._read(name))
            if len(text) > MAX_TEXT:
                self.report(f"`{name}` has {len(text)} characters; it is cut after {MAX_TEXT}")
                text = text[:MAX_TEXT].rstrip()
            if text:
                return text
        return ""

    def long_text(self, *names: str) -> str:
        """Return the first value that is text, with its lines; HTML loses its tags."""
        for name in names:
            text = to_plain(self._read(name))
            if text:
                return text
        return ""

    def _read(self, name: str) -> str:
        value = self.data.get(name)
        if value is None or isinstance(value, bool):
            return ""
        if isinstance(value, dict):
            value = _pick(value)
        if isinstance(value, list):
            self.report(f"`{name}` is a list, and text is expected; it is left out")
            return ""
        return str(value)

    def items(self, name: str) -> list[Any]:
        """Return a list; text and numbers are taken for a list of one."""
        value = self.data.get(name)
        if value is None or value in ("", {}):
            return []
        if isinstance(value, list):
            return value
        if isinstance(value, dict):
            self.report(f"`{name}` is an object, and a list is expected; its values are taken")
            return list(value.values())
        self.report(f"`{name}` is no list; it is taken for a list of one")
        return [value]

    def inner(self, name: str) -> Fields:
        """Return the values of an object within this one; of none if it is something else."""
        value = self.data.get(name)
        if value is not None and not isinstance(value, dict):
            self.report(f"`{name}` is {describe(value)}, and an object is expected; it is left out")
        return Fields(value if isinstance(value, dict) else {}, self.log, self.label, self.line)

    def link(self, *names: str) -> str:
        """Return the first value that is an address on the web."""
        for name in names:
            text = self.text(name)
            if text and (link := to_link(text)):
                return link
            if text:
                self.report(f"`{name}` is no http(s) address; it is left out")
        return ""

    def moment(self, name: str) -> dt.datetime | None:
        """Return a day and a time."""
        text = self.text(name)
        found = read_moment(text)
        if text and found is None:
            self.report(f"`{name}` is no date with a time: {text[:60]!r}; it is left out")
        return found

    def language(self, name: str) -> str:
        """Return a language as a BCP 47 tag."""
        text = self.text(name)
        tag = to_language(text)
        if text and not tag:
            self.report(f"`{name}` is no language: {text[:60]!r}; it is left out")
        return tag

    def objects(self, name: str) -> list[Fields]:
        """Return the objects of a list, each with the label of this item."""
        found = []
        for item in self.items(name):
            if isinstance(item, dict):
                found.append(Fields(item, self.log, self.label, self.line))
            else:
                self.report(f"`{name}` has {describe(item)}, and an object is expected; "
                            "it is left out")  # fmt: skip
        return found

    def names(self, name: str, inner: str = "name") -> tuple[str, ...]:
        """Return the names in a list: of texts, or of objects with a value *inner*."""
        value = self.data.get(name)
        if isinstance(value, str):
            if value.strip():
                self.report(f"`{name}` is text, and a list is expected; it is cut at its commas")
            return split_list(value[:MAX_TEXT])
        found: dict[str, None] = {}
        for item in self.items(name):
            data = item if isinstance(item, dict) else {inner: item}
            text = Fields(data, self.log, self.label, self.line).text(inner)
            if text:
                found.setdefault(text)
        return tuple(found)


def _pick(value: Mapping[str, Any]) -> str:
    """Return the text of an object: its name, in English if it is there in several languages."""
    inner = value.get("name", value)
    texts = [inner.get("en"), *inner.values()] if isinstance(inner, dict) else [inner]
    return next((text for text in texts if isinstance(text, str) and text.strip()), "")


def item_fields(item: object, log: Log, *keys: str, line: int | None = None) -> Fields | None:
    """Return the values of a session, labelled by its title; nothing if it is no object."""
    if not isinstance(item, dict):
        log.add(f"a session is {describe(item)}, and an object is expected; it is left out", line)
        return None
    label = Fields(item, Log("")).text(*keys)[:60]
    return Fields(item, log, repr(label) if label else "", line)


def describe(value: object) -> str:
    """Return what kind of value it is, in words."""
    kinds = {list: "a list", dict: "an object", str: "text", bool: "true or false"}
    return kinds.get(type(value), "nothing" if value is None else "a number")


def to_people(names: list[str] | tuple[str, ...], affiliation: Callable[[str], str] | None = None
              ) -> tuple[Person, ...]:  # fmt: skip
    """Return persons, each once."""
    found: dict[str, Person] = {}
    for name in names:
        found.setdefault(name, Person(name, affiliation(name) if affiliation else ""))
    return tuple(found.values())


def to_link(text: str) -> str:
    """Return an http(s) address, or nothing."""
    try:
        link = parse_link(text)
    except FieldError:
        return ""
    return "" if is_local(link) else link


def to_video(text: str) -> str:
    """Return the address of a recording, or nothing."""
    link = to_link(text)
    try:
        return link if link and len(parse_videos(link)) == 1 else ""
    except FieldError:
        return ""


def to_plain(text: str) -> str:
    """Return text with its lines, without control characters and the tags of HTML."""
    text = _CONTROL.sub(lambda m: "\n" if m[0] in "\r\x0b\x0c\u2028\u2029" else "",
                        text[:_MAX_LONG].replace("\r\n", "\n"))  # fmt: skip
    if _TAG.search(text):
        text = html.unescape(_TAG.sub("", _BREAK.sub("\n\n", text)))
    lines = [" ".join(line.split()) if line.strip() else "" for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


_LANGUAGES = {
    "ara": "ar", "cat": "ca", "ces": "cs", "cze": "cs", "dan": "da", "deu": "de", "ger": "de",
    "ell": "el", "eng": "en", "fas": "fa", "fin": "fi", "fra": "fr", "fre": "fr", "heb": "he",
    "hin": "hi", "hun": "hu", "ind": "id", "ita": "it", "jpn": "ja", "kor": "ko", "msa": "ms",
    "nld": "nl", "dut": "nl", "nor": "no", "pol": "pl", "por": "pt", "ron": "ro", "rus": "ru",
    "slk": "sk", "slv": "sl", "spa": "es", "swe": "sv", "tam": "ta", "tel": "te", "tha": "th",
    "tur": "tr", "ukr": "uk", "vie": "vi", "zho": "zh", "chi": "zh",
    "english": "en", "german": "de", "deutsch": "de", "french": "fr", "spanish": "es",
    "italian": "it", "portuguese": "pt", "polish": "pl", "czech": "cs", "russian": "ru",
    "japanese": "ja", "chinese": "zh", "korean": "ko", "dutch": "nl",
}  # fmt: skip
"""ISO 639-2 and 639-3 codes that have a shorter one, and names of languages → BCP 47."""


def to_language(text: str) -> str:
    """Return a language as a BCP 47 tag, or nothing."""
    text = text.strip().replace("_", "-")
    known = _LANGUAGES.get(text.lower())
    if known or not text:
        return known or ""
    try:
        # a longer word without subtags is the name of a language
        return parse_language(text) if len(text.split("-")[0]) <= 3 else ""
    except FieldError:
        return ""
