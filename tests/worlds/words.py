"""The words of the canonical tables and the identifiers they have in the JSON, written down from the interface page.

Kept apart from `loket.models.words` on purpose: a slip there must show as a difference here.
"""

from __future__ import annotations

KINDS = {
    "umc": "umc",
    "topklinisch": "top_clinical",
    "algemeen": "general",
    "categoraal": "specialised",
    "kliniek": "clinic",
}
UMBRELLAS = {"NVZ": "NVZ", "UMCNL": "UMCNL", "ZKN": "ZKN"}
PROVINCES = {
    name: name
    for name in (
        "Drenthe",
        "Flevoland",
        "Friesland",
        "Gelderland",
        "Groningen",
        "Limburg",
        "Noord-Brabant",
        "Noord-Holland",
        "Overijssel",
        "Utrecht",
        "Zeeland",
        "Zuid-Holland",
    )
}
PHASES = {"bewust worden": "awareness", "betrekken en bevorderen": "involvement", "beklijven": "sustained"}
AUDIENCES = {
    "beleid en kwaliteit": "policy_quality",
    "zorgverleners": "professionals",
    "patiëntvertegenwoordiging": "patients",
    "bestuur": "board",
    "ict": "it",
}
REQUEST_STATES = {
    "nieuw": "new",
    "in behandeling": "in_progress",
    "wacht op instelling": "waiting",
    "doorverwezen": "referred",
    "afgerond": "resolved",
    "vervallen": "dropped",
}
SIGNAL_STATES = {
    "nieuw": "new",
    "geduid": "interpreted",
    "geagendeerd": "raised",
    "opgepakt": "picked_up",
    "afgehandeld": "closed",
    "verworpen": "rejected",
}
SOURCES = {
    "wensenscan": "wensenscan",
    "gesprek": "conversation",
    "telefoon": "phone",
    "mail": "mail",
    "leersessie": "session",
    "fit-gap": "fit_gap",
    "overig": "other",
}
NATURES = {"technisch": "technical", "veranderkundig": "change"}
OUTCOME_INFO = {"met": "with", "zonder": "without", "beide": "both", "nvt": "not_applicable"}
REACHES = {"instelling": "institution", "landelijk": "national"}
THEMES = {
    "1": "Kennisdeling en samenwerken",
    "2": "Landelijk beleid",
    "3": "Competenties voor samen beslissen in de spreekkamer",
    "4": "Gebruik van uitkomstinformatie in de spreekkamer",
    "5": "Cultuur en draagvlak",
    "6": "Patiëntparticipatie",
}
OBSTACLES = {
    "vraagarticulatie richting EPD-leveranciers": "1",
    "delen van kennis en goede voorbeelden": "1",
    "onduidelijke landelijke kaders en verplichtingen": "2",
    "tegenstrijdige beleidslijnen GPROM": "2",
    "gesprekscompetenties zorgverleners": "3",
    "beperkte gezondheidsvaardigheden patiënten": "3",
    "vragenlijsten in het EPD": "4",
    "API-koppeling EPD en externe applicaties": "4",
    "automatisch uitsturen van PROMs": "4",
    "BgZ onvoldoende in het EPD": "4",
    "versnipperde systemen": "4",
    "niet-gestandaardiseerde ICT-infrastructuur": "4",
    "afhankelijkheid van EPD-leverancier": "4",
    "blauwdruk dashboard ontbreekt": "4",
    "inrichting van het zorgproces": "4",
    "draagvlak instellingsbreed": "5",
    "tijd- en capaciteitsdruk": "5",
    "prioritering Raad van Bestuur": "5",
    "meerwaarde niet gezien door zorgverleners": "5",
    "begrijpelijke patiëntinformatie": "6",
    "voorbereiding van patiënten": "6",
}
