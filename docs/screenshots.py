"""Pictures of the theme for its documentation: some pages, in both modes, at three widths.

    python3 -m pip install . playwright
    python3 docs/screenshots.py

This builds the documentation in a temporary folder, opens pages of it in Chromium (the one that the
environment variable CHROMIUM names, or the first one on PATH), and writes the pictures to
``docs/_static/screenshots``. Run it again when the look of the pages has changed.
"""

from __future__ import annotations

import argparse
import base64
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

DOCS = Path(__file__).resolve().parent
FOLDER = DOCS / "_static" / "screenshots"

PAGES = {
    "day": "demo/europython-2020-day-2.html",
    "talk": "demo/pragmatic-unicode.html",
    "conference": "conferences/europython-2020.html",
}
"""What is shown: name of the picture → page of the documentation."""

SIZES = ((375, 667), (768, 900), (1440, 900))
"""Width and height of the window, in CSS pixels: a phone, a tablet, a desktop."""

MODES = ("light", "dark")
QUALITY = 82

MOST_BYTES = 150_000
MOST_BYTES_TOGETHER = 1_200_000

ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def names() -> list[str]:
    """Return the names of all pictures."""
    return [f"{name}-{width}-{mode}.webp" for name in PAGES for width, _ in SIZES for mode in MODES]


def find_browser() -> str:
    """Return the path of Chromium."""
    wanted = os.environ.get("CHROMIUM", "")
    for name in [wanted] if wanted else BROWSERS:
        if path := shutil.which(name):
            return path
    sys.exit(f"no Chromium: {wanted or ', '.join(BROWSERS)}; set CHROMIUM to its path")


def build(folder: Path) -> Path:
    """Build the documentation; return the folder with its pages."""
    out = folder / "html"
    subprocess.run(
        [sys.executable, "-m", "sphinx", "-q", "-b", "html", "-d", str(folder / "doctrees"),
         str(DOCS), str(out)], check=True,
    )  # fmt: skip
    return out


def take(site: Path, folder: Path) -> None:
    """Write the pictures of a built site into a folder."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=list(ARGUMENTS))
        for width, height in SIZES:
            for mode in MODES:
                context = browser.new_context(
                    viewport={"width": width, "height": height}, color_scheme=mode,
                    reduced_motion="reduce", locale="en-GB", timezone_id="UTC",
                )  # fmt: skip
                tab = context.new_page()
                # playwright itself writes PNG and JPEG only
                protocol = context.new_cdp_session(tab)
                for name, path in PAGES.items():
                    tab.goto((site / path).as_uri(), wait_until="load")
                    picture = protocol.send(
                        "Page.captureScreenshot", {"format": "webp", "quality": QUALITY}
                    )
                    data = base64.b64decode(picture["data"])
                    (folder / f"{name}-{width}-{mode}.webp").write_bytes(data)
                context.close()
        browser.close()


def main() -> None:
    """Build, take the pictures, and put them where the old ones were."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--site", type=Path, help="pages that are built already")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        new = folder / "new"
        new.mkdir()
        take(options.site.resolve() if options.site else build(folder), new)
        sizes = {path.name: path.stat().st_size for path in sorted(new.iterdir())}
        too_large = [name for name, size in sizes.items() if size > MOST_BYTES]
        if too_large or sum(sizes.values()) > MOST_BYTES_TOGETHER:
            sys.exit(f"too large: {', '.join(too_large) or 'all together'}; lower QUALITY")
        FOLDER.mkdir(parents=True, exist_ok=True)
        for old in FOLDER.iterdir():
            old.unlink()
        for name in sizes:
            shutil.copyfile(new / name, FOLDER / name)
    print(f"{len(sizes)} pictures, {sum(sizes.values()) // 1000} kB, in {FOLDER}")


if __name__ == "__main__":
    main()
