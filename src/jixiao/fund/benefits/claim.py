"""What a claim says, and what a person's year has used: the columns, and their types."""

from collections.abc import Mapping

CLAIM: Mapping[str, str] = {
    "setl_id": "string",
    "psn_no": "string",
    "setl_time": "timestamp",
    "year": "int32",
    "insutype": "string",
    "psn_type": "string",
    "psn_idet_type": "string",
    "med_type": "string",
    "hosp_lv": "string",
    "filing": "string",
    "medfee_sumamt": "int64",
    "fulamt_ownpay_amt": "int64",
    "overlmt_selfpay": "int64",
    "preselfpay_amt": "int64",
    "inscp_amt": "int64",
}
"""What a claim says: one net settlement, amounts in fen. `filing` is how care away was filed.
It may say more: see `OPTIONAL`."""
OPTIONAL: Mapping[str, str | int] = {
    "dise_no": "",
    "transfer": "0",
    "cvlserv_flag": "0",
    "acct_balc": 0,
    "acct_mulaid_balc": 0,
    "area": "",
}
"""What a claim may say besides, and what holds where it does not: the disease, '1' for a stay after a
transfer, '1' for a civil servant, what the person's and the family's accounts hold in fen, and where
the care was given (本地、省内、省外; local care is 本地)."""
FACTS: Mapping[str, str] = {
    "age": "int64",
    "insured_years": "int64",
    "insured_days": "int64",
    "third_party": "string",
    "care_day": "date",
    "began": "date",
    "carried": "string",
}
"""What else a claim may say where a policy asks for it: full years of age, full years insured, days
since the insurance began without a gap (-1 where it has lapsed), '1' where a third party must pay,
the day on which the care ended, that on which what is claimed began, and '1' for what goes on of a stay
after New Year."""
ITEM = "item/"
"""Before the name of an item kind: the column of what it costs within the scope, in fen."""
AMOUNTS = (
    "medfee_sumamt",
    "fulamt_ownpay_amt",
    "overlmt_selfpay",
    "preselfpay_amt",
    "inscp_amt",
)
"""The amounts that every claim says, the whole before its parts."""
OPENING: Mapping[str, str] = {
    "psn_no": "string",
    "year": "int32",
    "kind": "string",
    "name": "string",
    "amount": "int64",
}
"""What a person's year has used: a row for each name of its state that is not 0, in fen or a count."""
State = Mapping[str, int]
"""What a person's year has used, by `kind/name`, in fen or a count; what is not named is 0."""
KINDS: Mapping[str, str] = {
    "visits": "次数",
    "line": "本次住院已用的起付线",
    "deducted": "全年起付线已付",
    "paid": "已付",
    "granted": "年内给过的最高限额",
    "burden": "全年累计的负担",
    "climbed": "全年累计的分段费用",
}
"""The kinds of what a year has used. A limit once granted holds to the year's end; a stay that is no
transfer begins its line anew; of all others what claims add is added up."""
