"""Notes in reST from the file to the page: imported, built, and nothing of them lost."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner

from sphinx_talknotes.cli import main

INDEX = """\ufeffMy notes
========

.. toctree::

   day

`The day <day.rst>`_ and `one talk <day.rst#second-talk>`_.
"""

DAY = """:date: 2019-10-11
:conference: PyCon Testland 2019

Friday
######

Before it all |short| was there, see footnote [#note]_.

.. |short| replace:: a walk

.. _first:

First talk
**********

:speaker: Ada Quell
:slides: https://example.org/first

Wörter über *Wörter*, at `home <https://example.org/home>`_, at home_ and :doc:`other`.

=====  =====
Left   Right
=====  =====
one    two
=====  =====

.. raw:: html

   <script>alert("evil")</script>

.. include:: /etc/hostname

My thoughts
-----------

Rather :strong:`good`, like :unknown:`nothing`.

.. _home: https://example.org/named

Second talk
***********

* Speaker: Bo Rivers

- list
  goes on
back without a blank line, `see <javascript:alert(1)>`_ missing_

.. [#note] Called at the end, :ref:`first`.

.. figure:: pic.svg

   A picture
"""

OTHER = """Another (Ada Quell)\r
===================\r
\r
Speaker: Ada Quell\r
\r
Caf\xe9 words.\r
"""


@pytest.fixture
def built(tmp_path):
    """Return the texts of the built pages, the written project, and the import's messages."""
    source = tmp_path / "notes"
    source.mkdir()
    (source / "index.rst").write_text(INDEX, encoding="utf-8")
    (source / "day.rst").write_text(DAY, encoding="utf-8")
    (source / "other.rst").write_bytes(OTHER.encode("latin-1"))
    (source / "pic.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", encoding="utf-8")
    (source / "conf.py").write_text("raise SystemExit('not ours')\n", encoding="utf-8")
    result = CliRunner().invoke(main, ["import", str(source), "-o", str(tmp_path / "project")])
    assert result.exit_code == 1, result.output  # done, with problems reported
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", "-nWq", "--keep-going", "-b", "html",
         str(tmp_path / "project"), str(tmp_path / "html")],
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    pages = {
        name: BeautifulSoup((tmp_path / "html" / f"{name}.html").read_bytes(), "html.parser")
        for name in ("index", "day", "other")
    }
    return pages, tmp_path / "project", result.stderr


@pytest.mark.slow
def test_every_word_is_on_the_page(built):
    pages, project, messages = built
    text = pages["day"].get_text(" ")
    words = set(re.findall(r"[^\W_]+", text))
    said = DAY.replace("\\", "")
    for hidden in (r"<[^<>\s]*>`_", r"https?://\S+", r"^\.\. _.*$", r"^\.\. \|.*\| replace::",
                   r"^\.\. figure::.*$"):  # fmt: skip
        said = re.sub(hidden, " ", said, flags=re.MULTILINE)
    said = re.sub(r"^:(?:date|conference|speaker|slides):|\* Speaker:|:(?:doc|ref|strong):", " ",
                  said, flags=re.MULTILINE)  # fmt: skip
    lost = {word for word in re.findall(r"[^\W_]+", said) if word not in words}
    assert lost <= {"2019", "10", "11", "note", "short", "other", "first"}, lost
    assert "a walk" in text
    assert "Café" in pages["other"].get_text()
    links = {a.get("href") for a in pages["day"].find_all("a")}
    assert {"https://example.org/home", "https://example.org/named"} <= links
    assert not any("javascript" in (link or "") for link in links)
    assert "<script>alert" not in str(pages["day"])
    assert {path.name for path in project.glob("*.rst")} == {"index.rst", "day.rst", "other.rst"}
    assert "not ours" not in (project / "conf.py").read_text(encoding="utf-8")
    for what in (".. raw::", ".. include::", ":unknown:", "javascript:alert(1)", "Windows-1252"):
        assert what in messages


@pytest.mark.slow
def test_talks_and_links_between_pages(built):
    pages, project, _messages = built
    day = (project / "day.rst").read_text(encoding="utf-8")
    assert ".. talk:: First talk\n   :speakers: Ada Quell\n" in day
    assert "   .. mythoughts:: My thoughts\n" in day
    talks = pages["day"].select("section.tn-talk")
    assert [talk.find(["h1", "h2", "h3"]).get_text()[:-1] for talk in talks] == [
        "First talk", "Second talk",
    ]  # fmt: skip
    hrefs = [a["href"] for a in pages["index"].find_all("a", href=True)]
    assert any(href.startswith("day.html#") for href in hrefs)
    assert (project / "pic.svg").exists()


@pytest.mark.parametrize("verb", ["export", "build"])
def test_other_verbs_read_it_too(tmp_path, verb):
    source = tmp_path / "notes"
    source.mkdir()
    (source / "README.rst").write_text(
        "Notes\n=====\n\nFirst talk\n----------\n\n:speaker: Ada Quell\n\nWords.\n",
        encoding="utf-8",
    )
    arguments = [str(source), str(tmp_path / "out")] if verb == "build" else [str(source)]
    result = CliRunner().invoke(main, [verb, *arguments])
    assert result.exit_code == 0, result.output
    made = (
        (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
        if verb == "build" else result.stdout
    )  # fmt: skip
    assert "Ada Quell" in made
