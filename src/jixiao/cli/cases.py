"""`jixiao cases`: the ledger of cases, from findings to letters and recovery."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jixiao.cli.words import CommandGroup
from jixiao.errors import JixiaoError, whole, writing
from jixiao.money import in_yuan

if TYPE_CHECKING:
    from jixiao.fund.cases import Case, Outcome

_CHINA = timezone(timedelta(hours=8))
_SHOWN = 20
DONE_AT = "在纸上办、后补录的：哪一天办的，如 2026-03-17 或 2026-03-17T14:30。"
_FEN = 100


@click.group(
    name="cases",
    short_help="案件：从标出的行到告知、申诉、决定和追回，连同文书。",
    cls=CommandGroup,
)
def cases() -> None:
    """案件账：每一步是谁、什么时候、做了什么，前后用 SM3 串起来，只加不改。

    初审和复审、稽核和处理等不能由一个人做；期限按日历日或工作日（含调休）计；同一条收费的钱只在
    最先的案件里计一次，结论不属实的让给后面的。
    """


@cases.command(
    "open", short_help="把 jixiao audit 标出的行立为案件，一家机构一条规则一案。"
)
@click.argument("folder", metavar="DIR")
@click.argument("ledger", metavar="LEDGER.db")
@click.option("--by", required=True, metavar="姓名", help="谁立案。")
@click.option("--at", metavar="DATE", help=DONE_AT)
def open_(folder: str, ledger: str, *, by: str, at: str | None) -> int:
    """把收进数据的文件夹里 audit_findings 的行立为案件；已经立过的不再立。"""
    from jixiao.fund.audit.case_opening import open_cases  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.fund.cases import open_ledger  # noqa: PLC0415
    from jixiao.fund.store.opening import open_engine  # noqa: PLC0415

    with open_engine(Path(folder)) as engine, open_ledger(Path(ledger)) as opened:
        codes = open_cases(opened, engine, by=by, at=done_at(at))
        click.echo(
            f"新立 {len(codes)} 案" + (f"：{codes[0]} 至 {codes[-1]}" if codes else "")
        )
    return 0


@cases.command("list", short_help="列出案件，或过期未办的。")
@click.argument("ledger", metavar="LEDGER.db")
@click.option("--state", default="", metavar="状态", help="只列这个状态的，如 已告知。")
@click.option(
    "--overdue", metavar="DATE", help="只列在这一天以前就到期的，如 2026-03-17。"
)
def list_(ledger: str, *, state: str, overdue: str | None) -> int:
    """列出案件：编号、规则、机构、状态、结论和三栏钱；最后是各规则的查实率。"""
    from jixiao.fund.cases import open_ledger  # noqa: PLC0415 — kept out of jixiao --help

    with open_ledger(there(ledger)) as opened:
        listed = opened.overdue(day_of(overdue)) if overdue else opened.cases(state)
        precision = opened.precision()
    for case in listed:
        click.echo(_line(case))
    counted = in_yuan(sum(case.counted for case in listed))
    recovered = in_yuan(sum(case.recovered for case in listed))
    click.echo(f"共 {len(listed)} 案，计入的涉及基金 {counted} 元，追回 {recovered} 元")
    for rule, (upheld, decided) in sorted(precision.items()):
        click.echo(f"  {rule}：查实 {upheld} / 结论 {decided}")
    return int(bool(overdue and listed))


@cases.command(short_help="一个人待办的案件：把握大、钱多的在前。")
@click.argument("ledger", metavar="LEDGER.db")
@click.option(
    "--owner", default="", metavar="姓名", help="分派给谁的；不写就列所有的。"
)
def queue(ledger: str, *, owner: str) -> int:
    """列出没有结案的案件，按把握乘金额从大到小；把握取规则的查实率，没有查实率的疑似按一半。"""
    from jixiao.fund.cases import open_ledger  # noqa: PLC0415 — kept out of jixiao --help

    with open_ledger(there(ledger)) as opened:
        waiting = opened.queue(owner)
    for case in waiting:
        urgency = f"{in_yuan(case.priority)} 元"
        due = "".join(f"　{each.name} {each.last_day} 止" for each in case.due)
        click.echo(f"{urgency}　{_line(case)}　{case.owner or '没有分派'}{due}")
    click.echo(f"共 {len(waiting)} 案")
    return 0


@cases.command(short_help="各条规则的试运行、查实率、追回和没有标出的。")
@click.argument("ledger", metavar="LEDGER.db")
def rules(ledger: str) -> int:
    """列出各条规则立了几案、结论几案、查实几案、追回多少；结论不足十案的在试运行。"""
    from jixiao.fund.audit import library  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.fund.cases import open_ledger  # noqa: PLC0415

    with open_ledger(there(ledger)) as opened:
        records = opened.rule_records()
    for record in records.values():
        rate = f"{record.precision}%" if record.precision is not None else "—"
        click.echo(
            f"{record.rule}　{record.trial}　立案 {record.opened}，结论 {record.decided}，"
            f"查实 {record.upheld}（{rate}），追回 {in_yuan(record.recovered)} 元"
        )
    silent = [code for code in library() if code not in records]
    click.echo(f"没有立过案的规则 {len(silent)} 条：{'、'.join(silent) or '无'}")
    return 0


@cases.command(short_help="看一个案件：证据、经过、期限。")
@click.argument("ledger", metavar="LEDGER.db")
@click.argument("code", metavar="编号")
def show(ledger: str, code: str) -> int:
    """看一个案件的证据、经过和在走的期限。"""
    from jixiao.fund.cases import open_ledger  # noqa: PLC0415 — kept out of jixiao --help

    with open_ledger(there(ledger)) as opened:
        case = opened.case(code)
    click.echo(_line(case))
    for due in case.due:
        click.echo(f"  期限　{due.name}：{due.last_day} 止（{due.terms}）")
    for row in case.evidence[:_SHOWN]:
        said = "，".join(
            f"{name} {value}" for name, value in row.values.items() if value
        )
        click.echo(f"  证据　{row.table} {row.key}：{said}")
    if len(case.evidence) > _SHOWN:
        click.echo(f"  证据　另有 {len(case.evidence) - _SHOWN} 行")
    for event in case.events:
        late = "（逾期）" if event.late else ""
        outcome = f"　{event.outcome}" if event.outcome else ""
        click.echo(
            f"  {event.at:%Y-%m-%d %H:%M}　{event.by}（{event.duty}）{event.step}{late}{outcome}　{event.text}"
        )
    return 0


@cases.command(
    short_help="办一步：分派、告知、申诉、复核决定、决定、追回、结案、重开。"
)
@click.argument("ledger", metavar="LEDGER.db")
@click.argument("code", metavar="编号")
@click.argument("step", metavar="步骤")
@click.option("--by", required=True, metavar="姓名", help="谁办的。")
@click.option("--text", default="", help="说明或理由。")
@click.option(
    "--outcome",
    metavar="结论",
    help="属实、部分属实、不属实—合理、不属实—数据质量、转办、无法核实。",
)
@click.option("--recovered", metavar="元", help="追回多少元。")
@click.option(
    "--spared", default="", metavar="行号", help="部分属实时不属实的行，如 1,3。"
)
@click.option("--at", metavar="DATE", help=DONE_AT)
def move(
    ledger: str,
    code: str,
    step: str,
    *,
    by: str,
    text: str,
    outcome: str | None,
    recovered: str | None,
    spared: str,
    at: str | None,
) -> int:
    """办案件的一步；现在不能办的、这个人不能办的、缺结论或金额的，说明原因不记。"""
    from jixiao.fund.cases import open_ledger  # noqa: PLC0415 — kept out of jixiao --help

    with open_ledger(there(ledger)) as opened:
        opened.move(
            code,
            step,
            by=by,
            at=done_at(at),
            text=f"{text}（{now():%Y-%m-%d} 补录）" if at else text,
            outcome=_outcome(outcome),
            recovered=fen_of(recovered),
            spared=_rows(spared),
        )
        case = opened.case(code)
    click.echo(_line(case))
    for due in case.due:
        click.echo(f"  期限　{due.name}：{due.last_day} 止（{due.terms}）")
    return 0


@cases.command(short_help="写一份文书（Word 或 PDF），由人签字盖章。")
@click.argument("ledger", metavar="LEDGER.db")
@click.argument("code", metavar="编号")
@click.argument("kind", metavar="文书")
@click.argument("file", metavar="FILE.docx|pdf")
@click.option("--issuer", required=True, metavar="单位", help="落款的单位。")
@click.option(
    "--from", "folder", metavar="DIR", help="收进数据的文件夹：收件机构写名称。"
)
@click.option(
    "--fact",
    "facts",
    multiple=True,
    metavar="名称=内容",
    help="文书要写的，如 answer_by=2026年3月16日；可写几次。",
)
def letter(
    ledger: str,
    code: str,
    kind: str,
    file: str,
    *,
    issuer: str,
    folder: str | None,
    facts: tuple[str, ...],
) -> int:
    """写案件的一份文书：notice、appeal_received、review_decision、conclusion、recovery 等。

    缺什么内容会说明。文号取案件编号，依据取规则的依据，明细取证据；先看一遍再签发。
    """
    from jixiao.fund.cases import open_ledger  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.publication.letter_facts import (  # noqa: PLC0415
        addressee_of,
        basis_of,
        facts_of,
        lines_of,
        number_of,
    )
    from jixiao.publication.letters import (  # noqa: PLC0415
        Letter,
        letter_docx,
        letter_pdf,
    )

    with open_ledger(there(ledger)) as opened:
        case = opened.case(code)
        facts_known = facts_of(case, opened)
    known = {name: fact for name, fact in facts_known.items() if fact}
    path = Path(file)
    write = letter_pdf if path.suffix.lower() == ".pdf" else letter_docx
    content = write(
        Letter(
            kind=kind,
            number=number_of(case),
            written_on=now().date(),
            addressee=addressee_of(case, kind, _names(folder)),
            issuer=issuer,
            basis=basis_of(case, kind),
            facts=known | _facts(facts),
            lines=lines_of(case, kind),
        )
    )
    with writing(path.parent), whole(path) as half:
        half.write_bytes(content)
    click.echo(f"已写入 {file}")
    return 0


@cases.command(short_help="核对案件账有没有被改过。")
@click.argument("ledger", metavar="LEDGER.db")
def verify(ledger: str) -> int:
    """逐条核对串起来的摘要、证据、期限和留在旁边的末条；被改过的退出码为 1。"""
    from jixiao.fund.cases import open_ledger  # noqa: PLC0415 — kept out of jixiao --help

    with open_ledger(there(ledger)) as opened:
        faults, doubts = opened.verify(), opened.doubts()
    for line in (*faults, *doubts):
        click.echo(line)
    click.echo("没有被改过" if not faults else "账被改过，请用备份核对")
    return int(bool(faults))


def _names(folder: str | None) -> Mapping[str, str]:
    """Return the names of a place's institutions; none where no place is said."""
    from jixiao.fund.records.institution_names import institution_names  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.fund.store.opening import open_engine  # noqa: PLC0415

    if folder is None:
        return {}
    with open_engine(Path(folder)) as engine:
        return institution_names(engine)


