"""National actors that often stand around a person in a lab. An administrator adds others."""

from __future__ import annotations

from hlab.accounts.enums import OrganisationKind

AGENCIES = (
    "Arbetsförmedlingen",
    "Arbetsmiljöverket",
    "Barnombudsmannen",
    "Brottsförebyggande rådet (Brå)",
    "Diskrimineringsombudsmannen (DO)",
    "E-hälsomyndigheten",
    "Folkhälsomyndigheten",
    "Forskningsrådet för hälsa, arbetsliv och välfärd (Forte)",
    "Försäkringskassan",
    "Inspektionen för vård och omsorg (IVO)",
    "Kriminalvården",
    "Kronofogdemyndigheten",
    "Läkemedelsverket",
    "Migrationsverket",
    "Myndigheten för delaktighet",
    "Myndigheten för familjerätt och föräldraskapsstöd (MFoF)",
    "Myndigheten för vård- och omsorgsanalys",
    "Polismyndigheten",
    "Rättsmedicinalverket",
    "Skolverket",
    "Socialstyrelsen",
    "Specialpedagogiska skolmyndigheten",
    "Statens beredning för medicinsk och social utvärdering (SBU)",
    "Statens institutionsstyrelse (SiS)",
    "Tandvårds- och läkemedelsförmånsverket (TLV)",
    "Vetenskapsrådet",
)

# An employers' and members' organisation: neither a state agency nor civil society.
OTHERS = ("Sveriges Kommuner och Regioner (SKR)",)

NATIONAL = tuple((OrganisationKind.AGENCY, name) for name in AGENCIES) + tuple(
    (OrganisationKind.OTHER, name) for name in OTHERS
)
