"""The reference pages say what the program does: they are made from it."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

DOCS = Path(__file__).parents[2] / "docs"


def maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("docs_make", DOCS / "make.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("page", ["commands.md", "newstui.1", "keys.md", "settings.md", "themes.md"])
def test_the_reference_page_is_what_make_docs_makes(page: str) -> None:
    assert (DOCS / page).read_text(encoding="utf-8") == maker().PAGES[page](), "run: make docs"
