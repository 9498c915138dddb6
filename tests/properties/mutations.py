"""Files changed at random, from a number alone: the same number always gives the same file.

`make fuzz` tries many; a number that ever failed goes into `FAILED`, and is tried for ever.
"""

import contextlib
import io
import random
import re
import sys
import tempfile
import time
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from pyarrow import csv, parquet

from jixiao.cli.targets import tables_of_json
from jixiao.cycle import procedures
from jixiao.documents import readers
from jixiao.documents.document import Source
from jixiao.errors import FaultyEntry, JixiaoError, UnknownFormat
from jixiao.evaluation.entries import load_entries
from jixiao.evaluation.rubric import rubrics
from jixiao.fund.benefits.shelf import load_policies
from jixiao.fund.intake import load
from jixiao.library import load_toml
from jixiao.publication import encode_json, write_form
from jixiao.publication.rulings import rulings_for
from jixiao.reading import (
    DocumentReading,
    Failure,
    Reading,
    read_document,
    try_document,
)
from jixiao.settings import Settings
from jixiao.targets.dialect import _dialects as dialect_files
from tests.conftest import EXAMPLES, ROOT
from tests.documents.ofd import as_ofd
from tests.documents.sheets import as_docx, as_html, as_pdf, as_xlsx, as_zip
from tests.properties.unseen import unseen

LONGEST = float(Settings().longest_reading)
"""Seconds that no file may take."""
_NUMBERS = (
    b"0",
    b"-1",
    b"999999999",
    b"9" * 40,
    b"9" * 5000,
    b"1e308",
    b"NaN",
    b"inf",
    b"0.00001",
)
_BYTES = (
    b"\x00",
    b"\xff\xfe",
    b"<",
    b">",
    b'"',
    b"&#0;",
    b"]]>",
    b"\n",
    b"\t",
    "字".encode(),
    b"|",
)
_TOML = 'title = "甲"\n[[silence]]\ncode = "AR01"\nreason = "因故"\n[limits.AR01]\nwithin = 3\n'
_CSV = (
    "setl_id,mdtrt_id,psn_no,insutype,psn_type,fixmedins_code,setl_time,med_type,medfee_sumamt,"
    "fulamt_ownpay_amt,overlmt_selfpay,preselfpay_amt,inscp_amt,refd_setl_flag\n"
    "S1,M1,P1,390,50,H1,2024-03-01 10:00:00,21,100.00,10.00,0,0,90.00,0\n"
    "S2,M2,P2,310,11,H1,2024-03-02 10:00:00,11,50.00,0,0,0,50.00,0\n"
)
_WORDS_OF_CODE = ("Error", "Exception", "Traceback", "NoneType", "object at 0x")
FAILED = (
    ("csv", 68),
    ("json", 1),
    ("json", 22),
    ("json", 55),
    ("xlsx", 3181),
    ("xlsx", 3398),
    ("pdf", 50005),
    ("policy", 10148),
    ("dialect", 10334),
    ("filled", 10451),
    ("parquet", 10394),
)
"""Kinds and numbers whose file once failed; `bombs.py` holds those that were made by hand."""


@cache
def samples() -> dict[str, bytes]:
    """A sound file of each kind, small, of our own."""
    path = next(EXAMPLES.glob("shapotou_2022/*.txt"))
    text = path.read_text("utf-8")
    reading = Reading(documents=(read_document(path),))
    return {
        "txt": text.encode(),
        "docx": as_docx(text),
        "xlsx": as_xlsx(text),
        "html": as_html(text),
        "pdf": as_pdf(text),
        "ofd": as_ofd(unseen(1)),
        "zip": as_zip({"表.txt": text.encode(), "表.docx": as_docx(text)}),
        "csv": _CSV.encode(),
        "toml": _TOML.encode(),
        "json": encode_json(reading).encode(),
        **{
            kind: _NAMED.sub(b'code = "drawn"', path.read_bytes())
            for kind, path in _ENTRIES.items()
        },
        "sheet": as_xlsx(_CSV.replace(",", "\t")),
        "parquet": _as_parquet(_CSV),
    }


