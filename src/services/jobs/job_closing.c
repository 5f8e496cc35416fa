/* SPDX-License-Identifier: GPL-3.0-or-later
 * job_closing.c - words first (长期, 招满为止), then the whole text as a date, then as a range,
 * then the date in front of further words; what is left is said to be unclear. */
#include "services/jobs/job_closing.h"

#include "record/day_read.h"
#include "services/jobs/job_read.h"
#include "services/jobs/pay_amount.h"

#include <string.h>

enum { FAR_DAYS = 3 * 366 };

static bool has_word(const char *text, const char *const *words) {
    for (size_t i = 0; words[i]; i++)
        if (strstr(text, words[i]))
            return true;
    return false;
}

/* --- a day --------------------------------------------------------------------------------------
 */

static const char *day_text(day d, struct arena *arena) {
    char text[DAY_TEXT];
    day_format(d, text);
    return arena_strdup(arena, text);
}

/* What a careful clerk would say about the day that was read. */
static void doubt_day(const struct day_reading *read, const struct cell_text *cell,
                      const char *field, struct reading *reading) {
    struct problems *problems = reading->problems;
    const char      *text = day_text(read->day, problems->arena);
    if (read->doubt != DAY_DOUBT_NONE)
        problem_add(problems, PROBLEM_WARN, field, cell->text,
                    N_("日期可以有两种读法，按 %s 填，请核对"), text);
    else if (!read->year_written && !day_absent(problems->today) &&
             day_date(read->day).year != day_date(problems->today).year)
        problem_add(problems, PROBLEM_WARN, field, cell->text, N_("没有写年份，按 %s 填，请核对"),
                    text);
}

/* Another column has said another day: 报名截止 and 岗位有效期. */
static bool closes_already(day d, const struct cell_text *cell, const struct job *job,
                           struct reading *reading) {
    if (job->closing != CLOSING_ON_DAY || job->closes_on.n == d.n)
        return false;
    reading_note(reading, cell->title, cell->text);
    return problem_add(reading->problems, PROBLEM_WARN, "closes_on", cell->text,
                       N_("截止日期写了两个，按前一个 %s 填，这一个记在备注里"),
                       day_text(job->closes_on, reading->problems->arena)) ||
           true;
}

static void close_on(day d, const struct cell_text *cell, struct job *job,
                     struct reading *reading) {
    struct problems *problems = reading->problems;
    if (closes_already(d, cell, job, reading))
        return;
    job->closing = CLOSING_ON_DAY;
    job->closes_on = d;
    if (day_absent(problems->today))
        return;
    if (d.n < problems->today.n)
        problem_add(problems, PROBLEM_WARN, "closes_on", cell->text,
                    N_("截止日期 %s 已经过了，居民看不到这个岗位"), day_text(d, problems->arena));
    else if (d.n > problems->today.n + FAR_DAYS)
        problem_add(problems, PROBLEM_WARN, "closes_on", cell->text,
                    N_("截止日期 %s 离今天很远，请核对"), day_text(d, problems->arena));
}

/* 报名时间 and 招聘时间 may be when it begins. */
static void doubt_heading(const struct cell_text *cell, struct reading *reading) {
    static const char *const sure[] = { "截",   "止",   "至",       "效",   "到期",   "期限",
                                        "结束", "失效", "deadline", "周期", "closes", NULL };
    if (*cell->heading && !has_word(cell->heading, sure))
        problem_add(reading->problems, PROBLEM_WARN, "closes_on", cell->text,
                    N_("“%s”写的这一天按截止日期填，请核对"), cell->title);
}

/* 17:30, 下午5点: no room beside the day. Midnight is what spreadsheets add by themselves. */
static void note_time(const struct cell_text *cell, struct reading *reading) {
    const char *colon = strchr(cell->folded, ':');
    bool        clock = colon && colon > cell->folded && colon[-1] >= '0' && colon[-1] <= '9';
    bool midnight = clock && (strcmp(colon - 1, "0:00") == 0 || strcmp(colon - 1, "0:00:00") == 0 ||
                              strstr(cell->folded, "24:00"));
    bool words =
        (strstr(cell->folded, "点") || strstr(cell->folded, "时") || strstr(cell->folded, "午")) &&
        !strstr(cell->folded, "24时") && !strstr(cell->folded, "24点");
    if (!midnight && (clock || words))
        reading_note(reading, cell->title, cell->text);
}

