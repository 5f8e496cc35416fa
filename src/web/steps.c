/* SPDX-License-Identifier: GPL-3.0-or-later
 * steps.c - /api/NAME/{id}/steps: what has been done with a matter, what may be done now and by
 * whom, and doing it. Who may is the flow's table to say; here it is only asked. */
#include "record/json.h"
#include "record/json_text.h"
#include "web/records.h"
#include "web/session_routes.h"
#include "web/write.h"

#include <string.h>

static json_t *time_json(time_ms t) {
    char text[TIME_TEXT];
    if (time_absent(t))
        return json_null();
    time_format(t, text);
    return json_string(text);
}

/* The keys of one text of a revision, as its row shows them. */
static void changes_into(struct request *request, const struct record *record, const char *text,
                         json_t *object) {
    struct problems problems;
    void           *row = arena_alloc(request->arena, record->size);
    const char     *key;
    json_t         *value;
    problems_init(&problems, request->arena, request->lang);
    problems.names = store_names(request->store);
    json_t *json = text ? record_json_read(text, strlen(text), &problems) : NULL;
    if (row)
        record_init(record, row);
    if (row && json && object_into_row(record, row, json, 0, &problems))
        json_object_foreach(json, key, value) json_object_set_new(
            object, key,
            field_json(record_field_once(record, key), row, store_names(request->store), false));
    json_decref(json);
}

/* What waits for a second person is no form: the public fields that are to be others. */
static json_t *revision_json(struct request *request, const struct flow *flow,
                             const struct step *step) {
    json_t *object = json_object();
    changes_into(request, flow->record, step->fields, object);
    changes_into(request, flow->record, step->personal, object);
    return object;
}

/* What a step was given, masked; null: it asks for nothing, or nobody knows the step any more. */
static json_t *fields_json(struct request *request, const struct step *step,
                           const struct flow_step *row) {
    json_t *object;
    void   *fields;
    if (!row || !row->fields)
        return json_null();
    fields = arena_alloc(request->arena, row->fields->size);
    if (!fields || !step_fields(step, row->fields, fields, request->arena, NULL))
        return json_null();
    object = json_object();
    for (size_t i = 0; i < row->fields->field_count; i++) {
        const struct field *field = &row->fields->fields[i];
        if (field_live(field) && !field_absent(field, fields))
            json_object_set_new(object, field->name,
                                field_json(field, fields, store_names(request->store), false));
    }
    return object;
}

static json_t *done_json(struct request *request, const struct history *history) {
    json_t *list = json_array();
    for (size_t i = 0; i < history->fold.step_count; i++) {
        const struct step      *step = &history->fold.steps[i];
        const struct flow_step *row = flow_step_named(history->flow, step->name);
        const bool revises = history->flow->revise && !strcmp(history->flow->revise, step->name);
        json_array_append_new(
            list, json_pack("{s:s, s:s, s:s, s:s, s:o, s:b, s:o}", "step", step->name, "label",
                            row ? tr(request->lang, row->label) : step->name, "by",
                            step_by_words[step->by].name, "actor",
                            user_shown(request->store, step->actor, request->arena), "at",
                            time_json(step->at), "idle", (int)history->fold.idle[i], "fields",
                            revises ? revision_json(request, history->flow, step)
                                    : fields_json(request, step, row)));
    }
    return list;
}

static json_t *promises_json(struct request *request, const struct fold *fold, time_ms now) {
    json_t *list = json_array();
    for (size_t i = 0; i < fold->promise_count; i++) {
        const struct promise *p = &fold->promises[i];
        const bool            runs = time_absent(p->stopped);
        json_array_append_new(
            list, json_pack("{s:s, s:s, s:o, s:o, s:o, s:b, s:b}", "clock", p->clock->name, "label",
                            tr(request->lang, p->clock->label), "started", time_json(p->started),
                            "due", time_json(p->due), "stopped", time_json(p->stopped), "reminder",
                            (int)p->reminder, "broken",
                            (int)(p->broken || (runs && !p->reminder && p->due.ms < now.ms))));
    }
    return list;
}

/* Every step that staff may take at all: now, or why not. */
static json_t *may_json(struct request *request, const struct history *history) {
    const struct flow_by by = request_by(request);
    json_t              *list = json_array();
    for (const struct flow_step *step = history->flow->steps + 1; step->name; step++) {
        if (!(step->who & WHO_STAFF))
            continue;
        const char *why =
            flow_refusal(request->store, history, step, &by, request->arena, request->lang);
        json_array_append_new(list, json_pack("{s:s, s:s, s:b, s:s?}", "step", step->name, "label",
                                              tr(request->lang, step->label), "now", why == NULL,
                                              "why", why));
    }
    return list;
}

/* The row as it will be when what waits is approved; null: nothing waits. */
static json_t *waiting_json(struct request *request, const struct history *history) {
    const struct record *record = history->flow->record;
    void                *row = arena_alloc(request->arena, record->size);
    if (history->fold.revision_count == 0 || !row)
        return json_null();
    memcpy(row, history->row, record->size);
    return flow_revised(history->flow, &history->fold, row, request->arena, NULL)
               ? row_json(request, record, row)
               : json_null();
}

/* "\"steps-7\"": whoever has seen these steps has seen all there are. */
static const char *history_etag(struct request *request, const struct history *history) {
    return arena_printf(request->arena, "\"steps-%zu\"", history->fold.step_count);
}

