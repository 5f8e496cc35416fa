#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What staff do at the command line; todo_test.c makes the node and its matters.
# todo.sh FOLDER APPLICATION SECOND QUESTION CALL
# shellcheck source=tests/ctl/steps.sh
. tests/ctl/steps.sh
data=$1 first=$2 second=$3 question=$4 call=$5

todo() { run "$anju" todo --data "$data" --clock "$now" "$@"; }
step() { run "$anju" step --data "$data" --clock "$now" --by 刘敏 "$@"; }
line() { grep -nF -- "$1" "$work/out" | head -1 | cut -d: -f1; } # where it stands
masked() { # nothing that a person typed
    for secret in 刘小明 13800006021 王芳 0738-0001234; do
        if grep -qF "$secret" "$work/out"; then bad "shown: $secret"; else good; fi
    done
}

# --- the list ---
now=2026-11-24T10:00
todo
ends 0 "what waits"
says out "等着办的事：4 件"
says out "$first  求职意向 · 等打电话  刘*明 138****6021 · 保洁员 · 易扶新村物业"
says out "第一次电话：最晚 2026-11-27 17:30，还有 3 天"
says out "可以办：attempt 没联系上、reach 联系上了、refuse 没成、withdraw 撤回、note 备注"
says out "还有 40 分钟"
masked
holds "the call is first" test "$(line "$call")" -lt "$(line "$question")"
holds "then the question" test "$(line "$question")" -lt "$(line "$first")"

todo --json
ends 0 "the list for programs"
same "how many" "$(json 'scalar @{$d->{waiting}}')" 4
same "the first" "$(json '$d->{waiting}[0]{number}')" "$call"
same "its title" "$(json '$d->{waiting}[2]{title}')" "刘*明 138****6021 · 保洁员 · 易扶新村物业"
same "due" "$(json '$d->{waiting}[2]{due}')" 2026-11-27T09:30:00.000Z
same "not yet late" "$(json '$d->{waiting}[2]{overdue} ? 1 : 0')" 0
same "its steps" "$(json 'join " ", map { $_->{name} } @{$d->{waiting}[2]{steps}}')" \
    "attempt reach refuse withdraw note"
same "a field's words" "$(json 'join " ", @{$d->{waiting}[2]{steps}[0]{fields}[0]{words}}')" \
    "phone visit message"
masked

todo --lang en
ends 0 "the list in English"
if grep -vF 保洁员 "$work/out" | grep -vF 缝纫工 | LC_ALL=C.UTF-8 grep -qP '\p{Han}'; then
    bad "Chinese in the English list"
else
    good
fi

# --- one matter whole, masked and revealed ---
todo --number "$(echo "$first" | tr 'A-Z' 'a-z' | tr -d -)"
ends 0 "one matter, its number typed carelessly"
says out "办理记录："
says out "channel=  怎么联系的（必填）：phone 打电话、visit 上门、message 发消息"
masked
todo --number "$first" --reveal --reason 打第一次电话 --by 刘敏
ends 0 "revealed with a reason"
says out "刘小明 13800006021"
run "$anju" check --data "$data"
ends 0 "a look is journalled and ties"
todo --reveal
ends 2 "no reason"
says err "--reason"
todo --reveal --reason x
ends 1 "a reason of one letter"
says err "查看原因"
silent out
todo --number "${first%?}!"
ends 1 "no number"
todo --number QZ-K01-261124-A999-5
ends 1 "a number of no matter"
silent out

# --- steps ---
step "$first" reach
ends 1 "a field that is missing"
says err "channel：“怎么联系的”没有填写"
step "$first" reach channel=pigeon
ends 1 "a wrong word"
says err "channel：“怎么联系的”没有“pigeon”这一项"
step "$first" reach colour=red
ends 1 "a field that there is not"
says err "没有 colour 这个字段"
step "$first" reach red
ends 1 "no field=value"
says err "字段=值"
step "$first" reach channel=phone channel=visit
ends 1 "twice"
says err "给了两次"
step "$first" meet
ends 1 "a step of another state"
says err "现在是“等打电话”，不能“见过面”"
step "$first" ask
ends 1 "the system's step"
says err "不由工作人员来办"
step "$first" fly
ends 1 "no such step"
says err "anju todo --number $first"
step "${first%?}?" reach channel=phone
ends 1 "a miscopied number"
run "$anju" step "$first" reach channel=phone --data "$data" --clock "$now"
ends 2 "nobody's step"
says err "--by"
run "$anju" step "$first" reach channel=phone --data "$data" --clock "$now" --by '  '
ends 2 "a blank name is nobody's"
run "$anju" step "$first" --data "$data"
ends 2 "no step"
says err "编号 步骤"
now=2026-11-24T08:00 # the clock was set back since 提交
for taken in "reach channel=phone" "attempt channel=phone outcome=没人接 next_time=2026-11-24T14:30"; do
    # shellcheck disable=SC2086 # a step and its fields
    step "$first" $taken
    ends 1 "$taken before there was an application"
    says err "这台机器的时间比收到申请的时间还早，请先把时间调准"
    if grep -q '[a-z]_[a-z]' "$work/err"; then bad "a field that nobody gave is named"; else good; fi
