/* SPDX-License-Identifier: GPL-3.0-or-later
 * job_read.c - what the readers of columns share: words that say nothing, yes and no, dates that a
 * spreadsheet made of something else. */
#include "services/jobs/job_read.h"

#include "record/day_read.h"

#include <string.h>

static bool is_one_of(const char *folded, const char *const *words) {
    for (size_t i = 0; words[i]; i++)
        if (strcmp(folded, words[i]) == 0)
            return true;
    return false;
}

bool cell_none(const char *folded) {
    static const char *const words[] = { "无", "暂无", "没有", "未填", "未知",
                                         "空", "null", "none", "n/a",  NULL };
    return is_one_of(folded, words);
}

const char *job_label(const char *name) {
    return record_field(&job_record, name)->label;
}

/* The value is doubtful and goes to the notes as it is. */
bool cell_unclear(const struct cell_text *cell, struct reading *reading, const char *field) {
    reading_note(reading, cell->title, cell->text);
    return problem_add(reading->problems, PROBLEM_WARN, field, cell->text,
                       N_("“%s”看不准，没有填，原话记在备注里"),
                       tr(reading->problems->lang, job_label(field)));
}

static bool refuse_date(const struct cell_text *cell, struct reading *reading, const char *field) {
    return problem_add(reading->problems, PROBLEM_ERROR, field, cell->text,
                       N_("“%s”被表格软件变成了日期，请改回原来的写法，再把格子设成文本"),
                       tr(reading->problems->lang, job_label(field)));
}

/* A text that a spreadsheet made a date of. */
bool cell_date(const struct cell_text *cell, struct reading *reading, const char *field) {
    return !day_absent(cell->day) && !refuse_date(cell, reading, field);
}

/* The same of a number or a range, and as a CSV has it: 2026/3/5, 5-Mar, but not 3-5. */
bool cell_date_number(const struct cell_text *cell, struct reading *reading, const char *field) {
    bool letters = strpbrk(cell->folded, "abcdefghijklmnopqrstuvwxyz") || strstr(cell->text, "月");
    if (day_absent(cell->day) && strpbrk(cell->folded, "-/.") == NULL && !strstr(cell->text, "月"))
        return false;
    struct day_reading read = day_read(cell->text, reading->problems->today);
    bool               text = (read.year_written || letters) && read.result == DAY_READ_OK;
    return (text || !day_absent(cell->day)) && !refuse_date(cell, reading, field);
}

bool cell_yes(const char *folded) {
    static const char *const words[] = { "是", "有", "√",    "✓",    "✔",  "y",    "yes",  "1",
                                         "可", "能", "可以", "是的", "对", "有的", "true", NULL };
    return is_one_of(folded, words);
}

bool cell_no(const char *folded) {
    static const char *const words[] = { "否",     "无",   "没有", "不", "不可",  "不能",
                                         "不可以", "不行", "不是", "×",  "x",     "✗",
                                         "✘",      "n",    "no",   "0",  "false", NULL };
    return is_one_of(folded, words);
}

/* The word itself, or one that holds it: 县内就业, 帮扶车间岗位. */
int word_within(const struct word *words, int count, const char *folded) {
    int    best = 0;
    size_t best_length = 0;
    for (int i = 1; i < count; i++) {
        const char *list = words[i].label;
        for (int part = 0; part < 2; part++, list = words[i].also)
            while (list && *list) {
                size_t length = strcspn(list, "|");
                bool   same = strlen(folded) == length && memcmp(list, folded, length) == 0;
                if ((same || (length >= 6 && memmem(folded, strlen(folded), list, length))) &&
                    length + (same ? 100 : 0) > best_length) {
                    best = i;
                    best_length = length + (same ? 100 : 0);
                }
                list += length + (list[length] == '|');
            }
    }
    return best;
}
