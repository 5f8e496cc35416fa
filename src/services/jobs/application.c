/* SPDX-License-Identifier: GPL-3.0-or-later
 * application.c - the record of an application, and the resident's side of it: asking, being known
 * again, what a receipt shows, taking it back. */
#include "services/jobs/application.h"

#include "record/json.h"
#include "services/jobs/job_list.h"
#include "services/service.h"

#include <string.h>

enum { PHONE_DIGITS_LEAST = 7, PHONE_END = 4, SAME_MOST = 64 };

static void application_check(const void *row, struct problems *problems);

#define REC struct application
static const struct field application_fields[] = {
    { "job", REF(job, &job_record), .label = N_("岗位"), .flags = F_REQUIRED | F_INDEX },
    { "name", TEXT(name), .label = N_("姓名"), .flags = F_REQUIRED | F_PERSONAL, .min = 2 },
    { "phone", PHONE(phone), .label = N_("电话"), .flags = F_REQUIRED | F_PERSONAL | F_INDEX },
    { "note", LONG_TEXT(note), .label = N_("补充"), .flags = F_PERSONAL, .max = 200 },
    { "consent", LONG_TEXT(consent), .label = N_("同意书"), .flags = F_REQUIRED, .max = 240 },
    { "keep_until", DAY(keep_until), .label = N_("保存到"), .flags = F_REQUIRED },
};
const struct record application_record =
    RECORD("application", N_("求职意向"), application_fields, .check = application_check);
#undef REC

/* A name has letters or 汉字 and no digits: what was typed into the wrong field is noticed. */
static bool name_likely(const char *name) {
    return strpbrk(name, "0123456789@/\\<>{}") == NULL;
}

/* Numbers of five digits are hotlines, not people. */
static bool phone_callable(const char *phone) {
    const char *extension = strstr(phone, "转");
    size_t      length = extension ? (size_t)(extension - phone) : strlen(phone), digits = 0;
    for (size_t i = 0; i < length; i++)
        digits += phone[i] >= '0' && phone[i] <= '9';
    return digits >= PHONE_DIGITS_LEAST;
}

static void name_check(const struct application *application, struct problems *problems) {
    if (!name_likely(application->name))
        (void)problem_add(problems, PROBLEM_ERROR, "name", NULL,
                          N_("姓名里有数字或符号，请只写名字"));
}

static void phone_check(const struct application *application, struct problems *problems) {
    if (!phone_callable(application->phone))
        (void)problem_add(problems, PROBLEM_ERROR, "phone", NULL,
                          N_("这个电话太短，打不到您，请填手机号或带区号的座机"));
}

static void application_check(const void *row, struct problems *problems) {
    name_check(row, problems);
    phone_check(row, problems);
}

/* --- before 提交 --------------------------------------------------------------------------- */

/* One field as typed into the row, with its limits and the record's rule for it. */
static bool typed_into(const char *name, const char *typed, struct application *application,
                       struct problems *problems) {
    const struct field *field = record_field(&application_record, name);
    return field->type->parse(field, typed, field_member(field, application), problems) &&
           field_check(field, application, problems);
}

/* The first error, for a resident: a sentence without the rest. */
static const char *first_error(const struct problems *problems) {
    for (size_t i = 0; i < problems->count; i++)
        if (problems->at[i].level == PROBLEM_ERROR)
            return problems->at[i].message;
    return "";
}

typedef void typed_check(const struct application *application, struct problems *problems);

static const char *typed_wrong(const char *name, const char *typed, typed_check *check,
                               enum lang lang, struct arena *arena) {
    struct application application;
    struct problems    problems;
    problems_init(&problems, arena, lang);
    record_init(&application_record, &application);
    if (typed_into(name, typed, &application, &problems))
        check(&application, &problems);
    return first_error(&problems);
}

const char *application_name_wrong(const char *name, enum lang lang, struct arena *arena) {
    return typed_wrong("name", name, name_check, lang, arena);
}

const char *application_phone_wrong(const char *phone, enum lang lang, struct arena *arena) {
    return typed_wrong("phone", phone, phone_check, lang, arena);
}

day application_keep_until(day today, int keep_days) {
    return (day){ today.n + keep_days };
}