done
now=2026-11-24T10:00
todo --number "$first"
same "all refused ones have left one record" "$(grep -c '居民  提交' "$work/out")" 1
same "and no other" "$(grep -cF '刘敏' "$work/out")" 0

step "$first" attempt channel=phone outcome=没人接 next_time="2026-11-24 14:30" note="晚上 7 点后在家"
ends 0 "an attempt, its outcome by its label"
says out "再打一次：最晚 2026-11-24 14:30，还有 4 小时"
now=2026-11-24T14:30
step "$first" 联系上了 channel=phone
ends 0 "a step by its label"
says out "等介绍给单位"
step "$first" introduce meet_at=2020-11-26T09:00
ends 1 "a meeting before there was an application"
says err "meet_at"
run "$anju" step "$first" introduce meet_at=2026-11-26T09:00 --by ' 刘敏 ' --data "$data" --clock "$now"
ends 0 introduce
says out "单位答复：最晚 2026-12-01 17:30"
step "$first" meet
ends 0 meet
todo --number "$first"
says out "2026-11-24 14:30  刘敏  介绍给单位"
step "$first" hire starts_on=2006-11-24
ends 1 "hired before there was an application"
says err "starts_on"
step "$first" hire
ends 0 hire
says out "已上岗"
step "$question" answer text=早上八点到下午五点
ends 0 "the question"
step "$call" ack
ends 0 "the call"
todo
says out "等着办的事：1 件"
todo --number "$first"
says out "没联系上：怎么联系的 打电话；结果 没人接；下次什么时候打 2026-11-24 14:30；备注 晚***"
masked

# --- what comes by itself ---
now=2026-12-01T09:00
todo
says out "等着办的事：2 件"
says out "已上岗"
says out "问还在不在做"
says out "已超期 3 天"
says out "已经超期过 1 次"
step "$second" withdraw
ends 0 "taken back by telephone"
step "$second" reach channel=phone
ends 1 "after its end"
says err "本人撤回"
todo --number "$second"
same "what has ended offers nothing" "$(grep -c 现在可以办 "$work/out")" 0

# --- a full disk: what waits is told, nothing is written, nobody is revealed ---
cp "$data/anju.conf" "$work/conf" 2>/dev/null || : >"$work/conf"
printf '[store]\nspace_floor_mb = 1048576\n' >"$data/anju.conf"
todo
ends 0 "what waits, on a full disk"
says out "等着办的事："
says err "磁盘空间不足"
masked
todo --reveal --reason 打电话
ends 1 "revealed without a record"
masked
cp "$work/conf" "$data/anju.conf"

# --- limits that are not whole are found before any work begins ---
share=$work/share
mkdir "$share" && cp -r "${ANJU_SHARE:?}/." "$share"
sed 's/first_call/first_cal/' "$ANJU_SHARE/config/limits.csv" >"$share/config/limits.csv"
run env ANJU_SHARE="$share" "$anju" todo --data "$data" --clock "$now"
ends 1 "a misspelt clock"
says err "limits.csv:2：没有 application 的 first_cal 这个时限"
grep -v first_call "$ANJU_SHARE/config/limits.csv" >"$share/config/limits.csv"
run env ANJU_SHARE="$share" "$anju" step "$second" note text=一 --by 刘敏 --data "$data" --clock "$now"
ends 1 "a clock without a limit"
says err "limits.csv 里没有 application 的 first_call"
echo "tap 找工作" >"$work/home.txt"
run env ANJU_SHARE="$share" "${ANJU_BIN:-build}/anju-kiosk" --data "$data" --clock "$now" --size=800x480 \
    --script "$work/home.txt"
holds "the kiosk does not start" test "$status" -ne 0
says err "limits.csv 里没有 application 的 first_call"
run "$anju" check --data "$data"
ends 0 "everything ties"
says out "事项的现状与办理记录一致"

# Matters move by their steps alone: neither import nor export knows them.
for record in application question staff_call matter step standing; do
    run "$anju" export "$record" --data "$data"
    ends 2 "export $record"
done

finish
