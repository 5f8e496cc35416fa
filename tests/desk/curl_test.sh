#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The real desk as curl sees it, beside a real kiosk on the same data: the transcript of README.md
# as it stands, then what that leaves out: who may not, what is not there, receipts, a session that
# ends by the clock, and the desk's own end.
# shellcheck source=tests/desk/desk.sh
. tests/desk/desk.sh

# --- the transcript of README.md ---
# The second block of "The desk" talks to 127.0.0.1:8080; here to the desk that listens on a free
# port. What it prints has to be what stands behind each "# ".
# Block NUMBER of the section.
block() {
    sed -n '/^## The desk/,/^## Working/p' README.md | awk -v n="$1" '/^```/ { at++; next } at == n * 2 - 1'
}
centre=$work/centre
mkdir "$centre"
PATH=$PATH:$(cd "${ANJU_BIN:-build}" && pwd)
ANJU_SHARE=$(cd "${ANJU_SHARE:-build/share}" && pwd)
export PATH ANJU_SHARE
block 1 | grep -v '^mkdir\|^anju-desk' >"$work/first"
run env -C "$centre" sh -eu "$work/first"
ends 0 "README: the centre and its people"
says out 李红梅
data=$centre/data
desk_start
block 2 | sed "s,http://127.0.0.1:8080,$desk," >"$work/second"
run env -C "$centre" sh -eu "$work/second"
ends 0 "README: a posting on the glass"
block 2 | sed -n 's/^# //p' >"$work/told"
same "README tells what comes" "$(cat "$work/out")" "$(cat "$work/told")"
silent err
holds "README was read" test "$(wc -l <"$work/told")" -eq 5
desk_stop

# --- what a publisher may not ---
person zhaolei publisher 赵磊
person sunli reviewer 孙丽
desk_start
ask '' GET /api/job
ends 401 "nobody"
log_in zhaolei 'wrong wrong wrong'
ends 401 "a wrong password"
log_in zhaolei
ends 201 "a publisher"
holds "HttpOnly, SameSite" grep -qi '^Set-Cookie: anju_session=.*; HttpOnly; SameSite=Strict' "$work/head"
log_in sunli
ask zhaolei POST /api/job '{"title": "保洁员", "employer": "青山服装厂", "pay_min": 210000, "pay_per": "month"}'
ends 201 "a posting"
job=$(json '$d->{id}')
same "is a draft" "$(json '$d->{state}')" draft
same "Location" "$(header Location)" "/api/job/$job"
ask sunli POST "/api/job/$job/steps" '{"step": "propose"}'
ends 403 "a reviewer publishes nothing"
ask zhaolei POST "/api/job/$job/steps" '{"step": "propose"}'
ends 201 "proposed"
ask zhaolei POST "/api/job/$job/steps" '{"step": "approve"}'
ends 403 "a publisher approves nothing"
says out "审核员"
ask zhaolei PATCH "/api/job/$job" '{"state": "open"}' "If-Match: \"1.review\""
holds "a state is not written by hand" test "$status" -ge 400
ask zhaolei POST /api/job/bulk "{\"rows\": [{\"id\": \"$job\", \"version\": 1, \"state\": \"open\"}]}"
holds "nor by the dozen" test "$status" -ge 400
ask zhaolei POST "/api/job/$job/steps" '{"step": "fly"}'
ends 422 "no such step"
csrf=none ask sunli POST "/api/job/$job/steps" '{"step": "approve"}'
ends 403 "without the CSRF token"
glass 保洁员 absent
ask sunli POST "/api/job/$job/steps" '{"step": "approve"}'
ends 201 "approved by a second person"
same "open" "$(json '$d->{state}')" open
glass 保洁员 expect
ask zhaolei GET "/api/job/$job"
same "who has checked it" "$(json '$d->{checked_by}')" 孙丽

# --- a change of what is public waits for a second person ---
ask zhaolei PATCH "/api/job/$job" '{"title": "保洁主管"}' "If-Match: $(header ETag)"
ends 202 "revised: waits"
glass 保洁主管 absent
ask zhaolei POST "/api/job/$job/steps" '{"step": "approve"}'
ends 403 "not by its author"
ask sunli POST "/api/job/$job/steps" '{"step": "approve"}'
ends 201 "seen and approved"
glass 保洁主管 expect

# --- what is not there, and what is none of one's business, answers alike ---
nothing=018f0000-0000-7000-8000-000000000000
ask zhaolei GET "/api/job/$nothing"
ends 404 "no such posting"
cp "$work/out" "$work/absent"
ask zhaolei GET /api/job/rubbish
ends 404 "no id at all"
holds "the same to the byte" cmp -s "$work/out" "$work/absent"
ask zhaolei GET /r/no-such-receipt
ends 404 "receipts are for the public listener"

# --- receipts, on the listener for phones ---
person qianjin agent 钱进
log_in qianjin
ask qianjin POST /api/application "{\"job\": \"$job\", \"name\": \"刘小明\", \"phone\": \"13800006021\",
    \"consent\": \"本人同意\", \"keep_until\": \"2028-11-24\"}"
ends 201 "an agent writes down who calls"
holds "masked at once" sh -c "! grep -qE '13800006021|刘小明' '$work/out'"
token=$(json '$d->{receipt}{token}')
ask qianjin POST "/api/application/$(json '$d->{id}')/reveal" '{"reason": "打第一次电话"}'
ends 200 "revealed with a reason"
says out 13800006021
ask zhaolei GET "/api/application/$(json '$d->{id}')"
ends 403 "a publisher has no business with residents"
desk_stop
phones=127.0.0.1:$(free_port)
sed -i "/^\[public\]/,/^listen =/s/^listen =$/listen = $phones/" "$data/anju.conf"
desk_start
phones=http://$phones
run curl -sS --noproxy '*' -o "$work/body" -w '%{http_code}' "$phones/r/$token"
same "where a receipt stands" "$(cat "$work/out")" 200
cp "$work/body" "$work/out"
holds "in words" test -n "$(json '$d->{words}')"
holds "no telephone, no name" sh -c "! grep -qE '13800006021|刘小明' '$work/out'"
run curl -sS --noproxy '*' -o "$work/body" -w '%{http_code}' "$phones/r/$(echo "$token" | tr 'A-Za-z' 'B-ZAb-za')"
same "a forged one" "$(cat "$work/out")" 404
cp "$work/body" "$work/absent"
run curl -sS --noproxy '*' -o "$work/body" -w '%{http_code}' "$phones/r/x"
same "none at all" "$(cat "$work/out")" 404
holds "the same to the byte" cmp -s "$work/body" "$work/absent"
run curl -sS --noproxy '*' "$phones/jobs"
says out 保洁主管
run curl -sS --noproxy '*' -o /dev/null -w '%{http_code}' "$phones/api/job"
same "nothing of the staff's there" "$(cat "$work/out")" 404
desk_stop

# --- a session that ends by the clock ---
echo 2026-11-24T09:41 >"$work/clock"
desk_start --clock "@$work/clock"
log_in zhaolei
ask zhaolei GET /api/session
ends 200 "in"
echo 2026-11-24T09:55 >"$work/clock"
ask zhaolei GET /api/session
ends 200 "14 minutes later"
echo 2026-11-24T10:11 >"$work/clock"
ask zhaolei GET /api/session
ends 401 "16 minutes after that"
log_in zhaolei
ask zhaolei DELETE /api/session
ends 204 "out"
ask zhaolei GET /api/session
ends 401 "the old cookie"
desk_stop
holds "the log names nobody" sh -c "! grep -qE 'zhaolei|赵磊|13800006021' '$work/desk.log'"

finish
