"""Names of five groups of invented people: common ones by hand, a long tail from syllables."""

import numpy as np

GROUPS = ("British", "European", "South Asian", "Arabic or Somali", "Caribbean or African")
SHARES = (0.64, 0.11, 0.12, 0.07, 0.06)

_MEN = (
    "Oliver George Harry Jack Jacob Noah Charlie Thomas Oscar William James Henry Leo Alfie Joshua"
    " Freddie Archie Ethan Isaac Alexander Joseph Edward Samuel Max Daniel Arthur Lucas Logan Theo"
    " Harrison Benjamin Mason Sebastian Finley Adam Dylan Zachary Riley Teddy David Toby Matthew"
    " Andrew Christopher Stephen Robert Michael Richard Paul Mark Peter John Kevin Philip Anthony"
    " Nicholas Simon Graham Martin Ronald Kenneth Derek Brian Colin Gary Frederick Albert Timothy",
    "Luca Marco Matteo Giovanni Piotr Jan Krzysztof Tomasz Pawel Andrzej Jose Carlos Luis Miguel"
    " Joao Pedro Hans Klaus Jurgen Pierre Jean Luc Andrei Mihai Ion Dimitri Nikos Ivan Milan Zoran",
    "Raj Arjun Amit Sanjay Vikram Rahul Ravi Anil Sunil Suresh Ramesh Harpreet Gurpreet Manjit"
    " Imran Tariq Bilal Asif Faisal Usman Kamal Rashid Shahid Nadeem Zahid Arif Jamal Naveed",
    "Mohammed Ahmed Ali Omar Hassan Hussein Ibrahim Yusuf Khalid Mahmoud Mustafa Abdullah Abdi"
    " Abdirahman Hamza Karim Samir Tarek Faisal Said Jamal Nur Bashir Farah Liban Mahad",
    "Kwame Kofi Kwesi Chidi Emeka Tunde Femi Segun Ade Babatunde Delroy Winston Leroy Tyrone"
    " Marlon Desmond Errol Trevor Clive Neville Jermaine Andre Kwabena Yaw Obinna Ikenna",
)
_WOMEN = (
    "Olivia Amelia Emily Isla Ava Jessica Isabella Lily Ella Mia Sophia Charlotte Grace Evie Poppy"
    " Sophie Ruby Alice Daisy Florence Freya Phoebe Evelyn Sienna Erin Ellie Megan Rosie Lucy Chloe"
    " Margaret Patricia Susan Christine Linda Jean Barbara Janet Elizabeth Mary Sarah Catherine"
    " Deborah Julie Karen Helen Jacqueline Samantha Victoria Rebecca Jennifer Hannah Laura Emma"
    " Dorothy Joan Doris Sheila Brenda Maureen Pamela Eleanor Matilda Harriet Abigail Alexandra",
    "Giulia Sofia Chiara Anna Katarzyna Agnieszka Magdalena Ewa Maria Carmen Lucia Ines Beatriz"
    " Ana Ursula Petra Heike Claire Sylvie Elena Ioana Andreea Eleni Olga Tatiana Jelena Milica",
    "Priya Anjali Sunita Anita Meena Kavita Deepa Neha Pooja Harpreet Jaswinder Manpreet Ayesha"
    " Sana Nadia Saima Rukhsana Shazia Farzana Nasreen Rubina Samina Yasmin Parveen Shabnam",
    "Fatima Aisha Khadija Maryam Zainab Amina Layla Noor Huda Salma Hodan Sahra Hawa Asha Ifrah"
    " Sumaya Halima Safiya Rahma Nawal Samira Yasmin Leila Rania Dalia Warsan",
    "Abena Akua Ama Efua Ngozi Chioma Nneka Funmi Yetunde Bola Shanice Keisha Marcia Beverley"
    " Yvonne Paulette Sonia Tanisha Chantelle Adwoa Ifeoma Adaeze Folake Simone Monique",
)
_FAMILIES = (
    "Smith Jones Taylor Brown Williams Wilson Johnson Davies Robinson Wright Thompson Evans Walker"
    " White Roberts Green Hall Wood Jackson Clarke Clark Harris Cooper King Lee Martin Morris James"
    " Lewis Turner Hill Ward Harrison Baker Allen Scott Moore Parker Bennett Cook Shaw Murphy"
    " Edwards Collins Bell Young Adams Mitchell Kelly Anderson Phillips Carter Richardson Miller",
    "Rossi Russo Ferrari Kowalski Nowak Wisniewski Lewandowski Garcia Fernandez Lopez Silva Santos"
    " Pereira Ferreira Muller Schmidt Weber Dubois Moreau Popescu Ionescu Papadopoulos Novak",
    "Patel Singh Kaur Shah Sharma Gupta Khan Hussain Begum Akhtar Malik Iqbal Mahmood Chowdhury"
    " Rahman Islam Miah Uddin Kumar Mistry Desai Joshi Bhatt Rana Sandhu Gill Dhillon Raja",
    "Ahmed Ali Mohamed Hassan Hussein Ibrahim Abdi Omar Yusuf Osman Warsame Farah Jama Nur Adan"
    " Haddad Khoury Mansour Najjar Saleh Aziz Hamdan Kassem Awad",
    "Mensah Boateng Owusu Asante Osei Addo Okafor Adeyemi Okonkwo Eze Balogun Adebayo Campbell"
    " Grant Reid Gordon Henry Francis Joseph Charles Baptiste Pierre Clarke Morgan Bailey",
)
_SYLLABLES = (
    "ash ber cal den ed far gil hol ing ken lang mar nor ox pen ral sed thorn wal wick ton ley ham"
    " ford worth by field well combe shaw stead croft hurst",
    "ros mar tin el bel ko val ski lo ren za mi chel pet rov an dre escu witz ini ano etti ault",
    "ra ja pra sha nan di ku ma cho dhu ban er jee mit tra gan esh war ba shir al am",
    "ab dul ra ha ma ji kha lil sa eed qa sim bu ba kar ne jib wal id far oun",
    "o la tun ji chi ma nwa ko fi ade yin ka bo ten goz i ek we eme ife anyi osa gie",
)


