"""The API described for programs: OpenAPI, its schemas made from the shapes themselves."""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import msgspec

from jixiao.money import SCALES
from jixiao.targets import TargetTable
from jixiao.web.api.answering import KEY
from jixiao.web.api.desk_shapes import (
    BeingComputed,
    BundleYear,
    CareAwayYear,
    ClearedMonth,
    DischargePreview,
    FirmCredit,
    OwedOnDay,
    PriceLinkage,
    TopUpYear,
)
from jixiao.web.api.house_shapes import (
    ArchiveRegister,
    ControlYearTold,
    IdentityDay,
    OpinionSpan,
    SiteInspected,
    SystemsMonth,
    TreeOverview,
)
from jixiao.web.api.shapes import (
    AskedCase,
    AskedOrder,
    CaseGroups,
    CasePage,
    CaseProofs,
    CaseRecord,
    CaseSummary,
    Checked,
    DraftKept,
    Failure,
    FundMonth,
    NewCase,
    NewMove,
    OrderAnswer,
    PublishedPage,
)
from jixiao.web.models import FIRST, LAST

_DECIMAL = r"^-?[0-9]{1,12}(\.[0-9]{1,4})?$"
_PLACES: dict[str, dict[str, Any]] = {
    "key": {"type": "string", "format": "uuid"},
    "kind": {"enum": ["monitoring", "evaluation"]},
    "year": {"type": "integer", "minimum": FIRST, "maximum": LAST},
    "place": {"type": "integer", "minimum": 1, "maximum": 1_000_000_000},
    "month": {"type": "string", "pattern": r"^[0-9]{4}-(0[1-9]|1[0-2])$"},
    "page": {"type": "integer", "minimum": 1, "maximum": 100_000},
    "day": {"type": "string", "format": "date"},
    "set": {"type": "string", "maxLength": 60},
    "policy": {"type": "string", "maxLength": 60},
    "product": {"type": "string", "maxLength": 60},
    "from": {"type": "string", "format": "date"},
    "to": {"type": "string", "format": "date"},
    "kept": {"type": "string", "maxLength": 60},
    "division": {"type": "string", "maxLength": 20},
    "revision": {"type": "integer", "minimum": 0, "maximum": 1_000_000_000},
}
"""What may stand in an address."""


@dataclass(frozen=True, slots=True)
class _Operation:
    """What is asked at an address, what is sent, and what is given back.

    A write bears a key of its own; what is `open` needs no token. What `may_wait` is computed by the
    worker: until it is there, how far it is is given.
    """

    method: str
    path: str
    title: str
    gives: type
    takes: type | None = None
    query: tuple[str, ...] = ()
    status: str = "200"
    writes: bool = False
    open: bool = False
    may_wait: bool = False


_ROOM = ("place", "year", "set", "page")
_DESKS = (
    _Operation(
        "get", "fund/away", "一年的异地就医：直接结算率、原因、流向", CareAwayYear,
        query=_ROOM[:-1], may_wait=True,
    ),
    _Operation(
        "get", "fund/away/cleared", "最近核对的一个清算月份：各状态和不一致的行",
        ClearedMonth, query=_ROOM,
    ),
    _Operation(
        "get", "fund/bundles", "一年的包干月结：应付、用了、另收的、没有付的", BundleYear,
        query=_ROOM,
    ),
    _Operation(
        "get", "fund/discharge", "截止一天没有结算的住院，按一个政策试算，不保存",
        DischargePreview, query=(*_ROOM, "day", "policy"),
    ),
    _Operation(
        "get", "fund/owed", "一天的先诊疗后付费：账龄、逾期的、对不上的", OwedOnDay,
        query=(*_ROOM, "day"),
    ),
    _Operation(
        "get", "fund/topup", "一个商业健康大病保险产品一年的账", TopUpYear,
        query=(*_ROOM, "product"),
    ),
    _Operation(
        "get", "fund/prices", "最近一次挂网价测算和一年的订单", PriceLinkage, query=_ROOM
    ),
    _Operation(
        "get", "fund/firms", "一天的医药企业招采信用", FirmCredit, query=(*_ROOM, "day")
    ),
)  # fmt: skip
_HOUSE = (
    _Operation(
        "get", "house/systems", "一个月的信息系统：运行率、响应和恢复、没有报告的停用", SystemsMonth,
        query=("place", "year", "set", "month"),
    ),
    _Operation(
        "get", "house/site", "一次政务公开巡检：评分、栏目、问题", SiteInspected,
        query=("place", "page", "kept"),
    ),
    _Operation(
        "get", "house/opinion", "几天的政务舆情：事由、突增、各件、立案的和时限", OpinionSpan,
        query=(*_ROOM, "from", "to"),
    ),
    _Operation(
        "get", "house/control", "一年的内部控制：五部分、控制点、标出的、整改", ControlYearTold,
        query=_ROOM,
    ),
    _Operation(
        "get", "house/archives", "一天的业务档案：登记、借出、不对的、到期的", ArchiveRegister,
        query=(*_ROOM, "day"),
    ),
    _Operation(
        "get", "house/identity", "一天的身份核验：各种结果多少次，不写人", IdentityDay,
        query=(*_ROOM[:-1], "day"),
    ),
    _Operation(
        "get", "tree", "一个地区和它的下级：上报包、指标、资金、要核对的", TreeOverview,
        query=(*_ROOM, "day", "division"),
    ),
)  # fmt: skip
_OPERATIONS = (
    _Operation("get", "cases", "列出看得到的项目", CasePage, query=("year", "page")),
    _Operation(
        "post", "cases", "新建项目", CaseSummary, NewCase, status="201", writes=True
    ),
    _Operation("get", "cases/{key}", "一个项目、它的表和办理记录", CaseRecord),
    _Operation(
        "put",
        "cases/{key}/draft",
        "写入整张目标表",
        DraftKept,
        TargetTable,
        query=("revision",),
        writes=True,
    ),
    _Operation(
        "post", "cases/{key}/moves", "办理一步", CaseSummary, NewMove, writes=True
    ),
    _Operation("get", "cases/{key}/{kind}/proofs", "记录里的实际值和证据", CaseProofs),
    _Operation(
        "get",
        "fund/outlook",
        "一个地方一个月的基金运行：指标、信号、推算",
        FundMonth,
        query=("place", "month"),
    ),
    *_DESKS,
    *_HOUSE,
    _Operation("post", "check", "审核一张表，不保存", Checked, TargetTable),
    _Operation(
        "post",
        "fund/group",
        "一例入哪一组，哪一步定的，不保存",
        CaseGroups,
        AskedCase,
    ),
    _Operation(
        "post",
        "fund/order",
        "一单收费以前问规则：哪条不合、依据什么、哪些没能问，不保存",
        OrderAnswer,
        AskedOrder,
    ),
    _Operation(
        "get", "published", "已公开的目标表", PublishedPage, query=("page",), open=True
    ),
)


