"""The library's messages reworded for somebody at a browser, who has no command line and no files.

A message may advise `jixiao load`, `--table`, a variable or a file of settings. In the office that is
the administrator's work.
"""

import re

from jixiao.masking import without_persons

_TOOL = re.compile(
    r"jixiao [a-z]+|make [a-z]+|pip install|--[a-z]+|JIXIAO_[A-Z]+|[a-z_]+\.toml"
)
_SENTENCE = re.compile(r"[^。；]+[。；]?")
_ALTERNATIVE = ("或", "也可", "并", "以及")
"""How a clause begins that may be left out: what stands before it can be done without it."""
_ASK = "请管理员处理"
_BY_COMMAND = re.compile(r"(?<=还没有)用 jixiao [a-z -]+ ")
_A_STEP = re.compile(
    r"请先(?:运行|用) jixiao (dip|drg|audit|away clear|bundles close|prices link|outlook look)\b[^。；]*"
)
_IN_ITS_ROOM = "请先在“基金”的“从病例到清算”里办这一步"
_BUTTON_OF = {
    "audit": ("审核案件", "用全部规则审核"),
    "away clear": ("异地清算", "逐笔核对"),
    "bundles close": ("包干月结", "月结"),
    "prices link": ("挂网价联动", "测算"),
    "outlook look": ("运行一览", "看这个月"),
}
"""The room and the button that do what a command does."""


def for_browser(message: str) -> str:
    """The message without persons, and without what only a command line can do.

    Who reads it is sent to the administrator.
    """
    message = without_persons(message)
    message = _A_STEP.sub(_in_its_room, _BY_COMMAND.sub("", message))
    if not _TOOL.search(message):
        return message
    return "".join(_reworded(sentence) for sentence in _SENTENCE.findall(message))


def _in_its_room(step: re.Match[str]) -> str:
    if step[1] not in _BUTTON_OF:
        return _IN_ITS_ROOM
    room, button = _BUTTON_OF[step[1]]
    return f"请基金业务先在“{room}”里点“{button}”，做完再来"


def _reworded(sentence: str) -> str:
    if not _TOOL.search(sentence):
        return sentence
    end = sentence[-1] if sentence[-1] in "。；" else ""
    clauses = sentence.removesuffix(end).split("，")
    first = next(place for place, clause in enumerate(clauses) if _TOOL.search(clause))
    advice = clauses[:first]
    if not (advice and clauses[first].startswith(_ALTERNATIVE)):
        advice.append(_ASK)
    return "，".join(advice) + end
