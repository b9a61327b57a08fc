"""The provider of single sign-on: OpenID Connect's code flow with PKCE.

What it says of itself and its keys are asked anew for each login, so that both may change.
Source: OpenID Connect Core 1.0, 3.1; RFC 7636 (PKCE), 9207 (issuer in the answer).
"""

import logging
import secrets
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import httpx2
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.httpx_client import OAuth2Client
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from web.people.sign_on import Begun, SignedOn, SignOnFailed, SignOnSettings

_LOG = logging.getLogger("xuntiao")
# Only those that a key pair signs: with `none` or a shared secret anybody could have signed.
_ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
_TIMEOUT_S = 10.0
_LEEWAY_S = 60  # between the clocks of two machines
_AWAY = "单点登录服务连不上；请稍后再试，或用本地账号登录。"
_NOT_BEGUN = "这次登录已过期，或不是从本站开始的；请重新点击“单点登录”。"
_NOT_ALLOWED = "单点登录服务没有允许这次登录；请重试，或联系管理员。"
_NOT_BELIEVED = "单点登录服务的答复不能采信，没有登录；请联系管理员。"


class Provider:
    """The provider that the settings name; safe to share between threads."""

    def __init__(self, settings: SignOnSettings) -> None:
        """Asks the provider nothing yet, so that a server starts without it."""
        self.settings = settings

    def begin(self, back: str) -> tuple[str, Begun]:
        """Where the browser goes to log in, and what it keeps until it comes to `back`.

        Raises:
            SignOnFailed: the provider cannot be reached.
        """
        begun = Begun(*(secrets.token_urlsafe(32) for _ in range(3)))
        about = self._about()
        with self._client(back, about) as client:
            address, _ = client.create_authorization_url(
                about["authorization_endpoint"],
                state=begun.state,
                nonce=begun.nonce,
                code_verifier=begun.verifier,
            )
        return str(address), begun

    def finish(self, query: Mapping[str, str], begun: Begun | None, back: str) -> SignedOn:
        """The person for whom the browser came back with this query.

        Raises:
            SignOnFailed: it began elsewhere, the provider refused, or its token does not hold.
        """
        if begun is None or not secrets.compare_digest(
            begun.state.encode(), query.get("state", "").encode()
        ):
            raise SignOnFailed(_NOT_BEGUN)
        if query.get("iss", self.settings.issuer) != self.settings.issuer:
            _LOG.warning("single sign-on: the answer is of issuer %r", query["iss"])
            raise SignOnFailed(_NOT_BELIEVED)
        if "code" not in query:
            _LOG.warning("single sign-on: refused with %r", query.get("error", "")[:100])
            raise SignOnFailed(_NOT_ALLOWED)
        about = self._about()
        try:
            with self._client(back, about) as client:
                token = client.fetch_token(
                    about["token_endpoint"], code=query["code"], code_verifier=begun.verifier
                )
                keys = KeySet.import_key_set(_answer(client, about["jwks_uri"]))  # type: ignore[arg-type]
            return self._person(self._claims(token, keys, begun.nonce))
        except (httpx2.HTTPError, OSError) as error:
            raise _away(error) from error
        except (AuthlibBaseError, JoseError, ValueError, KeyError, TypeError) as error:
            _LOG.warning("single sign-on: not believed: %s: %s", type(error).__name__, error)
            raise SignOnFailed(_NOT_BELIEVED) from error

    def sign_out_address(self, back: str) -> str | None:
        """Where one also logs out at the provider; None where it offers nothing of the kind."""
        try:
            where = self._about().get("end_session_endpoint")
        except SignOnFailed:
            return None  # logged; here one is logged out already
        query = {"client_id": self.settings.client_id, "post_logout_redirect_uri": back}
        return f"{where}?{urlencode(query)}" if where else None

    def _about(self) -> dict[str, Any]:
        """What the provider says of itself, now: its addresses may change."""
        issuer = self.settings.issuer
        try:
            with self._client("", {}) as client:
                about = _answer(client, issuer.rstrip("/") + "/.well-known/openid-configuration")
        except (httpx2.HTTPError, OSError, ValueError) as error:
            raise _away(error) from error
        needed = ("authorization_endpoint", "token_endpoint", "jwks_uri")
        if about.get("issuer") != issuer or not all(
            isinstance(about.get(name), str) for name in needed
        ):
            _LOG.warning("single sign-on: %s describes issuer %r", issuer, about.get("issuer"))
            raise SignOnFailed(_NOT_BELIEVED)
        return about

    def _client(self, back: str, about: Mapping[str, Any]) -> OAuth2Client:
        settings = self.settings
        method = "client_secret_basic" if settings.client_secret else "none"
        takes = about.get("token_endpoint_auth_methods_supported", [method])
        if settings.client_secret and method not in takes:
            method = "client_secret_post"
        return OAuth2Client(
            settings.client_id,
            settings.client_secret or None,
            token_endpoint_auth_method=method,
            scope=settings.scope,
            redirect_uri=back,
            code_challenge_method="S256",
            timeout=_TIMEOUT_S,
        )

    def _claims(self, token: Mapping[str, Any], keys: KeySet, nonce: str) -> CodeIDToken:
        """The claims of the token, all checked."""
        settings = self.settings
        read = jwt.decode(token["id_token"], keys, algorithms=_ALGORITHMS)
        claims = CodeIDToken(
            read.claims,
            read.header,
            {
                "iss": {"essential": True, "value": settings.issuer},
                "aud": {"essential": True, "value": settings.client_id},
            },
            {
                "nonce": nonce,
                "client_id": settings.client_id,
                "access_token": token.get("access_token"),
            },
        )
        claims.validate(leeway=_LEEWAY_S)
        return claims

    def _person(self, claims: Mapping[str, Any]) -> SignedOn:
        settings = self.settings
        name, subject = claims.get(settings.name), claims["sub"]
        if not isinstance(name, str) or not name or not isinstance(subject, str) or not subject:
            raise ValueError(f"no name in the claim {settings.name}")
        groups = None
        if settings.groups is not None:
            said = claims.get(settings.groups) or []
            every = [said] if isinstance(said, str) else [str(each) for each in said]
            names = settings.group_names
            groups = frozenset(names[each] for each in every if each in names) if names else None
            groups = frozenset(every) if groups is None else groups
        # A subject is one person only among those of its issuer.
        return SignedOn(f"{settings.issuer} {subject}", name, groups)


def _answer(client: OAuth2Client, address: str) -> dict[str, Any]:
    # Nobody's token yet; the library would else ask for one first.
    answer = client.request("GET", address, withhold_token=True)
    answer.raise_for_status()
    found = answer.json()
    if not isinstance(found, dict):
        raise ValueError(f"no JSON object at {address}")
    return found


def _away(error: Exception) -> SignOnFailed:
    _LOG.warning("single sign-on: the provider did not answer: %s", error)
    return SignOnFailed(_AWAY)
