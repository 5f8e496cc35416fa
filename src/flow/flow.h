/* SPDX-License-Identifier: GPL-3.0-or-later
 * flow.h - work that moves through states. A flow is a table beside the record that moves (the
 * matter); steps are append-only rows, and the state is the fold of a matter's own steps in the
 * order of their stamps. Nothing else writes a state: not a form, not an import.
 *
 * A table is checked by flow_check_all(), as field tables are. */
#ifndef ANJU_FLOW_FLOW_H
#define ANJU_FLOW_FLOW_H

#include "record/record.h"
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

/* Who may take a step; any of the bits. */
enum flow_who { WHO_RESIDENT = 1 << 0, WHO_STAFF = 1 << 1, WHO_SYSTEM = 1 << 2 };
enum flow_owner { OWNER_STAYS, OWNER_TAKES, OWNER_CLEARED };
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
    const struct record *fields; /* what it asks for: a table without a head (RECORD_SETTINGS) */
    enum flow_owner      owner;
    bool                 seen; /* by the resident: counts as a next step */
    /* May it be now? Else one sentence why not. NULL: always. act->fields may be NULL: the question
     * is whether it could be taken at all. */
    bool (*guard)(const struct flow_act *act, struct err *err);
    /* What else is written in the same transaction. NULL: nothing. */
    bool (*effect)(struct flow_act *act, struct err *err);
};

/* A promise: from the step that starts it until one that stops it, or the matter's end. Its limit
 * is data (clock.h), copied into the starting step, so that an edited limit touches only matters
 * that start later. A start while it runs begins it anew: the one before is kept. */
struct flow_clock {
    const char        *name, *label;   /* N_(): 第一次电话 */
    const char *const *starts, *const *stops; /* names of steps, end with NULL */
    /* A TIME field of the starting step: due then. Staff's own reminder: no promise, no breach. */
    const char *reminder;
};

/* A system step, written once for each rung: some days after a step (asks on days 7, 30, 90, 180
 * after hire), or on a day of the row. */
struct flow_timer {
    const char *step, *after; /* names of steps */
    const int  *days;         /* ends with 0 */
    const char *on_day;       /* instead of the two: a DAY field of the row */
};

struct flow {
    const char              *name;   /* the record's: "application" */
    const char              *label;  /* N_() */
    const char              *prefix; /* of its numbers: "QZ" */
    int                      version; /* of this table: copied into each matter */
    bool                     receipt; /* its resident takes away a token that opens it */
    const struct record     *record;
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
/* matter, step, step_clock, standing, reveal, guess: what every store with flows has. */
extern const struct record *const flow_records[]; /* ends with NULL */

const struct flow_step *flow_step_named(const struct flow *flow, const char *name); /* or NULL */
int  flow_state_named(const struct flow *flow, const char *name); /* -1: none */
bool flow_lists(const char *const *names, const char *name);      /* names may be NULL */

/* Check the tables themselves: names plain and unique, ends without a way out but for the system,
 * every state reachable, clocks and timers of steps that exist. Lists every bad row of every table
 * at once in *ret_text (arena); true when there is none. */
bool flow_check_all(const struct flow *const *flows, struct arena *arena, char **ret_text);

#endif
