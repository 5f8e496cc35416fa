/* SPDX-License-Identifier: GPL-3.0-or-later
 * job_words_test.c - what residents read of a posting: each text, in Chinese as on the pictures,
 * and nothing where nothing is written. */
#include "services/jobs/job_words.h"

#include "base/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))
#define FEN(yuan) ((money){ (int64_t)(yuan)*100 })
#define NO MONEY_ABSENT
#define expect(text, expected, row)                                                                \
    do {                                                                                           \
        const char *got_ = (text);                                                                 \
        if (strcmp(got_, (expected)) != 0)                                                         \
            fail_msg("row %zu: \"%s\", expected \"%s\"", (row), got_, (expected));                 \
    } while (0)

static struct arena arena;

static struct job empty_job(void) {
    struct job job;
    record_init(&job_record, &job);
    return job;
}

static int wipe(void **state) {
    (void)state;
    arena_deinit(&arena);
    return 0;
}

static void pay_is_said_as_people_say_it(void **state) {
    (void)state;
    static const struct {
        money        low, high;
        enum pay_per per;
        bool         negotiable;
        const char  *zh, *why;
    } rows[] = {
        { FEN(3000), FEN(4500), PAY_PER_MONTH, false, "3000–4500 元/月", "a range" },
        { FEN(2400), FEN(2400), PAY_PER_MONTH, false, "2400 元/月", "both ends alike" },
        { FEN(80), FEN(120), PAY_PER_DAY, false, "80–120 元/天", "a day" },
        { { 1850 }, NO, PAY_PER_HOUR, false, "18.5 元/小时起", "cents, open above" },
        { NO, FEN(6000), PAY_PER_MONTH, false, "最高 6000 元/月", "open below" },
        { FEN(80000), NO, PAY_PER_YEAR, false, "8 万元/年起", "a year in ten thousands" },
        { FEN(85000), FEN(120000), PAY_PER_YEAR, false, "8.5–12 万元/年", "half of one" },
        { FEN(85650), FEN(120000), PAY_PER_YEAR, false, "85650–120000 元/年", "not even" },
        { FEN(9000), FEN(12000), PAY_PER_YEAR, false, "9000–12000 元/年", "below one" },
        { FEN(12000), FEN(15000), PAY_PER_MONTH, false, "12000–15000 元/月", "a month never" },
        { { 120 }, { 120 }, PAY_PER_PIECE, false, "每件 1.2 元", "a piece" },
        { FEN(2), FEN(5), PAY_PER_PIECE, false, "每件 2–5 元", "pieces" },
        { NO, FEN(5), PAY_PER_PIECE, false, "每件最高 5 元", "pieces, open below" },
        { FEN(5000), FEN(6000), PAY_PER_UNWRITTEN, false, "5000–6000 元", "period not written" },
        { NO, NO, PAY_PER_UNWRITTEN, true, "面议", "negotiable" },
        { NO, NO, PAY_PER_MONTH, false, "", "a period without a figure says nothing" },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct job job = empty_job();
        job.pay_min = rows[i].low;
        job.pay_max = rows[i].high;
        job.pay_per = rows[i].per;
        job.negotiable = rows[i].negotiable;
        expect(job_pay_text(&job, LANG_ZH, &arena), rows[i].zh, i);
    }
}

