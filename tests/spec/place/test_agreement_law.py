"""An agreement that lacks what the law asks for is refused, with the place in the file."""

import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from wholeplace.place import PlaceError, cautions, load_place
from wholeplace.place.terms import Terms

TRIBOROUGH = Path(__file__).parents[3] / "examples" / "triborough"
Change = Callable[[str, str, str], None]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """The example place, to be changed."""
    shutil.copytree(TRIBOROUGH, tmp_path / "place")
    return tmp_path / "place"


@pytest.fixture
def change(place: Path) -> Change:
    """Replace a text, which must be there, in the file of an agreement."""

    def changed(agreement: str, old: str, new: str) -> None:
        path = place / "agreements" / f"{agreement}.toml"
        text = path.read_text()
        assert re.search(old, text), f"{old} in {agreement}"
        path.write_text(re.sub(old, new, text, count=1))

    return changed


def problems(place: Path) -> list[str]:
    with pytest.raises(PlaceError) as found:
        load_place(place)
    return [str(problem) for problem in found.value.problems]


def table(name: str, *words: str) -> str:
    """A pattern for one [[agreement.name]] table that holds all the words."""
    parts = "".join(rf"(?=(?:(?!\n\n).)*{re.escape(word)})" for word in words)
    return rf"(?s)\[\[agreement\.{name}\]\]{parts}(?:(?!\n\n).)*\n\n"


def test_the_example_rests_on_all_that_the_law_asks_for() -> None:
    assert load_place(TRIBOROUGH).agreements


@pytest.mark.parametrize("question", list(Terms.model_fields))
def test_every_question_of_the_checklist_must_be_answered(
    place: Path, change: Change, question: str
) -> None:
    where = "framework"
    if not re.search(rf"^{question} =", (place / "agreements/framework.toml").read_text(), re.M):
        where = "council-spending"
    change(where, rf"(?m)^{question} = .*\n", "")

    assert any(
        problem.startswith(f"agreements/council-spending.toml: terms.{question}: is not answered")
        for problem in problems(place)
    )


@pytest.mark.parametrize("said", ['""', '"none"', '"N/A"', '"tbc"', "{ none = '' }", "7", "{}"])
def test_an_evasion_is_no_answer(place: Path, change: Change, said: str) -> None:
    change("council-spending", r"(?m)^aim = .*$", f"aim = {said}")

    [problem] = problems(place)
    assert problem.startswith("agreements/council-spending.toml: terms.aim: say it in words")


def test_none_with_its_reason_is_an_answer(place: Path, change: Change) -> None:
    change("council-spending", r"(?m)^aim = .*$", 'aim = { none = "it is published anyway" }')

    assert load_place(place).agreements["council-spending"]


def test_special_category_data_need_an_article_9_basis(place: Path, change: Change) -> None:
    change("childrens-services", table("basis", '"9(2)(g)"'), "")

    said = problems(place)
    assert len(said) == 3, "one for each purpose"
    assert said[0].startswith("agreements/childrens-services.toml: basis: 'cla-westminster'")
    assert "special category" in said[0] and "Article 9" in said[0]


def test_offences_need_an_article_10_basis(place: Path, change: Change) -> None:
    change("place-planning", table("basis", '"10"'), "")

    assert all("criminal offences data" in problem for problem in problems(place))


def test_part_3_stands_for_article_10_where_a_competent_authority_says_so(
    place: Path, change: Change
) -> None:
    change("reducing-reoffending", table("basis", '"10"'), "")

    assert load_place(place).agreements["reducing-reoffending"], "prisons and police have Part 3"


def test_ethnicity_in_a_list_of_names_is_special_category(place: Path, change: Change) -> None:
    change("matching-public-services", table("basis", '"9(2)(g)"'), "")

    [problem] = problems(place)
    assert "'school-roll'" in problem and "'school-exclusions'" not in problem


def test_counts_need_neither(place: Path) -> None:
    counts = load_place(place).agreements["drug-treatment-counts"]
    assert {basis.article for basis in counts.bases} == {"6(1)(e)"}


def test_patients_confidence_is_not_talked_away(place: Path, change: Change) -> None:
    change("health-and-care-planning", 'basis = "section-251"', 'basis = "not-confidential"')

    [problem] = problems(place)
    assert "agreements/health-and-care-planning.toml: confidentiality:" in problem
    assert "section 251" in problem


def test_support_under_section_251_has_a_number(place: Path, change: Change) -> None:
    change("health-and-care-planning", r'(?m)^reference = "Support.*\n', "")

    assert any("section-251 needs 'reference'" in problem for problem in problems(place))


