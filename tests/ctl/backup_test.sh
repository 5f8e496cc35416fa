#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# `anju backup`, `restore` and `check`: there and back, the wrong key, files that were cut or changed,
# and what a check finds.
# shellcheck source=tests/ctl/steps.sh
. tests/ctl/steps.sh
data=$work/data
key=$work/the.key

"$anju" demo --data "$data" --key "$key" --clock 2026-11-24T09:41 >/dev/null || exit 2
"$anju" export job --data "$data" >"$work/before.json" || exit 2

run "$anju" backup "$work/one.anju" --data "$data"
ends 1 "without the key"
says err "--key"
holds "nothing was written" test ! -e "$work/one.anju"
run "$anju" backup "$work/one.anju" --data "$data" --key "$key"
ends 0 "with it"
says out "one.anju"
holds "nothing readable inside" sh -c "! grep -q 保洁 '$work/one.anju'"
run "$anju" backup "$work/one.anju" --data "$data" --key "$key"
ends 1 "over an old one"
says err "--overwrite"
run "$anju" backup "$work/one.anju" --data "$data" --key "$key" --overwrite
ends 0 "when that is wanted"
run "$anju" backup "$work/no/folder/two.anju" --data "$data" --key "$key"
ends 1 "into a folder that is not there"
run "$anju" backup "$work/two.anju" --data "$work/nowhere" --key "$key"
ends 1 "of a node that is not there"
says err "没有数据库"
holds "nothing was written either" test ! -e "$work/two.anju"

# Nothing of the node itself is written over, whatever was asked for.
own() { # what for, command…
    what=$1
    shift
    run "$anju" "$@" --data "$data"
    ends 1 "$what"
    says err "自己的文件"
}
for name in anju.db anju.db-wal head anju.conf; do
    own "a backup over $name" backup "$data/$name" --key "$key" --overwrite
    own "an export over $name" export job --out "$work/data/../data/$name"
done
own "a backup over its key" backup "$work/./the.key" --key "$key" --overwrite
run "$anju" check --data "$data"
ends 0 "all of it is as it was"
run "$anju" backup /dev/null --data "$data" --key "$key" --overwrite
ends 1 "a backup into a device"
holds "which stays one" test -c /dev/null
run "$anju" export job --data "$data" --out /dev/null
ends 0 "an export into a device"
holds "which stays one too" test -c /dev/null
mkfifo "$work/pipe"
cat "$work/pipe" >"$work/piped.json" &
run "$anju" export job --data "$data" --out "$work/pipe"
ends 0 "an export into a pipe"
wait
holds "arrives" cmp -s "$work/before.json" "$work/piped.json"

run "$anju" restore "$work/one.anju" --data "$work/back" --key "$key"
ends 0 "restored"
says out "备份里没有设置"
says out "对得上"
run "$anju" check --data "$work/back"
ends 0 "what came back ties"
"$anju" export job --data "$work/back" >"$work/after.json"
holds "and is the same" cmp -s "$work/before.json" "$work/after.json"
run "$anju" demo --data "$work/back" --key "$key"
ends 0 "it can be worked with"
run "$anju" check --data "$work/back"
ends 0 "and ties still"

run "$anju" restore "$work/one.anju" --data "$data" --key "$key"
ends 1 "over a database"
says err "已经有数据库"
run "$anju" check --data "$data"
ends 0 "which is left alone"

refused() { # what for, file, key
    run "$anju" restore "$2" --data "$work/refused" --key "$3"
    ends 1 "$1"
    holds "$1: no folder is left" test ! -e "$work/refused"
    silent out
}
"$anju" init --data "$work/other" --key "$work/other.key" >/dev/null
refused "the key of another node" "$work/one.anju" "$work/other.key"
refused "a key that is not there" "$work/one.anju" "$work/nokey"
refused "a backup that is not there" "$work/none.anju" "$key"
size=$(stat -c %s "$work/one.anju")
for cut in 0 1 100 $((size / 2)) $((size - 1)); do
    head -c "$cut" "$work/one.anju" >"$work/cut.anju"
    refused "cut after $cut" "$work/cut.anju" "$key"
done
for at in 0 30 $((size / 2)) $((size - 2)); do
    cp "$work/one.anju" "$work/changed.anju"
    byte=$(perl -e 'open my $f, "<", $ARGV[0]; seek $f, $ARGV[1], 0; read $f, my $b, 1;
        printf "\\x%02x", ord($b) ^ 1' "$work/one.anju" "$at")
    patch_at "$work/changed.anju" "$at" "$byte"
    refused "changed at $at" "$work/changed.anju" "$key"
done
cat "$work/one.anju" "$work/one.anju" >"$work/twice.anju"
refused "something behind the end" "$work/twice.anju" "$key"
echo "not a backup" >"$work/text.anju"
refused "no backup at all" "$work/text.anju" "$key"

# --- what a check finds ---
cp -r "$data" "$work/altered"
at=$(perl -e 'local $/; open my $f, "<", $ARGV[0]; my $d = <$f>; print rindex($d, "小区保洁员")' \
    "$work/altered/anju.db")
patch_at "$work/altered/anju.db" "$at" '大'
run "$anju" check --data "$work/altered"
ends 1 "a row that was changed behind our back"
says out "对不上"

cp -r "$data" "$work/headless"
rm "$work/headless/head"
run "$anju" check --data "$work/headless"
ends 1 "the head was taken away"

"$anju" restore "$work/one.anju" --data "$work/rolled" --key "$key" >/dev/null
printf '岗位名称,用工单位,工作地点,月薪\n门卫,新厂,县城,2000\n' >"$work/one.csv"
run "$anju" import job "$work/one.csv" --data "$data"
ends 0 "something newer"
cp "$data/head" "$work/rolled/head"
run "$anju" check --data "$work/rolled"
ends 1 "an older database under a newer head"
sed 's/门卫/厨师/' "$work/one.csv" >"$work/two.csv"
run "$anju" import job "$work/two.csv" --data "$work/rolled"
ends 0 "it can be worked with"
says err "旧"
run "$anju" import job "$work/one.csv" --data "$work/rolled"
ends 0 "and once more"
silent err

finish
