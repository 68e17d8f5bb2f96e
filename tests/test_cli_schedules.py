"""The command line with schedules: tables, stubs, addresses on the web, and the built result."""

from __future__ import annotations

import contextlib
import http.server
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from click.testing import CliRunner

from sphinx_talknotes.cli import fetch, main

DATA = Path(__file__).parent / "pure" / "importing" / "schedules"
XML = DATA / "frab-xml" / "pentabarf" / "source" / "schedule.xml"
PRETALX = DATA / "frab-xml" / "pretalx" / "source" / "schedule.xml"
FAVED = DATA / "ical" / "pretalx" / "source" / "faved.ics"


def run(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def snapshot(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_table_of_the_sessions():
    result = run("import", XML)
    assert result.exit_code == 0
    header, *rows = result.stdout.splitlines()
    assert header.split() == ["day", "start", "room", "kind", "title", "speakers", "written", "as"]
    assert len(rows) == 3
    for part in (
        "2023-02-04", "09:00", "Great Hall", "keynote", "What engines can & can’t do",
        "Ada Lovelace, Charles Babbage", "analytical-days-2023/2023-02-04.md, planned",
    ):  # fmt: skip
        assert part in rows[0]
    assert result.stderr == "3 sessions, 1 conference, 2 days, 2 rooms, 3 speakers\n"


def test_a_cancelled_session_is_in_the_table():
    result = run("import", FAVED)
    assert result.exit_code == 0
    assert "nothing: it is cancelled" in result.stdout


@pytest.mark.parametrize("folder", sorted(DATA.glob("*/*/source")), ids=lambda p: p.parent.name)
def test_every_format_is_recognised(folder):
    result = run("import", folder)
    assert result.exit_code in (0, 1), result.output
    assert result.stdout.startswith("day ")


def test_a_schedule_beside_notes_is_left_out(tmp_path):
    """A folder of notes stays one; the schedule can be named by itself."""
    (tmp_path / "schedule.xml").write_bytes(XML.read_bytes())
    (tmp_path / "notes.md").write_text("# Notes\n", encoding="utf-8")
    assert run("import", tmp_path).stdout.startswith("page ")
    assert run("import", tmp_path / "schedule.xml").stdout.startswith("day ")
    refused = run("import", tmp_path, "--room", "Attic")
    assert (refused.exit_code, "--room is for schedules" in refused.stderr) == (2, True)


def test_a_schedule_without_an_ending_of_its_own(tmp_path):
    path = tmp_path / "saved"
    path.write_bytes(FAVED.read_bytes())
    assert run("import", path).stdout.startswith("day ")


def test_pages_beside_readme_files_of_pyvideo(tmp_path):
    event = tmp_path / "data" / "event"
    (event / "videos").mkdir(parents=True)
    (tmp_path / "data" / "README.md").write_text("# Data\n", encoding="utf-8")
    (event / "category.json").write_text('{"title": "Event 2019"}', encoding="utf-8")
    source = DATA / "pyvideo" / "one-event" / "source" / "notes-on-notes.json"
    (event / "videos" / "a.json").write_bytes(source.read_bytes())
    assert "event-2019/2019-05-10.md" in run("import", tmp_path / "data").stdout


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        ([XML, "--day", "9"], 2, "no session has the day '9'; there are 2023-02-04, 2023-02-05"),
        ([XML, "--room", "Nowhere"], 2, "there are Attic, Great Hall"),
        ([XML, "--room", "Attic", "--speaker", "Ada"], 2, "no session has the speaker 'Ada'"),
        ([XML, "--starred", "nowhere.ics"], 2, "nowhere.ics does not exist"),
        ([XML, "--starred", FAVED], 2, "none of the starred sessions is in the schedule"),
        ([DATA / "no.xml"], 2, "does not exist"),
        ([DATA / "pyvideo" / "events" / "source", "--conference", "X"], 2, "there are several"),
        ([DATA.parent, "-o", DATA.parent / "out"], 2, "outside of the notes"),
        ([FAVED.parent, "-o", FAVED.parent / "out"], 2, "outside of the schedule"),
    ],
)
def test_wrong_use(arguments, code, words):
    result = run("import", *arguments)
    assert (result.exit_code, result.stdout) == (code, "")
    assert words in result.stderr


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("bad.xml", "<schedule>\n<b></schedule>", "bad.xml:2: the XML is broken"),
        ("bad.json", '{"a": 1}', "bad.json: this is no schedule of a known format"),
        ("bad.ics", "BEGIN:VCALENDAR\nEND:VCALENDAR\n", "has no sessions"),
        ("bomb.xml", "<!DOCTYPE a [<!ENTITY b 'c'>]><schedule>&b;</schedule>", "refused"),
    ],
)
def test_bad_files(tmp_path, name, text, words):
    (tmp_path / name).write_text(text, encoding="utf-8")
    result = run("import", tmp_path / name, "-o", tmp_path / "out")
    assert (result.exit_code, words in result.stderr) == (2, True)
    assert "has no sessions" in result.stderr
    assert not (tmp_path / "out").exists()


