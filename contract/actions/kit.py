"""The workbook of the collection kit, which the picture writes and the reader of respondents reads."""

from __future__ import annotations

ANSWERS_SHEET = "answers"  # in every language
CODES_ROW = 2  # what each column is; above it stands what was asked
RESPONDENT = "id"
