/* SPDX-License-Identifier: GPL-3.0-or-later
 * csv.c - text tables as people save them: any delimiter of four, RFC 4180 quotes, every line end,
 * Excel's `sep=` line and ="00123". A record is a row as Excel numbers it after opening the file:
 * a line break inside quotes starts no row, a blank line is one. Cells are cut out of the decoded
 * text in place, nothing is copied. */
#include "sheet/build.h"

#include "base/text.h"

#include <stdint.h>
#include <string.h>
#include <strings.h>

enum { GUESS_RECORDS = 50 }; /* how many records the delimiter is guessed from */

enum after { AFTER_DELIMITER, AFTER_LINE, AFTER_END };

/* One field as it stands in the text. */
struct span {
    char      *text;
    size_t     length;
    bool       quoted;
    bool       open;   /* its quote is never closed */
    bool       broken; /* it goes over lines and text follows its closing quote: one is missing */
    enum after after;
};

struct scan {
    char *at, *end;
    char  delimiter;
};

/* From the opening quote to behind the closing one; the end when there is none. */
static char *quoted_end(char *at, const char *end, bool *ret_open) {
    *ret_open = false;
    at++;
    while ((at = memchr(at, '"', (size_t)(end - at)))) {
        if (at + 1 == end || at[1] != '"')
            return at + 1;
        at += 2;
    }
    *ret_open = true;
    return (char *)end;
}

/* The next field; `scan` stands behind its delimiter or line end afterwards. */
static struct span scan_field(struct scan *scan) {
    struct span span = { .text = scan->at, .after = AFTER_END };
    char       *at = scan->at;
    if (at < scan->end && *at == '"') {
        span.quoted = true;
        at = quoted_end(at, scan->end, &span.open);
    }
    char *closed = at;
    while (at < scan->end && *at != scan->delimiter && *at != '\n' && *at != '\r')
        at++;
    span.length = (size_t)(at - span.text);
    if (span.quoted && at > closed)
        span.broken = memchr(span.text, '\n', (size_t)(closed - span.text)) ||
                      memchr(span.text, '\r', (size_t)(closed - span.text));
    if (at < scan->end) {
        span.after = *at == scan->delimiter ? AFTER_DELIMITER : AFTER_LINE;
        at += at[0] == '\r' && at + 1 < scan->end && at[1] == '\n' ? 2 : 1;
    }
    scan->at = at;
    return span;
}

/* --- the delimiter ------------------------------------------------------------------------------
 */

/* How well `delimiter` divides the first records: how many agree on a number of fields (squared, as
 * agreement says more than width), times what it divides. A title line or an occasional mark in a
 * text hardly counts. */
static long delimiter_score(char *text, size_t length, char delimiter) {
    struct scan scan = { text, text + length, delimiter };
    int         counts[GUESS_RECORDS], records = 0;
    long        best = 0;
    while (scan.at < scan.end && records < GUESS_RECORDS) {
        int         fields = 0;
        struct span span;
        do {
            span = scan_field(&scan);
            fields++;
        } while (span.after == AFTER_DELIMITER);
        counts[records++] = fields;
    }
    for (int i = 0; i < records; i++) {
        long agree = 0;
        for (int k = 0; k < records; k++)
            agree += counts[k] == counts[i];
        if (agree * agree * (counts[i] - 1) > best)
            best = agree * agree * (counts[i] - 1);
    }
    return best;
}

static char guess_delimiter(char *text, size_t length) {
    static const char likely[] = { ',', '\t', ';', '|' }; /* the first wins a tie */
    char              found = ',';
    long              best = 0;
    for (size_t i = 0; i < sizeof(likely); i++) {
        long score = delimiter_score(text, length, likely[i]);
        if (score > best) {
            best = score;
            found = likely[i];
        }
    }
    return found;
}

/* Excel's first line `sep=;` (sometimes quoted) names the delimiter and is no row. */
static bool sep_line(char **text, size_t *length, char *ret_delimiter) {
    const char *at = *text, *end = *text + *length;
    bool        quoted = at < end && *at == '"';
    at += quoted;
    if (end - at < 5 || strncasecmp(at, "sep=", 4) != 0)
        return false;
    char delimiter = at[4];
    at += 5 + quoted;
    if (at > end || (at < end && *at != '\r' && *at != '\n') || (quoted && at[-1] != '"') ||
        delimiter == '"' || delimiter == '\r' || delimiter == '\n' || (delimiter & 0x80))
        return false;
    if (at < end)
        at += end - at > 1 && at[0] == '\r' && at[1] == '\n' ? 2 : 1;
    *length = (size_t)(end - at);
    *text += at - *text;
    *ret_delimiter = delimiter;
    return true;
}

