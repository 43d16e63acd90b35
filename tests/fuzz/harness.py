"""One way in under the fuzzer, guided by coverage: `python -m fuzz.harness TARGET CORPUS -max_total_time=60 ...`.

The options are libFuzzer's. What crashes is written where -artifact_prefix says.
"""

import sys

import atheris

with atheris.instrument_imports(include=["newstui", "feedparser", "fastfeedparser", "markdownify"]):
    from fuzz.seeds import SEEDS
    from fuzz.targets import TARGETS

    for seed in SEEDS[sys.argv[1]]:  # what is imported on first need has to be watched too
        TARGETS[sys.argv[1]](seed)


def main() -> None:
    """Fuzz until the time is up, or something breaks."""
    target = TARGETS[sys.argv.pop(1)]
    atheris.Setup(sys.argv, target)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
