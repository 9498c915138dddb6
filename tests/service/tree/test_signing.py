"""What a key signed is known by its public half, and by no other."""

import pytest

from jixiao.errors import JixiaoError
from jixiao.service.tree.signing import PublicKey, SigningKey


def test_a_signature_is_of_one_key_over_one_content():
    key = SigningKey.read(SigningKey.new().line)
    public = PublicKey.read(key.public.line)
    signature = key.sign(b"1")

    assert public.has_signed(b"1", signature)
    assert not public.has_signed(b"2", signature)
    assert not SigningKey.new().public.has_signed(b"1", signature)
    assert not public.has_signed(b"1", "不是签名")


def test_fingerprints_are_eight_groups():
    assert 8 == len(SigningKey.new().public.fingerprint.split())


@pytest.mark.parametrize("line", ["", "x", "jixiao-sign-public AAAA", "a b c"])
def test_what_is_no_key_is_said(line: str):
    with pytest.raises(JixiaoError, match="不是公钥文件"):
        PublicKey.read(line)


def test_a_private_key_is_no_public_one():
    with pytest.raises(JixiaoError, match="不是公钥文件"):
        PublicKey.read(SigningKey.new().line)
