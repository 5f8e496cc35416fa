/* SPDX-License-Identifier: GPL-3.0-or-later
 * condition.c - conditions beside the state, folded from what the steps themselves say. Due times
 * come copied in the steps' rows; here they only ever move later by a hold or by what was granted,
 * and earlier by a matter that joined. */
#include "flow/condition.h"

#include <string.h>

/* --- promises ------------------------------------------------------------------------------ */

static bool runs(const struct promise *p) {
    return time_absent(p->stopped) && !p->reminder;
}

struct promise *condition_promise(const struct fold *fold, const struct step *step,
                                  const struct step_clock *row) {
    row_id start = step->head.id;
    if (*row->begun && !id_parse(row->begun, &start))
        return NULL;
    for (size_t i = fold->promise_count; i-- > 0;) {
        struct promise *p = &fold->promises[i];
        if (id_equal(p->start, start) && strcmp(p->clock->name, row->clock) == 0)
            return p;
    }
    return NULL;
}

/* The rows that speak of a promise: of all, without those of ladders. */
static bool next_row(const struct step *step, size_t *at, const struct step_clock **ret_row) {
    const struct step_clock *rows = step->clocks.rows;
    while (*at < step->clocks.count) {
        *ret_row = &rows[(*at)++];
        if ((*ret_row)->rung == INT_ABSENT)
            return true;
    }
    return false;
}

static void due_later(struct promise *p, time_ms due, const struct step *step) {
    if (due.ms > p->due.ms)
        p->due = due;
    p->ruled = step;
}

/* --- holds --------------------------------------------------------------------------------- */

/* What was broken before stays broken: a hold never moves it. */
static void hold_begin(struct fold *fold, const struct step *step) {
    const struct step_clock *row;
    size_t                   at = 0;
    fold->hold = step;
    fold->held_until = step->at;
    while (next_row(step, &at, &row)) {
        struct promise *p = condition_promise(fold, step, row);
        if (strcmp(row->clock, LIMIT_HOLD) == 0)
            fold->held_until = row->due;
        if (!p || !runs(p) || !p->clock->may_hold || p->due.ms < step->at.ms)
            continue;
        p->unheld = p->due;
        due_later(p, row->due, step);
    }
}

static void hold_keep(struct folding *folding, time_ms until) {
    struct fold *fold = folding->fold;
    struct held *more = arena_grow(folding->arena, fold->holds, fold->hold_count * sizeof(*more),
                                   (fold->hold_count + 1) * sizeof(*more));
    folding->failed = folding->failed || !more;
    if (!more)
        return;
    fold->holds = more;
    fold->holds[fold->hold_count++] = (struct held){ fold->hold->at, until };
}

/* It goes on before the hold's end: then it is due so much earlier. */
static void hold_end(struct folding *folding, const struct step *step) {
    struct fold             *fold = folding->fold;
    const struct step_clock *row;
    size_t                   at = 0;
    hold_keep(folding, step->at.ms < fold->held_until.ms ? step->at : fold->held_until);
    while (next_row(step, &at, &row)) {
        struct promise *p = *row->begun ? condition_promise(fold, step, row) : NULL;
        if (!p || time_absent(p->unheld) || row->due.ms >= p->due.ms)
            continue;
        p->due = row->due.ms > p->unheld.ms ? row->due : p->unheld;
        p->ruled = step;
    }
    for (size_t i = 0; i < fold->promise_count; i++)
        fold->promises[i].unheld = TIME_ABSENT;
    fold->hold = NULL;
}

/* --- extensions ---------------------------------------------------------------------------- */

/* The promise whose extension this step asks for, or answers; NULL: it may not. */
static struct promise *extended(const struct fold *fold, const struct flow_step *row,
                                const struct step *step, const struct step_clock **ret_row) {
    size_t at = 0;
    while (next_row(step, &at, ret_row)) {
        struct promise *p = *(*ret_row)->begun ? condition_promise(fold, step, *ret_row) : NULL;
        if (!p || !runs(p))
            continue;
        if (row->does == DOES_EXTEND
                ? p->extension == EXTENSION_NONE && step->at.ms <= p->due.ms
                : p->extension == EXTENSION_ASKED && strcmp(p->asked->actor, step->actor) != 0)
            return p;
    }
    return NULL;
}

