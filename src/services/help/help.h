/* SPDX-License-Identifier: GPL-3.0-or-later
 * help.h - 叫工作人员: a small matter of its own, so that no call is lost and every one has an end.
 * One of the staff takes it, and the kiosk says who comes. Nothing of the caller is kept. A call that nobody answered lapses the next day. */
#ifndef ANJU_HELP_HELP_H
#define ANJU_HELP_HELP_H

#include "flow/act.h"

struct staff_call {
    struct record_head head; /* id: the matter's */
    char               terminal[TEXT_SIZE(3)];
};
extern const struct record staff_call_record;
extern const struct flow   staff_call_flow;

enum staff_call_state { CALL_WAITING, CALL_ANSWERED, CALL_LAPSED, CALL_STATE_COUNT };

/* The data of one visit_save() with help_call. */
struct help_wish {
    char terminal[TEXT_SIZE(3)];
    /* What comes back. */
    bool           again; /* this terminal's call still waits: one more press is no second call */
    struct receipt receipt; /* number and time; no token */
};
bool help_call(struct store *store, void *data, struct err *err);

/* Who has taken the call, as people call them: "" nobody yet. *ret_there: the resident was helped.
 * False: it cannot be told. */
bool help_coming(struct store *store, row_id call, struct arena *arena, const char **ret_name,
                 bool *ret_there);

#endif