const char *application_consent(const char *centre, day keep_until, enum lang lang,
                                struct arena *arena) {
    const char *until = job_day_text(keep_until, DAY_ABSENT, lang, arena);
    const char *text = arena_printf(
        arena,
        tr(lang,
           "我同意%1$s保存我的姓名和电话，只给工作人员和这个用工单位看，用来帮我联系这份工作，"
           "保存到 %2$s；撤回就马上删除。"),
        *centre ? centre : tr(lang, "服务中心"), until ? until : "");
    return text ? text : "";
}

day application_call_by(time_ms now, struct err *err) {
    const struct limits *limits = limits_shipped(err);
    struct limit         limit;
    if (!limits || !limit_find(limits, application_flow.name, CLOCK_FIRST_CALL, &limit, err))
        return DAY_ABSENT;
    time_ms due = limit_due(limits, &limit, now);
    return time_absent(due) ? DAY_ABSENT : day_of_time(due);
}

/* --- asking -------------------------------------------------------------------------------- */

/* The row that was typed; false: what is wrong with it. */
static bool wish_read(const struct application_wish *wish, struct application *application,
                      struct arena *arena, struct err *err) {
    const char     *name_wrong, *phone_wrong;
    struct problems problems;
    enum lang       lang = err ? err->lang : LANG_ZH;
    name_wrong = application_name_wrong(wish->name, lang, arena);
    if (*name_wrong)
        return err_code_set(err, ERR_INVALID, "%s", name_wrong);
    phone_wrong = application_phone_wrong(wish->phone, lang, arena);
    if (*phone_wrong)
        return err_code_set(err, ERR_INVALID, "%s", phone_wrong);
    record_init(&application_record, application);
    problems_init(&problems, arena, lang);
    application->job = wish->job;
    application->consent = wish->consent;
    application->keep_until = wish->keep_until;
    return (typed_into("name", wish->name, application, &problems) &&
            typed_into("phone", wish->phone, application, &problems)) ||
           err_code_set(err, ERR_INVALID, "%s", first_error(&problems));
}

/* One under way for the same posting, by the same telephone and name. */
static bool same_find(struct store *store, const struct application *wanted, struct arena *arena,
                      row_id *ret_id, struct err *err) {
    const struct value values[] = { value_id(&wanted->job), value_text(wanted->phone) };
    struct query      *query;
    struct application row;
    row_id             found[SAME_MOST];
    bool               memory = true;
    size_t             count = 0;
    const char        *name = text_fold(arena, wanted->name);
    *ret_id = ID_ABSENT;
    if (!name)
        return err_code_set(err, ERR_MEMORY, "内存不足");
    if (!query_open(&query, store, &application_record,
                    "WHERE job = $1 AND phone = $2 ORDER BY id DESC LIMIT 64", values, 2, err))
        return false;
    while (memory && count < SAME_MOST && query_next(query, &row, arena)) {
        const char *other = text_fold(arena, row.name);
        memory = other != NULL;
        if (memory && strcmp(other, name) == 0)
            found[count++] = row.head.id;
    }
    if (!query_close(query, err))
        return false;
    if (!memory)
        return err_code_set(err, ERR_MEMORY, "内存不足");
    for (size_t i = 0; i < count; i++) {
        struct standing standing;
        if (!standing_get(store, found[i], &standing, err))
            return false;
        if (standing.result == RESULT_NONE) {
            *ret_id = found[i];
            return true;
        }
    }
    return true;
}

/* What whoever asks again is told: since when, and by when they will be called. Neither number nor
 * token: name and telephone alone open nothing. */
static bool same_tell(struct store *store, row_id id, struct application_wish *wish,
                      struct arena *arena, struct err *err) {
    struct history history;
    if (!flow_history(store, service_flows(), id, arena, &history, err))
        return false;
    const struct promise *call = fold_promise(&history.fold, CLOCK_FIRST_CALL);
    wish->again = true;
    wish->state = (enum application_state)history.fold.state;
    wish->receipt = (struct receipt){ .at = history.fold.opened, .due = TIME_ABSENT };
    if (call && time_absent(call->stopped)) {
        (void)TEXT_COPY(wish->receipt.clock, CLOCK_FIRST_CALL); /* fits */
        wish->receipt.due = call->due;
    }
    return true;
}