static void the_way_there_is_said_with_time_and_fare(void **state) {
    (void)state;
    static const struct {
        enum travel travel;
        int         minutes;
        money       fare;
        const char *zh;
    } rows[] = {
        { TRAVEL_WALK, 5, NO, "走路 5 分钟" },
        { TRAVEL_WALK, INT_ABSENT, NO, "走路能到" },
        { TRAVEL_WALK, 5, { 0 }, "走路 5 分钟" }, /* nobody pays for walking */
        { TRAVEL_BUS, 20, FEN(2), "公交 20 分钟 · 2 元" },
        { TRAVEL_BUS, 119, { 1250 }, "公交 119 分钟 · 12.5 元" },
        { TRAVEL_BUS, INT_ABSENT, FEN(2), "公交能到 · 2 元" },
        { TRAVEL_SHUTTLE, 600, { 0 }, "班车 10 小时 · 免费" },
        { TRAVEL_SHUTTLE, 150, NO, "班车 2 小时 30 分钟" },
        { TRAVEL_AT_HOME, INT_ABSENT, NO, "可在家做" },
        { TRAVEL_AT_HOME, 10, NO, "可在家做" },
        { TRAVEL_UNWRITTEN, 30, FEN(3), "路上 30 分钟" },
        { TRAVEL_UNWRITTEN, INT_ABSENT, NO, "" },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct job job = empty_job();
        job.travel = rows[i].travel;
        job.travel_minutes = rows[i].minutes;
        job.travel_fare = rows[i].fare;
        expect(job_travel_text(&job, LANG_ZH, &arena), rows[i].zh, i);
    }
    struct job job = empty_job();
    expect(job_where_text(&job, LANG_ZH, &arena), "", (size_t)0);
    assert_true(TEXT_COPY(job.place, "易扶新村 1 栋一楼"));
    expect(job_where_text(&job, LANG_ZH, &arena), "易扶新村 1 栋一楼", (size_t)1);
    job.travel = TRAVEL_WALK;
    job.travel_minutes = 2;
    expect(job_where_text(&job, LANG_ZH, &arena), "易扶新村 1 栋一楼 · 走路 2 分钟", (size_t)2);
}

static void ages_of_every_shape(void **state) {
    (void)state;
    static const struct {
        int         low, high;
        const char *zh, *why;
    } rows[] = {
        { 18, 45, "18–45 岁", "both" },
        { INT_ABSENT, 45, "45 岁以下", "upper only" },
        { 0, 45, "45 岁以下", "no lower limit" },
        { 18, INT_ABSENT, "18 岁以上", "lower only" },
        { 18, 0, "18 岁以上", "no upper limit" },
        { 0, 0, "年龄不限", "said to be without limit" },
        { INT_ABSENT, INT_ABSENT, "", "not written is not 不限" },
        { 0, INT_ABSENT, "", "half a word is none" },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct job job = empty_job();
        job.age_min = rows[i].low;
        job.age_max = rows[i].high;
        expect(job_age_text(&job, LANG_ZH, &arena), rows[i].zh, i);
    }
}

static void whom_they_want_is_one_line_of_what_is_written(void **state) {
    (void)state;
    struct job job = empty_job();
    expect(job_wanted_text(&job, LANG_ZH, &arena), "", (size_t)0);
    job.schooling = SCHOOLING_JUNIOR;
    expect(job_wanted_text(&job, LANG_ZH, &arena), "初中及以上", (size_t)1);
    job.age_max = 45;
    expect(job_wanted_text(&job, LANG_ZH, &arena), "45 岁以下 · 初中及以上", (size_t)2);
    job.sex = SEX_ANY;
    job.schooling = SCHOOLING_ANY;
    expect(job_wanted_text(&job, LANG_ZH, &arena), "45 岁以下 · 男女不限 · 不限学历", (size_t)3);
}

static void every_word_of_an_enum_has_its_text(void **state) {
    (void)state;
    for (int s = SCHOOLING_UNWRITTEN + 1; s < SCHOOLING_COUNT; s++) {
        struct job job = empty_job();
        job.schooling = (enum schooling)s;
        assert_true(*job_schooling_text(&job, LANG_ZH));
    }
    for (int s = SEX_UNWRITTEN + 1; s < SEX_COUNT; s++) {
        struct job job = empty_job();
        job.sex = (enum sex)s;
        assert_true(*job_sex_text(&job, LANG_ZH));
    }
    for (int t = TRAVEL_UNWRITTEN + 1; t < TRAVEL_COUNT; t++) {
        struct job job = empty_job();
        job.travel = (enum travel)t;
        assert_true(*job_travel_text(&job, LANG_ZH, &arena));
    }
    for (int p = 0; p < PAY_PER_COUNT; p++) {
        struct job job = empty_job();
        job.pay_per = (enum pay_per)p;
        job.pay_min = FEN(100);
        assert_non_null(strstr(job_pay_text(&job, LANG_ZH, &arena), "100"));
    }
}

