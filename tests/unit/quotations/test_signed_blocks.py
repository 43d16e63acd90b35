"""Who signs a block quotation is its source, wherever the signature stands, and the signature is none of its words."""

import pytest

from newstui.extraction.document import document_from_markdown
from newstui.model.analysis import QuotationKind
from newstui.model.safe_text import SafeText
from newstui.services.analyse_text import analyse
from support.analysing import language_model

SAID = "A port is not a suitcase. You cannot carry it away."
LEAD = "The dockers met on Friday. Ilse Brandt, who leads them, spoke for an hour."


@pytest.mark.parametrize(
    ("block", "source"),
    [
        (f"> {SAID}\n>\n> — Ilse Brandt, at a rally on Nov. 21", "Ilse Brandt"),
        (f"> {SAID} — Ilse Brandt, mayor", "Ilse Brandt"),
        (f"> {SAID}\n\n— Ilse Brandt (mayor)", "Ilse Brandt"),
        (f"> {SAID}\n\nThe council will vote on the plan in May.", ""),
        (f"> {SAID} — Nobody knows that better than we do.", ""),
    ],
)
def test_who_signs_a_block(block: str, source: str) -> None:
    document = document_from_markdown(f"{LEAD}\n\n{block}", title=SafeText("Harbour"))
    (found,) = (q for q in analyse(document, language_model()).quotations if q.kind is QuotationKind.BLOCK)
    assert " ".join(span.of(document.text) for span in found.source) == source
    assert (found.speaker or "") == source
    if source:
        assert [span.of(document.text) for span in found.content] == [SAID]
