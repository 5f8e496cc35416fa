/* SPDX-License-Identifier: GPL-3.0-or-later
 * act_inside.h - what the files that write steps share: act.c (one step), who.c (may it be),
 * promise.c (what it promises), taken.c (a matter's first steps), edit.c (a change of a row),
 * round.c (the system's). Nobody else includes it. */
#ifndef ANJU_FLOW_ACT_INSIDE_H
#define ANJU_FLOW_ACT_INSIDE_H

#include "flow/act.h"

/* Limits and clock; everything of one matter is set by the caller. */
bool act_begin(struct store *store, const struct flow *flow, const struct flow_by *by,
               struct arena *arena, struct flow_act *ret_act, struct err *err);
/* The matter as it stands now, into an act that was begun. ERR_ABSENT: of another centre. */
/* Act on this matter, as it was read. */
void act_see(struct flow_act *act, const struct history *history);
bool act_of(struct flow_act *act, row_id matter, struct history *ret_history, struct err *err);
/* Not one of the two steps that a change of the row is (flow_edit). */
bool act_by_itself(const struct flow_act *act, struct err *err);
/* ERR_BUSY: somebody else of the staff has it in hand (lease.h). */
bool act_in_hand(const struct flow_act *act, struct err *err);
/* Who, from where, guard: a sentence for whoever acts. */
bool act_may(const struct flow_act *act, struct err *err);
/* act->step as a row, with the promises that it makes; nothing is written. `id` absent: a new one.
 */
bool step_make(const struct flow_act *act, row_id id, time_ms stamp, struct step *ret_step,
               struct err *err);
/* Above every stamp there is. */
bool stamp_next(struct store *store, time_ms now, time_ms *ret_stamp, struct err *err);
/* Inserts it, with its revision written into the row, its effect, and the standing. */
bool act_write(struct flow_act *act, struct step *step, struct err *err);
/* Makes and writes act->step, which may be taken. */
bool act_take(struct flow_act *act, row_id id, struct err *err);
/* One that every flow has (STEP_OVERDUE …), the system's. */
bool act_take_own(struct flow_act *act, const char *name, row_id id, const struct record *form,
                  const void *fields, struct err *err);

enum step_by by_of(enum flow_who who);
bool         is_same_person(const struct flow_act *act, const char *name);
bool         matter_at_home(const struct matter *matter, const struct flow_by *by);

/* Into `row` (of flow->record) what the revisions say that wait, in their order, and save it. */
bool revision_apply(struct flow_act *act, struct err *err);

/* The promises that the step begins, into its rows. */
bool clocks_start(const struct flow_act *act, struct step *step, struct err *err);
bool clock_row_add(const struct flow_act *act, struct step *step, const struct step_clock *row,
                   struct err *err);
/* The ladder of a promise that is due as `row` says; what would lie behind is left out. */
bool clock_ladder_add(const struct flow_act *act, struct step *step, const struct flow_clock *clock,
                      const struct step_clock *row, struct err *err);
/* Does the step end the clock's run and begin the next? */
bool clock_restarts(const struct flow_clock *clock, const struct flow_step *row, enum step_by by);

#endif
