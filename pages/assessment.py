"""The self-assessment of an organisation's work for good relations: answered, kept and printed in the browser alone."""

from __future__ import annotations

from pages.parts.frame import frame
from pages.parts.show import show
from picture.html.register.assessment import assessment_page

show(assessment_page(frame("assessment").language))
