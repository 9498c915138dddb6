"""某类信息发布条数。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_release
from jixiao.measures.scopes import of_project, of_words


@measure(
    code="RS01",
    title="某类信息发布条数",
    says="发布 {above} 条",
    kind=ValueKind.TOTAL,
    unit="条",
    better="",
    words=(
        (
            "发布|推送|刊发|刊登|发表|播放|制作|拍摄|报送|编发|投放|播出 -率 -阅读 -费 -及时 -播放量 -浏览量 "
            "-点击量 -观看量 -曝光量 -播放次数 -点击次数 -浏览次数 -阅读次数 -观看次数 -阅读量"
        ),
        (
            "条数|篇数|数|期数|次数 -率 -阅读 -费 -参保 -短信人 -播放量 -浏览量 -点击量 -观看量 -曝光量 "
            "-播放次数 -点击次数 -浏览次数 -阅读次数 -观看次数 -阅读量"
        ),
        (
            "发布|推送|刊发|制作|拍摄|报送|编发|推送|上报|发送|播放 <medium> 数|条数|篇数|期数|次数|数量|部数|量 "
            "-率 -阅读 -费 -及时 -人数 -播放量 -浏览量 -点击量 -观看量 -曝光量 -播放次数 -点击次数 -浏览次数 "
            "-阅读次数 -观看次数 -阅读量"
        ),
        (
            "<medium> 发布|推送|刊发|制作|拍摄|报送|编发|上报|发送|播放 数|条数|篇数|期数|次数|数量|部数|量 -率 "
            "-阅读 -费 -及时 -人数 -播放量 -浏览量 -点击量 -观看量 -曝光量 -播放次数 -点击次数 -浏览次数 "
            "-阅读次数 -观看次数 -阅读量"
        ),
        "?发布|推送|刊发|刊登|发表|播放|制作|拍摄|报送|编发|投放|医保|政策|宣传|数|条数|次数|原创|官方|平台|新媒体|微信|信息|各类|工作|媒体|内容|通过|在|上|上报|省级|市级|国家级|媒体发布|主流媒体|推送信息|宣传信息|官微|微信公众号|部|个|量|被|采用|采编|全年|向|县级|动态|解读|政策解读|科普",
    ),
)
def released(releases: ir.Table, *, medium: str, project: str = "") -> ir.Table:
    """Return a row for each release of a form."""
    rows = of_words(releases, "medium", "medium", medium)
    named = rows.filter(rows.project_name.notnull())
    return by_release(of_project(named, project) if project else rows)
