"""The inside of bench/profiling.py: runs in the portal's folder and environment."""

import cProfile
import io
import json
import pstats
import sys
import time
from pathlib import Path
from typing import Any

SHOWN = 45


def main(asked: dict[str, Any]) -> None:
    """Calls the page `times` times warm, once timed and once under the profiler."""
    import django

    django.setup()
    from django.core.wsgi import get_wsgi_application
    from django.urls import reverse

    from bench import probe
    from bench.subjects import chosen

    subject = next((one for one in chosen()[0] if one.name == asked["page"]), None)
    if subject:
        found = subject.find(probe)
        paths, cookies = found["paths"], found["cookies"]
    else:
        paths = [asked["page"] if asked["page"].startswith("/") else reverse(asked["page"])]
        cookies = probe.sign_in(asked["visitor"])
    application, environments = get_wsgi_application(), [environment(path, cookies) for path in paths]
    for one in environments:
        call(application, one)
    call(application, environments[0])
    count = asked["times"]
    started = time.perf_counter()
    loop(application, environments, count)
    plain = (time.perf_counter() - started) / count
    profile = cProfile.Profile()
    profile.runcall(loop, application, environments, count)
    print(f"{paths[0]} ({len(paths)} addresses), {count} times: {plain * 1000:.2f} ms each without the profiler,")
    print(f"{probe.queries(paths[0], cookies)} SQL queries; below, seconds of all {count} under it\n")
    shown = io.StringIO()
    pstats.Stats(profile, stream=shown).strip_dirs().sort_stats(asked["sort"]).print_stats(SHOWN)
    print(shown.getvalue())


def environment(path: str, cookies: str) -> dict[str, Any]:
    """A WSGI environment as gunicorn makes it."""
    path, _, query = path.partition("?")
    return {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SCRIPT_NAME": "",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "127.0.0.1",
        "HTTP_COOKIE": cookies,
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
    }


def call(application: Any, environ: dict[str, Any]) -> None:
    """One request, its answer read to the end. AssertionError where it is no page."""
    states: list[str] = []
    answer = application(dict(environ), lambda status, headers, exc_info=None: states.append(status))
    b"".join(answer)
    answer.close()
    assert states[0].startswith("200"), f"{environ['PATH_INFO']} answers {states[0]}"


def loop(application: Any, environments: list[dict[str, Any]], times: int) -> None:
    """Visits the pages in turn."""
    for turn in range(times):
        call(application, environments[turn % len(environments)])


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    main(json.loads(sys.argv[1]))
