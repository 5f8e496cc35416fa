#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# `anju user`: people added, changed, reset, disabled; passwords shown once and never elsewhere; who
# may act by `anju step` and look by `anju todo`.
# shellcheck source=tests/ctl/steps.sh
. tests/ctl/steps.sh
data=$work/node
now=2026-11-24T09:41

user() { run "$anju" user "$@" --data "$data" --clock "$now"; }
given() { # password, words of `anju user`…
    password=$1
    shift
    ran="$*"
    printf '%s\n' "$password" |
        "$anju" user "$@" --data "$data" --clock "$now" >"$work/out" 2>"$work/err"
    status=$?
}
row() { # login, expression over its row $u
    "$anju" user list --json --data "$data" >"$work/rows" 2>/dev/null
    perl -CAO -MJSON::PP -e 'local $/; my ($u) = grep { $_->{login} eq $ARGV[0] }
        @{ decode_json(<STDIN>) }; print defined $u ? eval $ARGV[1] // "null" : "nobody"' \
        "$1" "$2" <"$work/rows"
}

user list
ends 1 "no node yet"
says err "anju init"
user roles
ends 0 "the roles need no node"
says out "reviewer"
says out "审核员"
says out "看不到居民的资料"

run "$anju" init --data "$data"
ends 0 "a node"
says out "anju user add"
user list
ends 0 "nobody yet"
says out "还没有工作人员"

# --- adding ---
user add lihongmei --name 李红梅 --role reviewer
ends 0 "a reviewer"
says out "加好了：lihongmei（李红梅），审核员"
first=$(sed -n 's/^第一个密码：//p' "$work/out")
same "a first password is four groups of four" \
    "$(echo "$first" | grep -cE '^([2-9a-hjkmnp-z]{4}-){3}[2-9a-hjkmnp-z]{4}$')" 1
says out "只显示这一次"
silent err
if grep -aqF "$first" "$data"/anju.db*; then bad "the password lies in the database"; else good; fi
user list
says out "lihongmei"
says out "李红梅"
if grep -qF "$first" "$work/out"; then bad "it is shown again"; else good; fi

given "correct horse 12" add wangjianjun --name 王建军 --role publisher,agent --phone 13800006021 \
    --password-file -
ends 0 "with a password from standard input"
if grep -qF "horse" "$work/out" "$work/err"; then bad "the password is told"; else good; fi
same "his roles" "$(row wangjianjun 'join ",", @{ $u->{roles} }')" "publisher,agent"
same "his telephone is masked" "$(row wangjianjun '$u->{phone}')" "138****6021"
same "nothing secret in JSON" "$(grep -cE 'salt|hash|passes|secret' "$work/rows")" 0

printf 'battery staple 34\n' >"$work/password"
user add zhoulin --name 周琳 --role administrator --password-file "$work/password"
ends 0 "with a password from a file"
user add wuchunhua --name 吴春华 --role reviewer --outside
ends 0 "an outside reviewer"
user add gongren --name 张师傅 --role unit --unit 自来水公司
ends 0 "of a unit"
user add shuangyu --name 双语 --role agent --lang en
ends 0 "in English"
says out "Added: shuangyu"
if grep -v 双语 "$work/out" | LC_ALL=C.UTF-8 grep -qP '\p{Han}'; then
    bad "Chinese in the English answer"
else
    good
fi
user list
says out "张师傅"
says out "自来水公司"
says out "（外部）"

refused() { # status, what it says, words…
    wants=$1 text=$2
    shift 2
    user "$@"
    ends "$wants" "$*"
    says err "$text"
    silent out
}
refused 1 "lihongmei" add lihongmei --name 别人 --role agent
refused 1 "登录名只能用" add 李红 --name 李红 --role agent
refused 1 "系统自己用" add system --name 系统 --role agent
refused 1 "登录名只能用" add ../x --name 坏人 --role agent
refused 1 "skipper" add lihong --name 李红 --role skipper
refused 1 "监督员不能兼" add lihong --name 李红 --role auditor,manager
refused 1 "外部审核员只能是" add lihong --name 李红 --role agent --outside
refused 1 "哪个单位" add lihong --name 李红 --role unit
refused 1 "姓名" add lihong --name "" --role agent
refused 2 "--name" add lihong --role agent
refused 2 "--role" add lihong --name 李红
refused 2 "登录名" add
refused 2 "多出了" add lihong more --name 李红 --role agent
refused 2 "remove" remove lihongmei
refused 2 "--change" reset lihongmei --change
refused 2 "--password-file" disable lihongmei --password-file "$work/password"
refused 2 "--name" disable lihongmei --name 李红
refused 1 "打不开密码文件" add lihong --name 李红 --role agent --password-file "$work/nothing"
same "nobody was added" "$(row lihong 1)" nobody
for bad_password in short 1234567890 aaaaaaaaaaaa "hello lihong 1" "我就是李红不是别人啊"; do
    given "$bad_password" add lihong --name 李红 --role agent --password-file -
    ends 1 "a password that is not good enough: $bad_password"
    says err "密码"
    same "nobody was added" "$(row lihong 1)" nobody
