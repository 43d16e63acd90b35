"""The short run: every crash that was ever found, the seeds cut and stirred, and what hypothesis makes up."""

import random
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fuzz.seeds import SEEDS, WORDS
from fuzz.targets import LONGEST, TARGETS

FOUND = Path(__file__).parents[1] / "fixtures" / "fuzz"
KNOWN = sorted(path for path in FOUND.rglob("*") if path.is_file())


@contextmanager
def bounded() -> Iterator[None]:
    """Fails where it takes too long."""

    def too_long(number: int, frame: FrameType | None) -> None:
        raise AssertionError(f"it takes more than {LONGEST:.0f} seconds")

    before = signal.signal(signal.SIGALRM, too_long)
    signal.setitimer(signal.ITIMER_REAL, LONGEST)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize("path", KNOWN, ids=[f"{path.parent.name}/{path.name}" for path in KNOWN])
def test_what_once_crashed_does_not_again(path: Path) -> None:
    with bounded():
        TARGETS[path.parent.name](path.read_bytes())


@pytest.mark.parametrize("name", TARGETS)
def test_seeds_cut_and_stirred(name: str) -> None:
    chance = random.Random(11)
    for seed in SEEDS[name]:
        TARGETS[name](seed)
        for _ in range(25 if name in ("page", "content", "pages") else 80):
            data = bytearray(seed[: chance.randrange(len(seed))] if chance.random() < 0.2 else seed)
            for _ in range(chance.randint(1, 5)):
                at = chance.randrange(len(data) + 1)
                piece = chance.choice(WORDS[name]) if chance.random() < 0.6 else chance.randbytes(chance.randint(0, 4))
                data[at : at + chance.randint(0, 6)] = piece
            with bounded():
                TARGETS[name](bytes(data))


@pytest.mark.parametrize("name", TARGETS)
def test_what_nobody_meant(name: str) -> None:
    words = st.sampled_from([*WORDS[name], *(seed[:200] for seed in SEEDS[name])])
    texts = st.text(max_size=8).map(lambda text: text.encode("utf-8", "replace"))
    pieces = st.one_of(words, texts, st.binary(max_size=12))

    @settings(max_examples=40, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(st.lists(pieces, max_size=12).map(b"".join))
    def hold(data: bytes) -> None:
        with bounded():
            TARGETS[name](data)

    hold()
