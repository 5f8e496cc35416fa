/* SPDX-License-Identifier: GPL-3.0-or-later
 * job_flow.c - the table of a posting's review, what its steps ask for, and what they write on the
 * posting itself: who has checked it and when, the new closing day, the places. */
#include "services/jobs/job_flow.h"

#include "services/jobs/application_forms.h"

#include <string.h>

enum { REMINDED_DAYS_BEFORE = 3 };
#define ADOPTED_AT "D01" /* the desk: numbers have to name a terminal */

/* --- what its steps ask for ---------------------------------------------------------------- */

const struct word return_reason_words[RETURN_REASON_COUNT] = {
    [RETURN_EMPLOYER] = { "employer", N_("单位还没有核实"), "单位不实" },
    [RETURN_PAY] = { "pay", N_("工资没写清楚"), "工资不清" },
    [RETURN_FACTS] = { "facts", N_("内容不全或有错"), "内容不全|写错了" },
    [RETURN_UNLAWFUL] = { "unlawful", N_("有不合规定的要求"), "违规|歧视|收费" },
    [RETURN_TWICE] = { "twice", N_("与别的岗位重复"), "重复" },
    [RETURN_OTHER] = { "other", N_("别的原因"), "其他" },
};
const struct word withdraw_reason_words[WITHDRAW_REASON_COUNT] = {
    [WITHDRAW_EMPLOYER] = { "employer", N_("单位不招了"), "不招了" },
    [WITHDRAW_WRONG] = { "wrong", N_("内容不对"), "写错了" },
    [WITHDRAW_COMPLAINT] = { "complaint", N_("有人投诉"), "投诉" },
    [WITHDRAW_OTHER] = { "other", N_("别的原因"), "其他" },
};

#define NOTE_FIELD                                                                                 \
    { "note", LONG_TEXT(note), .label = N_("说明"), .max = 500 }

#define REC struct return_form
static const struct field return_fields[] = {
    { "code", ENUM(code, return_reason), .label = N_("退回的原因"), .flags = F_REQUIRED },
    NOTE_FIELD,
};
const struct record return_form =
    RECORD("return_form", N_("退回"), return_fields, .flags = RECORD_SETTINGS);
#undef REC

#define REC struct withdraw_form
static const struct field withdraw_fields[] = {
    { "code", ENUM(code, withdraw_reason), .label = N_("撤下的原因"), .flags = F_REQUIRED },
    NOTE_FIELD,
};
const struct record withdraw_form =
    RECORD("withdraw_form", N_("撤下"), withdraw_fields, .flags = RECORD_SETTINGS);
#undef REC

#define REC struct renew_form
static const struct field renew_fields[] = {
    { "closes_on", DAY(closes_on), .label = N_("新的截止日期"), .flags = F_REQUIRED },
};
const struct record renew_form =
    RECORD("renew_form", N_("再招"), renew_fields, .flags = RECORD_SETTINGS);
#undef REC

/* --- may it be ----------------------------------------------------------------------------- */

static bool day_passed(const struct flow_act *act, day closes_on) {
    return !day_absent(closes_on) && closes_on.n < day_of_time(act->now).n;
}

static bool renew_may(const struct flow_act *act, struct err *err) {
    const struct renew_form *form = act->fields;
    if (act->fold->result != RESULT_LAPSED)
        return err_code_set(err, ERR_INVALID, "撤下的岗位不能再招，请改好内容重新送审");
    return !form || !day_passed(act, form->closes_on) ||
           err_code_set(err, ERR_INVALID, "closes_on：新的截止日期已经过了");
}

static bool fill_may(const struct flow_act *act, struct err *err) {
    const struct job *job = act->row;
    return job->places == 0 || err_code_set(err, ERR_INVALID, "“%s”还有名额", job->title);
}

static bool free_may(const struct flow_act *act, struct err *err) {
    const struct job *job = act->row;
    return job->places != 0 || err_code_set(err, ERR_INVALID, "“%s”已经招满了", job->title);
}

/* --- effects ------------------------------------------------------------------------------- */

static bool job_now(const struct flow_act *act, struct job *ret_job, struct err *err) {
    return store_get(act->store, &job_record, act->matter, ret_job, act->arena, err);
}

/* Who was hired while a revision of the places waited has a place in it too. */
static bool places_since(const struct flow_act *act, struct job *job, struct err *err) {
    const struct job  *before = act->row;
    const struct fold *fold = act->fold;
    int64_t            taken = 0;
    if (fold->revision_count == 0 || job->places == INT_ABSENT || job->places == before->places)
        return true;
    const struct value values[] = { value_id(&act->matter),
                                    value_integer(fold->revisions[0]->stamp.ms) };
    if (!store_number(act->store,
                      "SELECT sum(CASE step.name WHEN 'hire' THEN 1 ELSE -1 END) FROM step "
                      "JOIN application ON application.id = step.matter WHERE application.job = $1 "
                      "AND step.stamp > $2 AND step.name IN ('hire', 'leave')",
                      values, 2, &taken, err))
        return false;
    int64_t left = job->places - taken;
    if (job->headcount != INT_ABSENT && left > job->headcount)
        left = job->headcount;
    job->places = left > 0 ? (int)left : 0;
    return true;
}

