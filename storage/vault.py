"""What is kept so that nobody reads it without the key, which is never in the database.

Sealed text is AES-256-GCM under a key of its own for each purpose. A mark is a keyed digest: the same words
have the same mark, and without the key nobody can try words out on it. (Fernet was not taken: each of its
texts carries, in clear, the second in which it was made.)
"""

import hashlib
import hmac
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from secrets import token_bytes

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_LENGTH = 32  # bytes
NONCE_LENGTH = 12  # bytes, as AES-GCM wants it (NIST SP 800-38D)


class KeyTrouble(Exception):
    """There is no key, or it is not the one that this was sealed with."""


class Vault:
    """Seals, opens and marks. The first key seals; each of the others opens what was sealed before it came."""

    def __init__(self, keys: Sequence[bytes] = ()) -> None:
        """Raises ValueError for a key of the wrong length."""
        if any(len(key) != KEY_LENGTH for key in keys):
            raise ValueError(f"a key is {KEY_LENGTH} bytes long")
        self._keys = tuple(keys)

    def __bool__(self) -> bool:
        return bool(self._keys)

    def seal(self, text: str, purpose: str, about: str = "") -> str:
        """A text sealed for one purpose, and for one thing that it is `about`: it opens for no other.

        Raises KeyTrouble where there is no key.
        """
        nonce = token_bytes(NONCE_LENGTH)
        sealed = AESGCM(_derived(self._first(), purpose)).encrypt(nonce, text.encode(), about.encode())
        return urlsafe_b64encode(nonce + sealed).decode()

    def open(self, sealed: str, purpose: str, about: str = "") -> str:
        """The text again. Raises KeyTrouble where no key opens it."""
        try:
            given = urlsafe_b64decode(sealed)
        except ValueError as trouble:
            raise KeyTrouble("what was sealed is damaged") from trouble
        for key in self._keys:
            try:
                opened = AESGCM(_derived(key, purpose)).decrypt(
                    given[:NONCE_LENGTH], given[NONCE_LENGTH:], about.encode()
                )
            except (InvalidTag, ValueError):
                continue
            return opened.decode()
        raise KeyTrouble("no key opens this")

    def mark(self, text: str, purpose: str) -> str:
        """The keyed digest of a text, 64 hexadecimal figures. Raises KeyTrouble where there is no key."""
        return self.marks(text, purpose)[0]

    def marks(self, text: str, purpose: str) -> tuple[str, ...]:
        """Its digests, with the first key and then with each of before: what was kept while one of those was
        the first is found by them. Raises KeyTrouble where there is no key."""
        self._first()
        return tuple(_mark(key, text, purpose) for key in self._keys)

    def checks(self) -> tuple[str, ...]:
        """For each key what tells it from others, to be kept in the database. The key cannot be read from it."""
        return tuple(_mark(key, "check", "check") for key in self._keys)

    def _first(self) -> bytes:
        if not self._keys:
            raise KeyTrouble("there is no key")
        return self._keys[0]


@lru_cache(maxsize=64)
def _derived(key: bytes, purpose: str) -> bytes:
    return HKDF(SHA256(), KEY_LENGTH, salt=None, info=purpose.encode()).derive(key)


def _mark(key: bytes, text: str, purpose: str) -> str:
    return hmac.new(_derived(key, f"mark {purpose}"), text.encode(), hashlib.sha256).hexdigest()


def new_key() -> str:
    """A new key as the settings have it: 32 random bytes in base64."""
    return urlsafe_b64encode(token_bytes(KEY_LENGTH)).decode()


def read_key(written: str) -> bytes:
    """A key as it is written in the settings. Raises ValueError for anything else."""
    try:
        key = urlsafe_b64decode(written.strip().replace("+", "-").replace("/", "_"))
    except ValueError:
        key = b""
    if len(key) != KEY_LENGTH:
        raise ValueError(f"a key is {KEY_LENGTH} random bytes in base64, as python -m bot.admin new-key prints one")
    return key


def key_in(file: Path) -> bytes:
    """The key in a file, which is made if there is none: for development alone."""
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as made:
            made.write(f"{new_key()}\n")
    except FileExistsError:
        pass
    return read_key(file.read_text(encoding="utf-8"))
