"""Paper: one A4 page, our own fonts only, and words that can be copied, searched and read aloud."""

import datetime as dt
import io
import re
import shutil
import subprocess
from types import SimpleNamespace

import pypdf
from django.template import engines
from django.utils.safestring import SafeString

from documents.domain import pdfs
from ui.signature import to_svg

PAPER = """{% extends "ui/sheet.html" %}{% load ui %}{% block title %}إيصال تقديم طلب{% endblock %}
{% block number %}إيصال {% ltr "1448-00326" %}<br>{% day day week=True letter=True %}{% endblock %}
{% block body %}<h1>إيصال تقديم طلب</h1>
<p>تسلّمت الجمعية الطلب الآتي بعد توقيع إقرار صحة المعلومات، والله الموفق، ولا إلزام قبل القرار الأول.</p>
<dl class="facts"><div><dt>مقدم الطلب</dt><dd>نورة بنت صالح السدراوي</dd></div>
<div><dt>الجوال</dt><dd>{% ltr "0500000326" %}</dd></div><div><dt>الإيجار</dt><dd>{% money 9000 %}</dd></div></dl>
<div class="say"><b class="big">{% day day week=True letter=True %}</b></div>
<ol class="do"><li>تدرس الباحثة الاجتماعية الحالة.</li><li>تنظر لجنة البحث في الطلب.</li></ol>
<div class="sign-row"><div><div class="drawn">{{ drawn }}</div><div class="box">مقدم الطلب</div></div></div>
{{ more }}{% endblock %}"""
QR = SafeString('<svg viewBox="0 0 2 2"><rect width="1" height="1"/></svg>')


def drawn(monkeypatch, **extra):
    """Return the PDF of a receipt."""
    context = {
        "association": SimpleNamespace(name="جمعية المثال الأسرية", licence="0000", phone="920000000"),
        "code": "R7K4-2M9X",
        "verify_url": "portal.example.org.sa/v",
        "qr": QR,
        "day": dt.date(2026, 12, 6),
        "drawn": to_svg("M50 120L100 40L150 130"),
        **extra,
    }
    template = engines["django"].from_string(PAPER)
    monkeypatch.setattr(pdfs, "render_to_string", lambda _name, given: template.render(given))
    return pdfs.draw(template="paper", context=context)


def test_a_receipt_is_one_page_in_our_fonts(monkeypatch):
    reader = pypdf.PdfReader(io.BytesIO(drawn(monkeypatch)))
    assert len(reader.pages) == 1
    assert [round(float(edge)) for edge in reader.pages[0].mediabox[2:]] == [595, 842]
    fonts = {str(font.get_object()["/BaseFont"]) for font in reader.pages[0]["/Resources"]["/Font"].values()}
    assert fonts
    assert all(re.fullmatch(r"/[A-Z]{6}\+Sheet-(Arabic|Latin)(-Bold)?", name) for name in fonts)
    assert reader.metadata.title == "إيصال تقديم طلب"


def test_a_long_letter_goes_on_with_its_foot_on_both_pages(monkeypatch):
    more = SafeString("<p>يُنظر في الطلب بعد اكتمال دراسته.</p>" * 16)
    reader = pypdf.PdfReader(io.BytesIO(drawn(monkeypatch, more=more)))
    assert len(reader.pages) == 2
    assert all("R7K4-2M9X" in page.extract_text() for page in reader.pages)


PHRASES = (
    "إيصال تقديم طلب",
    "الطلب الآتي بعد توقيع إقرار صحة المعلومات",
    "والله الموفق",
    "ولا إلزام قبل القرار الأول",
    "نورة بنت صالح السدراوي",
    "الاجتماعية",
    "1448-00326",
    "0500000326",
    "جمادى الآخرة",
    "R7K4-2M9X",
)


def test_its_words_can_be_copied(monkeypatch, tmp_path):
    paper = tmp_path / "paper.pdf"
    paper.write_bytes(drawn(monkeypatch))
    texts = [pypdf.PdfReader(paper).pages[0].extract_text()]
    if reader := shutil.which("pdftotext"):
        done = subprocess.run([reader, paper, "-"], capture_output=True, text=True, check=True)
        texts.append(done.stdout)
    for text in texts:
        words = re.sub("[\u064b-\u0652\u0640\u200e\u200f\u202a-\u202e]", "", text)
        assert [phrase for phrase in PHRASES if phrase not in words] == []
