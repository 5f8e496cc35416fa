/* SPDX-License-Identifier: GPL-3.0-or-later
 * application_test.c - 我想去 from the keys to 180 days at work: what is refused, who is known
 * again, what the last place does, what is erased and when. */
#include "support/centre.h"
#include "support/check.h"
#include "support/job_put.h"

#include "base/file.h"
#include "services/service.h"
#include "store/journal.h"

#include <stdlib.h>

static int start(void **state) {
    struct centre *centre = calloc(1, sizeof(*centre));
    centre_start(centre);
    *state = centre;
    return 0;
}

static int stop(void **state) {
    struct centre *centre = *state;
    centre_stop(centre);
    free(centre);
    return 0;
}

static void must(struct centre *centre, bool done) {
    if (!done)
        fail_msg("%s", centre->err.text);
}

static struct application_wish wish_of(struct centre *centre, const char *name, const char *phone) {
    struct application_wish wish;
    must(centre, centre_wish(centre, name, phone, &wish));
    return wish;
}

static void step(struct centre *centre, row_id matter, const char *name, const char *fields) {
    if (!centre_step(centre, &application_flow, matter, name, fields))
        fail_msg("%s: %s", name, centre->err.text);
}

static void ties(struct centre *centre) {
    const char *wrong = centre_check(centre);
    if (wrong)
        fail_msg("%s", wrong);
}

static int64_t number(struct centre *centre, const char *sql) {
    int64_t count = -1;
    must(centre, store_number(centre->store, sql, NULL, 0, &count, &centre->err));
    return count;
}

static struct job job_now(struct centre *centre, row_id id) {
    struct job job;
    must(centre, store_get(centre->store, &job_record, id, &job, &centre->arena, &centre->err));
    return job;
}

/* --- 提交 ---------------------------------------------------------------------------------- */

static void a_receipt_names_its_number_and_the_promised_day(void **state) {
    struct centre          *centre = *state;
    struct application_wish wish = wish_of(centre, "刘小明", "138 0000 6021");
    char                    due[DAY_TEXT], at[TIME_TEXT];
    assert_false(wish.again);
    assert_int_equal(strncmp(wish.receipt.number, "QZ-K01-261124-A001-", 19), 0);
    assert_int_equal(strlen(wish.receipt.token), TOKEN_TEXT - 1);
    check_text(wish.receipt.clock, "first_call", "the promise");
    day_format(day_of_time(wish.receipt.due), due);
    check_text(due, "2026-11-27", "three working days after a Tuesday");
    time_format(wish.receipt.due, at);
    check_text(at, "2026-11-27T09:30:00.000Z", "the end of calling hours");
    assert_int_equal(application_call_by(world_now(&centre->world), NULL).n,
                     day_of_time(wish.receipt.due).n);
    check_text(centre_state(centre, wish.receipt.matter), "new", "its state");
    ties(centre);
}

static void the_second_of_the_day_has_the_next_number(void **state) {
    struct centre          *centre = *state;
    struct application_wish first = wish_of(centre, "刘小明", "13800006021");
    struct application_wish second = wish_of(centre, "王芳", "13800006022");
    assert_int_equal(strncmp(second.receipt.number, "QZ-K01-261124-A002-", 19), 0);
    assert_string_not_equal(first.receipt.token, second.receipt.token);
    centre_days(centre, 1);
    second = wish_of(centre, "王芳芳", "13800006023");
    assert_int_equal(strncmp(second.receipt.number, "QZ-K01-261125-A001-", 19), 0);
}

