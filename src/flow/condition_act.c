/* SPDX-License-Identifier: GPL-3.0-or-later
 * condition_act.c - the built-in steps as they are taken: may it be, what its form names, the due
 * times that it moves, what it writes on another matter. No due time moves later but by a hold or
 * an extension, both of which the resident is shown (FLOW.md, rules 4 and 5). */
#include "flow/condition.h"

#include "flow/lease.h"

#include <string.h>

/* --- what was given ------------------------------------------------------------------------ */

static const void *given(const struct flow_act *act, const char *name) {
    const struct field *field =
        act->step->fields && act->fields ? record_field(act->step->fields, name) : NULL;
    return field ? field_member_const(field, act->fields) : NULL;
}

static const char *given_text(const struct flow_act *act, const char *name) {
    const char *text = given(act, name);
    return text ? text : "";
}

static time_ms given_time(const struct flow_act *act, const char *name) {
    const time_ms *t = given(act, name);
    return t ? *t : TIME_ABSENT;
}

/* Into a copy: what was given is the caller's. */
static bool given_set(struct flow_act *act, const char *name, const char *text, struct err *err) {
    const struct record *form = act->step->fields;
    const struct field  *field = record_field(form, name);
    void                *copy = arena_alloc(act->arena, form->size);
    if (!copy)
        return err_code_set(err, ERR_MEMORY, "内存不足");
    memcpy(copy, act->fields, form->size);
    if (!text_copy(field_member(field, copy), field->size, text))
        return err_code_set(err, ERR_INVALID, "%s：太长", name);
    act->fields = copy;
    return true;
}

/* "11-24 17:30" */
static const char *time_words(time_ms t, struct arena *arena) {
    struct date date = day_date(day_of_time(t));
    int         hour, minute;
    time_clock(t, &hour, &minute);
    return arena_printf(arena, "%02d-%02d %d:%02d", date.month, date.day, hour, minute);
}

/* --- promises ------------------------------------------------------------------------------ */

static bool runs(const struct promise *p) {
    return time_absent(p->stopped) && !p->reminder;
}

/* The newest run of the clock that is named. */
static const struct promise *promise_running(const struct fold *fold, const char *clock) {
    for (size_t i = fold->promise_count; i-- > 0;)
        if (runs(&fold->promises[i]) && strcmp(fold->promises[i].clock->name, clock) == 0)
            return &fold->promises[i];
    return NULL;
}

static const struct promise *promise_asked(const struct fold *fold, const char *clock) {
    for (size_t i = fold->promise_count; i-- > 0;) {
        const struct promise *p = &fold->promises[i];
        if (runs(p) && p->extension == EXTENSION_ASKED &&
            (!*clock || strcmp(p->clock->name, clock) == 0))
            return p;
    }
    return NULL;
}

/* --- may it be ----------------------------------------------------------------------------- */

/* Until when it may be held in all: the cap runs while it is held, from the first hold on. */
static bool hold_last(const struct flow_act *act, time_ms *ret_last, struct err *err) {
    const struct fold *fold = act->fold;
    struct limit       cap;
    if (!limit_for(act->limits, act->rules, act->flow, LIMIT_HOLD, act->row, &cap, err))
        return false;
    time_ms last =
        limit_due(act->limits, &cap, fold->hold_count ? fold->holds[0].from : act->now);
    for (size_t i = 0; i < fold->hold_count; i++)
        last = limit_resumed(act->limits, &cap, last, fold->holds[i].to,
                             i + 1 < fold->hold_count ? fold->holds[i + 1].from : act->now);
    *ret_last = last;
    return true;
}

static bool hold_may(const struct flow_act *act, struct err *err) {
    const struct fold *fold = act->fold;
    const time_ms      until = given_time(act, "until");
    time_ms            last;
    if (fold->hold)
        return err_code_set(err, ERR_INVALID, "已经暂停了，到 %s",
                            time_words(fold->held_until, act->arena));
    if (!act->fields)
        return true;
    if (time_absent(until) || until.ms <= act->now.ms)
        return err_code_set(err, ERR_INVALID, "until：要在现在以后");
    if (!hold_last(act, &last, err))
        return false;
    if (last.ms <= act->now.ms)
        return err_code_set(err, ERR_INVALID, "这件事能暂停的时间已经用完了");
    return until.ms <= last.ms ||
           err_code_set(err, ERR_INVALID, "until：最多只能停到 %s", time_words(last, act->arena));
}

