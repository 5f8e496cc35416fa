/* SPDX-License-Identifier: GPL-3.0-or-later
 * workday.c - the announced days from the file, the statutory ones of every other year by rule. */
#include "base/workday.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/lunar.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

enum { FILE_MOST = 1 << 20, ENTRIES_MOST = 10000, NAME_CHARACTERS = 20 };
enum { YEAR_FIRST = 1900, YEARS = 300 };

struct entry {
    day         day;
    const char *name;
    bool        work;
    int         line;
};

struct workdays {
    struct arena  arena;   /* holds all below, and the text that names point into */
    struct entry *entries; /* by day */
    size_t        count;
    bool          announced[YEARS]; /* from YEAR_FIRST */
};

/* --- the file --- */

/* Cuts `line` at its commas; false when they are not two. */
static bool split(char *line, char *cells[3]) {
    for (int i = 0; i < 3; i++) {
        cells[i] = line;
        char *comma = strchr(line, ',');
        if ((comma != NULL) != (i < 2))
            return false;
        if (comma) {
            *comma = '\0';
            line = comma + 1;
        }
    }
    return true;
}

static bool name_fits(const char *name) {
    uint32_t c;
    size_t   count = 0, length = strlen(name);
    for (size_t step; length > 0; name += step, length -= step, count++)
        if ((step = text_decode(name, length, &c)) == 0 || text_is_space(c) || text_is_invisible(c))
            return false;
    return count >= 1 && count <= NAME_CHARACTERS;
}

static bool read_line(const char *path, int line, char *text, struct entry *ret_entry,
                      struct err *err) {
    char *cells[3];
    day   d;
    if (!split(text, cells))
        return err_code_set(err, ERR_INVALID, "%s:%d: 每行三格：日期、名称、0（休息）或 1（上班）",
                            path, line);
    if (!day_parse_iso(cells[0], &d))
        return err_code_set(err, ERR_INVALID, "%s:%d: 日期应写成 2026-10-01 的样子，不是“%s”", path,
                            line, cells[0]);
    if (!name_fits(cells[1]))
        return err_code_set(err, ERR_INVALID, "%s:%d: 节日名称应为 1 至 %d 个字", path, line,
                            NAME_CHARACTERS);
    bool work = strcmp(cells[2], "1") == 0;
    if (!work && strcmp(cells[2], "0") != 0)
        return err_code_set(err, ERR_INVALID, "%s:%d: 第三格应为 0（休息）或 1（上班），不是“%s”",
                            path, line, cells[2]);
    *ret_entry = (struct entry){ d, cells[1], work, line };
    return true;
}

/* Cuts the line that *at begins with off and moves on; NULL at the end. */
static char *next_line(char **at) {
    if (!**at)
        return NULL;
    char  *line = *at;
    size_t length = strcspn(line, "\n");
    *at = line + length + (line[length] == '\n');
    line[length] = '\0';
    if (length > 0 && line[length - 1] == '\r')
        line[length - 1] = '\0';
    return line;
}

static bool read_entries(struct workdays *w, const char *path, char *text, struct err *err) {
    int   number = 1;
    char *line = next_line(&text);
    if (!line || strcmp(line, "date,name,is_work") != 0)
        return err_code_set(err, ERR_INVALID, "%s:1: 第一行应为 date,name,is_work", path);
    while ((line = next_line(&text))) {
        if (w->count == ENTRIES_MOST)
            return err_code_set(err, ERR_INVALID, "%s: 最多 %d 行", path, ENTRIES_MOST);
        if (!read_line(path, ++number, line, &w->entries[w->count], err))
            return false;
        w->count++;
    }
    if (w->count == 0)
        return err_code_set(err, ERR_INVALID, "%s: 一天也没有", path);
    return true;
}

static int by_day(const void *a, const void *b) {
    const struct entry *x = a, *y = b;
    if (x->day.n != y->day.n)
        return x->day.n < y->day.n ? -1 : 1;
    return x->line - y->line;
}

static bool sort_entries(struct workdays *w, const char *path, struct err *err) {
    qsort(w->entries, w->count, sizeof(w->entries[0]), by_day);
    for (size_t i = 0; i < w->count; i++) {
        const struct entry *e = &w->entries[i];
        if (i > 0 && e->day.n == e[-1].day.n) {
            char text[DAY_TEXT];
            day_format(e->day, text);
            return err_code_set(err, ERR_INVALID, "%s:%d: %s 在第 %d 行已经有了", path, e->line,
                                text, e[-1].line);
        }
        /* A notice reaches back into the December before: such days alone announce no year. */
        struct date date = day_date(e->day);
        if (date.month < 12)
            w->announced[date.year - YEAR_FIRST] = true;
    }
    return true;
}

