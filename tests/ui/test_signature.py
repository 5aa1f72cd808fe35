"""A drawn signature on the page and on paper."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from ui import signature

POINT = st.tuples(st.integers(0, 6000), st.integers(0, 2000)).map(lambda p: (p[0] / 10, p[1] / 10))
STROKES = st.lists(st.lists(POINT, min_size=1, max_size=5), min_size=1, max_size=4)


def written(strokes):
    """Write strokes as the pad does."""
    return "".join("M" + "L".join(f"{x:g} {y:g}" for x, y in stroke) for stroke in strokes)


@given(STROKES)
def test_strokes_come_back_as_they_were_drawn(strokes):
    assert signature.strokes(written(strokes)) == strokes
    assert written(strokes) in signature.to_svg(written(strokes))


def test_it_becomes_a_picture_with_ink_on_it():
    image = Image.open(io.BytesIO(signature.to_png("M50 120L100 40M300 100")))
    assert image.size == (1200, 400)
    assert image.convert("L").getextrema() == (31, 255)


@pytest.mark.parametrize("path", ["", "<svg>", "M1 2" + "L3 4" * 20_000])
def test_what_is_no_signature_is_never_drawn(path):
    assert signature.strokes(path) is None
    for draw in (signature.to_svg, signature.to_png):
        with pytest.raises(ValueError, match="signature"):
            draw(path)
