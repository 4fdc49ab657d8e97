from journeys.models.journey import Journey, JourneyVersion, MapEdit
from journeys.models.parts import Cell, Gap, JourneyActor, Link, Phase, Step, StepActor
from journeys.models.voice import JourneyUpload, MapCard, PhaseNames, Remedy, Voice

__all__ = [
    "Cell",
    "Gap",
    "Journey",
    "JourneyActor",
    "JourneyUpload",
    "JourneyVersion",
    "Link",
    "MapCard",
    "MapEdit",
    "Phase",
    "PhaseNames",
    "Remedy",
    "Step",
    "StepActor",
    "Voice",
]
