/* SPDX-License-Identifier: GPL-3.0-or-later
 * trade.c - the table of trades, laid down from config/trades.csv, and the guess from a title.
 * A trade's id follows from its name, so that every node knows it by the same one. */
#include "services/jobs/trade.h"

#include "base/file.h"
#include "record/setting.h"
#include "sheet/cells.h"

#include <string.h>

enum { TRADES_FILE_MOST = 256 * 1024 };

#define REC struct trade
static const struct field trade_fields[] = {
    { "name", TEXT(name), .label = N_("工种"), .flags = F_REQUIRED | F_UNIQUE | F_NAME | F_KIOSK },
    { "picture", TEXT(picture), .label = N_("图案"), .flags = F_KIOSK },
    { "words", TEXT(words), .label = N_("岗位名称里的词"),
      .hint = N_("用竖线隔开，岗位名称里有这个词就算这个工种") },
};
const struct record trade_record = RECORD("trade", N_("工种"), trade_fields);
#undef REC

/* --- laying down --- */

/* Cells of `row` by the names of the fields in `names`, as assignments. */
static bool trade_read(const struct sheet_row *names, const struct sheet_row *row,
                       struct trade *trade, struct problems *problems, struct err *err) {
    struct assignment given[8];
    size_t            count = 0;
    for (int c = 0; c < names->count && count < 8; c++) {
        const struct field *field = record_field(&trade_record, names->cells[c].text);
        if (!field)
            return err_set(err, N_("config/trades.csv：没有“%s”这一列"), names->cells[c].text);
        const char *text = c < row->count ? row->cells[c].text : "";
        given[count++] = (struct assignment){ field, text };
    }
    if (record_set(&trade_record, trade, given, count, problems) == SET_REFUSED)
        return err_set(err, N_("config/trades.csv 第 %d 行：%s"), row->number,
                       problems_text(problems));
    return true;
}

static bool trade_put(struct store *store, const struct trade *wanted, struct arena *arena,
                      struct err *err) {
    struct trade old, row = *wanted;
    struct err   why = { 0 };
    row.head.id = id_derived("trade", wanted->name);
    if (store_get(store, &trade_record, row.head.id, &old, arena, &why)) {
        row.head = old.head;
        return store_update(store, &trade_record, &row, err);
    }
    if (why.code != ERR_ABSENT)
        return err_code_set(err, why.code, "%s", why.text);
    return store_insert(store, &trade_record, &row, err);
}

static bool trades_put(struct store *store, const struct sheet *sheet, struct arena *arena,
                       struct err *err) {
    for (size_t r = 1; r < sheet->count; r++) {
        struct problems problems;
        struct trade    trade;
        problems_init(&problems, arena, LANG_ZH);
        record_init(&trade_record, &trade);
        if (!trade_read(&sheet->rows[0], &sheet->rows[r], &trade, &problems, err) ||
            !trade_put(store, &trade, arena, err))
            return false;
    }
    return true;
}

bool trade_seed(struct store *store, struct err *err) {
    struct arena arena = { 0 };
    struct book  book;
    char        *bytes;
    size_t       length;
    char        *path = share_path(&arena, "config/trades.csv");
    bool         done = file_read(&arena, path, TRADES_FILE_MOST, &bytes, &length, err) &&
                csv_read(bytes, length, &arena, &book, err);
    if (done && (book.count == 0 || book.sheets[0].count < 2))
        done = err_set(err, N_("config/trades.csv 里没有工种"));
    done = done && trades_put(store, &book.sheets[0], &arena, err);
    arena_deinit(&arena);
    return done;
}

/* --- guessing --- */

/* Where the last occurrence of word[length] in `title` ends; 0: it is not there. */
static size_t word_end(const char *title, const char *word, size_t length) {
    size_t      end = 0;
    const char *at = title;
    while ((at = memmem(at, strlen(at), word, length))) {
        end = (size_t)(at - title) + length;
        at++;
    }
    return end;
}

const struct trade *trades_guess(const struct trades *trades, const char *title) {
    const struct trade *best = NULL;
    size_t              best_length = 0, best_end = 0;
    for (size_t t = 0; t < trades->count; t++) {
        const char *word = trades->at[t].words;
        while (*word) {
            size_t length = strcspn(word, "|");
            size_t end = length ? word_end(title, word, length) : 0;
            /* Chinese names what it is at its end: of two as long, the later one. */
            if (end && (length > best_length || (length == best_length && end > best_end))) {
                best = &trades->at[t];
                best_length = length;
                best_end = end;
            }
            word += length + (word[length] == '|');
        }
    }
    return best;
}