@cache
def turned_samples() -> dict[str, bytes]:
    """A sound file of each kind that LibreOffice writes, where it is installed."""
    text = next(EXAMPLES.glob("shapotou_2022/*.txt")).read_text("utf-8")
    return _by_office(text)


_SOURCE = ROOT / "src" / "jixiao"
_ENTRIES = {
    "dialect": _SOURCE / "targets" / "dialects" / "guyuan_2022.toml",
    "policy": next((_SOURCE / "fund" / "benefits" / "policies").glob("*.toml")),
    "procedure": _SOURCE / "cycle" / "procedures" / "two_steps.toml",
    "rubric": _SOURCE / "evaluation" / "rubrics" / "sichuan_2023.toml",
    "filled": ROOT / "examples" / "stories" / "qingshui_2026" / "filled.toml",
}
"""What a bureau writes itself, by what it is."""
_NAMED = re.compile(rb'(?m)^code\s*=\s*".*"')
_SUFFIXES = {"sheet": "xlsx", **dict.fromkeys(_ENTRIES, "toml")}
SLOW = ("doc", "odt", "ods", "rtf")
"""Kinds that LibreOffice turns first: seconds each."""
_SLOW_EVERY = 50


def _as_parquet(text: str) -> bytes:
    stream = io.BytesIO()
    parquet.write_table(csv.read_csv(io.BytesIO(text.encode())), stream)
    return stream.getvalue()


def _by_office(text: str) -> dict[str, bytes]:
    """The same in the formats of LibreOffice, where it is installed."""
    source, samples_of = Source(path="sample", sha256="", format=""), {}
    with contextlib.suppress(UnknownFormat):
        for kind in ("doc", "odt", "rtf"):
            samples_of[kind] = readers.convert(
                as_docx(text), "docx", kind, source, Settings.load()
            )
        for kind in ("xls", "ods"):
            samples_of[kind] = readers.convert(
                as_xlsx(text), "xlsx", kind, source, Settings.load()
            )
    return samples_of


def mutated(kind: str, number: int) -> bytes:
    """The file of a kind that belongs to a number."""
    chance = random.Random(f"{kind} {number}")
    content = (samples() if kind in samples() else turned_samples())[kind]
    if content.startswith(b"PK") and chance.random() < 0.7:
        return _packed_anew(content, chance)
    if content.startswith(b"%PDF") and chance.random() < 0.5:
        return _streams_anew(content, chance)
    return _changed(content, chance)


def _changed(content: bytes, chance: random.Random) -> bytes:
    """Change some bytes: flipped, cut, doubled, moved, or numbers that no one expects."""
    body = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        _ways = (_flip, _cut, _double, _put, _number)
        chance.choice(_ways)(body, chance)
    return bytes(body)


def _flip(body: bytearray, chance: random.Random) -> None:
    if body:
        body[chance.randrange(len(body))] ^= 1 << chance.randrange(8)


def _cut(body: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(body) + 1)
    del body[at : at + chance.choice((1, 4, 64, 4096))]


def _double(body: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(body) + 1)
    piece = body[at : at + chance.choice((1, 16, 256))]
    body[at:at] = piece * chance.choice((1, 2, 50))


def _put(body: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(body) + 1)
    body[at:at] = chance.choice(_BYTES)


def _number(body: bytearray, chance: random.Random) -> None:
    """Put another number where one stands."""
    at = chance.randrange(len(body) + 1)
    places = [
        place
        for place in range(at, min(at + 400, len(body)))
        if chr(body[place]).isdigit()
    ]
    if places:
        end = first = places[0]
        while end < len(body) and chr(body[end]).isdigit():
            end += 1
        body[first:end] = chance.choice(_NUMBERS)


