"""The reader's end of the pipe to its engine: starts it, hears it, wakes it, notices its death and starts it again."""

import asyncio
import contextlib
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING

from newstui.errors import NewstuiError

if TYPE_CHECKING:
    from newstui.engine.protocol import Command
    from newstui.model.events import Event

# The first seconds of a wait double with each death in a row: 1, 2, 4 ... 60. A life of a minute starts the row anew.
_FIRST_WAIT, _LONGEST_WAIT, _LONG_LIFE = 1.0, 60.0, 60.0
_LINE_LIMIT = 1 << 20
_GRACE = 2.0  # seconds between Stop and SIGKILL


def engine_command(data_dir: Path, config_file: Path | None = None, *, verbose: bool = False) -> list[str]:
    """The command line that starts an engine for this data folder; with `verbose` it logs all it does."""
    config = ["--config", str(config_file)] if config_file else []
    return [sys.executable, "-m", "newstui.engine", "--data-dir", str(data_dir), *config, *(["--verbose"] if verbose else [])]


class EngineLink:
    """Runs an engine as a child in its own session, its errors going to the log file.

    `on_event` gets each event, `on_change(running, words)` hears of start and death; both are called in the event loop.
    Nothing here blocks: commands to an engine that is not there, or does not read, are dropped, because wishes wait in the
    database and an engine looks at them when it starts.
    """

    def __init__(self, command: Sequence[str], log_file: Path, *, first_wait: float = _FIRST_WAIT) -> None:
        self._command = list(command)
        self._log_file = log_file
        self._first_wait = first_wait
        self._process: asyncio.subprocess.Process | None = None
        self._keeper: asyncio.Task[None] | None = None
        self._stopping = False
        self._on_event: Callable[[Event], None] = lambda event: None
        self._on_change: Callable[[bool, str], None] = lambda running, words: None
        self._trouble = ""  # if that was the last that the engine said
        self.garbled = 0
        """Lines from the engine that were no event."""

    @property
    def pid(self) -> int | None:
        """The engine's process id while it runs."""
        return self._process.pid if self._process and self._process.returncode is None else None

    def start(self, on_event: "Callable[[Event], None]", on_change: Callable[[bool, str], None]) -> None:
        """Start the engine and keep it running until `stop`. Call it in the event loop."""
        self._on_event, self._on_change = on_event, on_change
        if self._keeper is None:
            self._stopping = False
            self._keeper = asyncio.create_task(self._keep(), name="engine-link")

    def wake(self) -> None:
        """Tell the engine that a wish was put into the queue."""
        from newstui.engine.protocol import Wake

        self._send(Wake())

    def cancel(self) -> None:
        """Tell the engine to stop the running refresh or prefetch."""
        from newstui.engine.protocol import Cancel

        self._send(Cancel())

    async def stop(self) -> None:
        """Ask the engine to end, close its pipe, and wait two seconds before it is killed."""
        from newstui.engine.protocol import Stop

        self._stopping = True
        keeper, self._keeper = self._keeper, None
        process = self._process
        if process is not None and process.returncode is None:
            self._send(Stop())
            if process.stdin is not None:
                process.stdin.close()
            try:
                await asyncio.wait_for(process.wait(), _GRACE)
            except TimeoutError:
                with contextlib.suppress(ProcessLookupError):
                    process.kill()
                await process.wait()
        if keeper is not None:
            keeper.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await keeper

    def _send(self, command: "Command") -> None:
        process = self._process
        if process is None or process.stdin is None or process.stdin.is_closing() or process.returncode is not None:
            return
        if process.stdin.transport.get_write_buffer_size() > 4096:
            return  # it does not read; it will look at the queue when it does
        from newstui.engine.protocol import encode

        process.stdin.write(encode(command))

    async def _keep(self) -> None:
        loop = asyncio.get_running_loop()
        wait, before = self._first_wait, ""
        while True:
            born = loop.time()
            why = await self._live()
            if self._stopping:
                return
            if loop.time() - born > _LONG_LIFE:
                wait, before = self._first_wait, ""
            again = f"{why} It starts again in {max(1, round(wait))} s; reading goes on."
            self._on_change(False, "" if why == before else again)  # what lasts, such as a full disk, is told once
            before = why
            await asyncio.sleep(wait)
            wait = min(wait * 2, _LONGEST_WAIT)

    async def _live(self) -> str:
        """Run one engine until it ends; why it ended, in words."""
        try:
            with self._log() as log:
                self._process = process = await asyncio.create_subprocess_exec(
                    *self._command,
                    stdin=asyncio.subprocess.PIPE,
                    stdout=asyncio.subprocess.PIPE,
                    stderr=log,
                    start_new_session=True,
                    limit=_LINE_LIMIT,
                )
        except NewstuiError as error:
            return f"The engine could not be started. {error}"
        except OSError as error:
            return f"The engine could not be started ({error.strerror or error})."
        self._on_change(True, "")
        self._trouble = ""
        assert process.stdout is not None
        try:
            await self._listen(process.stdout)
        finally:
            if process.stdin is not None:
                process.stdin.close()
        try:
            # Its output has ended; an engine that stays without it would be deaf and dumb.
            code = await asyncio.wait_for(process.wait(), _GRACE)
        except TimeoutError:
            process.kill()
            code = await process.wait()
        if code > 0 and self._trouble:
            return f"The engine ended: {self._trouble}"
        return f"The engine was killed (signal {-code})." if code < 0 else f"The engine ended (exit status {code})."

    async def _listen(self, stdout: asyncio.StreamReader) -> None:
        from newstui.engine.protocol import decode_event
        from newstui.model.events import Trouble

        while True:
            try:
                line = await stdout.readline()
            except ValueError:  # longer than any event
                self.garbled += 1
                continue
            if not line:
                return
            try:
                event = decode_event(line)
            except ValueError:  # msgspec's errors are
                self.garbled += 1
                continue
            self._trouble = event.what if isinstance(event, Trouble) else ""
            self._on_event(event)

    def _log(self) -> IO[bytes]:
        self._log_file.parent.mkdir(parents=True, exist_ok=True)
        from newstui.config.log_file import open_log

        return open_log(self._log_file)