/* Granted too late: it is due later, and was broken all the same. */
static void extension_grant(struct fold *fold, struct promise *p, const struct step_clock *row,
                            const struct step *step) {
    p->extension = EXTENSION_GRANTED;
    if (step->at.ms > p->due.ms && !p->broken) {
        p->broken = true;
        fold->broken++;
    }
    if (!time_absent(p->unheld) && row->due.ms > p->unheld.ms)
        p->unheld = row->due;
    due_later(p, row->due, step);
}

static void extension_move(struct fold *fold, const struct flow_step *row,
                           const struct step *step) {
    const struct step_clock *of;
    struct promise          *p = extended(fold, row, step, &of);
    if (!p)
        return;
    if (row->does == DOES_GRANT) {
        extension_grant(fold, p, of, step);
    } else if (row->does == DOES_REFUSE) {
        p->extension = EXTENSION_REFUSED;
    } else {
        p->extension = EXTENSION_ASKED;
        p->asked = step;
    }
}

/* --- units --------------------------------------------------------------------------------- */

static const char *text_of(struct folding *folding, const struct step *step, const char *field) {
    const char *text = step_text(step, field, folding->arena);
    folding->failed = folding->failed || !text;
    return text ? text : "";
}

static struct helper *helper_of(const struct fold *fold, const char *unit) {
    for (size_t i = 0; i < fold->helper_count; i++)
        if (strcmp(fold->helpers[i].unit, unit) == 0)
            return &fold->helpers[i];
    return NULL;
}

/* One that has helped already may be asked again. */
static void helper_ask(struct folding *folding, const char *unit) {
    struct fold   *fold = folding->fold;
    struct helper *known = helper_of(fold, unit);
    if (known) {
        known->done = false;
        return;
    }
    struct helper *more =
        arena_grow(folding->arena, fold->helpers, fold->helper_count * sizeof(*more),
                   (fold->helper_count + 1) * sizeof(*more));
    folding->failed = folding->failed || !more;
    if (!more)
        return;
    fold->helpers = more;
    fold->helpers[fold->helper_count++] = (struct helper){ unit, false };
}

static void helpers_ask(struct folding *folding, const char *text) {
    static const char *const between[] = { "、", "，", ",", "；", ";" };
    while (*text) {
        const char *end = text + strlen(text);
        size_t      skip = 0;
        for (size_t i = 0; i < sizeof(between) / sizeof(between[0]); i++) {
            const char *cut = strstr(text, between[i]);
            if (cut && cut < end) {
                end = cut;
                skip = strlen(between[i]);
            }
        }
        char *raw = arena_strndup(folding->arena, text, (size_t)(end - text));
        char *unit = raw ? text_clean(folding->arena, raw, false) : NULL;
        folding->failed = folding->failed || !unit;
        if (unit && *unit)
            helper_ask(folding, unit);
        text = end + skip;
    }
}

/* It is given to a unit: by any step whose form has the table's field. */
static void unit_move(struct folding *folding, const struct flow_step *row,
                      const struct step *step) {
    const struct flow *flow = folding->flow;
    struct fold       *fold = folding->fold;
    if (!row->fields || row->does == DOES_HELP || row->does == DOES_HELPED)
        return;
    if (flow->unit_field && record_field(row->fields, flow->unit_field)) {
        const char *unit = text_of(folding, step, flow->unit_field);
        if (*unit) {
            fold->unit = unit;
            if (!fold_had(fold, unit))
                fold->units[fold->unit_count++] = unit;
        }
    }
    if (flow->helpers_field && record_field(row->fields, flow->helpers_field))
        helpers_ask(folding, text_of(folding, step, flow->helpers_field));
}

/* --- other matters ------------------------------------------------------------------------- */

/* What was promised of the one that joined: no later than that. */
static void taken_in(struct fold *fold, const struct flow *flow, const struct step *step) {
    const struct step_clock *row;
    size_t                   at = 0;
    while (next_row(step, &at, &row)) {
        struct promise *p = condition_promise(fold, step, row);
        if (p && runs(p) && row->due.ms < p->due.ms) {
            p->due = row->due;
            p->ruled = step;
            if (!time_absent(p->unheld) && row->due.ms < p->unheld.ms)
                p->unheld = row->due;
        }
        for (const struct flow_clock *c = flow->clocks; !*row->begun && c && c->name; c++)
            if (strcmp(c->name, row->clock) == 0 && !fold_promise(fold, c->name))
                fold->promises[fold->promise_count++] = (struct promise){
                    .clock = c,
                    .start = step->head.id,
                    .started = step->at,
                    .due = row->due,
                    .shown = row->due,
                    .unheld = TIME_ABSENT,
                    .stopped = TIME_ABSENT,
                    .ruled = step,
                };
    }
}

