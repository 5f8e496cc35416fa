/* SPDX-License-Identifier: GPL-3.0-or-later
 * todo.h - matters told to staff on the command line: in one line, with what is due and what can be
 * done, or with all their steps. Personal values are masked unless revealed, which is journalled.
 */
#ifndef ANJU_CTL_TODO_H
#define ANJU_CTL_TODO_H

#include "ctl/ctl.h"
#include "flow/act.h"

#include <jansson.h>

/* How `todo` and `step` look at a matter. */
struct look {
    struct ctl    *ctl;
    struct store  *store;
    struct flow_by by;    /* whoever asks, as staff */
    struct actor   actor; /* behind by.actor, where `by` is a user */
    bool           personal;
};

/* Who acts: a user, once there is one in the node; else the name as it is (user_meant). */
bool look_by(struct look *look, const char *name, const char *terminal, struct err *err);
/* May that person see it unmasked? Sentence why not. */
bool look_reveals(const struct look *look, row_id matter, struct err *err);

/* "还有 3 天", "已超期 2 小时"; "" without a time. */
const char *todo_left(const struct look *look, time_ms due);
/* One matter, told: number, title, state, what is due; `whole`: its steps and their fields too. */
bool todo_tell(const struct look *look, row_id matter, bool whole, struct err *err);
/* The same for programs; NULL after an error. */
json_t *todo_json(const struct look *look, row_id matter, struct err *err);
/* The fields of a step as they are given: "channel=… 怎么联系的（phone 打电话、visit 上门）". */
void todo_tell_fields(const struct look *look, const struct record *form);

#endif
