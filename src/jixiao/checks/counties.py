"""The county or district that a bureau's name begins with."""

import re

COUNTY_OF_BUREAU = re.compile(
    r"(?:中共|中国共产党)?(?:[\u4e00-\u9fff]{2,6}?[省市])?(?P<name>[\u4e00-\u9fff]{1,4}?)(?P<level>县|(?<!自治)区)(?![级域内])"
)
"""Matched at the start of a name: 示例市甘泉县医疗保障局, 岱山口区残疾人联合会."""
