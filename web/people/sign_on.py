"""Single sign-on by OpenID Connect: what is set, and whom the provider names (`provider.py`).

SignOnUnusable    settings that cannot be: one sentence, said at the start
SignOnFailed      somebody did not get in: one sentence; what was wrong is logged
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

_LOOPBACK = ("127.0.0.1", "localhost", "::1")


class SignOnUnusable(ValueError):
    """Settings that name no usable provider; one sentence."""


class SignOnFailed(Exception):
    """Nobody was let in; one sentence for whoever tried."""


@dataclass(frozen=True)
class SignOnSettings:
    """The provider and what is read from its tokens.

    `name` is the claim that becomes the user's name. `groups` is the claim that holds a person's
    groups, None: groups are given here and not by the provider. `group_names` gives the provider's
    groups their names here, and only these count; empty: each as it is.
    """

    issuer: str
    client_id: str
    client_secret: str = field(default="", repr=False)
    scope: str = "openid profile"
    name: str = "preferred_username"
    groups: str | None = None
    group_names: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def from_environment(cls) -> "SignOnSettings | None":
        """Those of `XUNTIAO_OIDC_…` (docs/running.md); None where no issuer is named.

        Raises:
            SignOnUnusable: they cannot be read.
        """
        issuer = os.environ.get("XUNTIAO_OIDC_ISSUER", "")
        if not issuer:
            return None
        where = urlsplit(issuer)
        if where.scheme != "https" and (where.scheme != "http" or where.hostname not in _LOOPBACK):
            raise SignOnUnusable(f"XUNTIAO_OIDC_ISSUER“{issuer}”应以 https:// 开头，请改正。")
        client_id = os.environ.get("XUNTIAO_OIDC_CLIENT_ID", "")
        if not client_id:
            raise SignOnUnusable("设置了 XUNTIAO_OIDC_ISSUER，还须设置 XUNTIAO_OIDC_CLIENT_ID。")
        scope = os.environ.get("XUNTIAO_OIDC_SCOPE") or cls.scope
        if "openid" not in scope.split():
            raise SignOnUnusable(f"XUNTIAO_OIDC_SCOPE“{scope}”应包含 openid，请改正。")
        return cls(
            issuer,
            client_id,
            os.environ.get("XUNTIAO_OIDC_CLIENT_SECRET", ""),
            scope,
            os.environ.get("XUNTIAO_OIDC_NAME") or cls.name,
            os.environ.get("XUNTIAO_OIDC_GROUPS") or None,
            _pairs(os.environ.get("XUNTIAO_OIDC_GROUP_NAMES", "")),
        )


def _pairs(text: str) -> dict[str, str]:
    """Example: `tech=科技 fin=财政` -> `{"tech": "科技", "fin": "财政"}`."""
    found = {}
    for each in text.split():
        theirs, _, ours = each.partition("=")
        if not theirs or not ours:
            raise SignOnUnusable(f"XUNTIAO_OIDC_GROUP_NAMES 中的“{each}”应写成 对方组名=本站组名。")
        found[theirs] = ours
    return found


@dataclass(frozen=True)
class Begun:
    """What the browser keeps, and nobody else knows, while its person is at the provider."""

    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True)
class SignedOn:
    """Whom the provider names; `groups` is None where it has no say in them."""

    subject: str
    name: str
    groups: frozenset[str] | None
