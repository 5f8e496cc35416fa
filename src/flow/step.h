/* SPDX-License-Identifier: GPL-3.0-or-later
 * step.h - what is stored of work that moves: the matter (flow, number, token), and its steps (办理
 * 记录), append-only and journalled. A matter's id is that of the row that moves. */
#ifndef ANJU_FLOW_STEP_H
#define ANJU_FLOW_STEP_H

#include "flow/flow.h"
#include "record/setting.h"

enum { NUMBER_TEXT = 32, TOKEN_HASH = 64 /* characters */ };

/* How a new matter belongs to an older one. Joining is a step of both (built.h). */
enum link_kind {
    LINK_NONE,
    LINK_PART_OF,
    LINK_OFFERED_INSTEAD,
    LINK_REOPENED_FROM,
    LINK_KIND_COUNT
};
extern const struct word link_kind_words[LINK_KIND_COUNT];

struct matter {
    struct record_head head; /* id: of the row in the flow's record */
    char               flow[TEXT_SIZE(FLOW_NAME)];
    char               number[TEXT_SIZE(NUMBER_TEXT)];    /* QZ-K01-261124-A003-7 */
    char               token_hash[TEXT_SIZE(TOKEN_HASH)]; /* "" : it has no receipt */
    int                table_version;
    enum link_kind     link; /* what it came from */
    row_id             linked;
    const char *rules; /* the limits of its flow as they were when it started; NULL: none were
                          copied, or it was read without (matter_get) */
};
extern const struct record matter_record;

enum step_by { STEP_BY_UNWRITTEN, STEP_BY_RESIDENT, STEP_BY_STAFF, STEP_BY_SYSTEM, STEP_BY_COUNT };
extern const struct word step_by_words[STEP_BY_COUNT];

struct step {
    struct record_head head;
    row_id             matter;
    char               name[TEXT_SIZE(FLOW_NAME)];
    enum step_by       by;
    char               actor[TEXT_SIZE(60)]; /* a member of staff; "" resident or system */
    time_ms            at;       /* by the clock of the node that took it: due times begin here */
    time_ms            stamp;    /* its place in the order: max(clock, highest stamp seen + 1) */
    const char        *fields;   /* JSON by the step's own table; NULL: none */
    const char        *personal; /* the same of its personal fields, erasable apart */
    struct children    clocks;   /* struct step_clock: the limits that it started */
};
extern const struct record step_record;

/* A promise as it was made: no later rule or holiday moves it. Or, of a promise that runs, a due
 * time that the step moves; or when a rung of its ladder comes. */
struct step_clock {
    struct record_head head;
    row_id             step;
    int                place_in_list;
    char               clock[TEXT_SIZE(FLOW_NAME)];
    int                count;
    enum limit_unit    unit;
    time_ms            due;
    char               begun[TEXT_SIZE(ID_TEXT)]; /* id of the step that began it; "": this one */
    int                rung; /* from 1, of the ladder; INT_ABSENT: the promise itself */
};
extern const struct record step_clock_record;

bool matter_get(struct store *store, row_id id, struct matter *ret_matter, struct err *err);
/* With its rules. */
bool matter_whole(struct store *store, row_id id, struct arena *arena, struct matter *ret_matter,
                  struct err *err);
/* By its number, as people type it. ERR_ABSENT when there is none. */
bool matter_numbered(struct store *store, const char *number, struct matter *ret_matter,
                     struct err *err);
/* All steps of a matter with their clocks, in the order of their stamps. */
bool steps_get(struct store *store, row_id matter, struct arena *arena, struct step **ret_steps,
               size_t *ret_count, struct err *err);
/* What a step was given, as a row of its table (`form->size` bytes); false with ERR_DAMAGED. */
bool step_fields(const struct step *step, const struct record *form, void *ret_row,
                 struct arena *arena, struct err *err);
/* One text of them, read without the form: "" where there is none; in `arena`, NULL: no memory. */
const char *step_text(const struct step *step, const char *field, struct arena *arena);
/* The other way: into step->fields and step->personal; checked first, problems in err. */
bool step_fields_set(struct step *step, const struct record *form, const void *row,
                     struct arena *arena, struct err *err);
/* Within a transaction: what the steps of a matter hold of persons, taken out for good. */
bool steps_erase(struct store *store, row_id matter, struct err *err);

/* Before or behind: stamp, node, id. Any two nodes agree. */
int step_compare(const void *a, const void *b);

/* What staff write on the side; every flow may have it as its step "note". */
struct note_form {
    const char *text;
};
extern const struct record note_form;
/* The system's own record of a promise broken: a step "overdue" of every flow, in any state. */
struct overdue_form {
    char clock[TEXT_SIZE(FLOW_NAME)];
    char start[TEXT_SIZE(ID_TEXT)]; /* id of the step that began it */
};
extern const struct record overdue_form;
#define STEP_OVERDUE "overdue"
/* The system's own: whoever owned it has left (交接); it waits in the queue again, its clocks run
 * on. */
#define STEP_HAND_OVER "hand_over"

#endif