static void names_and_telephones_that_are_none_are_refused_in_a_sentence(void **state) {
    struct centre *centre = *state;
    static const struct {
        const char *name, *phone, *says;
    } rows[] = {
        { "", "13800006021", "姓名" },
        { "刘", "13800006021", "姓名" },
        { "刘13800006021", "13800006021", "数字" },
        { "刘小明<b>", "13800006021", "符号" },
        { "刘小明", "", "电话" },
        { "刘小明", "12345", "太短" },
        { "刘小明", "1380000602", "电话" },
        { "刘小明", "138000060211", "电话" },
        { "刘小明", "1.38E+10", "Excel" },
        { "刘小明", "没有电话", "电话" },
        { "刘小明", "'; DROP TABLE job; --", "电话" },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct application_wish wish;
        if (centre_wish(centre, rows[i].name, rows[i].phone, &wish))
            fail_msg("“%s” “%s” was taken", rows[i].name, rows[i].phone);
        if (!strstr(centre->err.text, rows[i].says))
            fail_msg("“%s” “%s”: %s", rows[i].name, rows[i].phone, centre->err.text);
        assert_int_equal(centre->err.code, ERR_INVALID);
    }
    assert_int_equal(number(centre, "SELECT count(*) FROM application"), 0);
    assert_int_equal(number(centre, "SELECT count(*) FROM matter WHERE flow <> 'job'"), 0);
    assert_int_equal(number(centre, "SELECT count(*) FROM step WHERE matter NOT IN "
                                    "(SELECT id FROM job)"),
                     0);
}

static void names_with_rare_characters_are_kept_whole(void **state) {
    struct centre           *centre = *state;
    static const char *const names[] = { "喆堃",  "刘䶮",
                                         "𠮷野",  "阿卜杜热合曼·吐尔逊",
                                         "Li Na", "一二三四五六七八九十一二三四五六七八九十" };
    for (size_t i = 0; i < ROWS(names); i++) {
        struct application_wish wish = wish_of(centre, names[i], "0738-0001234");
        struct application      row;
        must(centre, store_get(centre->store, &application_record, wish.receipt.matter, &row,
                               &centre->arena, &centre->err));
        check_text(row.name, names[i], "the name");
        assert_false(wish.again);
    }
}

static void a_posting_that_is_not_open_takes_nobody(void **state) {
    struct centre          *centre = *state;
    struct application_wish wish;
    must(centre, store_begin(centre->store, "刘敏", &centre->err) &&
                     job_reckon(centre->store, centre->job, JOB_CLOSED, &centre->err) &&
                     store_commit(centre->store, &centre->err));
    assert_false(centre_wish(centre, "刘小明", "13800006021", &wish));
    assert_int_equal(centre->err.code, ERR_ABSENT);
    assert_int_equal(number(centre, "SELECT count(*) FROM application"), 0);
}

static void before_the_clock_is_set_nothing_is_promised(void **state) {
    struct centre          *centre = *state;
    struct application_wish wish;
    centre->world.wall = 0;
    assert_false(centre_wish(centre, "刘小明", "13800006021", &wish));
    assert_non_null(strstr(centre->err.text, "时间"));
}

/* --- known again --------------------------------------------------------------------------- */

static void who_asks_again_is_told_the_first_promise_and_given_no_token(void **state) {
    struct centre          *centre = *state;
    struct application_wish first = wish_of(centre, "刘小明", "13800006021");
    centre_days(centre, 1);
    struct application_wish again = wish_of(centre, "刘 小明", "138-0000-6021");
    assert_true(again.again);
    assert_int_equal(again.receipt.due.ms, first.receipt.due.ms);
    assert_int_equal(again.receipt.at.ms, first.receipt.at.ms);
    assert_int_equal(again.state, APPLICATION_NEW);
    check_text(again.receipt.token, "", "no token");
    check_text(again.receipt.number, "", "no number: with four digits it would open");
    assert_int_equal(number(centre, "SELECT count(*) FROM application"), 1);
    ties(centre);
}

static void a_family_that_shares_a_telephone_is_several_people(void **state) {
    struct centre          *centre = *state;
    struct application_wish first = wish_of(centre, "刘小明", "13800006021");
    struct application_wish other = wish_of(centre, "王芳", "13800006021");
    assert_false(other.again);
    assert_false(id_equal(first.receipt.matter, other.receipt.matter));
}

