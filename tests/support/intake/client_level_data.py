"""Small Client Level Data files: one line an event, all columns there."""

COLUMNS = (
    "LA Code", "Reporting Period Start Date", "Reporting Period End Date", "NHS Number",
    "LA Person Unique Identifier", "GP Practice Code", "GP Practice Name", "Gender", "Ethnicity",
    "Date of Birth", "Date of Death", "Client Type", "Primary Support Reason", "Postcode",
    "Accommodation Status", "Employment Status", "Has Unpaid Carer",
    "Autism Spectrum Disorder (ASD)", "Visual Impairment", "Hearing Impairment", "Dementia",
    "Client Funding Status", "Event Type", "Event Reference", "Event Start Date", "Event End Date",
    "Event Description", "Event Outcome", "Request Route of Access", "Assessment Type",
    "Eligible Needs Identified", "Method of Assessment", "Total Hrs Caring per week",
    "No of adults being cared for", "Adult 1 Linked Person ID", "Adult 2 Linked Person ID",
    "Adult 3 Linked Person ID", "Service Type", "Service Component", "Delivery Mechanism",
    "Provider CQC Location ID", "Provider CQC Location Name", "Review Reason",
    "Review Outcomes Achieved", "Method of Review", "Unit Cost", "Cost Frequency (Unit Type)",
    "Planned units per week",
)  # fmt: skip
SHORT = {
    "period": "Reporting Period End Date",
    "person": "LA Person Unique Identifier",
    "client": "Client Type",
    "type": "Event Type",
    "start": "Event Start Date",
    "end": "Event End Date",
    "outcome": "Event Outcome",
    "service": "Service Type",
    "component": "Service Component",
    "cost": "Unit Cost",
    "frequency": "Cost Frequency (Unit Type)",
    "units": "Planned units per week",
    "adult1": "Adult 1 Linked Person ID",
    "adult2": "Adult 2 Linked Person ID",
    "postcode": "Postcode",
    "ethnicity": "Ethnicity",
    "died": "Date of Death",
    "la": "LA Code",
}
SERVICE = {
    "la": "713",
    "period": "30/06/2013",
    "person": "1",
    "client": "Service user",
    "type": "Service",
    "start": "01/05/2013",
    "service": "Long term support: Community",
    "component": "Home support",
    "postcode": "W2 1AB",
}
CARER = {**SERVICE, "client": "Carer known by association", "type": "", "start": "", "service": ""}


def events(*rows: dict[str, str], underscores: bool = False) -> str:
    """A file of these events. ``underscores`` spells columns as the department's own tables do."""
    names = COLUMNS
    if underscores:
        names = tuple(n.replace(" ", "_").replace("(", "").replace(")", "") for n in COLUMNS)
    lines = [",".join(names)]
    for row in rows:
        said = {SHORT[name]: value for name, value in row.items()}
        lines.append(",".join(f'"{said.get(name, "")}"' for name in COLUMNS))
    return "\n".join(lines) + "\n"
