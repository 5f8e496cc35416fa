/* SPDX-License-Identifier: GPL-3.0-or-later
 * application_flow.c - how an application moves: called, introduced, met, hired, asked after on
 * days 7, 30, 90 and 180, since hired is not the end. Calls are made in calling hours. */
#include "record/mask.h"
#include "services/jobs/application.h"
#include "services/jobs/application_forms.h"
#include "services/jobs/job_flow.h"
#include "store/journal.h"

#include <string.h>

enum { SETTLED_AFTER_DAYS = 180, NEXT_CALL_DAYS_MOST = 30 };

/* --- what its steps ask for ---------------------------------------------------------------- */

const struct word call_channel_words[CALL_CHANNEL_COUNT] = {
    [CALL_PHONE] = { "phone", N_("打电话"), "电话" },
    [CALL_VISIT] = { "visit", N_("上门"), "当面" },
    [CALL_MESSAGE] = { "message", N_("发消息"), "短信|微信" },
};
const struct word call_outcome_words[CALL_OUTCOME_COUNT] = {
    [CALL_NO_ANSWER] = { "no_answer", N_("没人接"), "无人接听|没接" },
    [CALL_BUSY] = { "busy", N_("占线"), "正在通话" },
    [CALL_OFF] = { "off", N_("关机"), "已关机|停机" },
    [CALL_WRONG_NUMBER] = { "wrong_number", N_("号码不对"), "空号|错号" },
    [CALL_LATER] = { "later", N_("请改天再打"), "以后再打|改天" },
};
const struct word refuse_reason_words[REFUSE_REASON_COUNT] = {
    [REFUSE_CHANGED_MIND] = { "changed_mind", N_("本人不想去了"), "不去了" },
    [REFUSE_EMPLOYER] = { "employer", N_("单位没有录用"), "单位不要|未录用" },
    [REFUSE_FILLED] = { "filled", N_("岗位招满了"), "招满|已招满" },
    [REFUSE_PAY] = { "pay", N_("工资谈不拢"), "工资低" },
    [REFUSE_PLACE] = { "place", N_("太远或没法去"), "太远" },
    [REFUSE_FAMILY] = { "family", N_("要照顾家里"), "带孩子|家里有事" },
    [REFUSE_HEALTH] = { "health", N_("身体不合适"), "生病" },
    [REFUSE_UNREACHED] = { "unreached", N_("一直联系不上"), "联系不上" },
    [REFUSE_OTHER] = { "other", N_("别的原因"), "其他" },
};
const struct word leave_reason_words[LEAVE_REASON_COUNT] = {
    [LEAVE_PAY] = { "pay", N_("工资与说的不一样"), "工资低|欠薪" },
    [LEAVE_WORK] = { "work", N_("活太累或不适应"), "不适应|太累" },
    [LEAVE_FAMILY] = { "family", N_("家里有事"), "带孩子" },
    [LEAVE_HEALTH] = { "health", N_("身体原因"), "生病" },
    [LEAVE_DISMISSED] = { "dismissed", N_("单位不要了"), "辞退|裁员" },
    [LEAVE_BETTER] = { "better", N_("有了更好的工作"), "换工作" },
    [LEAVE_OTHER] = { "other", N_("别的原因"), "其他" },
};

#define NOTE_FIELD                                                                                 \
    { "note", LONG_TEXT(note), .label = N_("备注"), .flags = F_PERSONAL, .max = 500 }

#define REC struct attempt_form
static const struct field attempt_fields[] = {
    { "channel", ENUM(channel, call_channel), .label = N_("怎么联系的"), .flags = F_REQUIRED },
    { "outcome", ENUM(outcome, call_outcome), .label = N_("结果"), .flags = F_REQUIRED },
    { "called_at", TIME(called_at), .label = N_("联系的时间"), .hint = N_("不填就是现在") },
    { "next_time", TIME(next_time), .label = N_("下次什么时候打") },
    NOTE_FIELD,
};
const struct record attempt_form =
    RECORD("attempt_form", N_("没联系上"), attempt_fields, .flags = RECORD_SETTINGS);
#undef REC

#define REC struct reach_form
static const struct field reach_fields[] = {
    { "channel", ENUM(channel, call_channel), .label = N_("怎么联系的"), .flags = F_REQUIRED },
    { "called_at", TIME(called_at), .label = N_("联系的时间"), .hint = N_("不填就是现在") },
    NOTE_FIELD,
};
const struct record reach_form =
    RECORD("reach_form", N_("联系上了"), reach_fields, .flags = RECORD_SETTINGS);
#undef REC

#define REC struct introduce_form
static const struct field introduce_fields[] = {
    { "meet_at", TIME(meet_at), .label = N_("约好见面的时间") },
    NOTE_FIELD,
};
const struct record introduce_form =
    RECORD("introduce_form", N_("介绍给单位"), introduce_fields, .flags = RECORD_SETTINGS);
