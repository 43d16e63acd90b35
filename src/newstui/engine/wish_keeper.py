"""Grants wishes from the queue: those a user waits for at once, long ones one at a time, all of them surviving a failure."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta

from newstui.bootstrap import Services
from newstui.engine.protocol import Network, Trouble, WishFailed
from newstui.errors import NewstuiError, Offline, StorageError
from newstui.model.wishes import Wish, WishKind
from newstui.services.clock import utc_now

logger = logging.getLogger(__name__)

QUICK_AT_ONCE = 4
RETRY_SECONDS = 60
"""How long a wish waits after it failed for want of a network."""
_LONG = frozenset({WishKind.REFRESH, WishKind.PREFETCH, WishKind.IMPORT})
