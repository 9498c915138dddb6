"""`jixiao service faces`: identity at the visit, with consent, by face or by card."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jixiao.cli.cases import day_of, now
from jixiao.cli.csv_table import write_table
from jixiao.cli.dip_terms import show_terms, terms_of, with_terms
from jixiao.cli.key_file import write_new_key
from jixiao.cli.words import COUNT, CommandGroup
from jixiao.errors import (
    JixiaoError,
    UnreadableFile,
    name_of,
    reason_of,
)

if TYPE_CHECKING:
    from jixiao.service.identity.register import Check, Limits, Visit

_FOLDER = click.argument("folder", metavar="DIR")
_PERSON = click.argument("person", metavar="人员编号")
_BY = click.option("--by", required=True, metavar="姓名", help="谁办的。")
_KEY = click.option("--key", "key_file", required=True, metavar="KEY", help="特征的钥匙，另放。")  # fmt: skip
_MODELS = click.option("--models", metavar="DIR", help="人脸模型所在的文件夹；不写用 jixiao[face] 带的。")  # fmt: skip
_PLACE = click.option("--place", required=True, metavar="地点", help="在哪里核验。")
_DEVICE = click.option("--device", default="", metavar="设备", help="用的设备。")
_VISIT = click.option("--visit", default="", metavar="就诊ID", help="哪一次就诊。")
_PICTURES = (".jpg", ".jpeg", ".png")
_STEPS = 8


@click.group(
    name="faces",
    short_help="就医身份核验：单独同意、一对一比对、证件兜底、记录和点名。",
    cls=CommandGroup,
)
def faces() -> None:
    """身份核验（DIR/faces.db）。人脸不是唯一的办法：没有同意、照片不好、比对不一致的，都核对证件。

    只做一对一比对，不认活体；特征用另放的钥匙加密，只存在本机，同意到期或撤回就删。
    """


@faces.command(short_help="造一把钥匙，存到登记以外的地方。")
@click.argument("file", metavar="KEY")
def key(file: str) -> int:
    """造一把新钥匙；丢了，录入的特征就打不开，要重录。"""
    from jixiao.service.identity.register import new_key  # noqa: PLC0415 — kept out of jixiao --help

    path = Path(file)
    write_new_key(path, name_of(path), new_key())
    click.echo(f"已写入 {path.name}，请另行保管")
    return 0


@faces.command(short_help="登记单独同意；不满规定年龄的由监护人同意。")
@_FOLDER
@_PERSON
@click.option("--born", required=True, metavar="DATE", help="出生日期。")
@click.option(
    "--scope", required=True, metavar="用途", help="用在哪里，如 住院身份核验。"
)
@click.option("--days", type=COUNT, required=True, metavar="N", help="同意几天。")
@click.option("--guardian", default="", metavar="姓名", help="监护人。")
@click.option("--relation", default="", metavar="关系", help="监护人和本人的关系。")
@_BY
@with_terms
def agree(
    folder: str,
    person: str,
    *,
    born: str,
    scope: str,
    days: int,
    guardian: str,
    relation: str,
    by: str,
    code: str,
    parameters: str | None,
) -> int:
    """登记同意；换了新的同意，以前录的特征就删。"""
    from jixiao.service.identity.register import FACES, KEYS, open_faces  # noqa: PLC0415 — kept out of jixiao --help

    today = now().date()
    limits = _limits(code, parameters)
    with open_faces(Path(folder) / FACES) as register:
        number = register.agree(
            person, day_of(born), scope, today + timedelta(days=days), limits,
            guardian=guardian, relation=relation, by=by, day=today,
        )  # fmt: skip
    click.echo(f"已登记同意 {number}，到 {today + timedelta(days=days)} 为止")
    show_terms(terms_of(code, parameters, today), KEYS)
    return 0


@faces.command(short_help="撤回同意，删去特征，留下删去的事实。")
@_FOLDER
@_PERSON
@click.option("--why", default="", metavar="理由", help="不写为本人撤回。")
@_BY
def withdraw(folder: str, person: str, *, why: str, by: str) -> int:
    """撤回同意；以后核对证件，不影响就医。"""
    from jixiao.service.identity.register import FACES, open_faces  # noqa: PLC0415 — kept out of jixiao --help

    with open_faces(Path(folder) / FACES) as register:
        register.withdraw(person, why, by=by, at=now())
    click.echo("已撤回，特征已删去，以后核对证件")
    return 0


@faces.command(short_help="录入同意的人的特征：照片要过质量关。")
@_FOLDER
@_PERSON
@click.argument("picture", metavar="PICTURE")
@_KEY
@_MODELS
@with_terms
def enrol(
    folder: str,
    person: str,
    picture: str,
    *,
    key_file: str,
    models: str | None,
    code: str,
    parameters: str | None,
) -> int:
    """照片不存，只存加密的特征。"""
    from jixiao.service.identity.faces import open_recogniser  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.service.identity.register import FACES, open_faces  # noqa: PLC0415

    limits = _limits(code, parameters)
    recogniser = open_recogniser(Path(models) if models else None)
    with open_faces(Path(folder) / FACES) as register:
        register.enrol(person, _bytes_of(picture), recogniser, limits, _bytes_of(key_file), at=now())  # fmt: skip
        count = register.enrolled()
    click.echo(f"已录入，照片没有存；现有 {count} 人")
    if count >= limits.filing_count:
        click.echo(f"录入已达 {limits.filing_count} 人，应向网信部门备案")
    return 0


@faces.command(short_help="一对一比对一次，记下结果；比不了的核对证件。")
@_FOLDER
@_PERSON
@click.argument("picture", metavar="PICTURE")
@_KEY
@_MODELS
@_PLACE
@_DEVICE
@_VISIT
@_BY
@with_terms
def check(
    folder: str,
    person: str,
    picture: str,
    *,
    key_file: str,
    models: str | None,
    place: str,
    device: str,
    visit: str,
    by: str,
    code: str,
    parameters: str | None,
) -> int:
    """一致退出码为 0，别的为 1：请核对证件，用 jixiao service faces card 记下。"""
    from jixiao.service.identity.faces import open_recogniser  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.service.identity.register import FACES, Result, open_faces  # noqa: PLC0415

    limits = _limits(code, parameters)
    recogniser = open_recogniser(Path(models) if models else None)
    with open_faces(Path(folder) / FACES) as register:
        done = register.check(
            person, _bytes_of(picture), recogniser, limits, _bytes_of(key_file),
            _visit(place, device, visit, by),
        )  # fmt: skip
    _show(done)
    return int(done.result is not Result.PASSED)


@faces.command(short_help="记下一次核对证件。")
@_FOLDER
@_PERSON
@click.argument("card", metavar="证件")
@_PLACE
@_DEVICE
@_VISIT
@_BY
def card(
    folder: str, person: str, card: str, *, place: str, device: str, visit: str, by: str
) -> int:
    """核对了身份证、医保码等；谁都可以只用证件。"""
    from jixiao.service.identity.register import FACES, open_faces  # noqa: PLC0415 — kept out of jixiao --help

    with open_faces(Path(folder) / FACES) as register:
        _show(register.by_card(person, card, _visit(place, device, visit, by)))
    return 0


@faces.command(short_help="一个病区一天的点名：谁一致、谁核对了证件、谁没有点到。")
@_FOLDER
@click.argument("persons", nargs=-1, required=True, metavar="人员编号...")
@_PLACE
@click.option("--day", required=True, metavar="DATE", help="哪一天。")
def roll(folder: str, persons: tuple[str, ...], *, place: str, day: str) -> int:
    """没有点到、不一致的只是线索，由人去看。有这样的，退出码为 1。"""
    from jixiao.service.identity.register import FACES, WORDS, Result, open_faces  # noqa: PLC0415 — kept out of jixiao --help

    with open_faces(Path(folder) / FACES) as register:
        called = register.roll_call(place, persons, day_of(day))
    good = {WORDS[Result.PASSED], WORDS[Result.BY_CARD]}
    for person, words in called:
        click.echo(f"{person}　{words}")
    return int(any(words not in good for _, words in called))


@faces.command(short_help="删去到期的特征，列出删过的。")
@_FOLDER
@_BY
def sweep(folder: str, *, by: str) -> int:
    """删去到期的；每天运行一次。"""
    from jixiao.service.identity.register import FACES, open_faces  # noqa: PLC0415 — kept out of jixiao --help

    with open_faces(Path(folder) / FACES) as register:
        count = register.sweep(by=by, at=now())
        for consent, at, why in register.deletions():
            click.echo(f"同意 {consent}　{at:%Y-%m-%d}　{why}")
    click.echo(f"这次删去 {count} 人的特征")
    return 0


@faces.command(short_help="把核验记录写成身份核验表（FACE_CHECK），供 jixiao load。")
@_FOLDER
@click.option("--to", "table", required=True, metavar="FILE.csv", help="写到哪里。")
def export(folder: str, *, table: str) -> int:
    """只有记录，没有特征。"""
    from jixiao.fund.records import declared_records  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.service.identity.register import FACES, check_rows, open_faces  # noqa: PLC0415

    columns = declared_records()["face_checks"].columns
    titles = [column.title for column in columns.values()]
    with open_faces(Path(folder) / FACES) as register:
        rows = check_rows(register.checks())
    write_table(Path(table), titles, rows)
    return 0


@faces.command(short_help="用自己的照片量错误率：一人一个子文件夹。")
@click.argument("pictures", metavar="DIR")
@_MODELS
def rates(pictures: str, *, models: str | None) -> int:
    """本系统没有带人脸照片，在本地人群上的错误率不知道；用经同意的照片量过才知道，写明多少人、多少对。"""
    from jixiao.service.identity.error_rates import error_rates  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.service.identity.faces import PoorPicture, open_recogniser  # noqa: PLC0415

    recogniser = open_recogniser(Path(models) if models else None)
    vectors: dict[str, list[Sequence[float]]] = {}
    for path in sorted(
        p for p in Path(pictures).glob("*/*") if p.suffix.lower() in _PICTURES
    ):
        try:
            face = recogniser.face(_bytes_of(str(path)))
        except PoorPicture as poor:
            click.echo(f"没有用 {path.parent.name}/{path.name}：{poor}")
            continue
        vectors.setdefault(path.parent.name, []).append(face.vector)
    if not vectors:
        message = f"{pictures} 里没有可用的照片。一人一个子文件夹，里面放几张。"
        raise JixiaoError(message)
    for each in error_rates(vectors, [0.3 + 0.05 * n for n in range(_STEPS)]):
        accept, reject = each.false_accept, each.false_reject
        click.echo(
            f"阈值 {each.threshold:.2f}　误认 {accept.count}/{accept.of}（95% 区间 "
            f"{accept.interval[0]:.2%}–{accept.interval[1]:.2%}）　拒认 {reject.count}/{reject.of}（"
            f"{reject.interval[0]:.2%}–{reject.interval[1]:.2%}）"
        )
    click.echo(f"共 {len(vectors)} 人；人少，区间就宽，不能当作保证")
    return 0


def _limits(code: str, parameters: str | None) -> "Limits":
    from jixiao.service.identity.limits import limits_on  # noqa: PLC0415 — kept out of jixiao --help

    return limits_on(terms_of(code, parameters, now().date()))


def _visit(place: str, device: str, visit: str, by: str) -> "Visit":
    from jixiao.service.identity.register import Visit  # noqa: PLC0415 — kept out of jixiao --help

    return Visit(place, device, visit, by, now())


def _show(done: "Check") -> None:
    from jixiao.service.identity.register import WORDS  # noqa: PLC0415 — kept out of jixiao --help

    apart = "" if done.distance is None else f"　距离 {done.distance:.3f}"
    why = f"　{done.why}" if done.why else ""
    click.echo(f"{done.person}　{WORDS[done.result]}{apart}{why}")


def _bytes_of(name: str) -> bytes:
    try:
        return Path(name).read_bytes()
    except OSError as error:
        message = f"打不开 {name_of(name)}：{reason_of(error)}。请检查路径和权限。"
        raise UnreadableFile(message) from error
