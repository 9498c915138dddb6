"""An office that sees the records of its fund."""

from pathlib import Path

from tests.web.conftest import County


def let_see(home: County, folder: Path) -> None:
    """Name a folder as where the records of a county's fund stand."""
    home.places["department"].records = str(folder)
    home.places["department"].save()