def _line(case: "Case") -> str:
    outcome = f"，{case.outcome}" if case.outcome else ""
    fund = f"基金 {in_yuan(case.fund)}（计入 {in_yuan(case.counted)}）"
    money = f"费用 {in_yuan(case.cost)}、{fund}、追回 {in_yuan(case.recovered)} 元"
    return f"{case.code}　{case.rule} {case.title}　{case.subject}　{case.state}{outcome}　{money}"


def _rows(text: str) -> list[int]:
    """Read numbers of rows as people count them, from 1, into those of the ledger, from 0."""
    parts = [
        part.strip() for part in text.replace("，", ",").split(",") if part.strip()
    ]
    if wrong := [part for part in parts if not part.isdigit() or part == "0"]:
        message = f"--spared 要写行号，如 1,3；这里写的是 {'、'.join(wrong)}。"
        raise JixiaoError(message)
    return [int(part) - 1 for part in parts]


def _facts(facts: Sequence[str]) -> dict[str, str]:
    parted = [fact.partition("=") for fact in facts]
    if wrong := [name for name, sign, _ in parted if not sign]:
        message = f"--fact 要写成 名称=内容：{'、'.join(wrong)}。"
        raise JixiaoError(message)
    return {name.strip(): text.strip() for name, _, text in parted}


