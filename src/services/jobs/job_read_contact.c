/* SPDX-License-Identifier: GPL-3.0-or-later
 * job_read_contact.c - the columns about whom to ask: a telephone number, a name, or both in one
 * cell; numbers of another kind and dates are no telephone numbers. */
#include "record/phone.h"
#include "services/jobs/job_read.h"
#include "services/jobs/pay_amount.h"

#include <string.h>

/* What stands beside a number: 周经理, but not 微信同号, 周一至周五 or a star. */
static bool is_name(const char *text) {
    static const char *const others[] = { "微信", "同号", "电话", "手机", "座机", "QQ",     "qq",
                                          "转",   "分机", "短信", "工作", "上班", "咨询",   "时间",
                                          "或",   "周一", "周五", "周六", "周日", "星期",   "上午",
                                          "下午", "全天", "白天", "晚上", "随时", "免打扰", "接听",
                                          "邮箱", "传真", NULL };
    for (size_t i = 0; others[i]; i++)
        if (strstr(text, others[i]))
            return false;
    bool letters = false;
    for (const char *at = text; *at; at++)
        letters = letters || (*at >= 'A' && *at <= 'Z') || (*at >= 'a' && *at <= 'z') ||
                  ((unsigned char)*at >= 0xE4 && (unsigned char)*at <= 0xE9);
    return letters && !strpbrk(text, "0123456789") && text_characters(text) <= 10;
}

/* "曾生 微信同号": the first of several words. */
static const char *first_word(struct arena *arena, const char *text) {
    static const char *const stops[] = { " ", "（", "(", "，", ",", "、", "；", ";", "/", NULL };
    size_t                   length = 0;
    while (text[length] && !word_at(text + length, stops))
        length++;
    return arena_strndup(arena, text, length);
}

/* 见备注, 微信：abc: nobody meant it to be a number. */
static bool no_number(const char *folded) {
    return !strpbrk(folded, "0123456789*") || strstr(folded, "微信") || strstr(folded, "qq");
}

/* QQ123456, 群号1234567: a number of another kind, if no mobile's. */
static bool is_other_number(const char *folded, const char *number) {
    return strlen(number) < 10 &&
           (strstr(folded, "微信") || strstr(folded, "qq") || strstr(folded, "群"));
}

/* 13800000000: what is left of a number that was 1.38E+10 once. */
static bool lost_digits(const char *number) {
    enum { ZEROS = 6 };
    size_t length = strlen(number);
    return length == 11 && number[0] == '1' && strspn(number + length - ZEROS, "0") == ZEROS;
}

bool job_read_phone(const struct cell_text *cell, void *row, struct reading *reading) {
    struct job         *job = row;
    struct arena       *arena = reading->problems->arena;
    const struct field *field = record_field(&job_record, "phone");
    const char         *text = job_line(arena, cell->text);
    if (cell_none(cell->folded) || cell_date_number(cell, reading, "phone"))
        return false;
    struct phone_reading phone = phone_read(arena, text);
    if (phone.verdict != PHONE_OK ? no_number(cell->folded)
                                  : is_other_number(cell->folded, phone.number))
        return cell_unclear(cell, reading, "phone");
    if (phone.verdict != PHONE_OK)
        return field->type->parse(field, text, job->phone, reading->problems);
    if (lost_digits(phone.number))
        problem_add(reading->problems, PROBLEM_WARN, "phone", cell->text,
                    N_("号码末尾是一串 0，可能是表格软件抹掉了后几位，请核对"));
    const char *rest = phone.rest ? phone.rest : "";
    if (*job->phone) {
        if (strcmp(job->phone, phone.number) != 0)
            reading_note(reading, cell->title, text);
        return true;
    }
    (void)TEXT_COPY(job->phone, phone.number);
    if (!*rest)
        return true;
    bool name = is_name(rest);
    if (name && !*job->contact)
        return TEXT_COPY(job->contact, rest);
    if (!name || !text_equal(job->contact, rest))
        reading_note(reading, cell->title, text);
    return true;
}

/* "张主任 13800001234" is a name and a number. */
bool job_read_contact(const struct cell_text *cell, void *row, struct reading *reading) {
    struct job   *job = row;
    struct arena *arena = reading->problems->arena;
    if (cell_none(cell->folded) || cell_date_number(cell, reading, "contact"))
        return false;
    if (cell->folded[strspn(cell->folded, "0123456789.*#-")] == '\0' &&
        phone_read(arena, cell->text).verdict != PHONE_OK)
        return cell_unclear(cell, reading, "contact"); /* 1: nobody's name */
    struct phone_reading phone = phone_read(arena, cell->text);
    if (phone.verdict != PHONE_OK)
        return JOB_TEXT(reading, job, contact, cell);
    if (!*job->phone)
        (void)TEXT_COPY(job->phone, phone.number);
    else if (strcmp(job->phone, phone.number) != 0)
        reading_note(reading, cell->title, cell->text);
    const char *rest = phone.rest ? phone.rest : "";
    const char *name = first_word(reading->problems->arena, rest);
    if (strcmp(name, rest) != 0 || strpbrk(rest, "0123456789"))
        reading_note(reading, cell->title, cell->text);
    if (*name && is_name(name) && !*job->contact)
        return job_text(reading, "contact", job->contact, sizeof(job->contact), cell->title, name);
    return true;
}
