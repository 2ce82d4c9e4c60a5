"""Settings of an installation: `extra.mingshi` and a few keys of mkdocs.yml, as one frozen value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

MISSING = "待填"
# A site is complete without them: it is real, and not every one lets editors sign in at the host of its repository.
OPTIONAL = ("synthetic", "repository_branch", "repository_app", "repository_login")


@dataclass(frozen=True, slots=True)
class Settings:
    """`values` are the texts of extra.mingshi, by key; an empty one shows 待填 and stops a production build.

    `area` is the installation's own area id (the province), `featured` the item ids shown on the home page.
    """

    site_name: str = ""
    site_url: str = ""
    area: str = ""
    featured: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def paper(self) -> bool:
        """Tell whether the installation wants PDFs."""
        return self.get("paper") == "是"

    def shown(self, key: str) -> str:
        """Return a setting as the public sees it: its text, or 待填."""
        return self.values.get(key) or MISSING

    def get(self, key: str) -> str:
        """Return a setting, or "" when it is not filled in."""
        return self.values.get(key) or ""


def settings_from(config: Mapping[str, Any]) -> Settings:
    """Build Settings from the parsed mkdocs.yml. Unknown keys are left to the check of the settings schema."""
    extra = (config.get("extra") or {}).get("mingshi") or {}
    values = {str(k): str(v) for k, v in extra.items() if isinstance(v, str)}
    featured = extra.get("featured") or []
    return Settings(
        site_name=str(config.get("site_name") or ""),
        site_url=str(config.get("site_url") or ""),
        area=str(extra.get("area") or ""),
        featured=tuple(str(i) for i in featured) if isinstance(featured, list) else (),
        values=values,
    )