static void a_deadline_is_a_date_and_never_guessed(void **state) {
    (void)state;
    const day  today = day_of(2026, 11, 24);
    struct job job = empty_job();
    expect(job_deadline_text(&job, today, LANG_ZH, &arena), "", (size_t)0);
    job.closing = CLOSING_ON_DAY;
    job.closes_on = day_of(2026, 11, 30);
    expect(job_deadline_text(&job, today, LANG_ZH, &arena), "11 月 30 日截止", (size_t)1);
    job.places = 14;
    expect(job_deadline_text(&job, today, LANG_ZH, &arena), "11 月 30 日截止，还招 14 人",
           (size_t)2);
    job.closes_on = day_of(2027, 1, 5);
    expect(job_closing_text(&job, today, LANG_ZH, &arena), "2027 年 1 月 5 日截止", (size_t)3);
    job.closes_on = DAY_ABSENT;
    job.closing = CLOSING_UNTIL_FILLED;
    expect(job_deadline_text(&job, today, LANG_ZH, &arena), "招满为止，还招 14 人", (size_t)4);
    job.closing = CLOSING_OPEN;
    job.places = INT_ABSENT;
    job.headcount = 20;
    expect(job_deadline_text(&job, today, LANG_ZH, &arena), "长期招，招 20 人", (size_t)5);
    job.places = 0;
    expect(job_places_text(&job, LANG_ZH, &arena), "已招满", (size_t)6);
}

static void hours_and_shift_are_said_once(void **state) {
    (void)state;
    struct job job = empty_job();
    expect(job_hours_text(&job, LANG_ZH, &arena), "", (size_t)0);
    job.shift = SHIFT_NIGHT;
    expect(job_hours_text(&job, LANG_ZH, &arena), "夜班", (size_t)1);
    assert_true(TEXT_COPY(job.hours, "19:00–次日 7:00"));
    expect(job_hours_text(&job, LANG_ZH, &arena), "19:00–次日 7:00 · 夜班", (size_t)2);
    assert_true(TEXT_COPY(job.hours, "夜班 19:00–7:00"));
    expect(job_hours_text(&job, LANG_ZH, &arena), "夜班 19:00–7:00", (size_t)3);
}

static void who_checked_it_and_since_when(void **state) {
    (void)state;
    const day  today = day_of(2026, 11, 24);
    struct job job = empty_job();
    expect(job_posted_text(&job, today, LANG_ZH, &arena), "", (size_t)0);
    expect(job_checked_text(&job, today, LANG_ZH, &arena), "", (size_t)1);
    job.posted_on = today;
    expect(job_posted_text(&job, today, LANG_ZH, &arena), "今天发布", (size_t)2);
    job.posted_on = day_of(2025, 12, 31);
    expect(job_posted_text(&job, today, LANG_ZH, &arena), "2025 年 12 月 31 日发布", (size_t)3);
    assert_true(TEXT_COPY(job.checked_by, "刘敏"));
    expect(job_checked_text(&job, today, LANG_ZH, &arena), "由刘敏核对", (size_t)4);
    job.checked_on = day_of(2026, 11, 20);
    expect(job_checked_text(&job, today, LANG_ZH, &arena), "11 月 20 日由刘敏核对", (size_t)5);
}

static void tags_set(struct job *job, struct job_tag *tags, const char *const *texts,
                     size_t count) {
    for (size_t i = 0; i < count; i++) {
        record_init(&job_tag_record, &tags[i]);
        assert_true(TEXT_COPY(tags[i].tag, texts[i]));
    }
    job->tags = (struct children){ tags, count };
}

/* "*公益性岗位|不限学历|…": a star marks what stands out. */
static const char *marks_text(const struct job *job) {
    struct job_mark marks[JOB_MARKS_MOST];
    const char     *text = "";
    size_t          count = job_marks(job, LANG_ZH, &arena, marks);
    for (size_t i = 0; i < count; i++)
        text = arena_printf(&arena, "%s%s%s%s", text, i ? "|" : "", marks[i].strong ? "*" : "",
                            marks[i].text);
    return text;
}

