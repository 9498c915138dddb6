"""In which box each paper stands: one year, class and term a box, and no more pages than fit."""

from collections.abc import Iterator, Sequence

from jixiao.service.archives.papers import Paper


def boxed(papers: Sequence[Paper], most_pages: int) -> Iterator[tuple[str, str]]:
    """Yield the papers of one year and class that have no box, each with its box.

    Boxes are numbered through the terms, so that no two of a year and class bear one number.
    """
    last = max((int(paper.item.box) for paper in papers if paper.item.box), default=0)
    for term in dict.fromkeys(paper.item.term for paper in papers):
        of_term = [paper for paper in papers if paper.item.term == term]
        box = max((int(p.item.box) for p in of_term if p.item.box), default=0)
        held = sum(p.item.pages for p in of_term if p.item.box == str(box))
        for paper in (each for each in of_term if not each.item.box):
            if box == 0 or (held and held + paper.item.pages > most_pages):
                last, held = last + 1, 0
                box = last
            held += paper.item.pages
            yield paper.item.number, str(box)
