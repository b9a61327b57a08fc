"""The person behind a request, and what a role allows."""

from dataclasses import dataclass
from typing import Literal

Role = Literal["reader", "editor", "admin"]
ROLES: tuple[Role, ...] = ("reader", "editor", "admin")  # each may all that those before may


@dataclass(frozen=True)
class User:
    """A person, or a program with a key of a person.

    `groups` are those whose documents are visible. `scopes` hold back what a key may do; None
    for a person, who may all that the role allows. `signs_on`: by single sign-on, without a
    password here.
    """

    user_id: int | None
    name: str
    role: Role
    groups: frozenset[str] = frozenset()
    scopes: frozenset[str] | None = None
    signs_on: bool = False

    def may(self, role: Role, scope: str) -> bool:
        """Whether the role is reached, and the key (if it is one) has the scope."""
        reached = ROLES.index(self.role) >= ROLES.index(role)
        return reached and (self.scopes is None or scope in self.scopes)


# Whoever sits at this machine, where the server listens to nobody else and knows no people.
LOCAL = User(None, "local", "admin")
