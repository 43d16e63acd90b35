"""What went wrong with a request, in words."""

import socket
import ssl

from newstui.errors import NetworkError, Offline, TimedOut
from newstui.model.safe_text import safe_text
from newstui.network.addresses import host_of, shown
from newstui.network.clients import PROXY_HINT, load_httpx
from newstui.network.online import Connectivity, causes

_EXPIRED, _EARLY = 10, 9
_UNKNOWN_SIGNER = frozenset({18, 19, 20, 21})
"""OpenSSL's numbers for what is wrong with a certificate (X509_V_ERR_...)."""


def in_words(url: str, error: Exception, connectivity: Connectivity, *, proxied: bool = False) -> NetworkError:
    """The error that an exception of httpx, or of the system, stands for."""
    httpx = load_httpx()
    where = shown(url)
    if isinstance(error, httpx.TimeoutException):
        connecting = isinstance(error, httpx.ConnectTimeout)
        return TimedOut(f"{where} {'could not be reached in time' if connecting else 'stayed silent for too long'}.")
    if connectivity.says_offline(error):
        return Offline("There is no network.")
    for cause in causes(error):
        if isinstance(cause, ssl.SSLCertVerificationError):
            return _bad_certificate(where, cause)
        if isinstance(cause, ssl.SSLError):
            why = safe_text(cause.reason or "TLS failed")
            return NetworkError(f"{where} speaks no encryption that can be used ({why}).", passing=False)
        if proxied and isinstance(cause, ConnectionRefusedError | socket.gaierror | httpx.ProxyError):
            return NetworkError(f"The proxy through which {where} is asked does not answer, or refuses it.", hint=PROXY_HINT)
        if isinstance(cause, ConnectionRefusedError):
            return NetworkError(f"{where} refused the connection: no server runs there.")
        if isinstance(cause, socket.gaierror):
            return NetworkError(f"The name {host_of(url)} is not known.", hint="Check the address.", passing=False)
    if isinstance(error, httpx.RemoteProtocolError):
        return NetworkError(f"{where} broke off, or does not speak HTTP.")
    return NetworkError(f"{where} could not be read ({safe_text(str(error))[:100] or type(error).__name__}).")


def _bad_certificate(where: str, error: ssl.SSLCertVerificationError) -> NetworkError:
    hint = "Nothing is read from it until that is mended."
    if error.verify_code in _UNKNOWN_SIGNER:
        hint += " If the signer is one of your own, SSL_CERT_FILE can name its certificate."
    elif error.verify_code in (_EXPIRED, _EARLY):
        hint += " Look at this machine's clock, too."
    return NetworkError(
        f"The certificate of {where} is not valid: {safe_text(error.verify_message).rstrip('.')}.", hint=hint, passing=False
    )
