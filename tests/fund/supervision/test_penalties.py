"""Fines by the loss: the published pairs are exactly twice it."""

import pytest

from jixiao.errors import JixiaoError
from jixiao.fund.supervision.penalties import penalties


@pytest.mark.parametrize(("loss", "fine"), [(9900, 19800), (367800, 735600)])
def test_the_published_fines_are_allowed_and_twice_the_loss(loss: int, fine: int):
    penalties()["article_38"].check(loss, fine)
    penalties()["article_40"].check(loss, fine)

    assert fine == 2 * loss


@pytest.mark.parametrize(
    ("article", "fine"),
    [("article_38", 9899), ("article_38", 19801), ("article_40", 19799), ("article_40", 49501)],
)  # fmt: skip
def test_less_or_more_than_the_article_allows_is_refused(article: str, fine: int):
    with pytest.raises(JixiaoError, match=r"损失 99\.00 元"):
        penalties()[article].check(9900, fine)