static bool refuse_day(const struct day_reading *read, const struct cell_text *cell,
                       const char *field, struct reading *reading) {
    static const char *const texts[] = {
        [DAY_READ_IMPOSSIBLE] = N_("日历上没有“%s”这一天，请写成 2026-11-30 这样"),
        [DAY_READ_NO_YEAR] = N_("“%s”没有写年份，请写成 2026-11-30 这样"),
        [DAY_READ_FAR] = N_("“%s”离现在太远，请写成 2026-11-30 这样"),
    };
    return problem_add(reading->problems, PROBLEM_ERROR, field, cell->text, texts[read->result],
                       problem_shown(reading->problems, cell->text));
}

/* --- ranges -------------------------------------------------------------------------------------
 */

static const char *const joiners[] = { "——", "—", "–", "―", "至", "到", "~", "-", NULL };

/* The end of a range may leave out what its start said: 2026年11月1日至30日. */
static struct day_reading read_right(const char *right, day left, day today, struct arena *arena) {
    struct day_reading read = day_read(right, today);
    size_t             digits = strspn(right, "0123456789");
    if (read.result == DAY_READ_OK && !read.year_written && !day_absent(left)) {
        struct date date = day_date(read.day), from = day_date(left);
        int         year = from.year + (date.month < from.month);
        if (date_valid(year, date.month, date.day))
            read.day = day_of(year, date.month, date.day);
    }
    if (read.result == DAY_READ_OK || digits == 0 || digits > 2 || day_absent(left))
        return read;
    const char *after = right + digits;
    if (*after && strcmp(after, "日") != 0 && strcmp(after, "号") != 0)
        return read;
    struct date date = day_date(left);
    return day_read(arena_printf(arena, "%d-%d-%.*s", date.year, date.month, (int)digits, right),
                    today);
}

static bool read_range(const char *text, day today, struct arena *arena, day *ret_from,
                       struct day_reading *ret_to) {
    static const char *const now[] = { "即日起", "自即日起", "即日",         "发布之日起",
                                       "现在",   "从即日起", "自发布之日起", NULL };
    size_t                   start = word_at(text, now);
    *ret_from = DAY_ABSENT;
    if (start) {
        start += word_at(text + start, joiners);
        *ret_to = day_read(text + start, today);
        return ret_to->result == DAY_READ_OK;
    }
    text += word_at(text, (const char *const[]){ "自", "从", NULL });
    for (const char *at = text; *at; at++) {
        size_t length = word_at(at, joiners);
        if (length == 0 || at == text)
            continue;
        const char *left = arena_strndup(arena, text, (size_t)(at - text));
        if (strlen(left) > 3 && strcmp(left + strlen(left) - 3, "起") == 0)
            left = arena_strndup(arena, left, strlen(left) - 3);
        struct day_reading from = day_read(left, today);
        if (from.result != DAY_READ_OK)
            continue;
        *ret_to = read_right(at + length, from.day, today, arena);
        if (ret_to->result != DAY_READ_OK)
            continue;
        *ret_from = from.day;
        return true;
    }
    return false;
}

/* --- vague days ---------------------------------------------------------------------------------
 */

static day month_end(int year, int month) {
    int last = 31;
    while (!date_valid(year, month, last))
        last--;
    return day_of(year, month, last);
}