@functools.cache
def description() -> dict[str, Any]:
    """Return the OpenAPI document."""
    shapes = [
        shape
        for operation in _OPERATIONS
        for shape in (operation.gives, operation.takes)
    ]
    kinds = list(dict.fromkeys([Failure, BeingComputed, *filter(None, shapes)]))
    schemas, parts = msgspec.json.schema_components(
        kinds, ref_template="#/components/schemas/{name}"
    )
    parts = _with_decimals(parts)
    parts["TargetTable"]["properties"]["money_unit"] = {"enum": list(SCALES)}
    schema_of = dict(zip(kinds, schemas, strict=True))
    paths: dict[str, dict[str, Any]] = {}
    for operation in _OPERATIONS:
        address = paths.setdefault(f"/api/v1/{operation.path}", {})
        address[operation.method] = _described(operation, schema_of)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "jixiao 绩效",
            "version": "1",
            "description": "交换格式见 reading.schema.json",
        },
        "paths": paths,
        "components": {
            "schemas": parts,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _described(
    operation: _Operation, schema_of: dict[type, dict[str, Any]]
) -> dict[str, Any]:
    described: dict[str, Any] = {
        "summary": operation.title,
        "parameters": list(_parameters(operation)),
        "security": [] if operation.open else [{"token": []}],
        "responses": {
            operation.status: {
                "description": "好",
                "content": _json(schema_of[operation.gives]),
            },
            "default": {
                "description": "没有办成",
                "content": _json(schema_of[Failure]),
            },
        },
    }
    if operation.may_wait:
        described["responses"]["202"] = {
            "description": "正在算，过几秒再问一次",
            "content": _json(schema_of[BeingComputed]),
        }
    if operation.takes:
        content = _json(schema_of[operation.takes])
        described["requestBody"] = {"required": True, "content": content}
    return described


def _json(schema: dict[str, Any]) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}


def _parameters(operation: _Operation) -> Iterator[dict[str, Any]]:
    for name in re.findall(r"\{(\w+)\}", operation.path):
        yield {"name": name, "in": "path", "required": True, "schema": _PLACES[name]}
    for name in operation.query:
        needed = {"required": True} if operation.writes else {}
        yield {"name": name, "in": "query", "schema": _PLACES[name], **needed}
    if operation.writes:
        key = {
            "type": "string",
            "minLength": 1,
            "maxLength": KEY,
            "pattern": "^[A-Za-z0-9-]+$",
        }
        yield {
            "name": "Idempotency-Key",
            "in": "header",
            "required": True,
            "schema": key,
        }


def _with_decimals(schema: Any) -> Any:  # noqa: ANN401 — JSON
    """Return a schema that says what a decimal looks like.

    Programs do not know the format by its name.
    """
    if isinstance(schema, list):
        return [_with_decimals(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    parts = {key: _with_decimals(value) for key, value in schema.items()}
    return parts | {"pattern": _DECIMAL} if parts.get("format") == "decimal" else parts
