"""The demonstration survey: answers that nobody gave, made so that every part of the house has something to work on.

`population` says who there is, `planted` what is true of them, `sample` draws respondents, `answers` lets them answer,
`write` puts file and card in place. `python -m etl.demo data/sources/demo_survey` makes the committed files again.
Why it is synthetic, and what is planted: docs/decisions/0003-demonstration-survey.md.
"""
