#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# `anju init`: what it makes, that once more does no harm, and every folder that it must not touch.
# shellcheck source=tests/ctl/steps.sh
. tests/ctl/steps.sh
data=$work/deep/er/data

run "$anju" init --data "$data"
ends 0 "the first init"
says out "$data"
says out "anju.db"
says out "backup.key"
silent err
says out "工作人员密码："
same "the PIN is six digits" "$(grep -cE "工作人员密码：[0-9]{6}$" "$work/out")" 1
same "mode of the folder" "$(stat -c %a "$data")" 750
same "mode of the key" "$(stat -c %a "$data/backup.key")" 600
holds "anju.conf is the shipped one" cmp -s "$data/anju.conf" "${ANJU_SHARE:-build/share}/config/anju.conf"
run "$anju" check --data "$data"
ends 0 "a new node ties"

run "$anju" pin --data "$data"
ends 0 "a new PIN"
same "it is six digits" "$(grep -cE "工作人员密码：[0-9]{6}$" "$work/out")" 1
run "$anju" pin --data "$work/nowhere"
ends 1 "a PIN for no node"
says err "anju init"

cp "$data/backup.key" "$work/key"
run "$anju" init --data "$data"
ends 0 "the second init"
says out "没有改动"
if grep -q 工作人员密码 "$work/out"; then bad "the PIN was made again"; else good; fi
holds "the key stays the same" cmp -s "$data/backup.key" "$work/key"

run "$anju" init --data "$work/apart" --key "$work/elsewhere.key"
ends 0 "a key of its own place"
holds "the key is there" test -f "$work/elsewhere.key"
holds "and not beside the data" test ! -e "$work/apart/backup.key"

mkdir "$work/begun"
cp "$data/anju.conf" "$data/backup.key" "$work/begun"
: >"$work/begun/anju.conf.x7Gh2k" # cut off while it was written
run "$anju" init --data "$work/begun"
ends 0 "an interrupted init is finished"
holds "its key stays" cmp -s "$data/backup.key" "$work/begun/backup.key"

run "$anju" init --data "$data/" --seed 7 --clock 2026-11-24T09:41
ends 0 "a slash at the end"

ANJU_DATA=$work/by-environment
export ANJU_DATA
run "$anju" init
unset ANJU_DATA
ends 0 "the folder from ANJU_DATA"
holds "is made" test -f "$work/by-environment/anju.db"

# Whoever starts it may have closed its streams: nothing is written into the files that it opens.
cp -r "$data" "$work/closed"
"$anju" init --data "$work/closed" >&- 2>&- <&-
"$anju" demo --data "$work/closed" >&- 2>&- <&-
run "$anju" check --data "$work/closed"
ends 0 "standard streams that are closed"
says out "账头一致"

# --- what it must refuse ---
# A database of no bytes whose head knows better is no new one.
cp -r "$data" "$work/emptied"
: >"$work/emptied/anju.db"
for command in init demo; do
    run "$anju" "$command" --data "$work/emptied"
    ends 1 "$command over what is left of a database"
    says err "用备份恢复"
    silent out
done
same "nothing is made" "$(stat -c %s "$work/emptied/anju.db")" 0
mkdir "$work/cut"
: >"$work/cut/anju.db"
run "$anju" init --data "$work/cut"
ends 0 "an init that was cut off before its first entry"
says out "数据库    anju.db"

run env ANJU_SHARE="$work/nothing" "$anju" init --data "$work/half"
ends 1 "a program that was not installed whole"
holds "leaves no folder" test ! -e "$work/half"

mkdir "$work/others"
echo "mine" >"$work/others/letters.txt"
run "$anju" init --data "$work/others"
ends 1 "somebody else's folder"
says err "letters.txt"
same "it is untouched" "$(ls "$work/others")" letters.txt

echo "a file" >"$work/file"
run "$anju" init --data "$work/file"
ends 1 "a file instead of a folder"
says err "$work/file"
run "$anju" init --data "$work/file/below"
ends 1 "a folder below a file"
says err "$work/file"

mkdir "$work/locked"
chmod 555 "$work/locked"
chmod 755 "$work"
if as_nobody "$anju" --version >/dev/null 2>&1; then
    run as_nobody "$anju" init --data "$work/locked/data"
    ends 1 "no permission to make it"
    says err "权限"
    run as_nobody "$anju" init --data "$work/locked"
    ends 1 "no permission in it"
    says err "权限"
    run as_nobody "$anju" check --data "$data"
    ends 1 "a node of somebody else"
fi

cp -r "$data" "$work/newer"
patch_at "$work/newer/anju.db" 60 '\x00\x00\x00\x63'
for command in init demo check; do
    run "$anju" "$command" --data "$work/newer"
    ends 1 "$command on a newer program's database"
    says err "更新版本"
done
run "$anju" export job --data "$work/newer"
ends 1 "export from a newer program's database"
silent out

cp -r "$data" "$work/foreign"
patch_at "$work/foreign/anju.db" 68 '\x12\x34\x56\x78'
run "$anju" init --data "$work/foreign"
ends 1 "another program's database"

cp -r "$data" "$work/ruined"
patch_at "$work/ruined/anju.db" 0 'no database at all'
run "$anju" check --data "$work/ruined"
ends 1 "no database at all"

printf '[kiosk]\nlarge = vielleicht\n[centre]\nnmae = x\n' >"$data/anju.conf"
run "$anju" check --data "$data"
ends 1 "wrong settings"
says err "anju.conf:2"
says err "anju.conf:4"

finish
