"""Which fonts PDFs are written with: the deployment's own, else Noto from its wheel."""

from pathlib import Path

from jixiao.settings import Settings

FAMILY = "Noto Sans CJK SC"


def families(settings: Settings) -> list[str]:
    """Give the font families in the order they are tried."""
    return [*([settings.font] if settings.font else []), FAMILY]


def folders(settings: Settings) -> list[str]:
    """Give the folders in which fonts are looked for."""
    import noto_cjk_sans_otc  # noqa: PLC0415 — only where a PDF is written

    own = [str(settings.fonts)] if settings.fonts else []
    return [*own, str(Path(noto_cjk_sans_otc.__file__).parent)]