static void after_the_end_one_may_ask_anew_and_for_another_posting_at_once(void **state) {
    struct centre          *centre = *state;
    struct application_wish first = wish_of(centre, "刘小明", "13800006021");
    step(centre, first.receipt.matter, "refuse", "code=family");
    assert_false(wish_of(centre, "刘小明", "13800006021").again);
    centre->job = centre_job(centre, "缝纫工", 1);
    assert_false(wish_of(centre, "刘小明", "13800006021").again);
}

static void who_asks_again_for_what_was_filled_meanwhile_hears_how_it_stands(void **state) {
    struct centre          *centre = *state;
    struct application_wish first = wish_of(centre, "刘小明", "13800006021");
    step(centre, first.receipt.matter, "reach", "channel=phone");
    must(centre, store_begin(centre->store, "刘敏", &centre->err) &&
                     job_reckon(centre->store, centre->job, JOB_FILLED, &centre->err) &&
                     store_commit(centre->store, &centre->err));
    struct application_wish again = wish_of(centre, "刘小明", "13800006021");
    assert_true(again.again);
    assert_int_equal(again.state, APPLICATION_CALLED);
    assert_true(time_absent(again.receipt.due));
}

/* --- staff --------------------------------------------------------------------------------- */

static void met(struct centre *centre, row_id matter) {
    step(centre, matter, "reach", "channel=phone");
    step(centre, matter, "introduce", NULL);
    step(centre, matter, "meet", NULL);
}

static void the_last_hire_fills_the_posting_in_one_transaction(void **state) {
    struct centre *centre = *state;
    centre->job = centre_job(centre, "缝纫工", 2);
    struct application_wish a = wish_of(centre, "刘小明", "13800006021");
    struct application_wish b = wish_of(centre, "王芳", "13800006022");
    struct application_wish c = wish_of(centre, "李强", "13800006023");
    met(centre, a.receipt.matter);
    met(centre, b.receipt.matter);
    met(centre, c.receipt.matter);
    step(centre, a.receipt.matter, "hire", NULL);
    assert_int_equal(job_now(centre, centre->job).places, 1);
    assert_int_equal(job_now(centre, centre->job).state, JOB_OPEN);
    step(centre, b.receipt.matter, "hire", "starts_on=2026-12-01");
    assert_int_equal(job_now(centre, centre->job).places, 0);
    assert_int_equal(job_now(centre, centre->job).state, JOB_FILLED);
    assert_int_equal(number(centre,
                            "SELECT count(DISTINCT tx) FROM journal WHERE record = 'job' AND "
                            "act = 'change' AND "
                            "tx IN (SELECT tx FROM journal WHERE record = 'step') "),
                     2);
    assert_false(centre_step(centre, &application_flow, c.receipt.matter, "hire", NULL));
    assert_non_null(strstr(centre->err.text, "招满"));
    check_text(centre_state(centre, c.receipt.matter), "met", "refused, unmoved");
    ties(centre);
}

static void a_posting_for_any_number_stays_open(void **state) {
    struct centre *centre = *state;
    centre->job = centre_job(centre, "普工", INT_ABSENT);
    struct application_wish a = wish_of(centre, "刘小明", "13800006021");
    met(centre, a.receipt.matter);
    step(centre, a.receipt.matter, "hire", NULL);
    assert_int_equal(job_now(centre, centre->job).places, INT_ABSENT);
    assert_int_equal(job_now(centre, centre->job).state, JOB_OPEN);
}

