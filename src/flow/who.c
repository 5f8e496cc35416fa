/* SPDX-License-Identifier: GPL-3.0-or-later
 * who.c - may a step be taken now, and by whom: by the table, by the fold, by the guard. A refusal
 * is one sentence for whoever acts. */
#include "flow/condition.h"

#include "flow/lease.h"

#include <string.h>

static const struct {
    enum flow_who who;
    enum step_by  by;
} bys[] = { { WHO_RESIDENT, STEP_BY_RESIDENT },
            { WHO_STAFF, STEP_BY_STAFF },
            { WHO_SYSTEM, STEP_BY_SYSTEM } };

enum step_by by_of(enum flow_who who) {
    for (size_t i = 0; i < sizeof(bys) / sizeof(bys[0]); i++)
        if (bys[i].who == who)
            return bys[i].by;
    bug("%d is nobody", (int)who);
}

/* Whose a step is, in the words of who is told: the first that may. */
static const char *who_words(unsigned who, enum lang lang) {
    for (size_t i = 0; i < sizeof(bys) / sizeof(bys[0]); i++)
        if (who & bys[i].who)
            return tr(lang, step_by_words[bys[i].by].label);
    return "";
}

/* By login or by name: before there were users people were recorded by what they were called. */
static bool is_person(const struct flow_by *by, const char *name) {
    return strcmp(by->name, name) == 0 || (by->actor && (strcmp(by->actor->login, name) == 0 ||
                                                         strcmp(by->actor->name, name) == 0));
}

/* The same, however it was typed, and with what the users say of both names. */
bool is_same_person(const struct flow_act *act, const char *name) {
    const char *a = user_shown(act->store, act->by->name, act->arena);
    const char *b = user_shown(act->store, name, act->arena);
    char       *x = a ? text_fold(act->arena, a) : NULL, *y = b ? text_fold(act->arena, b) : NULL;
    char       *z = text_fold(act->arena, act->by->name), *w = text_fold(act->arena, name);
    return is_person(act->by, name) || !x || !y || !z || !w || strcmp(x, y) == 0 ||
           strcmp(z, w) == 0;
}

/* Rows of another centre do not exist for who has one. */
bool matter_at_home(const struct matter *matter, const struct flow_by *by) {
    return !by->actor || id_absent(by->actor->home) || id_equal(by->actor->home, matter->head.home);
}

/* Staff may be anybody that `who` and `roles` leave. */
static bool role_may(const struct flow_step *step, const struct flow_by *by) {
    const struct actor *actor = by->actor;
    if (!actor)
        return true;
    if (actor->outside && !(step->roles & ROLE(ROLE_REVIEWER)))
        return false;
    return !step->roles || (step->roles & actor->roles);
}

/* As its steps say, else as its row says. */
static const char *unit_of(const struct flow *flow, const struct fold *fold, const void *row) {
    const struct field *field = record_field(flow->record, flow->unit_field);
    return *fold->unit || !field ? fold->unit : field_member_const(field, row);
}

static bool unit_may(const struct flow *flow, const struct fold *fold, const void *row,
                     const struct flow_step *step, const struct flow_by *by) {
    return !(step->who & WHO_UNIT) || !by->actor || !(by->actor->roles & ROLE(ROLE_UNIT)) ||
           strcmp(by->actor->unit, unit_of(flow, fold, row)) == 0;
}

/* Who of the staff. */
static bool staff_may(const struct flow_act *act, struct err *err) {
    const struct flow_step *step = act->step;
    const struct fold      *fold = act->fold;
    enum lang               lang = err ? err->lang : LANG_ZH;
    const char             *label = tr(lang, step->label);
    if (!act->by->name || !*act->by->name)
        return err_code_set(err, ERR_INVALID, "要写明是谁办的");
    if (!role_may(step, act->by))
        return err_code_set(err, ERR_INVALID, "“%s”要由%s来办", label,
                            roles_shown(step->roles, lang, act->arena));
    if (!unit_may(act->flow, fold, act->row, step, act->by))
        return err_code_set(err, ERR_INVALID, "“%s”由另一个单位来办", label);
    if ((step->who & WHO_OWNER) && *fold->owner && !is_same_person(act, fold->owner))
        return err_code_set(err, ERR_INVALID, "这件事由%s在办，“%s”要由本人来办",
                            user_shown(act->store, fold->owner, act->arena), label);
    for (size_t i = 0; (step->who & WHO_NOT_AUTHOR) && i < fold->author_count; i++)
        if (is_same_person(act, fold->authors[i]))
            return err_code_set(err, ERR_INVALID, "自己写的不能自己“%s”，要由另一个人来办", label);
    for (size_t i = 0; (step->who & WHO_NOT_OWNED) && i < fold->owner_count; i++)
        if (is_same_person(act, fold->owners[i]))
            return err_code_set(err, ERR_INVALID, "办过这件事的人不能“%s”，要由另一个人来办",
                                label);
    return true;
}

bool flow_by_may(const struct history *history, const struct flow_step *step,
                 const struct flow_by *by) {
    const struct fold *fold = &history->fold;
    if (!(step->who & by->who))
        return false;
    if (by->who != WHO_STAFF)
        return true;
    if (!by->name || !role_may(step, by) ||
        !unit_may(history->flow, fold, history->row, step, by) ||
        ((step->who & WHO_OWNER) && *fold->owner && !is_person(by, fold->owner)))
        return false;
    for (size_t i = 0; (step->who & WHO_NOT_AUTHOR) && i < fold->author_count; i++)
        if (is_person(by, fold->authors[i]))
            return false;
    for (size_t i = 0; (step->who & WHO_NOT_OWNED) && i < fold->owner_count; i++)
        if (is_person(by, fold->owners[i]))
            return false;
    return true;
}

bool act_may(const struct flow_act *act, struct err *err) {
    enum lang   lang = err ? err->lang : LANG_ZH;
    const char *label = tr(lang, act->step->label);
    int         state = act->fold->state;
    if (!(act->step->who & act->by->who))
        return err_code_set(err, ERR_INVALID, "“%s”不由%s来办，由%s来办", label,
                            who_words(act->by->who, lang), who_words(act->step->who, lang));
    if (state >= 0 && !(act->step->from & FROM(state)))
        return err_code_set(err, ERR_INVALID, "这件事现在是“%s”，不能“%s”",
                            tr(lang, act->flow->states[state].staff), label);
    if (fold_needs_revision(act->flow, act->fold, act->step) && act->fold->revision_count == 0)
        return err_code_set(err, ERR_INVALID, "没有等审核的修改，不用“%s”", label);
    return (act->by->who != WHO_STAFF || staff_may(act, err)) && condition_may(act, err) &&
           (!act->step->guard || act->step->guard(act, err));
}
