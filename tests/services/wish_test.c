/* SPDX-License-Identifier: GPL-3.0-or-later
 * wish_test.c - what a posting says to each answer of the three questions, and why; hours as people
 * write them; every shipped trade in one group. */
#include "services/jobs/wish.h"

#include "base/file.h"
#include "services/jobs/work_time.h"
#include "support/check.h"

static const struct {
    const char *hours;
    int         from, to, minutes; /* from -1: none is written */
    const char *why;
} times[] = {
    { "", -1, 0, 0, "nothing" },
    { "双休", -1, 0, 0, "no time" },
    { "8:00–17:30，午休 1.5 小时，周日休", 480, 1050, 480, "less the break at noon" },
    { "8：00-17：30", 480, 1050, 570, "全角 colons, a hyphen" },
    { "８:００～１２:００", 480, 720, 240, "全角 digits" },
    { "8:00–12:00，13:30–17:30，单休", 480, 1050, 480, "two parts of one day" },
    { "早上7点至下午3点半", 420, 930, 510, "words" },
    { "上午8点到下午5点", 480, 1020, 540, "words, whole hours" },
    { "19:00–次日 7:00，上一休一", 1140, 1860, 720, "over midnight, said" },
    { "22:00-6:00", 1320, 1800, 480, "over midnight, not said" },
    { "8点-5点半", 480, 1050, 570, "the afternoon is not said" },
    { "8:30–11:30 或 14:00–17:00", 510, 1020, 0, "of two that are written each works one" },
    { "早班 7:00–14:30，晚班 14:30–22:00，轮换", 420, 1320, 0, "two shifts" },
    { "4:30–8:00，13:30–17:00，轮休", 270, 1020, 0, "轮休: several" },
    { "天亮上山，下午 5 点过秤", -1, 0, 0, "a single time is none" },
    { "24:00–8:00", 1440, 1920, 480, "midnight as 24" },
    { "25:00–30:00", -1, 0, 0, "no times" },
    { "8:", -1, 0, 0, "cut" },
    { "8:00–", -1, 0, 0, "cut behind the mark" },
    { "99999999999:00–3:00", -1, 0, 0, "many digits" },
};

static void hours_are_read_as_people_write_them(void **state) {
    (void)state;
    for (size_t i = 0; i < ROWS(times); i++) {
        struct work_time time = work_time_read(times[i].hours);
        check_number(time.known, times[i].from >= 0, times[i].why);
        if (!time.known)
            continue;
        check_number(time.from, times[i].from % 1440, times[i].why);
        check_number(time.to, times[i].from >= 1440 ? times[i].to - 1440 : times[i].to,
                     times[i].why);
        check_number(time.minutes, times[i].minutes, times[i].why);
    }
}

/* Whatever is written, reading ends, and it never ends before it begins. */
static void any_hours_are_safe(void **state) {
    (void)state;
    char text[64];
    for (unsigned seed = 1; seed < 20000; seed++) {
        static const char *const parts[] = { "8",    "3",    ":", "：", "–", "-", "点", "半",
                                             "次日", "下午", " ", "到", "2", "0", "分", "或" };
        unsigned                 random = seed * 2654435761u;
        size_t                   length = 0;
        for (int i = 0; i < 12; i++, random = random * 1103515245u + 12345u) {
            const char *part = parts[random >> 16 & 15];
            if (length + strlen(part) + 1 < sizeof(text)) {
                memcpy(text + length, part, strlen(part));
                length += strlen(part);
            }
        }
        text[length] = '\0';
        struct work_time time = work_time_read(text);
        if (time.known && (time.from < 0 || time.to <= time.from || time.minutes < 0))
            fail_msg("“%s”: %d to %d", text, time.from, time.to);
    }
}

static struct job job_of(enum reach reach, enum shift shift, const char *hours) {
    struct job job;
    record_init(&job_record, &job);
    job.reach = reach;
    job.shift = shift;
    assert_true(TEXT_COPY(job.hours, hours));
    return job;
}

enum { M = VERDICT_MEETS, U = VERDICT_UNKNOWN, N = VERDICT_NOT };

