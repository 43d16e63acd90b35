"""Dictionary forms of verbs and nouns, from the exception list, word list and suffix rules that the model brings along.

The same tables and order of steps as WordNet's `morphy` and spaCy's rule lemmatizer; done here by Penn tag, so that the
model's slow mapping from tags to coarse classes can be left out.
"""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(slots=True)
class Lemmas:
    """Looks dictionary forms up; `exceptions`, `words` and `rules` are keyed by "verb" and "noun"."""

    exceptions: Mapping[str, Mapping[str, Sequence[str]]]
    words: Mapping[str, Container[str]]
    rules: Mapping[str, Sequence[tuple[str, str]]]
    _seen: dict[tuple[str, str], str] = field(default_factory=dict)

    def of(self, form: str, tag: str) -> str:
        """The lower-case dictionary form of a word with that Penn tag; the form itself where it is neither verb nor noun."""
        kind = "verb" if tag.startswith("VB") else "noun" if tag in ("NN", "NNS") else ""
        form = form.lower()
        if not kind:
            return form
        key = (form, kind)
        known = self._seen.get(key)
        if known is None:
            known = self._seen[key] = self._find(form, kind)
            if len(self._seen) > 50_000:  # hostile text must not fill the memory
                self._seen.clear()
        return known

    def _find(self, form: str, kind: str) -> str:
        listed = self.exceptions.get(kind, {}).get(form)
        if listed:
            return listed[0]
        words = self.words.get(kind, ())
        if form in words:
            return form
        for old, new in self.rules.get(kind, ()):
            if form.endswith(old) and form[: len(form) - len(old)] + new in words:
                return form[: len(form) - len(old)] + new
        return form
