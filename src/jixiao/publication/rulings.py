"""What a folder's jixiao.toml rules: findings not to show, limits, expenditure standards."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from jixiao.checks import library
from jixiao.checks.standard import ExpenditureStandard, read_standards
from jixiao.entry import Number, Overrides
from jixiao.errors import FaultyEntry, JixiaoError, UnreadableFile, name_of, reason_of
from jixiao.findings import Finding, Silenced
from jixiao.library import load_toml

FILE = "jixiao.toml"
_STANDARD = '[[standard]]\nitem = "培训费"\nmost = 450\nunit = "元/人天"\nbasis = "文号"\nsince = 2020'
_SAMPLE = '[[silence]]\ncode = "VA13"\nproject = "项目名称"\nreason = "理由"'


@dataclass(frozen=True, slots=True)
class Silence:
    """One check whose findings are not shown, of one project or of all, and why."""

    code: str
    reason: str
    project: str | None = None

    def covers(self, finding: Finding) -> bool:
        """Whether a finding is one of these."""
        return finding.code == self.code and self.project in (
            None,
            finding.project_name,
        )


@dataclass(frozen=True, slots=True)
class Rulings:
    """What is silenced, limits by the code of a check and its parameter, expenditure standards."""

    silences: tuple[Silence, ...] = ()
    limits: Overrides = field(default_factory=dict)
    standards: tuple[ExpenditureStandard, ...] = ()

    def split(
        self, findings: Iterable[Finding]
    ) -> tuple[list[Finding], list[Silenced]]:
        """Part findings into those to show and those that were silenced, with the reason."""
        shown, silenced = [], []
        for finding in findings:
            silence = next(
                (silence for silence in self.silences if silence.covers(finding)), None
            )
            if silence:
                silenced.append(Silenced(finding=finding, reason=silence.reason))
            else:
                shown.append(finding)
        return shown, silenced


def rulings_for(file: Path, root: Path) -> Rulings:
    """The rulings for a document: of its own folder, else of the nearest above, up to `root`.

    Raises:
        JixiaoError: the file is not as it should be; the message says what to write.
    """
    top = root if root.is_dir() else root.parent
    for folder in (file.parent, *file.parent.parents):
        if (folder / FILE).is_file():
            return _load(folder / FILE)
        if folder == top:
            break
    return Rulings()


def _load(path: Path) -> Rulings:
    try:
        table = load_toml(path)
    except OSError as error:
        message = f"不能读取 {name_of(path)}：{reason_of(error)}。请检查权限。"
        raise UnreadableFile(message) from error
    if unknown := sorted(set(table) - {"silence", "limits", "standard"}):
        message = f"{FILE} 里的 {'、'.join(unknown)} 不是已知的项；可写 silence、limits、standard。"
        raise JixiaoError(message)
    silences, limits = table.get("silence", []), table.get("limits", {})
    if not isinstance(silences, list) or not isinstance(limits, dict):
        message = f"{FILE} 的 silence 写作 [[silence]]，limits 写作 [limits.代码]。例如：\n{_SAMPLE}"
        raise JixiaoError(message)
    return Rulings(
        tuple(_silence(entry) for entry in silences),
        {_known(code): _limits(code, values) for code, values in limits.items()},
        _standards(table.get("standard", [])),
    )


def _silence(entry: object) -> Silence:
    values = entry if isinstance(entry, dict) else {}
    are_texts = all(
        isinstance(value, str) and value.strip() for value in values.values()
    )
    if not are_texts or not {"code", "reason"} <= set(values) <= {
        "code",
        "reason",
        "project",
    }:
        message = f"{FILE} 的每个 [[silence]] 应写明 code 和 reason，可写 project。例如：\n{_SAMPLE}"
        raise JixiaoError(message)
    return Silence(_known(values["code"]), values["reason"], values.get("project"))


def _standards(entries: object) -> tuple[ExpenditureStandard, ...]:
    try:
        standards = read_standards(entries, ExpenditureStandard, FILE)
    except FaultyEntry as error:
        needed = "item、most（数）、unit、basis、since（年）"
        message = f"{FILE} 的每个 [[standard]] 应写明 {needed}。例如：\n{_STANDARD}"
        raise JixiaoError(message) from error
    for standard in standards:
        _ = standard.yuan  # a unit that is no money is refused now, not while checking
    return standards


def _known(code: str) -> str:
    if code not in library():
        message = f"{FILE} 里的 {code} 不是检查的代码。可用 jixiao checks 查看全部。"
        raise JixiaoError(message)
    return code


def _limits(code: str, values: object) -> dict[str, Number]:
    known = library()[code].limits
    if not isinstance(values, dict) or not set(values) <= set(known):
        names = "、".join(known) or "没有可设的限"
        message = f"{FILE} 的 [limits.{code}] 可设：{names}。"
        raise JixiaoError(message)
    return {
        name: _number(code, name, value, known[name].value)
        for name, value in values.items()
    }


def _number(code: str, name: str, value: object, usual: Number) -> Number:
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return value
    message = f"{FILE} 的 [limits.{code}] {name} 应像 {usual} 那样写。"
    raise JixiaoError(message)
