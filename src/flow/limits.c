/* SPDX-License-Identifier: GPL-3.0-or-later
 * limits.c - the file of limits: read, held against the tables, copied into matters line by line
 * and read again from there. */
#include "flow/clock.h"

#include "base/file.h"
#include "record/problems.h"
#include "record/type.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { FILE_MOST = 1 << 16, LIMITS_MOST = 256, CELLS = 6, COUNT_MOST = 9999, HOURS_TEXT = 11 };
enum { RULES_MOST = 20000 /* bytes of one flow: a LONG_TEXT */, DAY_MINUTES = 24 * 60 };

#define HEADING "flow,clock,when,limit,unit,hours"

struct rule {
    struct limit limit;
    char         line[LIMIT_LINE + 1]; /* as it stands in the file */
};

struct limits {
    struct workdays *workdays;
    struct rule      at[LIMITS_MOST];
    size_t           count;
    char            *path; /* of the file, for messages */
};

/* --- one line ------------------------------------------------------------------------------ */

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
    if (strspn(text, "0123456789") != 2 || text[2] != ':' || strspn(text + 3, "0123456789") != 2)
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

/* "08:30-12:00 14:30-17:30"; elapsed hours run day and night and have none. */
static bool hours_read(const char *text, struct limit *limit) {
    int before = -1;
    limit->span_count = 0;
    if (limit->unit == LIMIT_ELAPSED_HOURS)
        return !*text;
    while (*text) {
        struct hours *span = &limit->spans[limit->span_count];
        if (limit->span_count == LIMIT_SPANS || strlen(text) < HOURS_TEXT || text[5] != '-' ||
            !minute_read(text, &span->from) || !minute_read(text + 6, &span->to) ||
            span->from <= before || span->to <= span->from)
            return false;
        before = span->to;
        limit->span_count++;
        text += HOURS_TEXT;
        if (*text == ' ' && text[1])
            text++;
        else if (*text)
            return false;
    }
    return limit->span_count > 0;
}

/* The shape of a `when`: field=value, semicolons between. */
static bool when_read(const char *text, char out[LIMIT_LINE]) {
    for (const char *at = text; *at;) {
        size_t length = strcspn(at, ";"), name = strcspn(at, "=;");
        if (name == 0 || name + 1 >= length)
            return false;
        at += length;
        if (*at == ';' && !*++at)
            return false;
    }
    return text_copy(out, LIMIT_LINE, text);
}

static bool line_read(const char *line, struct limit *ret_limit) {
    char  own[LIMIT_LINE + 1], *cells[CELLS];
    char *text = own;
    if (!text_copy(own, sizeof(own), line) || !split(text, cells) || !*cells[0] || !*cells[1] ||
        strlen(cells[0]) > FLOW_NAME || strlen(cells[1]) > FLOW_NAME ||
        !TEXT_COPY(ret_limit->flow, cells[0]) || !TEXT_COPY(ret_limit->clock, cells[1]) ||
        !when_read(cells[2], ret_limit->when) || !count_read(cells[3], &ret_limit->count))
        return false;
    ret_limit->unit = LIMIT_UNIT_UNWRITTEN;
    for (int u = LIMIT_ELAPSED_HOURS; u <= LIMIT_WORKING_DAYS; u++)
        if (strcmp(cells[4], limit_unit_words[u].name) == 0)
            ret_limit->unit = (enum limit_unit)u;
    return ret_limit->unit != LIMIT_UNIT_UNWRITTEN && hours_read(cells[5], ret_limit);
}

/* --- the file ------------------------------------------------------------------------------ */

/* A line after the one that always fits would never count. */
static bool reached(const struct limits *limits, const struct limit *limit) {
    for (size_t i = 0; i < limits->count; i++) {
        const struct limit *other = &limits->at[i].limit;
        if (strcmp(other->flow, limit->flow) == 0 && strcmp(other->clock, limit->clock) == 0 &&
            (!*other->when || strcmp(other->when, limit->when) == 0))
            return false;
    }
    return true;
}

