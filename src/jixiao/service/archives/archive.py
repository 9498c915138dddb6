"""The archive that a bureau keeps here: papers filed and boxed, lent, and destroyed by several hands.

Nothing in it is changed or taken out: what happened to a paper is one more row. The content of what
was filed as a file stands beside the register under its digest.
"""

import hashlib
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

from jixiao.errors import JixiaoError, whole, writing
from jixiao.service.added_to import open_added_to
from jixiao.service.archives.boxing import boxed
from jixiao.service.archives.papers import (
    LentPaper,
    NewPaper,
    Paper,
    Proposal,
    day_of,
    loan_of,
    paper_of,
)
from jixiao.service.archives.register import Destruction, Loan
from jixiao.service.archives.retention import Schedules, expires

ARCHIVE, FILES = "archive.db", "archive_files"
"""Where the register and the files stand in a bureau's folder."""
_TABLES = """
CREATE TABLE IF NOT EXISTS fonds (number INTEGER PRIMARY KEY, code TEXT, who TEXT, at TEXT);
CREATE TABLE IF NOT EXISTS papers (
    archive_no TEXT PRIMARY KEY, title TEXT, of_class TEXT, kind TEXT, year INTEGER, term TEXT,
    place INTEGER, pages INTEGER, origin TEXT, made_on TEXT, source TEXT, digest TEXT, suffix TEXT,
    who TEXT, at TEXT, UNIQUE (source, digest));
CREATE TABLE IF NOT EXISTS boxes (archive_no TEXT PRIMARY KEY, box TEXT, who TEXT, at TEXT);
CREATE TABLE IF NOT EXISTS loans (
    number INTEGER PRIMARY KEY, archive_no TEXT, borrower TEXT, why TEXT, lent_on TEXT, due_on TEXT,
    who TEXT);
CREATE TABLE IF NOT EXISTS returns (loan INTEGER PRIMARY KEY, returned_on TEXT, who TEXT);
CREATE TABLE IF NOT EXISTS proposals (number INTEGER PRIMARY KEY, at TEXT, who TEXT, why TEXT);
CREATE TABLE IF NOT EXISTS proposed (proposal INTEGER, archive_no TEXT);
CREATE TABLE IF NOT EXISTS approvals (
    proposal INTEGER, who TEXT, at TEXT, PRIMARY KEY (proposal, who));
CREATE TABLE IF NOT EXISTS destroyed (
    proposal INTEGER PRIMARY KEY, happened_on TEXT, who TEXT, witness TEXT);
"""
_FROZEN = (
    "fonds", "papers", "boxes", "loans", "returns", "proposals", "proposed", "approvals", "destroyed",
)  # fmt: skip


@contextmanager
def open_archive(folder: Path) -> Iterator["Archive"]:
    """Open the archive of a bureau's folder, made where it is not there.

    Raises:
        UnreadableFile: it cannot be opened, or is no archive.
    """
    with open_added_to(folder / ARCHIVE, _TABLES, _FROZEN, "档案登记") as connection:
        yield Archive(connection, folder / FILES)


