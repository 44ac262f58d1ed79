"""Real SPARQL servers that are not ours, started on loopback, and the troubles of the way there."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple

from kommunalgraph.remote.connection import Credentials

_PATIENCE = 60  # seconds until a server must be up
_INI = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DirsAllowed = .
NumberOfBuffers = 20000
MaxDirtyBuffers = 15000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
[SPARQL]
ResultSetMaxRows = 10000
"""
"""As Debian delivers it: answers end after 10,000 rows without a word."""


class Server(NamedTuple):
    """A server: where it takes queries, updates and graphs, and who may write."""

    name: str
    port: int
    query: str
    update: str
    graphs: str
    credentials: Credentials | None = None


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def oxigraph_program() -> str | None:
    beside = Path(sys.executable).parent / "oxigraph"
    return str(beside) if beside.exists() else shutil.which("oxigraph")


def virtuoso_program() -> str | None:
    return shutil.which("virtuoso-t")


@contextmanager
def oxigraph(*options: str) -> Iterator[Server]:
    program = oxigraph_program()
    assert program
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    command = [program, "serve", "--bind", f"127.0.0.1:{port}", *options]
    with running(command, f"{base}/query?query=ASK%7B%7D"):
        yield Server("oxigraph", port, f"{base}/query", f"{base}/update", f"{base}/store")


@contextmanager
def virtuoso(folder: Path) -> Iterator[Server]:
    program = virtuoso_program()
    assert program
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    (folder / "virtuoso.ini").write_text(_INI.format(http=port, sql=free_port()))
    command = [program, "+foreground", "+configfile", "virtuoso.ini"]
    with running(command, f"{base}/sparql?query=ASK%7B%7D", folder=folder):
        yield Server(
            "virtuoso",
            port,
            f"{base}/sparql",
            f"{base}/sparql-auth",
            f"{base}/sparql-graph-crud-auth",
            Credentials("digest", "dba", "dba"),
        )


@contextmanager
def running(command: list[str], address: str, *, folder: Path | None = None) -> Iterator[None]:
    """Run a server until it answers at ``address``, and end it afterwards."""
    process = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait_for(address, process)
        yield
    finally:
        process.terminate()
        try:
            process.wait(60)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        assert process.poll() is None, f"the server ended with {process.returncode}"
        with suppress(OSError), urllib.request.urlopen(address, timeout=5):
            return
        time.sleep(0.1)
    raise AssertionError(f"no server at {address}")


class CuttingProxy:
    """Passes a connection on to ``port`` and cuts it after ``after`` bytes have gone there.

    ``cuts`` connections are cut, all later ones pass.
    """

    def __init__(self, port: int, *, after: int, cuts: int = 1) -> None:
        self._target = port
        self._after = after
        self._cuts = cuts
        self._passed = 0
        self.cut = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self._listener.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with client, socket.create_connection(("127.0.0.1", self._target)) as server:
            back = threading.Thread(target=_copy, args=(server, client), daemon=True)
            back.start()
            with suppress(OSError):
                while data := client.recv(4096):
                    self._passed += len(data)
                    if self.cut < self._cuts and self._passed > self._after:
                        self.cut += 1
                        self._passed = 0
                        for end in (client, server):
                            end.shutdown(socket.SHUT_RDWR)
                        return
                    server.sendall(data)
            back.join(5)


def _copy(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(1 << 16):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)


class Reply(NamedTuple):
    status: int = 200
    body: bytes = b""
    media_type: str = "application/sparql-results+json"
    headers: tuple[tuple[str, str], ...] = ()
    stated_length: int | None = None


class Request(NamedTuple):
    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@contextmanager
def scripted(answer: Callable[[Request], Reply]) -> Iterator[tuple[str, list[Request]]]:
    """Serve what ``answer`` says; yield the address and the requests as they come."""
    requests: list[Request] = []

    class Handler(BaseHTTPRequestHandler):
        def handle_any(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            request = Request(self.command, self.path, dict(self.headers), self.rfile.read(length))
            requests.append(request)
            reply = answer(request)
            self.send_response(reply.status)
            for name, value in reply.headers:
                self.send_header(name, value)
            self.send_header("Content-Type", reply.media_type)
            stated = len(reply.body) if reply.stated_length is None else reply.stated_length
            self.send_header("Content-Length", str(stated))
            self.end_headers()
            with suppress(OSError):
                self.wfile.write(reply.body)

        def log_message(self, *_: object) -> None:
            """Keep the test's output clean."""

    for method in ("GET", "POST", "PUT", "DELETE"):
        setattr(Handler, f"do_{method}", Handler.handle_any)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/sparql", requests
    finally:
        server.shutdown()
        server.server_close()
