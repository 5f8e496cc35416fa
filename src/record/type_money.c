/* SPDX-License-Identifier: GPL-3.0-or-later
 * type_money.c - MONEY: whole fen. Read and shown in yuan, reckoned in whole numbers only: no
 * amount ever passes through floating point. */
#include "record/number_member.h"

#include <string.h>

static int64_t fen_of(const void *member) {
    return ((const money *)member)->fen;
}

static void clear(const struct field *field, void *member) {
    (void)field;
    *(money *)member = MONEY_ABSENT;
}

static bool absent(const struct field *field, const void *member) {
    (void)field;
    return money_absent(*(const money *)member);
}

static bool equal(const struct field *field, const void *a, const void *b) {
    (void)field;
    return fen_of(a) == fen_of(b);
}

static const char *yuan(struct arena *arena, int64_t fen) {
    char text[MONEY_TEXT];
    money_format((money){ fen }, text);
    return arena_strdup(arena, text);
}

static bool refuse(const struct field *field, const char *given, struct problems *problems) {
    return problem_add(problems, PROBLEM_ERROR, field->name, given,
                       N_("“%s”要填 %s 到 %s 元之间的金额，现在是“%s”"),
                       problem_label(problems, field),
                       problem_shown(problems, yuan(problems->arena, field_min(field))),
                       problem_shown(problems, yuan(problems->arena, field_max(field))),
                       problem_shown(problems, given));
}

/* What 1 of the unit at the end is in fen, taken off `text`: 万, 千, k; none: yuan. */
static int64_t take_unit(char *text) {
    static const struct {
        const char *word;
        int64_t     fen;
    } units[] = {
        { "万", 1000000 }, { "w", 1000000 }, { "千", 100000 }, { "k", 100000 }, { "百", 10000 },
    };
    size_t length = strlen(text);
    for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
        size_t n = strlen(units[i].word);
        if (length > n && strcmp(text + length - n, units[i].word) == 0) {
            text[length - n] = '\0';
            return units[i].fen;
        }
    }
    return 100;
}

/* Digits with at most one point, times `unit`; it must come out in whole fen. */
static bool read_decimal(const char *text, int64_t unit, int64_t *ret_fen) {
    int64_t digits = 0, divisor = 1;
    bool    minus = *text == '-', point = false, any = false;
    for (text += minus; *text; text++) {
        if (*text == '.' && !point && any) {
            point = true;
            continue;
        }
        if (*text < '0' || *text > '9' || __builtin_mul_overflow(digits, 10, &digits) ||
            __builtin_add_overflow(digits, *text - '0', &digits) ||
            (point && __builtin_mul_overflow(divisor, 10, &divisor)))
            return false;
        any = true;
    }
    int64_t fen;
    if (!any || text[-1] == '.' || __builtin_mul_overflow(digits, unit, &fen) || fen % divisor)
        return false;
    *ret_fen = minus ? -(fen / divisor) : fen / divisor;
    return true;
}

static const char *skip_sign(const char *folded) {
    static const char *const signs[] = { "¥", "￥", "人民币", "rmb" };
    for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++)
        if (text_starts(folded, signs[i]))
            return folded + strlen(signs[i]);
    return folded;
}

static bool money_read(struct arena *arena, const char *text, money *ret_money) {
    const char *folded = text_valid(text, strlen(text)) ? text_fold(arena, text) : NULL;
    if (!folded)
        return false;
    if (*folded == '\0') {
        *ret_money = MONEY_ABSENT;
        return true;
    }
    const char *bare =
        number_bare(arena, skip_sign(folded), NULL, "元整|元|块钱|块|圆|人民币|rmb|yuan");
    char   *number = bare ? arena_strdup(arena, bare) : NULL;
    int64_t fen;
    if (!number || !read_decimal(number, take_unit(number), &fen))
        return false;
    *ret_money = (money){ fen };
    return true;
}

static bool parse(const struct field *field, const char *text, void *member,
                  struct problems *problems) {
    money read;
    if (!money_read(problems->arena, text, &read) ||
        (!money_absent(read) && !number_within(field, read.fen)))
        return refuse(field, text, problems);
    *(money *)member = read;
    return true;
}

static const char *format(const struct field *field, const void *member, enum lang lang,
                          struct arena *arena) {
    (void)lang;
    return absent(field, member) ? "" : yuan(arena, fen_of(member));
}

static bool check(const struct field *field, const void *member, struct problems *problems) {
    return number_within(field, fen_of(member)) ||
           refuse(field, yuan(problems->arena, fen_of(member)), problems);
}

static json_t *to_json(const struct field *field, const void *member, const struct names *names) {
    (void)names;
    return absent(field, member) ? json_null() : json_integer(fen_of(member));
}

static bool from_json(const struct field *field, const json_t *json, void *member,
                      struct problems *problems) {
    if (json_is_null(json)) {
        clear(field, member);
        return true;
    }
    if (!json_is_integer(json))
        return field_refuse(field, json_given(json, problems->arena), problems,
                            N_("“%s”要填整数，以分为单位，现在是“%s”"));
    int64_t fen = json_integer_value(json);
    if (!number_within(field, fen))
        return refuse(field, yuan(problems->arena, fen), problems);
    *(money *)member = (money){ fen };
    return true;
}

static struct value to_value(const struct field *field, const void *member) {
    return number_value(absent(field, member), fen_of(member));
}

static bool from_value(const struct field *field, const struct value *value, void *member,
                       struct arena *arena) {
    (void)arena;
    if (!number_stored(field, value))
        return false;
    *(money *)member = value->kind == VALUE_NULL ? MONEY_ABSENT : (money){ value->integer };
    return true;
}

const struct type type_money = {
    .name = "money",
    .stored = VALUE_INTEGER,
    .min = 0,
    .max = 100000000000, /* a thousand million yuan */
    .clear = clear,
    .absent = absent,
    .equal = equal,
    .parse = parse,
    .format = format,
    .check = check,
    .to_json = to_json,
    .from_json = from_json,
    .to_value = to_value,
    .from_value = from_value,
};
