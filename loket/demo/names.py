"""Invented names: of places, institutions, people. Any likeness to an institution that exists is checked by a test."""

from __future__ import annotations

ADVISORS = (
    ("ilse", "advisor", True, True),
    ("mehmet", "advisor", True, False),
    ("fatima", "advisor", False, True),
    ("jeroen", "advisor", True, False),
    ("sanne", "advisor", False, True),
    ("ruud", "advisor", True, True),
    ("marieke", "lead", False, True),
)
"""Name, role, strong in technical, strong in change. The admin `beheer` makes the database."""

KNOWN_INSTITUTIONS = (
    ("Ziekenhuis Merenrand", "general", "Merenrand", "Overijssel", "Zkh Merenrand"),
    ("UMC Oosterveld", "umc", "Oosterveld", "Gelderland", "UMCO"),
    ("Kliniek Duinzicht", "clinic", "Duinzicht", "Zuid-Holland", "Kl. Duinzicht"),
    ("Kliniek Zandoever", "clinic", "Zandoever", "Noord-Holland", "Kl. Zandoever"),
    ("Kliniek Hoogland", "clinic", "Hoogland", "Overijssel", "Kl. Hoogland"),
    ("Ziekenhuis De Linde", "top_clinical", "Lindeburg", "Gelderland", "Zkh De Linde"),
    ("Ziekenhuis Bergzoom", "general", "Bergzoom", "Limburg", "Zkh Bergzoom"),
    ("Zeewijk Medisch Centrum", "top_clinical", "Zeewijk", "Zeeland", "ZMC"),
)
"""Name, kind, place, province, short name: the ones that the desk's own stories are about."""

FIRST_HALVES = (
    *("Beuken", "Berken", "Dennen", "Eiken", "Elzen", "Heide", "Kastanje", "Klaver", "Linden", "Olmen", "Rozen", "Veen"),
    *("Vlier", "Water", "Wilgen", "Zilver", "Zwanen", "Sterren", "Koren", "Hazel", "Molen", "Valken", "Kraaien", "Reiger"),
)
SECOND_HALVES = ("rand", "oever", "veld", "hof", "zoom", "wijk", "burg", "dal", "horst", "stein", "kamp", "poort", "meer", "brug")

FORMS = {
    "umc": ("UMC {place}",),
    "top_clinical": ("{place} Ziekenhuis", "Medisch Centrum {place}", "Ziekenhuisgroep {place}"),
    "general": ("Ziekenhuis {place}", "Streekziekenhuis {place}", "{place} Ziekenhuis"),
    "specialised": ("Revalidatiecentrum {place}", "Orthopedisch Centrum {place}", "Oogcentrum {place}", "Oncologisch Centrum {place}"),
    "clinic": ("Kliniek {place}", "{place} Kliniek", "Huidkliniek {place}", "Oogkliniek {place}", "Gewrichtskliniek {place}"),
}
NUMBER_OF = {"umc": 8, "top_clinical": 27, "general": 40, "specialised": 20, "clinic": 138}
UMBRELLA_OF = {"umc": "UMCNL", "top_clinical": "NVZ", "general": "NVZ", "specialised": "NVZ", "clinic": "ZKN"}
EPD_VENDORS = ("Medicora", "Zorgspoor", "Klinisys", "Noorderpad", None)

PROVINCES = {
    "Drenthe": "mehmet",
    "Flevoland": "ruud",
    "Friesland": "mehmet",
    "Gelderland": "ilse",
    "Groningen": "mehmet",
    "Limburg": "fatima",
    "Noord-Brabant": "fatima",
    "Noord-Holland": "sanne",
    "Overijssel": "ilse",
    "Utrecht": "ruud",
    "Zeeland": "jeroen",
    "Zuid-Holland": "jeroen",
}
"""Each province with the advisor who has its institutions."""

SURNAMES = (
    *("de Wit", "Postma", "Bakker", "El Idrissi", "Vermeer", "van Dijk", "Yılmaz", "Jansen", "de Groot", "Hoekstra", "Mulder", "Smit"),
    *("Bosch", "van den Berg", "Kuipers", "Demir", "Peeters", "Willems", "Achterberg", "Schouten", "van Leeuwen", "Dekker", "Brouwer"),
    *("Martens", "Ramdin", "Visser", "Koster", "Hendriks", "Timmer", "Wouda", "van Beek", "Nauta", "Sluijter", "Amrani", "Evers"),
)
FUNCTIONS = {
    "policy_quality": ("kwaliteitsfunctionaris", "beleidsadviseur kwaliteit", "programmamanager uitkomstgerichte zorg", "projectleider"),
    "professionals": ("verpleegkundig specialist", "medisch specialist", "teamleider polikliniek", "physician assistant"),
    "patients": ("voorzitter cliëntenraad", "lid cliëntenraad", "ervaringsdeskundige"),
    "board": ("lid raad van bestuur", "bestuurssecretaris"),
    "it": ("informatiemanager", "CMIO", "functioneel beheerder EPD"),
}
DEPARTMENTS = (
    *("orthopedie", "MDL", "nefrologie", "cardiologie", "reumatologie", "oncologie", "urologie", "gynaecologie"),
    *("neurologie", "longgeneeskunde", "dermatologie", "geriatrie", "chirurgie", "oogheelkunde"),
)
PARTIES = (
    ("VWS", "ministry", ()),
    ("EPD-leveranciers", "supplier", ()),
    ("NVZ", "umbrella", ()),
    ("UMCNL", "umbrella", ()),
    ("ZKN", "umbrella", ()),
    ("Patiëntenfederatie Nederland", "patient_organisation", ("Patiëntenfederatie",)),
    ("Q Consult", "provider", ("Q-Academie",)),
    ("School voor Samen Beslissen", "provider", ()),
    ("Pharos", "provider", ()),
    ("Werkgroep GPROM", "other", ("GPROM",)),
)
