/* SPDX-License-Identifier: GPL-3.0-or-later
 * complaint.h - the complaint and the report of FLOW.md whole, as tables: so that flow is not
 * shaped like the first that used it. One complaint (诉求) is joined by one or more reports (反映),
 * each with a promise and a verdict of its own; only “solved by the resident” counts as done. */
#ifndef ANJU_TESTS_FLOW_COMPLAINT_H
#define ANJU_TESTS_FLOW_COMPLAINT_H

#include "flow/act.h"
#include "flow/lease.h"
#include "support/check.h"
#include "support/seed.h"
#include "support/temp.h"

/* --- the complaint ------------------------------------------------------------------------- */

enum complaint_class { CLASS_UNWRITTEN, CLASS_WATER, CLASS_LIFT, CLASS_OTHER, CLASS_COUNT };
static const struct word complaint_class_words[CLASS_COUNT] = {
    [CLASS_WATER] = { "water", "供水", NULL },
    [CLASS_LIFT] = { "lift", "电梯", NULL },
    [CLASS_OTHER] = { "other", "其他", NULL },
};
enum urgency { URGENCY_UNWRITTEN, URGENCY_PLAIN, URGENCY_URGENT, URGENCY_COUNT };
static const struct word urgency_words[URGENCY_COUNT] = {
    [URGENCY_PLAIN] = { "plain", "一般", NULL },
    [URGENCY_URGENT] = { "urgent", "特急", NULL },
};

struct complaint {
    struct record_head head;
    char               what[TEXT_SIZE(40)];
    enum complaint_class class;
    enum urgency urgency;
};
#define REC struct complaint
static const struct field complaint_fields[] = {
    { "what", TEXT(what), .label = "什么事", .flags = F_REQUIRED | F_NAME },
    { "class", ENUM(class, complaint_class), .label = "类别", .flags = F_REQUIRED },
    { "urgency", ENUM(urgency, urgency), .label = "缓急", .flags = F_REQUIRED },
};
static const struct record complaint_record = RECORD("complaint", "诉求", complaint_fields);
#undef REC

struct dispatch_form {
    char unit[TEXT_SIZE(40)], helpers[TEXT_SIZE(120)];
};
#define REC struct dispatch_form
static const struct field dispatch_fields[] = {
    { "unit", TEXT(unit), .label = "主办单位", .flags = F_REQUIRED },
    { "helpers", TEXT(helpers), .label = "协办单位" },
};
static const struct record dispatch_form =
    RECORD("dispatch_form", "派单", dispatch_fields, .flags = RECORD_SETTINGS);
#undef REC

enum why { WHY_UNWRITTEN, WHY_NOT_OURS, WHY_RULE, WHY_CANNOT, WHY_COUNT };
static const struct word why_words[WHY_COUNT] = {
    [WHY_NOT_OURS] = { "not_ours", "不归我们管", NULL },
    [WHY_RULE] = { "rule", "规定不受理", NULL },
    [WHY_CANNOT] = { "cannot", "现在解决不了", NULL },
};
struct why_form {
    enum why    code;
    const char *where; /* to go instead */
};
#define REC struct why_form
static const struct field why_fields[] = {
    { "code", ENUM(code, why), .label = "原因", .flags = F_REQUIRED },
    { "where", LONG_TEXT(where), .label = "该去哪里", .max = 200 },
};
static const struct record why_form =
    RECORD("why_form", "原因", why_fields, .flags = RECORD_SETTINGS);
#undef REC

struct answer_form {
    const char *text;
};
#define REC struct answer_form
static const struct field answer_fields[] = {
    { "text", LONG_TEXT(text), .label = "答复", .flags = F_REQUIRED, .max = 500 },
};
static const struct record answer_form =
    RECORD("answer_form", "答复", answer_fields, .flags = RECORD_SETTINGS);
#undef REC

