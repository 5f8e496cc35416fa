/* SPDX-License-Identifier: GPL-3.0-or-later
 * sample.h - a record with a field of every type and flag, for the tests of this folder: nobody's
 * real table, so that tests of the engine don't change with the product. */
#ifndef ANJU_TESTS_RECORD_SAMPLE_H
#define ANJU_TESTS_RECORD_SAMPLE_H

#include "record/problems.h"
#include "record/record.h"

enum colour { COLOUR_UNWRITTEN, COLOUR_RED, COLOUR_BLUE, COLOUR_COUNT };
static const struct word colour_words[COLOUR_COUNT] = {
    [COLOUR_RED] = { "red", N_("红"), "红色|大红" },
    [COLOUR_BLUE] = { "blue", N_("蓝"), "蓝色" },
};

struct sample_tag {
    struct record_head head;
    row_id             sample;
    int                place;
    char               tag[TEXT_SIZE(6)];
};
struct sample_step {
    struct record_head head;
    row_id             sample;
    int                place;
    char               what[TEXT_SIZE(10)];
    day                at;
    enum colour        colour;
};
struct sample {
    struct record_head head;
    char               title[TEXT_SIZE(10)];
    char               code[TEXT_SIZE(8)];
    const char        *notes;
    char               phone[TEXT_SIZE(24)];
    int                count, age;
    bool               open;
    money              pay_min, pay_max;
    day                due;
    time_ms            seen;
    enum colour        colour;
    row_id             other;
    struct children    tags, steps;
    char               person[TEXT_SIZE(20)];
    char               secret[TEXT_SIZE(20)];
};
static const struct record sample_record;

#define REC struct sample_tag
static const struct field sample_tag_fields[] = {
    { "sample", REF(sample, &sample_record), .label = "样品", .flags = F_PARENT | F_REQUIRED },
    { "place", INT(place), .label = "次序", .flags = F_ORDER },
    { "tag", TEXT(tag), .label = "标签", .flags = F_REQUIRED },
};
static const struct record sample_tag_record = RECORD("sample_tag", "样品标签", sample_tag_fields);
#undef REC

#define REC struct sample_step
static const struct field sample_step_fields[] = {
    { "sample", REF(sample, &sample_record), .label = "样品", .flags = F_PARENT | F_REQUIRED },
    { "place", INT(place), .label = "次序", .flags = F_ORDER },
    { "what", TEXT(what), .label = "做什么", .flags = F_REQUIRED },
    { "at", DAY(at), .label = "哪天" },
    { "colour", ENUM(colour, colour), .label = "颜色" },
};
static const struct record sample_step_record =
    RECORD("sample_step", "样品步骤", sample_step_fields);
#undef REC

static void sample_check(const void *row, struct problems *problems) {
    const struct sample *sample = row;
    if (!money_absent(sample->pay_min) && !money_absent(sample->pay_max) &&
        sample->pay_min.fen > sample->pay_max.fen)
        (void)problem_add(problems, PROBLEM_ERROR, "pay_max", NULL, "最高工资低于最低工资");
}

#define REC struct sample
static const struct field sample_fields[] = {
    { "title", TEXT(title), .label = "名称", .flags = F_REQUIRED | F_SEARCH | F_NAME | F_KIOSK },
    { "code", TEXT(code), .label = "编码", .flags = F_UNIQUE, .min = 2 },
    { "notes", LONG_TEXT(notes), .label = "备注", .max = 50 },
    { "phone", PHONE(phone), .label = "电话", .flags = F_PERSONAL },
    { "count", INT(count), .label = "人数", .unit = "人", .min = 1, .max = 9999 },
    { "age", INT(age), .label = "年龄", .any = "不限", .min = 16, .max = 70 },
    { "open", BOOL(open), .label = "公开" },
    { "pay_min", MONEY(pay_min), .label = "最低工资", .unit = "元" },
    { "pay_max", MONEY(pay_max), .label = "最高工资", .unit = "元" },
    { "due", DAY(due), .label = "日期" },
    { "seen", TIME(seen), .label = "时间" },
    { "colour", ENUM(colour, colour), .label = "颜色" },
    { "other", REF(other, &sample_record), .label = "另一个" },
    { "tags", CHILDREN(tags, &sample_tag_record), .label = "标签", .max = 5 },
    { "steps", CHILDREN(steps, &sample_step_record), .label = "步骤" },
    { "person", TEXT(person), .label = "姓名", .flags = F_PERSONAL },
    { "secret", TEXT(secret), .label = "密码", .flags = F_SECRET },
    { "name", RENAMED("title") },
    { "weight", REMOVED("没有人用") },
};
static const struct record sample_record =
    RECORD("sample", "样品", sample_fields, .check = sample_check);
#undef REC

static inline const struct field *sample_field(const char *name) {
    const struct field *field = record_field(&sample_record, name);
    if (!field)
        bug("no field %s", name);
    return field;
}

#endif
