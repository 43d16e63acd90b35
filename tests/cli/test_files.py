"""Files and standard input for analyze, read and quotes: what is text is read, what is none is refused in words."""

import gzip
import json
import os
import subprocess
from pathlib import Path

import pytest

from support.command_line import CommandLine
from support.site import PAGE

SAID = "“We will wait,” Mayor Ilse Marant said.\n"


@pytest.mark.parametrize("command", ["analyze", "read", "quotes"])
def test_standard_input_is_a_file_too(newstui: CommandLine, command: str) -> None:
    assert "Ilse Marant" in newstui(command, "-", stdin=SAID).out


def test_a_page_from_standard_input_is_known_as_one(newstui: CommandLine) -> None:
    out = newstui("read", "-", stdin=PAGE.format(title="Council delays barrier vote")).out
    assert out.startswith("Council delays barrier vote\n") and "<p>" not in out


def test_comments_at_the_beginning_hide_neither_page_nor_text(newstui: CommandLine) -> None:
    comments = b"<!-- a -->\n" * 40
    assert "Ilse Marant" in newstui("analyze", "-", stdin=comments + SAID.encode()).out
    page = comments + PAGE.format(title="Council delays barrier vote").encode()
    assert newstui("read", "-", stdin=page).out.startswith("Council delays barrier vote\n")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7\n1 0 obj", "is a PDF document, no text. Try: pdftotext {} - | newstui analyze -"),
        (gzip.compress(SAID.encode(), mtime=0), "is compressed, no text. Try: gunzip -c {} | newstui analyze -"),
        (b"\x89PNG\r\n\x1a\n\0\0", "is a picture, no text."),
        (b"PK\x03\x04\x14\0", "is an archive or an office document, no text."),
        (b"some\0zeros", "holds zero bytes"),
        (bytes(range(1, 32)) * 20, "is no text: much of it is control characters."),
        (b"a" * (10 * 1024 * 1024 + 1), "is larger than 10 MB."),
    ],
    ids=["pdf", "gzip", "picture", "zip", "zeros", "controls", "large"],
)
def test_what_is_no_text_is_refused(newstui: CommandLine, tmp_path: Path, data: bytes, words: str) -> None:
    path = tmp_path / "a file"
    path.write_bytes(data)
    outcome = newstui("analyze", str(path), "--json")
    assert (outcome.status, outcome.out) == (1, "")
    assert outcome.err.count(str(path)) <= 2 and f"{path} {words.format(repr(str(path)))}" in outcome.err
    outcome = newstui("analyze", "-", stdin=data)
    assert (outcome.status, outcome.out) == (1, "") and f"standard input {words.format('-')}" in outcome.err


def test_what_never_ends_is_bounded(newstui: CommandLine) -> None:
    outcome = newstui("analyze", "/dev/zero")
    assert outcome.status == 1 and "larger than 10 MB" in outcome.err


def test_several_files_are_told_apart_and_each_has_its_line(newstui: CommandLine, tmp_path: Path) -> None:
    paths = [tmp_path / "a" / "story.txt", tmp_path / "b" / "story.txt", tmp_path / "empty.txt", tmp_path / "latin.txt"]
    for path, data in zip(
        paths, (SAID.encode(), SAID.encode("utf-16"), b"", "Le café: “Non”, dit-il.".encode("cp1252")), strict=True
    ):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    outcome = newstui("analyze", "--json", *map(str, paths))
    assert outcome.status == 0, outcome.err
    lines = outcome.lines()
    assert [line["file"] for line in lines] == list(map(str, paths))
    assert [line["doc"] for line in lines] == ["story", "story", "empty", "latin"]
    assert lines[0]["quotes"][0]["content"] == lines[1]["quotes"][0]["content"] == [[0, 15]]
    assert lines[2]["quotes"] == []


def test_a_file_whose_name_is_no_text_is_analysed(newstui: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"caf\xe9.txt")
    path.write_text(SAID)
    outcome = newstui("analyze", str(path), "--json")
    assert outcome.status == 0 and json.loads(outcome.out)["doc"] == "caf\ufffd"


def test_a_folder_and_a_closed_input_are_told(newstui: CommandLine, tmp_path: Path) -> None:
    assert "cannot be read: Is a directory." in newstui("analyze", str(tmp_path)).err
    done = subprocess.run(
        ["sh", "-c", '"$@" <&-', "sh", *newstui.command("analyze", "-")], env=newstui.environment(),
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 1 and "standard input is closed" in done.stderr


def test_there_is_nothing_to_read_in_an_empty_file(newstui: CommandLine) -> None:
    outcome = newstui("read", "-", stdin="  \n")
    assert (outcome.status, outcome.out, outcome.err) == (1, "", "newstui: standard input is empty.\n")