static void calls_are_made_in_calling_hours(void **state) {
    struct centre          *centre = *state;
    struct application_wish wish = wish_of(centre, "刘小明", "13800006021");
    world_advance(&centre->world, 9 * 3600 * 1000); /* 18:41 */
    static const struct {
        const char *step, *fields, *says;
    } rows[] = {
        { "reach", "channel=phone", "8:30–17:30" },
        { "attempt", "channel=phone outcome=busy", "8:30–17:30" },
        { "reach", "channel=phone called_at=2026-11-24T19:00", "called_at" },
        { "reach", "channel=phone called_at=2026-11-24T09:00", "called_at" },
        { "reach", "channel=phone called_at=2026-11-24T17:30", "17:30" },
        { "attempt", "channel=visit outcome=later next_time=2026-11-25T08:29", "next_time" },
        { "attempt", "channel=visit outcome=later next_time=2026-11-24T10:00", "next_time" },
        { "attempt", "channel=visit outcome=later next_time=2026-12-25T10:00", "30 天以内" },
        { "attempt", "outcome=later", "怎么联系的" },
        { "attempt", "channel=phone", "结果" },
        { "attempt", "channel=carrier_pigeon outcome=busy", "carrier_pigeon" },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        if (centre_step(centre, &application_flow, wish.receipt.matter, rows[i].step,
                        rows[i].fields))
            fail_msg("%s %s was taken", rows[i].step, rows[i].fields);
        if (!strstr(centre->err.text, rows[i].says))
            fail_msg("%s %s: %s", rows[i].step, rows[i].fields, centre->err.text);
    }
    step(centre, wish.receipt.matter, "attempt",
         "channel=phone outcome=no_answer called_at=2026-11-24T17:29 next_time="
         "2026-12-24T17:29");
    step(centre, wish.receipt.matter, "reach", "channel=visit");
}

static void an_agreed_time_orders_the_list_and_is_no_breach(void **state) {
    struct centre          *centre = *state;
    struct application_wish a = wish_of(centre, "刘小明", "13800006021");
    struct standing         rows[4];
    size_t                  count;
    (void)wish_of(centre, "王芳", "13800006022");
    step(centre, a.receipt.matter, "attempt",
         "channel=phone outcome=later next_time=2026-11-25T10:00");
    must(centre, flow_waiting(centre->store, rows, 4, &count, &centre->err));
    assert_int_equal(count, 2);
    assert_true(id_equal(rows[0].matter, a.receipt.matter));
    check_text(rows[0].clock, "again", "what is due first");
    centre_days(centre, 2);
    assert_int_equal(centre_tick(centre), 0);
    struct standing standing;
    must(centre, standing_get(centre->store, a.receipt.matter, &standing, &centre->err));
    assert_int_equal(standing.broken, 0);
}

static void a_call_that_comes_late_stays_a_broken_promise(void **state) {
    struct centre          *centre = *state;
    struct application_wish wish = wish_of(centre, "刘小明", "13800006021");
    struct application_view view;
    centre_days(centre, 4);
    assert_int_equal(centre_tick(centre), 1);
    assert_int_equal(centre_tick(centre), 0);
    must(centre, application_view(centre->store, wish.receipt.matter, world_now(&centre->world),
                                  &view, &centre->err));
    assert_true(view.call_broken);
    assert_int_equal(view.call_due.ms, wish.receipt.due.ms);
    step(centre, wish.receipt.matter, "reach", "channel=phone");
    must(centre, application_view(centre->store, wish.receipt.matter, world_now(&centre->world),
                                  &view, &centre->err));
    assert_true(view.call_broken);
    assert_int_equal(view.seen_at.ms, world_now(&centre->world).ms);
    assert_true(time_absent(view.call_due));
    ties(centre);
}

