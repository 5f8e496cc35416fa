/* SPDX-License-Identifier: GPL-3.0-or-later
 * phone.c - telephone numbers found in what people wrote. The text is made plain, then cut into
 * groups of digits; groups are joined as long as they make a number of the Chinese plan. */
#include "record/phone.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>

enum { DIGITS_MOST = 20, EXTENSION_MOST = 6 };
static const char DIGITS[] = "0123456789";

/* A number found: where it stands in the text and how it is written. */
struct found {
    size_t begin, end;
    char   number[PHONE_TEXT];
    bool   line; /* not a mobile: may have an extension behind a hyphen */
};

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* Narrow letters and digits, every dash a hyphen, the apostrophe that spreadsheets put before. */
static char *plain(struct arena *arena, const char *text) {
    char *clean = text_clean(arena, text, false);
    char *narrow = clean ? text_narrow(arena, clean) : NULL;
    if (!narrow)
        return NULL;
    size_t length = strlen(narrow);
    char  *to = narrow;
    for (size_t at = 0, n; at < length; at += n) {
        uint32_t c;
        n = text_decode(narrow + at, length - at, &c);
        bool dash = (c >= 0x2010 && c <= 0x2015) || c == 0x2212;
        bool quote = at == 0 && (c == '\'' || c == '`' || c == 0x2018 || c == 0x2019);
        if (!quote)
            to += text_encode(dash ? '-' : c, to); /* never longer than it was */
    }
    *to = '\0';
    return narrow;
}

/* --- the numbering plan -------------------------------------------------------------------------
 */

/* 11 digits from 13 on; or with 0000 in the middle, which are nobody's and serve in examples. */
static bool is_mobile(const char *d) {
    return strlen(d) == 11 && d[0] == '1' && (d[1] >= '3' || strncmp(d + 3, "0000", 4) == 0);
}

static bool is_service(const char *d) {
    static const char *const short_ones[] = { "110", "112", "114", "119", "120", "122", "999" };
    size_t                   n = strlen(d);
    for (size_t i = 0; i < sizeof(short_ones) / sizeof(short_ones[0]); i++)
        if (strcmp(d, short_ones[i]) == 0)
            return true;
    bool national_service = d[0] == '9' && (d[1] == '5' || d[1] == '6');
    return (n >= 5 && n <= 8 && national_service) ||
           ((n == 5 || n == 6) && d[0] == '1' && d[1] <= '2');
}

/* Area and line: 010 and 02x have eight digits behind them, the other areas seven or eight. */
static bool line_format(const char *d, char out[PHONE_TEXT]) {
    size_t n = strlen(d), area = d[1] == '1' || d[1] == '2' ? 3 : 4;
    if (d[0] != '0' || n < 3 || d[1] == '0' || (d[1] == '1' && d[2] != '0'))
        return false;
    if (n - area != 8 && !(area == 4 && n - area == 7))
        return false;
    snprintf(out, PHONE_TEXT, "%.*s-%s", (int)area, d, d + area);
    return true;
}

/* A number within China, as dialled there. */
static bool national(const char *d, char out[PHONE_TEXT], bool *ret_line) {
    size_t n = strlen(d);
    *ret_line = !is_mobile(d);
    if (line_format(d, out))
        return true;
    if (n == 10 && (text_starts(d, "400") || text_starts(d, "800")))
        snprintf(out, PHONE_TEXT, "%.3s-%.3s-%s", d, d + 3, d + 6);
    else if (is_mobile(d) || is_service(d) || ((n == 7 || n == 8) && d[0] >= '2' && d[0] <= '8'))
        snprintf(out, PHONE_TEXT, "%s", d);
    else
        return false;
    return true;
}

/* Behind 86 the area's 0 is left out: 86 738 8221234. */
static bool from_abroad(const char *d, char out[PHONE_TEXT], bool *ret_line) {
    char with_zero[DIGITS_MOST + 2];
    snprintf(with_zero, sizeof(with_zero), "0%s", d);
    *ret_line = true;
    if (d[0] != '1' && d[0] != '0' && line_format(with_zero, out))
        return true;
    if (text_starts(d, "10") && strlen(d) == 10 && line_format(with_zero, out))
        return true;
    return strlen(d) >= 10 && national(d, out, ret_line);
}

