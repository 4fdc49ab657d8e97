"""Sweden's counties by their official two-digit codes, as kept by Statistics Sweden."""

COUNTIES = {
    "01": "Stockholms län",
    "03": "Uppsala län",
    "04": "Södermanlands län",
    "05": "Östergötlands län",
    "06": "Jönköpings län",
    "07": "Kronobergs län",
    "08": "Kalmar län",
    "09": "Gotlands län",
    "10": "Blekinge län",
    "12": "Skåne län",
    "13": "Hallands län",
    "14": "Västra Götalands län",
    "17": "Värmlands län",
    "18": "Örebro län",
    "19": "Västmanlands län",
    "20": "Dalarnas län",
    "21": "Gävleborgs län",
    "22": "Västernorrlands län",
    "23": "Jämtlands län",
    "24": "Västerbottens län",
    "25": "Norrbottens län",
}

# Invented, for example content: invented numbers are never put beside the name of a real county.
EXAMPLE_COUNTIES = {"x1": "Norrdal (exempel)", "x2": "Västmark (exempel)", "x3": "Sjöland (exempel)"}


EVERY_COUNTY = COUNTIES | EXAMPLE_COUNTIES


def counties_of(*, is_demo: bool) -> dict[str, str]:
    """{code: name} to choose among, in Sweden or in the example's invented part of it."""
    return EXAMPLE_COUNTIES if is_demo else COUNTIES