static void where_near_is_in_the_county_too(void **state) {
    (void)state;
    static const struct {
        enum reach  reach;
        enum travel travel;
        int         near, county, away;
        const char *why;
    } rows[] = {
        { REACH_NEAR, TRAVEL_WALK, M, M, N, "near" },
        { REACH_COUNTY, TRAVEL_BUS, N, M, N, "in the county" },
        { REACH_AWAY, TRAVEL_UNWRITTEN, N, N, M, "away" },
        { REACH_UNWRITTEN, TRAVEL_UNWRITTEN, U, U, U, "not written is not known" },
        { REACH_UNWRITTEN, TRAVEL_AT_HOME, M, M, U, "at home is near" },
        { REACH_COUNTY, TRAVEL_AT_HOME, M, M, N, "fetched in the county, done at home" },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct job        job = job_of(rows[i].reach, SHIFT_UNWRITTEN, "");
        struct wish_facts facts;
        job.travel = rows[i].travel;
        wish_facts(&job, WHAT_UNASKED, false, &facts);
        check_number(wish_verdict(&facts, WISH_WHERE, WHERE_NEAR), rows[i].near, rows[i].why);
        check_number(wish_verdict(&facts, WISH_WHERE, WHERE_COUNTY), rows[i].county, rows[i].why);
        check_number(wish_verdict(&facts, WISH_WHERE, WHERE_AWAY), rows[i].away, rows[i].why);
        check_number(wish_verdict(&facts, WISH_WHERE, WHERE_ANY), VERDICT_NONE, rows[i].why);
    }
}

static void when_follows_the_shift_then_the_hours(void **state) {
    (void)state;
    static const struct {
        enum shift  shift;
        const char *hours;
        int         light, early, late, own;
        const char *why;
    } rows[] = {
        { SHIFT_DAY, "", M, N, N, N, "白班" },
        { SHIFT_EARLY, "4:30–8:00", M, M, N, N, "早班 is by day" },
        { SHIFT_NIGHT, "", N, N, M, N, "夜班" },
        { SHIFT_ROTATING, "", N, N, N, N, "倒班 has nights" },
        { SHIFT_FLEXIBLE, "", M, M, M, M, "时间自己定" },
        { SHIFT_FLEXIBLE, "8:30–11:30", M, N, N, M, "free, but by day" },
        { SHIFT_UNWRITTEN, "", U, U, U, U, "not written" },
        { SHIFT_UNWRITTEN, "双休", U, U, U, U, "no time is written" },
        { SHIFT_UNWRITTEN, "8:00–17:30", M, N, N, N, "by its hours" },
        { SHIFT_UNWRITTEN, "6:00–13:30", M, M, N, N, "over in the early afternoon" },
        { SHIFT_UNWRITTEN, "19:00–次日 7:00", N, N, M, N, "by night" },
        { SHIFT_UNWRITTEN, "10:00–21:00", N, N, N, N, "into the evening" },
        { SHIFT_UNWRITTEN, "三班倒", N, N, N, N, "said in the hours" },
        { SHIFT_DAY, "7:00–14:00", M, M, N, N, "白班 that is over early" },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct job        job = job_of(REACH_NEAR, rows[i].shift, rows[i].hours);
        struct wish_facts facts;
        wish_facts(&job, WHAT_UNASKED, false, &facts);
        check_number(wish_verdict(&facts, WISH_WHEN, WHEN_DAY), rows[i].light, rows[i].why);
        check_number(wish_verdict(&facts, WISH_WHEN, WHEN_EARLY), rows[i].early, rows[i].why);
        check_number(wish_verdict(&facts, WISH_WHEN, WHEN_LATE), rows[i].late, rows[i].why);
        check_number(wish_verdict(&facts, WISH_WHEN, WHEN_FREE), rows[i].own, rows[i].why);
        check_number(wish_verdict(&facts, WISH_WHEN, WHEN_CHILD), U, "children: never a no");
    }
}