/* Who has checked it stands on the glass. The system, which takes over what was there before, has
 * checked nothing. A revision may have left no place, or given some to a posting that was full. */
static bool approve_effect(struct flow_act *act, struct err *err) {
    const struct flow_by system = { .who = WHO_SYSTEM,
                                    .terminal = act->by->terminal,
                                    .limits = act->by->limits };
    struct job           job;
    if (!job_now(act, &job, err) || !places_since(act, &job, err))
        return false;
    if (act->by->who != WHO_SYSTEM) {
        if (day_passed(act, job.closes_on))
            return err_code_set(err, ERR_INVALID, "截止日期已经过了，要先改截止日期");
        const char *name = user_shown(act->store, act->by->name, act->arena);
        if (!name || !TEXT_COPY(job.checked_by, name))
            return err_code_set(err, ERR_INVALID, "审核人的名字最多 20 个字");
        job.checked_on = day_of_time(act->now);
    }
    return store_update(act->store, &job_record, &job, err) &&
           (job.places != 0 ||
            flow_step(act->store, &job_flow, act->matter, "fill", NULL, &system, err));
}

static bool renew_effect(struct flow_act *act, struct err *err) {
    const struct renew_form *form = act->fields;
    struct job               job;
    if (!job_now(act, &job, err))
        return false;
    job.closing = CLOSING_ON_DAY;
    job.closes_on = form->closes_on;
    return store_update(act->store, &job_record, &job, err);
}

/* --- the table ----------------------------------------------------------------------------- */

enum { DRAFT, REVIEW, OPEN, FILLED, CLOSED, STATE_COUNT };
_Static_assert(STATE_COUNT == JOB_STATE_COUNT - 1, "a state of job_flow is a word of job.state");

static const struct flow_state states[STATE_COUNT] = {
    [DRAFT] = { "draft", N_("还没有公开"), N_("草稿") },
    [REVIEW] = { "review", N_("还没有公开"), N_("待审核"), .waits = true },
    [OPEN] = { "open", N_("正在招"), N_("在招") },
    [FILLED] = { "filled", N_("招满了"), N_("已招满") },
    [CLOSED] = { "closed", N_("不招了"), N_("已结束"), RESULT_WITHDRAWN },
};

#define SHOWN (FROM(OPEN) | FROM(FILLED))
#define WRITERS (ROLE(ROLE_PUBLISHER) | ROLE(ROLE_MANAGER))
#define CHECKERS (ROLE(ROLE_REVIEWER) | ROLE(ROLE_MANAGER))

static const struct flow_step steps[] = {
    { "submit", N_("录入"), FLOW_NEW, DRAFT, WHO_STAFF | WHO_SYSTEM, .roles = WRITERS,
      .authors = true },
    /* What is changed in the review goes back: nobody approves what they have not seen. */
    { "edit", N_("修改"), FROM(DRAFT) | FROM(REVIEW) | FROM(CLOSED), DRAFT, WHO_STAFF,
      .roles = WRITERS, .authors = true, .reopens = true },
    { "propose", N_("送审"), FROM(DRAFT), REVIEW, WHO_STAFF | WHO_SYSTEM, .roles = WRITERS,
      .authors = true },
    { "approve", N_("审核通过"), FROM(REVIEW) | SHOWN, OPEN,
      WHO_STAFF | WHO_SYSTEM | WHO_NOT_AUTHOR, .roles = CHECKERS, .settles = true, .applies = true,
      .effect = approve_effect },
    { "return", N_("退回"), FROM(REVIEW), DRAFT, WHO_STAFF, .roles = CHECKERS,
      .fields = &return_form },
    { "revise", N_("修改（等审核）"), SHOWN, FLOW_STAY, WHO_STAFF, .roles = WRITERS,
      .authors = true },
    { "reject", N_("不采用修改"), SHOWN, FLOW_STAY, WHO_STAFF, .roles = CHECKERS | WRITERS,
      .fields = &return_form, .settles = true, .drops = true },
    { "withdraw", N_("撤下"), FROM(DRAFT) | FROM(REVIEW) | SHOWN, CLOSED, WHO_STAFF,
      .roles = WRITERS | CHECKERS, .fields = &withdraw_form },
    { "remind", N_("快到截止日期了"), FROM(OPEN), FLOW_STAY, WHO_SYSTEM, .fields = NULL },
    { "expire", N_("到期下架"), FROM(OPEN), CLOSED, WHO_SYSTEM, .result = RESULT_LAPSED },
    { "renew", N_("再招"), FROM(CLOSED), REVIEW, WHO_STAFF, .roles = WRITERS, .fields = &renew_form,
      .authors = true, .reopens = true, .guard = renew_may, .effect = renew_effect },
    { "fill", N_("招满"), FROM(OPEN), FILLED, WHO_SYSTEM, .guard = fill_may },
    { "free", N_("又有名额"), FROM(FILLED), OPEN, WHO_SYSTEM, .guard = free_may },
    { "note", N_("备注"), FROM(STATE_COUNT) - 1, FLOW_STAY, WHO_STAFF, .fields = &note_form },
    { 0 },
};

