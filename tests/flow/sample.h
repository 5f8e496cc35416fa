/* SPDX-License-Identifier: GPL-3.0-or-later
 * sample.h - a small flow that has one of everything: two clocks, a reminder, a timer of days and
 * one of the row, an end that the resident can speak up against, guards, owners. */
#ifndef ANJU_TESTS_FLOW_SAMPLE_H
#define ANJU_TESTS_FLOW_SAMPLE_H

#include "flow/act.h"
#include "support/check.h"

#include "support/seed.h"
#include "support/temp.h"
#include <stdlib.h>

struct errand {
    struct record_head head;
    char               title[TEXT_SIZE(20)], phone[TEXT_SIZE(24)];
    day                until;
};
#define REC struct errand
static const struct field errand_fields[] = {
    { "title", TEXT(title), .label = "事", .flags = F_REQUIRED | F_NAME },
    { "phone", PHONE(phone), .label = "电话", .flags = F_PERSONAL },
    { "until", DAY(until), .label = "到哪天" },
};
static const struct record errand_record = RECORD("errand", "跑腿", errand_fields);
#undef REC

struct later_form {
    time_ms     next;
    const char *who; /* personal */
};
#define REC struct later_form
static const struct field later_fields[] = {
    { "next", TIME(next), .label = "下次" },
    { "who", LONG_TEXT(who), .label = "谁说的", .flags = F_PERSONAL, .max = 100 },
};
static const struct record later_form =
    RECORD("later_form", "改天", later_fields, .flags = RECORD_SETTINGS);
#undef REC

enum { ERRAND_OPEN, ERRAND_WORKING, ERRAND_DONE, ERRAND_DROPPED, ERRAND_STATES };

static const struct flow_state errand_states[] = {
    { "open", "收到", "等办", .waits = true },
    { "working", "在办", "在办", .waits = false },
    { "done", "办好", "办好", .result = RESULT_DONE },
    { "dropped", "不办了", "不办了", .result = RESULT_WITHDRAWN },
};

static int  effects; /* how often the effect of finish was called */
static bool finish_effect(struct flow_act *act, struct err *err) {
    (void)act;
    (void)err;
    effects++;
    return true;
}
static bool never_on_monday(const struct flow_act *act, struct err *err) {
    return day_weekday(day_of_time(act->now)) != 1 ||
           err_code_set(err, ERR_INVALID, "星期一不办这个");
}

#define UNENDED (FROM(ERRAND_OPEN) | FROM(ERRAND_WORKING))
static const struct flow_step errand_steps[] = {
    { "submit", "提交", FLOW_NEW, ERRAND_OPEN, WHO_RESIDENT | WHO_STAFF, .seen = true },
    { "later", "改天", FROM(ERRAND_OPEN), FLOW_STAY, WHO_STAFF, .fields = &later_form },
    { "claim", "我来办", FROM(ERRAND_OPEN), ERRAND_WORKING, WHO_STAFF, .owner = OWNER_TAKES,
      .seen = true, .guard = never_on_monday },
    { "give_back", "退回", FROM(ERRAND_WORKING), ERRAND_OPEN, WHO_STAFF, .owner = OWNER_CLEARED },
    { "finish", "办好", FROM(ERRAND_WORKING), ERRAND_DONE, WHO_STAFF, .seen = true,
      .effect = finish_effect },
    { "speak_up", "没有办好", FROM(ERRAND_DONE), ERRAND_WORKING, WHO_RESIDENT, .seen = true },
    { "drop", "不办了", UNENDED, ERRAND_DROPPED, WHO_RESIDENT | WHO_STAFF, .seen = true },
    { "remind", "催一催", FROM(ERRAND_WORKING), FLOW_STAY, WHO_SYSTEM, .seen = false },
    { "lapse", "过期", UNENDED, ERRAND_DROPPED, WHO_SYSTEM, .seen = true },
    { 0 },
};
static const struct flow_clock errand_clocks[] = {
    { "first", "第一步", STEPS("submit"), STEPS("claim"), .reminder = NULL },
    { "work", "办好", STEPS("claim", "speak_up"), STEPS("finish"), .reminder = NULL },
    { "again", "再来", STEPS("later"), STEPS("claim"), .reminder = "next" },
    { 0 },
};
static const struct flow_timer errand_timers[] = {
    { "remind", "claim", (const int[]){ 2, 5, 0 }, NULL },
    { "lapse", NULL, NULL, "until" },
    { 0 },
};
static bool errand_title(struct store *store, row_id matter, bool personal, struct arena *arena,
                         const char **ret_title, struct err *err) {
    struct errand errand;
    (void)personal;
    if (!store_get(store, &errand_record, matter, &errand, arena, err))
        return false;
    *ret_title = arena_strdup(arena, errand.title);
    return *ret_title != NULL;
}
static const struct flow errand_flow = {
    .name = "errand",
    .label = "跑腿",
    .prefix = "PT",
    .version = 1,
    .receipt = true,
    .record = &errand_record,
    .states = errand_states,
    .state_count = ERRAND_STATES,
    .steps = errand_steps,
    .clocks = errand_clocks,
    .timers = errand_timers,
    .title = errand_title,
};
static const struct flow *const errand_flows[] = { &errand_flow, NULL };

