"""What the make targets need of the operating system: looked for, and installed where we are root on Debian."""

import ctypes.util
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Need:
    """One thing needed: how to see whether it is there, Debian's packages for it, and what for."""

    there: Callable[[], bool]
    packages: tuple[str, ...]
    reason: str


def library(name: str) -> Callable[[], bool]:
    return lambda: ctypes.util.find_library(name) is not None


def program(*names: str) -> Callable[[], bool]:
    return lambda: any(shutil.which(name) for name in names)


def browser() -> bool:
    """Return whether there is a Chromium: the system's, the one named in CHROMIUM, or playwright's own."""
    if os.environ.get("CHROMIUM") or program("chromium", "chromium-browser", "google-chrome")():
        return True
    from playwright.sync_api import sync_playwright  # here: only the tests need it

    with sync_playwright() as driver:
        return os.path.exists(driver.chromium.executable_path)


NEEDS = {
    "pango": Need(
        there=library("pangoft2-1.0"),
        packages=("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"),
        reason="receipts and letters are laid out with Pango",
    ),
    "chromium": Need(there=browser, packages=("chromium",), reason="the tests use a real browser"),
    "poppler": Need(
        there=program("pdftotext"), packages=("poppler-utils",), reason="the tests read PDFs as a reader would"
    ),
    "gettext": Need(there=program("xgettext"), packages=("gettext",), reason="translations are checked with its tools"),
}


def main(names: list[str]) -> int:
    """Install what is missing of the named needs; 1 with a sentence where that is impossible."""
    missing = [name for name in names if not NEEDS[name].there()]
    if not missing:
        return 0
    if "chromium" in missing and _is_ubuntu() and os.geteuid() == 0:
        # Ubuntu's package is an empty one that asks for snap, which containers do not have
        subprocess.run([sys.executable, "-m", "playwright", "install", "--with-deps", "chromium"], check=True)
        missing.remove("chromium")
    packages = [package for name in missing for package in NEEDS[name].packages]
    if packages and (os.geteuid() != 0 or not shutil.which("apt-get")):
        for name in missing:
            print(f"Missing: {' '.join(NEEDS[name].packages)} ({NEEDS[name].reason}).", file=sys.stderr)
        print(f"Please install with your system's packages, on Debian: sudo apt-get install {' '.join(packages)}")
        return 1
    if packages:
        print(f"Installing {' '.join(packages)} ...", flush=True)
        _apt("update", "-q")
        _apt("install", "-q", "-y", "--no-install-recommends", *packages)
    return 0


def _apt(*arguments: str) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", *arguments], env=environment, check=True, stdout=subprocess.DEVNULL)


def _is_ubuntu() -> bool:
    try:
        return platform.freedesktop_os_release().get("ID") == "ubuntu"
    except OSError:
        return False


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except subprocess.CalledProcessError as problem:
        sys.exit(f"{' '.join(problem.cmd)} failed with code {problem.returncode}")