class Names:
    """Given names by group and sex, family names by group: values and how likely each is."""

    def __init__(self, chance: np.random.Generator) -> None:
        self._given = {
            (group, sex): _pool(chance, common[group], _SYLLABLES[group], 500, 1.3)
            for sex, common in enumerate((_WOMEN, _MEN))
            for group in range(len(GROUPS))
        }
        sizes = (18_000, 5_000, 3_000, 2_000, 2_000)
        self._family = [
            _pool(chance, _FAMILIES[group], _SYLLABLES[group], sizes[group], 1.0)
            for group in range(len(GROUPS))
        ]

    def given(self, chance: np.random.Generator, group: np.ndarray, sex: np.ndarray) -> np.ndarray:
        """A given name for each person."""
        names = np.empty(len(group), dtype=object)
        for (of, which), (values, rates) in self._given.items():
            rows = np.flatnonzero((group == of) & (sex == which))
            names[rows] = values[chance.choice(len(values), len(rows), p=rates)]
        return names

    def family(self, chance: np.random.Generator, group: np.ndarray) -> np.ndarray:
        """A family name for each household or person."""
        names = np.empty(len(group), dtype=object)
        for of, (values, rates) in enumerate(self._family):
            rows = np.flatnonzero(group == of)
            names[rows] = values[chance.choice(len(values), len(rows), p=rates)]
        return names


def _pool(
    chance: np.random.Generator, common: str, syllables: str, size: int, steep: float
) -> tuple[np.ndarray, np.ndarray]:
    """Names and their shares, falling with rank as names do (Zipf)."""
    parts = np.array(syllables.split())
    drawn = parts[chance.integers(0, len(parts), (size * 2, 3))]
    length = chance.integers(2, 4, size * 2)
    made = ("".join(row[:n]).title() for row, n in zip(drawn, length, strict=True))
    values = list(dict.fromkeys([*common.split(), *made]))[:size]
    rates = 1 / (np.arange(len(values)) + 8.0) ** steep
    return np.array(values, dtype=object), rates / rates.sum()