/* Whom the rung tells stands in the table. */
static void escalated(struct folding *folding, const struct step *step) {
    struct rung_form form;
    row_id           start;
    if (!step_fields(step, &rung_form, &form, folding->arena, NULL) ||
        !id_parse(form.start, &start))
        return;
    for (size_t i = folding->fold->promise_count; i-- > 0;) {
        struct promise *p = &folding->fold->promises[i];
        if (!id_equal(p->start, start) || strcmp(p->clock->name, form.clock) != 0)
            continue;
        for (int rung = 1; p->clock->ladder && p->clock->ladder[rung - 1].unit; rung++)
            if (rung == form.rung)
                p->told |= p->clock->ladder[rung - 1].tells;
        return;
    }
}

/* --- one step ------------------------------------------------------------------------------ */

bool condition_allows(const struct folding *folding, const struct flow_step *row,
                      const struct step *step) {
    const struct step_clock *of;
    const struct fold       *fold = folding->fold;
    const struct helper     *helper;
    const char              *unit;
    switch (row->does) {
    case DOES_HOLD:
        return !fold->hold;
    case DOES_RESUME:
        return fold->hold != NULL;
    case DOES_EXTEND:
    case DOES_GRANT:
    case DOES_REFUSE:
        return extended(fold, row, step, &of) != NULL;
    case DOES_HELPED:
        unit = step_text(step, "unit", folding->arena);
        helper = unit ? helper_of(fold, unit) : NULL;
        return helper && !helper->done;
    case DOES_RETRACT: /* what it takes back has been passed over already */
        return false;
    default:
        return true;
    }
}

void condition_move(struct folding *folding, const struct flow_step *row, const struct step *step,
                    bool moved) {
    struct fold *fold = folding->fold;
    if (fold->hold && (moved || row->does == DOES_RESUME))
        hold_end(folding, step);
    unit_move(folding, row, step);
    switch (row->does) {
    case DOES_HOLD:
        hold_begin(fold, step);
        break;
    case DOES_EXTEND:
    case DOES_GRANT:
    case DOES_REFUSE:
        extension_move(fold, row, step);
        break;
    case DOES_HELP:
        helper_ask(folding, text_of(folding, step, "unit"));
        break;
    case DOES_HELPED:
        helper_of(fold, text_of(folding, step, "unit"))->done = true;
        break;
    case DOES_JOIN:
        (void)id_parse(text_of(folding, step, "into"), &fold->joined); /* else into nothing known */
        break;
    case DOES_TAKE_IN:
        taken_in(fold, folding->flow, step);
        break;
    case DOES_ESCALATE:
        escalated(folding, step);
        break;
    default:
        break;
    }
}

bool condition_retractable(const struct flow *flow, const struct flow_step *row) {
    return row != flow->steps && !row->applies && !row->drops && (!row->effect || row->undo) &&
           row->does != DOES_JOIN && row->does != DOES_TAKE_IN && row->does != DOES_RETRACT &&
           !(flow->edit && strcmp(row->name, flow->edit) == 0);
}

bool condition_retracts(const struct folding *folding, const struct flow_step *row,
                        const struct step *step, const struct step *retract) {
    const struct flow_step *taker = flow_step_named(folding->flow, retract->name);
    const int               state = row->to == FLOW_STAY ? folding->fold->state : row->to;
    char                    id[ID_TEXT];
    if (!taker || taker->does != DOES_RETRACT || state < 0 || !(taker->from & FROM(state)) ||
        !condition_retractable(folding->flow, row) || step->by == STEP_BY_SYSTEM ||
        retract->by != step->by || strcmp(retract->actor, step->actor) != 0)
        return false;
    id_format(step->head.id, id);
    const char *named = step_text(retract, "step", folding->arena);
    return named && strcmp(named, id) == 0;
}
