/* SPDX-License-Identifier: GPL-3.0-or-later
 * flow.h - work that moves through states. A flow is a table beside the record that moves (the
 * matter); steps are append-only rows, and the state is the fold of a matter's own steps in the
 * order of their stamps. Nothing else writes a state: not a form, not an import.
 *
 * A table is checked by flow_check_all(), as field tables are. */
#ifndef ANJU_FLOW_FLOW_H
#define ANJU_FLOW_FLOW_H

#include "record/record.h"
#include "staff/permit.h"
#include "store/store.h"

struct flow_act; /* act.h */

/* How a matter ends; zero: it has not. */
enum flow_result {
    RESULT_NONE, RESULT_DONE, RESULT_REFUSED, RESULT_WITHDRAWN, RESULT_UNHEARD, RESULT_UNSOLVED,
    RESULT_FAILED, RESULT_LEFT, RESULT_LAPSED, RESULT_JOINED, RESULT_COUNT
};

struct flow_state {
    const char      *name;  /* in JSON and steps: never changes */
    const char      *words; /* N_(): for the resident */
    const char      *staff; /* N_(): for staff */
    enum flow_result result;
    bool             waits; /* for staff, also while no clock runs */
};

/* Who may take a step; any of the first three, narrowed for staff by the rest and by `roles`. */
enum flow_who {
    WHO_RESIDENT = 1 << 0, WHO_STAFF = 1 << 1, WHO_SYSTEM = 1 << 2,
    WHO_OWNER = 1 << 3,        /* whoever owns it, while somebody does */
    WHO_NOT_AUTHOR = 1 << 4,   /* nobody who has authored what waits for review (`authors`) */
    WHO_NOT_OWNED = 1 << 5,    /* nobody who has owned it before */
    WHO_UNIT = 1 << 6          /* users of the unit that it was given to (flow->unit_field) */
};
enum flow_owner { OWNER_STAYS, OWNER_TAKES, OWNER_CLEARED, OWNER_NAMED /* its field `owner` */ };
/* What a step does beside moving the state (condition.h); built.h has a row for each. */
enum flow_does {
    DOES_NOTHING, DOES_HOLD, DOES_RESUME, DOES_EXTEND, DOES_GRANT, DOES_REFUSE, DOES_ESCALATE,
    DOES_HELP, DOES_HELPED, DOES_JOIN, DOES_TAKE_IN, DOES_RETRACT, DOES_COUNT
};
enum { FLOW_STAY = -1, FLOW_NEW = 0 /* `from` of the step that makes the matter */ };
enum { FLOW_STATES_MOST = 31, FLOW_NAME = 24 /* characters of a state's, step's or clock's name */ };
#define FROM(state) (1u << (state))
#define STEPS(...) ((const char *const[]){ __VA_ARGS__, NULL }) /* names of steps, for clocks */

struct flow_step {
    const char          *name;
    const char          *label; /* N_(): what it is called for who takes it: 打电话 */
    unsigned             from;  /* FROM(a) | FROM(b) …; FLOW_NEW */
    int                  to;    /* index of the state, or FLOW_STAY */
    unsigned             who;
    role_set             roles; /* of staff; 0: any */
    const struct record *fields; /* what it asks for: a table without a head (RECORD_SETTINGS) */
    enum flow_owner      owner;
    bool                 seen; /* by the resident: counts as a next step */
    bool                 authors; /* who takes it is an author of what waits for review */
    bool                 settles; /* what was authored is settled: the next one may be anybody */
    /* Of a revision that is pending: it is written into the row; it is dropped. Where `revise` can
     * be taken there must be one. */
    bool                 applies, drops;
    bool                 reopens; /* leads staff out of an end */
    enum flow_result     result;  /* of the end it leads to, where that is not the state's own */
    enum flow_does       does;    /* a condition beside the state */
    /* May it be now? Else one sentence why not. NULL: always. act->fields may be NULL: the question
     * is whether it could be taken at all. */
    bool (*guard)(const struct flow_act *act, struct err *err);
    /* What else is written in the same transaction. NULL: nothing. */
    bool (*effect)(struct flow_act *act, struct err *err);
    /* Takes the effect back when the step is retracted; without one it cannot be. */
    bool (*undo)(struct flow_act *act, struct err *err);
};

