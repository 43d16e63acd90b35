"""Who a source means: names, surnames, offices, acronyms, pronouns, bodies. Thirty-odd invented passages, gold first.

Each is (text, words of the content, the speaker's name or None where a guess would be no better than a coin).
"""

import pytest

from support.analysing import analysed

GOLD: list[tuple[str, str, str | None]] = [
    ("“We won,” Ada Lind said.", "won", "Ada Lind"),
    ("Ada Lind led the choir. Lind said that it sang well.", "sang", "Ada Lind"),
    ("Ada Lind led the choir. “We sang well,” she said.", "sang", "Ada Lind"),
    ("President Jon Dahl arrived on Monday. The president said that he was tired.", "tired", "Jon Dahl"),
    (
        "Danish Foreign Minister (FM) Jon Dahl flew to Oslo. The Danish FM told reporters that talks had failed.",
        "failed",
        "Jon Dahl",
    ),
    ("Jon Dahl, the head of the observatory, came late. The head of the observatory said the roof leaks.", "roof", "Jon Dahl"),
    ("The mayor said the roof leaks. Mayor Jon Dahl has held the office since May.", "roof", "Jon Dahl"),
    ("The Harbour Rescue Service (HRS) has two boats. HRS said that both were broken.", "both", "Harbour Rescue Service"),
    ("Jon Dahl met Ada Lind on Monday. Dahl said that the talks went well.", "talks", "Jon Dahl"),
    ("Mr. Jon Dahl met Mrs. Ada Lind on Monday. She said that the talks went well.", "talks", "Ada Lind"),
    ("“The talks failed,” said the Danish ministry.", "talks", "Danish ministry"),
    ("The Danish government announced that taxes would fall.", "taxes", "Danish government"),
    ("Dahl’s office said that he was ill. Jon Dahl has led the party since 2010.", "ill", "Dahl’s office"),
    ("Ada Lind, who runs the port, said that trade was slow.", "trade", "Ada Lind"),
    ("A spokesman said that trade was slow.", "trade", None),
    ("Officials said that trade was slow.", "trade", None),
    ("Jon Dahl and Ada Lind said that trade was slow.", "trade", None),
    ("Denmark said that it would leave the talks.", "leave", "Denmark"),
    ("The United States said that it would leave the talks. The U.S. has two envoys there.", "leave", "United States"),
    ("According to Ada Lind, trade was slow.", "trade", "Ada Lind"),
    ("Jon Dahl spoke first. He told the crowd that prices would fall.", "prices", "Jon Dahl"),
    ("Actress Mia Holt met Jon Dahl. “I was moved,” the actress said.", "moved", "Mia Holt"),
    ("Chancellor Eva Brandt spoke in Berlin. The German chancellor warned that time was short.", "time", "Eva Brandt"),
    ("Trade was slow, said Ada Lind of the port council.", "Trade", "Ada Lind"),
    ("Party leader Jon Dahl resigned. “It was time,” Dahl wrote on Twitter.", "time", "Jon Dahl"),
    ("Jon Dahl resigned.\n\n“It was time to go,” he said.\n\n“There is nothing more to do here.”", "nothing more", "Jon Dahl"),
    ("Ada Lind’s lawyer, Bo Falk, said that she would appeal.", "appeal", "Bo Falk"),
    ("In a statement, Ada Lind said that she would appeal.", "appeal", "Ada Lind"),
    ("Zoë Müller spoke on Friday. Muller said that the plan had failed.", "plan", "Zoë Müller"),
    ("“The plan failed,” according to the Northport Gazette.", "plan", "Northport Gazette"),
    ("The Northport Council met on Monday. The council said that the plan had failed.", "plan", "Northport Council"),
    ("Jon Dahl’s wife, Ada Lind, denied the report. He said nothing about it.", "the report", "Ada Lind"),
    ("Jo Dahl met Kim Lind. Dahl spoke first. He was calm, he said. “I was not,” she said.", "I was not", "Kim Lind"),
    ("Critics say that the plan has failed.", "plan", None),
    ("The World Health Organization met. The Geneva-based agency said boats were late.", "boats", "World Health Organization"),
    ("The Governor of Oduma State, Chief Tunde Bako, was angry. “We shall go,” the governor vowed.", "shall", "Tunde Bako"),
    ("Jon Dahl is a minister. Prime Minister Ada Lind came late. The minister said the plan had failed.", "plan", "Jon Dahl"),
    ("An internal memo of the Coastal Union told staff to wait. “Keep quiet,” it says.", "quiet", None),
    ("The Kenya Nurses Congress secretary-general, Grace Atieno, urged them to hurry.", "hurry", "Grace Atieno"),
    ("Cyclist died after brakes failed, coroner told\n\nCoroner Ann Roe heard it.", "brakes failed", None),
    ("The minister spoke. Striker Emeka Nwosu said the pitch was wet.", "pitch", "Emeka Nwosu"),
    ("WHO warns of pills\n\nThe World Health Organization met on Monday. The WHO left.", "pills", "World Health Organization"),
]

