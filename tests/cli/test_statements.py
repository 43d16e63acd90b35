"""`newstui quotes`: over the cache and over files, filtered, in every form."""

import csv
import io
from datetime import UTC, datetime
from pathlib import Path

import pytest

from support.command_line import CommandLine
from support.newsroom import HEADLINE, fill

NOW = datetime(2024, 5, 31, 12, tzinfo=UTC)


@pytest.fixture
def newstui(tmp_path: Path) -> CommandLine:
    fill(tmp_path / "data", now=lambda: NOW)
    return CommandLine(tmp_path / "data")


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(
        "Council delays vote\n\nMayor Ilse Marant said: “=We | wait.” The trust plans a vote.\n\n"
        "Bo Falk reportedly fled the town.\n",
        encoding="utf-8",
    )
    return path


def test_every_row_from_the_cache_says_where_it_comes_from(newstui: CommandLine) -> None:
    rows = newstui("quotes", "--speaker", "Oyelaran", "--json").lines()
    assert len(rows) == 1
    row = rows[0]
    assert row["words"] == "The closure will cost them half their customers"
    assert (row["speaker"], row["cue"], row["outlet"], row["title"]) == ("Tomas Oyelaran", "told", "Harbour Post", HEADLINE)
    assert row["published"].startswith("2024-05-31")
    assert row["link"].startswith("https://")
    assert row["entry"] and row["confidence"] == 1
    ((start, end),) = row["offsets"]
    text = newstui("read", str(row["entry"]), "--json").lines()[0]["text"]
    assert text[start:end] == row["words"]


@pytest.mark.parametrize(
    ("options", "count"),
    [
        ((), 3),
        (("--outlet", "harbour post"), 3),
        (("--outlet", "har_our"), 0),
        (("--outlet", "Gazette"), 0),
        (("--since", "2024-05-30"), 3),
        (("--since", "2024-06-02"), 0),
        (("--until", "2024-05-29"), 0),
        (("--until", "2024-06-01"), 3),
        (("--kind", "direct"), 2),
        (("--kind", "direct", "--kind", "indirect"), 3),
        (("--kind", "block"), 0),
        (("--limit", "1"), 1),
    ],
)
def test_filters(newstui: CommandLine, options: tuple[str, ...], count: int) -> None:
    assert len(newstui("quotes", "--json", *options).lines()) == count


def test_quotations_of_single_articles(newstui: CommandLine) -> None:
    (number,) = {row["entry"] for row in newstui("quotes", "--json").lines()}
    other = next(row["id"] for row in newstui("list", "--json").lines() if row["id"] != number)
    newstui("mark", str(number), "--tag", "bridge")
    newstui("mark", str(other), "--tag", "other")

    def counted(*options: str) -> int:
        outcome = newstui("quotes", "--json", *options)
        assert outcome.status == 0, outcome.err
        return len(outcome.lines())

    assert counted("--entry", str(number)) == counted("--entry", str(other), "--entry", str(number)) == 3
    assert counted("--entry", str(other)) == 0
    assert counted("--tag", "Bridge") == 3 and counted("--tag", "other") == counted("--tag", "nowhere") == 0
    newstui("cache", "--repair-search")
    assert counted("--search", "chandlery") == 3 and counted("--search", "zebra") == 0
    assert counted("--search", "chandlery", "--tag", "bridge", "--speaker", "Oyelaran") == 1
    assert counted("--search", "chandlery", "--tag", "other") == 0
    missing = newstui("quotes", "--entry", "4711")
    assert missing.status == 1 and "There is no entry 4711." in missing.err
    assert newstui("quotes", "--entry", "x").status == 2


@pytest.mark.parametrize("option", ["--tag", "--search", "--entry"])
def test_files_have_neither_numbers_nor_tags(newstui: CommandLine, story: Path, option: str) -> None:
    outcome = newstui("quotes", str(story), option, "1")
    assert outcome.status == 2 and option in outcome.err


def test_nothing_found_is_said_in_words(newstui: CommandLine) -> None:
    outcome = newstui("quotes", "--speaker", "Nobody At All")
    assert outcome.status == 0
    assert outcome.out == "" and "No such quotation" in outcome.err


def test_a_wrong_date_is_a_usage_error(newstui: CommandLine) -> None:
    assert newstui("quotes", "--since", "yesterday").status == 2