enum {
    RECEIVED,
    WORKING,
    DISPUTED,
    ANSWERED,
    REOPENED,
    MANAGER,
    ENDED,
    REFUSED,
    JOINED,
    COMPLAINT_STATES
};
static const struct flow_state complaint_states[COMPLAINT_STATES] = {
    [RECEIVED] = { "received", "收到了", "待派单", .waits = true },
    [WORKING] = { "working", "在办", "在办", .waits = true },
    [DISPUTED] = { "disputed", "在办", "有争议", .waits = true },
    [ANSWERED] = { "answered", "答复了", "已答复", .waits = false },
    [REOPENED] = { "reopened", "重新办", "待重新派单", .waits = true },
    [MANAGER] = { "manager", "请主任定", "待主任定", .waits = true },
    [ENDED] = { "ended", "办结", "办结", RESULT_DONE },
    [REFUSED] = { "refused", "不受理", "不受理", RESULT_REFUSED },
    [JOINED] = { "joined", "并到另一件", "已并", RESULT_JOINED },
};

static size_t taken_count(const struct fold *fold, const char *step) {
    size_t count = 0;
    for (size_t i = 0; i < fold->step_count; i++)
        count += !fold->idle[i] && strcmp(fold->steps[i].name, step) == 0;
    return count;
}

static bool dispatch_may(const struct flow_act *act, struct err *err) {
    const struct dispatch_form *form = act->fields;
    const struct actor         *actor = act->by->actor;
    if (act->fold->state == DISPUTED && actor && !(actor->roles & ROLE(ROLE_MANAGER)))
        return err_code_set(err, ERR_INVALID, "有争议的由主任指定主办单位");
    return !form || act->fold->state != REOPENED || !fold_had(act->fold, form->unit) ||
           err_code_set(err, ERR_INVALID, "unit：“%s”办过，要换一个单位", form->unit);
}
static bool return_may(const struct flow_act *act, struct err *err) {
    return taken_count(act->fold, "return") == 0 ||
           err_code_set(err, ERR_INVALID, "已经退过一次，再退要由主任定");
}
static bool return_again_may(const struct flow_act *act, struct err *err) {
    return taken_count(act->fold, "return") > 0 ||
           err_code_set(err, ERR_INVALID, "第一次退单用“退单”");
}
static bool answer_may(const struct flow_act *act, struct err *err) {
    return fold_helped(act->fold) || err_code_set(err, ERR_INVALID, "协办的单位还没有办好");
}
static bool reopen_may(const struct flow_act *act, struct err *err) {
    return taken_count(act->fold, "reopen") == 0 ||
           err_code_set(err, ERR_INVALID, "重新办过一次了");
}
static bool reopen_again_may(const struct flow_act *act, struct err *err) {
    return taken_count(act->fold, "reopen") > 0 || err_code_set(err, ERR_INVALID, "还没有重新办过");
}
static bool answer_effect(struct flow_act *act, struct err *err);
static bool join_effect(struct flow_act *act, struct err *err);

#define CENTRE (ROLE(ROLE_AGENT) | ROLE(ROLE_OFFICER) | ROLE(ROLE_MANAGER))
#define UNITS (ROLE(ROLE_UNIT) | ROLE(ROLE_PROPERTY))
#define QUEUED (FROM(RECEIVED) | FROM(DISPUTED) | FROM(REOPENED))
#define UNENDED (QUEUED | FROM(WORKING) | FROM(ANSWERED) | FROM(MANAGER))

