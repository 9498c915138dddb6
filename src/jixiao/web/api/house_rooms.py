"""The rooms of a bureau's own house for programs: systems, its site, opinion, control, archive, identity."""

from collections import Counter
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from jixiao.masking import without_persons
from jixiao.web.api.fund_rooms import Asked, of_place
from jixiao.web.api.house_shapes import (
    AnswerRate,
    ArchivedPaper,
    ArchiveFault,
    ArchiveLoan,
    ArchiveRegister,
    ControlFindings,
    ControlMark,
    ControlPart,
    ControlPointTold,
    ControlYearTold,
    IdentityDay,
    LatePoint,
    OpinionBurst,
    OpinionCase,
    OpinionClock,
    OpinionSpan,
    OpinionStory,
    ServicePoints,
    SiteColumn,
    SiteFault,
    SiteIndicator,
    SiteInspected,
    SystemOutage,
    SystemRun,
    SystemsMonth,
)
from jixiao.web.people.tokens import Refused
from jixiao.web.work.control_pages import control_year, rectified_in
from jixiao.web.work.month_orders import month_typed
from jixiao.web.work.opinion_pages import opinion_cases, opinion_watch, span_asked
from jixiao.web.work.site_orders import kept_inspection, kept_names
from jixiao.web.work.system_pages import system_month

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jixiao.service.archives.archive import Archive
    from jixiao.service.archives.papers import Paper
    from jixiao.service.archives.register import Register
    from jixiao.service.control.notes import Mark
    from jixiao.service.control.samples import PointOutcome
    from jixiao.service.disclosure.indicators import Deduction, Veto
    from jixiao.service.disclosure.scoring import ScoreSheet
    from jixiao.service.opinion.watch import Story
    from jixiao.service.systems.answering import Promptness
    from jixiao.service.systems.month import Month, SystemMonth
    from jixiao.service.systems.points import Points

_SHARE = Decimal("0.000001")


def _share(share: Fraction | None) -> Decimal | None:
    if share is None:
        return None
    return (Decimal(share.numerator) / Decimal(share.denominator)).quantize(_SHARE)


@of_place("house_systems")
def systems(asked: Asked) -> SystemsMonth:
    """Return a month of the systems; without `month` the one of today."""
    from jixiao.service.systems.month import KEYS  # noqa: PLC0415 — loads the engine

    month = month_typed(asked.words.get("month") or f"{asked.day:%Y-%m}")
    seen = system_month(asked.entered, month)
    return SystemsMonth(
        **asked.about,
        month=month,
        until=seen.until,
        least_share=_share(seen.least_share) or Decimal(0),
        systems=tuple(_run(each, seen.least_share) for each in seen.systems),
        answers=tuple(_answers(seen)),
        points=None if seen.points is None else _points(seen.points),
        notes=(*seen.doubts, *asked.entered.used(KEYS)),
    )


def _run(each: "SystemMonth", least: Fraction) -> SystemRun:
    run, probed = each.by_log, each.with_probes
    share = run.share if run else None
    with_probes = probed.share if probed else None
    return SystemRun(
        each.name,
        each.is_listed,
        _share(share),
        _share(with_probes),
        any(each is not None and each < least for each in (share, with_probes)),
        run.service if run else None,
        run.down if run else None,
        run.planned if run else None,
        each.watched,
        len(each.open),
        tuple(SystemOutage(*span) for span in each.unreported),
    )


def _answers(seen: "Month") -> "Iterator[AnswerRate]":
    yield _rate_of("", "响应", seen.response)
    yield _rate_of("", "恢复", seen.restoring)
    for grade, (response, restoring) in seen.by_grade.items():
        if grade:
            yield _rate_of(grade, "响应", response)
            yield _rate_of(grade, "恢复", restoring)


def _rate_of(grade: str, kind: str, came: "Promptness") -> AnswerRate:
    outcomes = {str(outcome): count for outcome, count in came.outcomes.items()}
    return AnswerRate(
        grade, kind, _share(came.rate), outcomes, came.percentile, came.worst
    )


def _points(points: "Points") -> ServicePoints:
    silent = (LatePoint(p.number, p.name, p.institution) for p in points.silent)
    untold = len(points.untold)
    return ServicePoints(
        points.lines, points.points, points.uploading, untold, tuple(silent)
    )


