#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# `anju import`: a clerk's sheet in, again, corrected and with mistakes; the JSON document's shape;
# what went out comes in again without a change; files that are no sheets.
# shellcheck source=tests/ctl/steps.sh
. tests/ctl/steps.sh
data=$work/data
"$anju" init --data "$data" >/dev/null || exit 2
today=2026-11-24T09:41

import() { run "$anju" import job --data "$data" --clock "$today" "$@"; }
count() { json "\$d->{counts}{$1}"; }
counts() { # what for, "new updated same skipped flagged errors" as numbers
    same "$1" "$(count new) $(count updated) $(count same) $(count skipped) $(count errors)" "$2"
}
stored() { "$anju" export job --data "$data" >"$work/out" && json "$1"; }

cat >"$work/sheet.csv" <<'SHEET'
易扶新村招聘岗位汇总表,,,,,
,,,,,
序号,招聘岗位,用工单位,月薪（元）,招聘人数,工作地点
1,小区保洁员,易扶新村物业服务部,2100-2300,3,易扶新村
2,门卫,易扶新村物业服务部,2400,2,易扶新村
合计,,,,5,
SHEET

# --- dry: told, not done ---
import --dry-run "$work/sheet.csv"
ends 0 "dry run"
says out "第 3 行"
says out "招聘岗位"
says out "新增 2"
says out "--dry-run"
same "nothing was written" "$(stored 'scalar @$d')" 0

# --- the document ---
import --dry-run --json "$work/sheet.csv"
ends 0 "dry run as JSON"
silent err
same "one document with these keys" "$(json 'join " ", sort keys %$d')" \
    "columns counts encoding header_row rows"
same "counts' keys" "$(json 'join " ", sort keys %{$d->{counts}}')" \
    "errors flagged new same skipped updated"
same "a row's keys" "$(json 'join " ", sort keys %{$d->{rows}[0]}')" "job problems result row why"
same "encoding" "$(json '$d->{encoding}')" utf-8
same "header_row" "$(json '$d->{header_row}')" 3
counts "counts" "2 0 0 4 0"
same "each row of the sheet once, by its own number" \
    "$(json 'join " ", map { "$_->{row}:" . ($_->{why} // $_->{result}) } @{$d->{rows}}')" \
    "1:title 2:blank 3:header 4:new 5:new 6:total"
same "money is fen" "$(json '$d->{rows}[3]{job}{pay_max}')" 230000
same "a reference is a name" "$(json '$d->{rows}[3]{job}{employer}')" 易扶新村物业服务部
same "what is absent is null" "$(json '$d->{rows}[3]{job}{phone}')" null
same "the columns are listed" "$(json 'scalar @{$d->{columns}} >= 5 ? "yes" : "no"')" yes

# --- in, and again ---
import "$work/sheet.csv"
ends 0 "import"
says out "新增 2"
says out "审核"
same "both are stored" "$(stored 'scalar @$d')" 2
same "and wait for review" "$(stored 'join " ", map { $_->{state} } @$d')" "review review"
import --json "$work/sheet.csv"
counts "the same file again changes nothing" "0 0 2 4 0"
sed 's/2400/2600/' "$work/sheet.csv" >"$work/corrected.csv"
import --json "$work/corrected.csv"
counts "a corrected row is updated, never doubled" "0 1 1 4 0"
same "still two" "$(stored 'scalar @$d')" 2

# --- GB18030, as Excel in China writes it ---
iconv -f UTF-8 -t GB18030 "$work/corrected.csv" >"$work/gb.csv"
import --json "$work/gb.csv"
same "its encoding" "$(json '$d->{encoding}')" gb18030
counts "is the same sheet" "0 0 2 4 0"

# --- public at once ---
sed 's/小区保洁员/绿化工/; s/门卫/水电工/' "$work/sheet.csv" >"$work/open.csv"
import "$work/open.csv" --open --checked-by 刘敏
ends 0 "open"
says out "公开"
same "by whom" \
    "$(stored 'join " ", map { "$_->{state} $_->{checked_by} $_->{checked_on}" }
        grep { $_->{title} eq "绿化工" } @$d')" "open 刘敏 2026-11-24"

