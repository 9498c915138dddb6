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
from jixiao.web.api.shapes import (
    Begun,
    Checked,
    Failure,
    Listed,
    Moving,
    Page,
    Proved,
    Told,
    Whole,
)
from jixiao.web.models import FIRST, LAST

_DECIMAL = r"^-?[0-9]{1,12}(\.[0-9]{1,4})?$"
_PLACES: dict[str, dict[str, Any]] = {
    "key": {"type": "string", "format": "uuid"},
    "kind": {"enum": ["monitoring", "evaluation"]},
    "year": {"type": "integer", "minimum": FIRST, "maximum": LAST},
    "page": {"type": "integer", "minimum": 1, "maximum": 100_000},
}
"""What may stand in an address."""


@dataclass(frozen=True, slots=True)
class _Operation:
    """What is asked at an address, what is sent, and what is given back.

    A write bears a key of its own; what is `open` needs no token.
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


_OPERATIONS = (
    _Operation("get", "cases", "列出看得到的项目", Page, query=("year", "page")),
    _Operation("post", "cases", "新建项目", Told, Begun, status="201", writes=True),
    _Operation("get", "cases/{key}", "一个项目、它的表和办理记录", Whole),
    _Operation("put", "cases/{key}/draft", "写入整张目标表", Told, TargetTable, writes=True),
    _Operation("post", "cases/{key}/moves", "办理一步", Told, Moving, writes=True),
    _Operation("get", "cases/{key}/{kind}/proofs", "记录里的实际值和证据", Proved),
    _Operation("post", "check", "审核一张表，不保存", Checked, TargetTable),
    _Operation("get", "published", "已公开的目标表", Listed, query=("page",), open=True),
)


@functools.cache
def description() -> dict[str, Any]:
    """Give the OpenAPI document."""
    told = [kind for one in _OPERATIONS for kind in (one.gives, one.takes) if kind]
    kinds = list(dict.fromkeys([Failure, *told]))
    schemas, parts = msgspec.json.schema_components(
        kinds, ref_template="#/components/schemas/{name}"
    )
    parts = _with_decimals(parts)
    parts["TargetTable"]["properties"]["money_unit"] = {"enum": list(SCALES)}
    of = dict(zip(kinds, schemas, strict=True))
    paths: dict[str, dict[str, Any]] = {}
    for one in _OPERATIONS:
        paths.setdefault(f"/api/v1/{one.path}", {})[one.method] = _described(one, of)
    return {
        "openapi": "3.1.0",
        "info": {"title": "jixiao 绩效", "version": "1", "description": "交换格式见 reading.schema.json"},
        "paths": paths,
        "components": {
            "schemas": parts,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }  # fmt: skip


def _described(one: _Operation, of: dict[type, dict[str, Any]]) -> dict[str, Any]:
    told: dict[str, Any] = {
        "summary": one.title,
        "parameters": list(_parameters(one)),
        "security": [] if one.open else [{"token": []}],
        "responses": {
            one.status: {"description": "好", "content": _json(of[one.gives])},
            "default": {"description": "没有办成", "content": _json(of[Failure])},
        },
    }
    if one.takes:
        told["requestBody"] = {"required": True, "content": _json(of[one.takes])}
    return told


def _json(schema: dict[str, Any]) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}


def _parameters(one: _Operation) -> Iterator[dict[str, Any]]:
    for name in re.findall(r"\{(\w+)\}", one.path):
        yield {"name": name, "in": "path", "required": True, "schema": _PLACES[name]}
    for name in one.query:
        yield {"name": name, "in": "query", "schema": _PLACES[name]}
    if one.writes:
        yield {
            "name": "Idempotency-Key", "in": "header", "required": True,
            "schema": {"type": "string", "minLength": 1, "maxLength": KEY, "pattern": "^[A-Za-z0-9-]+$"},
        }  # fmt: skip


def _with_decimals(schema: Any) -> Any:  # noqa: ANN401 — JSON
    """Say what a decimal looks like: programs do not know the format by its name."""
    if isinstance(schema, dict):
        told = {key: _with_decimals(value) for key, value in schema.items()}
        return told | {"pattern": _DECIMAL} if told.get("format") == "decimal" else told
    return [_with_decimals(one) for one in schema] if isinstance(schema, list) else schema