static bool workdays_read(struct workdays *w, const char *path, struct err *err) {
    char  *bytes;
    size_t length;
    if (!file_read(&w->arena, path, FILE_MOST, &bytes, &length, err))
        return false;
    const char *encoding;
    char       *text = text_from_bytes(&w->arena, bytes, length, &length, &encoding);
    w->entries = ARENA_NEW_ARRAY(&w->arena, ENTRIES_MOST, struct entry);
    if (!w->entries)
        return err_code_set(err, ERR_MEMORY, "内存不足");
    if (!text)
        return err_code_set(err, ERR_INVALID, "%s 不是文本文件", path);
    return read_entries(w, path, text, err) && sort_entries(w, path, err);
}

bool workdays_load(struct workdays **ret_workdays, const char *path, struct err *err) {
    struct workdays *w = calloc(1, sizeof(*w));
    if (!w)
        return err_code_set(err, ERR_MEMORY, "内存不足");
    if (!workdays_read(w, path, err)) {
        workdays_free(w);
        return false;
    }
    *ret_workdays = w;
    return true;
}

void workdays_free(struct workdays *workdays) {
    if (!workdays)
        return;
    arena_deinit(&workdays->arena);
    free(workdays);
}

/* --- the statutory days --- */

static bool is_new_year(day d) {
    struct lunar_date l = lunar_of(d);
    return l.month == 1 && l.day == 1 && !l.leap;
}

/* The holiday that a day is by State Council order 795, or NULL. The moon is only asked in the
 * weeks in which it can matter. */
static const char *statutory_name(day d) {
    struct date       date = day_date(d);
    int               at = date.month * 100 + date.day;
    struct lunar_date l;
    if (at == 101)
        return N_("元旦");
    if (at >= 120 && at <= 224) {
        l = lunar_of(d);
        bool first_three = l.month == 1 && l.day <= 3 && !l.leap;
        return first_three || is_new_year((day){ d.n + 1 }) ? N_("春节") : NULL;
    }
    if (at >= 403 && at <= 406)
        return lunar_is_qingming(d) ? N_("清明节") : NULL;
    if (at == 501 || at == 502)
        return N_("劳动节");
    if (at >= 525 && at <= 628) {
        l = lunar_of(d);
        return l.month == 5 && l.day == 5 && !l.leap ? N_("端午节") : NULL;
    }
    if (at >= 1001 && at <= 1003)
        return N_("国庆节");
    if (at >= 905 && at <= 1012) {
        l = lunar_of(d);
        return l.month == 8 && l.day == 15 && !l.leap ? N_("中秋节") : NULL;
    }
    return NULL;
}

/* --- asking --- */

static const struct entry *find_entry(const struct workdays *w, day d) {
    const struct entry key = { .day = d };
    size_t             low = 0, high = w->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (w->entries[middle].day.n < key.day.n)
            low = middle + 1;
        else
            high = middle;
    }
    return low < w->count && w->entries[low].day.n == d.n ? &w->entries[low] : NULL;
}

bool workday_announced(const struct workdays *w, day d) {
    int year = day_date(d).year;
    return year && (w->announced[year - YEAR_FIRST] || find_entry(w, d));
}

const char *workday_name(const struct workdays *w, day d) {
    const struct entry *entry = find_entry(w, d);
    if (entry)
        return entry->name;
    return workday_announced(w, d) ? NULL : statutory_name(d);
}

bool workday_is(const struct workdays *w, day d) {
    const struct entry *entry = find_entry(w, d);
    if (entry)
        return entry->work;
    return day_weekday(d) < 6 && (workday_announced(w, d) || !statutory_name(d));
}

day workday_after(const struct workdays *w, day from, int count) {
    if (count < 0)
        bug("%d working days after a day", count);
    day d = from;
    if (count == 0)
        d.n--;
    for (int left = count ? count : 1; left > 0;) {
        d.n++;
        if (day_date(d).year == 0)
            return DAY_ABSENT;
        left -= workday_is(w, d);
    }
    return d;
}

int workday_between(const struct workdays *w, day from, day to) {
    if (from.n > to.n)
        return -workday_between(w, to, from);
    int count = 0;
    if (day_date(from).year && day_date(to).year)
        for (day d = { from.n + 1 }; d.n <= to.n; d.n++)
            count += workday_is(w, d);
    return count;
}
