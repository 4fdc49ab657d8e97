"""A note that may be a card: fields that its kind asks for beside the words."""

from __future__ import annotations

from django import forms


class Carries:
    """A form for a note that may be a card with more fields than its words, when its kind says so."""

    carried: tuple[str, ...] = ()

    def carry(self, fields: dict[str, forms.Field]) -> None:
        """Ask for these too; one called "text" stands in the place of the usual."""
        self.fields |= fields
        self.carried = tuple(name for name in fields if name != "text")

    @property
    def card(self) -> list:
        """The fields beside the words."""
        return [self[name] for name in self.carried]

    def on_the_card(self) -> dict:
        """What was filled in beside the words."""
        return {name: self.cleaned_data[name] for name in self.carried}