/* 2026年12月, 12月, 年底, 本月底: the last day that it can mean. Absent when it is none of them. */
static day vague_day(const char *text, day today) {
    if (day_absent(today))
        return DAY_ABSENT;
    static const char *const year_end[] = { "年底",     "年底前", "年末", "今年底",
                                            "今年年底", "年内",   NULL };
    static const char *const this_month[] = {
        "月底", "本月底", "月底前", "本月末", "本月内", NULL
    };
    struct date now = day_date(today);
    for (size_t i = 0; year_end[i]; i++)
        if (strcmp(text, year_end[i]) == 0)
            return month_end(now.year, 12);
    for (size_t i = 0; this_month[i]; i++)
        if (strcmp(text, this_month[i]) == 0)
            return month_end(now.year, now.month);
    int         year = 0, month = 0;
    const char *at = text;
    size_t      digits = strspn(at, "0123456789");
    if (digits == 4) {
        for (; digits; digits--)
            year = year * 10 + *at++ - '0';
        for (size_t i = 0; year_end[i] && year >= 2000 && year <= 2199; i++)
            if (strcmp(at, year_end[i]) == 0) /* 2026年底 */
                return month_end(year, 12);
        at += *at == '-' || *at == '.' || *at == '/' ? 1 : text_starts(at, "年") ? 3 : 0;
        digits = strspn(at, "0123456789");
    }
    if (digits == 0 || digits > 2)
        return DAY_ABSENT;
    for (; digits; digits--)
        month = month * 10 + *at++ - '0';
    bool says_month = text_starts(at, "月");
    at += says_month ? 3 : 0;
    at += word_at(at, (const char *const[]){ "份", "前", "止", NULL });
    if (*at || month < 1 || month > 12 || (!year && !says_month) ||
        (year && (year < 2000 || year > 2199)))
        return DAY_ABSENT;
    if (!year) {
        year = now.year + (month < now.month - 6);
        year -= month > now.month + 6;
    }
    return month_end(year, month);
}

/* --- the closing --------------------------------------------------------------------------------
 */

static const char *const filled_words[] = { "招满为止", "招满即止", "招满截止", "满员为止",
                                            "额满为止", "招完为止", "招齐为止", "招满",
                                            "满员",     "额满",     "满为止",   NULL };
static const char *const open_words[] = { "长期有效", "长期招聘", "常年招聘", "长期招工",
                                          "长期",     "常年",     "长年",     "全年",
                                          "无限期",   "无期限",   "不限",     "持续招聘",
                                          "随时",     "不限期",   "长期招",   NULL };

/* Is the text one of the words and nothing else? */
static bool only(const char *text, const char *const *words) {
    size_t length = word_at(text, words);
    return length > 0 && text[length] == '\0';
}

/* Words that say it; a date beside them says it better. */
static bool read_words(const struct cell_text *cell, struct job *job, struct reading *reading) {
    const char  *text = cell->folded;
    enum closing closing = strpbrk(text, "0123456789")    ? CLOSING_UNWRITTEN
                           : has_word(text, filled_words) ? CLOSING_UNTIL_FILLED
                           : has_word(text, open_words)   ? CLOSING_OPEN
                                                          : CLOSING_UNWRITTEN;
    if (!closing)
        return false;
    if (job->closing && job->closing != closing)
        reading_note(reading, cell->title, cell->text);
    else if (!only(text, filled_words) && !only(text, open_words))
        reading_note(reading, cell->title, cell->text);
    if (!job->closing)
        job->closing = closing;
    return true;
}

/* "报名截止：11月30日": what the heading says once more. */
static const char *without_label(const char *text) {
    static const char *const labels[] = { "报名截止时间", "报名截止日期", "报名截止",
                                          "招聘截止时间", "招聘截止日期", "招聘截止",
                                          "截止时间",     "截止日期",     "报名时间",
                                          "招聘时间",     "有效期",       NULL };
    size_t                   label = word_at(text, labels);
    size_t colon = label ? word_at(text + label, (const char *const[]){ "：", ":", NULL }) : 0;
    return colon ? text + label + colon : text;
}

/* "2026年11月1日起": when it begins; "起至招满为止" says when it ends, too. */
static bool read_beginning(const struct cell_text *cell, struct job *job, struct reading *reading) {
    size_t length = strlen(cell->folded), begin = strlen("起");
    bool   filled = strstr(cell->folded, "起") && has_word(cell->folded, filled_words);
    bool   ends = length > begin && strcmp(cell->folded + length - begin, "起") == 0;
    if (!filled && !ends)
        return false;
    reading_note(reading, cell->title, cell->text);
    if (filled && !job->closing)
        job->closing = CLOSING_UNTIL_FILLED;
    return filled ||
           problem_add(reading->problems, PROBLEM_WARN, "closes_on", cell->text,
                       N_("只写了从哪天起，没有写到哪天为止，记在备注里")) ||
           true;
}