static bool number_format(const char *d, bool plus, char out[PHONE_TEXT], bool *ret_line) {
    if (!plus && national(d, out, ret_line))
        return true;
    if (!plus && text_starts(d, "00"))
        return text_starts(d, "0086") && from_abroad(d + 4, out, ret_line);
    if (text_starts(d, "86") && strlen(d) >= 12)
        return from_abroad(d + 2, out, ret_line);
    size_t n = strlen(d);
    if (!plus || n < 8 || n > 15 || d[0] == '0')
        return false;
    *ret_line = true;
    snprintf(out, PHONE_TEXT, "+%s", d);
    return true;
}

/* --- finding one in the text --------------------------------------------------------------------
 */

/* Spaces, hyphens, points and brackets inside a number; *ret_bracket: one of them opens. */
static size_t gap(const char *at, bool *ret_bracket) {
    size_t n = strspn(at, " -.()");
    *ret_bracket = memchr(at, '(', n) != NULL;
    return n <= 3 ? n : 0;
}

/* The longest number that begins here, joined from groups of digits. */
static bool join_groups(const char *text, struct found *found) {
    char   digits[DIGITS_MOST + 1] = "";
    size_t at = found->begin, used = 0;
    bool   plus = text[at] == '+', any = false, bracket = false;
    at += plus;
    at += text[at] == '(';
    for (;;) {
        size_t group = strspn(text + at, DIGITS);
        if (group == 0 || used + group > DIGITS_MOST || (any && group < 3))
            return any;
        memcpy(digits + used, text + at, group);
        used += group;
        digits[used] = '\0';
        at += group;
        char number[PHONE_TEXT];
        bool line;
        if (number_format(digits, plus, number, &line)) {
            any = true;
            found->end = at;
            found->line = line;
            memcpy(found->number, number, sizeof(number));
        }
        at += gap(text + at, &bracket);
        if (any && bracket)
            return true;
    }
}

/* 转802, ext. 802, and behind a line also -802. */
static void take_extension(const char *text, struct found *found) {
    static const char *const words[] = { "转", "分机", "ext.", "ext", "Ext.", "#" };
    size_t                   at = found->end + strspn(text + found->end, " ");
    size_t                   word = 0;
    for (size_t i = 0; !word && i < sizeof(words) / sizeof(words[0]); i++)
        if (text_starts(text + at, words[i]))
            word = strlen(words[i]);
    bool hyphen = !word && found->line && text[at] == '-';
    at += word + hyphen;
    if (!word && !hyphen)
        return;
    at += strspn(text + at, " :");
    size_t group = strspn(text + at, DIGITS);
    /* One digit behind a hyphen may mean the next line: 8221234-5. */
    if (group == 0 || group > EXTENSION_MOST || (hyphen && group < 2))
        return;
    size_t used = strlen(found->number);
    snprintf(found->number + used, PHONE_TEXT - used, "转%.*s", (int)group, text + at);
    found->end = at + group;
}

/* Behind a written number that is none, so that its second half is not taken for a whole one:
 * 010-8221234. Behind an area that may be a space. */
static size_t skip_number(const char *text, size_t at) {
    const char *joints = text[at] == '0' ? "-.() " : "-.()";
    for (;;) {
        at += strspn(text + at, DIGITS);
        size_t n = strspn(text + at, joints);
        if (!is_digit(text[at + n]))
            return at;
        at += n;
    }
}

static bool find_first(const char *text, struct found *found) {
    for (size_t at = 0; text[at];) {
        bool begins = is_digit(text[at]) || ((text[at] == '+' || text[at] == '(') &&
                                             (is_digit(text[at + 1]) || text[at + 1] == '('));
        found->begin = at;
        if (begins && join_groups(text, found)) {
            take_extension(text, found);
            return true;
        }
        at = begins ? skip_number(text, at + !is_digit(text[at])) : at + 1;
    }
    return false;
}

/* --- what a spreadsheet or a clerk made of it ---------------------------------------------------
 */

/* Where a mantissa with its exponent stands: 1.38E+10. */
static const char *scientific(const char *text) {
    for (const char *e = text; (e = strpbrk(e, "eE")) != NULL; e++) {
        const char *exponent = e + 1 + (e[1] == '+');
        if (e > text && is_digit(e[-1]) && is_digit(*exponent))
            return e;
    }
    return NULL;
}

