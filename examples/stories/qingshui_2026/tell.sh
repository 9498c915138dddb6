#!/bin/sh
# The story of a county's year, from its promises to their proof; results go to the folder given.
set -eu
here=$(dirname "$0")
out=$1

say() { printf '\n── %s ──\n' "$1"; }

say "1 读：清水县（虚构）2026 年公开的绩效目标表"
jixiao read "$here/targets.txt" --json > "$out/targets.json" &
jixiao check "$here/targets.txt" --html "$out/check.html" 2>/dev/null &
jixiao read "$here/targets.txt" | sed -n '1,26p'
echo "…"

say "2 审：像细心的审核人一样提问"
jixiao check "$here/targets.txt" | grep -E "^ *(错误|警告)|^共" || true
wait

say "3 一年过去：造一个 6,000 人的县，多数承诺兑现，几条没有"
jixiao synthesise --shape "$here/county/qingshui.toml" --years 1 --seed 7 --to "$out/county" | tail -n 3
jixiao load "$out/county/extracts" --to "$out/county" | grep -E "结算表|满意度" -A 2
cp "$here/filled.toml" "$out/county/"

say "4 名称说不清由哪个口径回答的，由人决定"
jixiao bind "进村宣传场次" AC04 --scope project=医保基金监管和宣传 \
    --note "这个项目的宣传都进村" --project 医保基金监管和宣传 --by 经办乙 --in "$out/county"
jixiao bind "参保群众对宣传工作的满意度" SA01 --scope group=参保人员 \
    --note "问卷没有单独问宣传" --project 医保基金监管和宣传 --by 经办乙 --in "$out/county"

say "5 年中监控：到 7 月为止"
jixiao monitor "$out/county" --targets "$out/targets.json" --until 2026-07 \
    --html "$out/july.html" --to "$out/july.docx" 2>/dev/null | grep -E "^[^ ]|红|黄|偏离|有风险|监控表" || true

say "6 年底自评：从记录里算出来，逐条计分"
jixiao evaluate "$out/county" --targets "$out/targets.json" --year 2026 \
    --html "$out/promises.html" --to "$out/self.xlsx" --to "$out/self.docx" --to "$out/self.pdf" \
    2>/dev/null | grep -E "^[^ ]|预算执行率|÷|须|效果：" || true

say "看结果"
echo "目标表审核：$out/check.html"
echo "执行监控表：$out/july.docx  $out/july.html"
echo "自评表：    $out/self.docx  $out/self.xlsx  $out/self.pdf"
echo "给局领导看：$out/promises.html"