static bool extend_may(const struct flow_act *act, struct err *err) {
    const struct promise *p = promise_running(act->fold, given_text(act, "clock"));
    const time_ms         until = given_time(act, "until");
    if (!act->fields) {
        for (size_t i = 0; i < act->fold->promise_count; i++)
            if (runs(&act->fold->promises[i]) && !act->fold->promises[i].extension &&
                act->now.ms <= act->fold->promises[i].due.ms)
                return true;
        return err_code_set(err, ERR_INVALID, "没有可以申请延期的时限");
    }
    if (!p)
        return err_code_set(err, ERR_INVALID, "clock：没有在走的时限“%s”",
                            given_text(act, "clock"));
    if (p->extension)
        return err_code_set(err, ERR_INVALID, "clock：这个时限已经申请过延期，只能一次");
    if (act->now.ms > p->due.ms)
        return err_code_set(err, ERR_INVALID, "时限 %s 已经过了，要在它以前申请延期",
                            time_words(p->due, act->arena));
    return (!time_absent(until) && until.ms > p->due.ms) ||
           err_code_set(err, ERR_INVALID, "until：要在现在的时限 %s 以后",
                        time_words(p->due, act->arena));
}

static bool answer_may(const struct flow_act *act, struct err *err) {
    const struct promise *p = promise_asked(act->fold, given_text(act, "clock"));
    if (!p)
        return err_code_set(err, ERR_INVALID, "没有等答复的延期申请");
    return !is_same_person(act, p->asked->actor) ||
           err_code_set(err, ERR_INVALID, "自己申请的延期要由另一个人来答复");
}

static bool help_may(const struct flow_act *act, struct err *err) {
    const char         *unit = given_text(act, "unit");
    const struct actor *actor = act->by->actor;
    bool                asked = false, any = false;
    for (size_t i = 0; i < act->fold->helper_count; i++) {
        const struct helper *helper = &act->fold->helpers[i];
        any = any || !helper->done;
        asked = asked || (!helper->done && strcmp(helper->unit, unit) == 0);
    }
    if (act->step->does == DOES_HELP)
        return !asked || err_code_set(err, ERR_INVALID, "unit：已经请“%s”协办了", unit);
    if (!any || (act->fields && !asked))
        return err_code_set(err, ERR_INVALID, "没有请这个单位协办，或者已经协办好了");
    return !act->fields || !actor || !(actor->roles & ROLE(ROLE_UNIT)) ||
           strcmp(actor->unit, unit) == 0 ||
           err_code_set(err, ERR_INVALID, "unit：别的单位的协办由它自己来写");
}

static const struct flow_step *step_doing(const struct flow *flow, enum flow_does does) {
    for (const struct flow_step *s = flow->steps; s->name; s++)
        if (s->does == does)
            return s;
    return NULL;
}

static bool join_may(const struct flow_act *act, struct err *err) {
    const struct flow *const flows[] = { act->flow, NULL };
    const struct flow_step  *taking = step_doing(act->flow, DOES_TAKE_IN);
    struct history           into;
    row_id                   id;
    if (!act->fields)
        return true;
    if (!id_parse(given_text(act, "into"), &id) || id_equal(id, act->matter))
        return err_code_set(err, ERR_INVALID, "into：要写另一件事的编号");
    return flow_history(act->store, flows, id, act->arena, &into, err) &&
           ((into.fold.state >= 0 && (taking->from & FROM(into.fold.state))) ||
            err_code_set(err, ERR_INVALID, "into：%s 现在是“%s”，不能再并进去", into.matter.number,
                         tr(err ? err->lang : LANG_ZH,
                            act->flow->states[into.fold.state < 0 ? 0 : into.fold.state].staff)));
}

