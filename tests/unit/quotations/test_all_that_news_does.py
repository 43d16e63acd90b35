"""One row for each way in which news tells who said what, and for each thing that only looks like it; the gold first."""

from dataclasses import dataclass

import pytest

from newstui.model.analysis import QuotationKind, Strength
from support.analysing import analysed

DIRECT, MIXED, INDIRECT = QuotationKind.DIRECT, QuotationKind.MIXED, QuotationKind.INDIRECT
BLOCK, HEADLINE, HEDGE = QuotationKind.BLOCK, QuotationKind.HEADLINE, QuotationKind.HEDGE
BODY = "\n\nThe mayor opened the bridge on Monday, and many people came to see it there."


@dataclass(frozen=True)
class Said:
    """What must be found: the words that say who, and all that is said, parts joined by " | "."""

    source: str
    content: str
    kind: QuotationKind
    hedged: bool = False
    via: str | None = None
    strength: Strength = Strength.STATEMENT


FORMS: dict[str, tuple[str, Said]] = {
    "a quotation that goes on after its frame": (
        "“We lost the boat,” he said. “It was a good one.”",
        Said("he", "“We lost the boat,” | “It was a good one.”", DIRECT),
    ),
    "several paragraphs, each opened, the last closed": (
        "Ada Lind told the court: “The harbour is ours.\n\n“It will stay ours.\n\n“That is all.”",
        Said("Ada Lind", "“The harbour is ours. | “It will stay ours. | “That is all.”", DIRECT),
    ),
    "several paragraphs with straight marks": (
        'Ada Lind told the court: "The harbour is ours.\n\n"It will stay ours."',
        Said("Ada Lind", '"The harbour is ours. | "It will stay ours."', DIRECT),
    ),
    "a block without marks": (
        "The ministry wrote to the crews:\n\nNo ship leaves before noon. We expect calm.\n\nThe crews waited for an hour.",
        Said("The ministry", "No ship leaves before noon. We expect calm.", BLOCK),
    ),
    "a block with marks": (
        "The ministry wrote to the crews:\n\n“No ship leaves before noon. We expect calm.”\n\nThe crews waited for an hour.",
        Said("The ministry", "“No ship leaves before noon. We expect calm.”", DIRECT),
    ),
    "a transcript": (
        "LIND: Is it safe?\n\nFALK: It always was.\n\nLIND: Thank you.",
        Said("FALK", "It always was.", BLOCK),
    ),
    "questions and answers": (
        "Ada Lind is mayor.\n\nQ: Is it safe?\n\nA: It always was.\n\nQ: Who pays?\n\nA: All of us.",
        Said("A", "It always was.", BLOCK),
    ),
    "an interview that names the interviewer in full": (
        "Northport Gazette: Is it safe?\n\nAda Lind: It always was.\n\nNorthport Gazette: Who pays?\n\nAda Lind: All of us.",
        Said("Ada Lind", "It always was.", BLOCK),
    ),
    "a headline with the speaker first": (
        "Mayor: Bridge to close for a year" + BODY,
        Said("Mayor", "Bridge to close for a year", HEADLINE),
    ),
    "a headline with the speaker last": (
        "Bridge to close for a year: mayor" + BODY,
        Said("mayor", "Bridge to close for a year", HEADLINE),
    ),
    "a headline that says says": ("Mayor says bridge is safe" + BODY, Said("Mayor", "bridge is safe", INDIRECT)),
    "a headline with marks": ("'Bridge is safe': mayor" + BODY, Said("mayor", "'Bridge is safe'", HEADLINE)),
    "a headline whose last word reports": (
        "Bridge may close for a year, study finds" + BODY,
        Said("study", "Bridge may close for a year", INDIRECT),
    ),
    "a mixed quotation with its unquoted rest": (
        "The mayor said that the bridge was “a disgrace” and would close.",
        Said("The mayor", "that the bridge was “a disgrace” and would close", MIXED),
    ),
    "indirect with that": (
        "The mayor said that the bridge would close.",
        Said("The mayor", "that the bridge would close", INDIRECT),
    ),
    "indirect without that": ("The mayor said the bridge would close.", Said("The mayor", "the bridge would close", INDIRECT)),
    "an inverted cue": ("“The bridge is safe,” said Ada Lind.", Said("Ada Lind", "“The bridge is safe,”", DIRECT)),
    "an inverted cue without marks": (
        "The bridge would close, said Ada Lind.",
        Said("Ada Lind", "The bridge would close", INDIRECT),
    ),
    "a split quotation": (
        "“The bridge,” she said, “is safe for all.”",
        Said("she", "“The bridge,” | “is safe for all.”", DIRECT),
    ),
    "a split indirect statement": (
        "The bridge, the mayor said, would close.",
        Said("the mayor", "The bridge | would close", INDIRECT),
    ),
    "a frame far from its clause": (
        "The bridge will be repaired in May and is safe for now, Mayor Ada Lind said on Monday, hours after it shook.",
        Said("Mayor Ada Lind", "The bridge will be repaired in May and is safe for now", INDIRECT),
    ),
    "according to": ("According to Ada Lind, the bridge would close.", Said("Ada Lind", "the bridge would close", INDIRECT)),
    "according to, after": ("The bridge would close, according to a study.", Said("a study", "The bridge would close", INDIRECT)),
    "in a statement": (
        "In a statement, the office said the bridge would close.",
        Said("the office", "the bridge would close", INDIRECT),
    ),
    "in a statement that was e-mailed": (
        "“Our offer has not moved,” Ada Lind said in a statement, e-mailed to the Northport Gazette on Monday.",
        Said("Ada Lind", "“Our offer has not moved,”", DIRECT),
    ),
    "e-mailed": ("Ada Lind e-mailed that the boat was gone.", Said("Ada Lind", "that the boat was gone", INDIRECT)),
    "on Twitter": ("“The bridge is closed,” the mayor wrote on Twitter.", Said("the mayor", "“The bridge is closed,”", DIRECT)),
    "a post": ("“The bridge is closed,” the mayor posted on Monday.", Said("the mayor", "“The bridge is closed,”", DIRECT)),
    "a tweet": ("The bridge would close, the mayor tweeted.", Said("the mayor", "The bridge would close", INDIRECT)),
    "a document": ("The report shows that the bridge is unsafe.", Said("The report", "that the bridge is unsafe", INDIRECT)),
    "a document that reads": ("The notice reads: “The bridge is closed.”", Said("The notice", "“The bridge is closed.”", DIRECT)),
    "records that show, last": (
        "The bridge was sold twice, records obtained by the Gazette show.",
        Said("records obtained by the Gazette", "The bridge was sold twice", INDIRECT),
    ),
    "a poll": (
        "A poll found that most voters want a new bridge.",
        Said("A poll", "that most voters want a new bridge", INDIRECT),
    ),
    "unnamed officials": (
        "The bridge would close, two officials close to the council said.",
        Said("two officials close to the council", "The bridge would close", INDIRECT),
    ),
    "a nested attribution": (
        "Ada Lind said that Bo Falk had told her that the boat was gone.",
        Said("Bo Falk", "that the boat was gone", INDIRECT),
    ),
    "a relay": (
        "The lamp was never lit, Ada Lind told the keepers, the Northport Gazette reported.",
        Said("Ada Lind", "The lamp was never lit", INDIRECT, via="Northport Gazette"),
    ),
    "a relay before": (
        "The Northport Gazette reported that Ada Lind claimed the ferry was late.",
        Said("Ada Lind", "the ferry was late", INDIRECT, via="Northport Gazette"),
    ),
    "denied": ("The mayor denied that the bridge was unsafe.", Said("The mayor", "that the bridge was unsafe", INDIRECT)),
    "admitted": ("The mayor admitted that the bridge was unsafe.", Said("The mayor", "that the bridge was unsafe", INDIRECT)),
    "refused to say": (
        "The mayor refused to say whether the bridge was safe.",
        Said("The mayor", "whether the bridge was safe", INDIRECT),
    ),
    "reportedly": ("The bridge has reportedly been sold.", Said("", "The bridge has | been sold", HEDGE, hedged=True)),
    "allegedly": ("The brakes allegedly failed twice.", Said("", "The brakes | failed twice", HEDGE, hedged=True)),
    "is said to": ("The mayor is said to be ill.", Said("", "The mayor | to be ill", HEDGE, hedged=True)),
    "reportedly said": (
        "The mayor reportedly said that the bridge would close.",
        Said("The mayor", "that the bridge would close", INDIRECT, hedged=True),
    ),
    "according to, with a hedge in it": (
        "According to two sailors, the firm may have lowered its offer, reportedly because of the storm.",
        Said("two sailors", "the firm may have lowered its offer, reportedly because of the storm", INDIRECT, hedged=True),
    ),
    "said, with a hedge in it": (
        "Ada Lind said that the man had allegedly thrown paint.",
        Said("Ada Lind", "that the man had allegedly thrown paint", INDIRECT, hedged=True),
    ),
    "said of somebody who reportedly said": (
        "Ada Lind said that Bo Falk reportedly told her that the boat was gone.",
        Said("Ada Lind", "that Bo Falk reportedly told her that the boat was gone", INDIRECT),
    ),
    "a first of two statements, before though": (
        "Ada Lind said the storm was “likely” to grow, though she cautioned that “one storm proves nothing.”",
        Said("Ada Lind", "the storm was “likely” to grow", MIXED),
    ),
    "a day between the verb and its clause": (
        "Ada Lind said on Monday she will not resign.",
        Said("Ada Lind", "she will not resign", INDIRECT),
    ),
    "likes to say": (
        "“A port is not a suitcase,” Ada Lind likes to say.",
        Said("Ada Lind", "“A port is not a suitcase,”", DIRECT),
    ),
    "denies it": ("Bo Falk was accused of theft; he denies it.", Said("he", "it", INDIRECT)),
    "a letter": (
        "To the editor:\n\nYour report was wrong. I was on the ferry.\n\nAda Lind, Northport",
        Said("Ada Lind", "Your report was wrong. I was on the ferry.", BLOCK),
    ),
    "a signed quotation": ("“She taught us to read.” — Mia Holt", Said("Mia Holt", "“She taught us to read.”", DIRECT)),
    "a question put to somebody": (
        "Asked whether the bridge was safe, the mayor shrugged.",
        Said("", "whether the bridge was safe", INDIRECT, strength=Strength.STANCE),
    ),
    "after a dateline": ("OSLO — The road was closed, Ada Lind said.", Said("Ada Lind", "The road was closed", INDIRECT)),
    "a headline that ends in a full stop": (
        "Mayor: Bridge to close for a year." + BODY,
        Said("Mayor", "Bridge to close for a year", HEADLINE),
    ),
    "a name beside a colon": (
        "The fall did not surprise pollster Ann Roe: “It was coming for years.”",
        Said("pollster Ann Roe", "“It was coming for years.”", DIRECT),
    ),
    "a signature in a line of its own": (
        "“She taught us to read.”\n\n— Mia Holt",
        Said("Mia Holt", "“She taught us to read.”", DIRECT),
    ),
    "a remark of the writer, left out": (
        "The council praised the ferry, which sails again on Friday.",
        Said("The council", "the ferry", INDIRECT, strength=Strength.STANCE),
    ),
    "the first of two statements": (
        "Ada Lind said that the bridge is unsafe, and urged drivers to stay away.",
        Said("Ada Lind", "that the bridge is unsafe", INDIRECT),
    ),
    "the second of two statements": (
        "Ada Lind said that the bridge is unsafe, and urged drivers to stay away.",
        Said("Ada Lind", "drivers to stay away", INDIRECT),
    ),
    "a deed of saying": (
        "Ada Lind made the point that the bridge is unsafe.",
        Said("Ada Lind", "that the bridge is unsafe", INDIRECT),
    ),
    "an argument that is": ("Her argument was that the bridge is unsafe.", Said("Her", "that the bridge is unsafe", INDIRECT)),
    "an estimate": (
        "Insurers put the damage at nine million crowns.",
        Said("Insurers", "the damage at nine million crowns", INDIRECT),
    ),
    "a statement issued": (
        "Ada Lind issued a statement saying that the bridge is unsafe.",
        Said("Ada Lind", "that the bridge is unsafe", INDIRECT),
    ),
    "a frame within somebody's belief": (
        "The mayor believes that the bridge is unsafe, an aide said.",
        Said("an aide", "The mayor believes that the bridge is unsafe", INDIRECT),
    ),
    "a belief": (
        "The mayor believes that the bridge is safe.",
        Said("The mayor", "that the bridge is safe", INDIRECT, strength=Strength.STANCE),
    ),
    "a source that has a hyphen": (
        "His ex-wife also contended that it was fine.",
        Said("His ex-wife", "that it was fine", INDIRECT),
    ),
    "a source of three": (
        "The family, protesters and civic leaders demanded that the police release the film.",
        Said("The family, protesters and civic leaders", "that the police release the film", INDIRECT),
    ),
    "called, with words of its own in the middle": (
        "Ada Lind on Tuesday called Bo Falk's remarks about a judge “racist,” and left.",
        Said("Ada Lind", "Bo Falk's remarks about a judge “racist,”", MIXED),
    ),
    "called something, and quoted after a colon": (
        "Anders Lindqvist of Orvane Lines called it a distraction: “This letter changes nothing.”",
        Said("Anders Lindqvist of Orvane Lines", "“This letter changes nothing.”", DIRECT),
    ),
    "what somebody called it before a colon": (
        "Ada Lind called it a distraction: “This letter changes nothing.”",
        Said("Ada Lind", "it a distraction", INDIRECT, strength=Strength.STANCE),
    ),
    "called for, and quoted after a colon": (
        "Ada Lind called for calm: “Nobody moves.”",
        Said("Ada Lind", "“Nobody moves.”", DIRECT),
    ),
    "which somebody called": (
        "The plan, which Ada Lind called “a disgrace,” is dead.",
        Said("Ada Lind", "which | “a disgrace,”", MIXED, strength=Strength.STANCE),
    ),
    "a second quotation after but": (
        "“You know, I love Falk,” Ada Lind said, but “when it comes to boats, Falk has a history.”",
        Said("Ada Lind", "“You know, I love Falk,” | “when it comes to boats, Falk has a history.”", DIRECT),
    ),
    "a quotation before a sentence that is complete by itself": (
        "“It must be closed,” Ada Lind said. “Not this year. But soon.” The engineer reportedly warned of cracks.",
        Said("Ada Lind", "“It must be closed,” | “Not this year. But soon.”", DIRECT),
    ),
    "a quotation before somebody who says something else": (
        "“It must be closed,” Ada Lind said. “Why not now?” The engineer complained about cracks.",
        Said("Ada Lind", "“It must be closed,” | “Why not now?”", DIRECT),
    ),
    "what happened meanwhile, left out": (
        "“His songs will live on,” Ada Lind said, as a few young men worked outside. “His stories will live on here.”",
        Said("Ada Lind", "“His songs will live on,” | “His stories will live on here.”", DIRECT),
    ),
    "a clause whose subject a parser loses": (
        "The judge said just because the leak was not seen did not mean it was not there.",
        Said("The judge", "just because the leak was not seen did not mean it was not there", INDIRECT),
    ),
    "the second of two statements, without a comma": (
        "Ada Lind said she was moved by the pictures and noted that the band had played.",
        Said("Ada Lind", "that the band had played", INDIRECT),
    ),
    "a participle that adds something": (
        "Ada Lind said the lamp was out, adding that nobody had noticed.",
        Said("Ada Lind", "that nobody had noticed", INDIRECT),
    ),
    "an aside in parentheses": (
        "The ferries (93 percent of them ran late, according to the harbour office) are old.",
        Said("the harbour office", "93 percent of them ran late", INDIRECT),
    ),
    "how it looks": (
        "The lead seems to be safe.",
        Said("", "The lead | to be safe", INDIRECT, strength=Strength.STANCE),
    ),
    "done in words, and not said by whom": (
        "The mayor was accused of bias.",
        Said("", "The mayor | of bias", INDIRECT, strength=Strength.STANCE),
    ),
    "after a dateline with an agency": (
        "CARROW SOUND, Scotland (AP) - The road was closed, Ada Lind said.",
        Said("Ada Lind", "The road was closed", INDIRECT),
    ),
    "blame, which says nothing in itself": (
        "The minister blamed a single motor.",
        Said("The minister", "a single motor", INDIRECT, strength=Strength.STANCE),
    ),
    "who urges somebody goes on to say why": (
        "The league urged the senate to reject him, saying that he lied.",
        Said("The league", "that he lied", INDIRECT),
    ),
    "what is urged ends where that begins": (
        "The league urged the senate to reject him, saying that he lied.",
        Said("The league", "the senate to reject him", INDIRECT),
    ),
    "with somebody warning": (
        "The council called for calm, with its chair, Ada Lind, warning that the bridge was unsafe.",
        Said("Ada Lind", "that the bridge was unsafe", INDIRECT),
    ),
    "a verb that looks like a noun": (
        "The Bank forecast growth of two per cent this year.",
        Said("The Bank", "growth of two per cent this year", INDIRECT),
    ),
    "a verb that looks like a noun, and a clause": (
        "The Bank forecast that prices would rise.",
        Said("The Bank", "that prices would rise", INDIRECT),
    ),
    "an apology before a colon, in British spelling": (
        "The club apologised on Instagram: “We were late.”",
        Said("The club", "“We were late.”", DIRECT),
    ),
    "ruled out": ("The mayor ruled out a new bridge.", Said("The mayor", "a new bridge", INDIRECT)),
    "shot back": ("Falk shot back that the bridge was safe.", Said("Falk", "that the bridge was safe", INDIRECT)),
    "behind a sum that ends a sentence": (
        "Drivers fear that it will cost them £2m. “August is our whole year,” said Ada Lind.",
        Said("Ada Lind", "“August is our whole year,”", DIRECT),
    ),
    "letters behind a name": (
        "Prosecutor Ada Lind KC said the mayor had ignored three warnings.",
        Said("Prosecutor Ada Lind KC", "the mayor had ignored three warnings", INDIRECT),
    ),
    "called something that a parser takes for a noun": (
        "The ministry called the claim groundless.",
        Said("The ministry", "the claim groundless", INDIRECT),
    ),
    "dismissed in words of its own": (
        "The council dismissed the claim as “nonsense”.",
        Said("The council", "the claim as “nonsense”", MIXED),
    ),
    "conceded, with the subject outside the marks": (
        "The premier dumped the plan, conceding the business case “didn’t add up”.",
        Said("The premier", "the business case “didn’t add up”", MIXED),
    ),
    "a short quotation that a parser sees no clause in": (
        "Astley cautioned that the models “run hot.”",
        Said("Astley", "that the models “run hot.”", MIXED),
    ),
    "as somebody observed, behind a but": (
        "But as Ada Lind once observed, “the ferry is always late”.",
        Said("Ada Lind", "“the ferry is always late”", DIRECT),
    ),
    "declined to comment, which says nothing": (
        "The ministry declined to comment on the plan.",
        Said("The ministry", "to comment on the plan", INDIRECT, strength=Strength.STANCE),
    ),
    "asked for at a table": (
        "Ada Lind asked for the bill and left.",
        Said("Ada Lind", "the bill", INDIRECT, strength=Strength.STANCE),
    ),
    "a body whose letters are a word": (
        "WHO warns of fake pills" + BODY,
        Said("WHO", "fake pills", INDIRECT),
    ),
    "behind an aside that a parser takes for the rest": (
        "Former captain Barbara Keogh, commentating for Radio Four, called Menon's innings “as good as any I have seen here”.",
        Said(
            "Former captain Barbara Keogh, commentating for Radio Four,",
            "Menon's innings “as good as any I have seen here”",
            MIXED,
        ),
    ),
    "insisted for months": (
        "Ada Lind has insisted for months that the company was close to profit.",
        Said("Ada Lind", "that the company was close to profit", INDIRECT),
    ),
    "what goes on behind a relay is its speaker's": (
        "“This one is on me,” Ada Lind said, according to a recording. “We hired for a future that did not come.”",
        Said("Ada Lind", "“This one is on me,” | “We hired for a future that did not come.”", DIRECT, via="a recording"),
    ),
    "after a dateline with the day before the month": (
        "DUBLIN, 4 March – The road was closed, Ada Lind said.",
        Said("Ada Lind", "The road was closed", INDIRECT),
    ),
}

