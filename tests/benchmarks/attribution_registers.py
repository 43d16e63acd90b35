"""Who said what in whole invented articles of many registers, against answers written before the first run.

attribution_registers.txt holds them: "## name", the article, "---", and its answers, one a line, parts parted by " | ":
`S` a statement or `T` a stance: words of its content, words of its source, its speaker. "E KIND" names, parted by ";".
"-" is nobody, "*" whatever, "/" parts answers that are right alike. Articles were written in two batches; names that begin with
"B-" and "D-" were kept apart while rules were made for the others of their batch, and "C-" is the second batch's first part.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from benchmarks.attribution import analysed
from newstui.language.model import LanguageModel
from newstui.model.analysis import Analysis

GOLD = Path(__file__).parent / "attribution_registers.txt"
SPEAKERS_RIGHT = 0.9
KINDS_RIGHT = 0.9


def articles() -> Iterator[tuple[str, str, list[str]]]:
    """Each article's name, text and answers."""
    for block in GOLD.read_text(encoding="utf-8").split("## ")[1:]:
        name, _, rest = block.partition("\n")
        text, _, answers = rest.partition("\n---\n")
        yield name, text.strip(), answers.strip().splitlines()


def main() -> int:
    """Prints what is wrong, and the counts; 1 if too little is right."""
    model = LanguageModel.load()
    counts: Counter[str] = Counter()
    for name, text, answers in articles():
        found = analysed(model, text)
        for answer in answers:
            kind, _, rest = answer.partition(" ")
            if kind in ("S", "T"):
                _speaker(name, text, found, [part.strip() for part in rest.split("|")], counts)
            elif kind == "E":
                _kinds(name, found, rest, counts)
    said, names = counts["said"], counts["names"]
    print(
        f"  {counts['found']} of {said} statements and stances found, {counts['right']} with the right speaker or rightly none,"
    )
    print(f"    {counts['wrong']} with a wrong one (aim {SPEAKERS_RIGHT:.0%} right)")
    print(f"  {counts['kinds']} of {names} names found and of the right kind, {counts['mistaken']} of a wrong one")
    return int(counts["right"] < SPEAKERS_RIGHT * said or counts["kinds"] < KINDS_RIGHT * names)


def _speaker(name: str, text: str, found: Analysis, gold: list[str], counts: Counter[str]) -> None:
    part, source, speakers = gold[0], gold[1].split("/"), gold[2].split("/")
    counts["said"] += 1
    hits = [q for q in found.quotations if any(part in span.of(text) for span in q.content)]
    if not hits:
        print(f"    {name}: missed {part!r}")
        return
    counts["found"] += 1
    fitting = [
        q
        for q in hits
        if "*" in source
        or any(words in span.of(text) for words in source for span in q.source)
        or ("-" in source and not q.source)
    ]
    best = min(fitting or hits, key=lambda q: sum(span.length for span in q.content))
    right = "*" in speakers or (best.speaker or "-") in speakers
    counts["right"] += right
    counts["wrong"] += not right and best.speaker is not None
    if not right:
        print(f"    {name}: {part!r} is {best.speaker}'s, not {gold[2]}'s")


def _kinds(name: str, found: Analysis, gold: str, counts: Counter[str]) -> None:
    kind, _, names = gold.partition(" ")
    kinds = {str(form): e.type.value for e in reversed(found.entities) for form in (e.name, *e.aliases)}
    for forms in (one.strip().split("/") for one in names.split(";")):
        counts["names"] += 1
        told = next((kinds[form] for form in forms if form in kinds), None)
        counts["kinds"] += told == kind
        counts["mistaken"] += told not in (kind, None)
        if told != kind:
            print(f"    {name}: {forms[0]} is {told or 'not found'}, not {kind}")