static const struct flow_step complaint_steps[] = {
    { "submit", "登记", FLOW_NEW, RECEIVED, WHO_RESIDENT | WHO_STAFF | WHO_SYSTEM, .seen = true },
    { "claim", "我来办", QUEUED, FLOW_STAY, WHO_STAFF, .roles = CENTRE, .owner = OWNER_TAKES },
    { "dispatch", "派单", QUEUED, WORKING, WHO_STAFF, .roles = CENTRE, .fields = &dispatch_form,
      .seen = true, .guard = dispatch_may },
    { "return", "退单", FROM(WORKING), RECEIVED, WHO_STAFF | WHO_UNIT, .roles = UNITS | CENTRE,
      .fields = &why_form, .owner = OWNER_CLEARED, .guard = return_may },
    { "return_again", "再次退单", FROM(WORKING), DISPUTED, WHO_STAFF | WHO_UNIT,
      .roles = UNITS | CENTRE, .fields = &why_form, .guard = return_again_may },
    { "answer", "答复", FROM(WORKING), ANSWERED, WHO_STAFF | WHO_UNIT, .roles = UNITS | CENTRE,
      .fields = &answer_form, .seen = true, .guard = answer_may, .effect = answer_effect },
    { "reopen", "重新办", FROM(ANSWERED), REOPENED, WHO_SYSTEM, .owner = OWNER_CLEARED,
      .seen = true, .guard = reopen_may },
    { "reopen_again", "请主任定", FROM(ANSWERED), MANAGER, WHO_SYSTEM, .seen = true,
      .guard = reopen_again_may },
    { "unsolved", "未解决", FROM(MANAGER), ENDED, WHO_STAFF, .roles = ROLE(ROLE_MANAGER),
      .fields = &why_form, .seen = true, .result = RESULT_UNSOLVED },
    { "finish", "办结", FROM(ANSWERED), ENDED, WHO_SYSTEM, .seen = true },
    { "end_unheard", "没有回音", FROM(ANSWERED), ENDED, WHO_SYSTEM, .result = RESULT_UNHEARD },
    { "refuse", "不受理", FROM(RECEIVED), REFUSED, WHO_STAFF, .roles = CENTRE, .fields = &why_form,
      .seen = true },
    STEP_NOTE(UNENDED),
    STEP_RELEASE(UNENDED),
    STEP_REASSIGN(UNENDED, .roles = CENTRE),
    STEP_HOLD(FROM(WORKING), .roles = CENTRE | UNITS),
    STEP_RESUME(UNENDED, .roles = CENTRE | UNITS),
    STEP_EXTEND(QUEUED | FROM(WORKING), .roles = CENTRE | UNITS),
    STEP_GRANT(UNENDED, .roles = ROLE(ROLE_MANAGER)),
    STEP_REFUSE_EXTENSION(UNENDED, .roles = ROLE(ROLE_MANAGER)),
    STEP_ESCALATE(UNENDED),
    STEP_HELP(FROM(WORKING), .roles = CENTRE),
    STEP_HELPED(FROM(WORKING), .roles = CENTRE | UNITS),
    STEP_JOIN(QUEUED | FROM(WORKING), JOINED, .roles = CENTRE, .effect = join_effect),
    STEP_TAKE_IN(QUEUED | FROM(WORKING)),
    STEP_RETRACT(UNENDED),
    { 0 },
};

static const struct flow_rung hurry[] = {
    { -1, LIMIT_WORKING_DAYS, ROLE(ROLE_OFFICER), "escalate" }, /* near */
    { 0, LIMIT_ELAPSED_HOURS, ROLE(ROLE_OFFICER), "escalate" },
    { 1, LIMIT_WORKING_DAYS, ROLE(ROLE_MANAGER), "escalate" }, /* 催办 the next day */
    { 0 },
};
static const struct flow_clock complaint_clocks[] = {
    { "dispatch", "派单", STEPS("submit"), STEPS("dispatch", "refuse"), .ladder = hurry },
    { "first_answer", "第一次答复", STEPS("submit"), STEPS("answer", "refuse"), .ladder = hurry },
    { "next_step", "下一步", STEPS("submit"), STEPS("answer"), .each_seen = true,
      .may_hold = true },
    { "solved", "解决", STEPS("submit"), NULL, .beside = STEPS("reopen"), .may_hold = true,
      .ladder = hurry },
    { 0 },
};