# --- mistakes ---
cat >"$work/wrong.csv" <<'SHEET'
招聘岗位,用工单位,月薪,招聘人数,年龄
挡车工,涟源针织厂,4000-5000,12,12-45岁
络筒工,涟源针织厂,3500,4,18-45岁
SHEET
before=$(stored 'scalar @$d')
import "$work/wrong.csv"
ends 1 "a sheet with a mistake"
says out "第 2 行"
says out "12-45岁"
says out "--skip-wrong"
same "nothing of it went in" "$(stored 'scalar @$d')" "$before"
import --dry-run "$work/wrong.csv"
ends 1 "a dry run of it"
import --json "$work/wrong.csv"
ends 1 "as JSON"
same "the wrong row" "$(json '$d->{rows}[1]{result}')" error
same "says which field" "$(json '$d->{rows}[1]{problems}[0]{level}')" error
holds "and why" test -n "$(json '$d->{rows}[1]{problems}[0]{message}')"
import --json --lang en "$work/wrong.csv"
same "in English when asked" \
    "$(json '$d->{rows}[1]{problems}[0]{message} =~ /[a-z]{3}/ ? "yes" : "no"')" yes
import --skip-wrong "$work/wrong.csv"
ends 0 "the right rows alone"
same "one went in" "$(stored 'scalar @$d')" "$((before + 1))"
run "$anju" check --data "$data"
ends 0 "after all this the node ties"

# --- what went out comes in again ---
"$anju" demo --data "$work/shown" --clock "$today" >/dev/null || exit 2
for format in csv xlsx; do
    "$anju" export job "--$format" --data "$work/shown" --out "$work/round.$format" >/dev/null
    run "$anju" import job "$work/round.$format" --data "$work/shown" --clock "$today" --dry-run --json
    ends 0 "exported $format"
    same "every row of it is the same" "$(count new) $(count updated) $(count errors)" "0 0 0"
    holds "all of them" test "$(count same)" -ge 120
done

"$anju" export employer --csv --personal --data "$work/shown" --out "$work/units.csv" >/dev/null
run "$anju" import employer "$work/units.csv" --data "$work/shown" --dry-run --json
ends 0 "exported employers"
same "are the same" "$(count new) $(count updated) $(count errors)" "0 0 0"
"$anju" export employer --csv --data "$work/shown" --out "$work/masked.csv" >/dev/null 2>&1
run "$anju" import employer "$work/masked.csv" --data "$work/shown"
ends 1 "masked numbers never come back as numbers"
says out "****"

# --- a sheet that would steer the terminal ---
printf '招聘岗位,用工单位,年龄\n\033[31m门\033]0;x\007卫,\342\200\256甲厂,\033[2J3岁\n' >"$work/escape.csv"
import "$work/escape.csv"
if LC_ALL=C grep -q "$(printf '\033')" "$work/out" "$work/err"; then
    bad "an escape sequence went to the terminal"
else
    good
fi

# --- two clerks at once: each list goes in whole, and nothing is there twice ---
perl -e 'print "岗位名称,用工单位,工作地点,月薪\n";
    printf "缝纫工%d,两人同时导入的厂%d,县城,3000\n", $_, $_ % 7 for 1 .. 1500' >"$work/both.csv"
"$anju" init --data "$work/both" >/dev/null || exit 2
for clerk in 1 2 3; do
    "$anju" import job "$work/both.csv" --data "$work/both" --clock "$today" --json >"$work/both.$clerk" &
done
wait
new=0
for clerk in 1 2 3; do
    cp "$work/both.$clerk" "$work/out"
    new=$((new + $(json '$d->{counts}{new}')))
    same "clerk $clerk: none is missing" "$(json '$d->{counts}{new} + $d->{counts}{same}')" 1500
done
same "in all as many as the list has" $new 1500
run "$anju" check --data "$work/both"
ends 0 "and all of it ties"

# --- no sheets ---
refused() { # what for, what it says, file
    import "$3"
    ends 1 "$1"
    says err "$2"
    import --json "$3"
    ends 1 "$1, as JSON"
    holds "$1: why, in the document" test -n "$(json '$d->{error}')"
    same "$1: no rows" "$(json 'scalar @{$d->{rows}}')" 0
}
refused "a file that is not there" nothing.csv "$work/nothing.csv"
refused "a folder" "" "$work"
: >"$work/empty.csv"
refused "an empty file" "" "$work/empty.csv"
printf '\211PNG\r\n\032\n\0\0\0\rIHDR' >"$work/picture.xlsx"
refused "a picture called xlsx" "" "$work/picture.xlsx"
head -c 2000 "$work/round.xlsx" >"$work/cut.xlsx"
refused "a cut workbook" "" "$work/cut.xlsx"
printf '<html><table><tr><td>招聘岗位</td></tr></table></html>' >"$work/page.xls"
refused "a page called xls" "" "$work/page.xls"
printf '姓名,电话\n张三,1\n' >"$work/people.csv"
refused "a sheet of something else" "" "$work/people.csv"

run "$anju" import job "$work/sheet.csv" --data "$work/nowhere"
ends 1 "no node"
says err "anju init"
run "$anju" import job "$work/sheet.csv" --data "$work/nowhere" --json
same "also as JSON" "$(json '$d->{counts}{new}')" 0

finish