/* The last thing that was done, which is all that may be taken back. */
static const struct step *step_last(const struct fold *fold) {
    size_t last = fold->step_count;
    while (last > 0 && strcmp(fold->steps[last - 1].name, STEP_OVERDUE) == 0)
        last--;
    return last > 0 && !fold->idle[last - 1] ? &fold->steps[last - 1] : NULL;
}

static bool retract_may(const struct flow_act *act, struct err *err) {
    const struct step      *last = step_last(act->fold);
    const struct flow_step *row = last ? flow_step_named(act->flow, last->name) : NULL;
    const char             *label = row ? tr(err ? err->lang : LANG_ZH, row->label) : "";
    char                    id[ID_TEXT];
    if (!row || row->does == DOES_RETRACT || row == act->flow->steps)
        return err_code_set(err, ERR_INVALID, "没有可以撤销的一步");
    if (last->by != (act->by->who == WHO_RESIDENT ? STEP_BY_RESIDENT : STEP_BY_STAFF) ||
        (act->by->who == WHO_STAFF && strcmp(last->actor, act->by->name) != 0))
        return err_code_set(err, ERR_INVALID, "“%s”要由办它的人自己撤销", label);
    id_format(last->head.id, id);
    if (*given_text(act, "step") && strcmp(given_text(act, "step"), id) != 0)
        return err_code_set(err, ERR_INVALID, "那一步以后又办了“%s”，不能再撤销", label);
    return condition_retractable(act->flow, row) ||
           err_code_set(err, ERR_INVALID, "“%s”已经改动了别的，不能撤销", label);
}

bool condition_may(const struct flow_act *act, struct err *err) {
    switch (act->step->does) {
    case DOES_HOLD:
        return hold_may(act, err);
    case DOES_RESUME:
        return act->fold->hold || err_code_set(err, ERR_INVALID, "这件事没有暂停");
    case DOES_EXTEND:
        return extend_may(act, err);
    case DOES_GRANT:
    case DOES_REFUSE:
        return answer_may(act, err);
    case DOES_HELP:
    case DOES_HELPED:
        return help_may(act, err);
    case DOES_JOIN:
        return join_may(act, err);
    case DOES_RETRACT:
        return retract_may(act, err);
    default:
        return true;
    }
}

/* --- what it names ------------------------------------------------------------------------- */

/* By number, as people write it, or by id. */
static bool join_fill(struct flow_act *act, struct err *err) {
    char          number[TEXT_SIZE(NUMBER_TEXT)], id[ID_TEXT];
    const char   *into = given_text(act, "into");
    struct matter matter;
    row_id        given_id;
    bool          found = id_parse(into, &given_id) ? matter_get(act->store, given_id, &matter, err)
                          : number_read(into, number)
                              ? matter_numbered(act->store, number, &matter, err)
                              : err_code_set(err, ERR_INVALID, "into：“%s”不是编号", into);
    if (!found)
        return false;
    if (strcmp(matter.flow, act->flow->name) != 0 || !matter_at_home(&matter, act->by))
        return err_code_set(err, ERR_INVALID, "into：%s 不是“%s”", matter.number,
                            tr(err ? err->lang : LANG_ZH, act->flow->label));
    id_format(matter.head.id, id);
    return given_set(act, "into", id, err);
}

/* Somebody who works here, by login; before there are users, the name as it is. */
static bool owner_fill(struct flow_act *act, struct err *err) {
    struct actor owner;
    bool         is_user;
    if (!*given_text(act, "owner"))
        return true;
    return user_meant(act->store, given_text(act, "owner"), &owner, &is_user, err) &&
           (!is_user || given_set(act, "owner", owner.login, err));
}

static bool retract_fill(struct flow_act *act, struct err *err) {
    const struct step *last = step_last(act->fold);
    char               id[ID_TEXT];
    if (!last || *given_text(act, "step"))
        return true;
    id_format(last->head.id, id);
    return given_set(act, "step", id, err);
}