static const struct flow_clock clocks[] = {
    { "review", N_("审核"), STEPS("propose", "renew", "revise"),
      STEPS("approve", "return", "reject", "edit", "withdraw"), .reminder = NULL },
    { "closing", N_("截止"), STEPS("remind"), STEPS("approve", "expire", "fill", "withdraw"),
      .reminder = "closes_on" },
    { 0 },
};

/* The closing day itself is the last that it shows. */
static const struct flow_timer timers[] = {
    { "remind", NULL, (const int[]){ -REMINDED_DAYS_BEFORE, 0 }, "closes_on" },
    { "expire", NULL, (const int[]){ 1, 0 }, "closes_on" },
    { 0 },
};

static bool job_title(struct store *store, row_id matter, bool personal, struct arena *arena,
                      const char **ret_title, struct err *err) {
    (void)personal; /* an employer's telephone is on the glass */
    return job_in_words(store, matter, arena, ret_title, err);
}

const struct flow job_flow = {
    .name = "job",
    .label = N_("岗位审核"),
    .prefix = "GW",
    .version = 1,
    .record = &job_record,
    .state_field = "state",
    .edit = "edit",
    .revise = "revise",
    .propose = "propose",
    .approve = "approve",
    .states = states,
    .state_count = STATE_COUNT,
    .steps = steps,
    .clocks = clocks,
    .timers = timers,
    .title = job_title,
};

/* --- places -------------------------------------------------------------------------------- */

static bool places_move(struct store *store, row_id id, int by_one, const char *step,
                        enum job_state from, const struct flow_by *by, struct err *err) {
    const struct flow_by system = { .who = WHO_SYSTEM,
                                    .terminal = by->terminal,
                                    .limits = by->limits };
    struct arena         arena = { 0 };
    struct job           job;
    bool                 done = store_get(store, &job_record, id, &job, &arena, err);
    if (done && job.places != INT_ABSENT) {
        bool more = by_one > 0 && (job.headcount == INT_ABSENT || job.places < job.headcount);
        bool less = by_one < 0 && job.places > 0;
        job.places += more || less ? by_one : 0;
        done = store_update(store, &job_record, &job, err);
        if (done && job.state == from && (job.places == 0) == (by_one < 0))
            done = flow_step(store, &job_flow, id, step, NULL, &system, err);
    }
    arena_deinit(&arena);
    return done;
}

bool job_place_take(struct store *store, row_id job, const struct flow_by *by, struct err *err) {
    return places_move(store, job, -1, "fill", JOB_OPEN, by, err);
}

bool job_place_free(struct store *store, row_id job, const struct flow_by *by, struct err *err) {
    return places_move(store, job, 1, "free", JOB_FILLED, by, err);
}

/* --- of older releases --------------------------------------------------------------------- */

static bool adopt(struct store *store, const struct job *job, struct err *err) {
    static const char *const ways[JOB_STATE_COUNT][5] = {
        [JOB_STATE_UNWRITTEN] = { "submit" },
        [JOB_DRAFT] = { "submit" },
        [JOB_REVIEW] = { "submit", "propose" },
        [JOB_OPEN] = { "submit", "propose", "approve" },
        [JOB_FILLED] = { "submit", "propose", "approve", "fill" },
        [JOB_CLOSED] = { "submit", "propose", "approve", "expire" },
    };
    const struct flow_by system = { .who = WHO_SYSTEM, .terminal = ADOPTED_AT };
    return flow_adopt(store, &job_flow, job->head.id, ways[job->state], &system, err);
}

bool job_adopt(struct store *store, bool apply, bool *ret_needed, struct err *err) {
    static const char without[] =
        "WHERE NOT EXISTS (SELECT 1 FROM matter WHERE matter.id = job.id) "
        "ORDER BY job.row_order LIMIT 1";
    int64_t            jobs = 0, matters = 0;
    const struct value flow = value_text(job_flow.name);
    if (!store_number(store, "SELECT count(*) FROM job", NULL, 0, &jobs, err) ||
        !store_number(store, "SELECT count(*) FROM matter WHERE flow = $1", &flow, 1, &matters,
                      err))
        return false;
    *ret_needed = jobs != matters;
    for (; apply && matters < jobs; matters++) {
        struct arena  arena = { 0 };
        struct query *query;
        struct job    job;
        bool          found = false;
        bool          done = query_open(&query, store, &job_record, without, NULL, 0, err);
        if (done) {
            found = query_next(query, &job, &arena);
            done = query_close(query, err);
        }
        done = done && (!found || adopt(store, &job, err));
        arena_deinit(&arena);
        if (!done || !found)
            return done;
    }
    return true;
}
