#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# A database of the release before postings moved by steps, opened by today's program: what was
# public stays public, what waited waits, everything ties, and from now on two people are needed.
# shellcheck source=tests/ctl/steps.sh
. tests/ctl/steps.sh
data=$work/data
at="--data $data --clock 2026-11-24T09:41"
mkdir "$data"
gzip -dc tests/data/nodes/0.1.db.gz >"$data/anju.db"

states() {
    run "$anju" export job --data "$data"
    json 'join " ", map { "$_->{title}=$_->{state}" } sort { $a->{title} cmp $b->{title} } @$d'
}

run "$anju" check --data "$data"
holds "not checked before it was brought up" test "$status" -ne 0
# shellcheck disable=SC2086 -- words of options
run "$anju" init $at
ends 0 "brought up"
same "where they stood" "$(states)" "熨烫工=review 缝纫工=open 裁剪工=open"
run "$anju" check --data "$data"
ends 0 "it ties"
says out "事项的现状与办理记录一致"
cat >"$work/home.txt" <<'HOME'
expect 2 个
tap 找工作
expect 缝纫工
expect 裁剪工
absent 熨烫工
HOME
# shellcheck disable=SC2086
run "${ANJU_BIN:-build}/anju-kiosk" $at --size=1080x1920 --script "$work/home.txt"
ends 0 "residents see the same two"

# shellcheck disable=SC2086
run "$anju" todo $at
ends 0 "what waits"
says out "熨烫工"
waiting=$(grep -o 'GW-[A-Z0-9-]*' "$work/out" | head -n 1)
# shellcheck disable=SC2086
run "$anju" step "$waiting" approve --by 刘敏 $at
ends 0 "approved by somebody"
same "now it is public" "$(states)" "熨烫工=open 缝纫工=open 裁剪工=open"

printf '用工单位,岗位名称,工作地点,月薪,招聘人数\n鸿发服饰厂,缝纫工,易扶新村,4000-5000,2\n' >"$work/new.csv"
# shellcheck disable=SC2086
run "$anju" import job "$work/new.csv" $at
ends 0 "a change of what is public"
says out "改动要等审核 1"
# shellcheck disable=SC2086
run "$anju" import job "$work/new.csv" --json --dry-run $at
same "still waiting" "$(json '"$d->{counts}{waits} $d->{rows}[1]{result}"')" "1 waits"
run "$anju" export job --data "$data"
same "the old pay is shown" "$(json '(grep { $_->{title} eq "缝纫工" } @$d)[0]{pay_min}')" 300000
# shellcheck disable=SC2086
run "$anju" import job "$work/new.csv" --open --checked-by 刘敏 $at
ends 0 "and approved by a second person"
run "$anju" export job --data "$data"
same "the new pay is shown" "$(json '(grep { $_->{title} eq "缝纫工" } @$d)[0]{pay_min}')" 400000

# Who imports is not who has checked it.
# shellcheck disable=SC2086
run "$anju" import job "$work/new.csv" --open --checked-by 何文 --by " 何文" $at
ends 1 "one person as two"
says err "要由另一个人审核"
run "$anju" check --data "$data"
ends 0 "it ties at the end"

finish
