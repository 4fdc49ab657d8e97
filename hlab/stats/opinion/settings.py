"""The choices of the opinion map: what is our own default stands here with a name, and can be changed. Pure."""

from __future__ import annotations

from dataclasses import asdict, dataclass

ENGINE = "opinion 1"
MAX_PARTICIPANTS = 100_000
MAX_STATEMENTS = 10_000


@dataclass(frozen=True)
class Settings:
    """Defaults of the method. `min_votes`: votes to be grouped. `min_included`: topped up with the most active.

    `base`: points above which k-means first makes base clusters, `base_runs` times up to `base_people` and once above.
    `max_k`, `restarts`, `iterations`: of k-means. `min_group`: a division with a smaller group is refused. `patience`:
    runs before another k is shown. `bootstraps`, `shuffles`: of the stability and of the null check; `stable`,
    `unsure`: limits of the median adjusted Rand index; `min_drawn`: included people below which no groups are drawn.
    `near_equal`: ratio of the first two singular values under which the axes may turn. `replicate_people`,
    `replicate_cells`, `null_people`: of larger rooms a seeded part of the people stands for all in the two checks.
    """

    min_votes: int = 7
    min_included: int = 15
    base: int = 100
    base_runs: int = 4
    base_people: int = 5_000
    max_k: int = 5
    restarts: int = 20
    iterations: int = 100
    min_group: int = 5
    patience: int = 4
    bootstraps: int = 100
    shuffles: int = 99
    stable: float = 0.80
    unsure: float = 0.60
    min_drawn: int = 30
    near_equal: float = 1.05
    replicate_people: int = 5_000
    replicate_cells: int = 3_000_000
    null_people: int = 500

    def drawn(self, people: int, statements: int) -> int:
        """How many of the included people a bootstrap sample is drawn from, and measured on."""
        return min(people, self.replicate_people, max(self.replicate_cells // max(statements, 1), 200))

    def shuffled(self, people: int, statements: int) -> int:
        """How many of the included people's votes are shuffled: null_people, and one in twenty above that."""
        return min(self.drawn(people, statements), self.null_people + people // 20)

    def as_dict(self) -> dict:
        """For storing beside a result."""
        return asdict(self)


DEFAULT = Settings()