static bool complaint_title(struct store *store, row_id matter, bool personal, struct arena *arena,
                            const char **ret_title, struct err *err) {
    struct complaint complaint;
    (void)personal;
    if (!store_get(store, &complaint_record, matter, &complaint, arena, err))
        return false;
    *ret_title = arena_strdup(arena, complaint.what);
    return *ret_title != NULL;
}

static const struct flow complaint_flow = {
    .name = "complaint",
    .label = "诉求",
    .prefix = "SQ",
    .version = 1,
    .record = &complaint_record,
    .unit_field = "unit",
    .helpers_field = "helpers",
    .states = complaint_states,
    .state_count = COMPLAINT_STATES,
    .steps = complaint_steps,
    .clocks = complaint_clocks,
    .title = complaint_title,
};

/* --- the report ---------------------------------------------------------------------------- */

struct report {
    struct record_head head;
    row_id             complaint;
    char               phone[TEXT_SIZE(24)];
};
#define REC struct report
static const struct field report_fields[] = {
    { "complaint", REF(complaint, &complaint_record), .label = "诉求",
      .flags = F_REQUIRED | F_INDEX },
    { "phone", PHONE(phone), .label = "电话", .flags = F_PERSONAL },
};
static const struct record report_record = RECORD("report", "反映", report_fields);
#undef REC

struct verdict_form {
    int         stars;
    const char *note;
};
#define REC struct verdict_form
static const struct field verdict_fields[] = {
    { "stars", INT(stars), .label = "几颗星", .min = 1, .max = 5 },
    { "note", LONG_TEXT(note), .label = "说明", .flags = F_PERSONAL, .max = 500 },
};
static const struct record verdict_form =
    RECORD("verdict_form", "评价", verdict_fields, .flags = RECORD_SETTINGS);
#undef REC

enum { OPEN, TO_CALL, HEARD, WITHDRAWN, REPORT_STATES };
static const struct flow_state report_states[REPORT_STATES] = {
    [OPEN] = { "open", "收到了", "在办", .waits = false },
    [TO_CALL] = { "to_call", "等您说好不好", "待回访", .waits = true },
    [HEARD] = { "ended", "听到您的话了", "已回访", RESULT_DONE },
    [WITHDRAWN] = { "withdrawn", "您撤回了", "本人撤回", RESULT_WITHDRAWN },
};

static const struct flow        report_flow;
static const struct flow *const complaint_flows[] = { &complaint_flow, &report_flow, NULL };
enum { ATTEMPTS = 3, REPORTS_MOST = 32 };

static bool system_step(struct flow_act *act, const struct flow *flow, row_id matter,
                        const char *step, struct err *err) {
    const struct flow_by system = { .who = WHO_SYSTEM,
                                    .terminal = act->by->terminal,
                                    .limits = act->by->limits };
    return flow_step(act->store, flow, matter, step, NULL, &system, err);
}

static bool reports_of(struct flow_act *act, row_id complaint, struct report *rows,
                       size_t *ret_count, struct err *err) {
    const struct value value = value_id(&complaint);
    struct query      *query;
    size_t             count = 0;
    if (!query_open(&query, act->store, &report_record, "WHERE complaint = $1 ORDER BY id", &value,
                    1, err))
        return false;
    while (count < REPORTS_MOST && query_next(query, &rows[count], act->arena))
        count++;
    *ret_count = count;
    return query_close(query, err);
}

/* Answered: everybody who told of it is called; who said no the last time, once more. */
static bool answer_effect(struct flow_act *act, struct err *err) {
    struct report rows[REPORTS_MOST];
    size_t        count;
    if (!reports_of(act, act->matter, rows, &count, err))
        return false;
    for (size_t i = 0; i < count; i++) {
        struct history report;
        if (!flow_history(act->store, complaint_flows, rows[i].head.id, act->arena, &report, err))
            return false;
        if ((report.fold.state == OPEN || report.fold.result == RESULT_UNSOLVED) &&
            !system_step(act, &report_flow, rows[i].head.id, "answered", err))
            return false;
    }
    return true;
}