static void after_the_hire_it_is_asked_four_times_and_settled_on_day_180(void **state) {
    struct centre          *centre = *state;
    struct application_wish wish = wish_of(centre, "刘小明", "13800006021");
    const row_id            id = wish.receipt.matter;
    static const int        days[] = { 7, 23, 60, 90 };
    struct standing         standing;
    met(centre, id);
    step(centre, id, "hire", NULL);
    must(centre, standing_get(centre->store, id, &standing, &centre->err));
    assert_false(standing.waiting);
    for (size_t i = 0; i < ROWS(days); i++) {
        centre_days(centre, days[i] - 1);
        assert_int_equal(centre_tick(centre), 0);
        centre_days(centre, 1);
        assert_int_equal(centre_tick(centre), 1);
        assert_int_equal(centre_tick(centre), 0);
        must(centre, standing_get(centre->store, id, &standing, &centre->err));
        assert_true(standing.waiting);
        check_text(standing.clock, "still_there", "what is asked");
        if (i < 3) {
            assert_false(centre_step(centre, &application_flow, id, "settle", NULL));
            assert_non_null(strstr(centre->err.text, "还差"));
            step(centre, id, "still_there", NULL);
        }
    }
    step(centre, id, "settle", NULL);
    must(centre, standing_get(centre->store, id, &standing, &centre->err));
    assert_int_equal(standing.result, RESULT_DONE);
    assert_false(standing.waiting);
    check_text(standing.owner, "", "nobody's");
    ties(centre);
}

/* --- erased -------------------------------------------------------------------------------- */

/* Is the text anywhere in the tables or in the journal? */
static bool stored(struct centre *centre, const char *text) {
    const struct value value = value_text(text);
    int64_t            count = 0;
    must(centre, store_number(centre->store,
                              "SELECT (SELECT count(*) FROM journal WHERE instr(change, $1) > 0) + "
                              "(SELECT count(*) FROM application WHERE name = $1 OR phone = $1) + "
                              "(SELECT count(*) FROM step WHERE instr(personal, $1) > 0)",
                              &value, 1, &count, &centre->err));
    return count > 0;
}

static void what_is_withdrawn_is_erased_at_once(void **state) {
    struct centre          *centre = *state;
    struct application_wish wish = wish_of(centre, "刘小明", "13800006021");
    struct application_view view;
    step(centre, wish.receipt.matter, "note", "text=孙子在县城读书");
    assert_true(stored(centre, "刘小明") && stored(centre, "13800006021"));
    assert_true(stored(centre, "孙子在县城读书"));
    struct application_withdrawal withdrawal = { .matter = wish.receipt.matter, .terminal = "K01" };
    must(centre, centre_save(centre, application_withdraw, &withdrawal));
    assert_false(stored(centre, "刘小明") || stored(centre, "13800006021"));
    assert_false(stored(centre, "孙子在县城读书"));
    must(centre, application_scanned(centre->store, wish.receipt.token, world_now(&centre->world),
                                     &view, &centre->err));
    assert_int_equal(view.state, APPLICATION_WITHDRAWN);
    assert_false(view.may_withdraw);
    check_text(view.phone_end, "", "erased");
    assert_false(centre_save(centre, application_withdraw, &withdrawal));
    ties(centre);
}

/* Is the text in one of the node's files, in UTF-8? */
static bool on_disk(struct centre *centre, const char *text) {
    static const char *const files[] = { "node/anju.db", "node/anju.db-wal", "node/head" };
    bool                     found = false;
    for (size_t i = 0; i < ROWS(files); i++) {
        struct arena arena = { 0 };
        char        *bytes;
        size_t       length;
        if (file_read(&arena, temp_path(&centre->temp, files[i]), 64 << 20, &bytes, &length, NULL))
            found |= memmem(bytes, length, text, strlen(text)) != NULL;
        arena_deinit(&arena);
    }
    return found;
}

static void what_is_erased_leaves_the_files_too(void **state) {
    struct centre           *centre = *state;
    static const char *const planted[] = { "刘小明", "13800006021", "孙子在县城读书" };
    struct application_wish  wish = wish_of(centre, planted[0], planted[1]);
    step(centre, wish.receipt.matter, "note", "text=孙子在县城读书");
    for (size_t i = 0; i < ROWS(planted); i++)
        assert_true(on_disk(centre, planted[i]));
    struct application_withdrawal withdrawal = { .matter = wish.receipt.matter, .terminal = "K01" };
    must(centre, centre_save(centre, application_withdraw, &withdrawal));
    must(centre, store_settle(centre->store, &centre->err));
    for (size_t i = 0; i < ROWS(planted); i++)
        if (on_disk(centre, planted[i]))
            fail_msg("“%s” is still there", planted[i]);
}

