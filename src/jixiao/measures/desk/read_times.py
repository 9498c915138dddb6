"""信息阅读量。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_release
from jixiao.measures.scopes import of_words


@measure(
    code="RS02",
    title="信息阅读量",
    says="阅读 {above} 次",
    kind=ValueKind.TOTAL,
    unit="次",
    words=(
        "阅读量|浏览量|播放量|点击量|观看量|阅读人次|观看人次",
        "阅读|浏览|播放|点击|观看 次数|人次|量",
        "?发布|推送|医保|政策|宣传|信息|平台|新媒体|微信|总|累计|官方|视频|推文|公众号|作品|短视频|话题|网络|直播|文章",
    ),
)
def read_times(releases: ir.Table, *, medium: str = "") -> ir.Table:
    """Return a row for each release of which the reads are told."""
    rows = of_words(releases, "medium", "medium", medium) if medium else releases
    rows = rows.filter(rows.reads.notnull())
    return by_release(rows, above=rows.reads)