/* The reports of what is joined belong to the other; each keeps its own promise. */
static bool join_effect(struct flow_act *act, struct err *err) {
    const struct join_form *form = act->fields;
    struct report           rows[REPORTS_MOST];
    size_t                  count;
    row_id                  into;
    if (!id_parse(form->into, &into) || !reports_of(act, act->matter, rows, &count, err))
        return false;
    for (size_t i = 0; i < count; i++) {
        rows[i].complaint = into;
        if (!store_update(act->store, &report_record, &rows[i], err))
            return false;
    }
    return true;
}

/* When the last report of an answered complaint has ended. */
static bool settle_effect(struct flow_act *act, struct err *err) {
    const struct report *own = act->row;
    struct report        rows[REPORTS_MOST];
    struct history       complaint;
    size_t               count, done = 0, unsolved = 0;
    if (!reports_of(act, own->complaint, rows, &count, err) ||
        !flow_history(act->store, complaint_flows, own->complaint, act->arena, &complaint, err))
        return false;
    if (complaint.fold.state != ANSWERED)
        return true;
    for (size_t i = 0; i < count; i++) {
        struct history report;
        if (!flow_history(act->store, complaint_flows, rows[i].head.id, act->arena, &report, err))
            return false;
        if (report.fold.result == RESULT_NONE)
            return true;
        done += report.fold.result == RESULT_DONE;
        unsolved += report.fold.result == RESULT_UNSOLVED;
    }
    const char *step = unsolved && taken_count(&complaint.fold, "reopen") ? "reopen_again"
                       : unsolved                                         ? "reopen"
                       : done                                             ? "finish"
                                                                          : "end_unheard";
    return system_step(act, &complaint_flow, own->complaint, step, err);
}

/* Three attempts on three days: nobody was heard. */
static bool attempt_effect(struct flow_act *act, struct err *err) {
    int    days[ATTEMPTS];
    size_t count = 1;
    days[0] = day_of_time(act->now).n;
    for (size_t i = act->fold->step_count; i-- > 0 && count < ATTEMPTS;) {
        const struct step *step = &act->fold->steps[i];
        if (strcmp(step->name, "answered") == 0)
            break;
        bool again = act->fold->idle[i] || strcmp(step->name, "attempt") != 0;
        for (size_t d = 0; d < count; d++)
            again = again || days[d] == day_of_time(step->at).n;
        if (!again)
            days[count++] = day_of_time(step->at).n;
    }
    return count < ATTEMPTS || system_step(act, &report_flow, act->matter, "unheard", err);
}

static bool speak_up_may(const struct flow_act *act, struct err *err) {
    return (act->fold->result == RESULT_UNHEARD && taken_count(act->fold, "speak_up") == 0) ||
           err_code_set(err, ERR_INVALID, "您已经说过了");
}

