"""Two ways to write an address are one."""

import pytest

from jixiao.service.disclosure.addresses import address_of, is_below


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("/a/index.html", "s.cn/a/"), ("/a/", "s.cn/a/"), ("/", "s.cn/"), ("", "s.cn/c/p.html"),
        ("../x.html#1", "s.cn/x.html"), ("https://S.CN/x.html", "s.cn/x.html"),
        ("/%E5%8C%BB.pdf", "s.cn/医.pdf"), ("a?id=1", "s.cn/c/a?id=1"), ("//t.cn/x", "t.cn/x"),
        ("mailto:a@b.cn", None), ("javascript:;", None), ("http://s.cn:8080/", "s.cn:8080/"),
    ],
)  # fmt: skip
def test_addresses_are_written_one_way(link: str, address: str | None):
    assert address == address_of(link, "http://s.cn/c/p.html")


@pytest.mark.parametrize("link", ["http://[bad", "http://"])
def test_an_address_that_is_none_is_told(link: str):
    with pytest.raises(ValueError, match=r".+"):
        address_of(link)


def test_what_stands_below_a_column():
    assert is_below("s.cn/a/b.html", "s.cn/a/")
    assert not is_below("s.cn/ab.html", "s.cn/a/")
    assert not is_below("s.cn/a/", "s.cn/a/")
