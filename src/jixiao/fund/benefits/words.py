"""The words of the policy language: what each section may say, and what each word means."""

from collections.abc import Mapping

ABOUT_WORDS: Mapping[str, str] = {
    "code": "与文件名相同",
    "title": "名称",
    "extends": "以哪个政策为底；base 是只有代码的底",
    "basis": "依据的文件",
    "confirmed": "true 为核对过原文",
    "valid_from": "起始日期，如 2026-01-01（不加引号）",
    "valid_to": "截止日期，当天也算",
    "year_of": "算在哪一年、按哪天的政策：结算（不写就是）、出院（跨年住院按出院，上年的费用今年报销算上年）、"
    "分年（跨年住院在年末分开，各年算各年的，没有分开的不结算）",
    "carried_line": "year_of 写分年时必须写：跨年住院后一段的起付线，再付（算当年第一次）、不再付（也不算一次住院）",
    "order": "各层的先后（层的代码），不写按文件里的先后",
}
SECTIONS: Mapping[str, str] = {
    "policy": "政策本身",
    "codes": "政策认得的代码：insutype、psn_type、med_type、filing 各一列，level 列出等级的名称",
    "level": "等级名称 = hosp_lv 代码；可以比三级更细，后写的名称先于先写的",
    "identity": "身份名称 = 身份代码（psn_idet_type）；一笔费用只写一个代码，政策没有说到的按没有身份",
    "disease": "病种名称 = 病种代码（dise_no）",
    "care": "医疗类别名称 = 医疗类别代码（med_type）",
    "items": "项目名称 = 医保目录代码（hilist_code），费率另定的药品和项目",
    "insurance": "待遇等待期和停保",
    "account": "个人账户和家庭共济",
    "basic": "基本医保统筹",
    "layers": "其上各层",
}
CONDITION_WORDS: Mapping[str, str] = {
    "insutype": "险种代码，不写为全部",
    "psn_type": "人员类别代码，不写为全部",
    "med_type": "医疗类别代码，或 [care] 里的名称，不写为全部",
    "disease": "病种（[disease] 里的名称）；写了病种的条目先于没有写的",
    "level": "医院等级（[level] 里的名称），不写为 ratio 里有的",
    "identity": '身份（[identity] 里的名称）写成一列，如 ["低保"]：只给这些人',
    "filing": '异地备案状态写成一列，如 ["unfiled"]：只给这些状态',
    "area": '就医地（本地、省内、省外）写成一列，如 ["省外"]：只给这些地方',
    "age": "周岁，从几岁到几岁，两头都算，如 [60, 150]",
    "insured_years": "参保满几年到几年，两头都算，如 [10, 99]",
    "civil_servant": "true 只给公务员（cvlserv_flag 为 1），false 只给其他人",
}
"""For whom and for what an entry of either kind is; what is not said does not matter."""
CAP_WORDS: Mapping[str, str] = {
    "cap": '年度限额（元），不写或写 "不封顶" 为不封顶（照别的条目写的，用 "不封顶" 去掉它的限额）',
    "quarter_cap": "每季度限额（元），写法同上，不大于 cap",
    "month_cap": "每月限额（元），写法同上，不大于 quarter_cap 和 cap",
    "day_cap": "每天限额（元），写法同上，不大于 month_cap、quarter_cap 和 cap",
    "within": '还与别的条目合用的年度限额，如 { "统筹基金" = 400000 }',
}
"""The most that an entry pays in a time."""
BASIC_WORDS: Mapping[str, str] = {
    **CONDITION_WORDS,
    "accumulator": "必须写：共用年度限额和住院次数的名称；{disease} 换成病种，{level} 换成等级",
    "shared": '各险种共用的：["次数", "起付线", "分段", "限额"] 里的几样；不写各险种分开累计',
    "deductible": "起付线（元）：各等级每次的，第一、二、三次……依次写，最后一个一直用下去，"
    '如 { "二级" = [880, 792, 704, 620] }',
    "annual_deductible": "各等级全年累计一次的起付线（元），写了就不能再写 deductible",
    "deductible_accumulator": "共用全年起付线的名称，不写同 accumulator；{level}、{disease} 换成等级、病种",
    "deductible_identity": '换成别的起付线的身份，如 { "低保" = 350 }；也可按等级写 { "低保" = { "三级" = [350] } }',
    "deductible_filing": "换成别的起付线的异地备案状态，写法同上",
    "deductible_area": "换成别的起付线的就医地（本地、省内、省外），写法同上",
    "deductible_factor": '起付线乘的系数，按身份、异地备案状态或就医地的名称，如 { "低保" = 0.5, "省外" = 2 }',
    "waived": "免起付线的身份（[identity] 里的名称）",
    "transfer": "true：转院（transfer 为 1）不算新的一次，只补起付线的差额",
    "first_paid": '先由个人付的比例，按身份、异地备案状态或就医地的名称，如 { "省外" = 0.10 }：政策范围内费用先减去它，'
    "再扣起付线；算作先行自付",
    "ratio": "各等级的支付比例，或分段 [[起, 比例], …]",
    "bands_from": "分段从哪里数起：起付线以上、第一元（起付线在内）；有分段又有起付线时必须写",
    "bands_by": "分段按什么累计：每次（不写就是）、全年",
    "identity_factor": '身份乘的系数；要加减几个百分点，写 identity = { "低保" = 0.05 }',
    "filing_factor": "异地备案状态乘的系数；要加减几个百分点，写 filing = { referral = -0.10 }",
    "area_factor": '就医地乘的系数；要加减几个百分点，写 area = { "省外" = -0.10 }',
    "items": "费率另定的项目（[items] 里的名称），各写一节，见下；写在条目自己的各项之后",
    "case_cap": "各等级每次最多支付（元），如生育定额；写法同 cap",
    **CAP_WORDS,
    "like": "照哪个条目写，只写不同之处（同一政策 [basic] 里的名称）",
    "further": "false：余下的部分不进入以上各层",
}
"""What an entry of the basic layer may say."""
LAYER_WORDS: Mapping[str, str] = {
    "code": "层的代码；同一代码的条目是同一层对不同的人",
    "field": "支出记入的列",
    **CONDITION_WORDS,
    "shared": '各险种共用的：["负担", "限额"] 里的几样；不写各险种分开累计',
    "counts": "除政策范围内个人负担外还算入的：先行自付、超限价、全自费",
    "base": "付的是哪一部分：个人负担（不写就是；field 为 hifob_pay 时必须写）、超限额"
    "（基本医保年度限额以上的政策范围内费用）、政策范围内费用、保底（政策范围内费用按 tiers 应得的，"
    "减去前面各层已付的；tiers_by 写每次）",
    "tiers": "分段 [[起, 比例], …]，起付线是第一段的起",
    "tiers_by": "分段按什么累计：全年（不写就是）、每次",
    "before_identity": "年中取得身份的，取得以前的负担：计入（不写就是，只付以后增加的）、不计入、"
    "补足（全年按新身份重算，补到应付的）",
    "case_cap": "每次最多支付（元）",
    **CAP_WORDS,
    "like": "照哪个条目写，只写不同之处（同一政策 [layers] 里的名称）",
}
"""What an entry of a further layer may say."""
ITEM_WORDS: Mapping[str, str] = {
    "ratio": "支付比例",
    "deducted": "true：其他费用不够时也由它付起付线；不写为 false，不经过起付线",
    "case_cap": "每次最多支付（元）",
    **CAP_WORDS,
}
"""What an entry may say of an item kind."""
INSURANCE_WORDS: Mapping[str, str] = {
    "lapsed": "停保期间的费用：不付、照付",
    "waiting": '各险种参保满几天才付（满了的那天起付），如 { "390" = 90 }',
}
"""What a policy may say of insurance that lapsed or has just begun."""
DISCHARGE = "出院"
BY_YEAR = "分年"
YEAR_OF = ("结算", DISCHARGE, BY_YEAR)
CARRIED_LINE = ("再付", "不再付")
BANDS_FROM = ("起付线以上", "第一元")
PER = ("每次", "全年")
ABOVE_LIMIT = "超限额"
FLOOR = "保底"
BASES = ("个人负担", ABOVE_LIMIT, "政策范围内费用", FLOOR)
BEFORE_IDENTITY = ("计入", "不计入", "补足")
HERE = "本地"
AREAS = (HERE, "省内", "省外")
LAPSED = ("不付", "照付")
ACCOUNT_WORDS: Mapping[str, str] = {
    "insutype": "可用个人账户的险种",
    "outside": "true：账户也付全自费和超限价",
}
"""What the personal account may say."""
FILINGS: Mapping[str, str] = {
    "local": "本地",
    "long_term": "异地长期居住备案",
    "referral": "转诊转院备案",
    "emergency": "异地急诊抢救",
    "unfiled": "异地未备案",
}
"""How care away was filed, as policies call it, and what it means."""
FIELDS: Mapping[str, str] = {
    "cvlserv_pay": "公务员医疗补助",
    "hifes_pay": "企业补充",
    "hifmi_pay": "居民大病保险",
    "hifob_pay": "职工大额补助",
    "hifdm_pay": "伤残人员医疗保障",
    "maf_pay": "医疗救助",
    "othfund_pay": "其他基金",
}
"""The columns a further layer may pay into; the basic layer pays into hifp_pay."""
COUNTED: Mapping[str, str] = {
    "先行自付": "preselfpay_amt",
    "超限价": "overlmt_selfpay",
    "全自费": "fulamt_ownpay_amt",
}
"""What of a claim outside the benefit scope a layer may count, and its column."""
