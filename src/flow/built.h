/* SPDX-License-Identifier: GPL-3.0-or-later
 * built.h - steps that a table only has to name: each macro is a row for the table's list, given the
 * states that it may come from; what a table wants otherwise (roles, a guard, a clock's own reasons)
 * follows as designated members:
 *
 *     STEP_HOLD(UNDER_WAY, .roles = ROLE(ROLE_UNIT)),
 *
 * A table may put a form of its own where it has the fields of ours by name and type. */
#ifndef ANJU_FLOW_BUILT_H
#define ANJU_FLOW_BUILT_H

#include "flow/step.h"

enum hold_reason { HOLD_UNWRITTEN, HOLD_MATERIAL, HOLD_RESIDENT, HOLD_WEATHER, HOLD_OTHERS, HOLD_REASON_COUNT };
enum extend_reason {
    EXTEND_UNWRITTEN, EXTEND_COMPLEX, EXTEND_MATERIAL, EXTEND_OTHERS, EXTEND_OTHER, EXTEND_REASON_COUNT
};
extern const struct word hold_reason_words[HOLD_REASON_COUNT], extend_reason_words[EXTEND_REASON_COUNT];

struct reassign_form { /* OWNER_NAMED reads `owner` */
    char        owner[TEXT_SIZE(60)]; /* a login */
    const char *note;
};
struct hold_form {
    enum hold_reason code;
    time_ms          until; /* goes on by itself then */
    const char      *note;
};
struct remark_only_form { /* of steps that need nothing more */
    const char *note;
};
struct extend_form {
    char               clock[TEXT_SIZE(FLOW_NAME)];
    time_ms            until;
    enum extend_reason code;
    const char        *note;
};
struct grant_form { /* and refusing one */
    char        clock[TEXT_SIZE(FLOW_NAME)];
    const char *note;
};
struct help_form { /* a unit is asked, or has done its part */
    char        unit[TEXT_SIZE(40)];
    const char *note;
};
struct join_form {
    char        into[TEXT_SIZE(ID_TEXT)]; /* the number of the other matter; kept as its id */
    const char *note;
};
struct take_in_form { /* the system's, on the other */
    char from[TEXT_SIZE(ID_TEXT)];
};
struct retract_form {
    char        step[TEXT_SIZE(ID_TEXT)]; /* its id; not given: the newest */
    const char *note;
};
struct rung_form { /* the system's: which promise came to which rung */
    char clock[TEXT_SIZE(FLOW_NAME)], start[TEXT_SIZE(ID_TEXT)];
    int  rung;
};
struct add_form {
    const char *text; /* of the resident: personal */
};
extern const struct record reassign_form, hold_form, remark_only_form, extend_form, grant_form,
    help_form, join_form, take_in_form, retract_form, rung_form, add_form;

#define BUILT(step_name, step_label, from_states, whose, ...)                                      \
    { .name = (step_name), .label = (step_label), .from = (from_states), .to = FLOW_STAY,          \
      .who = (whose), __VA_ARGS__ }

#define STEP_NOTE(from, ...)                                                                       \
    BUILT("note", N_("备注"), from, WHO_STAFF, .fields = &note_form, __VA_ARGS__)
#define STEP_ADD(from, ...) /* the resident's */                                                   \
    BUILT("add", N_("补充"), from, WHO_RESIDENT, .fields = &add_form, .seen = true, __VA_ARGS__)
#define STEP_RELEASE(from, ...)                                                                    \
    BUILT("release", N_("放回去"), from, WHO_STAFF | WHO_OWNER, .owner = OWNER_CLEARED, __VA_ARGS__)
#define STEP_REASSIGN(from, ...)                                                                   \
    BUILT("reassign", N_("转给别人"), from, WHO_STAFF, .owner = OWNER_NAMED,                       \
          .fields = &reassign_form, __VA_ARGS__)
#define STEP_HOLD(from, ...)                                                                       \
    BUILT("hold", N_("暂停"), from, WHO_STAFF | WHO_OWNER, .does = DOES_HOLD, .seen = true,        \
          .fields = &hold_form, __VA_ARGS__)
#define STEP_RESUME(from, ...)                                                                     \
    BUILT("resume", N_("接着办"), from, WHO_STAFF | WHO_SYSTEM, .does = DOES_RESUME, .seen = true, \
          .fields = &remark_only_form, __VA_ARGS__)
#define STEP_EXTEND(from, ...)                                                                     \
    BUILT("extend", N_("申请延期"), from, WHO_STAFF | WHO_OWNER, .does = DOES_EXTEND,              \
          .fields = &extend_form, __VA_ARGS__)
#define STEP_GRANT(from, ...)                                                                      \
    BUILT("grant", N_("同意延期"), from, WHO_STAFF, .does = DOES_GRANT, .seen = true,              \
          .fields = &grant_form, __VA_ARGS__)
/* Where a table has a step `refuse` of its own, this one keeps its longer name. */
#define STEP_REFUSE_EXTENSION(from, ...)                                                           \
    BUILT("refuse_extension", N_("不同意延期"), from, WHO_STAFF, .does = DOES_REFUSE,              \
          .fields = &grant_form, __VA_ARGS__)
#define STEP_ESCALATE(from, ...)                                                                   \
    BUILT("escalate", N_("催办"), from, WHO_SYSTEM, .does = DOES_ESCALATE, .fields = &rung_form,   \
          __VA_ARGS__)
#define STEP_HELP(from, ...)                                                                       \
    BUILT("help", N_("请别的单位协办"), from, WHO_STAFF, .does = DOES_HELP, .fields = &help_form,  \
          __VA_ARGS__)
#define STEP_HELPED(from, ...)                                                                     \
    BUILT("helped", N_("协办好了"), from, WHO_STAFF, .does = DOES_HELPED, .fields = &help_form,    \
          __VA_ARGS__)
#define STEP_TAKE_IN(from, ...)                                                                    \
    BUILT("take_in", N_("并进来一件"), from, WHO_SYSTEM, .does = DOES_TAKE_IN,                     \
          .fields = &take_in_form, __VA_ARGS__)
#define STEP_RETRACT(from, ...)                                                                    \
    BUILT("retract", N_("撤销上一步"), from, WHO_STAFF, .does = DOES_RETRACT,                      \
          .fields = &retract_form, __VA_ARGS__)
/* These two lead to a state of the table's. */
#define STEP_JOIN(from_states, joined, ...)                                                        \
    { .name = "join", .label = N_("并入另一件"), .from = (from_states), .to = (joined),            \
      .who = WHO_STAFF, .does = DOES_JOIN, .owner = OWNER_CLEARED, .seen = true,                   \
      .fields = &join_form, __VA_ARGS__ }
#define STEP_WITHDRAW(from_states, withdrawn, ...)                                                 \
    { .name = "withdraw", .label = N_("撤回"), .from = (from_states), .to = (withdrawn),           \
      .who = WHO_RESIDENT | WHO_STAFF, .owner = OWNER_CLEARED, .seen = true, __VA_ARGS__ }

#endif
