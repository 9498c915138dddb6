"""What an inspection of a site finds: kinds of faults, each with the place where it stands."""

from enum import StrEnum

import msgspec


class FaultKind(StrEnum):
    """The kinds of faults, in the order in which a person should look at them."""

    SERIOUS = "严重错误表述"
    UNREACHABLE = "首页打不开"
    HOME_STALE = "首页不更新"
    NEWS_STALE = "动态要闻栏目不更新"
    NOTICES_STALE = "通知公告栏目不更新"
    POLICIES_STALE = "政策文件栏目不更新"
    OTHERS_STALE = "其他栏目不更新"
    EMPTY = "空白栏目"
    UNANSWERED = "留言超期没有答复"
    PERSON = "个人信息"
    ACCOUNT_MISSING = "预算决算没有公开"
    ACCOUNT_LATE = "预算决算公开晚了"
    ACCOUNT_FAULTY = "预算决算内容有错"
    UNREADABLE = "附件读不出"
    DEAD_AT_HOME = "首页错链"
    DEAD = "错链"
    TYPO = "错别字"
    UNDATED = "日期看不出来"


class Fault(msgspec.Struct, frozen=True):
    """One fault: its kind, the address it stands at, what it is; unsure ones take no points off."""

    kind: FaultKind
    where: str
    says: str
    is_sure: bool = True