#undef REC

#define REC struct hire_form
static const struct field hire_fields[] = {
    { "starts_on", DAY(starts_on), .label = N_("哪天上岗") },
    NOTE_FIELD,
};
const struct record hire_form =
    RECORD("hire_form", N_("录用"), hire_fields, .flags = RECORD_SETTINGS);
#undef REC

#define REC struct remark_form
static const struct field remark_fields[] = { NOTE_FIELD };
const struct record       remark_form =
    RECORD("remark_form", N_("备注"), remark_fields, .flags = RECORD_SETTINGS);
#undef REC

#define REC struct refuse_form
static const struct field refuse_fields[] = {
    { "code", ENUM(code, refuse_reason), .label = N_("没成的原因"), .flags = F_REQUIRED },
    NOTE_FIELD,
};
const struct record refuse_form =
    RECORD("refuse_form", N_("没成"), refuse_fields, .flags = RECORD_SETTINGS);
#undef REC

#define REC struct leave_form
static const struct field leave_fields[] = {
    { "code", ENUM(code, leave_reason), .label = N_("离开的原因"), .flags = F_REQUIRED },
    NOTE_FIELD,
};
const struct record leave_form =
    RECORD("leave_form", N_("不做了"), leave_fields, .flags = RECORD_SETTINGS);
#undef REC

/* --- guards -------------------------------------------------------------------------------- */

/* DOMAIN.md, Hotline: applications are called from 08:30 to 17:30. A call is written down later
 * too: the time of the call counts. */
static bool call_may(const struct flow_act *act, enum call_channel channel, time_ms called_at,
                     struct err *err) {
    time_ms at = time_absent(called_at) ? act->now : called_at;
    if (time_absent(called_at) && at.ms < act->fold->opened.ms)
        return err_code_set(err, ERR_INVALID,
                            "这台机器的时间比收到申请的时间还早，请先把时间调准，再记这一步");
    if (at.ms > act->now.ms || at.ms < act->fold->opened.ms)
        return err_code_set(err, ERR_INVALID,
                            "called_at：联系的时间要在收到申请之后，也不能在现在之后");
    if (channel != CALL_PHONE || hours_within(calling_hours_applications, at))
        return true;
    int hour, minute;
    time_clock(at, &hour, &minute);
    return err_code_set(err, ERR_INVALID,
                        "打电话的时间是 %s，不能记成 %d:%02d；是那时候打的就填 called_at",
                        hours_words(calling_hours_applications, act->arena), hour, minute);
}

static bool attempt_may(const struct flow_act *act, struct err *err) {
    const struct attempt_form *form = act->fields;
    if (!form)
        return true;
    if (!time_absent(form->next_time) &&
        (form->next_time.ms <= act->now.ms ||
         !hours_within(calling_hours_applications, form->next_time)))
        return err_code_set(err, ERR_INVALID, "next_time：下次打电话要在现在以后的 %s",
                            hours_words(calling_hours_applications, act->arena));
    if (!time_absent(form->next_time) &&
        day_of_time(form->next_time).n > day_of_time(act->now).n + NEXT_CALL_DAYS_MOST)
        return err_code_set(err, ERR_INVALID, "next_time：下次打电话要在 %d 天以内",
                            NEXT_CALL_DAYS_MOST);
    return call_may(act, form->channel, form->called_at, err);
}

static bool reach_may(const struct flow_act *act, struct err *err) {
    const struct reach_form *form = act->fields;
    return !form || call_may(act, form->channel, form->called_at, err);
}

static bool job_of(const struct flow_act *act, struct job *ret_job, struct err *err) {
    const struct application *application = act->row;
    return store_get(act->store, &job_record, application->job, ret_job, act->arena, err);
}

static bool hire_may(const struct flow_act *act, struct err *err) {
    const struct hire_form *form = act->fields;
    struct job              job;
    if (form && !day_absent(form->starts_on) &&
        form->starts_on.n < day_of_time(act->fold->opened).n)
        return err_code_set(err, ERR_INVALID, "starts_on：上岗的日子要在收到申请之后");
    return job_of(act, &job, err) &&
           (job.places != 0 || err_code_set(err, ERR_INVALID, "“%s”已经招满了", job.title));
}

/* What is written down afterwards lies behind the 提交, whatever was mistyped. */
static bool introduce_may(const struct flow_act *act, struct err *err) {
    const struct introduce_form *form = act->fields;
    return !form || time_absent(form->meet_at) || form->meet_at.ms >= act->fold->opened.ms ||
           err_code_set(err, ERR_INVALID, "meet_at：见面的时间要在收到申请之后");
}

