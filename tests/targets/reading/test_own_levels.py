"""Levels of a bureau's own, glued to the names behind them."""

from jixiao.documents.readers.text import read_text
from jixiao.reading import read_opened
from jixiao.settings import Settings

ABOVE = "部门整体绩效目标表\n项目名称：河湖监测\n一级指标二级指标三级指标指标值\n"
ROWS = (
    "履职效能监测任务水文站点运行数量≥46个水质监测断面≥32个"
    "管理效率预算编制预算编制完整率100%公众评价下游群众满意度≥90%\n"
)


def test_labels_glued_to_names_are_told_by_their_make_and_marked():
    (table,) = read_opened(
        read_text((ABOVE + ROWS).encode(), "a.txt", "0" * 64, Settings())
    ).tables

    assert [
        ("履职效能", "监测任务", "水文站点运行数量", "≥46个"),
        ("履职效能", "监测任务", "水质监测断面", "≥32个"),
        ("管理效率", "预算编制", "预算编制完整率", "100%"),
    ] == [
        (row.dimension_label, row.aspect_label, row.name, row.target.text)
        for row in table.indicators[:3]
    ]
    assert "下游群众满意度" == table.indicators[3].name
    assert all(row.evidence.unsure for row in table.indicators)


def test_names_that_open_like_labels_stay_whole_where_levels_are_known():
    rows = "产出指标数量指标任务完成培训场次≥4次质量指标管理效率测评得分≥90分\n"
    (table,) = read_opened(
        read_text((ABOVE + rows).encode(), "a.txt", "0" * 64, Settings())
    ).tables

    assert ["任务完成培训场次", "管理效率测评得分"] == [
        row.name for row in table.indicators
    ]


SPACED = (
    "部门整体绩效目标表\n项目名称：审计监督\n一级指标 二级指标 三级指标 指标值\n"
    "履职效能 审计任务 审计项目完成数 ≥24个\n社会效应 社会效益 移送线索办结率 ≥90%\n满意度 被审计单位满意度 ≥92%\n"
)


def test_satisfaction_is_a_second_level_below_a_first_one_of_a_bureaus_own():
    text = SPACED.encode()
    (table,) = read_opened(read_text(text, "a.txt", "0" * 64, Settings())).tables
    row = table.indicators[-1]

    assert ("社会效应", "满意度") == (row.dimension_label, row.aspect_label)
    assert row.evidence.unsure


def test_second_levels_of_a_bureaus_own_stand_under_first_ones_that_all_know():
    rows = (
        "产出指标工程数量新建护岸长度≥2.6公里建设标准防洪标准20年一遇堤顶优良率≥70%"
        "效益指标生态保护岸坡植被面积≥4200平方米水质类别不低于Ⅲ类"
        "满意度指标群众评价沿岸居民满意度≥92%\n"
    )
    (table,) = read_opened(
        read_text((ABOVE + rows).encode(), "a.txt", "0" * 64, Settings())
    ).tables

    assert [
        ("产出指标", "工程数量", "新建护岸长度", "≥2.6公里"),
        ("产出指标", "建设标准", "防洪标准", "20年一遇"),
        ("产出指标", "建设标准", "堤顶优良率", "≥70%"),
        ("效益指标", "生态保护", "岸坡植被面积", "≥4200平方米"),
        ("效益指标", "生态保护", "水质类别", "不低于Ⅲ类"),
        ("满意度指标", "群众评价", "沿岸居民满意度", "≥92%"),
    ] == [
        (row.dimension_label, row.aspect_label, row.name, row.target.text)
        for row in table.indicators
    ]
    assert all(row.evidence.unsure for row in table.indicators)


def test_own_levels_are_known_though_names_sound_like_labels():
    rows = (
        "产出指标服务供给居家养老人次≥38000人次\n服务质量投诉办结率100%\n"
        "效益指标机构发展培育养老组织≥5家\n满意度指标老人评价服务对象满意度≥92%\n"
    )
    (table,) = read_opened(
        read_text((ABOVE + rows).encode(), "a.txt", "0" * 64, Settings())
    ).tables

    assert ["服务供给", "服务质量", "机构发展", "老人评价"] == [
        row.aspect_label for row in table.indicators
    ]
    assert "服务对象满意度" == table.indicators[-1].name
