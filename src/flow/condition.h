/* SPDX-License-Identifier: GPL-3.0-or-later
 * condition.h - what lies beside a matter's state: a hold, an extension that is asked for, units
 * that help, the unit it was given to, matters that joined. Used by fold.c and by what writes
 * steps; others read it in struct fold. */
#ifndef ANJU_FLOW_CONDITION_H
#define ANJU_FLOW_CONDITION_H

#include "flow/act_inside.h"

/* A matter while its steps are folded. */
struct folding {
    const struct flow *flow;
    struct fold       *fold;
    struct arena      *arena;
    bool               failed; /* no memory */
};

/* Could the step do what it does, where it finds the matter? */
bool condition_allows(const struct folding *folding, const struct flow_step *row,
                      const struct step *step);
/* It does; `moved`: it has led into another state. */
void condition_move(struct folding *folding, const struct flow_step *row, const struct step *step,
                    bool moved);
/* Does `retract` take back `step`, after which it comes? */
bool condition_retracts(const struct folding *folding, const struct flow_step *row,
                        const struct step *step, const struct step *retract);
/* May such a step be taken back at all: has it an undo where it needs one? */
bool condition_retractable(const struct flow *flow, const struct flow_step *row);

/* The promise that a row of a step speaks of; NULL: none. */
struct promise *condition_promise(const struct fold *fold, const struct step *step,
                                  const struct step_clock *row);

/* May it be taken? Else one sentence. act->fields may be NULL: could it be at all? */
bool condition_may(const struct flow_act *act, struct err *err);
/* Before the step is made: what it names is looked up and put into a copy of its fields. */
bool condition_fill(struct flow_act *act, struct err *err);
/* The due times that it moves, into the rows of the step. */
bool condition_clocks(const struct flow_act *act, struct step *step, struct err *err);
/* What it writes elsewhere: on the matter that another one joins. */
bool condition_effect(struct flow_act *act, struct err *err);

#endif