@pytest.mark.parametrize(
    "arguments", [("quotes", "--until", "9999-12-31"), ("quotes", "--since", "0001-01-01"), ("stories", "--since", "0001-01-01")]
)
def test_a_date_too_far_off_is_a_usage_error(newstui: CommandLine, arguments: tuple[str, ...]) -> None:
    outcome = newstui(*arguments)
    assert outcome.status == 2 and "is not between 1900-01-01 and 2999-12-31" in outcome.err


def test_files_are_read_in_place_of_the_cache(newstui: CommandLine, story: Path) -> None:
    said, hedge = newstui("quotes", str(story), "--json").lines()
    assert said["speaker"] == "Ilse Marant"
    text = story.read_text(encoding="utf-8")
    assert [text[start:end] for start, end in said["offsets"]] == ["“=We | wait.”"]
    assert said["file"] == str(story) and said["link"] == story.as_uri()
    assert (hedge["kind"], hedge["hedged"], hedge["cue"]) == ("hedge", True, "reportedly")
    assert [row["speaker"] for row in newstui("quotes", str(story), "--speaker", "marant", "--json").lines()] == ["Ilse Marant"]
    assert newstui("quotes", str(story), "--since", "2000-01-01", "--json").out == ""


def test_a_file_that_cannot_be_read_fails_and_the_others_are_told(newstui: CommandLine, story: Path, tmp_path: Path) -> None:
    outcome = newstui("quotes", str(tmp_path / "missing.txt"), str(story), "--json")
    assert outcome.status == 1
    assert "missing.txt" in outcome.err
    assert len(outcome.lines()) == 2


def test_csv_is_safe_in_a_spreadsheet(newstui: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "formula.txt"
    path.write_text("Ada Lind spoke. =SUM(A1:A9) is what you need, Lind said.\n", encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(newstui("quotes", str(path), "--csv").out)))
    assert rows[0]["words"].startswith("'=SUM")
    assert rows[0]["speaker"] == "Ada Lind"
    assert rows[0]["offsets"].count("-") >= 1
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())


def test_markdown_reads_nothing_of_the_text_as_markdown(newstui: CommandLine, story: Path) -> None:
    lines = newstui("quotes", str(story), "--markdown").out.splitlines()
    assert lines[0].startswith("| Speaker | Quotation")
    assert "“=We \\| wait.”" in lines[2]
    assert len(lines) == 4


def test_the_table_is_there_for_those_who_ask(newstui: CommandLine) -> None:
    out = newstui("quotes", "--table").out
    assert "Mara Lindqvist" in out and "Harbour Post" in out


def test_analyze_explains_itself(newstui: CommandLine, story: Path) -> None:
    out = newstui("analyze", "--explain", str(story)).out
    assert "rule: clause; strength: statement" in out
    assert "cue: “said” at 39-43" in out
    assert "speaker: Ilse Marant, 95% sure: named in the source" in out
    assert "nobody is named; the cue says that the claim is not vouched for" in out


