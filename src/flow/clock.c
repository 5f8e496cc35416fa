/* SPDX-License-Identifier: GPL-3.0-or-later
 * clock.c - the file of limits, and when a promise is due. Shanghai has no summer time, so a day is
 * 24 hours and a minute of the day always exists. */
#include "flow/clock.h"

#include "base/file.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { FILE_MOST = 1 << 16, LIMITS_MOST = 256, CELLS = 6, COUNT_MOST = 9999 };
enum { MINUTE = 60000, HOUR = 60 * MINUTE, DAY_MINUTES = 24 * 60 };

struct limits {
    struct workdays *workdays;
    struct limit     at[LIMITS_MOST];
    size_t           count;
    char            *path; /* of the file, for messages */
};

const struct hours calling_hours_applications = { 8 * 60 + 30, 17 * 60 + 30 };

/* --- the file ------------------------------------------------------------------------------ */

/* Cuts `line` at its commas; false when they are not as many as there are columns. */
static bool split(char *line, char *cells[CELLS]) {
    for (int i = 0; i < CELLS; i++) {
        cells[i] = line;
        char *comma = strchr(line, ',');
        if ((comma != NULL) != (i < CELLS - 1))
            return false;
        if (comma) {
            *comma = '\0';
            line = comma + 1;
        }
    }
    return true;
}

static bool minute_read(const char *text, int *ret_minute) {
    if (strlen(text) != 5 || text[2] != ':' || strspn(text, "0123456789") != 2 ||
        strspn(text + 3, "0123456789") != 2)
        return false;
    int hour = (text[0] - '0') * 10 + text[1] - '0', minute = (text[3] - '0') * 10 + text[4] - '0';
    *ret_minute = hour * 60 + minute;
    return minute < 60 && *ret_minute <= DAY_MINUTES;
}

static bool count_read(const char *text, int *ret_count) {
    char *end;
    long  count = strtol(text, &end, 10);
    if (*text < '0' || *text > '9' || *end || count < 1 || count > COUNT_MOST)
        return false;
    *ret_count = (int)count;
    return true;
}

/* Elapsed hours run day and night; the others need hours of the day. */
static bool hours_read(char *const cells[CELLS], struct limit *limit) {
    limit->hours = (struct hours){ 0, DAY_MINUTES };
    if (limit->unit == LIMIT_ELAPSED_HOURS)
        return !*cells[4] && !*cells[5];
    return minute_read(cells[4], &limit->hours.from) && minute_read(cells[5], &limit->hours.to) &&
           limit->hours.from < limit->hours.to;
}

static bool line_read(char *line, struct limit *ret_limit) {
    char *cells[CELLS];
    if (!split(line, cells) || !*cells[0] || !*cells[1] || strlen(cells[0]) > FLOW_NAME ||
        strlen(cells[1]) > FLOW_NAME || !TEXT_COPY(ret_limit->flow, cells[0]) ||
        !TEXT_COPY(ret_limit->clock, cells[1]) || !count_read(cells[2], &ret_limit->count))
        return false;
    ret_limit->unit = LIMIT_UNIT_UNWRITTEN;
    for (int u = LIMIT_ELAPSED_HOURS; u <= LIMIT_WORKING_DAYS; u++)
        if (strcmp(cells[3], limit_unit_words[u].name) == 0)
            ret_limit->unit = (enum limit_unit)u;
    return ret_limit->unit != LIMIT_UNIT_UNWRITTEN && hours_read(cells, ret_limit);
}

static bool limit_add(struct limits *limits, char *line, const char *path, int number,
                      struct err *err) {
    struct limit limit, other;
    if (limits->count == LIMITS_MOST)
        return err_code_set(err, ERR_INVALID, "%s：最多 %d 行", path, LIMITS_MOST);
    if (!line_read(line, &limit))
        return err_code_set(err, ERR_INVALID,
                            "%s:%d：要写成 流程,时限,数,单位,几点起,几点止；单位是 "
                            "elapsed_hours（不写几点）、working_hours 或 working_days",
                            path, number);
    if (limit_find(limits, limit.flow, limit.clock, &other, NULL))
        return err_code_set(err, ERR_INVALID, "%s:%d：%s 的 %s 写了两次", path, number, limit.flow,
                            limit.clock);
    limit.line = number;
    limits->at[limits->count++] = limit;
    return true;
}

static bool lines_read(struct limits *limits, char *text, const char *path, struct err *err) {
    int number = 0;
    while (*text) {
        char  *line = text;
        size_t length = strcspn(line, "\n");
        text += length + (line[length] == '\n');
        line[length] = '\0';
        line[strcspn(line, "\r")] = '\0';
        number++;
        if (number == 1 && strcmp(line, "flow,clock,limit,unit,from,to") != 0)
            return err_code_set(err, ERR_INVALID, "%s:1：第一行应为 flow,clock,limit,unit,from,to",
                                path);
        if (number > 1 && *line && !limit_add(limits, line, path, number, err))
            return false;
    }
    return limits->count > 0 || err_code_set(err, ERR_INVALID, "%s 里没有时限", path);
}

