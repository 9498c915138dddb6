"""The top-up products of a place: the sample of the package, and those in its folder `topup`."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from jixiao.errors import JixiaoError

if TYPE_CHECKING:
    from jixiao.fund.payment.topup.product import Product

_PRODUCTS = "topup"


def products_at(folder: Path) -> Mapping[str, Path]:
    """Return the files of a place's products by their names, its own first."""
    from jixiao.fund.payment.topup.product import SAMPLE  # noqa: PLC0415 — loads the engine

    product_files = sorted((folder / _PRODUCTS).glob("*.toml"))
    return {path.stem: path for path in product_files} | {"sample": SAMPLE}


def product_named(folder: Path, name: str) -> "Product":
    """Return a product by its name; without one the first that a place has.

    Raises:
        JixiaoError: there is none of that name, or its file is faulty.
    """
    from jixiao.fund.payment.topup.product import load_product  # noqa: PLC0415 — loads the engine

    known = products_at(folder)
    chosen = name or next(iter(known))
    if chosen not in known:
        message = f"没有叫 {chosen[:30]} 的产品；可用 {'、'.join(known)}。"
        raise JixiaoError(message)
    return load_product(known[chosen])