def check_opening(ledger: str | None, by: str | None) -> None:
    """Check that a ledger and who opens cases in it are said together, or neither.

    Raises:
        JixiaoError: one is said without the other.
    """
    if bool(ledger) != bool(by):
        message = "立案要同时写 --ledger 和 --by。"
        raise JixiaoError(message)


def show_opened(codes: Sequence[str]) -> None:
    """Print how many cases were opened, and their codes."""
    click.echo(f"新立 {len(codes)} 案" + (f"：{'、'.join(codes)}" if codes else ""))


def there(ledger: str) -> Path:
    """Return the path of a file that must be there."""
    path = Path(ledger)
    if not path.is_file():
        message = f"找不到 {ledger}。请核对文件名；案件账用 jixiao cases open 立案。"
        raise JixiaoError(message)
    return path


def _outcome(word: str | None) -> "Outcome | None":
    from jixiao.fund.cases import Outcome  # noqa: PLC0415 — kept out of jixiao --help

    if word is None:
        return None
    if word not in [*Outcome]:
        message = f"没有“{word}”这种结论；可用 {'、'.join(Outcome)}。"
        raise JixiaoError(message)
    return Outcome(word)


def fen_of(yuan: str | None) -> int:
    """Read yuan as people write them for a command; nothing said is nothing."""
    if yuan is None:
        return 0
    try:
        fen = Decimal(yuan) * _FEN
    except InvalidOperation:
        fen = Decimal("0.5")
    if not fen.is_finite() or fen % 1 or fen <= 0:
        message = f"金额“{yuan}”应是大于 0、最多两位小数的元数，如 1200.50。"
        raise JixiaoError(message)
    return int(fen)


def day_of(text: str) -> date:
    """Read a day as people write it for a command."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        message = f"日期“{text}”应写作 2026-03-17。"
        raise JixiaoError(message) from error


def done_at(said: str | None) -> datetime:
    """Return when something was done: now, or as is said of what was done on paper before.

    Raises:
        JixiaoError: what is said is no time, or is still to come.
    """
    if said is None:
        return now()
    try:
        at = datetime.fromisoformat(said)
    except ValueError as error:
        message = f"--at 的“{said}”应写作 2026-03-17 或 2026-03-17T14:30。"
        raise JixiaoError(message) from error
    if at.tzinfo is not None or at > now():
        message = f"--at 的“{said}”应是已经过去的北京时间。请改正。"
        raise JixiaoError(message)
    return at


def now() -> datetime:
    """Return the time in China, without a zone: as the platform's tables write it."""
    return datetime.now(UTC).astimezone(_CHINA).replace(tzinfo=None, microsecond=0)
