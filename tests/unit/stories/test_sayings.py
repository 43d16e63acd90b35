"""The same words of somebody in several articles."""

from newstui.stories.sayings import Saying, filed_keys, pairs, same, sought_keys

WHOLE = "Inflation is on its way back to target, but the job is not finished, and nobody should expect a quick series of cuts."
CUT = "The job is not finished, and nobody should expect a quick series of cuts."


def said(words: str, speaker: str = "Petra Lindahl", *, entry: int = 1, own: bool = True) -> Saying:
    return Saying.of(entry, 0, words, speaker, own_words=own)


def test_a_quotation_and_its_cut_are_the_same_words_whoever_is_named() -> None:
    assert same(said(WHOLE), said(CUT))
    assert same(said(f"“{WHOLE}”"), said(CUT.upper(), "a spokesman"))


def test_a_short_quotation_is_the_same_only_from_the_same_mouth() -> None:
    assert same(said("We will not give up on this."), said("“We will not give up on this,”", "Governor Lindahl"))
    assert not same(said("We will not give up on this."), said("We will not give up on this.", "Otto Brenk"))
    assert not same(said("We are ready."), said("We are ready."))


def test_other_words_of_the_same_person_are_another_quotation() -> None:
    assert not same(said(WHOLE), said("Independence is not a privilege of the bank; it is a protection of the public."))


def test_what_shares_words_shares_keys_wherever_it_was_cut() -> None:
    assert set(filed_keys(said(WHOLE))) & set(sought_keys(said(CUT)))
    assert set(filed_keys(said(CUT))) & set(sought_keys(said(WHOLE)))
    assert len(filed_keys(said(WHOLE))) <= 4
    assert filed_keys(said("We are ready.")) == []


def test_in_one_story_a_reworded_quotation_is_found_by_its_speaker() -> None:
    mine = [said(CUT), said("Rents worry us more than bread.")]
    theirs = [said("no one should expect a quick series of rate cuts", "Lindahl", entry=2, own=False)]
    assert pairs(mine, theirs, one_story=True) == [(mine[0], theirs[0])]
    assert pairs(mine, theirs, one_story=False) == []
    stranger = [said("no one should expect a quick series of rate cuts", "Otto Brenk", entry=2, own=False)]
    assert pairs(mine, stranger, one_story=True) == []


def test_other_figures_or_nobody_in_particular_are_no_rewording() -> None:
    mine = [said("The dredging of the river will cost 7 million.", own=False)]
    assert pairs(mine, [said("dredging the river costs 7 million", "Lindahl", entry=2, own=False)], one_story=True)
    assert pairs(mine, [said("dredging the river costs 24 million", "Lindahl", entry=2, own=False)], one_story=True) == []
    report = "A report published on Tuesday"
    ours = [said("the cost of river dredging is 7 million", report, own=False)]
    theirs = [said("the cost of school closures is 7 million", report, entry=2, own=False)]
    assert pairs(ours, theirs, one_story=True) == []


def test_nearest_goes_to_nearest() -> None:
    mine = [said("The ferry was old."), said("The ferry was old and its pumps were broken.")]
    theirs = [said("the pumps of the old ferry were broken", "Lindahl", entry=2, own=False)]
    assert pairs(mine, theirs, one_story=True) == [(mine[1], theirs[0])]


def test_odd_quotations_do_no_harm() -> None:
    for words in ("", "“”", "…", "\ud800 " * 40, "no " * 3000):
        assert isinstance(same(said(words), said(words)), bool)
        filed_keys(said(words))
        pairs([said(words)], [said(words, entry=2)], one_story=True)
