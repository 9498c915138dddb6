"""What does not hold together in a procedure, each in words: what, where, and what to do."""

from collections.abc import Callable, Collection, Iterator

from jixiao.cycle.effects import EFFECTS
from jixiao.cycle.procedure import Procedure, Track
from jixiao.cycle.reach import Reach, missing_before, reach
from jixiao.cycle.wording import effect_in_words, faults_of_words


def faults(procedure: Procedure) -> Iterator[str]:
    """Say what does not hold together: first the words, then where the moves lead.

    Where a word is unknown there is no telling where the moves lead.
    """
    of_words = list(faults_of_words(procedure))
    yield from of_words
    if of_words:
        return
    reached = reach(procedure)
    for ask in _QUESTIONS:
        yield from ask(procedure, reached)


def _law_not_met(procedure: Procedure, reached: Reach) -> Iterator[str]:
    """Effects that the law demands and that never come about."""
    for name, basis in procedure.demands.items():
        if name not in reached.effects:
            yield f"走不到 {effect_in_words(name)}，{basis}要有它：{_why_never(procedure, reached, name)}"


def _why_never(procedure: Procedure, reached: Reach, effect: str) -> str:
    """Say what keeps an effect from coming about, and what to do."""
    doers = [name for name, move in procedure.move.items() if effect in move.does]
    if not doers:
        return f'没有哪一步写了 does = ["{effect}"]。请写在办这件事的一步里'
    nobodys = [name for name in doers if not procedure.move[name].by]
    if nobodys == doers:
        listed = "、".join(f"[move.{name}]" for name in nobodys)
        return (
            f"做它的 {listed} 的 by 是空的，谁也不能办。请在 by 里写上角色，"
            f'或在代替它的一步里写 does = ["{effect}"]'
        )
    if made := [name for name in doers if name in reached.moves]:
        after = "、".join(map(effect_in_words, EFFECTS[effect].after))
        return f"[move.{made[0]}] 之前没有先 {after}。请补上这一步"
    live = next(name for name in doers if name not in nobodys)
    return (
        f"做它的 [move.{live}] 没有人走得到。{_why_not_made(procedure, reached, live)}"
    )


def _promises_broken(procedure: Procedure, _reached: Reach) -> Iterator[str]:
    """Stages that can be come to without the effects they promise."""
    for name, track in procedure.tracks.items():
        for stage, promised in track.promises.items():
            for group in _with_what_comes_before(promised):
                yield from _ways_around(procedure, name, stage, group)


def _with_what_comes_before(effects: Collection[str]) -> list[tuple[str, ...]]:
    """Return groups of effects of which each needs one: those promised, and what these rest on."""
    groups: list[tuple[str, ...]] = [(name,) for name in effects]
    for group in groups:  # which grows as what comes before is added
        after = EFFECTS[group[0]].after if len(group) == 1 else ()
        if after and after not in groups:
            groups.append(after)
    return groups


def _ways_around(
    procedure: Procedure, track: str, stage: str, group: tuple[str, ...]
) -> Iterator[str]:
    around = reach(procedure, without=group)
    if (track, stage) not in around.stages:
        return
    title = procedure.stage_title(track, stage)
    if stage == procedure.tracks[track].first:
        yield f"的 [tracks.{track}.promises] 写了开头的“{title}”（{stage}），那里还什么都没有做。请去掉"
        return
    wanted = "、".join(map(effect_in_words, group))
    for name in sorted(around.moves):
        move = procedure.move[name]
        if move.track == track and move.end == stage and move.start != (stage,):
            yield (
                f"的 [move.{name}] 走到“{title}”（{stage}），却没有 {wanted}：到了这里的项目都应"
                f'有过它。请在这一步或之前的一步写 does = ["{group[0]}"]，或改它的 end'
            )
            return


def _stages_not_reached(procedure: Procedure, reached: Reach) -> Iterator[str]:
    for name, track in procedure.tracks.items():
        for stage, title in track.stages.items():
            comes = (name, stage) in reached.stages
            if not comes and stage not in track.unused:
                yield (
                    f"的 [tracks.{name}] 的“{title}”（{stage}）从头走不到。"
                    f'请加一步走到它，或写 unused = ["{stage}"]'
                )
            if comes and stage in track.unused:
                yield f"的 [tracks.{name}] 的 unused 写了“{title}”（{stage}），却走得到它。请从中去掉"


def _stages_not_left(procedure: Procedure, reached: Reach) -> Iterator[str]:
    for name, track in procedure.tracks.items():
        ending = _leading_to_the_end(procedure, reached, name, track)
        for stage, title in track.stages.items():
            if (name, stage) in reached.stages and stage not in ending:
                ends = "、".join(track.stages[final] for final in track.final)
                yield (
                    f"的 [tracks.{name}] 到了“{title}”（{stage}）就出不来，走不到可以停下的阶段"
                    f"（{ends}）。请加一步从它出发，或把它写进 final"
                )


def _leading_to_the_end(
    procedure: Procedure, reached: Reach, name: str, track: Track
) -> set[str]:
    """Return the stages of a track from which a final one can be come to."""
    ending = set(track.final)
    moves = [procedure.move[code] for code in reached.moves]
    size = 0
    while size < len(ending):
        size = len(ending)
        for move in moves:
            if move.track == name and move.end in ending:
                ending.update(move.start)
    return ending


def _moves_not_made(procedure: Procedure, reached: Reach) -> Iterator[str]:
    for name, move in procedure.move.items():
        if move.by and name not in reached.moves:
            yield f"的 [move.{name}] 没有人走得到。{_why_not_made(procedure, reached, name)}"


def _why_not_made(procedure: Procedure, reached: Reach, name: str) -> str:
    move = procedure.move[name]
    if missing := missing_before(move, reached.effects):
        return f"它要先有 {'、'.join(map(effect_in_words, missing))}。请补上做它的一步，或写 by = []"
    starts = "、".join(procedure.stage_title(move.track, stage) for stage in move.start)
    return f"它从“{starts}”出发，那里从头走不到。请改 start，或写 by = []"


def _deadlines_never_counted(procedure: Procedure, reached: Reach) -> Iterator[str]:
    happening = reached.effects | reached.moves
    for name, due in procedure.deadline.items():
        for key in ("after", "unless"):
            words = getattr(due, key)
            if words and not happening & set(words):
                yield (
                    f"的 [deadline.{name}] 的 {key} 写的 {'、'.join(words)} 都不会有。"
                    "请写会有的一步或效果"
                )


_QUESTIONS: tuple[Callable[[Procedure, Reach], Iterator[str]], ...] = (
    _law_not_met,
    _promises_broken,
    _stages_not_reached,
    _stages_not_left,
    _moves_not_made,
    _deadlines_never_counted,
)