static json_t *history_json(struct request *request, const struct history *history) {
    const struct fold       *fold = &history->fold;
    const struct flow_state *state = &history->flow->states[fold->state];
    const time_ms            now = world_now(store_world(request->store));
    return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s?, s:o, s:o, s:o, s:o, s:o, s:o}", "number",
                     history->matter.number, "flow", history->flow->name, "state", state->name,
                     "label", tr(request->lang, state->staff), "owner",
                     *fold->owner ? user_shown(request->store, fold->owner, request->arena) : "",
                     "result", flow_result_words[fold->result].name, "opened",
                     time_json(fold->opened), "since", time_json(fold->since), "steps",
                     done_json(request, history), "promises", promises_json(request, fold, now),
                     "waiting", waiting_json(request, history), "may", may_json(request, history));
}

/* Of a row that this person may see; false: the answer says why not. */
static bool history_read(struct request *request, struct answer *answer,
                         struct history *ret_history) {
    struct err err = { .lang = request->lang };
    void      *row;
    if (!request_row(request, answer, request_record(request), &row))
        return false;
    if (flow_history(request->store, request->web->flows, ((const struct record_head *)row)->id,
                     request->arena, ret_history, &err))
        return true;
    problem_err(request, answer, &err);
    return false;
}

void history_handle(struct request *request, struct answer *answer) {
    struct history history;
    if (!history_read(request, answer, &history))
        return;
    answer->json = history_json(request, &history);
    answer->etag = history_etag(request, &history);
}

/* --- taking one ------------------------------------------------------------------------------ */

struct wanted {
    const char             *name;
    const struct flow_step *step;
    const json_t           *given;
    void                   *fields; /* of step->fields; NULL: it asks for nothing */
};

/* The object into a row of the step's own table. */
static bool fields_read(struct request *request, struct answer *answer, struct wanted *wanted) {
    const struct record *form = wanted->step->fields;
    struct problems      problems;
    problems_init(&problems, request->arena, request->lang);
    problems.names = store_names(request->store);
    problems.today = world_today(store_world(request->store));
    if (!form) {
        if (json_object_size(wanted->given) == 0)
            return true;
        problem(request, answer, 422, "unknown-key", "“%s”这一步不用填内容", wanted->name);
        return false;
    }
    wanted->fields = arena_alloc(request->arena, form->size);
    if (!wanted->fields) {
        problem(request, answer, 500, "memory", "服务器内存不足");
        return false;
    }
    record_init(form, wanted->fields);
    json_t *nothing = json_object();
    bool    fine = (!wanted->given || json_is_object(wanted->given)) &&
                object_into_row(form, wanted->fields, wanted->given ? wanted->given : nothing, 0,
                                &problems) &&
                record_check(form, wanted->fields, &problems);
    json_decref(nothing);
    if (!fine && problems.errors == 0)
        (void)problem_add(&problems, PROBLEM_ERROR, "fields", NULL, N_("要写成一个 JSON 对象"));
    if (!fine)
        problem_fields(request, answer, form, &problems);
    return fine;
}

static bool step_work(struct request *request, struct answer *answer, void *ctx, struct err *err) {
    struct wanted       *wanted = ctx;
    const struct flow_by by = request_by(request);
    struct history       history;
    if (!history_read(request, answer, &history))
        return false;
    if (request->if_match && !etag_listed(request->if_match, history_etag(request, &history))) {
        problem(request, answer, 412, "stale", "您看过以后，这件事又有了新的步骤，请看过再办");
        json_object_set_new(answer->json, "current", history_json(request, &history));
        answer->etag = history_etag(request, &history);
        return false;
    }
    wanted->step = flow_step_named(history.flow, wanted->name);
    if (!wanted->step || wanted->step == history.flow->steps) {
        problem(request, answer, 422, "no-such-step", "“%s”没有“%s”这一步",
                tr(request->lang, history.flow->label), wanted->name);
        return false;
    }
    const char *why =
        flow_refusal(request->store, &history, wanted->step, &by, request->arena, request->lang);
    if (why) {
        problem(request, answer,
                wanted->step->who & WHO_STAFF && flow_by_may(&history, wanted->step, &by) ? 409
                                                                                          : 403,
                "not-now", "%s", why);
        return false;
    }
    if (!lease_free(request, answer, history.matter.head.id, err) ||
        !fields_read(request, answer, wanted) ||
        !flow_step(request->store, history.flow, history.matter.head.id, wanted->name,
                   wanted->fields, &by, err) ||
        !flow_history(request->store, request->web->flows, history.matter.head.id, request->arena,
                      &history, err))
        return false;
    answer->status = 201;
    answer->json = history_json(request, &history);
    answer->etag = history_etag(request, &history);
    return true;
}

void step_handle(struct request *request, struct answer *answer) {
    bool          fine;
    struct wanted wanted = { .name = body_text(request, answer, "step", &fine),
                             .given = json_object_get(request->body, "fields") };
    const size_t  known = (wanted.name ? 1u : 0u) + (wanted.given ? 1u : 0u);
    if (!fine)
        return;
    if (!actor_may(&request->session->actor, request->web->permits, request_record(request)->name,
                   PERMIT_READ))
        problem_forbidden(request, answer); /* whether there is such a row is not told either */
    else if (!wanted.name || json_object_size(request->body) != known)
        problem(request, answer, 422, "missing",
                "内容要写成 {\"step\": \"步骤\", \"fields\": { … }}");
    else
        web_write(request, answer, step_work, &wanted);
}