class Archive:
    """Papers and what happened to them."""

    def __init__(self, connection: sqlite3.Connection, files: Path) -> None:
        self._db = connection
        self._files = files

    @property
    def fonds(self) -> str:
        """The number of the fonds; empty until somebody says it."""
        row = self._db.execute(
            "SELECT code FROM fonds ORDER BY number DESC LIMIT 1"
        ).fetchone()
        return row["code"] if row else ""

    def name_fonds(self, code: str, *, by: str, at: datetime) -> None:
        """Say the number of the fonds; papers filed before keep theirs."""
        row = (code, by, at.isoformat())
        self._db.execute("INSERT INTO fonds (code, who, at) VALUES (?, ?, ?)", row)

    def file(
        self, paper: NewPaper, schedules: Schedules, *, by: str, at: datetime
    ) -> str | None:
        """File a paper under the next number of its year, class and term; returns its number.

        None where the same content of the same source was filed before.

        Raises:
            JixiaoError: no schedule names its kind.
        """
        kind = schedules.kind(paper.kind, paper.year)
        if kind is None:
            message = (
                f"期限表里没有“{paper.kind}”（{paper.year} 年），不知道归哪一类、留几年，没有归档。"
                f"可用 {'、'.join(schedules.names)}，或在 retention.toml 里写明。"
            )
            raise JixiaoError(message)
        digest = hashlib.sha256(paper.content).hexdigest() if paper.content else ""
        if paper.source and self._has(paper.source, digest):
            return None
        self._keep(digest, paper.content)
        with self._written():
            place = self._next(paper.year, kind.of_class, kind.term)
            parts = (
                self.fonds,
                f"{kind.of_class}{paper.year}",
                kind.term,
                f"{place:04}",
            )
            number = "-".join(filter(None, parts))
            source = paper.source or number
            row = (
                number, paper.title, kind.of_class, paper.kind, paper.year, kind.term, place,
                paper.pages, paper.origin, paper.made_on.isoformat(), source, digest, paper.suffix,
                by, at.isoformat(),
            )  # fmt: skip
            marks = ", ".join("?" for _ in row)
            self._db.execute(f"INSERT INTO papers VALUES ({marks})", row)  # noqa: S608 — question marks only
        return number

    @contextmanager
    def _written(self) -> Iterator[None]:
        """Write several rows together, or none."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def _has(self, source: str, digest: str) -> bool:
        sql = "SELECT 1 FROM papers WHERE source = ? AND digest = ?"
        return self._db.execute(sql, (source, digest)).fetchone() is not None

    def _keep(self, digest: str, content: bytes) -> None:
        if not digest:
            return
        with writing(self._files):
            self._files.mkdir(parents=True, exist_ok=True)
            with whole(self._files / digest) as half:
                half.write_bytes(content)

    def _next(self, year: int, of_class: str, term: str) -> int:
        sql = (
            "SELECT max(place) FROM papers WHERE year = ? AND of_class = ? AND term = ?"
        )
        (last,) = self._db.execute(sql, (year, of_class, term)).fetchone()
        return (last or 0) + 1

    def sources(self) -> frozenset[str]:
        """Return what papers were made from."""
        return frozenset(s for (s,) in self._db.execute("SELECT source FROM papers"))

    def papers(self) -> Sequence[Paper]:
        """Return every paper, those of one box together."""
        sql = (
            "SELECT p.*, coalesce(b.box, '') AS box FROM papers p LEFT JOIN boxes b USING (archive_no) "
            "ORDER BY year, of_class, term, place"
        )
        return [paper_of(row) for row in self._db.execute(sql)]

    def content(self, archive_no: str) -> tuple[bytes, str]:
        """Return the file of a paper and its suffix, checked against its digest.

        Raises:
            JixiaoError: there is no such paper, it has no file, or the file is not what was filed.
        """
        row = self._paper_row(archive_no)
        path = self._files / row["digest"]
        if not row["digest"] or not path.is_file():
            message = f"档案 {archive_no} 没有电子件，或已经销毁。"
            raise JixiaoError(message)
        content = path.read_bytes()
        if hashlib.sha256(content).hexdigest() != row["digest"]:
            message = f"档案 {archive_no} 的电子件与归档时不同，已被换过或损坏。请从备份放回。"
            raise JixiaoError(message)
        return content, row["suffix"]

    def changed_files(self) -> Sequence[str]:
        """Return the papers whose file is lost or not what was filed, those destroyed left out."""
        gone = {each.number for each in self.destructions()}
        return [
            each.item.number
            for each in self.papers()
            if each.digest
            and each.item.number not in gone
            and not self._is_sound(each.digest)
        ]

    def _is_sound(self, digest: str) -> bool:
        path = self._files / digest
        return (
            path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == digest
        )

    def _paper_row(self, archive_no: str) -> sqlite3.Row:
        sql = "SELECT * FROM papers WHERE archive_no = ?"
        row: sqlite3.Row | None = self._db.execute(sql, (archive_no,)).fetchone()
        if row is None:
            message = f"没有档号为 {archive_no} 的档案。请核对档号。"
            raise JixiaoError(message)
        return row

    def box(
        self, most_pages: int, *, by: str, at: datetime
    ) -> Sequence[tuple[str, str]]:
        """Put papers without a box into boxes, in their order; returns (archive number, box).

        A box holds one year, class and term, and no more pages than fit; one paper may be more.
        """
        put: list[tuple[str, str]] = []
        papers = self.papers()
        for year, of_class in dict.fromkeys(p.item.group[:2] for p in papers):
            put += boxed(
                [p for p in papers if p.item.group[:2] == (year, of_class)], most_pages
            )
        with self._written():
            rows = [(number, box, by, at.isoformat()) for number, box in put]
            self._db.executemany("INSERT INTO boxes VALUES (?, ?, ?, ?)", rows)
        return put

    def lend(
        self,
        archive_no: str,
        borrower: str,
        why: str,
        due_on: date,
        *,
        by: str,
        day: date,
    ) -> int:
        """Lend a paper; returns the number of the loan.

        Raises:
            JixiaoError: it is lent or destroyed, or nobody says to whom, why and until when.
        """
        self._paper_row(archive_no)
        if not borrower.strip() or not why.strip() or due_on < day:
            raise JixiaoError("请写明借给谁、为什么、哪天还（不早于今天）。")
        if archive_no in {
            each.archive_no for each in self.loans() if not each.returned_on
        }:
            message = f"档案 {archive_no} 已经借出，还没有还。"
            raise JixiaoError(message)
        if archive_no in {each.number for each in self.destructions()}:
            message = f"档案 {archive_no} 已经销毁，不能借。"
            raise JixiaoError(message)
        row = (
            archive_no,
            borrower.strip(),
            why.strip(),
            day.isoformat(),
            due_on.isoformat(),
            by,
        )
        sql = (
            "INSERT INTO loans (archive_no, borrower, why, lent_on, due_on, who) "
            "VALUES (?, ?, ?, ?, ?, ?) RETURNING number"
        )
        number: int = self._db.execute(sql, row).fetchone()[0]
        return number

    def give_back(self, loan: int, *, by: str, day: date) -> None:
        """Write down that a paper came back.

        Raises:
            JixiaoError: there is no such loan that is out.
        """
        if loan not in [each.number for each in self.loans() if not each.returned_on]:
            message = f"没有还在外面的借阅 {loan}。请刷新再看。"
            raise JixiaoError(message)
        row = (loan, day.isoformat(), by)
        self._db.execute("INSERT INTO returns VALUES (?, ?, ?)", row)

    def loans(self) -> Sequence[LentPaper]:
        """Return every loan, in order."""
        sql = (
            "SELECT l.*, r.returned_on FROM loans l LEFT JOIN returns r ON r.loan = l.number "
            "ORDER BY number"
        )
        return [loan_of(row) for row in self._db.execute(sql)]

    def lent_items(self) -> Sequence[Loan]:
        """Return the loans as a register is looked through by."""
        return [
            Loan(each.archive_no, each.lent_on, each.returned_on)
            for each in self.loans()
        ]

    def propose(
        self,
        archive_nos: Sequence[str],
        why: str,
        counts_from: str,
        *,
        by: str,
        at: datetime,
    ) -> int:
        """Propose to destroy papers whose term is over; returns the number of the proposal.

        Raises:
            JixiaoError: one is not over, lent, proposed or destroyed already, or no reason is said.
        """
        if not archive_nos or not why.strip():
            raise JixiaoError("请选要销毁的档案，写明理由。")
        out = {each.archive_no for each in self.loans() if not each.returned_on}
        pending = {no for each in self.proposals() for no in each.archive_nos}
        for number in archive_nos:
            row = self._paper_row(number)
            last = expires(row["year"], row["term"], counts_from)
            if last is None or at.date() <= last:
                message = f"档案 {number} {f'{last} 才到期' if last else '永久保管'}，不能提请销毁。"
                raise JixiaoError(message)
            if number in out or number in pending:
                state = "借出还没有还" if number in out else "已经提请过"
                message = f"档案 {number} {state}，不能提请销毁。"
                raise JixiaoError(message)
        with self._written():
            sql = (
                "INSERT INTO proposals (at, who, why) VALUES (?, ?, ?) RETURNING number"
            )
            proposal: int = self._db.execute(
                sql, (at.isoformat(), by, why.strip())
            ).fetchone()[0]
            rows = [(proposal, number) for number in archive_nos]
            self._db.executemany("INSERT INTO proposed VALUES (?, ?)", rows)
        return proposal

    def approve(self, proposal: int, *, by: str, at: datetime) -> None:
        """Approve a proposal, as somebody who did not make it, once.

        Raises:
            JixiaoError: it is one's own, approved by the same person, or done already.
        """
        stated = self._proposal(proposal)
        if by == stated.by or by in stated.approved_by:
            message = f"{by} 提请或批准过这一批，要另一个人批准。"
            raise JixiaoError(message)
        row = (proposal, by, at.isoformat())
        self._db.execute("INSERT INTO approvals VALUES (?, ?, ?)", row)

    def destroy(
        self, proposal: int, witness: str, approvers: int, *, by: str, day: date
    ) -> None:
        """Write down that the papers of a proposal were destroyed, and take their files away.

        Raises:
            JixiaoError: too few approved, somebody lent one meanwhile, nobody else looked on.
        """
        stated = self._proposal(proposal)
        if len(stated.approved_by) < approvers:
            message = f"批准的 {len(stated.approved_by)} 人，应至少 {approvers} 人。"
            raise JixiaoError(message)
        if not witness.strip() or witness.strip() == by:
            raise JixiaoError("销毁要有另一个人监销，请写明监销人。")
        out = {each.archive_no for each in self.loans() if not each.returned_on}
        if lent := sorted(out & set(stated.archive_nos)):
            message = f"{'、'.join(lent)} 借出还没有还，不能销毁。"
            raise JixiaoError(message)
        row = (proposal, day.isoformat(), by, witness.strip())
        self._db.execute("INSERT INTO destroyed VALUES (?, ?, ?, ?)", row)
        self._take_away(stated.archive_nos)

    def _take_away(self, archive_nos: Sequence[str]) -> None:
        gone = {each.number for each in self.destructions()}
        kept = {each.digest for each in self.papers() if each.item.number not in gone}
        for number in archive_nos:
            digest = self._paper_row(number)["digest"]
            if digest and digest not in kept:
                (self._files / digest).unlink(missing_ok=True)

    def _proposal(self, number: int) -> Proposal:
        for each in self.proposals():
            if each.number == number and each.destroyed_on is None:
                return each
        message = f"没有还没办完的销毁提请 {number}。请刷新再看。"
        raise JixiaoError(message)

    def proposals(self) -> Sequence[Proposal]:
        """Return every proposal, in order."""
        numbers = self._lists(
            "SELECT proposal, archive_no FROM proposed ORDER BY archive_no"
        )
        approved = self._lists("SELECT proposal, who FROM approvals ORDER BY at, who")
        sql = (
            "SELECT p.*, d.happened_on, d.who AS destroyer, d.witness FROM proposals p "
            "LEFT JOIN destroyed d ON d.proposal = p.number ORDER BY p.number"
        )
        return [
            Proposal(
                row["number"], datetime.fromisoformat(row["at"]), row["who"], row["why"],
                numbers.get(row["number"], ()), approved.get(row["number"], ()),
                day_of(row["happened_on"]), row["destroyer"] or "", row["witness"] or "",
            )
            for row in self._db.execute(sql)
        ]  # fmt: skip

    def _lists(self, sql: str) -> Mapping[int, list[str]]:
        lists: dict[int, list[str]] = defaultdict(list)
        for number, text in self._db.execute(sql):
            lists[number].append(text)
        return lists

    def destructions(self) -> Sequence[Destruction]:
        """Return what was destroyed, as a register is looked through by."""
        return [
            Destruction(
                number, each.destroyed_on, "、".join(each.approved_by), each.witness
            )
            for each in self.proposals()
            if each.destroyed_on
            for number in each.archive_nos
        ]