static bool settle_may(const struct flow_act *act, struct err *err) {
    int days = day_of_time(act->now).n - day_of_time(act->fold->since).n;
    return days >= SETTLED_AFTER_DAYS ||
           err_code_set(err, ERR_INVALID, "上岗满 %d 天才算稳定就业，还差 %d 天",
                        SETTLED_AFTER_DAYS, SETTLED_AFTER_DAYS - days);
}

/* --- effects ------------------------------------------------------------------------------- */

static bool hire_effect(struct flow_act *act, struct err *err) {
    const struct application *application = act->row;
    return job_place_take(act->store, application->job, act->by, err);
}

static bool leave_effect(struct flow_act *act, struct err *err) {
    const struct application *application = act->row;
    return job_place_free(act->store, application->job, act->by, err);
}

/* PIPL 47: withdrawn, or kept for as long as was agreed. */
static bool forget_effect(struct flow_act *act, struct err *err) {
    static const char *const fields[] = { "name", "phone", "note" };
    for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
        if (!journal_erase(act->store, &application_record, act->matter, fields[i], err))
            return false;
    return steps_erase(act->store, act->matter, err);
}

/* --- the table ----------------------------------------------------------------------------- */

static const struct flow_state states[APPLICATION_STATE_COUNT] = {
    [APPLICATION_NEW] = { "new", N_("收到了"), N_("等打电话"), .waits = true },
    [APPLICATION_CALLED] = { "called", N_("打过电话了"), N_("等介绍给单位"), .waits = true },
    [APPLICATION_INTRODUCED] = { "introduced", N_("介绍给单位了"), N_("等单位答复"),
                                 .waits = true },
    [APPLICATION_MET] = { "met", N_("见过面了"), N_("等录用结果"), .waits = true },
    [APPLICATION_HIRED] = { "hired", N_("录用了"), N_("已上岗") },
    [APPLICATION_SETTLED] = { "settled", N_("稳定上班了"), N_("稳定就业"), RESULT_DONE },
    [APPLICATION_LEFT] = { "left", N_("不做了"), N_("已离岗"), RESULT_LEFT },
    [APPLICATION_FAILED] = { "failed", N_("这次没成"), N_("没成"), RESULT_FAILED },
    [APPLICATION_WITHDRAWN] = { "withdrawn", N_("您撤回了"), N_("本人撤回"), RESULT_WITHDRAWN },
    [APPLICATION_LAPSED] = { "lapsed", N_("保存到期了"), N_("到期结束"), RESULT_LAPSED },
};

/* Who calls residents and speaks with employers. */
#define CALLERS (ROLE(ROLE_AGENT) | ROLE(ROLE_MANAGER))

#define BEFORE_HIRED                                                                               \
    (FROM(APPLICATION_NEW) | FROM(APPLICATION_CALLED) | FROM(APPLICATION_INTRODUCED) |             \
     FROM(APPLICATION_MET))
#define UNDER_WAY (BEFORE_HIRED | FROM(APPLICATION_HIRED))
#define ENDED_OR_HIRED                                                                             \
    (FROM(APPLICATION_HIRED) | FROM(APPLICATION_SETTLED) | FROM(APPLICATION_LEFT) |                \
     FROM(APPLICATION_FAILED) | FROM(APPLICATION_WITHDRAWN))

