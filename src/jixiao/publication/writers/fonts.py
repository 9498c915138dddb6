"""Which fonts PDFs are written with: the deployment's own, else Noto from its wheel."""

from pathlib import Path

from jixiao.settings import Settings

FAMILY = "Noto Sans CJK SC"


def families(settings: Settings) -> list[str]:
    """The font families in the order they are tried."""
    return [settings.font, FAMILY] if settings.font else [FAMILY]


def folders(settings: Settings) -> list[str]:
    """The folders in which fonts are looked for."""
    import noto_cjk_sans_otc  # noqa: PLC0415 — only where a PDF is written

    of_wheel = str(Path(noto_cjk_sans_otc.__file__).parent)
    return [str(settings.fonts), of_wheel] if settings.fonts else [of_wheel]
