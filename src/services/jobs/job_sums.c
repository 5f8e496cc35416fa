/* SPDX-License-Identifier: GPL-3.0-or-later
 * job_sums.c - whole yuan, rounded to the nearest; never through floating point. */
#include "services/jobs/job_sums.h"

#include "services/jobs/job_words.h"
#include "services/jobs/work_time.h"

#include <string.h>

enum {
    FEN = 100,
    MINUTES = 60,
    FAR_MINUTES = 120, /* one way; nobody goes further and back every day */
    MONTH_LONG = 30,
};

static bool says(const struct job *job, const char *word) {
    return strstr(job->hours, word) != NULL || strstr(job->benefits, word) != NULL ||
           (job->notes != NULL && strstr(job->notes, word) != NULL);
}

/* The number behind `word`: 4 of 月休 4 天. */
static int number_behind(const struct job *job, const char *word) {
    const char *texts[] = { job->hours, job->benefits, job->notes };
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        const char *at = texts[i] != NULL ? strstr(texts[i], word) : NULL;
        if (at == NULL)
            continue;
        at += strlen(word);
        at += strspn(at, " ");
        if (*at >= '1' && *at <= '9')
            return *at - '0';
    }
    return INT_ABSENT;
}

int job_month_days(const struct job *job) {
    static const struct {
        const char *word;
        int         days;
    } words[] = { { "大小周", INT_ABSENT }, { "单双休", INT_ABSENT }, { "双休", 22 },
                  { "单休", 26 },           { "周日休", 26 },         { "周六休", 26 },
                  { "做六休一", 26 },       { "每周休 1 天", 26 },    { "每周休1天", 26 },
                  { "每周休息一天", 26 },   { "每周休 2 天", 22 },    { "每周休2天", 22 },
                  { "上一休一", 15 } };
    int rest = number_behind(job, "月休");
    if (rest != INT_ABSENT)
        return MONTH_LONG - rest;
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
        if (says(job, words[i].word))
            return words[i].days;
    return INT_ABSENT;
}

/* fen × times / by, to whole yuan. */
static money reckon(money m, int64_t times, int64_t by) {
    if (money_absent(m))
        return m;
    int64_t unit = by * FEN;
    return (money){ (m.fen * times + unit / 2) / unit * FEN };
}

/* %s is an amount or a range of two. */
struct sum_words {
    const char *amount, *from, *up_to;
};
static const struct sum_words of_month = { N_("约 %s 元/月"), N_("约 %s 元/月起"),
                                           N_("最高约 %s 元/月") };
static const struct sum_words of_day = { N_("约 %s 元/天"), N_("约 %s 元/天起"),
                                         N_("最高约 %s 元/天") };
static const struct sum_words exactly = { N_("%s 元"), N_("%s 元起"), N_("最高 %s 元") };

static const char *range_text(money low, money high, const struct sum_words *words, enum lang lang,
                              struct arena *arena) {
    char first[MONEY_TEXT], second[MONEY_TEXT];
    money_format(low, first);
    money_format(high, second);
    if (money_absent(low) && money_absent(high))
        return "";
    if (money_absent(low))
        return arena_printf(arena, tr(lang, words->up_to), second);
    if (money_absent(high))
        return arena_printf(arena, tr(lang, words->from), first);
    const char *amount = low.fen == high.fen ? first : arena_printf(arena, "%s–%s", first, second);
    return arena_printf(arena, tr(lang, words->amount), amount);
}

/* The pay, times / by. */
static const char *about(const struct job *job, int64_t times, int64_t by,
                         const struct sum_words *words, enum lang lang, struct arena *arena) {
    return range_text(reckon(job->pay_min, times, by), reckon(job->pay_max, times, by), words, lang,
                      arena);
}

static const char *days_text(int days, bool written, enum lang lang, struct arena *arena) {
    return arena_printf(
        arena, tr(lang, written ? N_("按每月 %d 天算") : N_("没写休几天，按干 %d 天算")), days);
}

/* By the hour: only where the hours of a day are written, and are not one of several. */
static void hour_sums(const struct job *job, int days, bool written, struct job_sums *sums,
                      enum lang lang, struct arena *arena) {
    const struct work_time time = work_time_read(job->hours);
    if (time.minutes <= 0)
        return;
    sums->day = about(job, time.minutes, MINUTES, &of_day, lang, arena);
    sums->month = about(job, (int64_t)time.minutes * days, MINUTES, &of_month, lang, arena);
    char hours[MONEY_TEXT];
    money_format((money){ (int64_t)time.minutes * FEN / MINUTES }, hours);
    sums->reckoned = arena_printf(arena, tr(lang, "一天 %1$s 小时，%2$s"), hours,
                                  days_text(days, written, lang, arena));
}

static void fare_sums(const struct job *job, int days, bool written, struct job_sums *sums,
                      enum lang lang, struct arena *arena) {
    char both[MONEY_TEXT];
    bool bus = job->travel == TRAVEL_BUS || job->travel == TRAVEL_SHUTTLE;
    bool lodged =
        says(job, "包吃住") || says(job, "包住") || says(job, "住宿") || says(job, "宿舍");
    bool far = job->travel_minutes != INT_ABSENT && job->travel_minutes > FAR_MINUTES;
    if (!bus || lodged || far || job->reach == REACH_AWAY || money_absent(job->travel_fare) ||
        job->travel_fare.fen <= 0)
        return;
    money round = { job->travel_fare.fen * 2 };
    money month = reckon(round, days, 1);
    money_format(round, both);
    sums->fare = range_text(month, month, &of_month, lang, arena);
    sums->fare_reckoned = arena_printf(arena, tr(lang, "来回 %1$s 元，%2$s"), both,
                                       days_text(days, written, lang, arena));
}

struct job_sums job_sums(const struct job *job, enum lang lang, struct arena *arena) {
    struct job_sums sums = { "", "", "", "", "" };
    int             days = job_month_days(job);
    bool            written = days != INT_ABSENT;
    days = written ? days : MONTH_DAYS_USUAL;
    fare_sums(job, days, written, &sums, lang, arena);
    if (job->negotiable || (money_absent(job->pay_min) && money_absent(job->pay_max)))
        return sums;
    switch (job->pay_per) {
    case PAY_PER_MONTH:
        sums.month = job_pay_text(job, lang, arena);
        sums.day = about(job, 1, days, &of_day, lang, arena);
        sums.reckoned = days_text(days, written, lang, arena);
        break;
    case PAY_PER_DAY:
        sums.month = about(job, days, 1, &of_month, lang, arena);
        sums.day = job_pay_text(job, lang, arena);
        sums.reckoned = days_text(days, written, lang, arena);
        break;
    case PAY_PER_YEAR:
        sums.month = about(job, 1, 12, &of_month, lang, arena);
        sums.reckoned = tr(lang, "一年按 12 个月算");
        break;
    case PAY_PER_HOUR:
        hour_sums(job, days, written, &sums, lang, arena);
        break;
    default: /* by the piece: the slider; not written: nothing to reckon with */
        break;
    }
    return sums;
}

const char *job_pieces_text(const struct job *job, int pieces, enum lang lang,
                            struct arena *arena) {
    if (job->pay_per != PAY_PER_PIECE || job->negotiable)
        return "";
    money low = job->pay_min, high = job->pay_max;
    low.fen = money_absent(low) ? low.fen : low.fen * pieces;
    high.fen = money_absent(high) ? high.fen : high.fen * pieces;
    return range_text(low, high, &exactly, lang, arena);
}
