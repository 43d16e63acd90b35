"""Whether there is a network at all, as far as failures and successes tell."""

import errno
import socket
import time

MEMORY_SECONDS = 60.0
"""A success that is no older says that there is a network."""

_NO_ROUTE = frozenset({errno.ENETUNREACH, errno.ENETDOWN, errno.EHOSTDOWN, errno.EADDRNOTAVAIL})


def since_boot() -> float:
    """Seconds that also pass while the machine sleeps: it may wake up in another network."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


class Connectivity:
    """Remembers when another machine last answered.

    A name that cannot be resolved for now, or a network that cannot be reached, means "no network" only while no other host
    answers: otherwise that one host is to blame.
    """

    def __init__(self) -> None:
        self._answered_at: float | None = None
        self.answers = 0
        """How often another machine answered."""

    def answered(self) -> None:
        """Another machine answered, whatever it said."""
        self._answered_at = since_boot()
        self.answers += 1

    def says_offline(self, error: BaseException) -> bool:
        """Whether this failure to connect means that there is no network."""
        if self._answered_at is not None and since_boot() - self._answered_at < MEMORY_SECONDS:
            return False
        return any(map(no_network, causes(error)))


def has_route() -> bool:
    """Whether this machine has a way out. Nothing is sent: connecting a datagram socket only looks up the route.

    The addresses are those reserved for documentation (RFC 5737, RFC 3849), which nobody answers at.
    """
    for family, address in ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1")):
        try:
            with socket.socket(family, socket.SOCK_DGRAM) as probe:
                probe.connect((address, 9))
                return True
        except OSError:
            continue
    return False


def causes(error: BaseException) -> list[BaseException]:
    """An exception and all that led to it."""
    found: list[BaseException] = []
    waiting: list[BaseException | None] = [error]
    while waiting:
        at = waiting.pop()
        if at is None or at in found:
            continue
        found.append(at)
        waiting += [at.__cause__, at.__context__]
        if isinstance(at, BaseExceptionGroup):
            waiting += at.exceptions
    return found


def no_network(error: BaseException) -> bool:
    """Whether an exception says that the way out is missing, rather than the one server."""
    if isinstance(error, socket.gaierror):
        return error.errno == socket.EAI_AGAIN or not has_route()
    return isinstance(error, OSError) and error.errno in _NO_ROUTE