MARKS = {
    "curly": "“We will not go,” said Ada Lind.",
    "straight": '"We will not go," said Ada Lind.',
    "single": "‘We will not go,’ said Ada Lind.",
    "single straight": "'We will not go,' said Ada Lind.",
    "doubled singles": "''We will not go,'' said Ada Lind.",
    "backticks": "``We will not go,'' said Ada Lind.",
    "mixed": '“We will not go," said Ada Lind.',
    "guillemets": "«We will not go,» said Ada Lind.",
    "low and high": "„We will not go,“ said Ada Lind.",
    "the opening one closes": "“We will not go,“ said Ada Lind.",
    "the closing one opens": "”We will not go,” said Ada Lind.",
    "marks within marks": "“We ‘will not’ go,” said Ada Lind.",
    "double within single": "‘We “will not” go,’ said Ada Lind.",
    "no blank before": "Ada Lind said,“We will not go.”",
    "never closed": "Ada Lind said: “We will not go.",
    "the frame inside an unclosed one": "“We will not go, Ada Lind said.",
}

NOTHING = {
    "as, of time": "The ferry left as the crowd gathered on the quay.",
    "to tell apart": "Bells and whistles tell the boats apart.",
    "verbs of saying in a row": "A minister promises, a union denies, an agency has heard.",
    "a label before a colon": "4:40 p.m.:\n\nThe ferry left the quay with forty people aboard.",
    "titles of works": "He read “The Grey Heron” and “A Winter at Sea” on the ferry.",
    "a title after a verb of saying": "She wrote “The Grey Heron” in 1961.",
    "a nickname": "Bo “The Rock” Falk won the race by six seconds.",
    "nicknamed": "Bo Falk, nicknamed “Iron Bo”, won the race.",
    "scare quotes": "The so-called “smart” benches were built in 2019.",
    "scare quotes without a warning": "The “free” ferry costs nine crowns.",
    "a term being defined": "A “bridge loan” is a loan that is repaid within a year.",
    "a term that is called so": "The device, known as a “governor”, turns the wheel.",
    "feet and inches": "He is 6'2\" tall and weighs 90 kilos.",
    "feet and inches, curly": "He is 6’2” tall and weighs 90 kilos.",
    "inches": 'The screen is 27" wide and 12" high.',
    "apostrophes": "It's the dogs' dinner, and the '90s aren't back.",
    "rock 'n' roll": "The rock 'n' roll band's drummers' van broke down.",
    "a play": "A popular play called “The Ferry to Dunmere” opened on Friday.",
    "a noun phrase in marks": "They fitted “a single motor” to the boat.",
    "a time before a colon": "14.20: Trains cancelled" + BODY,
    "asked for at a table": "Ada Lind asked for the bill, and for a fork.",
    "declined to comment": "The ministry declined to comment.",
    "how somebody is seen, told in passing": "Ada Lind, who is widely seen as his likely successor, was in Oslo.",
    "a plural possessive": "The teachers' union and the drivers' club met.",
}


@pytest.mark.parametrize("name", FORMS)
def test_form(name: str) -> None:
    text, gold = FORMS[name]
    found = analysed(text)
    rows = {
        (source, content): quotation for quotation in found.analysis.quotations for source, _, content in [found.words(quotation)]
    }
    assert (gold.source, gold.content) in rows
    quotation = rows[gold.source, gold.content]
    assert (quotation.kind, quotation.hedged, quotation.via, quotation.strength) == (
        gold.kind,
        gold.hedged,
        gold.via,
        gold.strength,
    )


@pytest.mark.parametrize("name", MARKS)
def test_marks(name: str) -> None:
    found = analysed(MARKS[name])
    (quotation,) = found.analysis.quotations
    assert quotation.speaker == "Ada Lind"
    assert quotation.kind is DIRECT
    assert (
        found.words(quotation)[2].strip("“”„‘’«»'\"`,.").replace("‘will not’", "will not").replace("“will not”", "will not")
        == "We will not go"
    )


@pytest.mark.parametrize("name", NOTHING)
def test_nothing_is_said(name: str) -> None:
    found = analysed(NOTHING[name])
    assert [found.words(q) for q in found.analysis.quotations if q.strength is Strength.STATEMENT] == []
