"""What a reader may ask about one use."""

from typing import Any

from django import forms

from wholeplace.place import Place, Purpose
from wholeplace.place.purposes import in_words, purpose_tree
from wholeplace.trust import Request, request_of
from wholeplace.trust.uses import usual_fields, usual_grain, words_of
from wholeplace.trust.words import field_in_words, sentence

ANYBODY = ("", "Any partner of the agreement")
NO_PROGRAMME = ("", "No programme in particular")
CHOOSE = {"invalid_choice": "choose one from the list", "required": "choose one from the list"}


class UseForm(forms.Form):
    """Which data, for what, by whom."""

    what = forms.ChoiceField(label="Which data", error_messages=CHOOSE)
    purpose = forms.ChoiceField(label="For what", error_messages=CHOOSE)
    partner = forms.ChoiceField(label="Used by", required=False, error_messages=CHOOSE)
    programme = forms.ChoiceField(label="Within", required=False, error_messages=CHOOSE)

    def __init__(self, place: Place, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.place = place
        self._choose("what", [*_sources(place)])
        self._choose("purpose", [(p, sentence(in_words(p))[:-1]) for p in purpose_tree()])
        self._choose("partner", [ANYBODY, *((p.id, p.name) for p in place.partners.values())])
        programmes = ((p.id, p.name) for p in place.programmes.values())
        self._choose("programme", [NO_PROGRAMME, *programmes])

    def _choose(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def request(self) -> Request:
        """The use that was asked about, once the form holds."""
        said = self.cleaned_data
        name, _, field = said["what"].partition(":")
        purpose: Purpose = said["purpose"]
        source = self.place.sources[name]
        return request_of(
            self.place,
            purpose,
            name,
            (field,) if field else usual_fields(source, purpose),
            programme=said["programme"] or None,
            grain=usual_grain(source, purpose),
            organisation=said["partner"] or None,
        )


def _sources(place: Place) -> list[tuple[str, list[tuple[str, str]]]]:
    """Each source with its fields, whole first."""
    return [
        (
            source.title,
            [
                (source.id, source.title),
                *((f"{source.id}:{word}", _said(word, place)) for word in words_of(source, place)),
            ],
        )
        for source in place.sources.values()
    ]


def _said(word: str, place: Place) -> str:
    return sentence(field_in_words(word, place))[:-1]