bool limits_load(struct limits **ret_limits, const char *limits_path, const char *holidays_path,
                 struct err *err) {
    struct arena   arena = { 0 };
    struct limits *limits = calloc(1, sizeof(*limits));
    char          *bytes;
    size_t         length;
    if (limits)
        limits->path = strdup(limits_path);
    bool done = ((limits && limits->path) || err_code_set(err, ERR_MEMORY, "内存不足")) &&
                file_read(&arena, limits_path, FILE_MOST, &bytes, &length, err);
    if (done && (!text_valid(bytes, length) || strlen(bytes) != length))
        done = err_code_set(err, ERR_INVALID, "%s 不是文本文件", limits_path);
    done = done && lines_read(limits, bytes, limits_path, err) &&
           workdays_load(&limits->workdays, holidays_path, err);
    arena_deinit(&arena);
    if (!done) {
        limits_free(limits);
        return false;
    }
    *ret_limits = limits;
    return true;
}

void limits_free(struct limits *limits) {
    if (!limits)
        return;
    workdays_free(limits->workdays);
    free(limits->path);
    free(limits);
}

const struct limits *limits_shipped(struct err *err) {
    static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    static struct limits  *shipped;  /* read once, given back with the process */
    (void)pthread_mutex_lock(&lock); /* a plain mutex does not fail */
    if (!shipped) {
        struct arena arena = { 0 };
        char        *limits = share_path(&arena, "config/limits.csv");
        char        *holidays = share_path(&arena, "config/holidays-cn.csv");
        if (!limits || !holidays)
            (void)err_code_set(err, ERR_MEMORY, "内存不足");
        else
            (void)limits_load(&shipped, limits, holidays, err); /* NULL says so */
        arena_deinit(&arena);
    }
    const struct limits *limits = shipped;
    (void)pthread_mutex_unlock(&lock);
    return limits;
}

bool limit_find(const struct limits *limits, const char *flow, const char *clock,
                struct limit *ret_limit, struct err *err) {
    for (size_t i = 0; i < limits->count; i++)
        if (strcmp(limits->at[i].flow, flow) == 0 && strcmp(limits->at[i].clock, clock) == 0) {
            *ret_limit = limits->at[i];
            return true;
        }
    return err_code_set(err, ERR_ABSENT, "config/limits.csv 里没有 %s 的 %s", flow, clock);
}

/* The clock of this name that needs a limit: a reminder has its own time. */
static const struct flow_clock *clock_named(const struct flow *flow, const char *name) {
    for (const struct flow_clock *c = flow->clocks; c && c->name; c++)
        if (!c->reminder && strcmp(c->name, name) == 0)
            return c;
    return NULL;
}

static bool clocks_covered(const struct limits *limits, const struct flow *flow, struct err *err) {
    struct limit limit;
    for (const struct flow_clock *c = flow->clocks; c && c->name; c++)
        if (!c->reminder && !limit_find(limits, flow->name, c->name, &limit, err))
            return false;
    return true;
}

bool limits_cover(const struct limits *limits, const struct flow *const *flows, struct err *err) {
    for (size_t i = 0; i < limits->count; i++) {
        const struct limit *limit = &limits->at[i];
        bool                known = false;
        for (const struct flow *const *f = flows; *f && !known; f++)
            known = strcmp((*f)->name, limit->flow) == 0 && clock_named(*f, limit->clock);
        if (!known)
            return err_code_set(err, ERR_INVALID, "%s:%d：没有 %s 的 %s 这个时限", limits->path,
                                limit->line, limit->flow, limit->clock);
    }
    for (const struct flow *const *f = flows; *f; f++)
        if (!clocks_covered(limits, *f, err))
            return false;
    return true;
}

/* --- due ----------------------------------------------------------------------------------- */

static time_ms minute_of(day d, int minute) {
    return (time_ms){ day_start(d).ms + (int64_t)minute * MINUTE };
}

/* Only the hours of working days count; the last minute that is used up is when it is due. */
static time_ms hours_due(const struct limits *limits, const struct limit *limit, time_ms at) {
    int64_t left = (int64_t)limit->count * HOUR;
    day     d = day_of_time(at);
    for (;; d.n++) {
        if (day_date(d).year == 0)
            return TIME_ABSENT;
        if (!workday_is(limits->workdays, d))
            continue;
        int64_t from = minute_of(d, limit->hours.from).ms, to = minute_of(d, limit->hours.to).ms;
        if (from < at.ms)
            from = at.ms;
        if (from >= to)
            continue;
        if (left <= to - from)
            return (time_ms){ from + left };
        left -= to - from;
    }
}

time_ms limit_due(const struct limits *limits, const struct limit *limit, time_ms at) {
    if (limit->unit == LIMIT_ELAPSED_HOURS)
        return (time_ms){ at.ms + (int64_t)limit->count * HOUR };
    if (limit->unit == LIMIT_WORKING_HOURS)
        return hours_due(limits, limit, at);
    day last = workday_after(limits->workdays, day_of_time(at), limit->count);
    return day_absent(last) ? TIME_ABSENT : minute_of(last, limit->hours.to);
}

/* --- calling hours ------------------------------------------------------------------------- */

bool hours_within(struct hours hours, time_ms t) {
    int64_t since = t.ms - day_start(day_of_time(t)).ms;
    return since >= (int64_t)hours.from * MINUTE && since < (int64_t)hours.to * MINUTE;
}

const char *hours_words(struct hours hours, struct arena *arena) {
    return arena_printf(arena, "%d:%02d–%d:%02d", hours.from / 60, hours.from % 60, hours.to / 60,
                        hours.to % 60);
}
