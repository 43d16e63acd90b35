"""Certificates for servers on this machine, good and bad ones, made by the openssl program; a test that has none is skipped."""

import shutil
import ssl
import subprocess
from pathlib import Path

import pytest

_CURVE = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")


class Authority:
    """Somebody who signs certificates; `file` is what one has to trust to believe them."""

    def __init__(self, folder: Path) -> None:
        if shutil.which("openssl") is None:
            pytest.skip("there is no openssl here to make certificates with")
        self._folder = folder
        self.file = folder / "authority.pem"
        self._key = folder / "authority.key"
        usage = ("-addext", "keyUsage=critical,keyCertSign,cRLSign")  # Python 3.13 and newer want it
        named = ("-subj", "/CN=Authority of a test", "-days", "2", *usage)
        self._run("req", "-x509", *_CURVE, *named, "-keyout", self._key, "-out", self.file)

    def server(self, name: str, *, days: int = 2, own: bool = False) -> ssl.SSLContext:
        """What a server of that name shows; with `own`, a certificate that nobody but itself has signed. After 0 days it has
        ended."""
        key, certificate, request, names = (self._folder / f"{name}{end}" for end in (".key", ".pem", ".csr", ".names"))
        names.write_text(f"subjectAltName=DNS:{name}\nauthorityKeyIdentifier=keyid\n")
        if own:
            signed = ("-days", days, "-addext", f"subjectAltName=DNS:{name}", "-out", certificate)
            self._run("req", "-x509", *_CURVE, "-subj", f"/CN={name}", "-keyout", key, *signed)
        else:
            self._run("req", "-new", *_CURVE, "-subj", f"/CN={name}", "-keyout", key, "-out", request)
            signer = ("-CA", self.file, "-CAkey", self._key, "-CAcreateserial", "-days", days)
            self._run("x509", "-req", "-in", request, *signer, "-out", certificate, "-extfile", names)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        return context

    @staticmethod
    def _run(*arguments: object) -> None:
        subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True, timeout=60)
