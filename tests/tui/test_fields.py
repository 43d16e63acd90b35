"""Where something is typed."""

from pathlib import Path

import pytest
from textual.widgets import Input

from newstui.config.roles import Role
from support.newsroom import fill
from support.reader_app import reading, with_theme


@pytest.mark.parametrize("name", ["night-ferry", "morning-desk"])
async def test_what_is_typed_into_has_a_ground_of_its_own(tmp_path: Path, name: str) -> None:
    fill(tmp_path)
    async with reading(tmp_path, settings=with_theme(name)) as run:
        await run.press("/")
        theme = run.app.desk.theme
        assert run.app.screen.query_one(Input).styles.background.hex.lower() == theme.styles[Role.INPUT].bg
        assert theme.styles[Role.INPUT].bg != theme.styles[Role.DIALOG].bg
