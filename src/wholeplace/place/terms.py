"""The questions of the Information Commissioner's data sharing checklist, each to be answered.

Source: ICO, Data sharing: a code of practice (2021), Annex A.
"""

from pydantic import Field

from .base import Definition, Id
from .lawful import Said


class Terms(Definition):
    """Answers. An agreement takes those it does not give itself from its framework."""

    aim: Said | None = Field(None, title="Aim", description="What the sharing is meant to achieve")
    benefits_and_risks: Said | None = Field(
        None,
        title="Benefits and risks",
        description="Benefits and risks to people and society of sharing, and of not sharing",
    )
    fairness: Said | None = Field(
        None, title="Fairness", description="Why it is fair to share data in this way"
    )
    necessity: Said | None = Field(
        None,
        title="Necessity",
        description="Why the sharing is necessary and proportionate to the aim",
    )
    minimum: Said | None = Field(
        None,
        title="Least data",
        description="Why the aim needs these data, and cannot be met with fewer or without names",
    )
    safeguards: Said | None = Field(
        None, title="Safeguards", description="What reduces the risks and adverse effects"
    )
    exemption: Said | None = Field(
        None, title="Exemption", description="Exemption of the Data Protection Act relied upon"
    )
    dpia: Said | None = Field(
        None, title="Impact assessment", description="Reference of the DPIA, and its date"
    )
    special_category: Said | None = Field(
        None,
        title="Sensitive data",
        description="Further safeguards for special category and criminal-offence data",
    )
    method: Said | None = Field(
        None,
        title="How data travel",
        description="How data are shared securely, and the right recipient made sure of",
    )
    stages: Said | None = Field(
        None, title="What happens to the data", description="What happens to them at every stage"
    )
    access: Said | None = Field(
        None, title="Who may see them", description="Who in each organisation may use them"
    )
    privacy_notice: Said | None = Field(
        None,
        title="What people are told",
        description="Reference of the privacy notice, and how people come to read it",
    )
    obtained_elsewhere: Said | None = Field(
        None,
        title="Data not from the person",
        description="What is done where data came from somebody other than the person",
    )
    quality: Said | None = Field(
        None, title="Quality", description="Checks that the data are accurate and up to date"
    )
    security: Said | None = Field(
        None, title="Security", description="Technical and organisational measures"
    )
    rights: Said | None = Field(
        None,
        title="People's rights",
        description="How requests to see, correct, erase or object are met, and by whom",
    )
    deletion: Said | None = Field(
        None, title="Deletion", description="How data are securely deleted at the end"
    )
    onward_sharing: Said | None = Field(
        None, title="Onward sharing", description="Who else may be given them, and on what terms"
    )
    breach: Said | None = Field(
        None, title="When something goes wrong", description="Breaches, complaints and sanctions"
    )
    decision: Said | None = Field(
        None,
        title="The decision to share",
        description="Where the decision, its reasons and the DPO's advice are recorded",
    )

    def over(self, general: "Terms | None") -> "Terms":
        """These answers, and the general ones where these are silent."""
        return general.model_copy(update=self.given()) if general else self

    def given(self) -> dict[str, Said]:
        """The answers there are, by question."""
        answers = {name: getattr(self, name) for name in type(self).model_fields}
        return {name: answer for name, answer in answers.items() if answer is not None}

    def missing(self) -> list[str]:
        """Questions without an answer."""
        return [name for name in type(self).model_fields if name not in self.given()]


class Framework(Definition):
    """Terms that several agreements share, so that partners agree them once."""

    id: Id
    title: str
    source: str = Field(description="Where the terms were agreed, and when")
    terms: Terms
