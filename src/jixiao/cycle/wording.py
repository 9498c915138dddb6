"""Words of a procedure that are not known, or that do not go together."""

from collections.abc import Callable, Collection, Iterator, Mapping

from jixiao.cycle.brought import BROUGHT
from jixiao.cycle.conditions import CONDITIONS
from jixiao.cycle.effects import EFFECTS
from jixiao.cycle.procedure import Move, Procedure

_WHOLE = 100


def faults_of_words(procedure: Procedure) -> Iterator[str]:
    """Say which words of a procedure are not known, or do not go together, and what to do."""
    for ask in _QUESTIONS:
        yield from ask(procedure)


def effect_in_words(name: str) -> str:
    """An effect by its name and its title."""
    return f"{name}（{EFFECTS[name].title}）"


def _tracks(procedure: Procedure) -> Iterator[str]:
    for name, track in procedure.tracks.items():
        for key in ("aside", "final", "unused", "promises"):
            for stage in getattr(track, key):
                if stage not in track.stages:
                    yield f"的 [tracks.{name}] 的 {key} 写了没有的阶段“{stage}”。请改正"
        for stage, promised in track.promises.items():
            where = f"[tracks.{name}.promises] 的 {stage}"
            yield from _unknown(where, promised, EFFECTS)


def _moves(procedure: Procedure) -> Iterator[str]:
    for name, move in procedure.move.items():
        track = procedure.tracks.get(move.track)
        if track is None:
            yield f"的 [move.{name}] 写了不存在的 track“{move.track}”。请改正"
            continue
        for stage in (*move.start, move.end):
            if stage not in track.stages:
                yield f"的 [move.{name}] 写了 {move.track} 没有的阶段“{stage}”。请改正"
        for role in move.by:
            if role not in procedure.roles:
                yield f"的 [move.{name}] 写了不存在的角色“{role}”。请改正"
        yield from _unknown(f"[move.{name}] 的 uses", move.uses, procedure.uses)
        unknown = list(_unknown_words(name, move))
        yield from unknown
        if not unknown:
            yield from _effects_of_move(name, move)
            yield from _brought_to_move(name, move)


def _unknown_words(name: str, move: Move) -> Iterator[str]:
    """Words of a move that are not known, or stand in another's place."""
    for need in move.needs:
        if need in BROUGHT:
            yield f"的 [move.{name}] 的 needs 写了“{need}”，它是办理的人要带来的，请改写在 brings 里"
    for word in move.brings:
        if word in CONDITIONS:
            yield f"的 [move.{name}] 的 brings 写了“{word}”，它是要满足的条件，请改写在 needs 里"
    yield from _unknown(f"[move.{name}] 的 does", move.does, EFFECTS)
    yield from _unknown(f"[move.{name}] 的 brings", move.brings, BROUGHT)
    yield from _unknown(f"[move.{name}] 的 needs", move.needs, CONDITIONS, "条件")


def _unknown(
    where: str, words: Collection[str], known: Mapping[str, object], kind: str = "词"
) -> Iterator[str]:
    for word in words:
        if word not in known:
            yield f"的 {where} 写了不认识的{kind}“{word}”；可用 {'、'.join(sorted(known))}。请改正"


def _effects_of_move(name: str, move: Move) -> Iterator[str]:
    if name in EFFECTS and name not in move.does:
        named = effect_in_words(name)
        yield f'的 [move.{name}] 叫 {name}，却不做 {named}；请写 does = ["{name}"]，或换个名字'
    for done in move.does:
        track = EFFECTS[done].track
        if track and track != move.track:
            yield (
                f"的 [move.{name}] 在 {move.track} 上，做不了 {effect_in_words(done)}；"
                f'请写 track = "{track}"，或去掉它'
            )


def _brought_to_move(name: str, move: Move) -> Iterator[str]:
    """What a move lacks for its effects and conditions, and what it asks for in vain."""
    users = [
        (f"要做 {effect_in_words(done)}", EFFECTS[done].uses) for done in move.does
    ]
    users += [
        (f"要看 {need}（{CONDITIONS[need].title}）", CONDITIONS[need].reads)
        for need in move.needs
    ]
    for purpose, uses in users:
        for word in uses:
            if word not in move.brings:
                yield f"的 [move.{name}] {purpose}，就要带 {_brought(word)}；请写进 brings"
    wanted = {"reason"}
    for _, uses in users:
        wanted.update(uses)
    for done in move.does:
        wanted.update(EFFECTS[done].takes)
    for word in move.brings:
        if word not in wanted:
            yield (
                f"的 [move.{name}] 的 brings 写了 {_brought(word)}，它做的、要的都用不到；"
                f"请去掉，或在 does 里写用它的 {_users_of(word)}"
            )


def _users_of(word: str) -> str:
    return "、".join(name for name, effect in EFFECTS.items() if word in effect.takes)


def _demands(procedure: Procedure) -> Iterator[str]:
    yield from _unknown("[demands]", procedure.demands, EFFECTS)


def _deadlines(procedure: Procedure) -> Iterator[str]:
    for name, due in procedure.deadline.items():
        counted = due.days is not None and bool(due.after)
        if (counted or bool(due.on)) is due.until or counted is not bool(
            due.after or due.days
        ):
            yield (
                f"的 [deadline.{name}] 应写 after 和 days，或 on（可并写，取晚的），或 until = true。"
                "请改正"
            )
        track = procedure.tracks.get(due.track)
        if track is None:
            yield f"的 [deadline.{name}] 写了不存在的 track“{due.track}”。请改正"
            continue
        for stage in due.stages:
            if stage not in track.stages:
                yield f"的 [deadline.{name}] 写了 {due.track} 没有的阶段“{stage}”。请改正"
        for word in (*due.after, *due.unless):
            if word not in EFFECTS and word not in procedure.move:
                known = "、".join(sorted({*EFFECTS, *procedure.move}))
                yield f"的 [deadline.{name}] 写了没有的一步或效果“{word}”；可用 {known}。请改正"


def _english(procedure: Procedure) -> Iterator[str]:
    words = procedure.words()
    for word in procedure.english:
        if word not in words:
            yield f"的 [english] 写了流程里没有的词“{word}”。请改成流程里的写法，或去掉"


def _review(procedure: Procedure) -> Iterator[str]:
    lows = [rating.least for rating in procedure.ratings]
    if lows != sorted(lows, reverse=True) or not lows or lows[-1] > 0:
        yield "的 [[ratings]] 应从高到低，最后一级从 0 起。请改正"
    if sum(head.points for head in procedure.review) != _WHOLE:
        yield f"的 [[review]] 各项分值合计应为 {_WHOLE}。请改正"


_QUESTIONS: tuple[Callable[[Procedure], Iterator[str]], ...] = (
    _tracks,
    _moves,
    _demands,
    _deadlines,
    _english,
    _review,
)


def _brought(name: str) -> str:
    return f"{name}（{BROUGHT[name].title}）"
