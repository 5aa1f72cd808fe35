"""What the portal is compared with."""

from bench.subjects.base import FLOOR, Page

SUBJECTS = [
    Page(name="floor", paths=lambda portal: ["/"], holds=(("floor ", 3413),), places=(FLOOR,)),
]