static const struct flow_step report_steps[] = {
    { "submit", "反映", FLOW_NEW, OPEN, WHO_RESIDENT | WHO_STAFF, .seen = true },
    { "answered", "等回访", FROM(OPEN) | FROM(HEARD), TO_CALL, WHO_SYSTEM, .seen = true },
    { "attempt", "没联系上", FROM(TO_CALL), FLOW_STAY, WHO_STAFF, .roles = CENTRE,
      .owner = OWNER_TAKES, .effect = attempt_effect },
    { "solved", "解决了", FROM(TO_CALL), HEARD, WHO_RESIDENT | WHO_STAFF, .roles = CENTRE,
      .fields = &verdict_form, .seen = true, .effect = settle_effect },
    { "not_solved", "没有解决", FROM(TO_CALL), HEARD, WHO_RESIDENT | WHO_STAFF, .roles = CENTRE,
      .fields = &verdict_form, .seen = true, .result = RESULT_UNSOLVED, .effect = settle_effect },
    { "unheard", "没有回音", FROM(TO_CALL), HEARD, WHO_SYSTEM, .result = RESULT_UNHEARD,
      .effect = settle_effect },
    { "speak_up", "我还有话说", FROM(HEARD), TO_CALL, WHO_RESIDENT, .seen = true,
      .guard = speak_up_may },
    STEP_ADD(FROM(OPEN) | FROM(TO_CALL)),
    STEP_NOTE(FROM(OPEN) | FROM(TO_CALL)),
    STEP_WITHDRAW(FROM(OPEN) | FROM(TO_CALL), WITHDRAWN, .roles = CENTRE, .effect = settle_effect),
    { 0 },
};
static const struct flow_clock report_clocks[] = {
    { "call", "回访", STEPS("answered", "speak_up"), STEPS("attempt", "solved", "not_solved"),
      .reminder = NULL },
    { 0 },
};
static const struct flow_timer report_timers[] = {
    { "unheard", "answered", (const int[]){ 30, 0 }, NULL },
    { 0 },
};
static bool report_title(struct store *store, row_id matter, bool personal, struct arena *arena,
                         const char **ret_title, struct err *err) {
    (void)store, (void)matter, (void)personal, (void)err;
    *ret_title = arena_strdup(arena, "反映");
    return *ret_title != NULL;
}
static const struct flow report_flow = {
    .name = "report",
    .label = "反映",
    .prefix = "FY",
    .version = 1,
    .receipt = true,
    .record = &report_record,
    .states = report_states,
    .state_count = REPORT_STATES,
    .steps = report_steps,
    .clocks = report_clocks,
    .timers = report_timers,
    .title = report_title,
};

/* --- limits ------------------------------------------------------------------------------- */

#define NOON "08:30-12:00 14:00-17:30"
#define COMPLAINT_LIMITS                                                                           \
    "flow,clock,when,limit,unit,hours\n"                                                           \
    "complaint,dispatch,urgency=urgent,1,elapsed_hours,\n"                                         \
    "complaint,dispatch,,4,elapsed_hours,\n"                                                       \
    "complaint,first_answer,urgency=urgent,4,working_hours," NOON "\n"                             \
    "complaint,first_answer,,5,working_days," NOON "\n"                                            \
    "complaint,next_step,,3,working_days," NOON "\n"                                               \
    "complaint,solved,class=lift;urgency=urgent,24,elapsed_hours,\n"                               \
    "complaint,solved,class=water,8,working_hours," NOON "\n"                                      \
    "complaint,solved,,10,working_days," NOON "\n"                                                 \
    "complaint,hold,class=lift,2,working_days," NOON "\n"                                          \
    "complaint,hold,,5,working_days," NOON "\n"                                                    \
    "report,call,,2,working_days,08:30-20:30\n"

/* --- a node that knows them ---------------------------------------------------------------- */

struct hotline {
    struct temp    temp;
    struct world   world; /* 2026-11-24T09:41, a Tuesday */
    struct store  *store;
    struct arena   arena;
    struct limits *limits;
    struct err     err;
};

static const struct record *const *hotline_records(void) {
    static const struct record *records[32];
    size_t                      count = 0;
    for (const struct record *const *r = staff_records; *r; r++)
        records[count++] = *r;
    for (const struct record *const *r = flow_records; *r; r++)
        records[count++] = *r;
    records[count++] = &complaint_record;
    records[count] = &report_record;
    return records;
}

static inline struct store *hotline_open(struct hotline *h, struct world *world) {
    struct store              *store = NULL;
    const struct store_options options = {
        .mode = STORE_CREATE, .records = hotline_records(), .world = world, .space_floor = 1 << 20
    };
    if (!store_open(&store, temp_path(&h->temp, "node"), &options, &h->err))
        bug("hotline: %s", h->err.text);
    return store;
}

