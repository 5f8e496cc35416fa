#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The live kiosk without a hand: it draws its first frame, sleeps, and ends when it is told to.
set -u
kiosk=${ANJU_BIN:-build}/anju-kiosk
anju=${ANJU_BIN:-build}/anju
work=$(mktemp -d "${TMPDIR:-/tmp}/anju-run.XXXXXX") || exit 2
trap 'rm -rf "$work"' EXIT
passed=0 failed=0
export SDL_VIDEODRIVER=dummy
good() { passed=$((passed + 1)); }
bad() {
    failed=$((failed + 1))
    echo "FAILED: $1"
    head -20 "$work/err"
}

# Until it would end in order when told to.
catches_term() {
    until grep -q "^SigCgt:.*[4-7c-f]...$" "/proc/$pid/status" 2>/dev/null; do
        kill -0 $pid 2>/dev/null || break
        sleep 0.05
    done
}

"$anju" demo --data "$work/data" >"$work/log" 2>"$work/err" || bad "no demo data"
"$kiosk" --data "$work/data" --first-frame --size 800x480 >"$work/log" 2>"$work/err" &&
    grep -q '^first_frame_ms [0-9]*$' "$work/log" && good || bad "a first frame"

# Told to end: at once, in order, and without a word.
"$kiosk" --data "$work/data" --size 800x480 >"$work/log" 2>"$work/err" &
pid=$!
catches_term
kill -TERM $pid
wait $pid && [ ! -s "$work/err" ] && good || bad "ended by a signal"

# Without data it stays, says why, and ends as well.
"$kiosk" --data "$work/nothing" --size 800x480 >"$work/log" 2>"$work/err" &
pid=$!
catches_term
kill -TERM $pid
wait $pid && grep -q nothing "$work/err" && good || bad "without data"

SDL_VIDEODRIVER=nosuch "$kiosk" --data "$work/data" >"$work/log" 2>"$work/err"
[ $? -eq 1 ] && grep -q -- --script "$work/err" && good || bad "without a display"

# SDL would take a driver that shows nothing to anybody, and the kiosk would run unseen.
env -u DISPLAY -u WAYLAND_DISPLAY SDL_VIDEODRIVER=x11,offscreen timeout 20 "$kiosk" \
    --data "$work/data" >"$work/log" 2>"$work/err"
[ $? -eq 1 ] && grep -q -- --script "$work/err" && good || bad "with a display that nobody sees"

if [ -e /dev/full ]; then
    "$kiosk" --help >/dev/full 2>"$work/err"
    [ $? -eq 1 ] && grep -q 写不出去 "$work/err" && good || bad "help into a full disk"
fi

# A board without a battery wakes in 1970: no expired posting comes back, and it says what is wrong.
printf 'expect 128 个\nexpect 还没有对准\n' >"$work/early.txt"
"$kiosk" --data "$work/data" --clock 1970-01-01T00:00 --script "$work/early.txt" --out "$work" \
    >"$work/log" 2>"$work/err" && good || bad "a clock at 1970"
"$anju" demo --data "$work/early" --clock 1970-01-01T00:00 >"$work/log" 2>"$work/err"
[ $? -eq 1 ] && grep -q 1970-01-01 "$work/err" && [ ! -e "$work/early" ] && good ||
    bad "nothing is written at 1970"

# What systemd hears: ready with the first frame, alive while the loop turns, and the end.
perl -MIO::Socket::UNIX -MSocket -e '
    $SIG{ALRM} = sub { die "silent\n" };
    alarm 30;
    my $socket = IO::Socket::UNIX->new(Local => "$ARGV[0]/notify", Type => SOCK_DGRAM) or die "$!\n";
    my (%heard, $line);
    until ($heard{"READY=1"} && ($heard{"WATCHDOG=1"} || 0) >= 3) {
        $socket->recv($line, 100);
        $heard{$line}++;
    }
    my $pid;
    until (open $pid, "<", "$ARGV[0]/pid") { $socket->recv($line, 100) }
    kill "TERM", <$pid> + 0;
    until ($heard{"STOPPING=1"}) {
        $socket->recv($line, 100);
        $heard{$line}++;
    }' "$work" >"$work/log" 2>"$work/err2" &
listener=$!
until [ -e "$work/notify" ] || ! kill -0 $listener 2>/dev/null; do sleep 0.05; done
# It feeds the watchdog every 20 ms here.
NOTIFY_SOCKET=$work/notify WATCHDOG_USEC=40000 "$kiosk" --data "$work/data" --size 800x480 \
    >"$work/log" 2>"$work/err" &
pid=$!
echo $pid >"$work/pid.new" && mv "$work/pid.new" "$work/pid"
wait $pid && [ ! -s "$work/err" ] && good || bad "watched by systemd, ended by a signal"
wait $listener && good || { cp "$work/err2" "$work/err"; bad "what systemd hears"; }

# The two ways out of the staff corner, by the PIN alone, and the chime of the question.
pin=$("$anju" pin --data "$work/data" 2>"$work/err" | grep -o "[0-9]\{6\}" | head -1)
play() { # expected status, what for, script text
    printf "%s\n" "$3" >"$work/s.txt"
    "$kiosk" --data "$work/data" --script "$work/s.txt" --out "$work" >"$work/log" 2>"$work/err"
    got=$?
    [ $got -eq "$1" ] && good || bad "$2: ended with $got, not $1"
}
play 75 "to be started anew" "press Ctrl+Alt+S
type $pin
tap 重新启动"
play 0 "left for good" "press Ctrl+Alt+S
type $pin
tap 退出自助机
type $pin"
play 1 "nothing after the end" "press Ctrl+Alt+S
type $pin
tap 重新启动
tap 首页"
printf "[speaker]\nkind = file\n" >"$work/data/anju.conf"
play 0 "the question is heard" "tap 找工作
wait 39999"
[ ! -s "$work/data/sound.wav" ] && good || bad "a chime before its time"
play 0 "the question is heard" "tap 找工作
wait 40000
expect 我还在"
[ -s "$work/data/sound.wav" ] && good || bad "no chime"

echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