def test_analyze_says_why_an_analysis_is_reduced(newstui: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "deutsch.txt"
    path.write_text(
        "„Die Brücke ist sicher und wird morgen wieder geöffnet“, sagte sie am Montag in der Stadt. Der Bürgermeister wollte "
        "sich nicht dazu äußern, aber die Menschen sind froh, dass es vorbei ist.\n",
        encoding="utf-8",
    )
    out = newstui("analyze", str(path)).out
    assert "not in English (de)" in out
    assert "„Die Brücke ist sicher" in out


def test_what_is_denied_says_so_in_every_form(newstui: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "denied.txt"
    path.write_text("Council delays vote\n\nMayor Ilse Marant denied that the dam was unsafe.\n", encoding="utf-8")
    assert "Ilse Marant, denied (indirect): that the dam was unsafe" in newstui("quotes", str(path)).out
    (row,) = newstui("quotes", str(path), "--json").lines()
    assert (row["denied"], row["cue"]) == (True, "denied")
    assert "indirect, denied" in newstui("quotes", str(path), "--markdown").out
    assert newstui("analyze", str(path), "--json").lines()[0]["quotes"][0]["denied"] is True
    (cells,) = csv.DictReader(io.StringIO(newstui("quotes", str(path), "--csv").out))
    assert (cells["denied"], cells["hedged"]) == ("true", "false")


def test_a_pipe_is_told_of_which_kind_words_are_and_how_they_stand(newstui: CommandLine, story: Path, tmp_path: Path) -> None:
    out = newstui("quotes", str(story)).out.splitlines()
    assert out[0] == "Ilse Marant (direct): “=We | wait.”"
    assert out[2].startswith("Speaker not named, reportedly (no source named, told as unsure): ")
    block = tmp_path / "block.html"
    block.write_text(
        "<html><body><article><h1>Council delays vote</h1><p>The council met in the evening and heard from the mayor.</p>"
        "<p>Mayor Ilse Marant said in a statement:</p><blockquote><p>Nobody can keep our crews off the dam, and nobody will try"
        " to do so while I am in office.</p></blockquote><p>The trust plans another vote in the coming week, it said.</p>"
        "</article></body></html>",
        encoding="utf-8",
    )
    assert "Ilse Marant (block): Nobody can keep our crews off the dam" in newstui("quotes", str(block)).out


def told(path: Path, *paragraphs: str) -> str:
    """A story of these paragraphs; its path."""
    path.write_text("Council delays vote\n\n" + "\n\n".join(paragraphs) + "\n", encoding="utf-8")
    return str(path)


def test_what_nobody_vouches_for_says_so_in_every_form(newstui: CommandLine, tmp_path: Path) -> None:
    hedged = {"allegedly": "took the money", "reportedly": "reached only three villages", "is said": "to be furious"}
    path = told(
        tmp_path / "hedged.txt",
        "Bo Falk allegedly took the money from a builder.",
        "Crews had reportedly reached only three villages.",
        "Bo Falk is said to be furious with the mayor.",
    )
    for form in ("--plain", "--markdown"):
        said = " ".join(newstui("read", path, form).out.partition("Who said what")[2].split())
        for hedge, words in hedged.items():
            assert f"Somebody, {hedge} (no source named, told as unsure): " in said
            assert words in said
    listed, table = newstui("quotes", path).out, newstui("quotes", path, "--markdown").out
    assert table.count("hedge, told as unsure") == len(hedged)
    for hedge in hedged:
        assert f"Speaker not named, {hedge} (no source named, told as unsure): " in listed
        assert f"| {hedge} |" in table


def test_words_that_are_no_clause_have_their_verb(newstui: CommandLine, tmp_path: Path) -> None:
    path = told(
        tmp_path / "demands.txt",
        "Bo Falk demanded an inquiry into the dam.",
        "Bo Falk called the plan a “shell game”.",
        "Bo Falk promised to rebuild the dam.",
        "Bo Falk urged the council to wait.",
        "Bo Falk said that the dam was safe.",
    )
    for printed in (newstui("quotes", path).out, newstui("read", path, "--plain").out):
        for words in (
            "Bo Falk, demanded (indirect): an inquiry",
            "Bo Falk, called (mixed): the plan a “shell game”",
            "Bo Falk, promised (indirect): to rebuild the dam",
            "Bo Falk, urged",
            "Bo Falk (indirect): that the dam was safe",
        ):
            assert words in printed


def test_who_may_not_have_said_it_is_told_so(newstui: CommandLine, tmp_path: Path) -> None:
    likely = told(tmp_path / "likely.txt", "Bo Falk opened the dam. “It holds,” he said.")
    unclear = told(tmp_path / "unclear.txt", "Bo Falk and Jon Dahl opened the dam. “It holds,” he said.")
    sure = told(tmp_path / "sure.txt", "Bo Falk said that the dam was safe.")
    stories = {
        likely: "Bo Falk (direct, likely the speaker): “It holds,”",
        unclear: "he (direct, unclear who): “It holds,”",
        sure: "Bo Falk (indirect): that the dam was safe",
    }
    listed, analysed = newstui("quotes", *stories).out, newstui("analyze", *stories).out
    for path, words in stories.items():
        for printed in (listed, analysed, newstui("read", path, "--plain").out):
            assert words in printed


def test_read_lists_what_was_said_and_stances_on_request(newstui: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "hopes.txt"
    path.write_text(
        "Council delays vote\n\nMayor Ilse Marant said the dam was safe. She hopes that it will hold.\n", encoding="utf-8"
    )
    said = newstui("read", str(path), "--plain").out.partition("Who said what")[2]
    assert "the dam was safe" in said and "that it will hold" not in said
    for form in ("--plain", "--markdown"):
        assert "that it will hold" in newstui("read", str(path), form, "--stances").out.partition("Who said what")[2]


def test_a_configuration_that_is_asked_for_must_be_there(newstui: CommandLine, tmp_path: Path) -> None:
    missing = tmp_path / "nowhere.toml"
    done = newstui("--config", str(missing), "list")
    assert done.status == 1
    assert "nowhere.toml" in done.err and "config --init" in done.err