/* The date in front of "或招满为止", "(招满即止)", "17:30前". */
static bool read_front(const struct cell_text *cell, struct job *job, struct reading *reading) {
    static const char *const stops[] = { "或", ",",      ";",    "(",  "。",
                                         "、", "前报名", "截止", "起", NULL };
    struct arena            *arena = reading->problems->arena;
    for (const char *at = cell->folded; *at; at++) {
        if (!word_at(at, stops) || at == cell->folded || text_starts(at, "起"))
            continue;
        const char        *front = arena_strndup(arena, cell->folded, (size_t)(at - cell->folded));
        struct day_reading read = day_read(front, reading->problems->today);
        day                from;
        if (read.result != DAY_READ_OK &&
            !read_range(front, reading->problems->today, arena, &from, &read))
            continue;
        doubt_day(&read, cell, "closes_on", reading);
        close_on(read.day, cell, job, reading);
        reading_note(reading, cell->title, cell->text);
        return true;
    }
    return false;
}

bool closing_read(const struct cell_text *written, struct job *job, struct reading *reading) {
    struct problems *problems = reading->problems;
    struct arena    *arena = problems->arena;
    struct cell_text unlabelled = *written, *cell = &unlabelled;
    cell->text = without_label(cell->text);
    cell->folded = without_label(cell->folded);
    if (!day_absent(cell->day)) {
        doubt_heading(cell, reading);
        close_on(cell->day, cell, job, reading);
        return true;
    }
    if (cell_none(cell->folded) || strcmp(cell->folded, "到期截止") == 0 ||
        read_words(cell, job, reading) || read_beginning(cell, job, reading))
        return true;
    struct day_reading read = day_read(cell->text, problems->today);
    day                from;
    if (read.result == DAY_READ_OK) {
        if (!strstr(cell->folded, "止") && !strstr(cell->folded, "前"))
            doubt_heading(cell, reading);
        doubt_day(&read, cell, "closes_on", reading);
        close_on(read.day, cell, job, reading);
        note_time(cell, reading);
        return true;
    }
    if (read_range(cell->folded, problems->today, arena, &from, &read)) {
        doubt_day(&read, cell, "closes_on", reading);
        close_on(read.day, cell, job, reading);
        if (day_absent(job->posted_on) && !day_absent(from))
            job->posted_on = from;
        return true;
    }
    read = day_read(cell->text, problems->today);
    if (read.result != DAY_READ_NONE)
        return refuse_day(&read, cell, "closes_on", reading);
    day vague = vague_day(cell->folded, problems->today);
    if (!day_absent(vague)) {
        problem_add(problems, PROBLEM_WARN, "closes_on", cell->text,
                    N_("没有写到哪一天，按 %s 填，请核对"), day_text(vague, arena));
        close_on(vague, cell, job, reading);
        return true;
    }
    if (read_front(cell, job, reading))
        return true;
    reading_note(reading, cell->title, cell->text);
    return problem_add(problems, PROBLEM_WARN, "closes_on", cell->text,
                       N_("截止日期看不准，没有填，原话记在备注里"));
}

bool posted_read(const struct cell_text *cell, struct job *job, struct reading *reading) {
    struct problems   *problems = reading->problems;
    struct day_reading read = { .result = DAY_READ_OK, .day = cell->day, .year_written = true };
    if (day_absent(cell->day))
        read = day_read(cell->text, problems->today);
    if (read.result == DAY_READ_NONE) {
        reading_note(reading, cell->title, cell->text);
        return problem_add(problems, PROBLEM_WARN, "posted_on", cell->text,
                           N_("发布日期看不准，没有填，原话记在备注里"));
    }
    if (read.result != DAY_READ_OK)
        return refuse_day(&read, cell, "posted_on", reading);
    doubt_day(&read, cell, "posted_on", reading);
    job->posted_on = read.day;
    if (!day_absent(problems->today) && read.day.n > problems->today.n)
        problem_add(problems, PROBLEM_WARN, "posted_on", cell->text, N_("发布日期 %s 还没有到"),
                    day_text(read.day, problems->arena));
    return true;
}