@of_place("house_site")
def site(asked: Asked) -> SiteInspected:
    """Return an inspection of the site; without `kept` the newest."""
    from jixiao.service.disclosure.indicators import load_scheme  # noqa: PLC0415 — loads the room

    folder = asked.entered.place.folder
    names = kept_names(folder)
    if not names:
        message = "还没有巡检过网站，请先在页面上传导出的网站。"
        raise Refused(404, "not_loaded", message)
    name = asked.words.get("kept") or names[0]
    if name not in names:
        raise Refused(404, "not_kept", "没有这次巡检。请从 inspections 里选。")
    inspected = kept_inspection(folder, name)
    seen, sheet = inspected.inspection, inspected.sheet
    listed, page = asked.page(seen.faults)
    return SiteInspected(
        **asked.about,
        **page,
        kept=name,
        inspections=tuple(names),
        day=seen.day,
        home=seen.home,
        pages=seen.pages,
        attachments=seen.attachments,
        verdict=str(sheet.verdict),
        score=sheet.score,
        unchecked=tuple(sheet.unchecked),
        indicators=tuple(_indicators(sheet)),
        columns=tuple(
            SiteColumn(c.name, c.url, c.kind, c.entries, c.last, c.since, c.state)
            for c in seen.columns
        ),
        faults=tuple(SiteFault(f.kind, f.where, f.says, f.is_sure) for f in listed),
        notes=(load_scheme().line, *seen.notes),
    )


def _indicators(sheet: "ScoreSheet") -> "Iterator[SiteIndicator]":
    for line in sheet.vetoes:
        veto: Veto = line.veto
        yield SiteIndicator(
            veto.code, veto.title, str(line.standing), None, line.sure, line.unsure,
            veto.confirmed,
        )  # fmt: skip
    for each in sheet.deductions:
        cut: Deduction = each.deduction
        yield SiteIndicator(
            cut.code, cut.title, "", each.points, each.sure, each.unsure, cut.confirmed
        )


@of_place("house_opinion")
def opinion(asked: Asked) -> OpinionSpan:
    """Return a span of days of opinion; without `from` and `to` the last seven days."""
    from jixiao.service.opinion.watch import KEYS  # noqa: PLC0415 — loads the room

    first, last = span_asked(asked.words)
    watch = opinion_watch(asked.entered, first, last)
    listed, page = asked.page(watch.stories)
    bursts = (
        OpinionBurst(b.topic, b.day, b.count, _share(b.usual) or Decimal(0))
        for b in watch.bursts
    )
    return OpinionSpan(
        **asked.about,
        **page,
        first=first,
        last=last,
        items=watch.items,
        undated=len(watch.undated),
        unjudged=watch.unjudged,
        topics=dict(watch.by_topic()),
        bursts=tuple(bursts),
        cases=tuple(map(_opinion, opinion_cases(asked.entered))),
        stories=tuple(map(_story, listed)),
        notes=tuple(asked.entered.used(KEYS)),
    )


def _story(story: "Story") -> OpinionStory:
    first = story.first
    assert first.at is not None  # noqa: S101 — stories are made of dated items
    return OpinionStory(
        without_persons(first.title), first.at, len(story.items), tuple(story.sources),
        tuple(story.places), tuple(story.organs), tuple(story.topics),
    )  # fmt: skip


def _opinion(opinion_row: dict[str, Any]) -> OpinionCase:
    case = opinion_row["case"]
    clocks = (
        OpinionClock(c.rung.step, c.due, c.done, str(c.pace), c.rung.confirmed)
        for c in opinion_row["climbed"]
    )
    return OpinionCase(
        case.code, case.title, case.state, opinion_row["grade"], tuple(clocks)
    )


@of_place("house_control")
def control(asked: Asked) -> ControlYearTold:
    """Return a year of internal control."""
    from jixiao.service.control.year import KEYS  # noqa: PLC0415 — loads the room

    entered = asked.entered
    seen = control_year(entered)
    done = rectified_in(entered, entered.year)
    listed, page = asked.page(seen.marks)
    parts = (
        ControlPart(
            str(p.part), _share(p.weight) or Decimal(0), _share(p.score) or Decimal(0),
            p.points, p.sound, p.is_whole,
        )
        for p in seen.parts
    )  # fmt: skip
    return ControlYearTold(
        **asked.about,
        **page,
        year=entered.year,
        steps=seen.steps,
        payments=seen.payments,
        parts=tuple(parts),
        points=tuple(map(_point, seen.outcomes)),
        findings=ControlFindings(
            done.opened, done.upheld, done.mended, done.passed, done.closed, done.late
        ),
        marks=tuple(map(_mark, listed)),
        notes=(*seen.absent, *entered.used(KEYS)),
    )