REACHED = 0.9
"""The share that must be right: what the rules reach, less one or two for a new model's whims."""


def test_speakers_of_the_held_out_set() -> None:
    wrong = []
    for text, part, expected in GOLD:
        found = analysed(text)
        speaker = found.statement(part).speaker
        if speaker != expected:
            wrong.append((text, speaker, expected))
    assert len(GOLD) >= 30
    assert len(wrong) <= (1 - REACHED) * len(GOLD), wrong


@pytest.mark.parametrize(("text", "part", "expected"), GOLD[:8], ids=[g[0][:40] for g in GOLD[:8]])
def test_plain_cases_are_always_right(text: str, part: str, expected: str | None) -> None:
    quotation = analysed(text).statement(part)
    assert quotation.speaker == expected
    assert quotation.reason
    assert 0.5 <= quotation.confidence <= 1


BODIES: list[tuple[str, str, str | None]] = [
    ("The dockers’ union said that the port had refused to talk.", "refused", "the dockers’ union"),
    (
        "The dockers’ union met on Monday. The dockers’ union said so. The union said the port slept.",
        "slept",
        "the dockers’ union",
    ),
    ("The ministry said that two boats had sunk.", "two boats", "the ministry"),
    ("Police said that two boats had sunk.", "two boats", "police"),
    ("The police said that two boats had sunk.", "two boats", "police"),
    ("Oslo police said that two boats had sunk.", "two boats", "Oslo police"),
    ("The city’s water board said that the dam would hold.", "dam", "the city’s water board"),
    ("A local charity said that the dam would hold.", "dam", None),
    ("The family said that the dam would hold.", "dam", None),
    ("The company said that the dam would hold.", "dam", None),
    ("The Riverside Tenants’ League met. The league said that rents had doubled.", "rents", "Riverside Tenants’ League"),
    ("People familiar with the talks said that the dam would hold.", "dam", None),
    ("Officials at the ministry said that the dam would hold.", "dam", None),
]


@pytest.mark.parametrize(("text", "part", "name"), BODIES)
def test_a_body_that_the_article_describes_is_called_by_its_words(text: str, part: str, name: str | None) -> None:
    assert analysed(text).statement(part).speaker == name