def test_implied_consent_reaches_no_further_than_care(place: Path, change: Change) -> None:
    change("integrated-care", r'purposes = \["direct-care"\]', 'purposes = ["planning"]')

    assert any("implied consent reaches only the person's own care" in p for p in problems(place))


def test_every_purpose_needs_a_word_on_confidence(place: Path, change: Change) -> None:
    change("mental-health", r'purposes = \["matching", "planning"\]', 'purposes = ["matching"]')

    said = problems(place)
    assert any("says nothing of planning services" in problem for problem in said)


def test_consent_needs_a_wording_that_names_every_party(place: Path) -> None:
    path = place / "wordings" / "mental-health-help-1.toml"
    path.write_text(path.read_text().replace('  "ccg-hammersmith",\n', ""))

    [problem] = problems(place)
    assert "rests on consent, and no file in wordings/" in problem


def test_every_party_needs_a_power_and_a_basis(place: Path, change: Change) -> None:
    change("troubled-families", table("power", "SI 2012/1483"), "")

    [problem] = problems(place)
    assert "agreements/troubled-families.toml: power.bodies" in problem and "'dwp'" in problem


def test_a_party_without_an_article_6_basis_is_named(place: Path, change: Change) -> None:
    change("council-spending", r'(?m)^law = "Code.*$', r'\g<0>\nparties = ["westminster"]')

    said = problems(place)
    assert "'kensington' has no lawful basis for planning services for the place" in said[0]


def test_a_controller_is_a_party(place: Path, change: Change) -> None:
    change("council-spending", r'controllers = \["westminster", ', 'controllers = ["dwp", ')

    [problem] = problems(place)
    assert "roles.controllers: 'dwp' is not known" in problem


def test_joint_controllers_say_who_does_what(place: Path, change: Change) -> None:
    change("place-planning", r"(?m)^joint = .*\n", "")

    assert problems(place) == [
        "agreements/place-planning.toml: roles.joint: is missing, and must be given"
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            r'article = "9\(2\)\(h\)"\ncondition = .*\n.*\n',
            'article = "9(2)(h)"\n',
            "needs 'condition'",
        ),
        (r'(?m)^law = "National Health.*\n', "", "needs 'law'"),
        (r'article = "6\(1\)\(e\)"', 'article = "6(1)(x)"', "is not allowed; use one of"),
        (r"(?m)^review = .*$", "review = 2010-01-01", "is before 'from'"),
        (
            r'objections = \["health-records"\]',
            'objections = ["nothing"]',
            "'nothing' is not known",
        ),
        (r'framework = "tri-borough-sharing"', 'framework = "tri"', "'tri' is not known"),
    ],
)
def test_what_is_left_out_or_wrong_is_located(
    place: Path, change: Change, old: str, new: str, said: str
) -> None:
    change("health-and-care-planning", old, new)

    assert any(said in problem for problem in problems(place))


def test_an_objection_of_the_place_may_not_stop_matching_nor_take_a_name_of_the_laws(
    place: Path,
) -> None:
    path = place / "objections" / "health-records.toml"
    text = path.read_text()
    path.write_text(f'{text}purposes = ["matching"]\n')
    assert "no objection stops matching" in problems(place)[0]

    path.write_text(text.replace('id = "health-records"', 'id = "article-21"'))
    assert any("comes with the product" in problem for problem in problems(place))


def test_a_review_that_is_overdue_is_a_caution_from_its_day_on(place: Path) -> None:
    there = load_place(place)

    def overdue(at: date) -> list[str]:
        return [c.file for c in cautions(there, at) if c.key == "review"]

    assert overdue(date(2014, 3, 31)) == []
    assert "agreements/troubled-families.toml" in overdue(date(2014, 4, 1))
    assert overdue(date(2015, 4, 1)) == ["agreements/mental-health.toml"], "the rest have ended"


def test_a_party_that_is_no_more_is_a_caution_that_names_its_heirs(
    place: Path, change: Change
) -> None:
    change("urgent-care-evaluation-pct", r"(?m)^to = .*$", "to = 2015-04-01")

    found = cautions(load_place(place), date(2013, 4, 1))
    [caution] = [caution for caution in found if caution.key == "parties"]
    assert "'pct-inner-nwl' is no more since 2013-04-01; ask ccg-" in caution.message


def test_to_grant_everything_is_a_caution(place: Path, change: Change) -> None:
    change("council-spending", r'fields = \["spend"\]', 'fields = ["*"]')

    assert any(
        "gives everything it holds" in c.message
        for c in cautions(load_place(place), date(2014, 3, 31))
    )
