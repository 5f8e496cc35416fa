/* SPDX-License-Identifier: GPL-3.0-or-later
 * help.c - a call for staff: waits, is taken by one who goes, is answered, or lapses. */
#include "services/help/help.h"

#include "services/service.h"

#include <string.h>

#define REC struct staff_call
static const struct field staff_call_fields[] = {
    { "terminal", TEXT(terminal), .label = N_("终端"), .flags = F_REQUIRED | F_INDEX, .min = 3 },
};
const struct record staff_call_record = RECORD("staff_call", N_("叫工作人员"), staff_call_fields);
#undef REC

static const struct flow_state states[CALL_STATE_COUNT] = {
    [CALL_WAITING] = { "waiting", N_("已经叫了"), N_("有人在等"), .waits = true },
    [CALL_ANSWERED] = { "answered", N_("来过了"), N_("已过去"), RESULT_DONE },
    [CALL_LAPSED] = { "lapsed", N_("没有等到"), N_("没有过去"), RESULT_LAPSED },
};
/* Everybody who works in the hall may go. */
#define HALL                                                                                       \
    (ROLE(ROLE_PUBLISHER) | ROLE(ROLE_REVIEWER) | ROLE(ROLE_AGENT) | ROLE(ROLE_OFFICER) |          \
     ROLE(ROLE_PROPERTY) | ROLE(ROLE_MANAGER) | ROLE(ROLE_ADMINISTRATOR))

/* One goes: whoever comes later is told who. */
static bool claim_may(const struct flow_act *act, struct err *err) {
    const char *owner = act->fold->owner;
    if (!*owner)
        return true;
    const char *name = user_shown(act->store, owner, act->arena);
    return err_code_set(err, ERR_INVALID, "%s已经在过去的路上", name ? name : owner);
}

static const struct flow_step steps[] = {
    { "submit", N_("叫人"), FLOW_NEW, CALL_WAITING, WHO_RESIDENT, .seen = true },
    { "claim", N_("我这就过去"), FROM(CALL_WAITING), FLOW_STAY, WHO_STAFF, .roles = HALL,
      .owner = OWNER_TAKES, .seen = true, .guard = claim_may },
    { "release", N_("我去不了"), FROM(CALL_WAITING), FLOW_STAY, WHO_STAFF | WHO_OWNER,
      .roles = HALL, .owner = OWNER_CLEARED },
    { "ack", N_("过去了"), FROM(CALL_WAITING), CALL_ANSWERED, WHO_STAFF, .roles = HALL,
      .owner = OWNER_TAKES, .seen = true },
    { "lapse", N_("没有等到"), FROM(CALL_WAITING), CALL_LAPSED, WHO_SYSTEM, .fields = NULL },
    { 0 },
};

static const struct flow_clock clocks[] = {
    { "answer", N_("过去看看"), STEPS("submit"), STEPS("ack"), .reminder = NULL },
    { 0 },
};
static const struct flow_timer timers[] = {
    { "lapse", "submit", (const int[]){ 1, 0 }, NULL },
    { 0 },
};

static bool staff_call_title(struct store *store, row_id matter, bool personal, struct arena *arena,
                             const char **ret_title, struct err *err) {
    struct staff_call call;
    (void)personal; /* nothing of the caller is kept */
    if (!store_get(store, &staff_call_record, matter, &call, arena, err))
        return false;
    *ret_title = arena_printf(arena, tr(err ? err->lang : LANG_ZH, "%s 前面"), call.terminal);
    return *ret_title || err_code_set(err, ERR_MEMORY, "内存不足");
}

const struct flow staff_call_flow = {
    .name = "staff_call",
    .label = N_("叫工作人员"),
    .prefix = "JR",
    .version = 1,
    .record = &staff_call_record,
    .states = states,
    .state_count = CALL_STATE_COUNT,
    .steps = steps,
    .clocks = clocks,
    .timers = timers,
    .title = staff_call_title,
};

bool help_coming(struct store *store, row_id call, struct arena *arena, const char **ret_name,
                 bool *ret_there) {
    struct standing standing;
    *ret_name = "";
    *ret_there = false;
    if (!standing_get(store, call, &standing, NULL))
        return false;
    *ret_there = strcmp(standing.state, states[CALL_ANSWERED].name) == 0;
    const char *name = *standing.owner ? user_shown(store, standing.owner, arena) : "";
    *ret_name = name ? name : "";
    return true;
}

/* This terminal's call that still waits. */
static bool waiting_find(struct store *store, const char *terminal, row_id *ret_id,
                         struct err *err) {
    const struct value value = value_text(terminal);
    struct err         why = { .lang = err ? err->lang : LANG_ZH };
    *ret_id = ID_ABSENT;
    return store_find(store,
                      "SELECT staff_call.id FROM staff_call JOIN standing "
                      "ON standing.id = staff_call.id WHERE staff_call.terminal = $1 "
                      "AND standing.result IS NULL ORDER BY staff_call.id DESC LIMIT 1",
                      &value, 1, ret_id, &why) ||
           why.code == ERR_ABSENT || err_code_set(err, why.code, "%s", why.text);
}

static bool again(struct store *store, row_id waiting, struct help_wish *wish, struct err *err) {
    struct arena   arena = { 0 };
    struct history history;
    bool           done = flow_history(store, service_flows(), waiting, &arena, &history, err);
    if (done) {
        wish->again = true;
        wish->receipt =
            (struct receipt){ .matter = waiting, .at = history.fold.opened, .due = TIME_ABSENT };
        memcpy(wish->receipt.number, history.matter.number, sizeof(wish->receipt.number));
    }
    arena_deinit(&arena);
    return done;
}

bool help_call(struct store *store, void *data, struct err *err) {
    struct help_wish    *wish = data;
    const struct flow_by by = { .who = WHO_RESIDENT, .terminal = wish->terminal };
    struct staff_call    call;
    row_id               waiting;
    size_t               written;
    /* Yesterday's call lapses first: today's is a new one. */
    if (!flow_tick(store, service_flows(), &by, &written, err) ||
        !waiting_find(store, wish->terminal, &waiting, err))
        return false;
    if (!id_absent(waiting))
        return again(store, waiting, wish, err);
    wish->again = false;
    record_init(&staff_call_record, &call);
    return (TEXT_COPY(call.terminal, wish->terminal) ||
            err_code_set(err, ERR_INVALID, "终端编号“%s”不对", wish->terminal)) &&
           flow_submit(store, &staff_call_flow, &call, &by, &wish->receipt, err);
}