@pytest.mark.parametrize(
    ("text", "part", "speaker"),
    [
        ("City boss Stefan Brandt was not pleased. “It was late,” said the German.", "late", "Stefan Brandt"),
        ("Marie Lund won the race. The Frenchwoman said it was late.", "late", "Marie Lund"),
        ("Mark Lund won the race. The Frenchwoman said it was late.", "late", None),
        ("“It was late,” the Spaniard, Luis Arce, answered.", "late", "Luis Arce"),
        ("Emma Falk and Anna Lund played. “It was late,” said the American.", "late", None),
        ("German striker Max Falk lost to Bo Lund. Lund laughed. “It was late,” said the German.", "late", "Max Falk"),
        ("Danish striker Max Falk won. “It was late,” said the German.", "late", None),
        ("A German said it was late.", "late", None),
        ("Germany won. “It was late,” said the German.", "late", None),
        ("The Germans said it was late.", "late", "Germany"),
        ("Citing Reuters, the BBC said it was late.", "late", "BBC"),
        ("Pope Clement wept. Quoting Matthew, he said it was late.", "late", "Clement"),
        ("The pope wept. Quoting Matthew, he said it was late.", "late", None),
    ],
)
def test_who_is_called_by_a_country_and_who_quotes_whom(text: str, part: str, speaker: str | None) -> None:
    assert analysed(text).statement(part).speaker == speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Hydrolane plc built the dam. The Environment Agency fined it. The company said it was late.", "Hydrolane"),
        ("Lumenar Inc. sold phones. The U.S. Safety Commission opened a probe. The company said it was late.", "Lumenar Inc."),
        ("Ferry operator Blue Line Ltd cancelled trips. Reuters reported it. The company said it was late.", "Blue Line Ltd"),
        ("Lumenar Inc. sold phones. Orvane AG sold drugs. The company said it was late.", None),
        ("Orvane AG will buy Pallister Labs. The firm said it was late.", None),
        ("Kara Dobbs, an analyst at TechPulse, wept. The company said it was late.", None),
        ("She is proud of its Halo phone. The company said it was late.", None),
        ("The Environment Agency fined nobody. The company said it was late.", None),
        ("Amazon opened a hub in Leeds. The Labour Party objected. The company said it was late.", "Amazon"),
    ],
)
def test_the_company_is_no_agency_and_one_of_two_is_open(text: str, speaker: str | None) -> None:
    assert analysed(text).statement("late").speaker == speaker


ISLAND = "Oddny Skarre has rowed since she was nine. Her cousin Torvik Skarre cooks.\n\nHe left early. "
ICE = "Edda Brandvold drew maps of the ice. She was 94.\n\nHer daughter, Ruth Hay, was there. "


@pytest.mark.parametrize(
    ("text", "part", "speaker"),
    [
        (ISLAND + "Skarre laughed. “I am not bitter,” he said.", "bitter", "Torvik Skarre"),  # of two by one name, the man
        (ICE + "“She was cold,” her daughter said.\n\n“The map was all we had,” she said in 1988.", "map", "Edda Brandvold"),
        ("Lykke Omdal is a teacher. Her husband is less hopeful. “They will leave,” he said.", "leave", None),
        ("Lykke Omdal met Torvik Roe.\n\nHer husband is tired. “They will leave,” he said.", "leave", None),
        (
            "Bernie Lund ran the port. He was strict.\n\nAda Falk met Bernie Lund on Monday. “It is late,” she said.",
            "late",
            "Ada Falk",
        ),
    ],
)
def test_whom_a_pronoun_means_by_what_the_text_calls_people(text: str, part: str, speaker: str | None) -> None:
    assert analysed(text).statement(part).speaker == speaker


STRANGERS = [
    ("Police said that they had arrested a man, 34, who allegedly threw paint. He denies the charge.", "charge", None),
    ("A man was held on Friday.\n\nHe said that he was tired.", "tired", None),
    ("Police held a woman on Friday. He said that the talks went well.", "talks", "Jon Dahl"),
    ("Dahl met a man on the quay. He said that the talks went well.", "talks", "Jon Dahl"),
    ("It rained. As a man, he said, one sleeps well.", "sleeps", "Jon Dahl"),
    ("It rained. As a teacher, he said that the talks went well.", "talks", "Jon Dahl"),
]


@pytest.mark.parametrize(("text", "part", "speaker"), STRANGERS, ids=[t for t, _, _ in STRANGERS])
def test_who_was_just_spoken_of_without_a_name_is_nobody_named_before(text: str, part: str, speaker: str | None) -> None:
    found = analysed(f"Deputy Mayor Jon Dahl opened the meeting on Monday.\n\n{text}")
    assert found.statement(part).speaker == speaker
