"""Every definition on the page can be asked, and the product says it back in the words shown."""

import re
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from support.cohorts import AS_AT
from wholeplace.cohorts import check, describe
from wholeplace.place import Cohort, load_vocabulary
from wholeplace.place.cohorts import QUESTIONS

PAGE = (Path(__file__).parents[2] / "docs" / "writing-a-cohort.md").read_text("utf-8")
SHOWN = re.findall(r"```toml\n(\[cohort\].+?)```.*?```text\n(.+?)```", PAGE, re.S)


@pytest.mark.parametrize(("definition", "words"), SHOWN, ids=["events", "schedules"])
def test_definitions_hold_and_read_as_shown(definition: str, words: str) -> None:
    data = tomllib.loads(definition, parse_float=Decimal)
    head = data.pop("cohort")
    cohort = Cohort.model_validate({**data, **head})

    assert check(cohort, load_vocabulary()) == []
    assert describe(cohort, AS_AT) == words.rstrip()


def test_every_question_is_on_the_page() -> None:
    assert [question for question in QUESTIONS if f'`{question} = "kind"`' not in PAGE] == []
