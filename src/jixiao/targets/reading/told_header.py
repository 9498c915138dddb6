"""The project's name and the year's money where sentences or titles tell them, and no label does."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from jixiao.documents import Coverage, Flow, Span
from jixiao.money import convert
from jixiao.targets.reading.header import Header

_AMOUNT = r"(?:共计|合计|为|:)?(\d[\d,]*(?:\.\d+)?)(亿元|万元|元)"
_TOTALS = (
    re.compile(r"(?:全年|调整后的?|调整后全年)预算(?:数|资金|金额)?" + _AMOUNT),
    re.compile(
        r"(?<!上年)(?<!去年)(?<!总)(?:安排|年度|年初|年|经费|项目|资金)(?:财政)?预算(?:资金|安排|经费|金额){0,2}"
        + _AMOUNT
    ),
    re.compile(r"(?:年度)?(?:资金|预算)(?:总额|金额)" + _AMOUNT),
    re.compile(r"(?:全年|本?年度?|年初)预算数" + _AMOUNT),
    re.compile(r"(?:全年|本?年度?|年初)预算数\((?P<unit>亿元|万元|元)\):(?P<number>\d[\d,]*(?:\.\d+)?)(?!\d)"),
    re.compile(r"(?<!上年)(?<!去年)(?<!调整)预算数(?:为|:)(\d[\d,]*(?:\.\d+)?)(亿元|万元|元)"),
    re.compile(
        r"(?:^|[。;:,])(?:我[局委办校院站镇乡县市区])?(?:共?安排|投入|下达)(?:项目|财政|专项|预算|补助)*(?:资金|经费)"
        + _AMOUNT
    ),
    re.compile(r"年度?(?:安排|投入|下达)(?:项目|财政|专项|预算|补助)*(?:资金|经费)" + _AMOUNT),
    re.compile(r"(?:项目资金|资金来源|资金规模)(?:为|:)[\u4e00-\u9fff]{0,6}?" + _AMOUNT),
    re.compile(r"资金\d[\d,.]*(?:亿元|万元|元),(?:共计|合计)(?P<number>\d[\d,]*(?:\.\d+)?)(?P<unit>亿元|万元|元)"),
)  # fmt: skip
"""What was budgeted for the year, told in a sentence: 2025年安排预算88万元; the surer first."""
_WORD = r"[^,，。;；:：、\s\d《》（）()]"
_NAMES = (
    re.compile(r"项目名称为(?P<name>[^,，。;；:：]{3,40})"),
    re.compile(rf"(?:^|[。;；:：])(?P<name>{_WORD}{{3,30}}?)(?:项目)?[,，]年度(?:资金|预算)总额"),
    re.compile(rf"对[“\"'](?P<name>{_WORD}{{3,40}}?)[”\"']项目(?=[\u4e00-\u9fff]{{0,4}}绩效目标)"),
    re.compile(rf"20\d\d年度?[“\"](?P<name>{_WORD}{{3,40}}?)[”\"]项目(?=年度|预算|资金)"),
    re.compile(r"[,。;](?:用于)?实施(?P<name>(?!了|完成)[^,，。;；:：、\s《》]{3,40}?项目)(?=[,。;])"),
    re.compile(
        rf"^(?:[^,，。;；:：]{{2,25}}?(?:局|委|委员会|中心|学校|医院|政府|办事处))?关于(?:.{{2,20}}(?:局|委|委员会|中心|学校|医院|总会|联合会|政府|街道办事处))??(?:20\d\d年度?)?"
        rf"(?P<name>{_WORD}{{4,30}}?)(?:项目)?(?:支出)?的?绩效(?:自评|评价|目标|运行)"
    ),
    re.compile(rf"^(?P<name>(?!下达|安排|申请|投入|我){_WORD}{{4,30}}?(?:经费|资金|补助|项目|专项|工程))预算(?:安排)?\d"),
    re.compile(rf"^(?P<name>{_WORD}{{4,30}}?)(?:年度)?(?:预算|资金)(?:金额|总额):\d"),
    re.compile(rf"^(?:\d{{1,2}}[.、]|\(\d{{1,2}}\))?(?P<name>{_WORD}{{4,40}}?)(?:项目)?绩效自评综述"),
)  # fmt: skip
_TITLE_END = r"(?:项目)?(?:支出)?的?(?:绩效(?:自评|评价|目标|运行|监控)|(?<=项目)自评)[^,，。;；:：]{0,8}$"
_TITLES = (
    re.compile(rf"^(?:{_WORD}{{2,20}})?20\d\d年度?(?P<name>{_WORD}{{4,30}}?){_TITLE_END}"),
    re.compile(
        rf"^(?:{_WORD}{{2,20}}?(?:局|委员会|办公室|人民政府|办事处))?(?P<name>{_WORD}{{4,30}}?){_TITLE_END}"
    ),
)  # fmt: skip
"""Titles that say which project they are of: 甲县水务局2022年农村饮水巩固项目绩效评价报告."""
_ANY_PROJECT = re.compile(
    r"部门|单位|预算|项目|支出|财政|专项|资金|整体|区域|[省市县区本][级直]|转移支付|中央|对?地方|对下|年度?|重点|公开|情况|政策|汇总"
    r"|绩效|运行|监控|执行|扶贫|衔接|上级|下达|批复|申报|其他|基本|部分|第|[一二三四五六七八九十\d]+|^[\u4e00-\u9fff]{1,5}?[省市县区旗州镇乡]|事项|附件|及|和|的|表"
)
"""What a title may hold that names no project in particular."""
_FEWEST_LEFT = 2
_LONGEST_TITLE = 50
_MOST_ABOVE = 40
"""Lines above the heads in which a name or an amount may be told."""
_REASON = "写在句子里，没有栏名"


def take_told(flow: Flow, coverage: Coverage, header: Header, stretch: Span) -> None:
    """Take a name and a total that are told in a stretch, where no label announced one; they are unsure."""
    lines = list(flow.line_spans(*stretch))[-_MOST_ABOVE:]
    if not header.fields.get("project_name"):
        _take_name(flow, coverage, header, lines)
    if ("annual", "total") not in header.amounts and lines:
        _take_total(flow, coverage, header, (lines[0][0], lines[-1][1]))


def _take_name(
    flow: Flow, coverage: Coverage, header: Header, lines: Sequence[Span]
) -> None:
    for pattern in _NAMES:
        names = set(_names_by(flow, pattern, lines))
        if len({flow.text(*span) for span in names}) == 1:
            _set_name(flow, coverage, header, min(names))
            return
    for line in lines:
        for pattern in _TITLES:
            if title := pattern.search(flow.folded[slice(*line)]):
                if len(_ANY_PROJECT.sub("", title["name"])) >= _FEWEST_LEFT:
                    first, last = title.span("name")
                    span = line[0] + first, line[0] + last
                    _set_name(flow, coverage, header, span)
                    return
                break


def _names_by(
    flow: Flow, pattern: re.Pattern[str], lines: Sequence[Span]
) -> Iterator[Span]:
    """The names that a pattern finds in lines, or over the end of one."""
    for first, last in lines:
        if match := pattern.search(flow.folded[first:last]):
            yield first + match.start("name"), first + match.end("name")
    if lines and not pattern.pattern.startswith(("^", "(?:^")):
        for match in pattern.finditer(flow.folded, lines[0][0], lines[-1][1]):
            yield match.span("name")


def _set_name(flow: Flow, coverage: Coverage, header: Header, span: Span) -> None:
    header.fields["project_name"] = flow.text(*span)
    coverage.use(*_line_of(flow, span))
    header.evidence["project_name"] = flow.evidence(*span).doubted(_REASON)


def _line_of(flow: Flow, span: Span) -> Span:
    """The line that a name is told in, where it is a title; else the name alone."""
    line = flow.line_start(span[0]), flow.line_end(span[0])
    return line if line[1] - line[0] <= _LONGEST_TITLE else span


def _take_total(flow: Flow, coverage: Coverage, header: Header, stretch: Span) -> None:
    for pattern in _TOTALS:
        matches = _matches_of(flow, pattern, stretch)
        if len(matches) != 1:
            continue
        match, at = matches[0]
        span = at + match.start(), at + match.end()
        parts = match.groupdict()
        printed = parts["number"] if parts else match[1]
        unit = parts["unit"] if parts else match[2]
        number = Decimal(printed.replace(",", ""))
        amount = convert(number, unit, str(header.money_unit))
        header.amounts["annual", "total"] = amount
        coverage.use(*span)
        evidence = flow.evidence(*span).doubted(_REASON)
        header.evidence["funding.annual.total"] = evidence
        return


def _matches_of(
    flow: Flow, pattern: re.Pattern[str], stretch: Span
) -> list[tuple[re.Match[str], int]]:
    """Where a pattern is found in a stretch, else in its lines, with where what was searched begins."""
    if whole := [(match, 0) for match in pattern.finditer(flow.folded, *stretch)]:
        return whole
    return [
        (match, first)
        for first, last in flow.line_spans(*stretch)
        for match in pattern.finditer(flow.folded[first:last])
    ]
