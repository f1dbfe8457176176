"""A rule's lines become lists that a screen reader can walk."""

from wholeplace.reporting import rule_in_words

TEXT = """People for whom this is true:
- Crime: someone has
     one offence
  or two <arrests>
- Work: an adult has
     a claim
Silence counts as no."""


def test_ways_to_meet_a_criterion_stand_under_it() -> None:
    said = str(rule_in_words(TEXT))
    crime = "<li><strong>Crime: someone has</strong><ul><li>one offence</li>"
    assert crime in said.replace("\n", "")
    assert said.count("<strong>") == 2
    assert said.replace("\n", "").endswith("</ul><p>Silence counts as no.</p></div>")


def test_what_a_definition_says_cannot_become_markup() -> None:
    assert "or two &lt;arrests&gt;" in str(rule_in_words(TEXT))
