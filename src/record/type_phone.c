/* SPDX-License-Identifier: GPL-3.0-or-later
 * type_phone.c - PHONE: a char array like TEXT that holds one number in the form of phone.h. */
#include "record/phone.h"
#include "record/text_member.h"

#include <string.h>

static bool refuse(const struct field *field, enum phone_verdict verdict, const char *text,
                   struct problems *problems) {
    if (verdict == PHONE_RUINED)
        return field_refuse(field, text, problems,
                            N_("“%s”：Excel 把电话变成了 %s，请把这一列改成“文本”再填"));
    if (verdict == PHONE_MASKED)
        return field_refuse(field, text, problems, N_("“%s”写的“%s”遮住了几位，请填完整的号码"));
    return field_refuse(field, text, problems,
                        N_("“%s”写的“%s”不像电话号码：手机 11 位，座机如 0738-8221234"));
}

static bool parse(const struct field *field, const char *text, void *member,
                  struct problems *problems) {
    struct phone_reading reading = { .verdict = PHONE_IMPLAUSIBLE };
    if (text_valid(text, strlen(text)))
        reading = phone_read(problems->arena, text);
    if (reading.verdict == PHONE_NONE) {
        text_member_clear(field, member);
        return true;
    }
    if (reading.verdict != PHONE_OK)
        return refuse(field, reading.verdict, text, problems);
    if (!text_limits(field, reading.number, problems))
        return false;
    if (*reading.rest)
        (void)problem_add(problems, PROBLEM_WARN, field->name, text,
                          N_("“%s”里还有“%s”，电话只取了 %s"), problem_label(problems, field),
                          problem_shown(problems, reading.rest), reading.number);
    text_member_clear(field, member);
    return text_copy(member, field->size, reading.number);
}

/* Whole and already in the form that phone_read() gives. */
static bool check(const struct field *field, const void *member, struct problems *problems) {
    if (!text_limits(field, member, problems))
        return false;
    struct phone_reading reading = phone_read(problems->arena, member);
    return (reading.verdict == PHONE_OK && strcmp(reading.number, member) == 0) ||
           refuse(field, reading.verdict, member, problems);
}

static bool from_json(const struct field *field, const json_t *json, void *member,
                      struct problems *problems) {
    const char *text = text_from_json(field, json, problems);
    return text && (*text == '\0' || text_limits(field, text, problems)) &&
           parse(field, text, member, problems);
}

static bool from_value(const struct field *field, const struct value *value, void *member,
                       struct arena *arena) {
    /* The bytes of 转 too; what they spell was checked before it was stored. */
    for (size_t i = 0; value->kind == VALUE_TEXT && i < value->length; i++)
        if (!strchr("0123456789+-转", value->bytes[i]))
            return false;
    return text_member_from_value(field, value, member, arena);
}

const struct type type_phone = {
    .name = "phone",
    .stored = VALUE_TEXT,
    .clear = text_member_clear,
    .absent = text_member_absent,
    .equal = text_member_equal,
    .parse = parse,
    .format = text_member_format,
    .check = check,
    .to_json = text_member_to_json,
    .from_json = from_json,
    .to_value = text_member_to_value,
    .from_value = from_value,
};
