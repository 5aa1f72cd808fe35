"""The contact sheet shows what was taken, and what was found, in the order of the tour."""

import re

from screens import contact_sheet
from screens.pictures import Album, Finding


def taken(folder, *paths):
    for path in paths:
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_bytes(b"")


def test_every_picture_is_on_the_sheet_by_role_page_and_width(tmp_path):
    taken(tmp_path, "head/home-360.png", "head/home-768.png", "head/home-1280.png", "head/letter-paper-1.png")
    place = contact_sheet.write(folder=tmp_path, pages={"head": ["home", "letter", "never-taken"]}, findings=[])
    html = place.read_text(encoding="utf-8")
    assert place == tmp_path / "index.html"
    assert re.findall(r'<img src="([^"]*)"', html) == [
        *("head/home-360.png", "head/home-768.png", "head/home-1280.png"),
        "head/letter-paper-1.png",
    ]
    assert "never-taken" not in html


def test_what_was_found_stands_beside_the_page_as_text(tmp_path):
    taken(tmp_path, "head/home-360.png", "chair/home-360.png")
    found = Finding(role="head", page="home", width=360, what='target of 20×20: <a href="/">x</a>')
    contact_sheet.write(folder=tmp_path, pages={"head": ["home"], "chair": ["home"]}, findings=[found])
    html = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert html.count("target of 20×20: &lt;a href=&quot;/&quot;&gt;x&lt;/a&gt;") == 1
    assert html.index("head-home") < html.index("target of 20×20") < html.index("chair-home")


def test_the_same_finding_at_several_widths_is_one_line(tmp_path):
    album = Album(tmp_path)
    album.findings += [Finding(role="head", page="home", width=width, what="too wide") for width in (360, 768)]
    album.findings.append(Finding(role="head", page="home", width=0, what="console: no"))
    assert album.lines() == ["head/home at 360, 768: too wide", "head/home: console: no"]
