/* SPDX-License-Identifier: GPL-3.0-or-later
 * edit.c - a change of a row that moves. Of a reviewed record, what residents see of it is changed
 * by a step: at once while nothing is on the glass, else as a revision, whose values lie in the
 * step until a second person has approved them. */
#include "flow/act_inside.h"
#include "flow/lease.h"

#include "record/json.h"
#include "record/json_text.h"
#include "record/type.h"

#include <stdlib.h>
#include <string.h>

/* --- what a revision says ------------------------------------------------------------------ */

static bool text_into(const struct record *record, const char *text, void *row,
                      struct problems *problems) {
    if (!text)
        return true;
    json_t *json = record_json_read(text, strlen(text), problems);
    bool    done = json && object_into_row(record, row, json, 0, problems);
    json_decref(json);
    return done;
}

bool flow_revised(const struct flow *flow, const struct fold *fold, void *row, struct arena *arena,
                  struct err *err) {
    struct problems problems;
    problems_init(&problems, arena, err ? err->lang : LANG_ZH);
    for (size_t i = 0; i < fold->revision_count; i++) {
        const struct step *revision = fold->revisions[i];
        if (!text_into(flow->record, revision->fields, row, &problems) ||
            !text_into(flow->record, revision->personal, row, &problems))
            return err_code_set(err, ERR_DAMAGED, "等审核的修改读不出来");
    }
    return true;
}

static bool is_public(const struct field *field) {
    return field_live(field) && (field->flags & F_KIOSK) && !(field->flags & F_RECKONED);
}

static bool same(const struct field *field, const void *a, const void *b) {
    return field->type->equal(field, field_member_const(field, a), field_member_const(field, b));
}

/* The public fields that `row` has otherwise than the row that is stored, and than what waits. */
static bool revision_of(const struct record *record, const void *row, const void *stored,
                        const void *revised, struct step *step, struct arena *arena,
                        struct err *err) {
    json_t *objects[2] = { json_object(), json_object() };
    char   *texts[2] = { NULL, NULL };
    bool    done = objects[0] && objects[1];
    for (size_t i = 0; done && i < record->field_count; i++) {
        const struct field *field = &record->fields[i];
        if (is_public(field) && !same(field, row, stored) && !same(field, row, revised))
            done = json_object_set_new(objects[(field->flags & F_PERSONAL) != 0], field->name,
                                       field_json(field, row, NULL, true)) == 0;
    }
    for (size_t i = 0; done && i < 2; i++) {
        char *text = json_object_size(objects[i]) ? json_dumps(objects[i], JSON_COMPACT) : NULL;
        done = !json_object_size(objects[i]) || (text && (texts[i] = arena_strdup(arena, text)));
        free(text);
    }
    json_decref(objects[0]);
    json_decref(objects[1]);
    if (!done)
        return err_code_set(err, ERR_MEMORY, "内存不足");
    step->fields = texts[0];
    step->personal = texts[1];
    return true;
}

bool revision_apply(struct flow_act *act, struct err *err) {
    const struct record *record = act->flow->record;
    if (act->fold->revision_count == 0)
        return true;
    void *row = arena_alloc(act->arena, record->size);
    if (!row)
        return err_code_set(err, ERR_MEMORY, "内存不足");
    return store_get(act->store, record, act->matter, row, act->arena, err) &&
           flow_revised(act->flow, act->fold, row, act->arena, err) &&
           store_update(act->store, record, row, err);
}

/* --- a change ------------------------------------------------------------------------------ */

struct edit {
    struct flow_act act;
    void           *row;     /* as it shall be */
    void           *stored;  /* as it is */
    void           *revised; /* with what waits */
};

static bool fields_differ(const struct edit *edit, bool of_public) {
    const struct record *record = edit->act.flow->record;
    for (size_t i = 0; i < record->field_count; i++) {
        const struct field *field = &record->fields[i];
        if (field_live(field) && !(field->flags & F_RECKONED) && is_public(field) == of_public &&
            !same(field, edit->row, edit->stored))
            return true;
    }
    return false;
}

/* Public or not, in one form: the row is written, its author noted. */
static bool write_now(struct edit *edit, const char *name, enum edit_outcome *ret_outcome,
                      struct err *err) {
    struct flow_act *act = &edit->act;
    struct step      step;
    time_ms          stamp;
    *ret_outcome = EDIT_WRITTEN;
    act->step = flow_step_named(act->flow, name);
    return act_may(act, err) && store_update(act->store, act->flow->record, edit->row, err) &&
           stamp_next(act->store, act->now, &stamp, err) &&
           step_make(act, ID_ABSENT, stamp, &step, err) && act_write(act, &step, err);
}