static inline void hotline_rules(struct hotline *h, const char *text) {
    limits_free(h->limits);
    h->limits = NULL;
    const char *path = temp_file(&h->temp, "limits.csv", text, strlen(text));
    if (!limits_load(&h->limits, path, "config/holidays-cn.csv", &h->err) ||
        !limits_cover(h->limits, complaint_flows, &h->err))
        bug("hotline: %s", h->err.text);
}

static inline void hotline_start(struct hotline *h) {
    memset(h, 0, sizeof(*h));
    temp_make(&h->temp);
    support_world(&h->world);
    h->store = hotline_open(h, &h->world);
    hotline_rules(h, COMPLAINT_LIMITS);
}

static inline void hotline_stop(struct hotline *h) {
    limits_free(h->limits);
    store_close(h->store);
    arena_deinit(&h->arena);
    temp_remove(&h->temp);
}

static inline bool hotline_end(struct hotline *h, bool done) {
    if (done && store_commit(h->store, &h->err))
        return true;
    store_rollback(h->store);
    return false;
}

/* Somebody who works here, with these roles; `unit` NULL: none. */
static inline struct actor actor_of(const char *login, role_set roles, const char *unit) {
    struct actor actor = { .roles = roles };
    (void)TEXT_COPY(actor.login, login);
    (void)TEXT_COPY(actor.name, login);
    (void)TEXT_COPY(actor.unit, unit ? unit : "");
    return actor;
}

static inline struct flow_by hotline_by(const struct hotline *h, enum flow_who who,
                                        const struct actor *actor) {
    return (struct flow_by){ .who = who,
                             .name = who == WHO_STAFF ? (actor ? actor->login : "刘敏") : NULL,
                             .actor = who == WHO_STAFF ? actor : NULL,
                             .terminal = "D01",
                             .limits = h->limits };
}

static inline struct complaint complaint_of(enum complaint_class class, enum urgency urgency) {
    struct complaint complaint;
    record_init(&complaint_record, &complaint);
    (void)TEXT_COPY(complaint.what, "水管漏水");
    complaint.class = class;
    complaint.urgency = urgency;
    return complaint;
}

static inline row_id hotline_complaint_linked(struct hotline *h, enum complaint_class class,
                                              enum urgency urgency, enum link_kind link,
                                              row_id linked) {
    struct flow_by   by = hotline_by(h, WHO_STAFF, NULL);
    struct complaint complaint = complaint_of(class, urgency);
    struct receipt   receipt;
    if (!hotline_end(h, store_begin(h->store, "刘敏", &h->err) &&
                            flow_submit_linked(h->store, &complaint_flow, &complaint, link, linked,
                                               &by, &receipt, &h->err)))
        bug("hotline: %s", h->err.text);
    return receipt.matter;
}

static inline row_id hotline_complaint(struct hotline *h, enum complaint_class class,
                                       enum urgency    urgency) {
    return hotline_complaint_linked(h, class, urgency, LINK_NONE, ID_ABSENT);
}

static inline row_id hotline_report(struct hotline *h, row_id complaint) {
    struct flow_by by = hotline_by(h, WHO_RESIDENT, NULL);
    struct report  report;
    struct receipt receipt;
    record_init(&report_record, &report);
    report.complaint = complaint;
    if (!hotline_end(h, store_begin(h->store, "resident", &h->err) &&
                            flow_submit(h->store, &report_flow, &report, &by, &receipt, &h->err)))
        bug("hotline: %s", h->err.text);
    return receipt.matter;
}

static inline bool hotline_take(struct hotline *h, const struct flow *flow, row_id matter,
                                const char *step, const void *fields, const struct flow_by *by) {
    h->err = (struct err){ 0 };
    return hotline_end(h, store_begin(h->store, "somebody", &h->err) &&
                              flow_step(h->store, flow, matter, step, fields, by, &h->err));
}