static void when_the_agreed_day_comes_it_is_erased_wherever_it_stands(void **state) {
    struct centre          *centre = *state;
    struct application_wish open = wish_of(centre, "刘小明", "13800006021");
    struct application_wish ended = wish_of(centre, "王芳", "13800006022");
    step(centre, ended.receipt.matter, "refuse", "code=pay");
    centre_days(centre, 364);
    (void)centre_tick(centre);
    assert_true(stored(centre, "刘小明") && stored(centre, "王芳"));
    centre_days(centre, 1);
    assert_int_equal(centre_tick(centre), 2);
    assert_false(stored(centre, "刘小明") || stored(centre, "王芳"));
    assert_int_equal(centre_tick(centre), 0);
    check_text(centre_state(centre, open.receipt.matter), "lapsed", "nobody can be called");
    check_text(centre_state(centre, ended.receipt.matter), "failed", "it stays where it stood");
    struct standing standing;
    must(centre, standing_get(centre->store, open.receipt.matter, &standing, &centre->err));
    assert_false(standing.waiting);
    ties(centre);
}

/* --- receipts ------------------------------------------------------------------------------ */

static struct application_search search_of(const char *number, const char *last_four) {
    struct application_search search = { .terminal = "K01" };
    assert_true(TEXT_COPY(search.number, number) && TEXT_COPY(search.last_four, last_four));
    return search;
}

static void a_number_opens_with_the_last_four_digits_only(void **state) {
    struct centre            *centre = *state;
    struct application_wish   wish = wish_of(centre, "刘小明", "13800006021");
    struct application_search right = search_of(wish.receipt.number, "6021");
    must(centre, centre_save(centre, application_find, &right));
    assert_int_equal(right.answer.verdict, GUESS_RIGHT);
    check_text(right.view.title, "保洁员", "the posting");
    check_text(right.view.employer, "易扶新村物业", "the employer");
    check_text(right.view.phone_end, "6021", "the telephone");
    assert_true(right.view.may_withdraw);
}

static void a_wrong_a_foreign_and_an_absent_number_have_one_answer(void **state) {
    struct centre          *centre = *state;
    struct application_wish wish = wish_of(centre, "刘小明", "13800006021");
    struct application_wish other = wish_of(centre, "王芳", "13800006022");
    char                    absent[TEXT_SIZE(NUMBER_TEXT)] = "QZ-K01-261124-A777";
    const size_t            length = strlen(absent);
    absent[length] = '-';
    absent[length + 1] = number_check("QZ-K01-261124-A777");
    struct application_search rows[] = { search_of(wish.receipt.number, "6022"),
                                         search_of(other.receipt.number, "6021"),
                                         search_of(absent, "6021") };
    for (size_t i = 0; i < ROWS(rows); i++) {
        must(centre, centre_save(centre, application_find, &rows[i]));
        assert_int_equal(rows[i].answer.verdict, GUESS_WRONG);
        assert_memory_equal(&rows[i].answer, &rows[0].answer, sizeof(rows[0].answer));
        assert_memory_equal(&rows[i].view, &rows[0].view, sizeof(rows[0].view));
    }
    struct application_view  view;
    char                     first[sizeof(centre->err.text)] = "";
    static const char *const tokens[] = { "00000000000000000000000000", "", "no token",
                                          "7ZZZZZZZZZZZZZZZZZZZZZZZZZ", "QZ-K01-261124-A001-7" };
    for (size_t i = 0; i < ROWS(tokens); i++) {
        assert_false(application_scanned(centre->store, tokens[i], world_now(&centre->world), &view,
                                         &centre->err));
        assert_int_equal(centre->err.code, ERR_ABSENT);
        if (i == 0)
            memcpy(first, centre->err.text, sizeof(first));
        check_text(centre->err.text, first, tokens[i]);
    }
}

