#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The real anju-desk over HTTPS: it starts, says where it is, serves staff and phones, is killed in
# the middle of a bulk write, and ends when it is told to.
# shellcheck source=tests/desk/desk.sh
. tests/desk/desk.sh
program=${ANJU_BIN:-build}/anju-desk
desk_pid=
trap 'kill "$desk_pid" 2>/dev/null; chmod -R u+rwX "$work" 2>/dev/null; rm -rf "$work"' EXIT

run "$anju" init --data "$data"
ends 0 "a centre"
export CURL_CA_BUNDLE="$data/tls/cert.pem" # the certificate that init has made, and no other
person zhaoli publisher 赵丽
person wangqiang reviewer 王强

# Encrypted, as it is by itself.
start() {
    mkfifo "$work/ready"
    "$program" --data "$data" --listen 127.0.0.1:0 >"$work/ready" 2>>"$work/desk.log" &
    desk_pid=$!
    read -r desk <"$work/ready"
    rm "$work/ready"
}

stop() { # signal
    kill -s "$1" "$desk_pid"
    wait "$desk_pid" 2>/dev/null
    status=$?
}

# --- it starts -----------------------------------------------------------------------------------

start
holds "it says where it is" sh -c "expr '$desk' : 'https://127\.0\.0\.1:[0-9]*$' >/dev/null"
ask '' GET /healthz
ends 200 "healthy, under its own certificate"
run "$program" --data "$data" --listen "${desk#https://}"
ends 1 "the port is taken"
run "$program" --data "$data" --listen 0.0.0.0:0 --plain
ends 1 "without TLS only on this machine"
run "$program" --data "$work/nowhere" --listen 127.0.0.1:0
ends 1 "no data"
run "$program" --sideways
ends 2 "an unknown option"
log_in zhaoli
log_in wangqiang
holds "the cookie goes over TLS alone" grep -q '#HttpOnly_127.0.0.1.*TRUE' "$work/zhaoli.cookies"

# --- two people and a posting --------------------------------------------------------------------

ask zhaoli POST /api/employer '{"name": "青山服装厂"}'
ends 201 "an employer"
ask zhaoli POST /api/job '{"title": "缝纫工", "employer": "青山服装厂", "headcount": 2,
    "reach": "near", "closing": "until_filled"}'
ends 201 "a posting"
job=/api/job/$(json '$d->{id}')
ask zhaoli POST "$job/steps" '{"step": "propose"}'
ends 201 "proposed"
ask zhaoli POST "$job/steps" '{"step": "approve"}'
ends 403 "not approved by who wrote it"
ask wangqiang POST "$job/steps" '{"step": "approve"}'
ends 201 "approved by a second person"
run "$anju" export job --data "$data"
says out 缝纫工
run "$anju" check --data "$data"
ends 0 "everything ties while it runs"

# --- killed in the middle of a bulk write ---------------------------------------------------------

perl -e 'print "{\"rows\": [", join(",", map { "{\"name\": \"一批$_\"}" } 1 .. 1000), "]}"' \
    >"$work/bulk.json"
employers() {
    ask zhaoli GET '/api/employer?count=1'
    json '$d->{total}'
}
before=$(employers)
for round in 1 2 3 4 5 6 7 8 9 10 11 12; do
    ask zhaoli POST /api/employer/bulk "@$work/bulk.json" &
    asking=$!
    perl -e "select undef, undef, undef, 0.003 * $round"
    stop KILL
    wait "$asking"
    start
    log_in zhaoli
    log_in wangqiang
    after=$(employers)
    holds "none of them, or all: $before, then $after" \
        [ "$after" = "$before" -o "$after" = $((before + 1000)) ]
    run "$anju" check --data "$data"
    ends 0 "and all ties"
    [ "$after" = "$before" ] || break # it had been committed
done

# --- it ends -------------------------------------------------------------------------------------

ask zhaoli DELETE /api/session
ends 204 "out"
stop TERM
ends 0 "told to end"
holds "nothing of anybody in its log" sh -c "! grep -qE '青山|赵丽|lanterns|zhaoli' '$work/desk.log'"

# --- for phones ----------------------------------------------------------------------------------

port=$(free_port)
perl -pi -e "\$in = 1 if /^\[public\]/; s/^listen =.*/listen = 127.0.0.1:$port/ if \$in" \
    "$data/anju.conf"
start
desk=https://127.0.0.1:$port
ask '' GET /jobs
ends 200 "the open postings"
same "one of them" "$(json '$d->{rows}[0]{title}')" 缝纫工
ask '' GET /r/AAAAAAAAAAAAAAAAAAAAAA
ends 404 "a receipt that is none"
for path in /api/job /api/session /api/openapi.json /api/events /healthz; do
    ask wangqiang GET $path
    ends 404 "nothing of staff's: $path"
done
ask '' POST /api/session '{}'
ends 404 "nobody logs in there"
stop INT
ends 0 "told to end"

finish