/* A step of the complaint by staff who may do anything; `fields` NULL: an empty form. */
static inline bool hotline_step(struct hotline *h, row_id matter, const char *step,
                                const void *fields, const char *name) {
    const struct flow_step *row = flow_step_named(&complaint_flow, step);
    struct flow_by          by = hotline_by(h, WHO_STAFF, NULL);
    void *form = row && row->fields ? arena_alloc(&h->arena, row->fields->size) : NULL;
    if (form)
        record_init(row->fields, form);
    by.name = name;
    return hotline_take(h, &complaint_flow, matter, step, fields ? fields : form, &by);
}

static inline void hotline_must(struct hotline *h, row_id matter, const char *step,
                                const void *fields, const char *name) {
    if (!hotline_step(h, matter, step, fields, name))
        fail_msg("%s: %s", step, h->err.text);
}

static inline void hotline_refused(struct hotline *h, row_id matter, const char *step,
                                   const void *fields, const char *name, const char *says) {
    if (hotline_step(h, matter, step, fields, name))
        fail_msg("taken: %s", step);
    if (!strstr(h->err.text, says))
        fail_msg("%s: not “%s” but: %s", step, says, h->err.text);
}

static inline struct dispatch_form dispatch_to(const char *unit, const char *helpers) {
    struct dispatch_form form;
    record_init(&dispatch_form, &form);
    (void)TEXT_COPY(form.unit, unit);
    (void)TEXT_COPY(form.helpers, helpers);
    return form;
}

static inline void hotline_dispatch(struct hotline *h, row_id matter, const char *unit,
                                    const char *helpers) {
    const struct dispatch_form form = dispatch_to(unit, helpers);
    hotline_must(h, matter, "dispatch", &form, "刘敏");
}

static inline void hotline_answer(struct hotline *h, row_id matter) {
    const struct answer_form form = { "修好了" };
    hotline_must(h, matter, "answer", &form, "刘敏");
}

static inline struct history hotline_history(struct hotline *h, row_id matter) {
    struct history history;
    if (!flow_history(h->store, complaint_flows, matter, &h->arena, &history, &h->err))
        bug("hotline: %s", h->err.text);
    return history;
}

static inline struct promise hotline_promise(struct hotline *h, row_id matter, const char *clock) {
    const struct history  history = hotline_history(h, matter);
    const struct promise *promise = fold_promise(&history.fold, clock);
    if (!promise)
        bug("no promise %s", clock);
    return *promise;
}

static inline size_t hotline_tick(struct hotline *h) {
    struct flow_by by = hotline_by(h, WHO_SYSTEM, NULL);
    size_t         written = 0;
    if (!hotline_end(h, store_begin(h->store, "system", &h->err) &&
                            flow_tick(h->store, complaint_flows, &by, &written, &h->err)))
        bug("hotline: %s", h->err.text);
    return written;
}

static inline time_ms when(const char *text) {
    time_ms t;
    if (!time_parse(text, &t))
        bug("%s is no time", text);
    return t;
}

/* On to this moment, the monotonic clock too. */
static inline void hotline_until(struct hotline *h, const char *text) {
    world_advance(&h->world, when(text).ms - world_now(&h->world).ms);
}

static inline void check_due(struct hotline *h, row_id matter, const char *clock, const char *due,
                             const char *why) {
    char is[TIME_TEXT], wanted[TIME_TEXT];
    time_format(hotline_promise(h, matter, clock).due, is);
    time_format(when(due), wanted);
    if (strcmp(is, wanted) != 0)
        fail_msg("%s is due %s, not %s: %s", clock, is, wanted, why);
}

static inline void hotline_ties(struct hotline *h) {
    char *text;
    if (!standing_check(h->store, complaint_flows, &h->arena, &text, &h->err))
        fail_msg("%s", h->err.text);
    check_text(text, "", "matters stand as their steps say");
}

#endif
