"""A new key as a file: never over another, and open to nobody else until it is whole."""

from pathlib import Path

from jixiao.errors import JixiaoError, whole, writing

ONLY_OWNER = 0o600
"""The mode of a file that nobody else reads."""


def write_new_key(
    path: Path, shown: str, content: bytes, mode: int = ONLY_OWNER
) -> None:
    """Write a key to a file that is not there yet; messages call the file as `shown`.

    Raises:
        JixiaoError: there is such a file already.
        UnreadableFile: it cannot be written there.
    """
    if path.exists():
        message = f"{shown} 已经有了，不覆盖。请换一个文件名。"
        raise JixiaoError(message)
    with writing(path.parent), whole(path) as half:
        half.touch(mode)
        half.write_bytes(content)