static const struct flow_step steps[] = {
    { "submit", N_("提交"), FLOW_NEW, APPLICATION_NEW, WHO_RESIDENT | WHO_STAFF, .roles = CALLERS,
      .seen = true },
    { "attempt", N_("没联系上"), FROM(APPLICATION_NEW), FLOW_STAY, WHO_STAFF, .roles = CALLERS,
      .fields = &attempt_form, .owner = OWNER_TAKES, .seen = true, .guard = attempt_may },
    { "reach", N_("联系上了"), FROM(APPLICATION_NEW), APPLICATION_CALLED, WHO_STAFF,
      .roles = CALLERS, .fields = &reach_form, .owner = OWNER_TAKES, .seen = true,
      .guard = reach_may },
    { "introduce", N_("介绍给单位"), FROM(APPLICATION_CALLED), APPLICATION_INTRODUCED, WHO_STAFF,
      .roles = CALLERS, .fields = &introduce_form, .owner = OWNER_TAKES, .seen = true,
      .guard = introduce_may },
    { "meet", N_("见过面"), FROM(APPLICATION_INTRODUCED), APPLICATION_MET, WHO_STAFF,
      .roles = CALLERS, .fields = &remark_form, .owner = OWNER_TAKES, .seen = true },
    { "hire", N_("录用"), FROM(APPLICATION_MET), APPLICATION_HIRED, WHO_STAFF, .roles = CALLERS,
      .fields = &hire_form, .owner = OWNER_TAKES, .seen = true, .guard = hire_may,
      .effect = hire_effect },
    { "ask", N_("该问还在不在做"), FROM(APPLICATION_HIRED), FLOW_STAY, WHO_SYSTEM, .fields = NULL },
    { "still_there", N_("还在做"), FROM(APPLICATION_HIRED), FLOW_STAY, WHO_STAFF, .roles = CALLERS,
      .fields = &remark_form, .owner = OWNER_TAKES, .seen = true },
    { "settle", N_("算稳定就业"), FROM(APPLICATION_HIRED), APPLICATION_SETTLED, WHO_STAFF,
      .roles = CALLERS, .fields = &remark_form, .owner = OWNER_CLEARED, .seen = true,
      .guard = settle_may },
    { "leave", N_("不做了"), FROM(APPLICATION_HIRED), APPLICATION_LEFT, WHO_STAFF, .roles = CALLERS,
      .fields = &leave_form, .owner = OWNER_CLEARED, .seen = true, .effect = leave_effect },
    { "refuse", N_("没成"), BEFORE_HIRED, APPLICATION_FAILED, WHO_STAFF, .roles = CALLERS,
      .fields = &refuse_form, .owner = OWNER_CLEARED, .seen = true },
    { "withdraw", N_("撤回"), BEFORE_HIRED, APPLICATION_WITHDRAWN, WHO_RESIDENT | WHO_STAFF,
      .roles = CALLERS, .owner = OWNER_CLEARED, .seen = true, .effect = forget_effect },
    { "note", N_("备注"), UNDER_WAY, FLOW_STAY, WHO_STAFF, .roles = CALLERS, .fields = &note_form },
    { "lapse", N_("到期结束，删除个人信息"), BEFORE_HIRED, APPLICATION_LAPSED, WHO_SYSTEM,
      .owner = OWNER_CLEARED, .effect = forget_effect },
    { "forget", N_("到期删除个人信息"), ENDED_OR_HIRED, FLOW_STAY, WHO_SYSTEM,
      .effect = forget_effect },
    { 0 },
};

static const struct flow_clock clocks[] = {
    { CLOCK_FIRST_CALL, N_("第一次电话"), STEPS("submit"), STEPS("attempt", "reach", "refuse"),
      .reminder = NULL },
    { "again", N_("再打一次"), STEPS("attempt"), STEPS("reach", "refuse"),
      .reminder = "next_time" },
    { "employer_answer", N_("单位答复"), STEPS("introduce"), STEPS("meet", "refuse"),
      .reminder = NULL },
    { "still_there", N_("问还在不在做"), NULL, STEPS("still_there", "settle", "leave"),
      .restarts = STEPS("ask") },
    { 0 },
};

static const struct flow_timer timers[] = {
    { "ask", "hire", (const int[]){ 7, 30, 90, SETTLED_AFTER_DAYS, 0 }, NULL },
    { "lapse", NULL, NULL, "keep_until" }, /* nobody can be called any more */
    { "forget", NULL, NULL, "keep_until" },
    { 0 },
};

/* --- for lists of staff -------------------------------------------------------------------- */

bool job_in_words(struct store *store, row_id id, struct arena *arena, const char **ret_words,
                  struct err *err) {
    struct job          job;
    const struct names *names = store_names(store);
    if (!store_get(store, &job_record, id, &job, arena, err))
        return false;
    const char *employer = names->name(names->ctx, &employer_record, job.employer);
    *ret_words = arena_printf(arena, "%s · %s", job.title, employer ? employer : "");
    return *ret_words || err_code_set(err, ERR_MEMORY, "内存不足");
}

static bool application_title(struct store *store, row_id matter, bool personal,
                              struct arena *arena, const char **ret_title, struct err *err) {
    struct application  application;
    const char         *job;
    const struct field *name = record_field(&application_record, "name");
    const struct field *phone = record_field(&application_record, "phone");
    enum lang           lang = err ? err->lang : LANG_ZH;
    if (!store_get(store, &application_record, matter, &application, arena, err) ||
        !job_in_words(store, application.job, arena, &job, err))
        return false;
    const char *who = personal ? application.name : mask_text(name, application.name, arena);
    const char *call = personal ? application.phone : mask_text(phone, application.phone, arena);
    *ret_title = *application.name ? arena_printf(arena, "%s %s · %s", who, call, job)
                                   : arena_printf(arena, "%s · %s", tr(lang, "已删除"), job);
    return *ret_title || err_code_set(err, ERR_MEMORY, "内存不足");
}

const struct flow application_flow = {
    .name = "application",
    .label = N_("求职意向"),
    .prefix = "QZ",
    .version = 1,
    .receipt = true,
    .record = &application_record,
    .states = states,
    .state_count = APPLICATION_STATE_COUNT,
    .steps = steps,
    .clocks = clocks,
    .timers = timers,
    .title = application_title,
};
