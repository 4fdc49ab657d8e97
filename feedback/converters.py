"""Parts of addresses that stand in Swedish and are codes to us."""

from __future__ import annotations

from feedback.enums import Target


class TargetConverter:
    """Which kind of part of a proposal: "paragraf" or "scen" in the address."""

    regex = "paragraf|scen"
    _codes = {"paragraf": Target.PARAGRAPH.value, "scen": Target.SCENE.value}

    def to_python(self, value: str) -> str:
        return self._codes[value]

    def to_url(self, value: str) -> str:
        """ValueError, which is no such address, for what is neither."""
        for word, code in self._codes.items():
            if value in (word, code):
                return word
        raise ValueError(value)
