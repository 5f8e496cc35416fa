/* SPDX-License-Identifier: GPL-3.0-or-later
 * flow.c - the tables of flows check themselves, every bad row at once, in English, since only who
 * writes tables reads it. */
#include "flow/flow.h"

#include "flow/guess.h"
#include "flow/reveal.h"
#include "flow/standing.h"
#include "record/type.h"

#include <stdarg.h>
#include <string.h>

const struct word flow_result_words[RESULT_COUNT] = {
    [RESULT_DONE] = { "done", N_("办成"), NULL },
    [RESULT_REFUSED] = { "refused", N_("不受理"), NULL },
    [RESULT_WITHDRAWN] = { "withdrawn", N_("本人撤回"), NULL },
    [RESULT_UNHEARD] = { "unheard", N_("没有回音"), NULL },
    [RESULT_UNSOLVED] = { "unsolved", N_("没有解决"), NULL },
    [RESULT_FAILED] = { "failed", N_("没成"), NULL },
    [RESULT_LEFT] = { "left", N_("中途离开"), NULL },
    [RESULT_LAPSED] = { "lapsed", N_("过期"), NULL },
    [RESULT_JOINED] = { "joined", N_("并入别的事项"), NULL },
};

const struct record *const flow_records[] = {
    &matter_record, &step_record, &step_clock_record, &standing_record, &reveal_record,
    &guess_record,  NULL,
};

const struct flow_step *flow_step_named(const struct flow *flow, const char *name) {
    for (const struct flow_step *s = flow->steps; s->name; s++)
        if (strcmp(s->name, name) == 0)
            return s;
    return NULL;
}

int flow_state_named(const struct flow *flow, const char *name) {
    for (int i = 0; i < flow->state_count; i++)
        if (strcmp(flow->states[i].name, name) == 0)
            return i;
    return -1;
}

bool flow_lists(const char *const *names, const char *name) {
    for (; names && *names; names++)
        if (strcmp(*names, name) == 0)
            return true;
    return false;
}

/* --- the check ----------------------------------------------------------------------------- */

struct report {
    struct arena      *arena;
    char              *text; /* a line each */
    const struct flow *flow;
};

