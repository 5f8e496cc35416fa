/* SPDX-License-Identifier: GPL-3.0-or-later
 * flow.c - the tables of flows check themselves, every bad row at once, in English, since only who
 * writes tables reads it. */
#include "flow/flow.h"

#include "flow/built.h"
#include "flow/clock.h"
#include "flow/lease.h"
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
    &lease_record,  NULL,
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

/* A built-in step: its form has what it reads. */
static void check_does(struct report *report, const struct flow_step *step) {
    static const struct {
        enum flow_does     does;
        const char        *field;
        const struct type *type;
    } needs[] = {
        { DOES_HOLD, "code", &type_enum },    { DOES_HOLD, "until", &type_time },
        { DOES_EXTEND, "clock", &type_text }, { DOES_EXTEND, "until", &type_time },
        { DOES_EXTEND, "code", &type_enum },  { DOES_GRANT, "clock", &type_text },
        { DOES_REFUSE, "clock", &type_text }, { DOES_HELP, "unit", &type_text },
        { DOES_HELPED, "unit", &type_text },  { DOES_JOIN, "into", &type_text },
        { DOES_TAKE_IN, "from", &type_text }, { DOES_RETRACT, "step", &type_text },
    };
    const struct record *form = step->fields;
    for (size_t i = 0; i < sizeof(needs) / sizeof(needs[0]); i++) {
        const struct field *field =
            needs[i].does == step->does && form ? record_field(form, needs[i].field) : NULL;
        if (needs[i].does == step->does && (!field || field->type != needs[i].type))
            complain(report, "step %s: its form needs the field %s", step->name, needs[i].field);
    }
    const struct field *owner = form ? record_field(form, "owner") : NULL;
    if (step->owner == OWNER_NAMED && (!owner || owner->type != &type_text))
        complain(report, "step %s: its form needs the field owner", step->name);
    if ((step->does == DOES_ESCALATE || step->does == DOES_TAKE_IN) && step->who != WHO_SYSTEM)
        complain(report, "step %s is the system's alone", step->name);
    if (step->does == DOES_ESCALATE && form != &rung_form)
        complain(report, "step %s: its form is rung_form", step->name);
    if ((step->does == DOES_HOLD || step->does == DOES_GRANT) && !step->seen)
        complain(report, "step %s: the resident is to see it", step->name);
    if (step->undo && !step->effect)
        complain(report, "step %s has nothing to undo", step->name);
}

static void check_step(struct report *report, const struct flow_step *step) {
    const struct flow *flow = report->flow;
    bool               first = step == flow->steps;
    unsigned           all = (1u << flow->state_count) - 1;
    if (!plain(step->name) || !said(step->label))
        complain(report, "step \"%s\" needs a plain name and a label", step->name);
    else if (flow_step_named(flow, step->name) != step || strcmp(step->name, STEP_OVERDUE) == 0 ||
             strcmp(step->name, STEP_HAND_OVER) == 0)
        complain(report, "step %s is there twice", step->name);
    if (first ? step->from != FLOW_NEW : step->from == FLOW_NEW || (step->from & ~all))
        complain(report, "step %s: the first step makes the matter, all others come from a state",
                 step->name);
    if (step->to < (first ? 0 : FLOW_STAY) || step->to >= flow->state_count)
        complain(report, "step %s leads to no state", step->name);
    if (!(step->who & (WHO_RESIDENT | WHO_STAFF | WHO_SYSTEM)) || step->who >= 2 * WHO_UNIT)
        complain(report, "step %s is nobody's", step->name);
    if (!(step->who & WHO_STAFF) &&
        (step->roles || (step->who & (WHO_OWNER | WHO_NOT_AUTHOR | WHO_NOT_OWNED | WHO_UNIT))))
        complain(report, "step %s narrows staff, but is not theirs", step->name);
    if ((step->who & WHO_UNIT) && !flow->unit_field)
        complain(report, "step %s is a unit's, but the table names no unit_field", step->name);
    if (first && step->does)
        complain(report, "step %s: the first step only makes the matter", step->name);
    if (step->result && (step->to < 0 || !flow->states[step->to].result))
        complain(report, "step %s has a result and leads to no end", step->name);
    for (int i = 0; i < flow->state_count; i++)
        if ((step->from & FROM(i)) && flow->states[i].result && step->to != FLOW_STAY &&
            (step->who & WHO_STAFF) && !step->reopens)
            complain(report, "step %s: staff do not lead out of the end %s", step->name,
                     flow->states[i].name);
    check_form(report, step);
    check_does(report, step);
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

static size_t steps_doing(const struct flow *flow, enum flow_does does, unsigned who) {
    size_t count = 0;
    for (const struct flow_step *s = flow->steps; s->name; s++)
        count += s->does == does && (s->who & who);
    return count;
}

/* Steps that need each other. */
static void check_conditions(struct report *report) {
    static const struct {
        enum flow_does of, needs;
        unsigned       who;
        const char    *says;
    } pairs[] = {
        { DOES_HOLD, DOES_RESUME, WHO_SYSTEM, "a hold ends by itself: the system resumes" },
        { DOES_EXTEND, DOES_GRANT, WHO_STAFF, "an extension is granted by somebody" },
        { DOES_HELP, DOES_HELPED, WHO_STAFF, "help has an end" },
        { DOES_JOIN, DOES_TAKE_IN, WHO_SYSTEM, "what joins is taken in" },
    };
    const unsigned any = WHO_RESIDENT | WHO_STAFF | WHO_SYSTEM;
    for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++)
        if (steps_doing(report->flow, pairs[i].of, any) &&
            !steps_doing(report->flow, pairs[i].needs, pairs[i].who))
            complain(report, "%s", pairs[i].says);
    for (int d = DOES_HOLD; d < DOES_COUNT; d++)
        if (steps_doing(report->flow, (enum flow_does)d, any) > 1)
            complain(report, "two steps do the same");
}