static void guessing_waits_and_then_is_locked(void **state) {
    struct centre            *centre = *state;
    struct application_wish   wish = wish_of(centre, "刘小明", "13800006021");
    int                       wrong = 0, waited = 0;
    struct application_search search;
    for (int i = 0; i < 400; i++) {
        search = search_of(wish.receipt.number, "0000");
        must(centre, centre_save(centre, application_find, &search));
        wrong += search.answer.verdict == GUESS_WRONG;
        if (search.answer.verdict == GUESS_LOCKED)
            break;
        waited += search.answer.wait_ms > 0;
        world_advance(&centre->world, search.answer.wait_ms);
    }
    assert_int_equal(search.answer.verdict, GUESS_LOCKED);
    assert_int_equal(wrong, GUESS_DAY - 1);
    assert_true(waited >= GUESS_DAY - GUESS_FREE - 1);
    search = search_of(wish.receipt.number, "6021");
    must(centre, centre_save(centre, application_find, &search));
    assert_int_equal(search.answer.verdict, GUESS_LOCKED);
    struct application_view view; /* the token opens it all the same */
    must(centre, application_scanned(centre->store, wish.receipt.token, world_now(&centre->world),
                                     &view, &centre->err));
    centre_days(centre, 1);
    search = search_of(wish.receipt.number, "6021");
    must(centre, centre_save(centre, application_find, &search));
    assert_int_equal(search.answer.verdict, GUESS_RIGHT);
}

static void the_title_for_staff_is_masked_unless_revealed(void **state) {
    struct centre          *centre = *state;
    struct application_wish wish = wish_of(centre, "刘小明", "13800006021");
    const char             *title;
    must(centre, application_flow.title(centre->store, wish.receipt.matter, false, &centre->arena,
                                        &title, &centre->err));
    check_text(title, "刘*明 138****6021 · 保洁员 · 易扶新村物业", "masked");
    must(centre, application_flow.title(centre->store, wish.receipt.matter, true, &centre->arena,
                                        &title, &centre->err));
    check_text(title, "刘小明 13800006021 · 保洁员 · 易扶新村物业", "revealed");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, start, stop)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_receipt_names_its_number_and_the_promised_day),
        TEST(the_second_of_the_day_has_the_next_number),
        TEST(names_and_telephones_that_are_none_are_refused_in_a_sentence),
        TEST(names_with_rare_characters_are_kept_whole),
        TEST(a_posting_that_is_not_open_takes_nobody),
        TEST(before_the_clock_is_set_nothing_is_promised),
        TEST(who_asks_again_is_told_the_first_promise_and_given_no_token),
        TEST(a_family_that_shares_a_telephone_is_several_people),
        TEST(after_the_end_one_may_ask_anew_and_for_another_posting_at_once),
        TEST(who_asks_again_for_what_was_filled_meanwhile_hears_how_it_stands),
        TEST(the_last_hire_fills_the_posting_in_one_transaction),
        TEST(a_posting_for_any_number_stays_open),
        TEST(calls_are_made_in_calling_hours),
        TEST(an_agreed_time_orders_the_list_and_is_no_breach),
        TEST(a_call_that_comes_late_stays_a_broken_promise),
        TEST(after_the_hire_it_is_asked_four_times_and_settled_on_day_180),
        TEST(what_is_withdrawn_is_erased_at_once),
        TEST(what_is_erased_leaves_the_files_too),
        TEST(when_the_agreed_day_comes_it_is_erased_wherever_it_stands),
        TEST(a_number_opens_with_the_last_four_digits_only),
        TEST(a_wrong_a_foreign_and_an_absent_number_have_one_answer),
        TEST(guessing_waits_and_then_is_locked),
        TEST(the_title_for_staff_is_masked_unless_revealed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