static void complain(struct report *report, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void complain(struct report *report, const char *format, ...) {
    va_list args;
    va_start(args, format);
    char *what = arena_vprintf(report->arena, format, args);
    va_end(args);
    report->text = arena_printf(report->arena, "%s%s: %s\n", report->text ? report->text : "",
                                report->flow->name ? report->flow->name : "(no name)", what);
}

static bool plain(const char *name) {
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789_";
    return name && *name >= 'a' && *name <= 'z' && name[strspn(name, letters)] == '\0' &&
           strlen(name) <= FLOW_NAME;
}

static bool said(const char *words) {
    return words && *words;
}

static void check_states(struct report *report) {
    const struct flow *flow = report->flow;
    for (int i = 0; i < flow->state_count; i++) {
        const struct flow_state *state = &flow->states[i];
        if (!plain(state->name) || !said(state->words) || !said(state->staff))
            complain(report, "state %d needs a plain name and two kinds of words", i);
        else if (flow_state_named(flow, state->name) != i)
            complain(report, "state %s is there twice", state->name);
        if (state->result && state->waits)
            complain(report, "state %s is an end and waits for nobody", state->name);
    }
}

/* Fields that a step asks for: a form, of values that JSON holds by themselves. */
static void check_form(struct report *report, const struct flow_step *step) {
    const struct record *form = step->fields;
    if (!form)
        return;
    if (!(form->flags & RECORD_SETTINGS))
        complain(report, "step %s: its fields are a table without a head", step->name);
    for (size_t i = 0; i < form->field_count; i++)
        if (form->fields[i].type == &type_children || (form->fields[i].flags & F_SECRET))
            complain(report, "step %s: field %s is no value of a form", step->name,
                     form->fields[i].name);
}

static void check_step(struct report *report, const struct flow_step *step) {
    const struct flow *flow = report->flow;
    bool               first = step == flow->steps;
    unsigned           all = (1u << flow->state_count) - 1;
    if (!plain(step->name) || !said(step->label))
        complain(report, "step \"%s\" needs a plain name and a label", step->name);
    else if (flow_step_named(flow, step->name) != step || strcmp(step->name, STEP_OVERDUE) == 0)
        complain(report, "step %s is there twice", step->name);
    if (first ? step->from != FLOW_NEW : step->from == FLOW_NEW || (step->from & ~all))
        complain(report, "step %s: the first step makes the matter, all others come from a state",
                 step->name);
    if (step->to < (first ? 0 : FLOW_STAY) || step->to >= flow->state_count)
        complain(report, "step %s leads to no state", step->name);
    if (step->who == 0 || (step->who & ~(unsigned)(WHO_RESIDENT | WHO_STAFF | WHO_SYSTEM)))
        complain(report, "step %s is nobody's", step->name);
    for (int i = 0; i < flow->state_count; i++)
        if ((step->from & FROM(i)) && flow->states[i].result && step->to != FLOW_STAY &&
            (step->who & WHO_STAFF))
            complain(report, "step %s: staff do not lead out of the end %s", step->name,
                     flow->states[i].name);
    check_form(report, step);
}

/* Every state can be come to, and from every one that is no end an end. */
static void check_ways(struct report *report) {
    const struct flow *flow = report->flow;
    unsigned           reached = FROM(flow->steps[0].to), ending = 0;
    for (int i = 0; i < flow->state_count; i++)
        if (flow->states[i].result)
            ending |= FROM(i);
    for (int round = 0; round < flow->state_count; round++)
        for (const struct flow_step *s = flow->steps + 1; s->name; s++) {
            if (s->to == FLOW_STAY)
                continue;
            if (s->from & reached)
                reached |= FROM(s->to);
            if (ending & FROM(s->to))
                ending |= s->from;
        }
    for (int i = 0; i < flow->state_count; i++) {
        if (!(reached & FROM(i)))
            complain(report, "state %s is never reached", flow->states[i].name);
        if (!(ending & FROM(i)))
            complain(report, "state %s has no way to an end", flow->states[i].name);
    }
}

static void check_names(struct report *report, const char *clock, const char *const *names) {
    for (; names && *names; names++)
        if (!flow_step_named(report->flow, *names))
            complain(report, "clock %s names the step %s, which there is not", clock, *names);
}

static void check_clocks(struct report *report) {
    for (const struct flow_clock *c = report->flow->clocks; c && c->name; c++) {
        if (!plain(c->name) || !said(c->label) || !c->starts || !c->starts[0])
            complain(report, "clock \"%s\" needs a plain name, a label and a start", c->name);
        for (const struct flow_clock *other = report->flow->clocks; other < c; other++)
            if (strcmp(other->name, c->name) == 0)
                complain(report, "clock %s is there twice", c->name);
        check_names(report, c->name, c->starts);
        check_names(report, c->name, c->stops);
        for (const char *const *s = c->starts; c->reminder && s && *s; s++) {
            const struct flow_step *step = flow_step_named(report->flow, *s);
            const struct field     *field =
                step && step->fields ? record_field(step->fields, c->reminder) : NULL;
            if (!field || field->type != &type_time)
                complain(report, "clock %s: step %s has no time %s", c->name, *s, c->reminder);
        }
    }
}

static void check_timers(struct report *report) {
    const struct flow *flow = report->flow;
    for (const struct flow_timer *t = flow->timers; t && t->step; t++) {
        const struct flow_step *step = flow_step_named(flow, t->step);
        if (!step || step->who != WHO_SYSTEM || step->fields)
            complain(report, "timer %s: a step that is the system's alone, without fields",
                     t->step);
        if (t->on_day) {
            const struct field *on = record_field(flow->record, t->on_day);
            if (!on || on->type != &type_day || t->after || t->days)
                complain(report, "timer %s: %s is no day of the row", t->step, t->on_day);
        } else if (!t->after || !flow_step_named(flow, t->after) || !t->days || t->days[0] <= 0) {
            complain(report, "timer %s: some days after which step?", t->step);
        }
        for (int i = 0; t->days && t->days[i] && t->days[i + 1]; i++)
            if (t->days[i + 1] <= t->days[i])
                complain(report, "timer %s: its days do not rise", t->step);
    }
}

static void check_flow(struct report *report) {
    const struct flow *flow = report->flow;
    const char        *p = flow->prefix;
    if (!plain(flow->name) || !said(flow->label) || flow->version < 1 || !flow->title)
        complain(report, "it needs a plain name, a label, a version and a title");
    if (!p || strlen(p) != 2 || p[0] < 'A' || p[0] > 'Z' || p[1] < 'A' || p[1] > 'Z')
        complain(report, "the prefix of its numbers is two capital letters");
    if (!flow->record || flow->record->flags || !text_equal(flow->name, flow->record->name)) {
        complain(report, "it is named as the journalled record that moves");
        return;
    }
    if (flow->state_count < 1 || flow->state_count > FLOW_STATES_MOST || !flow->steps ||
        !flow->steps[0].name || flow->steps[0].to < 0 || flow->steps[0].to >= flow->state_count) {
        complain(report, "it has no states, or no step that makes it");
        return;
    }
    check_states(report);
    for (const struct flow_step *s = flow->steps; s->name; s++)
        check_step(report, s);
    check_ways(report);
    check_clocks(report);
    check_timers(report);
}

bool flow_check_all(const struct flow *const *flows, struct arena *arena, char **ret_text) {
    struct report report = { .arena = arena };
    for (const struct flow *const *f = flows; *f; f++) {
        report.flow = *f;
        check_flow(&report);
        for (const struct flow *const *other = flows; other < f; other++)
            if (text_equal((*other)->name, (*f)->name) ||
                text_equal((*other)->prefix, (*f)->prefix))
                complain(&report, "%s has this name or prefix too", (*other)->name);
    }
    *ret_text = report.text ? report.text : arena_strdup(arena, "");
    return !report.text;
}
