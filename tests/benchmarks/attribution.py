"""Quotations against gold (PolNeAR dev, the seed article), and the analysis's time against spaCy's own pipeline.

The gold is not part of the project: without it the benchmark is skipped, and says so.
"""

import gc
import json
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.tools import median, tool
from newstui.language.model import MODEL_PACKAGE, LanguageModel
from newstui.language.passages import passages_of_text
from newstui.model.analysis import Analysis
from newstui.model.safe_text import SafeText
from newstui.services.analyse_text import analyse_passages
from support.shared import shared_folder

ROUNDS = 3
TIME_RATIO = 0.85
"""The analysis may take this share of the time of spaCy's full pipeline over the same texts."""
SPEAKERS_RIGHT = 0.85
AIMS = {
    "direct.e2e": 0.86,
    "direct.attributed": 0.88,
    "all.e2e": 0.56,
    "attr_direct.overlap": 0.94,
    "attr_direct.exact": 0.82,
    "token.source": 0.68,
}
"""F1 or share, by the scorer's names; text.md has people's figures beside them."""


def main() -> int:
    """Prints the tables; 1 if an aim is missed."""
    model = LanguageModel.load()
    status = _speakers(model)
    _hostile(model)
    shared = shared_folder()
    scorer = tool("score_quotes.py")
    if shared is None or scorer is None:
        return status
    gold = shared / "polnear" / "dev"
    if not gold.is_dir():
        print("skipped: needs ../shared/polnear/dev, which is not on this machine")
        return status
    texts = {path.stem: path.read_bytes().decode() for path in sorted((gold / "text").glob("*.txt"))}
    with tempfile.TemporaryDirectory() as folder:
        status |= _score(model, texts, gold, scorer, Path(folder))
        status |= _seed(model, shared, Path(folder))
    return status | _speed(model, list(texts.values()))


def analysed(model: LanguageModel, text: str) -> Analysis:
    """A plain text's analysis; the text's offsets hold, since nothing in it is changed."""
    safe = SafeText(text)
    return analyse_passages(safe, passages_of_text(safe), model)


def as_json(name: str, analysis: Analysis) -> str:
    """An analysis as the scorers read it (house.md, "Command line")."""
    quotes = [
        {
            "kind": q.kind,
            "content": q.content,
            "source": q.source or None,
            "cue": q.cue or None,
            "speaker": q.speaker,
            "via": q.via,
            "addressee": q.addressee,
            "hedged": q.hedged,
            "strength": q.strength,
        }
        for q in analysis.quotations
    ]
    entities = [{"name": e.name, "type": e.type, "mentions": e.mentions} for e in analysis.entities]
    return json.dumps({"doc": name, "quotes": quotes, "entities": entities}) + "\n"


def _speakers(model: LanguageModel) -> int:
    """The held-out speakers (speakers.toml): named rightly, rightly left open, guessed wrongly, left open without need."""
    cases = tomllib.loads((Path(__file__).parent / "speakers.toml").read_text(encoding="utf-8"))["case"]
    right = abstained = wrong = missed = 0
    for case in cases:
        text, gold = case["text"], case["speaker"] or None
        found = [q for q in analysed(model, text).quotations if any(case["part"] in part.of(text) for part in q.content)]
        speaker = min(found, key=lambda q: sum(part.length for part in q.content)).speaker if found else None
        right += speaker == gold and gold is not None
        abstained += speaker == gold and gold is None
        wrong += speaker is not None and speaker != gold
        missed += speaker is None and gold is not None
        if speaker != gold:
            print(f"    {case['text'][:90]!r}: {speaker}, not {gold}")
    named, open_ = sum(bool(c["speaker"]) for c in cases), sum(not c["speaker"] for c in cases)
    accuracy = (right + abstained) / len(cases)
    print(
        f"  speakers, {len(cases)} held-out passages: {right} of {named} named rightly, {abstained} of {open_} rightly left open,"
    )
    print(f"    {wrong} wrong guesses, {missed} left open without need: {accuracy:.3f}  (aim {SPEAKERS_RIGHT})")
    return int(accuracy < SPEAKERS_RIGHT)


def _hostile(model: LanguageModel) -> None:
    """Texts that would hurt a quadratic rule: half of each, and the whole, which must take about twice as long."""
    prose = "Ada Lind said that the bridge was closed and the old ferry ran again on Friday. Bo Falk denied it. "
    for name, unit, size in (
        ("without a paragraph break", prose, 500_000),
        ("an unclosed quotation", prose, 50_000),
        ("10,000 quotation marks", '"No way," she said. He said that "it was the end" of it. ', 72_000),
        ("10,000 nested parentheses", "(", 5_000),
    ):
        texts = []
        for characters in (size, 2 * size):
            body = unit * (characters // len(unit))
            texts.append("“" + body if "unclosed" in name else body + ")" * characters if unit == "(" else body)
        half, whole = (_seconds(lambda text=text: analysed(model, text)) for text in texts)  # type: ignore[misc]
        print(f"  {name} ({len(texts[1]) // 1000} KB): {whole:.1f} s, half of it: {half:.1f} s")


def _score(model: LanguageModel, texts: dict[str, str], gold: Path, scorer: Path, folder: Path) -> int:
    predictions, figures = folder / "dev.jsonl", folder / "figures.json"
    predictions.write_text("".join(as_json(name, analysed(model, text)) for name, text in texts.items()))
    command = [sys.executable, str(scorer), "--text", str(gold / "text"), "--ann", str(gold / "attributions"), str(predictions)]
    subprocess.run([*command, "--json", str(figures)], check=True)
    found = json.loads(figures.read_text())["dev"]["figures"]
    status = 0
    for name, aim in AIMS.items():
        value = found[name][2] if isinstance(found[name], list) else found[name]
        print(f"  {name:22} {value:.3f}  (aim {aim})" + ("" if value >= aim else "  SHORT"))
        status |= value < aim
    return int(status)


def _seed(model: LanguageModel, shared: Path, folder: Path) -> int:
    scorer = tool("score_seed.py")
    article = shared / "seed" / "article.txt"
    if scorer is None or not article.exists():
        return 0
    result = folder / "seed.jsonl"
    result.write_text(as_json("article", analysed(model, article.read_bytes().decode())))
    return subprocess.run([sys.executable, str(scorer), str(result)], check=False).returncode


def _speed(model: LanguageModel, texts: list[str]) -> int:
    from importlib import import_module

    plain: Any = import_module(MODEL_PACKAGE).load()
    ours, theirs = [], []
    for _ in range(ROUNDS):
        theirs.append(_seconds(lambda: [None for _ in plain.pipe(texts)]))
        ours.append(_seconds(lambda: [analysed(model, text) for text in texts]))
    ratio = median(ours) / median(theirs)
    print(f"  articles a second: {len(texts) / median(ours):.1f}, spaCy's full pipeline {len(texts) / median(theirs):.1f}")
    print(f"  time against spaCy's full pipeline: {ratio:.2f}  (aim {TIME_RATIO})" + ("" if ratio <= TIME_RATIO else "  SHORT"))
    return int(ratio > TIME_RATIO)


def _seconds(work: Callable[[], object]) -> float:
    gc.collect()
    began = time.process_time()
    work()
    return time.process_time() - began
