#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The running desk's OpenAPI document, held against npm's validator and against what the desk
# answers: every list there is, and the ways of a row, refusals among them.
# shellcheck source=tests/desk/desk.sh
. tests/desk/desk.sh
modules=$(cd "${ANJU_SHARE:-build/share}/../npm/node_modules" && pwd) || exit 2

run "$anju" demo --data "$data"
ends 0 "a centre with postings"
person chenjing manager,agent,publisher 陈静
person zhaolei officer,reviewer 赵磊
desk_start
: >"$work/exchanges"
count=0

# Asks as ask() does, and keeps what came for the document. `route` names the path of a pattern.
tell() { # who, method, path, [body], [header]
    ask "$@"
    count=$((count + 1))
    cp "$work/out" "$work/body.$count" 2>/dev/null || : >"$work/body.$count"
    type=$(header Content-Type | sed 's/;.*//')
    echo "$2 ${route:-${3%%\?*}} $status ${type:--} $work/body.$count" >>"$work/exchanges"
}

log_in chenjing
tell '' GET /api/openapi.json
ends 200 "the routes are no secret"
log_in zhaolei
tell chenjing GET /api/session
ask chenjing GET /api/openapi.json
ends 200 "the document"
cp "$work/out" "$work/openapi.json"

# Every path that has no parameter, as both people; streams do not end.
for path in $(perl -MJSON::PP -e 'local $/; my $p = decode_json(<STDIN>)->{paths};
        print join "\n", grep { !/\{|events|openapi/ && $p->{$_}{get} } sort keys %$p' <"$work/openapi.json"); do
    tell chenjing GET "$path"
    tell zhaolei GET "$path"
    holds "$path answers" test "$status" -lt 500
done
tell chenjing GET '/api/job?limit=7&sort=-posted_on&state=open&count=1'
ends 200 "a page"
holds "of seven" test "$(json 'scalar @{$d->{rows}}')" -eq 7
tell chenjing GET "/api/job?limit=7&sort=-posted_on&state=open&after=$(json '$d->{next}')"
ends 200 "the next"
tell chenjing GET '/api/job?colour=red'
ends 400 "an unknown filter"

# A row's life.
tell chenjing POST /api/employer '{"name": "青山服装厂", "phone": "13812345678"}'
ends 201 "an employer"
route="/api/employer/{id}" tell chenjing PATCH "$(header Location)" '{"address": "二楼"}' 'If-Match: "1"'
ends 200 "changed"
tell chenjing POST /api/employer '{"size": 3}'
ends 422 "a wrong one"
tell chenjing POST /api/employer/bulk '{"rows": [{"name": "甲厂"}, {"name": "乙厂"}]}'
holds "many" test "$status" -lt 300
tell chenjing POST /api/find '{"record": "application", "phone": "13800006021", "reason": "来电询问"}'
ends 200 "somebody is looked for"
tell zhaolei POST /api/find '{"record": "application", "phone": "13800006021", "reason": "来电询问"}'
ends 403 "not by everybody"
tell chenjing POST /api/job '{"title": "缝纫工", "employer": "青山服装厂"}'
ends 201 "a posting"
job=$(header Location)
route="/api/job/{id}"
tell chenjing GET "$job"
tell chenjing GET "$job" '' 'If-None-Match: "1.draft"'
ends 304 "as it was"
tell chenjing PATCH "$job" '{"hours": "8 小时"}' "If-Match: \"1.draft\""
tell chenjing PATCH "$job" '{"hours": "9 小时"}' "If-Match: \"1.draft\""
ends 412 "a stale change"
tell chenjing PATCH "$job" '{"hours": "9 小时"}'
ends 428 "a change of no version"
route="/api/job/{id}/steps"
tell chenjing GET "$job/steps"
tell chenjing POST "$job/steps" '{"step": "propose"}'
ends 201 "proposed"
tell chenjing POST "$job/steps" '{"step": "approve"}'
ends 403 "four eyes"
tell zhaolei POST "$job/steps" '{"step": "approve"}'
ends 201 "approved"
tell zhaolei POST "$job/steps" '{"step": "approve"}'
ends 409 "twice"
route="/api/job/{id}"
ask zhaolei GET "$job"
tell chenjing PATCH "$job" '{"title": "熟练缝纫工"}' "If-Match: $(header ETag)"
ends 202 "a revision waits"
route=/api/application
tell chenjing POST /api/application "{\"job\": \"${job##*/}\", \"name\": \"刘小明\",
    \"phone\": \"13800006021\", \"consent\": \"本人同意\", \"keep_until\": \"2028-11-24\"}"
ends 201 "an application"
applied=$(header Location)
route="/api/application/{id}" tell chenjing GET "$applied"
route="/api/application/{id}/steps" tell chenjing GET "$applied/steps"
route="/api/application/{id}/reveal" tell chenjing POST "$applied/reveal" '{"reason": "打第一次电话"}'
ends 200 "revealed"
route="/api/application/{id}/reveal" tell zhaolei POST "$applied/reveal" '{"reason": "打第一次电话"}'
ends 403 "not to everybody"
route=/api/session
tell zhaolei DELETE /api/session
ends 204 "out"
desk_stop

ran="node tests/desk/openapi.mjs"
node tests/desk/openapi.mjs "$modules" "$work/openapi.json" "$work/exchanges" >"$work/out" 2>"$work/err"
status=$?
ends 0 "the document and the answers"
grep -v FAILED "$work/out"
finish
