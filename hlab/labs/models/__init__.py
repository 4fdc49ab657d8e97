from hlab.labs.models.actor_map import Actor, Initiative
from hlab.labs.models.concept import Concept
from hlab.labs.models.lab import Lab, Membership

__all__ = ["Actor", "Concept", "Initiative", "Lab", "Membership"]
