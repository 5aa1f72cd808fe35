"""Pages turn with their language, so nothing of ours may say left or right."""

import re
from pathlib import Path

from django.conf import settings

PHYSICAL = re.compile(r"\b(left|right)\b|\b(ml|mr|pl|pr)-(?:\d|auto)\b|\bfloat-(?:start|end)\b|\btext-(left|right)\b")


def test_styles_and_templates_are_logical():
    root = Path(settings.BASE_DIR)
    found = []
    for path in [*root.glob("static/css/*.css"), *root.glob("templates/**/*.html")]:
        text = re.sub(r"/\*.*?\*/|{#.*?#}|{%[- ]*(?:block)?trans.*?%}|>[^<]*<", "", path.read_text(), flags=re.S)
        found += [f"{path.name}: {match.group()}" for match in PHYSICAL.finditer(text)]
    assert found == []


def test_no_template_needs_a_looser_policy():
    root = Path(settings.BASE_DIR)
    inline = re.compile(r"<style|\sstyle=|\son(?:click|change|submit|load|input|key\w+)=|<script(?![^>]*\ssrc=)", re.S)
    # what is drawn as PDF is never sent to a browser
    pages = [path for path in root.glob("templates/**/*.html") if "demo" not in path.parts]
    assert [str(path) for path in pages if inline.search(path.read_text())] == []