static bool limit_add(struct limits *limits, const char *line, const char *path, int number,
                      struct err *err) {
    struct rule *rule = &limits->at[limits->count];
    size_t       bytes = strlen(line) + 1;
    if (limits->count == LIMITS_MOST)
        return err_code_set(err, ERR_INVALID, "%s：最多 %d 行", path, LIMITS_MOST);
    if (!line_read(line, &rule->limit) || !TEXT_COPY(rule->line, line))
        return err_code_set(err, ERR_INVALID,
                            "%s:%d：要写成 流程,时限,条件,数,单位,钟点；单位是 elapsed_hours"
                            "（不写钟点）、working_hours 或 working_days，钟点像 "
                            "08:30-12:00 14:30-17:30",
                            path, number);
    if (!reached(limits, &rule->limit))
        return err_code_set(err, ERR_INVALID, "%s:%d：%s 的 %s 前面的行已经管了，这一行用不上",
                            path, number, rule->limit.flow, rule->limit.clock);
    for (size_t i = 0; i < limits->count; i++)
        if (strcmp(limits->at[i].limit.flow, rule->limit.flow) == 0)
            bytes += strlen(limits->at[i].line) + 1;
    if (bytes > RULES_MOST)
        return err_code_set(err, ERR_INVALID, "%s:%d：%s 的行太多了", path, number,
                            rule->limit.flow);
    rule->limit.line = number;
    limits->count++;
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
        if (number == 1 && strcmp(line, HEADING) != 0)
            return err_code_set(err, ERR_INVALID, "%s:1：第一行应为 %s", path, HEADING);
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

const struct workdays *limits_workdays(const struct limits *limits) {
    return limits->workdays;
}

/* --- which line ---------------------------------------------------------------------------- */

static bool absent(const char *flow, const char *clock, struct err *err) {
    return err_code_set(err, ERR_ABSENT, "config/limits.csv 里没有 %s 的 %s", flow, clock);
}

bool limit_find(const struct limits *limits, const char *flow, const char *clock,
                struct limit *ret_limit, struct err *err) {
    for (size_t i = 0; i < limits->count; i++) {
        const struct limit *limit = &limits->at[i].limit;
        if (!*limit->when && strcmp(limit->flow, flow) == 0 && strcmp(limit->clock, clock) == 0) {
            *ret_limit = *limit;
            return true;
        }
    }
    return absent(flow, clock, err);
}

/* One "field=value" of a `when`. *ret_fits NULL: is there such a field and value at all? */
static bool condition_holds(const struct record *record, const char *at, size_t length,
                            const void *row, bool *ret_fits) {
    struct arena    arena = { 0 };
    struct problems problems;
    size_t          name = strcspn(at, "=");
    char           *field_name = arena_strndup(&arena, at, name);
    char           *value = arena_strndup(&arena, at + name + 1, length - name - 1);
    void           *wanted = arena_alloc(&arena, record->size);
    problems_init(&problems, &arena, LANG_ZH);
    const struct field *field =
        field_name && value && wanted ? record_field(record, field_name) : NULL;
    if (field)
        record_init(record, wanted);
    bool known = field && field->type->stored != VALUE_NULL &&
                 field->type->parse(field, value, field_member(field, wanted), &problems) &&
                 !field_absent(field, wanted);
    if (known && ret_fits)
        *ret_fits = field->type->equal(field, field_member_const(field, wanted),
                                       field_member_const(field, row));
    arena_deinit(&arena);
    return known;
}

static bool when_fits(const struct limit *limit, const struct record *record, const void *row) {
    bool fits = true;
    for (const char *at = limit->when; fits && *at;) {
        size_t length = strcspn(at, ";");
        fits = condition_holds(record, at, length, row, &fits) && fits;
        at += length + (at[length] == ';');
    }
    return fits;
}

static bool limit_is(const struct limit *limit, const struct flow *flow, const char *clock,
                     const void *row) {
    return strcmp(limit->flow, flow->name) == 0 && strcmp(limit->clock, clock) == 0 &&
           when_fits(limit, flow->record, row);
}

/* The line of a copy that fits. */
static bool rule_find(const char *rules, const struct flow *flow, const char *clock,
                      const void *row, struct limit *ret_limit) {
    while (*rules) {
        char   line[LIMIT_LINE + 1];
        size_t length = strcspn(rules, "\n");
        if (length < sizeof(line)) {
            memcpy(line, rules, length);
            line[length] = '\0';
            *ret_limit = (struct limit){ 0 };
            if (line_read(line, ret_limit) && limit_is(ret_limit, flow, clock, row))
                return true;
        }
        rules += length + (rules[length] == '\n');
    }
    return false;
}

bool limit_for(const struct limits *limits, const char *rules, const struct flow *flow,
               const char *clock, const void *row, struct limit *ret_limit, struct err *err) {
    struct limit limit;
    if (rules && *rules) {
        if (!rule_find(rules, flow, clock, row, &limit))
            return absent(flow->name, clock, err);
        *ret_limit = limit;
        return true;
    }
    for (size_t i = 0; i < limits->count; i++)
        if (limit_is(&limits->at[i].limit, flow, clock, row)) {
            *ret_limit = limits->at[i].limit;
            return true;
        }
    return absent(flow->name, clock, err);
}

const char *limits_rules(const struct limits *limits, const char *flow, struct arena *arena) {
    size_t length = 1;
    for (size_t i = 0; i < limits->count; i++)
        if (strcmp(limits->at[i].limit.flow, flow) == 0)
            length += strlen(limits->at[i].line) + 1;
    char *text = arena_alloc(arena, length), *end = text;
    for (size_t i = 0; text && i < limits->count; i++)
        if (strcmp(limits->at[i].limit.flow, flow) == 0) {
            if (end > text)
                *end++ = '\n';
            end = stpcpy(end, limits->at[i].line);
        }
    return text;
}

/* --- against the tables -------------------------------------------------------------------- */

static bool may_be_held(const struct flow *flow) {
    for (const struct flow_step *s = flow->steps; s && s->name; s++)
        if (s->does == DOES_HOLD)
            return true;
    return false;
}

/* Does this flow need such a limit: a clock (a reminder has its own time), or the cap of holds. */
static bool needed(const struct flow *flow, const char *name) {
    for (const struct flow_clock *c = flow->clocks; c && c->name; c++)
        if (!c->reminder && strcmp(c->name, name) == 0)
            return true;
    return strcmp(name, LIMIT_HOLD) == 0 && may_be_held(flow);
}

static bool when_known(const struct limit *limit, const struct record *record) {
    for (const char *at = limit->when; *at;) {
        size_t length = strcspn(at, ";");
        if (!condition_holds(record, at, length, NULL, NULL))
            return false;
        at += length + (at[length] == ';');
    }
    return true;
}

static bool clocks_covered(const struct limits *limits, const struct flow *flow, struct err *err) {
    struct limit limit;
    for (const struct flow_clock *c = flow->clocks; c && c->name; c++)
        if (!c->reminder && !limit_find(limits, flow->name, c->name, &limit, err))
            return false;
    return !may_be_held(flow) || limit_find(limits, flow->name, LIMIT_HOLD, &limit, err);
}

bool limits_cover(const struct limits *limits, const struct flow *const *flows, struct err *err) {
    for (size_t i = 0; i < limits->count; i++) {
        const struct limit *limit = &limits->at[i].limit;
        const struct flow  *of = NULL;
        for (const struct flow *const *f = flows; *f && !of; f++)
            if (strcmp((*f)->name, limit->flow) == 0 && needed(*f, limit->clock))
                of = *f;
        if (!of)
            return err_code_set(err, ERR_INVALID, "%s:%d：没有 %s 的 %s 这个时限", limits->path,
                                limit->line, limit->flow, limit->clock);
        if (!when_known(limit, of->record))
            return err_code_set(err, ERR_INVALID, "%s:%d：条件“%s”里的字段或值没有", limits->path,
                                limit->line, limit->when);
    }
    for (const struct flow *const *f = flows; *f; f++)
        if (!clocks_covered(limits, *f, err))
            return false;
    return true;
}
