"""A gateway for text messages, as a process of its own on loopback.

What it does is chosen by the path: /ok takes the message, /status/503 refuses it with that status, /hang takes it and
never answers, /drop takes it and breaks the line, /slow/0.3 takes it after so many seconds. What it takes it writes to
its book, a line of JSON each; with `honours` a key that it took before is answered and not written again.
"""

import json
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


class Gateway:
    """Starts and stops the process; `with Gateway(folder) as gateway: gateway.url("/ok")`."""

    def __init__(self, folder: Path, *, honours: bool = True) -> None:
        self.book = folder / "taken.jsonl"
        self.honours = honours

    def __enter__(self) -> "Gateway":
        self.book.touch()
        command = [sys.executable, __file__, str(self.book), "honours" if self.honours else "forgets"]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout
        self.port = int(self.process.stdout.readline())
        return self

    def __exit__(self, *_error: object) -> None:
        self.process.kill()
        self.process.wait()

    def url(self, path: str) -> str:
        """The address at which it behaves so."""
        return f"http://127.0.0.1:{self.port}{path}"

    def taken(self) -> list[dict[str, str]]:
        """Messages that it took, in order."""
        return [json.loads(line) for line in self.book.read_text(encoding="utf-8").splitlines()]


class Handler(BaseHTTPRequestHandler):
    """One request."""

    book = ""
    honours = True
    known: set[str] = set()
    lock = threading.Lock()

    def do_POST(self) -> None:
        """Takes the message, or does what the path says."""
        message = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        _, behaviour, *argument = self.path.split("/")
        if behaviour == "status":
            self._answer(int(argument[0]), {"error": "as asked"})
            return
        if behaviour == "slow":
            time.sleep(float(argument[0]))
        self._take(message)
        if behaviour == "hang":
            time.sleep(3600)
        if behaviour == "drop":
            self.connection.close()
            return
        self._answer(201, {"id": f"g-{message['id'][:8]}"})

    def _take(self, message: dict[str, str]) -> None:
        key = self.headers["Idempotency-Key"]
        with self.lock:
            if self.honours and key in self.known:
                return
            self.known.add(key)
            line = json.dumps({**message, "key": key, "authorization": self.headers.get("Authorization", "")})
            with open(self.book, "a", encoding="utf-8") as book:
                book.write(line + "\n")

    def _answer(self, status: int, data: dict[str, str]) -> None:
        body = json.dumps(data).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        """Says nothing."""


if __name__ == "__main__":
    Handler.book, Handler.honours = sys.argv[1], sys.argv[2] == "honours"
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    print(server.server_address[1], flush=True)
    server.serve_forever()
