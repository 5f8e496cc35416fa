/* SPDX-License-Identifier: GPL-3.0-or-later
 * question.c - 帮我问: asked once for everybody, counted for each who wants to know. */
#include "services/jobs/question.h"

#include "record/json.h"
#include "record/mask.h"
#include "services/jobs/application_forms.h"
#include "services/jobs/job_list.h"
#include "services/service.h"
#include "store/journal.h"

#include <string.h>

const struct word question_fact_words[QUESTION_FACT_COUNT] = {
    [QUESTION_PAY] = { "pay", N_("工资多少"), NULL },
    [QUESTION_HOURS] = { "hours", N_("几点上下班"), NULL },
    [QUESTION_SHIFT] = { "shift", N_("要不要上夜班"), NULL },
    [QUESTION_PLACE] = { "place", N_("在哪里上班"), NULL },
    [QUESTION_TRAVEL] = { "travel", N_("怎么去、要多久"), NULL },
    [QUESTION_AGE] = { "age", N_("年龄要求"), NULL },
    [QUESTION_SCHOOLING] = { "schooling", N_("学历要求"), NULL },
    [QUESTION_TAUGHT] = { "taught", N_("教不教"), NULL },
    [QUESTION_BENEFITS] = { "benefits", N_("包不包吃住、有没有保险"), NULL },
    [QUESTION_SKILL] = { "skill", N_("要会什么"), NULL },
    [QUESTION_CHILDREN] = { "children", N_("能不能带孩子"), NULL },
    [QUESTION_OTHER] = { "other", N_("别的事"), NULL },
};

#define REC struct question
static const struct field question_fields[] = {
    { "job", REF(job, &job_record), .label = N_("岗位"), .flags = F_REQUIRED | F_INDEX },
    { "fact", ENUM(fact, question_fact), .label = N_("问什么"), .flags = F_REQUIRED },
    { "phone", PHONE(phone), .label = N_("电话"), .flags = F_PERSONAL },
    { "keep_until", DAY(keep_until), .label = N_("保存到") },
};
static void question_check(const void *row, struct problems *problems) {
    const struct question *question = row;
    if (*question->phone && day_absent(question->keep_until))
        (void)problem_add(problems, PROBLEM_ERROR, "keep_until", NULL,
                          N_("留了电话就要写保存到哪天"));
}
const struct record question_record =
    RECORD("question", N_("帮我问"), question_fields, .check = question_check);
#undef REC

/* --- the table ----------------------------------------------------------------------------- */

struct answer_form {
    const char *text;
};
#define REC struct answer_form
static const struct field answer_fields[] = {
    { "text", LONG_TEXT(text), .label = N_("单位的回答"), .flags = F_REQUIRED, .max = 300 },
};
static const struct record answer_form =
    RECORD("answer_form", N_("问到了"), answer_fields, .flags = RECORD_SETTINGS);
#undef REC

static bool forget_effect(struct flow_act *act, struct err *err) {
    return journal_erase(act->store, &question_record, act->matter, "phone", err) &&
           steps_erase(act->store, act->matter, err);
}

static const struct flow_state states[QUESTION_STATE_COUNT] = {
    [QUESTION_OPEN] = { "open", N_("正在问"), N_("等问单位"), .waits = true },
    [QUESTION_ANSWERED] = { "answered", N_("问到了"), N_("已回答"), RESULT_DONE },
    [QUESTION_UNANSWERED] = { "unanswered", N_("没问到"), N_("没问到"), RESULT_UNSOLVED },
};

/* Whoever speaks with employers. */
#define ASKERS (ROLE(ROLE_PUBLISHER) | ROLE(ROLE_AGENT) | ROLE(ROLE_MANAGER))

static bool claim_may(const struct flow_act *act, struct err *err) {
    const char *owner = act->fold->owner;
    if (!*owner)
        return true;
    const char *name = user_shown(act->store, owner, act->arena);
    return err_code_set(err, ERR_INVALID, "%s已经在问了", name ? name : owner);
}

static const struct flow_step steps[] = {
    { "submit", N_("提问"), FLOW_NEW, QUESTION_OPEN, WHO_RESIDENT | WHO_STAFF, .roles = ASKERS,
      .seen = true },
    { "again", N_("又有人问"), FROM(QUESTION_OPEN), FLOW_STAY, WHO_RESIDENT, .fields = NULL },
    { "claim", N_("我来问"), FROM(QUESTION_OPEN), FLOW_STAY, WHO_STAFF, .roles = ASKERS,
      .owner = OWNER_TAKES, .guard = claim_may },
    { "release", N_("我问不了"), FROM(QUESTION_OPEN), FLOW_STAY, WHO_STAFF | WHO_OWNER,
      .roles = ASKERS, .owner = OWNER_CLEARED },
    { "answer", N_("问到了"), FROM(QUESTION_OPEN), QUESTION_ANSWERED, WHO_STAFF, .roles = ASKERS,
      .fields = &answer_form, .owner = OWNER_TAKES, .seen = true },
    { "give_up", N_("没问到"), FROM(QUESTION_OPEN), QUESTION_UNANSWERED, WHO_STAFF, .roles = ASKERS,
      .fields = &note_form, .owner = OWNER_TAKES, .seen = true },
    { "note", N_("备注"), FROM(QUESTION_OPEN), FLOW_STAY, WHO_STAFF, .roles = ASKERS,
      .fields = &note_form },
    { "forget", N_("到期删除个人信息"), FROM(QUESTION_STATE_COUNT) - 1, FLOW_STAY, WHO_SYSTEM,
      .effect = forget_effect },
    { 0 },
};

