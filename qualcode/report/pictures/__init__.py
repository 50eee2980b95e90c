"""Pictures of counts as SVG written by hand: small, the same every time, legible without colour.

No chart library: the pictures are few and plain, the text in them stays text,
and a picture costs a millisecond.  PNG comes from Typst, which sets the PDF
reports anyway.
"""
