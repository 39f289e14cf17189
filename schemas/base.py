"""The frozen base of every value that travels."""

from typing import Any, Self

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """A value that never changes; `replace` makes a new, validated one."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def replace(self, **changes: Any) -> Self:
        """Build anew with `changes`; unlike `model_copy(update=…)` this validates again."""
        return type(self)(**{name: getattr(self, name) for name in type(self).model_fields} | changes)