bool condition_fill(struct flow_act *act, struct err *err) {
    const struct record *form = act->step->fields;
    if (form && !act->fields) {
        void *row = arena_alloc(act->arena, form->size);
        if (!row)
            return err_code_set(err, ERR_MEMORY, "内存不足");
        record_init(form, row);
        act->fields = row;
    }
    return (act->step->owner != OWNER_NAMED || owner_fill(act, err)) &&
           (act->step->does != DOES_JOIN || join_fill(act, err)) &&
           (act->step->does != DOES_RETRACT || retract_fill(act, err));
}

/* --- due times ----------------------------------------------------------------------------- */

/* How the promise was measured when it was made. */
static void measured(const struct promise *p, struct step_clock *ret_row) {
    const struct step_clock *rows = p->ruled->clocks.rows;
    record_init(&step_clock_record, ret_row);
    (void)TEXT_COPY(ret_row->clock, p->clock->name); /* of the same size */
    id_format(p->start, ret_row->begun);
    ret_row->unit = LIMIT_ELAPSED_HOURS;
    for (size_t i = 0; i < p->ruled->clocks.count; i++)
        if (rows[i].rung == INT_ABSENT && strcmp(rows[i].clock, p->clock->name) == 0) {
            ret_row->count = rows[i].count;
            ret_row->unit = rows[i].unit;
        }
}

static bool moved_add(const struct flow_act *act, struct step *step, const struct promise *p,
                      time_ms due, bool ladder, struct err *err) {
    struct step_clock row;
    measured(p, &row);
    row.due = due;
    return clock_row_add(act, step, &row, err) &&
           (!ladder || clock_ladder_add(act, step, p->clock, &row, err));
}

/* What was left of it when it was held runs on from `on`. */
static bool resumed(const struct flow_act *act, const struct promise *p, time_ms due, time_ms held,
                    time_ms on, time_ms *ret_due, struct err *err) {
    struct limit      limit;
    struct step_clock row;
    measured(p, &row);
    if (!limit_for(act->limits, act->rules, act->flow, p->clock->name, act->row, &limit, err))
        return false;
    limit.unit =
        row.unit == LIMIT_WORKING_HOURS && limit.span_count == 0 ? LIMIT_ELAPSED_HOURS : row.unit;
    *ret_due = limit_resumed(act->limits, &limit, due, held, on);
    return !time_absent(*ret_due) || err_set(err, "时限算不出来");
}

static bool hold_clocks(const struct flow_act *act, struct step *step, struct err *err) {
    const time_ms     until = given_time(act, "until");
    struct step_clock row;
    record_init(&step_clock_record, &row);
    (void)TEXT_COPY(row.clock, LIMIT_HOLD); /* fits */
    row.unit = LIMIT_REMINDER;
    row.due = until;
    if (!clock_row_add(act, step, &row, err))
        return false;
    for (size_t i = 0; i < act->fold->promise_count; i++) {
        const struct promise *p = &act->fold->promises[i];
        time_ms               due;
        if (runs(p) && p->clock->may_hold && p->due.ms >= act->now.ms &&
            (!resumed(act, p, p->due, act->now, until, &due, err) ||
             !moved_add(act, step, p, due, true, err)))
            return false;
    }
    return true;
}

static bool resume_clocks(const struct flow_act *act, struct step *step, struct err *err) {
    for (size_t i = 0; i < act->fold->promise_count; i++) {
        const struct promise *p = &act->fold->promises[i];
        time_ms               due;
        if (runs(p) && !time_absent(p->unheld) &&
            (!resumed(act, p, p->unheld, act->fold->hold->at, act->now, &due, err) ||
             !moved_add(act, step, p, due, true, err)))
            return false;
    }
    return true;
}

/* What was asked for, as the step that asked has it. */
static time_ms asked_until(const struct promise *p) {
    const struct step_clock *rows = p->asked->clocks.rows;
    for (size_t i = 0; i < p->asked->clocks.count; i++)
        if (strcmp(rows[i].clock, p->clock->name) == 0 && *rows[i].begun)
            return rows[i].due;
    return p->due;
}