static void check_ladder(struct report *report, const struct flow_clock *clock) {
    for (const struct flow_rung *r = clock->ladder; r && r->unit; r++) {
        const struct flow_step *step = r->writes ? flow_step_named(report->flow, r->writes) : NULL;
        if (!step || step->does != DOES_ESCALATE)
            complain(report, "clock %s: its ladder writes a step that escalates", clock->name);
        if (r->unit != LIMIT_ELAPSED_HOURS && r->unit != LIMIT_WORKING_DAYS)
            complain(report, "clock %s: a ladder counts elapsed hours or working days",
                     clock->name);
    }
    if (clock->reminder && (clock->ladder || clock->may_hold || clock->each_seen))
        complain(report, "clock %s is a reminder, no promise", clock->name);
}

static void check_clocks(struct report *report) {
    for (const struct flow_clock *c = report->flow->clocks; c && c->name; c++) {
        if (!plain(c->name) || strcmp(c->name, LIMIT_HOLD) == 0 || !said(c->label) ||
            (!(c->starts && c->starts[0]) && !(c->restarts && c->restarts[0])))
            complain(report, "clock \"%s\" needs a plain name, a label and a start", c->name);
        for (const struct flow_clock *other = report->flow->clocks; other < c; other++)
            if (strcmp(other->name, c->name) == 0)
                complain(report, "clock %s is there twice", c->name);
        check_names(report, c->name, c->starts);
        check_names(report, c->name, c->stops);
        check_names(report, c->name, c->restarts);
        check_names(report, c->name, c->beside);
        check_ladder(report, c);
        for (const char *const *s = c->starts; c->reminder && s && *s; s++) {
            const struct flow_step *step = flow_step_named(report->flow, *s);
            const struct field     *field =
                step && step->fields ? record_field(step->fields, c->reminder) : NULL;
            const struct field *on = record_field(report->flow->record, c->reminder);
            if (!(field && field->type == &type_time) && !(on && on->type == &type_day))
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
            if (!on || on->type != &type_day || t->after)
                complain(report, "timer %s: %s is no day of the row", t->step, t->on_day);
        } else if (!t->after || !flow_step_named(flow, t->after) || !t->days || t->days[0] <= 0) {
            complain(report, "timer %s: some days after which step?", t->step);
        }
        for (int i = 0; t->days && t->days[i] && t->days[i + 1]; i++)
            if (t->days[i + 1] <= t->days[i])
                complain(report, "timer %s: its days do not rise", t->step);
    }
}

/* A reviewed record: its state is a field, and its four steps are there. */
static void check_review(struct report *report) {
    const struct flow  *flow = report->flow;
    const struct field *field =
        flow->state_field ? record_field(flow->record, flow->state_field) : NULL;
    const char *const names[] = { flow->edit, flow->revise, flow->propose, flow->approve };
    size_t            named = 0;
    for (size_t i = 0; i < 4; i++) {
        named += names[i] != NULL;
        if (names[i] && !flow_step_named(flow, names[i]))
            complain(report, "there is no step %s", names[i]);
    }
    if (named != 0 && named != 4)
        complain(report, "a reviewed record has all of edit, revise, propose and approve");
    if (!flow->state_field)
        return;
    if (!field || field->type != &type_enum || !(field->flags & F_RECKONED) ||
        field->word_count != flow->state_count + 1) {
        complain(report, "%s is no reckoned field of the states", flow->state_field);
        return;
    }
    for (int i = 1; i < field->word_count; i++)
        if (flow_state_named(flow, field->words[i].name) != i - 1)
            complain(report, "the word %s is not the state %d", field->words[i].name, i - 1);
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
    check_conditions(report);
    check_clocks(report);
    check_timers(report);
    check_review(report);
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
