"""Pages that are pictures. What needs the recogniser is slow, and skipped where it is missing."""

from pathlib import Path

import pypdfium2
import pytest

from jixiao import chinese
from jixiao.documents import Cell, open_document
from jixiao.documents.readers import scan
from jixiao.publication import write_form
from jixiao.reading import read_document
from jixiao.targets import TargetTable
from tests.conftest import EXAMPLES
from tests.parts import RECOGNISER

FORM = EXAMPLES / "shapotou_2022" / "enrolment_service.txt"
FORMS = [min(folder.glob("*.txt")) for folder in sorted(EXAMPLES.iterdir())]
recognises = RECOGNISER.needed


@pytest.mark.parametrize(
    ("recognised", "right"),
    [
        ("工95%", "≥95%"),
        ("^3次", "≥3次"),
        ("98$", "98%"),
        ("292%", "≥92%"),
        ("＞=80%", "≥80%"),
        ("<=30分钟", "≤30分钟"),
    ],
)
def test_look_alikes_of_signs_are_put_right_and_noted(recognised: str, right: str):
    blocks, notes = scan._repaired([Cell(text=recognised, page=1, confidence=0.99)])

    assert right == blocks[0].text
    assert ["look_alike"] == [note.code for note in notes]


@pytest.mark.parametrize("text", ["工作人员", "2026年", "100%", "29%", "≥95%", "12%"])
def test_what_is_no_look_alike_is_left_alone(text: str):
    blocks, notes = scan._repaired([Cell(text=text, page=1, confidence=0.99)])

    assert (text, []) == (blocks[0].text, notes)


def test_what_is_not_sure_is_for_a_person():
    _, notes = scan._repaired([Cell(text="医保宣传", page=1, confidence=0.6)])

    assert ["uncertain"] == [note.code for note in notes]
    assert 0.6 == notes[0].evidence.confidence


def scanned(folder: Path, dpi: int, angle: float, form: Path = FORM) -> Path:
    """Print a form's first project, stamp it, turn it, spoil it, and save it as a picture."""
    import cv2
    import numpy as np

    write_form(read_document(form).tables[:1], folder / "form.pdf")
    page = pypdfium2.PdfDocument(str(folder / "form.pdf"))[0]
    image = page.render(scale=dpi / 72).to_numpy()[:, :, :3].copy()
    height, width = image.shape[:2]
    seal = np.full_like(image, 255)
    cv2.circle(seal, (width // 2, height // 2), dpi // 2, (40, 40, 220), dpi // 20)
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1)
    image = cv2.warpAffine(
        np.minimum(image, seal), turn, (width, height), borderValue=(255,) * 3
    )
    noise = np.random.default_rng(1).normal(0, 9, image.shape)
    path = folder / "scan.jpg"
    cv2.imwrite(str(path), np.clip(image + noise, 0, 255).astype(np.uint8))
    return path


@recognises
def test_the_head_of_a_scan_is_recognised(tmp_path: Path):
    import cv2

    whole = cv2.imread(str(scanned(tmp_path, 150, 0)))
    path = tmp_path / "head.png"
    cv2.imwrite(str(path), whole[: whole.shape[0] // 6])

    text = "".join(line.text for line in open_document(path).lines)
    assert "参保登记服务点运行经费" in chinese.key(text)


@recognises
@pytest.mark.slow
@pytest.mark.parametrize(
    ("dpi", "angle", "least"), [(200, 2.7, 0.96), (200, -1.4, 0.96), (150, 1, 0.9)]
)
def test_a_scan_gives_the_rows_of_the_form(
    tmp_path: Path, dpi: int, angle: float, least: float
):
    (wanted,) = read_document(FORM).tables
    read = read_document(scanned(tmp_path, dpi, angle))

    assert "picture" == read.source.format
    assert len(rows(wanted) & rows(read.tables[0])) >= least * len(rows(wanted))
    assert all(row.evidence.confidence for row in read.tables[0].indicators)


def rows(table: TargetTable) -> set[tuple[str, str]]:
    return {
        (chinese.key(row.name), str(row.target.number or chinese.key(row.target.text)))
        for row in table.indicators
    }


@recognises
@pytest.mark.slow
def test_scanned_copies_of_every_form_give_their_rows(tmp_path: Path):
    printed, recognised = 0, 0
    for form in FORMS:
        table = read_document(form).tables[0]
        read = read_document(scanned(tmp_path, 200, 2.2, form))
        printed += len(rows(table))
        recognised += len(rows(table) & rows(read.tables[0]))

    assert recognised >= 0.96 * printed


@recognises
@pytest.mark.slow
def test_a_pdf_of_a_picture_is_recognised_and_says_so(tmp_path: Path):
    import cv2

    image = cv2.imread(str(scanned(tmp_path, 150, 0)))
    pdf = pypdfium2.PdfDocument.new()
    page = pdf.new_page(595, 842)
    picture = pypdfium2.PdfImage.new(pdf)
    cv2.imwrite(str(tmp_path / "page.jpg"), image)
    picture.load_jpeg(str(tmp_path / "page.jpg"))
    picture.set_matrix(pypdfium2.PdfMatrix().scale(595, 842))
    page.insert_obj(picture)
    page.gen_content()
    pdf.save(str(tmp_path / "scan.pdf"))

    read = read_document(tmp_path / "scan.pdf")
    assert "recognised" in {note.code for note in read.notes}
    assert 1 == len(read.tables)