bool application_save(struct store *store, void *data, struct err *err) {
    struct application_wish *wish = data;
    const struct flow_by     by = { .who = WHO_RESIDENT, .terminal = wish->terminal };
    struct arena             arena = { 0 };
    struct application       application;
    struct job_row           open;
    row_id                   same;
    day                      today = world_today(store_world(store));
    bool                     done = wish_read(wish, &application, &arena, err) &&
                same_find(store, &application, &arena, &same, err);
    if (done && !id_absent(same)) {
        done = same_tell(store, same, wish, &arena, err);
    } else if (done) {
        wish->again = false;
        wish->state = APPLICATION_NEW;
        done = job_open_get(store, wish->job, today, &arena, &open, err) &&
               flow_submit(store, &application_flow, &application, &by, &wish->receipt, err);
    }
    arena_deinit(&arena);
    return done;
}

/* --- what a receipt opens ------------------------------------------------------------------ */

static bool view_job(struct store *store, const struct application *application,
                     struct application_view *view, struct arena *arena, struct err *err) {
    struct job      job;
    struct employer employer;
    if (!store_get(store, &job_record, application->job, &job, arena, err) ||
        !store_get(store, &employer_record, job.employer, &employer, arena, err))
        return false;
    memcpy(view->title, job.title, sizeof(view->title));
    memcpy(view->employer, employer.name, sizeof(view->employer));
    return true;
}

/* The last four digits, by which a resident knows the telephone again. */
static void view_phone(const char *phone, struct application_view *view) {
    const char *extension = strstr(phone, "转");
    size_t      length = extension ? (size_t)(extension - phone) : strlen(phone);
    if (length >= PHONE_END)
        memcpy(view->phone_end, phone + length - PHONE_END, PHONE_END);
}

static void view_fold(const struct fold *fold, time_ms now, struct application_view *view) {
    const struct promise *call = fold_promise(fold, CLOCK_FIRST_CALL);
    const struct step    *seen = fold_seen(&application_flow, fold);
    view->seen_at = seen ? seen->at : fold->opened;
    view->state = (enum application_state)fold->state;
    view->result = fold->result;
    view->opened = fold->opened;
    view->since = fold->since;
    view->call_due = call && time_absent(call->stopped) ? call->due : TIME_ABSENT;
    view->call_broken =
        call && (call->broken || (time_absent(call->stopped) && call->due.ms < now.ms));
    view->may_withdraw = fold->state < APPLICATION_HIRED;
    for (size_t i = 0; i < fold->step_count; i++)
        view->attempts += !fold->idle[i] && strcmp(fold->steps[i].name, "attempt") == 0;
}

bool application_view(struct store *store, row_id matter, time_ms now,
                      struct application_view *ret_view, struct err *err) {
    const struct flow *const flows[] = { &application_flow, NULL };
    struct arena             arena = { 0 };
    struct history           history;
    struct application_view  view = { .matter = matter };
    bool                     done = flow_history(store, flows, matter, &arena, &history, err);
    if (done) {
        const struct application *application = history.row;
        view.job = application->job;
        memcpy(view.number, history.matter.number, sizeof(view.number));
        view_phone(application->phone, &view);
        view_fold(&history.fold, now, &view);
        done = view_job(store, application, &view, &arena, err);
    }
    if (done)
        *ret_view = view;
    arena_deinit(&arena);
    return done;
}

bool application_scanned(struct store *store, const char *token, time_ms now,
                         struct application_view *ret_view, struct err *err) {
    struct matter matter;
    return receipt_open(store, token, &matter, err) &&
           (strcmp(matter.flow, application_flow.name) == 0 || receipt_opens_nothing(err)) &&
           application_view(store, matter.head.id, now, ret_view, err);
}

bool application_find(struct store *store, void *data, struct err *err) {
    const struct flow *const   flows[] = { &application_flow, NULL };
    struct application_search *search = data;
    struct matter              matter;
    return receipt_open_number(store, flows, search->number, search->last_four, search->terminal,
                               &search->answer, &matter, err) &&
           (search->answer.verdict != GUESS_RIGHT ||
            application_view(store, matter.head.id, world_now(store_world(store)), &search->view,
                             err));
}

bool application_withdraw(struct store *store, void *data, struct err *err) {
    const struct application_withdrawal *withdrawal = data;
    const struct flow_by by = { .who = WHO_RESIDENT, .terminal = withdrawal->terminal };
    return flow_step(store, &application_flow, withdrawal->matter, "withdraw", NULL, &by, err);
}