/* 1.3800001234E10 has all its digits, and programs write it so: they are put back in a row.
 * False when digits are lost. */
static bool unfold_scientific(char *text, const char *e) {
    const char *digits = e + 1 + (e[1] == '+');
    size_t      decimals = strspn(text + 2, DIGITS), n = strspn(digits, DIGITS);
    size_t      exponent = 0;
    for (size_t i = 0; i < n && i < 3; i++)
        exponent = exponent * 10 + (size_t)(digits[i] - '0');
    if (!is_digit(text[0]) || text[1] != '.' || text + 2 + decimals != e || digits[n] ||
        decimals != exponent)
        return false;
    memmove(text + 1, text + 2, decimals);
    text[1 + decimals] = '\0';
    return true;
}

/* 138****6021, 138xxxx6021: somebody hid it before it came here. */
static bool is_masked(const char *text) {
    static const char *const marks[] = { "**", "××", "xx", "XX", "●●", "••" };
    for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
        const char *at = strstr(text, marks[i]);
        if (at && at > text && is_digit(at[-1]))
            return true;
    }
    return false;
}

/* A column of numbers: 13800001234.0. */
static void cut_decimals(char *text) {
    size_t digits = strspn(text, DIGITS);
    if (digits && text[digits] == '.' && text[digits + 1] &&
        text[digits + 1 + strspn(text + digits + 1, "0")] == '\0')
        text[digits] = '\0';
}

static bool is_label(const char *text) {
    static const char *const labels[] = { "电话",     "手机",     "座机",     "固话",
                                          "号码",     "热线",     "tel",      "联系电话",
                                          "联系方式", "手机号",   "咨询电话", "Tel",
                                          "TEL",      "报名电话", "办公电话", "手机号码" };
    for (size_t i = 0; i < sizeof(labels) / sizeof(labels[0]); i++)
        if (strcmp(text, labels[i]) == 0)
            return true;
    return false;
}

/* `length` bytes without the punctuation that joined them to the number. */
static char *tidy(struct arena *arena, const char *text, size_t length) {
    char *piece = arena_strndup(arena, text, length);
    if (!piece)
        return NULL;
    for (;;) {
        size_t n = strlen(piece);
        bool   inside = piece[0] == '(' && memchr(piece, ')', n) == piece + n - 1;
        if (text_starts(piece, "、"))
            piece += strlen("、");
        else if (*piece && (strchr(" /,;:|-.)", *piece) || inside))
            piece++;
        else if (n >= 3 && strcmp(piece + n - 3, "、") == 0)
            piece[n - 3] = '\0';
        else if (n && (strchr(" /,;:|-.(", piece[n - 1]) ||
                       (piece[n - 1] == ')' && !strchr(piece, '('))))
            piece[n - 1] = '\0';
        else
            return piece;
    }
}

static const char *rest_of(struct arena *arena, const char *text, const struct found *found) {
    char *before = tidy(arena, text, found->begin);
    char *behind = tidy(arena, text + found->end, strlen(text + found->end));
    if (!before || !behind)
        return "";
    if (is_label(before))
        before = behind;
    else if (*before && *behind)
        before = arena_printf(arena, "%s %s", before, behind);
    else if (*behind)
        before = behind;
    return before ? before : "";
}

struct phone_reading phone_read(struct arena *arena, const char *text) {
    struct phone_reading reading = { .verdict = PHONE_IMPLAUSIBLE, .rest = "" };
    char                *written = plain(arena, text);
    if (!written)
        return reading;
    const char *e = scientific(written);
    if (*written == '\0')
        reading.verdict = PHONE_NONE;
    else if (e && !unfold_scientific(written, e))
        reading.verdict = PHONE_RUINED;
    else if (is_masked(written))
        reading.verdict = PHONE_MASKED;
    if (reading.verdict != PHONE_IMPLAUSIBLE)
        return reading;
    cut_decimals(written);
    struct found found;
    if (find_first(written, &found)) {
        reading.verdict = PHONE_OK;
        memcpy(reading.number, found.number, sizeof(reading.number));
        reading.rest = rest_of(arena, written, &found);
    }
    return reading;
}
