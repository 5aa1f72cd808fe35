"""A browser that costs almost nothing: one keep-alive connection, bytes in and out."""

import socket
from dataclasses import dataclass
from typing import Self

LONGEST = 120.0  # seconds; the slowest reference counts a million rows


class Wrong(Exception):
    """An answer that is not what was to be measured; its time would mean nothing."""


@dataclass(frozen=True)
class Answer:
    """Status, head in small letters, and body."""

    status: int
    head: bytes
    body: bytes

    def header(self, name: str) -> str:
        """The first header of this name (small letters), or ""."""
        for line in self.head.split(b"\r\n")[1:]:
            key, _, value = line.partition(b":")
            if key.lower() == name.encode():
                return value.strip().decode("latin-1")
        return ""


class Browser:
    """One client of the server on this port of the loopback; `cookies` is the Cookie header's text."""

    def __init__(self, port: int, cookies: str = "") -> None:
        self.port = port
        self.cookies = dict(pair.split("=", 1) for pair in cookies.split("; ") if pair)
        self.line: socket.socket | None = None
        self.rest = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Ends the connection; the next request opens another."""
        if self.line:
            self.line.close()
        self.line, self.rest = None, b""

    def request(self, path: str, method: str = "GET") -> bytes:
        """The bytes of a request without a body, to be sent as often as wanted."""
        return f"{method} {path} HTTP/1.1\r\n{self._headers()}\r\n".encode()

    def form(self, path: str, body: bytes) -> bytes:
        """The bytes of a form that is sent."""
        head = f"POST {path} HTTP/1.1\r\n{self._headers()}Content-Type: application/x-www-form-urlencoded\r\n"
        return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body

    def send(self, request: bytes) -> Answer:
        """Sends and reads the whole answer. Raises Wrong where the server hangs up or leaves the length out.

        A kept connection that was idle may be closed by the server at any moment: what only asks is then asked anew.
        """
        kept = self.line is not None
        try:
            return self._exchange(request)
        except OSError as problem:
            self.close()
            if not (kept and request.startswith(b"GET ")):
                raise Wrong(f"the server does not answer: {problem}") from problem
        try:
            return self._exchange(request)
        except OSError as problem:
            self.close()
            raise Wrong(f"the server does not answer: {problem}") from problem

    def _exchange(self, request: bytes) -> Answer:
        line = self._connected()
        line.sendall(request)
        return self._read(line)

    def keep_cookies(self, answer: Answer) -> None:
        """Takes over what the answer sets, and forgets what it takes away."""
        for row in answer.head.split(b"\r\n")[1:]:
            key, _, value = row.partition(b":")
            if key.lower() == b"set-cookie":
                name, _, text = value.split(b";")[0].strip().decode("latin-1").partition("=")
                self.cookies[name] = text
                if b"max-age=0" in value.lower():
                    del self.cookies[name]

    def _headers(self) -> str:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return f"Host: 127.0.0.1:{self.port}\r\n" + (f"Cookie: {cookies}\r\n" if cookies else "")

    def _connected(self) -> socket.socket:
        if self.line is None:
            self.line = socket.create_connection(("127.0.0.1", self.port), timeout=LONGEST)
            self.line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return self.line

    def _read(self, line: socket.socket) -> Answer:
        data = self.rest
        while (end := data.find(b"\r\n\r\n")) < 0:
            data += self._more(line)
        head = data[:end]
        at = head.lower().find(b"\r\ncontent-length:")
        if at < 0:
            raise Wrong("an answer without its length")
        size = int(head[at + 17 :].split(b"\r\n", 1)[0])
        parts, have = [data[end + 4 :]], len(data) - end - 4
        while have < size:
            parts.append(self._more(line))
            have += len(parts[-1])
        body = b"".join(parts)
        self.rest = body[size:]
        answer = Answer(int(head[9:12]), head, body[:size])
        if b"\r\nconnection: close" in head.lower():
            self.close()
        return answer

    @staticmethod
    def _more(line: socket.socket) -> bytes:
        data = line.recv(262_144)
        if not data:
            raise ConnectionError("hung up")
        return data