def _point(came: "PointOutcome") -> ControlPointTold:
    point, at_most = came.point, came.at_most
    return ControlPointTold(
        point.number, point.title, str(point.part), came.needed, came.done,
        len(came.exceptions),
        None if at_most is None else Decimal(at_most).quantize(_SHARE),
        str(came.result),
    )  # fmt: skip


def _mark(mark: "Mark") -> ControlMark:
    rows = tuple(f"{table} {key}" for table, key in mark.rows)
    kind = mark.kind
    return ControlMark(
        str(kind), str(kind.part), mark.subject, mark.says, kind.is_lead, mark.amount, rows
    )  # fmt: skip


@of_place("archives")
def archive(asked: Asked) -> ArchiveRegister:
    """Return the archive that is kept in the office, on a day; nothing is filed by asking."""
    from jixiao.service.archives.archive import ARCHIVE, open_archive  # noqa: PLC0415 — loads the engine
    from jixiao.service.archives.kept_papers import KEYS, archived_register  # noqa: PLC0415
    from jixiao.service.archives.register import faults  # noqa: PLC0415
    from jixiao.service.archives.retention import schedules_of  # noqa: PLC0415

    folder, day = asked.entered.place.folder, asked.day
    terms = asked.entered.sets[asked.entered.code].on(day)
    _check_kept(asked, ARCHIVE, "这里还没有归过档。")
    with open_archive(folder) as archive:
        register = archived_register(archive, terms.choice("archives.counts_from"))
        listed, page = asked.page(archive.papers())
        wrong = faults(register, schedules_of(folder), day, terms.count("archives.approvers"))  # fmt: skip
        return ArchiveRegister(
            **asked.about,
            **page,
            day=day,
            fonds=archive.fonds,
            due=tuple(item.number for item in register.due(day)),
            loans=tuple(_loans(archive, asked)),
            faults=tuple(ArchiveFault(f.title, f.about, f.why) for f in wrong),
            papers=tuple(_paper(each, register) for each in listed),
            notes=tuple(asked.entered.used(KEYS)),
        )


def _check_kept(asked: Asked, name: str, why: str) -> None:
    """Refuse to make by asking what nobody began to keep."""
    if not (asked.entered.place.folder / name).is_file():
        raise Refused(404, "not_loaded", why)


def _loans(archive: "Archive", asked: Asked) -> "Iterator[ArchiveLoan]":
    for loan in archive.loans():
        if loan.returned_on is None:
            overdue = loan.is_overdue(asked.day)
            yield ArchiveLoan(loan.archive_no, loan.lent_on, loan.due_on, overdue)


def _paper(paper: "Paper", register: "Register") -> ArchivedPaper:
    item = paper.item
    return ArchivedPaper(
        item.number, item.title, item.of_class, item.kind, item.year, item.term,
        register.expiry(item), item.box, item.pages, paper.made_on, paper.digest,
    )  # fmt: skip


@of_place("identity")
def identity(asked: Asked) -> IdentityDay:
    """Return how many were checked on a day, and what came of it; no person is named."""
    from jixiao.service.identity.limits import limits_on  # noqa: PLC0415 — loads the engine
    from jixiao.service.identity.register import FACES, KEYS, WORDS, open_faces  # noqa: PLC0415

    _check_kept(asked, FACES, "这里还没有核验过身份。")
    entered, day = asked.entered, asked.day
    limits = limits_on(entered.sets[entered.code].on(day))
    with open_faces(entered.place.folder / FACES) as register:
        counted = Counter(check.result for check in register.checks(day))
        enrolled = register.enrolled()
        return IdentityDay(
            **asked.about,
            day=day,
            results={words: counted[result] for result, words in WORDS.items()},
            consents=sum(consent.holds(day) for consent in register.consents()),
            enrolled=enrolled,
            to_file=enrolled >= limits.filing_count,
            deleted=len(register.deletions()),
            error_rates=None,
            notes=(_UNMEASURED, *entered.used(KEYS)),
        )


_UNMEASURED = "人脸在本地人群上的错误率没有量过，不知道；不认活体。"
