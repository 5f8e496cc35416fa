# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=sh
# desk.sh - for the script tests of the desk, read by each: a desk on a port of its own, people who
# log in, one function to ask it something. $data is the data folder; after ask() $status is the
# HTTP status, $work/out the body, $work/head the headers.
# shellcheck source=tests/ctl/steps.sh
. tests/ctl/steps.sh
data=$work/data
desk_pid=
trap 'kill "$desk_pid" 2>/dev/null; chmod -R u+rwX "$work" 2>/dev/null; rm -rf "$work"' EXIT

# Waits for the line that says it is ready: $desk is its address.
desk_start() { # options…
    mkfifo "$work/ready"
    "${ANJU_BIN:-build}/anju-desk" --data "$data" --plain --listen 127.0.0.1:0 "$@" \
        >"$work/ready" 2>>"$work/desk.log" </dev/null &
    desk_pid=$!
    desk=
    read -r desk <"$work/ready"
    rm "$work/ready"
    ran="anju-desk $*"
    cp "$work/desk.log" "$work/err"
    holds "the desk is ready" test -n "$desk"
}

desk_stop() {
    kill -TERM "$desk_pid"
    wait "$desk_pid"
    status=$?
    desk_pid=
    ends 0 "the desk ends in order"
}

password="seven lanterns, 3 rivers"

person() { # login, role, name
    echo "$password" >"$work/$1.txt"
    run "$anju" user add "$1" --role "$2" --name "$3" --password-file "$work/$1.txt" --data "$data"
    ends 0 "$1 is added"
}

# `who` "": without a session. $csrf replaces the token when it is set for one call.
ask() { # who, method, path, [body], [header]
    who=${1:-nobody}
    token_line="X-CSRF-Token: ${csrf:-$(cat "$work/$who.csrf" 2>/dev/null)}"
    ran="$*"
    set -- "$2" "$3" "${4:-}" "${5:-X-Test: 1}"
    set -- -X "$1" -H "$token_line" -H "$4" ${3:+--json "$3"} "$desk$2"
    status=$(curl -sS --noproxy '*' -b "$work/$who.cookies" -c "$work/$who.cookies" \
        -D "$work/head" -o "$work/out" -w '%{http_code}' "$@" 2>"$work/err")
}

log_in() { # login, [password]
    rm -f "$work/$1.cookies" "$work/$1.csrf"
    ask "$1" POST /api/session "{\"login\": \"$1\", \"password\": \"${2:-$password}\"}"
    [ "$status" = 201 ] && json '$d->{csrf}' >"$work/$1.csrf"
    return 0
}

header() { sed -n "s/^$1: \([^\r]*\).*/\1/pi" "$work/head"; } # name

# What stands on a kiosk's list of postings: expect or absent.
glass() { # text, expect|absent
    printf 'tap 找工作\n%s %s\n' "$2" "$1" >"$work/look.txt"
    run "${ANJU_BIN:-build}/anju-kiosk" --data "$data" --script "$work/look.txt" --out "$work"
    ends 0 "on the glass: $2 $1"
}

free_port() {
    perl -MIO::Socket::INET -e 'print IO::Socket::INET->new(Listen => 1, LocalAddr => "127.0.0.1")->sockport'
}
