"""Values, filters and conditions of Liquid."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any, TypeAlias

Scope: TypeAlias = dict[str, Any]

_TOKEN = re.compile(r"\"[^\"]*\"|'[^']*'|[\w.\-\[\]]+|==|!=|<=|>=|<|>|\|")
_ITEM = re.compile(r"([\w.\-]+)\[([^\[\]]{1,100})\]")
_SAME = frozenset({"relative_url", "absolute_url", "strip", "escape", "h"})
_DATES = {
    "date_to_string": "%d %b %Y", "date_to_long_string": "%d %B %Y",
    "date_to_xmlschema": "%Y-%m-%d", "date": "",
}  # fmt: skip
_CONSTANTS = {"true": True, "false": False, "nil": None, "null": None, "empty": "", "blank": ""}


class UnknownError(Exception):
    """Something that is not understood here."""


def look_up(path: str, scope: Scope) -> Any:
    """Return what ``a.b.c`` or ``a.b["c"]`` names; lists have ``size``, ``first`` and ``last``."""
    value: Any = scope
    if match := _ITEM.fullmatch(path):
        value, name = look_up(match[1], scope), str(get_value(match[2].strip(), scope))
        if not isinstance(value, dict) or name not in value:
            raise UnknownError
        return value[name]
    for name in path.split("."):
        if isinstance(value, list) and name in _OF_LISTS:
            value = _OF_LISTS[name](value)
            continue
        if not isinstance(value, dict) or name not in value:
            raise UnknownError
        value = value[name]
    return value


def get_value(token: str, scope: Scope) -> Any:
    """Return the value of a literal or a name."""
    if token[0] in "\"'":
        return token[1:-1]
    if re.fullmatch(r"-?\d{1,9}", token):
        return int(token)
    if token in _CONSTANTS:
        return _CONSTANTS[token]
    return look_up(token, scope)


def evaluate(text: str, scope: Scope, *, shown: bool = True) -> Any:
    """Return the value of ``variable | filter``, of which only harmless filters are known.

    A value that is not *shown* may be a list.

    Raises:
        UnknownError: the value or a filter is not known, or the value can't be shown.
    """
    first, *filters = (part.strip() for part in text.split("|"))
    tokens = _TOKEN.findall(first)
    if len(tokens) != 1 or tokens[0] != first:
        raise UnknownError
    value = get_value(first, scope)
    for item in filters:
        name, _, argument = (part.strip() for part in item.partition(":"))
        if name in _DATES:
            value = _format_date(value, argument, _DATES[name])
        elif isinstance(value, list) and name in _LISTS:
            value = _LISTS[name](value, [get_value(t, scope) for t in _TOKEN.findall(argument)])
        elif isinstance(value, list) and name in _OF_LISTS and not argument:
            value = _OF_LISTS[name](value)
        elif name not in _SAME:
            raise UnknownError
    if value is None or isinstance(value, dict) or (shown and isinstance(value, list)):
        raise UnknownError
    return value


def _where(items: list[Any], arguments: list[Any]) -> list[Any]:
    """Return the items of which a value is the one that is wanted, or a list with it."""
    if len(arguments) != 2 or arguments[1] is None:
        raise UnknownError
    key, wanted = map(str, arguments)
    found: list[Any] = []
    for item in items:
        value = item.get(key) if isinstance(item, dict) else None
        values = value if isinstance(value, list) else [value]
        found += [item] * any(one is not None and str(one) == wanted for one in values)
    return found


def _sort(items: list[Any], arguments: list[Any]) -> list[Any]:
    """Return items by one of their values; those without it come first, as in Jekyll."""
    if len(arguments) > 1:
        raise UnknownError

    def get_key(item: Any) -> tuple[bool, bool, float, str]:
        value = item
        if arguments:
            value = item.get(str(arguments[0])) if isinstance(item, dict) else None
        number = isinstance(value, int | float)
        return value is not None, not number, value if number else 0, str(value)

    return sorted(items, key=get_key)


def _take(index: int) -> Callable[[list[Any]], Any]:
    def take(items: list[Any]) -> Any:
        return items[index] if items else None

    return take


_LISTS: dict[str, Callable[[list[Any], list[Any]], list[Any]]] = {
    "where": _where, "sort": _sort, "reverse": lambda items, _: items[::-1],
}  # fmt: skip
_OF_LISTS: dict[str, Callable[[list[Any]], Any]] = {
    "size": len, "first": _take(0), "last": _take(-1),
}  # fmt: skip


def _format_date(value: object, argument: str, form: str) -> str:
    wanted = form or argument.strip("\"'")
    try:
        return dt.date.fromisoformat(str(value)[:10]).strftime(wanted)
    except ValueError:
        raise UnknownError from None


def holds(condition: str, scope: Scope) -> bool:
    """Evaluate a condition, from right to left as Liquid does."""
    for joint in re.finditer(r"\s(and|or)\s", _blank_strings(condition)):
        left = _compare(condition[: joint.start()], scope)
        if joint[1] == "and":
            return left and holds(condition[joint.end() :], scope)
        return left or holds(condition[joint.end() :], scope)
    return _compare(condition, scope)


def _blank_strings(text: str) -> str:
    return re.sub(r"\"[^\"]*\"|'[^']*'", lambda match: "x" * len(match[0]), text)


def _compare(text: str, scope: Scope) -> bool:
    tokens = _TOKEN.findall(text)
    if len(tokens) == 1:
        try:
            value = get_value(tokens[0], scope)
        except UnknownError:
            return False
        return value is not None and value is not False
    if len(tokens) != 3:
        raise UnknownError
    left, right = get_value(tokens[0], scope), get_value(tokens[2], scope)
    if tokens[1] == "contains":
        return str(right) in (list(map(str, left)) if isinstance(left, list) else str(left or ""))
    if tokens[1] in ("==", "!="):
        return bool((left == right) == (tokens[1] == "=="))
    raise UnknownError