#define ERRAND_LIMITS                                                                              \
    "flow,clock,when,limit,unit,hours\n"                                                           \
    "errand,first,,1,working_days,08:30-17:30\n"                                                   \
    "errand,work,,4,working_hours,09:00-17:00\n"

/* A node that knows only errands. */
struct errands {
    struct temp    temp;
    struct world   world; /* 2026-11-24T09:41, a Tuesday */
    struct store  *store;
    struct arena   arena;
    struct limits *limits;
    struct err     err;
};

static const struct record *const *errand_records(void) {
    static const struct record *records[32];
    size_t                      count = 0;
    for (const struct record *const *r = staff_records; *r; r++)
        records[count++] = *r;
    for (const struct record *const *r = flow_records; *r; r++)
        records[count++] = *r;
    records[count] = &errand_record;
    return records;
}

static inline struct store *errands_open(struct errands *e, struct world *world) {
    struct store              *store = NULL;
    const struct store_options options = {
        .mode = STORE_CREATE, .records = errand_records(), .world = world, .space_floor = 1 << 20
    };
    if (!store_open(&store, temp_path(&e->temp, "node"), &options, &e->err))
        bug("errands: %s", e->err.text);
    return store;
}

static inline void errands_start(struct errands *e) {
    memset(e, 0, sizeof(*e));
    temp_make(&e->temp);
    support_world(&e->world);
    e->store = errands_open(e, &e->world);
    const char *path = temp_file(&e->temp, "limits.csv", ERRAND_LIMITS, strlen(ERRAND_LIMITS));
    if (!limits_load(&e->limits, path, "config/holidays-cn.csv", &e->err))
        bug("errands: %s", e->err.text);
}

static inline void errands_stop(struct errands *e) {
    limits_free(e->limits);
    store_close(e->store);
    arena_deinit(&e->arena);
    temp_remove(&e->temp);
}

/* For cmocka: one of the test's own. */
static inline int errands_setup(void **state) {
    *state = calloc(1, sizeof(struct errands));
    if (*state)
        errands_start(*state);
    return *state ? 0 : -1;
}

static inline int errands_teardown(void **state) {
    errands_stop(*state);
    free(*state);
    return 0;
}

static inline struct flow_by by_of(const struct errands *e, enum flow_who who) {
    return (struct flow_by){
        .who = who, .name = who == WHO_STAFF ? "刘敏" : NULL, .terminal = "K01", .limits = e->limits
    };
}

static inline bool errands_end(struct errands *e, bool done) {
    if (done && store_commit(e->store, &e->err))
        return true;
    store_rollback(e->store);
    return false;
}

static inline struct receipt errands_submit(struct errands *e) {
    struct flow_by by = by_of(e, WHO_RESIDENT);
    struct errand  errand;
    struct receipt receipt;
    record_init(&errand_record, &errand);
    (void)TEXT_COPY(errand.title, "买药");
    (void)TEXT_COPY(errand.phone, "13800006021");
    if (!errands_end(e, store_begin(e->store, "resident", &e->err) &&
                            flow_submit(e->store, &errand_flow, &errand, &by, &receipt, &e->err)))
        bug("errands: %s", e->err.text);
    return receipt;
}

static inline bool errands_step(struct errands *e, row_id matter, const char *step,
                                const void *fields, enum flow_who who) {
    struct flow_by by = by_of(e, who);
    e->err = (struct err){ 0 };
    return errands_end(e,
                       store_begin(e->store, "somebody", &e->err) &&
                           flow_step(e->store, &errand_flow, matter, step, fields, &by, &e->err));
}

static inline size_t errands_tick(struct errands *e) {
    struct flow_by by = by_of(e, WHO_SYSTEM);
    size_t         written = 0;
    if (!errands_end(e, store_begin(e->store, "system", &e->err) &&
                            flow_tick(e->store, errand_flows, &by, &written, &e->err)))
        bug("errands: %s", e->err.text);
    return written;
}

static inline struct history errands_history(struct errands *e, row_id matter) {
    struct history history;
    if (!flow_history(e->store, errand_flows, matter, &e->arena, &history, &e->err))
        bug("errands: %s", e->err.text);
    return history;
}

#endif
