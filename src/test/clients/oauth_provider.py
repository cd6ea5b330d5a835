"""An OpenID Connect provider for oauth.sh, in Python and openssl alone: description, keys, introspection, and tokens for whoever asks.

    oauth_provider.py PORT-FILE     serves on a free port of 127.0.0.1, which it writes to the file

GET /token?user=alice[&scope=...][&aud=...][&seconds=...] answers a token; GET /rotate changes the key that signs.
"""
import base64
import http.server
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.parse


def encode(octets):
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()


class Key:
    """An RSA key in a file, for openssl."""

    def __init__(self, directory, number):
        self.kid = "key-%d" % number
        self.file = os.path.join(directory, self.kid)
        subprocess.run(["openssl", "genrsa", "-out", self.file, "2048"], check=True, stderr=subprocess.DEVNULL)
        shown = subprocess.run(["openssl", "rsa", "-in", self.file, "-noout", "-modulus"], check=True, capture_output=True).stdout
        modulus = bytes.fromhex(shown.decode().strip().split("=")[1])
        self.public = {"kty": "RSA", "use": "sig", "alg": "RS256", "kid": self.kid, "n": encode(modulus), "e": "AQAB"}

    def sign(self, claims):
        header = {"alg": "RS256", "typ": "JWT", "kid": self.kid}
        text = ".".join(encode(json.dumps(part).encode()) for part in (header, claims))
        signature = subprocess.run(["openssl", "dgst", "-sha256", "-sign", self.file], input=text.encode(), check=True, capture_output=True)
        return text + "." + encode(signature.stdout)


class Provider(http.server.ThreadingHTTPServer):
    def __init__(self, directory):
        super().__init__(("127.0.0.1", 0), Handler)
        self.issuer = "http://127.0.0.1:%d/realms/mail" % self.server_port
        self.directory = directory
        self.keys = [Key(directory, 0)]
        self.issued = {}

    def token(self, query):
        now = int(time.time())
        claims = {"iss": self.issuer, "sub": "id-of-" + query["user"], "aud": query.get("aud", "godwit"), "iat": now,
                  "exp": now + int(query.get("seconds", "300")), "preferred_username": query["user"],
                  "username": query["user"], "scope": query.get("scope", "openid mail")}
        token = self.keys[-1].sign(claims)
        self.issued[token] = claims
        return token


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        url = urllib.parse.urlsplit(self.path)
        query = dict(urllib.parse.parse_qsl(url.query))
        if url.path == "/token":
            self.answer(self.server.token(query).encode(), "text/plain")
        elif url.path == "/rotate":
            self.server.keys.append(Key(self.server.directory, len(self.server.keys)))
            self.answer(b"", "text/plain")
        elif url.path.endswith("/.well-known/openid-configuration"):
            issuer = self.server.issuer
            self.answer_json({"issuer": issuer, "jwks_uri": issuer + "/keys", "introspection_endpoint": issuer + "/introspect"})
        elif url.path.endswith("/keys"):
            self.answer_json({"keys": [key.public for key in self.server.keys]})
        else:
            self.send_error(404)

    def do_POST(self):
        form = dict(urllib.parse.parse_qsl(self.rfile.read(int(self.headers["Content-Length"])).decode()))
        if self.headers.get("Authorization") != "Basic " + base64.b64encode(b"godwit:provider-secret").decode():
            self.send_error(401)
            return
        claims = self.server.issued.get(form.get("token"))
        self.answer_json(dict(claims, active=True) if claims and claims["exp"] > time.time() else {"active": False})

    def answer_json(self, value):
        self.answer(json.dumps(value).encode(), "application/json")

    def answer(self, body, media_type):
        self.send_response(200)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format, *args):
        pass


with tempfile.TemporaryDirectory() as keys:
    provider = Provider(keys)
    with open(sys.argv[1] + ".new", "w") as file:
        file.write(str(provider.server_port))
    os.rename(sys.argv[1] + ".new", sys.argv[1])
    provider.serve_forever()
