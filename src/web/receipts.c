/* SPDX-License-Identifier: GPL-3.0-or-later
 * receipts.c - GET /r/{token} of the public listener: how far the matter is that a receipt opens,
 * in the resident's words. No name, no telephone, nobody's login: what the paper in the hand does
 * not say is not said here either. What opens nothing, whatever the reason, is the one 404. */
#include "flow/receipt.h"
#include "web/api.h"

#include <string.h>

static json_t *time_json(time_ms t) {
    char text[TIME_TEXT];
    if (time_absent(t))
        return json_null();
    time_format(t, text);
    return json_string(text);
}

/* What the resident is to see of its steps, oldest first. */
static json_t *steps_json(const struct history *history, enum lang lang) {
    json_t *steps = json_array();
    for (size_t i = 0; i < history->fold.step_count; i++) {
        const struct step      *step = &history->fold.steps[i];
        const struct flow_step *row = flow_step_named(history->flow, step->name);
        if (history->fold.idle[i] || !row || !(row->seen || row->from == FLOW_NEW))
            continue;
        json_array_append_new(steps, json_pack("{s:o, s:s}", "at", time_json(step->at), "step",
                                               tr(lang, row->label)));
    }
    return steps;
}

/* What was promised next, and whether it is late; null when nothing is. */
static json_t *promise_json(const struct fold *fold, time_ms now, enum lang lang) {
    const struct promise *next = NULL;
    for (size_t i = 0; i < fold->promise_count; i++) {
        const struct promise *p = &fold->promises[i];
        if (time_absent(p->stopped) && !p->reminder && (!next || p->due.ms < next->due.ms))
            next = p;
    }
    return next ? json_pack("{s:s, s:o, s:b}", "what", tr(lang, next->clock->label), "due",
                            time_json(next->due), "late", next->due.ms < now.ms)
                : json_null();
}

static json_t *receipt_json(const struct history *history, time_ms now, enum lang lang) {
    const struct fold       *fold = &history->fold;
    const struct flow_state *state = &history->flow->states[fold->state];
    return json_pack("{s:s, s:s, s:s, s:s, s:b, s:o, s:o, s:o, s:o}", "number",
                     history->matter.number, "kind", tr(lang, history->flow->label), "state",
                     state->name, "words", tr(lang, state->words), "ended",
                     fold->result != RESULT_NONE, "opened", time_json(fold->opened), "since",
                     time_json(fold->since), "promise", promise_json(fold, now, lang), "steps",
                     steps_json(history, lang));
}

static void receipt_handle(struct request *request, struct answer *answer) {
    struct err     err = { .lang = request->lang };
    struct matter  matter;
    struct history history;
    if (!receipt_open(request->store, request->parts[0], &matter, &err) ||
        !flow_history(request->store, request->web->flows, matter.head.id, request->arena, &history,
                      &err)) {
        if (err.code == ERR_ABSENT)
            problem_absent(request, answer);
        else
            problem_err(request, answer, &err);
        return;
    }
    answer->json = receipt_json(&history, world_now(store_world(request->store)), request->lang);
}

static const struct route routes[] = {
    { HTTP_GET, "/r/{token}", POLICY_PUBLIC, .handle = receipt_handle,
      .summary = N_("一张回执办到哪一步了"),
      .gives_json = "{\"type\":\"object\",\"required\":[\"number\",\"kind\",\"state\",\"words\","
                    "\"ended\",\"opened\",\"since\",\"promise\",\"steps\"]}" },
    { 0 },
};

bool public_routes_add(struct routes *all, struct err *err) {
    return routes_add(all, routes, err);
}