static void marks_come_with_the_weightiest_first(void **state) {
    (void)state;
    struct job     job = empty_job();
    struct job_tag tags[30];
    expect(marks_text(&job), "", (size_t)0);
    job.programme = PROGRAMME_WELFARE;
    job.schooling = SCHOOLING_ANY;
    job.places = 3;
    job.shift = SHIFT_EARLY;
    expect(marks_text(&job), "*公益性岗位|不限学历|还招 3 人|早班", (size_t)1);

    job = empty_job();
    job.travel = TRAVEL_AT_HOME;
    job.shift = SHIFT_FLEXIBLE;
    tags_set(&job, tags, (const char *const[]){ "时间灵活", "在家做", "月结" }, 3);
    expect(marks_text(&job), "在家做|时间灵活|月结", (size_t)4);

    job = empty_job();
    job.programme = PROGRAMME_NONE;
    job.places = 14;
    assert_true(TEXT_COPY(job.taught, "包教包会"));
    tags_set(&job, tags, (const char *const[]){ "计件", "可带孩子", "计件", "包教包会" }, 4);
    expect(marks_text(&job), "*包教包会|还招 14 人|计件|可带孩子", (size_t)2);
    assert_true(TEXT_COPY(job.taught, "先学半个月，学习期间每天补 50 元"));
    tags_set(&job, tags, NULL, 0);
    expect(marks_text(&job), "*有人教|还招 14 人", (size_t)3);
}

static void more_tags_than_a_card_can_hold_are_bounded(void **state) {
    (void)state;
    struct job      job = empty_job();
    struct job_tag  tags[30];
    const char     *texts[30];
    struct job_mark marks[JOB_MARKS_MOST];
    for (size_t i = 0; i < 30; i++)
        texts[i] = arena_printf(&arena, "标签 %zu", i);
    tags_set(&job, tags, texts, 30);
    assert_int_equal(job_marks(&job, LANG_ZH, &arena, marks), JOB_MARKS_MOST);
}

/* The English catalogue: every text has one, and none has a Chinese character left in it. */
static void english_leaves_no_chinese_behind(void **state) {
    (void)state;
    if (!tr_load(LANG_EN, share_path(&arena, "assets/i18n/en.mo")))
        fail_msg("no catalogue: %s", share_path(&arena, "assets/i18n/en.mo"));
    const day  today = day_of(2026, 11, 24);
    struct job job = empty_job();
    job.pay_min = FEN(80000);
    job.pay_per = PAY_PER_YEAR;
    job.travel = TRAVEL_BUS;
    job.travel_minutes = 135;
    job.travel_fare = FEN(2);
    job.age_max = 45;
    job.sex = SEX_ANY;
    job.schooling = SCHOOLING_JUNIOR;
    job.closing = CLOSING_ON_DAY;
    job.closes_on = day_of(2026, 11, 30);
    job.places = 14;
    job.posted_on = today;
    job.programme = PROGRAMME_WELFARE;
    job.shift = SHIFT_NIGHT;
    const char *texts[] = {
        job_pay_text(&job, LANG_EN, &arena),
        job_travel_text(&job, LANG_EN, &arena),
        job_wanted_text(&job, LANG_EN, &arena),
        job_deadline_text(&job, today, LANG_EN, &arena),
        job_posted_text(&job, today, LANG_EN, &arena),
        job_hours_text(&job, LANG_EN, &arena),
    };
    for (size_t i = 0; i < COUNT(texts); i++)
        for (const char *at = texts[i]; *at;) {
            uint32_t c;
            at += text_decode(at, strlen(at), &c);
            if (text_is_han(c))
                fail_msg("Chinese left in \"%s\"", texts[i]);
        }
    expect(texts[0], "from ¥80000 / year", (size_t)0);
    expect(texts[3], "Apply by 30 Nov, 14 places left", (size_t)3);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(pay_is_said_as_people_say_it, wipe),
        cmocka_unit_test_teardown(the_way_there_is_said_with_time_and_fare, wipe),
        cmocka_unit_test_teardown(ages_of_every_shape, wipe),
        cmocka_unit_test_teardown(whom_they_want_is_one_line_of_what_is_written, wipe),
        cmocka_unit_test_teardown(every_word_of_an_enum_has_its_text, wipe),
        cmocka_unit_test_teardown(a_deadline_is_a_date_and_never_guessed, wipe),
        cmocka_unit_test_teardown(hours_and_shift_are_said_once, wipe),
        cmocka_unit_test_teardown(who_checked_it_and_since_when, wipe),
        cmocka_unit_test_teardown(marks_come_with_the_weightiest_first, wipe),
        cmocka_unit_test_teardown(more_tags_than_a_card_can_hold_are_bounded, wipe),
        cmocka_unit_test_teardown(english_leaves_no_chinese_behind, wipe),
    };
    return cmocka_run_group_tests_name("job_words", tests, NULL, NULL);
}