/* --- cells --------------------------------------------------------------------------------------
 */

/* Take the quotes off, in place; what follows a closing quote stays as it is, as in Excel. */
static size_t unquote(char *text, size_t length) {
    size_t out = 0, at = 1;
    while (at < length) {
        if (text[at] == '"') {
            if (at + 1 >= length || text[at + 1] != '"') {
                at++;
                break;
            }
            at++;
        }
        text[out++] = text[at++];
    }
    memmove(text + out, text + at, length - at);
    return out + (length - at);
}

/* What Excel shows in place of a value, and ##### where a column was too narrow for it. */
static bool shows_error(const char *text, size_t length) {
    static const char *const errors[] = { "#N/A",   "#REF!", "#VALUE!", "#DIV/0!",
                                          "#NAME?", "#NUM!", "#NULL!" };
    if (text[0] != '#')
        return false;
    for (size_t i = 0; i < sizeof(errors) / sizeof(errors[0]); i++)
        if (strcasecmp(text, errors[i]) == 0)
            return true;
    return length >= 3 && strspn(text, "#") == length;
}

/* A text that Excel would run: "=B2*12". A line of ==== or "=>" is only a text. */
static bool runs_as_formula(const char *text) {
    return text[0] == '=' && text[1] != '\0' && strchr("=<>", text[1]) == NULL;
}

/* The span's text becomes the cell's, NUL-terminated where it stands: the byte behind it is the
 * delimiter, a line end or the text's own NUL, all of which the scanner has passed. */
static void take_cell(struct cell *cell, const struct span *span) {
    char  *text = span->text;
    size_t length = span->length;
    if (span->quoted)
        length = unquote(text, length);
    if (length >= 3 && text[0] == '=' && text[1] == '"' &&
        memchr(text + 2, '"', length - 2) == text + length - 1) {
        text += 2; /* ="00123": how people keep the zeros */
        length -= 3;
    }
    bool cut = cell_cut(text, &length);
    text[length] = '\0';
    cell->text = text;
    if (cut)
        cell->kind = CELL_TOO_LONG;
    else if (length > 0)
        cell->kind = shows_error(text, length) ? CELL_ERROR
                     : runs_as_formula(text)   ? CELL_FORMULA
                                               : CELL_TEXT;
}

static bool span_blank(const struct span *span) {
    return span->length == 0 || (span->length == 2 && memcmp(span->text, "\"\"", 2) == 0);
}

static bool read_record(struct scan *scan, struct build *build, struct err *err) {
    struct span span;
    int         column = 0;
    do {
        span = scan_field(scan);
        if (span.open || span.broken)
            return err_code_set(err, ERR_INVALID,
                                "第 %d 行有一个引号（\"）没有收尾，后面的行分不清了；"
                                "请补上引号或删掉它再导入",
                                build->row.number);
        struct cell *cell = build_cell(build, column++);
        if (cell)
            take_cell(cell, &span);
        else if (!span_blank(&span))
            return build_wide(build, err);
    } while (span.after == AFTER_DELIMITER);
    return build_row_end(build, err);
}

static bool read_records(struct build *build, char *text, size_t length, struct err *err) {
    struct scan scan;
    if (!sep_line(&text, &length, &scan.delimiter))
        scan.delimiter = guess_delimiter(text, length);
    scan.at = text;
    scan.end = text + length;
    if (!build_sheet(build, "", false, err))
        return false;
    for (int number = 1; scan.at < scan.end; number++) {
        build_row(build, number, false);
        if (!read_record(&scan, build, err))
            return false;
    }
    return build_sheet_end(build, err);
}

bool csv_read(const char *bytes, size_t length, struct arena *arena, struct book *ret_book,
              struct err *err) {
    const char *encoding;
    size_t      text_length;
    char       *text = text_from_bytes(arena, bytes, length, &text_length, &encoding);
    if (!text)
        return err_code_set(err, ERR_INVALID,
                            "这个文件里的文字认不出来（不是 UTF-8，也不是 GB18030）；"
                            "请用 Excel 或 WPS 打开它，另存为 .xlsx 再导入");
    struct build *build = arena_alloc(arena, sizeof(*build));
    if (!build)
        return build_too_large(err);
    build_init(build, arena);
    bool ok = read_records(build, text, text_length, err) &&
              build_finish(build, "csv", encoding, ret_book, err);
    build_deinit(build);
    return ok;
}
