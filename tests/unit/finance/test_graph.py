"""Figures that explain themselves."""

from decimal import Decimal

import numpy as np
import pytest

from support.finance import sourced
from wholeplace.finance import Graph
from wholeplace.place import Sourced


@pytest.fixture
def graph() -> Graph:
    graph = Graph(["2012/13", "2013/14"])
    graph.give("need", Sourced(**sourced("200", "people", 2)))
    graph.give("engagement", Sourced(**sourced("0.8", "share", 5, low=Decimal("0.5"))))
    graph.give_years("falls", [Decimal(1), Decimal(2)], "times", "test", 1)
    graph.derive("engaged", "people", "need * share", need="need", share="engagement")
    graph.derive("flow", "people a year", "engaged * falls", engaged="engaged", falls="falls")
    graph.derive("all", "people", "total(flow)", flow="flow")
    return graph


def test_a_derived_figure_is_as_weak_as_its_weakest_input(graph: Graph) -> None:
    assert graph.figures["engaged"].grade == 5
    assert graph.figures["all"].grade == 5


def test_values_by_year_and_in_all(graph: Graph) -> None:
    values = graph.evaluate()
    assert values.by_year("flow") == [160, 320]
    assert values.one("flow") == values.one("all") == 480


def test_the_explanation_is_the_formula_with_numbers_in_it(graph: Graph) -> None:
    values = graph.evaluate()
    assert graph.explain("engaged", values) == "200 * 0.8 = 160"
    assert graph.explain("flow", values) == "160 * 1 = 160"
    assert graph.explain("all", values) == "total([160; 320]) = 480"
    assert graph.explain("need", values) == "200"


def test_one_draw_is_the_deterministic_case(graph: Graph) -> None:
    drawn = graph.evaluate({"engagement": np.full((1000, 1), 0.8)})
    assert np.unique(drawn.draws("all")).tolist() == [480]


def test_draws_of_an_input_run_through_all_that_uses_it(graph: Graph) -> None:
    drawn = graph.evaluate({"engagement": np.array([[0.5], [1.0]])})
    assert drawn.draws("all").tolist() == [[300], [600]]


def test_json_says_value_source_grade_formula_and_inputs(graph: Graph) -> None:
    figures = {figure["name"]: figure for figure in graph.to_json(graph.evaluate())}
    assert figures["flow"]["by_year"] == {"2012/13": 160, "2013/14": 320}
    assert figures["flow"]["inputs"] == {"engaged": "engaged", "falls": "falls"}
    assert figures["engagement"]["low"] == 0.5 and figures["engagement"]["source"] == "test"
    assert "by_year" not in figures["need"]


@pytest.mark.parametrize(
    ("name", "formula", "inputs", "says"),
    [
        ("x", "a", {"a": "nowhere"}, "uses 'nowhere', which does not stand before it"),
        ("x", "a", {"a": "x"}, "uses 'x', which does not stand before it"),
        ("need", "a", {"a": "need"}, "given twice"),
        ("x", "a + b", {"a": "need"}, "does not use its inputs"),
        ("x", "a.b", {"a": "need"}, "not allowed"),
    ],
)
def test_a_figure_out_of_order_is_refused(
    graph: Graph, name: str, formula: str, inputs: dict[str, str], says: str
) -> None:
    with pytest.raises(ValueError, match=says):
        graph.derive(name, "people", formula, **inputs)


def test_a_value_for_every_year_or_none(graph: Graph) -> None:
    with pytest.raises(ValueError, match="1 values for 2 years"):
        graph.give_years("short", [Decimal(1)], "times", "test", 1)


def test_a_ratio_over_nothing_is_nothing(graph: Graph) -> None:
    graph.derive("none", "people", "need - same", need="need", same="need")
    graph.derive("ratio", "share", "ratio(need, none)", need="need", none="none")
    assert graph.evaluate().one("ratio") == 0
