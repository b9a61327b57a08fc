"""A provider of OpenID Connect as a process: `python -m tests.identity_provider`.

It serves on a free port of 127.0.0.1 and prints its address, which is its issuer. Everybody who
comes is logged in at once as the plan says. `PUT /plan` with a JSON object sets it anew:

    {"claims": {…}}           the claims of the next token, over the right ones; null takes one out
    {"sign": "foreign"}       signs with a key that it does not publish; "none": not at all;
                              "shared": with the client's secret
    {"refuse": "access_denied"}     comes back with this error instead of a code
    {"token": {"status": 500}}      the token endpoint's answer
    {"about": {…}}            what it says of itself, over the right ones

It checks of a client what a strict one checks: redirect address, secret, PKCE, a code used once.
"""

import base64
import hashlib
import json
import secrets
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

CLIENT, SECRET = "xuntiao", "a-secret-of-the-client-0123456789"
_OWN = RSAKey.generate_key(2048, {"kid": "1", "use": "sig", "alg": "RS256"})
_FOREIGN = RSAKey.generate_key(2048, {"kid": "1"})


class _Provider(BaseHTTPRequestHandler):
    issuer = ""
    plan: dict[str, Any] = {}  # noqa: RUF012 (one provider, one plan)
    codes: dict[str, dict[str, str]] = {}  # noqa: RUF012

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""

    def do_PUT(self) -> None:
        type(self).plan = json.loads(self._body())
        self._send(204)

    def do_GET(self) -> None:
        where = urlsplit(self.path)
        query = dict(parse_qsl(where.query))
        match where.path:
            case "/.well-known/openid-configuration":
                self._json(200, self._about())
            case "/keys":
                self._json(200, {"keys": [_OWN.as_dict(private=False)]})
            case "/authorize":
                self._authorize(query)
            case "/out":
                self._send(200, b"out", "text/plain")
            case _:
                self._send(404)

    def do_POST(self) -> None:
        said = self.plan.get("token", {})
        if "status" in said:
            self._send(said["status"])
            return
        form = dict(parse_qsl(self._body().decode()))
        asked = self.codes.pop(form.get("code", ""), None)
        given = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if self.headers.get("Authorization") != f"Basic {given}":
            self._json(401, {"error": "invalid_client"})
        elif (
            asked is None
            or form.get("grant_type") != "authorization_code"
            or form.get("redirect_uri") != asked["redirect_uri"]
            or challenge != asked["code_challenge"]
        ):
            self._json(400, {"error": "invalid_grant"})
        else:
            access = secrets.token_urlsafe(16)
            token = {"access_token": access, "token_type": "Bearer", "expires_in": 60}
            self._json(200, {**token, "id_token": self._token(asked["nonce"], access)})

    def _about(self) -> dict[str, Any]:
        about = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "end_session_endpoint": f"{self.issuer}/out",
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
        }
        return {**about, **self.plan.get("about", {})}

    def _authorize(self, query: dict[str, str]) -> None:
        wanted = {"response_type": "code", "client_id": CLIENT, "code_challenge_method": "S256"}
        right = all(query.get(name) == value for name, value in wanted.items())
        if not right or "openid" not in query["scope"].split() or not query.get("nonce"):
            self._send(400)
            return
        code = secrets.token_urlsafe(16)
        self.codes[code] = query
        back = {"state": query["state"], "iss": self.issuer, "code": code}
        if "refuse" in self.plan:
            back = {"state": query["state"], "error": self.plan["refuse"]}
        self.send_response(303)
        self.send_header("Location", f"{query['redirect_uri']}?{urlencode(back)}")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _token(self, nonce: str, access: str) -> str:
        half = hashlib.sha256(access.encode()).digest()[:16]
        claims: dict[str, Any] = {
            "iss": self.issuer,
            "aud": CLIENT,
            "sub": "248289761001",
            "iat": int(time.time()),
            "exp": int(time.time()) + 300,
            "nonce": nonce,
            "at_hash": base64.urlsafe_b64encode(half).rstrip(b"=").decode(),
            "preferred_username": "zhang.wei",
            **self.plan.get("claims", {}),
        }
        claims = {name: value for name, value in claims.items() if value is not None}
        match self.plan.get("sign"):
            case "none":
                parts = ({"alg": "none"}, claims)
                coded = (base64.urlsafe_b64encode(json.dumps(part).encode()) for part in parts)
                return ".".join(part.rstrip(b"=").decode() for part in coded) + "."
            case "shared":
                return jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(SECRET))
            case other:
                key = _FOREIGN if other == "foreign" else _OWN
                return jwt.encode({"alg": "RS256", "kid": "1"}, claims, key)

    def _body(self) -> bytes:
        return self.rfile.read(int(self.headers["Content-Length"]))

    def _json(self, status: int, body: object) -> None:
        self._send(status, json.dumps(body).encode(), "application/json")

    def _send(self, status: int, body: bytes = b"", kind: str = "text/plain") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def main() -> None:
    """Serve until killed."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Provider)
    _Provider.issuer = f"http://127.0.0.1:{server.server_address[1]}"
    sys.stdout.write(f"{_Provider.issuer}\n")
    sys.stdout.flush()
    server.serve_forever()


if __name__ == "__main__":
    main()