enum limit_unit {
    LIMIT_UNIT_UNWRITTEN,
    LIMIT_ELAPSED_HOURS,
    LIMIT_WORKING_HOURS,
    LIMIT_WORKING_DAYS,
    LIMIT_REMINDER,
    LIMIT_UNIT_COUNT
};
extern const struct word limit_unit_words[LIMIT_UNIT_COUNT];

/* Who is told as a promise comes near its time and passes it; the system writes the step `writes`
 * (one that DOES_ESCALATE) for it. That it is overdue is written without any rung. */
struct flow_rung {
    int             count; /* after it is due; negative: before; ends the ladder: no unit */
    enum limit_unit unit;  /* elapsed hours or working days */
    role_set        tells;
    const char     *writes;
};

/* A promise: from the step that starts it until one that stops it, or the matter's end. Its limit
 * is data (clock.h), copied when the matter starts; its due time is copied into the starting step.
 * No list resets what another has started: a start while it runs is none. */
struct flow_clock {
    const char        *name, *label;   /* N_(): 第一次电话 */
    const char *const *starts, *const *stops; /* names of steps, end with NULL */
    /* A TIME field of the starting step: due then; or a DAY field of the row: due when it ends.
     * Staff's own reminder: no promise, no breach; each start begins it anew. */
    const char *reminder;
    const char *const *restarts; /* end the run, in time or late, and begin the next */
    const char *const *beside;   /* begin one more beside what runs: reopening */
    bool each_seen; /* while it runs, restarted by every step of staff that the resident sees */
    bool may_hold;  /* a hold stops it */
    const struct flow_rung *ladder; /* in the order of time; NULL: none */
};

/* A system step, written once for each rung: some days after a step (asks on days 7, 30, 90, 180
 * after hire), or on a day of the row. */
struct flow_timer {
    const char *step, *after; /* names of steps */
    const int  *days;         /* ends with 0 */
    const char *on_day;       /* instead of `after`: a DAY field of the row, or `days` after it (a
                                 negative number: before it) */
};

struct flow {
    const char              *name;   /* the record's: "application" */
    const char              *label;  /* N_() */
    const char              *prefix; /* of its numbers: "QZ" */
    int                      version; /* of this table: copied into each matter */
    bool                     receipt; /* its resident takes away a token that opens it */
    const struct record     *record;
    /* An ENUM field of the row whose words are the states (F_RECKONED): where lists and search read
     * the state. NULL: the standing alone. */
    const char              *state_field;
    /* A reviewed record: a change of a public field (F_KIOSK) is one of these two steps. `edit`
     * where nothing is on the glass yet, `revise` where it is: then it waits for its review. NULL: rows
     * are edited freely. */
    const char              *edit, *revise;
    const char              *propose, *approve; /* its way to the glass, for imports */
    /* TEXT fields by these names: of a step's form, the unit that it is given to and those that are
     * asked to help (协办, several with 、 between); unit_field also of the row. NULL: none. */
    const char              *unit_field, *helpers_field;
    const struct flow       *older; /* the table as it was, for matters that started by it; NULL */
    const struct flow_state *states;
    int                      state_count;
    const struct flow_step  *steps; /* ends with a NULL name; the first one makes the matter */
    const struct flow_clock *clocks; /* ends with a NULL name; NULL: none */
    const struct flow_timer *timers; /* ends with a NULL step; NULL: none */
    /* In one line, for lists of staff: 刘*明 · 保洁员 · 易扶新村. Personal values are masked unless
     * `personal`. */
    bool (*title)(struct store *store, row_id matter, bool personal, struct arena *arena,
                  const char **ret_title, struct err *err);
};

extern const struct word flow_result_words[RESULT_COUNT];
/* matter, step, step_clock, standing, reveal, lease: what every store with flows has. */
extern const struct record *const flow_records[]; /* ends with NULL */

const struct flow_step *flow_step_named(const struct flow *flow, const char *name); /* or NULL */
int  flow_state_named(const struct flow *flow, const char *name); /* -1: none */
bool flow_lists(const char *const *names, const char *name);      /* names may be NULL */

/* Check the tables themselves: names plain and unique, ends without a way out but for the system,
 * every state reachable, clocks and timers of steps that exist. Lists every bad row of every table
 * at once in *ret_text (arena); true when there is none. */
bool flow_check_all(const struct flow *const *flows, struct arena *arena, char **ret_text);

#endif
