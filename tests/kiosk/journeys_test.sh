#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The journeys of tests/kiosk/journeys, each in every form of the panel, over demo data laid down by
# `anju demo`; then scripts that must not hold, and ways in which the kiosk must not start.
set -u
kiosk=${ANJU_BIN:-build}/anju-kiosk
anju=${ANJU_BIN:-build}/anju
work=$(mktemp -d "${TMPDIR:-/tmp}/anju-kiosk.XXXXXX") || exit 2
trap 'chmod -R u+rwX "$work" 2>/dev/null; rm -rf "$work"' EXIT
passed=0 failed=0
unset ANJU_DATA DISPLAY WAYLAND_DISPLAY
data=$work/data
clock=2026-11-24T09:41

good() { passed=$((passed + 1)); }
bad() {
    failed=$((failed + 1))
    echo "FAILED: $1"
    head -${ANJU_LINES:-12} "$work/err" | cut -c 1-200
}
"$anju" demo --data "$data" --clock $clock >"$work/log" 2>"$work/err" || {
    bad "no demo data"
    echo "0 passed, 1 failed"
    exit 1
}

# --- every journey in every form ------------------------------------------------------------------
forms='--size=1080x1920
--size=1080x1920 --large
--size=1080x1920 --contrast
--size=1920x1080
--size=1920x1080 --large --contrast
--size=1280x800
--size=800x480
--size=800x480 --large
--size=720x1280'
for journey in tests/kiosk/journeys/*.txt; do
    case $journey in
    *.en.txt) lang=en ;;
    *) lang=zh ;;
    esac
    while read -r form; do
        rm -rf "$work/one" && cp -r "$data" "$work/one" # what one writes is not there for the next
        # shellcheck disable=SC2086 # options
        if "$kiosk" --data "$work/one" --clock $clock --script "$journey" --out "$work/out" \
            --lang $lang $form >"$work/log" 2>"$work/err" && [ ! -s "$work/err" ]; then
            good
        else
            bad "$journey $form"
        fi
    done <<EOF
$forms
EOF
done

# --- scripts that do not hold, or cannot be read ---------------------------------------------------
play() { # expected status, expected text, script text, more options…
    status=$1 text=$2
    printf '%s\n' "$3" >"$work/s.txt"
    shift 3
    "$kiosk" --data "$data" --clock $clock --script "$work/s.txt" --out "$work/out" "$@" \
        >"$work/log" 2>"$work/err"
    got=$?
    if [ $got -eq "$status" ] && grep -qF -- "$text" "$work/err"; then
        good
    else
        bad "ended with $got, not $status, or does not say \"$text\""
    fi
}
play 1 's.txt:2: ' "# one
expect 没有这个词"
play 1 '没有这个词' "expect 没有这个词"
play 1 '找工作' "tap 没有这个按钮" # what is there
play 1 's.txt:1: ' "absent 找工作"
play 1 's.txt:2: expected' "tap Find work
expect nowhere" --lang en
play 1 's.txt:3: ' "tap 找工作

tip bjy"
play 1 's.txt:1: ' "shot ../climbs"
play 1 's.txt:1: ' "tap"
printf 'shot a\n' >"$work/s.txt"
"$kiosk" --data "$data" --script "$work/s.txt" >"$work/log" 2>"$work/err"
[ $? -eq 2 ] && grep -q -- --out "$work/err" && good || bad "pictures without --out"
"$kiosk" --data "$data" --script "$work/none.txt" >"$work/log" 2>"$work/err"
[ $? -eq 1 ] && [ -s "$work/err" ] && good || bad "a script that is not there"
"$kiosk" --data "$data" --script "$work/s.txt" --out "$work/made/where" >"$work/log" 2>"$work/err" &&
    [ -s "$work/made/where/a.png" ] && good || bad "a folder is made with its parents"
"$kiosk" --data "$data" --script "$work/s.txt" --out "$work/s.txt/in" >"$work/log" 2>"$work/err"
[ $? -eq 1 ] && grep -q s.txt "$work/err" && good || bad "a folder that cannot be made"

# --- what a script leaves ---------------------------------------------------------------------------
printf 'shot 首\ntree home\ntap 找工作\ntree list\n' >"$work/s.txt"
for n in 1 2; do
    "$kiosk" --data "$data" --clock $clock --script "$work/s.txt" --out "$work/$n" 2>"$work/err" ||
        bad "a picture and trees"
done
cmp -s "$work/1/首.png" "$work/2/首.png" && cmp -s "$work/1/list.json" "$work/2/list.json" && good ||
    bad "two runs are one"
perl -MJSON::PP -0777 -ne '
    my $nodes = decode_json($_);
    for (@$nodes) {
        die "node\n" unless exists $_->{id} && $_->{role} && exists $_->{label} &&
            exists $_->{value} && @{ $_->{rect} } == 4 && exists $_->{state};
    }
    my @tile = grep { $_->{role} eq "tile" } @$nodes;
    die "tile\n" unless @tile == 1 && $tile[0]{value} =~ /128/' "$work/1/home.json" 2>"$work/err" &&
    good || bad "the tree of home"

# --- starting when something is missing -------------------------------------------------------------
printf 'expect 这台机器\n' >"$work/s.txt"
start() { # expected status, what for, options…
    status=$1 why=$2
    shift 2
    "$kiosk" --clock $clock --script "$work/s.txt" "$@" >"$work/log" 2>"$work/err"
    got=$?
    [ $got -eq "$status" ] && good || bad "$why: ended with $got, not $status"
}
start 0 "no data at all" --data "$work/nothing"
mkdir "$work/damaged" && head -c 300000 /dev/urandom >"$work/damaged/anju.db"
start 0 "a damaged database" --data "$work/damaged"
mkdir "$work/empty"
start 0 "an empty folder" --data "$work/empty"
cp -r "$data" "$work/wrong" && printf '[kiosk]\nlarge = perhaps\n' >"$work/wrong/anju.conf"
start 1 "a wrong anju.conf" --data "$work/wrong"
grep -q 'anju.conf:2' "$work/err" && good || bad "a wrong anju.conf is named by line"
printf 'expect 找工作\nexpect 现在没有在招的岗位\ntap 找工作\nexpect 现在没有在招的岗位\ntap 搜索岗位\ntap b\n' \
    >"$work/s.txt"
"$anju" init --data "$work/new" >"$work/log" 2>"$work/err" || bad "init"
start 0 "no postings" --data "$work/new"
start 0 "no postings, small" --data "$work/new" --size 800x480 --large
printf 'expect 找工作\n' >"$work/s.txt"
start 0 "a clock at 1970" --data "$data" --clock 1970-01-01T00:00
ANJU_SHARE=$work/nothing start 1 "no fonts" --data "$data"
grep -q 字体 "$work/err" && good || bad "no fonts: says so"
"$kiosk" --help >"$work/log" 2>"$work/err" && grep -q -- --contrast "$work/log" && good || bad help
"$kiosk" --version | grep -q '^anju-kiosk [0-9]' && good || bad version

echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