static bool extension_clocks(const struct flow_act *act, struct step *step, struct err *err) {
    const char           *clock = given_text(act, "clock");
    const struct promise *p = act->step->does == DOES_EXTEND ? promise_running(act->fold, clock)
                                                             : promise_asked(act->fold, clock);
    if (act->step->does == DOES_EXTEND)
        return moved_add(act, step, p, given_time(act, "until"), false, err);
    if (act->step->does == DOES_GRANT)
        return moved_add(act, step, p, asked_until(p), true, err);
    return moved_add(act, step, p, p->due, false, err);
}

/* What was promised of the matter that joins: kept no later here. What never ran here runs on. */
static bool taken_clocks(const struct flow_act *act, struct step *step, struct err *err) {
    for (size_t i = 0; i < act->other->promise_count; i++) {
        const struct promise *theirs = &act->other->promises[i];
        const struct promise *ours = promise_running(act->fold, theirs->clock->name);
        struct step_clock     row;
        if (!runs(theirs) || (!ours && fold_promise(act->fold, theirs->clock->name)) ||
            (ours && ours->due.ms <= theirs->due.ms))
            continue;
        measured(ours ? ours : theirs, &row);
        if (!ours)
            row.begun[0] = '\0';
        row.due = theirs->due;
        if (!clock_row_add(act, step, &row, err) ||
            !clock_ladder_add(act, step, theirs->clock, &row, err))
            return false;
    }
    return true;
}

bool condition_clocks(const struct flow_act *act, struct step *step, struct err *err) {
    const bool moves = act->step->to != FLOW_STAY && act->step->to != act->fold->state;
    if (act->fold->hold && (moves || act->step->does == DOES_RESUME) &&
        !resume_clocks(act, step, err))
        return false;
    switch (act->step->does) {
    case DOES_HOLD:
        return hold_clocks(act, step, err);
    case DOES_EXTEND:
    case DOES_GRANT:
    case DOES_REFUSE:
        return extension_clocks(act, step, err);
    case DOES_TAKE_IN:
        return taken_clocks(act, step, err);
    default:
        return true;
    }
}

/* --- elsewhere ----------------------------------------------------------------------------- */

static bool join_effect(struct flow_act *act, struct err *err) {
    const struct flow_by system = { .who = WHO_SYSTEM,
                                    .terminal = act->by->terminal,
                                    .limits = act->by->limits };
    struct take_in_form  form;
    struct flow_act      taking;
    struct history       into;
    row_id               id;
    record_init(&take_in_form, &form);
    id_format(act->matter, form.from);
    if (!id_parse(given_text(act, "into"), &id) ||
        !act_begin(act->store, act->flow, &system, act->arena, &taking, err) ||
        !act_of(&taking, id, &into, err))
        return false;
    taking.step = step_doing(act->flow, DOES_TAKE_IN);
    taking.fields = &form;
    taking.other = act->fold;
    return act_may(&taking, err) && act_take(&taking, ID_ABSENT, err);
}

/* What the step that is taken back had written elsewhere. */
static bool retract_effect(struct flow_act *act, struct err *err) {
    const struct step      *last = step_last(act->fold);
    const struct flow_step *row = flow_step_named(act->flow, last->name);
    struct flow_act         undoing = *act;
    if (!row->undo)
        return true;
    undoing.step = row;
    undoing.fields = NULL;
    if (row->fields) {
        void *fields = arena_alloc(act->arena, row->fields->size);
        if (!fields)
            return err_code_set(err, ERR_MEMORY, "内存不足");
        if (!step_fields(last, row->fields, fields, act->arena, err))
            return false;
        undoing.fields = fields;
    }
    return row->undo(&undoing, err);
}

bool condition_effect(struct flow_act *act, struct err *err) {
    if (act->step->does == DOES_JOIN)
        return join_effect(act, err);
    return act->step->does != DOES_RETRACT || retract_effect(act, err);
}