def _packed_anew(content: bytes, chance: random.Random) -> bytes:
    """Change one member, and pack it as sound as before."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old:
        members = {name: old.read(name) for name in old.namelist()}
    name = chance.choice(sorted(members))
    members[name] = _changed(members[name], chance)
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for member, body in members.items():
            new.writestr(member, body)
    return stream.getvalue()


def _streams_anew(content: bytes, chance: random.Random) -> bytes:
    """Change what a stream of a PDF unfolds to."""
    start = content.find(b"stream\n", chance.randrange(len(content))) + 7
    end = content.find(b"\nendstream", start)
    try:
        unfolded = zlib.decompress(content[start:end])
    except zlib.error:
        return _changed(content, chance)
    return content[:start] + zlib.compress(_changed(unfolded, chance)) + content[end:]


def _read(path: Path) -> str:
    result = try_document(path, apart=True)
    assert isinstance(result, DocumentReading | Failure)
    return result.reason if isinstance(result, Failure) else ""


def _load(path: Path) -> str:
    load(path, path.parent / "fund", "SETL_D")
    return ""


def _rulings(path: Path) -> str:
    load_toml(path)
    path.replace(path.with_name("jixiao.toml"))
    rulings_for(path.parent / "甲.txt", path.parent)
    return ""


def _write(path: Path) -> str:
    write_form(tables_of_json(path), path.with_name("form.docx"))
    return ""


def _folder(load_all: Callable[[Path], object]) -> Callable[[Path], str]:
    """A trial of a file as the only one of a bureau's folder."""

    def trial(path: Path) -> str:
        load_all(path.parent)
        return ""

    return trial


def _policies(folder: Path) -> None:
    shelf = load_policies(folder)
    for code in [*shelf, *shelf.faults]:
        with contextlib.suppress(FaultyEntry):
            shelf[code]


def _filled(path: Path) -> str:
    load_entries(path)
    return ""


_TRIALS: dict[str, Callable[[Path], str]] = {
    "csv": _load,
    "sheet": _load,
    "parquet": _load,
    "toml": _rulings,
    "json": _write,
    "dialect": _folder(lambda folder: dialect_files((folder,))),
    "policy": _folder(_policies),
    "procedure": _folder(procedures.__wrapped__),
    "rubric": _folder(rubrics.__wrapped__),
    "filled": _filled,
}


def fault_of(kind: str, number: int) -> str | None:
    """What is wrong with how the file of a number was answered; None where nothing is."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"file.{_SUFFIXES.get(kind, kind)}")
        path.write_bytes(mutated(kind, number))
        began = time.monotonic()
        try:
            outcome = _TRIALS.get(kind, _read)(path)
        except JixiaoError as error:
            outcome = str(error)
        except BaseException as error:  # noqa: BLE001 — whatever it is, it should have been words
            return f"{type(error).__name__}: {error}"[:300]
        seconds = time.monotonic() - began
    if seconds > LONGEST:
        return f"{seconds:.0f} 秒"
    if word := next((word for word in _WORDS_OF_CODE if word in outcome), None):
        return f"{word}: {outcome}"[:300]
    if "不合常规" in outcome:
        return f"unforeseen: {outcome}"[:300]
    return None


def trials(
    count: int, first: int = 0, *, turns: bool = False
) -> Iterator[tuple[str, int]]:
    """So many kinds and numbers, each kind in turn; the slow ones seldom."""
    fast = sorted({*samples(), *(turned_samples() if turns else ())} - set(SLOW))
    slow = [kind for kind in SLOW if turns and kind in turned_samples()]
    for place in range(count):
        number = first + place // len(fast)
        if slow and place % _SLOW_EVERY == 0:
            yield slow[place // _SLOW_EVERY % len(slow)], number
        else:
            yield fast[place % len(fast)], number


def main() -> int:
    """Try as many files as the first argument says (10,000), from the number of the second (0)."""
    words = [int(word) for word in sys.argv[1:3]]
    count, first = (*words, *(10_000, 0)[len(words) :])
    began, faults = time.monotonic(), Counter[str]()
    for kind, number in trials(count, first, turns=True):
        if fault := fault_of(kind, number):
            faults[kind] += 1
            sys.stdout.write(f"{kind} {number}: {fault}\n")
    minutes = (time.monotonic() - began) / 60
    total = sum(faults.values())
    sys.stdout.write(
        f"{count} files in {minutes:.1f} minutes: {total} answered wrong\n"
    )
    return int(total > 0)


if __name__ == "__main__":
    sys.exit(main())
