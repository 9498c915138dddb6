"""Pages from templates: self-contained, everything printed escaped, written to a file."""

from pathlib import Path

from jixiao.errors import UnreadableFile, name_of, reason_of, whole

_TEMPLATES = Path(__file__).with_name("templates")


def fill_template(template: str, **values: object) -> str:
    """A template filled with values; a value that is missing is an error."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415 — slow to import

    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["or_dash"] = _or_dash
    return environment.get_template(template).render(**values)


def _or_dash(value: object) -> object:
    """A value, or the dash that stands for one that is not known."""
    return "—" if value is None else value


def write_page(text: str, path: Path) -> Path:
    """Write a page; folders that are not there are made.

    Raises:
        UnreadableFile: the file cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with whole(path) as half:
            half.write_text(text, "utf-8")
    except OSError as error:
        message = (
            f"不能写入 {name_of(path)}：{reason_of(error)}。请换一个位置或检查权限。"
        )
        raise UnreadableFile(message) from error
    return path
