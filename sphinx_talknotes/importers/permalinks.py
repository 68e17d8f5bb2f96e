"""Addresses that Jekyll gives to pages: https://jekyllrb.com/docs/permalinks/."""

from __future__ import annotations

import datetime as dt
import re

from sphinx_talknotes.importers.front import get_names, get_text
from sphinx_talknotes.importers.page import RawPage, Site

_STYLES = {
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
    "none": "/:categories/:title:output_ext",
}
_PLACE = re.compile(r":(\w+)")


def find_urls(page: RawPage, site: Site, match: re.Match[str] | None, date: str) -> tuple[str, ...]:
    """Return the addresses of a page, the one it is published at first.

    *match* has year, month, day and name of a post, from the name of its file; *date* is that
    of its front matter.
    """
    own = get_text(page.front, "permalink")
    inside = site.inside(page)
    urls: list[str] = []
    if match:
        named = "-".join(f"{part:0>2}" for part in match.groups()[:3])
        day = _get_day(date[:10]) or _get_day(named)
        values = _get_values(page, match[4], day)
        style = get_text(site.config, "permalink") or "date"
        patterns = [own, _STYLES.get(style, style), _STYLES["date"]]
        urls += [_fill(pattern, values) for pattern in patterns if pattern]
        name = f"{match[1]}/{match[2]}/{match[3]}/{match[4]}"
        urls += [f"/{name}.html"]
    elif own:
        urls.append(own)
    elif inside and inside[0].startswith("_"):  # a collection
        urls.append("/" + "/".join([inside[0][1:], *inside[1:-1], page.path.stem, ""]))
    urls += get_names(page.front, "redirect_from")
    return tuple(dict.fromkeys(url for url in urls if url))


def _get_day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def _get_values(page: RawPage, name: str, day: dt.date | None) -> dict[str, str]:
    categories = get_names(page.front, "categories", "category")
    values = {
        "title": get_text(page.front, "slug") or name,
        "slug": get_text(page.front, "slug") or name,
        "categories": "/".join(item.lower() for item in categories),
        "output_ext": ".html",
    }
    if day:
        values |= {
            "year": f"{day:%Y}", "month": f"{day:%m}", "day": f"{day:%d}",
            "i_month": str(day.month), "i_day": str(day.day), "short_year": f"{day:%y}",
            "y_day": f"{day:%j}", "week": f"{day:%V}", "short_day": f"{day:%a}",
        }  # fmt: skip
    return values


def _fill(pattern: str, values: dict[str, str]) -> str:
    url = _PLACE.sub(lambda place: values.get(place[1], place[0]), pattern)
    return re.sub(r"/{2,}", "/", f"/{url}")