/* The row as a whole has to be right, though it is not written yet. */
static bool revised_right(struct edit *edit, const struct step *step, struct err *err) {
    const struct record *record = edit->act.flow->record;
    struct problems      problems;
    problems_init(&problems, edit->act.arena, err ? err->lang : LANG_ZH);
    problems.today = day_of_time(edit->act.now);
    if (text_into(record, step->fields, edit->revised, &problems) &&
        text_into(record, step->personal, edit->revised, &problems) &&
        record_check(record, edit->revised, &problems))
        return true;
    const char *text = problems_text(&problems);
    return err_code_set(err, ERR_INVALID, "%s", text ? text : "");
}

/* What is public waits; what is not is written. */
static bool write_later(struct edit *edit, const char *name, enum edit_outcome *ret_outcome,
                        struct err *err) {
    struct flow_act     *act = &edit->act;
    const struct record *record = act->flow->record;
    struct step          step;
    time_ms              stamp;
    act->step = flow_step_named(act->flow, name);
    if (!act_may(act, err) || !stamp_next(act->store, act->now, &stamp, err) ||
        !step_make(act, ID_ABSENT, stamp, &step, err) ||
        !revision_of(record, edit->row, edit->stored, edit->revised, &step, act->arena, err))
        return false;
    *ret_outcome = EDIT_WAITS;
    for (size_t i = 0; i < record->field_count; i++)
        if (is_public(&record->fields[i]))
            memcpy(field_member(&record->fields[i], edit->row),
                   field_member_const(&record->fields[i], edit->stored), record->fields[i].size);
    if (!store_update(act->store, record, edit->row, err))
        return false;
    if (!step.fields && !step.personal)
        return true; /* all of it waits already */
    return revised_right(edit, &step, err) && act_write(act, &step, err);
}

static bool edit_write(struct edit *edit, enum edit_outcome *ret_outcome, struct err *err) {
    struct flow_act        *act = &edit->act;
    const struct flow      *flow = act->flow;
    const bool              of_public = fields_differ(edit, true);
    const struct flow_step *revise = flow->revise ? flow_step_named(flow, flow->revise) : NULL;
    *ret_outcome = EDIT_SAME;
    if (!of_public && !fields_differ(edit, false))
        return true;
    if (flow->edit && of_public)
        return revise->from & FROM(act->fold->state)
                   ? write_later(edit, flow->revise, ret_outcome, err)
                   : write_now(edit, flow->edit, ret_outcome, err);
    *ret_outcome = EDIT_WRITTEN;
    return store_update(act->store, flow->record, edit->row, err) &&
           standing_reckon(act->store, flow, act->matter, err);
}

/* What waits for a second person is out of its author's hands. */
static bool lease_after(const struct flow_act *act, enum edit_outcome outcome, struct err *err) {
    if (act->by->who != WHO_STAFF || !act->by->name)
        return true;
    return outcome == EDIT_WAITS ? lease_give(act->store, act->matter, act->by->name, err)
                                 : lease_renew(act->store, act->matter, act->by->name, err);
}

bool flow_edit(struct store *store, const struct flow *flow, void *row, const struct flow_by *by,
               enum edit_outcome *ret_outcome, struct err *err) {
    struct record_head *head = row;
    struct arena        arena = { 0 };
    struct history      history;
    enum edit_outcome   outcome;
    struct edit         edit = { .row = arena_alloc(&arena, flow->record->size) };
    bool                done = (edit.row || err_code_set(err, ERR_MEMORY, "内存不足")) &&
                act_begin(store, flow, by, &arena, &edit.act, err) &&
                act_of(&edit.act, head->id, &history, err) && act_in_hand(&edit.act, err);
    if (done) {
        memcpy(edit.row, row, flow->record->size);
        edit.stored = history.row;
        edit.revised = arena_alloc(&arena, flow->record->size);
        done = edit.revised || err_code_set(err, ERR_MEMORY, "内存不足");
    }
    if (done && ((struct record_head *)edit.stored)->version != head->version)
        done = err_code_set(err, ERR_STALE, "这一条“%s”刚被别人改过，请看过新的内容再改",
                            tr(err ? err->lang : LANG_ZH, flow->record->label));
    if (done) {
        memcpy(edit.revised, edit.stored, flow->record->size);
        done = flow_revised(flow, &history.fold, edit.revised, &arena, err) &&
               edit_write(&edit, &outcome, err) && lease_after(&edit.act, outcome, err);
    }
    if (done) {
        *ret_outcome = outcome;
        *head = *(struct record_head *)edit.row;
    }
    arena_deinit(&arena);
    return done;
}