def test_problems_do_not_keep_the_rest_from_being_written(tmp_path):
    zones = DATA / "ical" / "zones" / "source" / "zones.ics"
    result = run("import", zones, "-o", tmp_path / "out", "--conference", "Zones: all of them")
    assert result.exit_code == 1
    assert "zones.ics:5: there is no time zone 'Middle Earth'" in result.stderr
    assert "[talknotes.schedule]" in result.stderr
    page = tmp_path / "out" / "zones-all-of-them" / "2024-07-10.md"
    assert ":start: 09:30" in page.read_text(encoding="utf-8")


def test_starred_sessions(tmp_path):
    result = run("import", PRETALX, "--starred", FAVED, "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert "faved.ics: the starred session 'Lightning talks' is not in the sch" in result.stderr
    page = tmp_path / "out" / "analytical-days-2024" / "2024-07-10.md"
    assert page.read_text(encoding="utf-8").count("{talk}") == 1


def test_twice_and_changed(tmp_path):
    source, dest = tmp_path / "schedule.xml", tmp_path / "dest"
    source.write_bytes(XML.read_bytes())
    first = run("import", source, "-o", dest, "--abstracts")
    assert (first.exit_code, first.stderr.splitlines()[0]) == (
        0, "3 new stubs, 0 talks noted already, 0 changes",
    )  # fmt: skip
    assert str(dest / "analytical-days-2023" / "2023-02-04.md") in first.stdout.splitlines()
    before = snapshot(dest)
    again = run("import", source, "-o", dest)
    assert (again.exit_code, again.stdout, snapshot(dest)) == (0, "", before)
    text = source.read_text(encoding="utf-8")
    text = text.replace("<start>23:45<", "<start>22:45<").replace("Looms at night", "Night looms")
    source.write_text(text, encoding="utf-8")
    changed = run("import", source, "-o", dest)
    assert changed.exit_code == 0
    assert changed.stdout.splitlines() == [
        "title: Looms at night -> Night looms [analytical-days-2023/2023-02-05.md:8]",
        (
            "time: Punching your first card: 2023-02-05 23:45 -> 2023-02-05 22:45 "
            "[analytical-days-2023/2023-02-05.md:15]"
        ),
    ]


def test_a_project_that_is_there_is_told_what_to_do(tmp_path):
    (tmp_path / "conf.py").write_text("project = 'Mine'\n", encoding="utf-8")
    (tmp_path / "index.md").write_text("# Mine\n", encoding="utf-8")
    before = snapshot(tmp_path)
    result = run("import", XML, "-o", tmp_path)
    assert result.exit_code == 0
    assert "put into a toctree of yours: /analytical-days-2023/index" in result.stderr
    assert {path: data for path, data in snapshot(tmp_path).items() if path in before} == before


def test_a_folder_that_can_not_be_written(tmp_path):
    (tmp_path / "file").touch()
    result = run("import", XML, "-o", tmp_path / "file" / "out")
    assert result.exit_code == 2
    assert "can't be written" in result.stderr


def test_what_is_written_builds_without_a_warning(tmp_path):
    """Every format, with the abstracts, edited and imported again."""
    dest = tmp_path / "dest"
    for folder in sorted(DATA.glob("*/*/source")):
        result = run("import", folder, "-o", dest, "--abstracts")
        assert result.exit_code in (0, 1), result.output
    page = dest / "analytical-days-2024" / "2024-07-10.md"
    page.write_text(page.read_text(encoding="utf-8") + "\nMine.\n", encoding="utf-8")
    run("import", FAVED, "-o", dest, "--conference", "Analytical Days 2024")
    command = [sys.executable, "-m", "sphinx", "-nWq", "--keep-going", "-b", "html",
               str(dest), str(tmp_path / "html")]  # fmt: skip
    done = subprocess.run(command, check=False, capture_output=True, encoding="utf-8")
    assert (done.returncode, done.stderr) == (0, "")
    built = (tmp_path / "html" / "analytical-days-2023" / "2023-02-04.html").read_text("utf-8")
    assert "What engines can &amp; can’t do" in built


# -- addresses on the web


class Server(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        where = {"/redirect": "/schedule.xml", "/file": "file:///etc/hostname",
                 "/ftp": "ftp://localhost/x", "/loop": "/loop"}.get(self.path)  # fmt: skip
        if where:
            self.send_response(302)
            self.send_header("Location", where)
            self.end_headers()
        elif self.path.startswith("/schedule.xml"):
            self.send_response(200)
            self.end_headers()
            self.wfile.write(PRETALX.read_bytes())
        elif self.path.startswith("/api/"):
            self.send_response(200)
            self.end_headers()
            path = DATA / "pretalx" / "schedule" / "source" / "latest.json"
            self.wfile.write(path.read_bytes())
        elif self.path == "/large":
            self.send_response(200)
            self.end_headers()
            with contextlib.suppress(ConnectionError):
                for _ in range(100):
                    self.wfile.write(b" " * 65536)
        else:
            self.send_error(404)

    def log_message(self, *arguments):
        pass


@pytest.fixture
def server():
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server) as found:
        thread = threading.Thread(target=found.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{found.server_port}"
        found.shutdown()
        thread.join()


@pytest.mark.parametrize("path", ["/schedule.xml", "/schedule.xml?token=x", "/redirect"])
def test_an_address(server, path, tmp_path):
    result = run("import", server + path, "-o", tmp_path / "out")
    assert result.exit_code == 0, result.output
    assert (tmp_path / "out" / "analytical-days-2024" / "2024-07-10.md").is_file()


def test_an_address_tells_what_the_answer_leaves_out(server):
    result = run("import", f"{server}/api/events/analytical-2025/schedules/latest/?expand=slots")
    assert result.exit_code == 1
    assert "analytical-2025/2025-07-16.md" in result.stdout


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/nothing", "the server says 404"),
        ("/file", "'file:///etc/hostname' is not allowed"),
        ("/ftp", "it redirects to ftp://localhost/x, which is not http(s)"),
        ("/loop", "the server says 302"),
        ("/large", "it is larger than 1000000 bytes"),
    ],
)
def test_an_address_that_gives_nothing(server, path, words, monkeypatch, tmp_path):
    monkeypatch.setattr(fetch, "MAX_BYTES", 1_000_000)
    result = run("import", server + path, "-o", tmp_path / "out")
    assert (result.exit_code, words in result.stderr) == (2, True), result.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "address", ["http://", "https://[::1", "http://127.0.0.1:1/x", "http://a b/", "http://x:y/"]
)
def test_an_address_that_is_none(address):
    result = run("import", address)
    assert (result.exit_code, "can't be fetched" in result.stderr) == (2, True), result.stderr


@pytest.mark.parametrize("address", ["file:///etc/hostname", "ftp://localhost/x", "data:,x"])
def test_other_schemes_are_paths(address):
    result = run("import", address)
    assert (result.exit_code, "does not exist" in result.stderr) == (2, True)