done
given "$(printf 'two lines\nare not one')" add lihong --name 李红 --role agent --password-file -
ends 1 "two lines"
says err "只能有一行"

# --- hostile names ---
number=0
for name in "'; DROP TABLE x; --" '<script>x</script>' '=1+1' '%s%n%d' '$(id)' 'a"b'; do
    number=$((number + 1))
    user add "hostile$number" --name "$name" --role agent --password-file "$work/password"
    ends 0 "a name of punctuation"
    same "it comes back as it is" "$(row "hostile$number" '$u->{name}')" "$name"
done
user add escape --name "$(printf '\033[31m红')" --role agent --password-file "$work/password"
if LC_ALL=C grep -q "$(printf '\033')" "$work/out" "$work/err"; then
    bad "a name steers the terminal"
else
    good
fi

# --- changing, resetting, disabling ---
user change wangjianjun --role publisher --name 王建国
ends 0 "other roles"
same "his role" "$(row wangjianjun 'join ",", @{ $u->{roles} }')" publisher
refused 1 "没有“nobody9”" change nobody9 --role agent
refused 2 "要改什么" change wangjianjun

user reset lihongmei
ends 0 "a reset"
second=$(sed -n 's/^第一个密码：//p' "$work/out")
holds "another password" test -n "$second" -a "$second" != "$first"
given "correct horse 12" reset LIHONGMEI --password-file - --change
ends 0 "a reset with a password that has to be changed, the login in capitals"
refused 1 "没有“nobody9”" reset nobody9

user disable gongren
ends 0 "disabled"
says out "手上的事退回等办"
same "he is" "$(row gongren '$u->{disabled} ? 1 : 0')" 1
user list
says out "已停用"
user disable gongren
ends 0 "once more does no harm"
says out "没有改动"
user enable gongren
ends 0 "enabled"
same "he is again" "$(row gongren '$u->{disabled} ? 1 : 0')" 0

run "$anju" check --data "$data"
ends 0 "everything ties"
# Whoever looks at the process list or at the journal finds no password.
for secret in "$first" "$second" "correct horse 12" "battery staple 34"; do
    if grep -raqF "$secret" "$data"; then bad "a password lies in the folder"; else good; fi
done

# --- who acts ---
# shellcheck disable=SC2086
todo() { run "$anju" todo --data "$data" --clock "$now" "$@"; }
todo --by lihongmei
ends 0 "a user looks"
todo --by 路人甲
ends 1 "nobody who is known"
says err "没有“路人甲”这个工作人员"
run "$anju" step K01-1124-A01-1 note --by 路人甲 --data "$data" --clock "$now"
ends 1 "nobody acts whom nobody knows"
user disable lihongmei
todo --by lihongmei
ends 1 "nor one who is disabled"
says err "已停用"

# --- who may take which step ---
printf '岗位名称,用工单位,工资,电话\n缝纫工,青山服装厂,3000-4500元/月,0738-3216688\n' >"$work/jobs.csv"
given "correct horse 12" add both --name 两面手 --role publisher,reviewer --password-file -
given "correct horse 12" add second --name 李红梅 --role reviewer --password-file -
run "$anju" import job "$work/jobs.csv" --data "$data" --clock "$now" --by both
ends 0 "an import by a user"
todo --json
number=$(json '$d->{waiting}[0]{number}')
approve() { run "$anju" step "$number" approve --data "$data" --clock "$now" --by "$1"; }
approve wangjianjun
ends 1 "a publisher approves"
says err "审核员"
approve both
ends 1 "whoever wrote it approves it"
approve 李红梅
ends 1 "a name that two have"
says err "请写登录名"
approve second
ends 0 "a second person approves"
todo --number "$number"
says out "两面手"
says out "李红梅  审核通过"
todo --number "$number" --reveal --reason 看一看是谁
ends 1 "nobody looks without a name"
says err "--by"
todo --number "$number" --reveal --reason 看一看是谁 --by second
ends 1 "nor whose role does not let them"
says err "不能看完整的姓名和电话"

# --- the demonstration's people ---
run "$anju" demo --data "$work/demo" --clock "$now" --passwords
ends 0 "the demonstration with passwords"
says out "wangjianjun"
same "each has one" "$(grep -cE '^[a-z]+ +([2-9a-hjkmnp-z]{4}-){3}[2-9a-hjkmnp-z]{4}  ' "$work/out")" \
    "$(($(wc -l <config/demo/staff_users.csv) - 1))"
run "$anju" demo --data "$work/demo" --clock "$now" --passwords
ends 0 "once more"
same "no second one" "$(grep -cE '([2-9a-hjkmnp-z]{4}-){3}' "$work/out")" 0
run "$anju" demo --data "$work/bare" --clock "$now"
run "$anju" user list --data "$work/bare"
says out "还没有密码"

finish
