/* SPDX-License-Identifier: GPL-3.0-or-later
 * stall.h - a record that the product does not have, with every kind of column that an import
 * knows: stalls (摊位) of markets. And sheets written as texts, for the tests of headings and
 * plans. */
#ifndef ANJU_TESTS_SHEET_STALL_H
#define ANJU_TESTS_SHEET_STALL_H

#include "record/intake.h"
#include "sheet/cells.h"
#include "support/check.h"

#include <stdlib.h>

struct market {
    struct record_head head;
    char               name[TEXT_SIZE(20)];
    char               code[TEXT_SIZE(8)];
};
struct stall {
    struct record_head head;
    char               goods[TEXT_SIZE(10)];
    row_id             market;
    int                low, high;
    char               phone[TEXT_SIZE(24)];
    day                until;
    bool               open;
    const char        *notes;
};
struct stall_draft {
    const char *market; /* said by a caption */
};

#define REC struct market
static const struct field market_fields[] = {
    { "name", TEXT(name), .label = "市场", .flags = F_REQUIRED | F_UNIQUE | F_NAME },
    { "code", TEXT(code), .label = "编码", .flags = F_UNIQUE },
};
static const struct record market_record = RECORD("market", "市场", market_fields);
#undef REC

/* --- columns -----------------------------------------------------------------------------------
 */

static bool read_goods(const struct cell_text *cell, void *row, struct reading *reading) {
    struct stall *stall = row;
    if (text_characters(cell->text) <= 10)
        return TEXT_COPY(stall->goods, cell->text);
    return problem_add(reading->problems, PROBLEM_ERROR, "goods", cell->text, "太长");
}

static bool take_market(const char *name, struct stall *stall, struct reading *reading) {
    void *made;
    return reading->refer(reading, &market_record, name, &stall->market, &made);
}

static bool read_market(const struct cell_text *cell, void *row, struct reading *reading) {
    return take_market(cell->text, row, reading);
}

static bool read_phone(const struct cell_text *cell, void *row, struct reading *reading) {
    struct stall *stall = row;
    if (*stall->phone)
        reading_note(reading, cell->title, cell->text);
    else if (text_characters(cell->text) <= 24)
        (void)TEXT_COPY(stall->phone, cell->text);
    return true;
}

static bool read_notes(const struct cell_text *cell, void *row, struct reading *reading) {
    (void)row;
    reading_note(reading, cell->title, cell->text);
    return true;
}

static const struct column stall_columns[] = {
    { "goods", NULL, "卖什么|货品|货品名称|商品", "goods", COLUMN_REQUIRED, read_goods },
    { "market", NULL, "市场名称|所在市场|市场+名称", "market", COLUMN_HEAD, read_market },
    { "serial", "序号", "编号", NULL, COLUMN_SILENT | COLUMN_MANY, NULL },
    { "phone", NULL, "电话|联系电话|手机", "phone", COLUMN_MANY | COLUMN_TAIL, read_phone },
    { "notes", NULL, "备注|说明", "notes", COLUMN_MANY, read_notes },
    { .name = NULL },
};

/* --- across cells ------------------------------------------------------------------------------
 */

/* "市场：东门" says where the stalls below are. */
static bool stall_caption(const char *text, enum caption_place place, struct reading *reading) {
    struct stall_draft *draft = reading->draft;
    (void)place;
    if (!text_starts(text, "市场："))
        return false;
    draft->market = arena_strdup(reading->problems->arena, text + strlen("市场："));
    return true;
}

static void stall_finish(void *row, struct reading *reading) {
    struct stall             *stall = row;
    const struct stall_draft *around = reading->around;
    if (id_absent(stall->market) && around->market)
        (void)take_market(around->market, stall, reading);
    if (!*stall->goods && reading->problems->errors == 0)
        problem_add(reading->problems, PROBLEM_ERROR, "goods", NULL, "没有写卖什么");
}

