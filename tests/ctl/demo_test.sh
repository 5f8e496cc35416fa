#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# `anju demo`, and what `export` gives of it.
# shellcheck source=tests/ctl/steps.sh
. tests/ctl/steps.sh
data=$work/data

run "$anju" demo --data "$data" --clock 2026-11-24T09:41
ends 0 "the first demo"
says out "放入"
silent err
holds "a node was made" test -f "$data/backup.key"
holds "it has the centre's name" grep -q 易扶新村服务中心 "$data/anju.conf"
run "$anju" demo --data "$data" --clock 2026-11-24T09:41
ends 0 "the second demo"
says out "没有改动"
run "$anju" demo --data "$data" --clock 2026-12-24T09:41 --lang en
ends 0 "a month later"
says out "not changed"
run "$anju" check --data "$data"
ends 0 "it ties"
says out "账头一致"

run "$anju" export job --data "$data"
ends 0 "export as JSON"
silent err
holds "at least 120" test "$(json 'scalar @$d')" -ge 120
same "a known one's pay" "$(json '(grep { $_->{title} eq "小区保洁员" } @$d)[0]{pay_min}' |
    head -c 20)" 210000
same "dates count from the day of loading" \
    "$(json '(grep { $_->{title} =~ /^缝纫工/ } @$d)[0]{closes_on}')" 2026-11-30
same "names, not ids" "$(json '(grep { $_->{title} =~ /^竹编手工/ } @$d)[0]{employer}')" 新化竹艺合作社
same "tags in order" \
    "$(json 'join "+", @{(grep { $_->{title} =~ /^竹编手工/ } @$d)[0]{tags}}')" 在家做+时间灵活
same "what is not written is null" \
    "$(json '(grep { $_->{title} =~ /^竹编手工/ } @$d)[0]{closes_on}')" null

run "$anju" export job --csv --data "$data"
ends 0 "export as CSV"
holds "a BOM for Excel" test "$(head -c 3 "$work/out" | od -An -tx1 | tr -d ' \n')" = efbbbf
says out "岗位名称"
run "$anju" export job --csv --data "$data" --out "$work/jobs.csv"
ends 0 "into a file"
says out "jobs.csv"
holds "whole" grep -q 小区保洁员 "$work/jobs.csv"
holds "no half file beside it" test ! -e "$work/jobs.csv.part"
run "$anju" export job --xlsx --data "$data" --out "$work/jobs.xlsx"
ends 0 "as XLSX"
run "$anju" cells "$work/jobs.xlsx"
ends 0 "which can be read"
says out "小区保洁员"
run "$anju" export job --csv --data "$data" --out "$work/no/such/folder.csv"
ends 1 "a folder that is not there"
says err "folder.csv"

run "$anju" export employer --data "$data"
ends 0 "personal values"
says err "打码"
holds "are masked" test "$(json '(grep { $_->{name} =~ /物业/ } @$d)[0]{contact}')" != 曾国强
run "$anju" export employer --personal --data "$data"
silent err
same "unless asked for" "$(json '(grep { $_->{name} =~ /物业/ } @$d)[0]{contact}')" 曾国强

if [ -c /dev/full ]; then
    run sh -c '"$1" cells "$2" >/dev/full' sh "$anju" config/demo/jobs.csv
    ends 1 "also behind that of a sheet's cells"
    says err "写不出去"
    "$anju" export job --data "$data" >/dev/full 2>"$work/err"
    status=$?
    ends 1 "a full disk behind standard output"
    run "$anju" check --data "$data"
    ends 0 "and nothing came to harm"
fi

finish
