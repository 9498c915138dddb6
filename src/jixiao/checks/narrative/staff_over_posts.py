"""在编人数多于编制数。"""

import re
from collections.abc import Iterator

from jixiao.checks import Dossier, check
from jixiao.findings import Breach, Severity


@check(
    code="NA55",
    title="在编人数多于编制数",
    says="编制 {posts} 名，写着在编 {staff} 人",
    suggests="核对编制数和在编人数；确实超编的，说明原因",
    severity=Severity.WARNING,
    basis="财预〔2016〕143号",
    rule="N15",
)
def staff_over_posts(dossier: Dossier) -> Iterator[Breach]:
    """Of one sentence that names all posts and those who hold them; hired hands hold none."""
    _, paper = dossier.narrative()
    for match, evidence in paper.find(_STAFFED):
        posts, staff = int(match["posts"]), int(match["staff"])
        if staff > posts:
            yield Breach(evidence, "budget.facts", posts=posts, staff=staff)


_STAFFED = re.compile(
    r"(?<!事业)(?<!行政)(?<!工勤)编制(?:总数|数|人数|共)?(?:为)?(?P<posts>\d{1,5})[人名个](?:\([^()]{0,40}\))?[,;。](?:现有|年末|实有|目前)?"
    r"(?:实有|在编|在职)(?:在编|在职)?(?:人员|人数|职工)?(?:共|总数)?(?:为)?(?P<staff>\d{1,5})[人名]"
)
