"""Nobody at a browser is told a command: the administrator does what needs one."""

import pytest

from jixiao.web.browser_words import for_browser


@pytest.mark.parametrize(
    ("message", "reworded"),
    [
        (
            "还没有结算表（SETL_D）。请先用 jixiao load 收进来。",
            "还没有结算表（SETL_D）。请管理员处理。",
        ),
        (
            "没有哪个口径的说法与它相符，由人填写并附依据，或在 bindings.toml 里指定口径",
            "没有哪个口径的说法与它相符，由人填写并附依据",
        ),
        (
            "全文列为未读。请确认文件，或为它写一种表式（jixiao new dialect），写明各栏的标签。",
            "全文列为未读。请确认文件。",
        ),
        (
            "按规定的权重分配各级分值；当地另有规定的，在 jixiao.toml 里写明不再提示",
            "按规定的权重分配各级分值；当地另有规定的，请管理员处理",
        ),
        (
            "扫描.png 是图片，请先装识别组件（make ocr，或 pip install 'jixiao[ocr]'），或转成文本。",
            "扫描.png 是图片，请管理员处理。",
        ),
        (
            "超过 100 页。请拆分后再读取，或用环境变量 JIXIAO_MOST_PAGES 提高上限。",
            "超过 100 页。请拆分后再读取。",
        ),
        (
            "内存不够。请关闭其他程序，或调大 JIXIAO_MEMORY。",
            "内存不够。请关闭其他程序。",
        ),
        (
            "还没有用 jixiao dip catalogue 编目录过。请先运行 jixiao dip catalogue。",
            "还没有编目录过。请先在“基金”的“从病例到清算”里办这一步。",
        ),
        (
            "还没有用 jixiao audit 审核过。请先运行 jixiao audit。",
            "还没有审核过。请基金业务先在“审核案件”里点“用全部规则审核”，做完再来。",
        ),
        (
            "2026 年没有入组的病例。请先用 jixiao dip group 给 2026 年的病例入组。",
            "2026 年没有入组的病例。请先在“基金”的“从病例到清算”里办这一步。",
        ),
        ("“其他资金”应是一个数。请改正。", "“其他资金”应是一个数。请改正。"),
        ("", ""),
    ],
)
def test_what_only_a_command_line_can_do_is_the_administrators(
    message: str, reworded: str
):
    assert reworded == for_browser(message)