static void children_are_minded_where_it_is_said(void **state) {
    (void)state;
    static const struct {
        const char *tag, *title, *notes;
        bool        child;
    } rows[] = {
        { "可带孩子", "", NULL, true },
        { "可接送孩子", "", NULL, true },
        { "带孩子", "", NULL, true },
        { "不可带孩子", "", NULL, false },
        { "", "绕线工（接送孩子班）", NULL, true },
        { "", "", "上班可以带小孩", true },
        { "", "育儿嫂", "住家带孩子做饭", false },
        { "", "", "不能带孩子", false },
        { "", "", "车间里方便带娃", true },
        { "", "保洁", NULL, false },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct job     job = job_of(REACH_NEAR, SHIFT_DAY, "");
        struct job_tag tag = { 0 };
        assert_true(TEXT_COPY(job.title, rows[i].title));
        assert_true(TEXT_COPY(tag.tag, rows[i].tag));
        job.tags = (struct children){ &tag, 1 };
        job.notes = rows[i].notes;
        check_number(wish_child(&job), rows[i].child,
                     rows[i].tag[0]  ? rows[i].tag
                     : rows[i].notes ? rows[i].notes
                                     : rows[i].title);
    }
}

static void to_learn_needs_that_something_is_taught(void **state) {
    (void)state;
    static const struct {
        const char *taught;
        int         verdict;
    } rows[] = { { "包教包会", M }, { "老师傅带", M }, { "", U }, { "不包教", N }, { "无", N } };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct job        job = job_of(REACH_NEAR, SHIFT_DAY, "");
        struct wish_facts facts;
        assert_true(TEXT_COPY(job.taught, rows[i].taught));
        wish_facts(&job, WHAT_UNASKED, false, &facts);
        check_number(wish_verdict(&facts, WISH_WHAT, WHAT_LEARN), rows[i].verdict, rows[i].taught);
    }
}

/* A trade that is in no group would be “not written” for everybody who can do it. */
static void every_shipped_trade_is_in_one_group(void **state) {
    (void)state;
    struct arena       arena = { 0 };
    struct wish_trades trades;
    char              *bytes = NULL;
    size_t             length = 0, lines = 0;
    struct err         err = { 0 };
    if (!file_read(&arena, share_path(&arena, "config/trades.csv"), 1 << 20, &bytes, &length, &err))
        fail_msg("%s", err.text);
    wish_trades_init(&trades);
    for (char *line = strchr(bytes, '\n'); line != NULL && line[1] != '\0';
         line = strchr(line + 1, '\n'), lines++) {
        const char *name = arena_strndup(&arena, line + 1, strcspn(line + 1, ","));
        if (wish_what_of(&trades, id_derived("trade", name)) == WHAT_UNASKED)
            fail_msg("%s is in no group", name);
    }
    check_number(trades.count, lines, "and no group has one that is not shipped, or twice");
    arena_deinit(&arena);
}

/* Every answer has its words and picture, every verdict its reason; 都行 has none. */
static void every_verdict_has_its_reason(void **state) {
    (void)state;
    struct arena arena = { 0 };
    for (int w = 0; w < WISH_COUNT; w++)
        for (int answer = 1; answer < wish_questions[w].count; answer++) {
            const struct wish_answer *words = &wish_questions[w].answers[answer];
            assert_true(words->label && words->label[0] && words->picture && words->picture[0]);
            for (int r = 0; r < REACH_COUNT; r++)
                for (int s = 0; s < SHIFT_COUNT; s++) {
                    struct job        job = job_of((enum reach)r, (enum shift)s, "");
                    struct wish_facts facts;
                    wish_facts(&job, (enum wish_what)(r % 2 ? WHAT_SEWING : WHAT_UNASKED), false,
                               &facts);
                    const char *why =
                        wish_reason(&job, &facts, (enum wish)w, answer, LANG_ZH, &arena);
                    bool none = wish_verdict(&facts, (enum wish)w, answer) == VERDICT_NONE;
                    check_number(why[0] == '\0', none, words->label);
                    if (text_characters(why) > 5)
                        fail_msg("“%s” is too long for its mark", why);
                }
        }
    arena_deinit(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hours_are_read_as_people_write_them),
        cmocka_unit_test(any_hours_are_safe),
        cmocka_unit_test(where_near_is_in_the_county_too),
        cmocka_unit_test(when_follows_the_shift_then_the_hours),
        cmocka_unit_test(children_are_minded_where_it_is_said),
        cmocka_unit_test(to_learn_needs_that_something_is_taught),
        cmocka_unit_test(every_shipped_trade_is_in_one_group),
        cmocka_unit_test(every_verdict_has_its_reason),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