static void stall_settle(void *row, const void *before, const bool *decided, const char *by,
                         day today) {
    struct stall *stall = row;
    (void)decided;
    (void)today;
    if (!before || by)
        stall->open = by != NULL;
}

static const char *const   stall_key[] = { "market", "goods", NULL };
static const char *const   stall_kept[] = { "open", NULL };
static const struct intake stall_intake = {
    .key = stall_key,
    .kept = stall_kept,
    .notes = "notes",
    .draft_size = sizeof(struct stall_draft),
    .caption = stall_caption,
    .finish = stall_finish,
    .settle = stall_settle,
};

#define REC struct stall
static const struct field stall_fields[] = {
    { "goods", TEXT(goods), .label = "货品", .flags = F_REQUIRED | F_NAME },
    { "market", REF(market, &market_record), .label = "市场", .flags = F_INDEX },
    { "low", INT(low), .label = "最低价", .also = "最低+价", .max = 9999 },
    { "high", INT(high), .label = "最高价", .also = "最高+价", .max = 9999 },
    { "phone", PHONE(phone), .label = "电话" },
    { "until", DAY(until), .label = "到期", .also = "到期日期" },
    { "open", BOOL(open), .label = "开放" },
    { "notes", LONG_TEXT(notes), .label = "备注", .max = 200 },
};
static const struct record stall_record =
    RECORD("stall", "摊位", stall_fields, .columns = stall_columns, .intake = &stall_intake);
#undef REC

/* --- sheets as texts ---------------------------------------------------------------------------
 */

/* A cell as book_print() writes it: "#5" a number, "@2026-12-31" a day, "!#N/A", "=A1"; before that
 * "^" for a merged range's first cell and "<" for its others, with the first one's text. */
static struct cell stall_cell(struct arena *arena, const char *text, size_t length) {
    static const char           marks[] = "#@!=";
    static const enum cell_kind kinds[] = { CELL_NUMBER, CELL_DAY, CELL_ERROR, CELL_FORMULA };
    struct cell                 cell = { .kind = CELL_TEXT };
    if (length > 0 && (*text == '^' || *text == '<')) {
        cell.merged = true;
        cell.merged_first = *text == '^';
        text++;
        length--;
    }
    const char *mark = length > 1 ? strchr(marks, *text) : NULL;
    if (mark) {
        cell.kind = kinds[mark - marks];
        text++;
        length--;
    }
    cell.text = arena_strndup(arena, text, length);
    cell.kind = length > 0 ? cell.kind : CELL_EMPTY;
    cell.number = cell.kind == CELL_NUMBER ? strtod(cell.text, NULL) : 0;
    cell.day = DAY_ABSENT;
    if (cell.kind == CELL_DAY)
        assert_true(day_parse_iso(cell.text, &cell.day));
    return cell;
}

/* Rows by line breaks, cells by "|"; an empty line is a blank row, a line that begins with "h" a
 * hidden one. */
static struct sheet stall_sheet(struct arena *arena, const char *name, const char *text) {
    struct sheet sheet = { .name = name };
    int          number = 0;
    sheet.rows = ARENA_NEW_ARRAY(arena, strlen(text) + 1, struct sheet_row);
    while (*text) {
        size_t           length = strcspn(text, "\n");
        const char      *at = text, *end = text + length;
        struct sheet_row row = { .number = ++number, .hidden = length > 0 && *at == 'h' };
        row.cells = ARENA_NEW_ARRAY(arena, length + 1, struct cell);
        at += row.hidden;
        while (at <= end && length > 0) {
            const char *stop = memchr(at, '|', (size_t)(end - at));
            stop = stop ? stop : end;
            row.cells[row.count++] = stall_cell(arena, at, (size_t)(stop - at));
            at = stop + 1;
        }
        if (length > 0)
            sheet.rows[sheet.count++] = row;
        text = end + (*end == '\n');
    }
    return sheet;
}

#endif