static const struct flow_clock clocks[] = {
    { "answer", N_("问到答复"), STEPS("submit"), STEPS("answer", "give_up"), .reminder = NULL },
    { 0 },
};
static const struct flow_timer timers[] = { { "forget", NULL, NULL, "keep_until" }, { 0 } };

static bool question_title(struct store *store, row_id matter, bool personal, struct arena *arena,
                           const char **ret_title, struct err *err) {
    struct question     question;
    const char         *job;
    const struct field *phone = record_field(&question_record, "phone");
    enum lang           lang = err ? err->lang : LANG_ZH;
    if (!store_get(store, &question_record, matter, &question, arena, err) ||
        !job_in_words(store, question.job, arena, &job, err))
        return false;
    const char *call = personal ? question.phone : mask_text(phone, question.phone, arena);
    *ret_title =
        arena_printf(arena, "%s · %s%s%s", tr(lang, question_fact_words[question.fact].label), job,
                     *question.phone ? " · " : "", call ? call : "");
    return *ret_title || err_code_set(err, ERR_MEMORY, "内存不足");
}

const struct flow question_flow = {
    .name = "question",
    .label = N_("帮我问"),
    .prefix = "WD",
    .version = 1,
    .record = &question_record,
    .states = states,
    .state_count = QUESTION_STATE_COUNT,
    .steps = steps,
    .clocks = clocks,
    .timers = timers,
    .title = question_title,
};

/* --- asking -------------------------------------------------------------------------------- */

/* The same question while it is open: of those who left no telephone, or this one. */
static bool same_find(struct store *store, const struct question *wanted, row_id *ret_id,
                      struct err *err) {
    const struct value values[] = { value_id(&wanted->job),
                                    value_text(question_fact_words[wanted->fact].name),
                                    value_text(wanted->phone) };
    struct err         why = { .lang = err ? err->lang : LANG_ZH };
    *ret_id = ID_ABSENT;
    return store_find(store,
                      "SELECT question.id FROM question JOIN standing ON standing.id = question.id "
                      "WHERE question.job = $1 AND question.fact = $2 AND standing.result IS NULL "
                      "AND ($3 = '' OR question.phone = $3) ORDER BY question.id LIMIT 1",
                      values, 3, ret_id, &why) ||
           why.code == ERR_ABSENT || err_code_set(err, why.code, "%s", why.text);
}

bool question_open_for(struct store *store, row_id job, enum question_fact fact, bool *ret_open,
                       struct err *err) {
    const struct question wanted = { .job = job, .fact = fact };
    row_id                id;
    if (!same_find(store, &wanted, &id, err))
        return false;
    *ret_open = !id_absent(id);
    return true;
}

static bool wish_read(const struct question_wish *wish, struct question *question,
                      struct arena *arena, day today, struct err *err) {
    const struct field *phone = record_field(&question_record, "phone");
    struct problems     problems;
    problems_init(&problems, arena, err ? err->lang : LANG_ZH);
    record_init(&question_record, question);
    question->job = wish->job;
    question->fact = wish->fact;
    if (!phone->type->parse(phone, wish->phone, question->phone, &problems)) {
        const char *text = problems_text(&problems);
        return err_code_set(err, ERR_INVALID, "%s", text ? text : "");
    }
    if (*question->phone)
        question->keep_until = (day){ today.n + wish->keep_days };
    return wish->fact > QUESTION_UNWRITTEN && wish->fact < QUESTION_FACT_COUNT
               ? true
               : err_code_set(err, ERR_INVALID, "请先选要问什么");
}

static bool again(struct store *store, row_id same, struct question_wish *wish,
                  const struct flow_by *by, struct arena *arena, struct err *err) {
    struct history history;
    if (!flow_step(store, &question_flow, same, "again", NULL, by, err) ||
        !flow_history(store, service_flows(), same, arena, &history, err))
        return false;
    const struct promise *answer = fold_promise(&history.fold, "answer");
    wish->again = true;
    wish->receipt = (struct receipt){ .matter = same,
                                      .at = history.fold.opened,
                                      .due = answer ? answer->due : TIME_ABSENT };
    (void)TEXT_COPY(wish->receipt.clock, "answer"); /* fits */
    memcpy(wish->receipt.number, history.matter.number, sizeof(wish->receipt.number));
    return true;
}

bool question_save(struct store *store, void *data, struct err *err) {
    struct question_wish *wish = data;
    const struct flow_by  by = { .who = WHO_RESIDENT, .terminal = wish->terminal };
    struct arena          arena = { 0 };
    struct question       question;
    struct job_row        open;
    row_id                same;
    day                   today = world_today(store_world(store));
    bool                  done = wish_read(wish, &question, &arena, today, err) &&
                job_open_get(store, wish->job, today, &arena, &open, err) &&
                same_find(store, &question, &same, err);
    wish->again = false;
    if (done && !id_absent(same))
        done = again(store, same, wish, &by, &arena, err);
    else if (done)
        done = flow_submit(store, &question_flow, &question, &by, &wish->receipt, err);
    arena_deinit(&arena);
    return done;
}
