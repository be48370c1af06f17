"""Everything the environment tells us, read and checked once."""

import ipaddress
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from storage.vault import Vault, key_in, read_key

# Where Teams' public cloud listens and calls from. Source: Microsoft Learn, conversation basics;
# Bot Framework authentication. Trusts on another cloud set SERVICE_URLS and the two below.
TEAMS_HOSTS = ("https://smba.trafficmanager.net/", "https://smba.infra.gcc.teams.microsoft.com/")
OPENID_METADATA = "https://login.botframework.com/v1/.well-known/openidconfiguration"
ISSUER = "https://api.botframework.com"

DEVELOPMENT_KEY = Path(".lantern/key")
PYDANTIC_SAYS = "Value error, "  # before our own sentence; taken off
Listed = Annotated[tuple[str, ...], NoDecode]  # written with commas between


class NotComplete(ValueError):
    """The settings cannot be used. The message names what is missing or wrong."""


class DatabaseSettings(BaseSettings):
    """What an administrator's command needs: the database and the trust's tables."""

    model_config = SettingsConfigDict(
        case_sensitive=True, populate_by_name=True, extra="ignore", frozen=True, env_ignore_empty=True
    )

    database_url: str = Field(default="", validation_alias="DATABASE_URL")
    plan_dir: Path | None = Field(default=None, validation_alias="PLAN_DIR")
    keys: Listed = Field(default=(), validation_alias="LANTERN_KEY", repr=False)  # the first seals, all open

    @field_validator("keys", mode="before")
    @classmethod
    def _keys_between_commas(cls, value: object) -> object:
        return _listed(value)

    @field_validator("keys")
    @classmethod
    def _keys_that_seal(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for written in value:
            read_key(written)
        return value

    @property
    def vault(self) -> Vault:
        """Seals and opens with the keys; without any it can do neither."""
        return Vault([read_key(written) for written in self.keys])

    @property
    def database(self) -> str:
        """The database's address: in development, where none is named, an embedded file."""
        return self.database_url or "sqlite:///.lantern/lantern.db"


class Settings(DatabaseSettings):
    """The settings, each under its name in the environment. Names are read as they are written."""

    env: Literal["production", "development"] = Field(default="production", validation_alias="LANTERN_ENV")
    host: str = Field(default="127.0.0.1", validation_alias="HOST")
    port: int = Field(default=3978, validation_alias="PORT", ge=1, le=65535)
    app_id: str = Field(default="", validation_alias="MicrosoftAppId")
    app_type: Literal["SingleTenant", "UserAssignedMSI"] = Field(
        default="SingleTenant", validation_alias="MicrosoftAppType"
    )
    app_tenant_id: str = Field(default="", validation_alias="MicrosoftAppTenantId")
    app_password: str = Field(default="", validation_alias="MicrosoftAppPassword", repr=False)
    app_certificate: Path | None = Field(
        default=None, validation_alias="MicrosoftAppCertificate"
    )  # a PEM or PFX file
    openid_metadata_url: str = Field(default=OPENID_METADATA, validation_alias="OPENID_METADATA_URL")
    token_issuer: str = Field(default=ISSUER, validation_alias="TOKEN_ISSUER")
    service_urls: Listed = Field(default=(), validation_alias="SERVICE_URLS")
    tenants: Listed = Field(default=(), validation_alias="TENANTS")
    administrators: Listed = Field(default=(), validation_alias="ADMINISTRATORS")  # Entra ids
    lantern_address: str = Field(default="", validation_alias="LANTERN_ADDRESS")  # where Teams finds our pictures

    @field_validator("service_urls", "tenants", "administrators", mode="before")
    @classmethod
    def _with_commas(cls, value: object) -> object:
        return _listed(value)

    @field_validator("env", mode="before")
    @classmethod
    def _production_unless_development(cls, value: object) -> object:
        return value if value == "development" else "production"

    @model_validator(mode="after")
    def _complete(self) -> "Settings":
        missing = [name for name, needed in self._needed().items() if needed]
        if missing:
            raise ValueError(f"Missing: {', '.join(missing)}.")
        if not self.app_id and not _is_loopback(self.host):
            raise ValueError("Without MicrosoftAppId, HOST must be a loopback address such as 127.0.0.1.")
        addresses = [self.lantern_address] if self.lantern_address else []
        for url in (*self.service_urls, self.openid_metadata_url, *addresses):
            parts = urlsplit(url)
            if parts.scheme != "https" and not (parts.scheme == "http" and _is_loopback(parts.hostname or "")):
                raise ValueError(f"{url}: an address begins with https://, or is a loopback one.")
        return self

    def _needed(self) -> dict[str, bool]:
        """What is missing, by its name in the environment."""
        production = self.env == "production"
        return {
            "DATABASE_URL": production and not self.database_url,
            "MicrosoftAppId (it may be left out only with LANTERN_ENV=development)": production and not self.app_id,
            "MicrosoftAppTenantId": bool(self.app_id) and not self.app_tenant_id,
            "MicrosoftAppPassword or MicrosoftAppCertificate": bool(self.app_id)
            and self.app_type == "SingleTenant"
            and not (self.app_password or self.app_certificate),
            "ADMINISTRATORS (Entra ids, with commas between)": production and not self.administrators,
        }

    @property
    def development(self) -> bool:
        return self.env == "development"

    @property
    def vault(self) -> Vault:
        """In development without a key: one that is made and kept in a file, beside the embedded database's."""
        return Vault([key_in(DEVELOPMENT_KEY)]) if self.development and not self.keys else super().vault

    @property
    def address(self) -> str:
        """Where clients find Lantern's own pictures; nowhere unless it is set, but in development."""
        return self.lantern_address.rstrip("/") or (f"http://{self.host}:{self.port}" if self.development else "")

    @property
    def allowed_tenants(self) -> tuple[str, ...]:
        """Tenants whose people may write. None named, in development without an app id: any."""
        return self.tenants or ((self.app_tenant_id,) if self.app_tenant_id else ())

    @property
    def allowed_service_urls(self) -> tuple[str, ...]:
        """Where Lantern may send to: these addresses and what lies under them."""
        return self.service_urls or TEAMS_HOSTS


def _listed(value: object) -> object:
    return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value


def read_settings() -> Settings:
    """The settings from the environment. Raises NotComplete naming what is missing or wrong."""
    try:
        return Settings()
    except ValidationError as trouble:
        raise NotComplete("; ".join(_plainly(error) for error in trouble.errors())) from None


def _plainly(error: Mapping[str, object]) -> str:
    where = error["loc"]
    name = f"{where[0]}: " if isinstance(where, tuple) and where else ""
    return f"{name}{str(error['msg']).removeprefix(PYDANTIC_SAYS)}"


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
