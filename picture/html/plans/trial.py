"""Try a goal: the newest figure, and at once whether a target could be shown here."""

from __future__ import annotations

from markupsafe import Markup

from contract.codes import Language
from picture.html.plans.cards import showing_box
from picture.html.plans.parts import plan_part
from picture.query.plans.trial import Trial
from picture.text.outcomes import hidden_because
from picture.text.places import in_area
from picture.text.plans.amounts import since, value_of
from picture.text.words import amount, capital, interval, word

TRIAL = "try"
TRIAL_LINE = Markup('<p class="lb-plan-trial"{}>{}</p>')
TRIAL_ALERT = Markup(' role="alert"')


def trial_head(language: Language) -> Markup:
    """Write what can be tried here."""
    lead = Markup('<p class="lb-quiet">{}</p>').format(word("plans_try_lead", language))
    return plan_part(TRIAL, word("plans_try_title", language), lead)


def trial_answer(trial: Trial, language: Language) -> Markup:
    """Write where one would begin, and whether the target can be shown; of one that there is not, which there are."""
    told = TRIAL_LINE.format("", _begin(trial, language))
    if trial.outside is not None:
        return told + TRIAL_LINE.format(TRIAL_ALERT, _outside(trial, trial.outside, language))
    return told + showing_box(trial.measured, language) if trial.measured else told


def _begin(trial: Trial, language: Language) -> str:
    if trial.measured is None:
        why = word("plans_try_no_figure", language) if trial.row is None else hidden_because(trial.row, language)
        return capital(why)
    return word(
        "plans_try_baseline",
        language,
        where=capital(in_area(trial.row.area, language)) if trial.row else "",
        value=value_of(trial.measured.progress.baseline, trial.measured, language),
        since=since(trial.measured),
    )


def _outside(trial: Trial, target: float, language: Language) -> str:
    """Tell which targets there are, where the one that was tried is none."""
    scale = trial.indicator.scale
    tried = amount(target, trial.indicator, language)
    if scale.most is None:
        least = amount(scale.least, trial.indicator, language)
        return word("plans_try_below", language, target=tried, least=least)
    return word(
        "plans_try_outside", language, target=tried, scale=interval(scale.least, scale.most, trial.indicator, language)
    )
