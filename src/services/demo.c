/* SPDX-License-Identifier: GPL-3.0-or-later
 * demo.c - demonstration rows through the record tables, in the order in which the services list
 * their records: whoever is referred to comes first. */
#include "services/demo.h"

#include "base/file.h"
#include "flow/act.h"
#include "record/intake.h"
#include "record/setting.h"
#include "services/service.h"
#include "sheet/cells.h"

#include <stdlib.h>
#include <string.h>

enum { FILE_MOST = 4 << 20, DAYS_MOST = 3650 };
enum { STEPS_MOST = 6 };
#define HEADING_STEPS "steps" /* of a row that moves: "submit propose approve" */
#define DEMO_TERMINAL "K01"

/* One file while it is being laid down. */
struct loading {
    struct store           *store;
    const struct record    *record;
    const char             *file; /* as messages name it: "config/demo/jobs.csv" */
    day                     today;
    const struct sheet_row *headings;
    struct arena           *arena;
};

/* --- cells --------------------------------------------------------------------------------- */

/* Whole days before or after today: the sign of a heading's end; 0: an ordinary heading. */
static int days_sign(const char *heading, size_t *ret_stem) {
    static const struct {
        const char *end;
        int         sign;
    } ends[] = { { "_days_ago", -1 }, { "_in_days", 1 } };
    size_t length = strlen(heading);
    for (size_t i = 0; i < 2; i++) {
        size_t end = strlen(ends[i].end);
        if (length > end && strcmp(heading + length - end, ends[i].end) == 0) {
            *ret_stem = length - end;
            return ends[i].sign;
        }
    }
    return 0;
}

static const struct field *heading_field(const struct loading *loading, const char *heading,
                                         int *ret_sign) {
    size_t stem;
    *ret_sign = days_sign(heading, &stem);
    if (!*ret_sign)
        return record_field(loading->record, heading);
    char               *name = arena_strndup(loading->arena, heading, stem);
    const struct field *field = record_field(loading->record, name);
    return field ? field
                 : record_field(loading->record, arena_printf(loading->arena, "%s_on", name));
}

/* "6" as the ISO day six days from today. NULL: no whole number. */
static const char *day_text(const struct loading *loading, const char *text, int sign) {
    char *end;
    long  days = strtol(text, &end, 10);
    if (*end || labs(days) > DAYS_MOST)
        return NULL;
    char *iso = arena_alloc(loading->arena, DAY_TEXT);
    day_format((day){ loading->today.n + sign * (int)days }, iso);
    return iso;
}

static bool row_read(const struct loading *loading, const struct sheet_row *line, void *row,
                     struct err *err) {
    const int          columns = loading->headings->count;
    struct assignment *given = ARENA_NEW_ARRAY(loading->arena, (size_t)columns, struct assignment);
    size_t             count = 0;
    struct problems    problems;
    if (line->count > columns)
        return err_set(err, "%s:%d：比标题多出一格", loading->file, line->number);
    for (int c = 0; c < columns; c++) {
        const char *heading = loading->headings->cells[c].text;
        const char *text = c < line->count ? line->cells[c].text : "";
        int         sign;
        if (strcmp(heading, HEADING_STEPS) == 0)
            continue;
        given[count].field = heading_field(loading, heading, &sign);
        if (!given[count].field)
            return err_set(err, "%s:%d:%s：没有这个字段", loading->file, loading->headings->number,
                           heading);
        given[count].text = sign && *text ? day_text(loading, text, sign) : text;
        if (!given[count].text)
            return err_set(err, "%s:%d:%s：要填整天数，现在是“%s”", loading->file, line->number,
                           heading, text);
        count++;
    }
    problems_init(&problems, loading->arena, err ? err->lang : LANG_ZH);
    problems.today = loading->today;
    problems.names = store_names(loading->store);
    record_init(loading->record, row);
    if (record_set(loading->record, row, given, count, &problems) != SET_REFUSED)
        return true;
    const char *field = problems.at[0].field;
    return err_set(err, "%s:%d:%s：%s", loading->file, line->number, field ? field : "*",
                   problems_text(&problems));
}

/* --- rows ---------------------------------------------------------------------------------- */

/* The words by which a row is known again: those of its intake's key, else its name. */
static char *row_words(const struct loading *loading, const void *row) {
    const struct record *record = loading->record;
    const struct names  *names = store_names(loading->store);
    char                *words = arena_strdup(loading->arena, "demo");
    for (size_t i = 0; i < record->field_count; i++) {
        const struct field *field = &record->fields[i];
        const char         *text = "";
        bool                key = !record->intake && (field->flags & F_NAME);
        for (size_t k = 0; record->intake && record->intake->key[k]; k++)
            key |= field == record_field(record, record->intake->key[k]);
        if (!key)
            continue;
        const void *member = field_member_const(field, row);
        if (field->type == &type_ref)
            text = names->name(names->ctx, field->record, *(const row_id *)member);
        else
            text = field->type->format(field, member, LANG_ZH, loading->arena);
        words = arena_printf(loading->arena, "%s|%s", words, text ? text : "");
    }
    return words;
}

static bool row_there(const struct loading *loading, const void *row, row_id id, bool *ret_there,
                      struct err *err) {
    const struct field *name = record_name_field(loading->record);
    const struct names *names = store_names(loading->store);
    void               *old = arena_alloc(loading->arena, loading->record->size);
    struct err          why = { .lang = err ? err->lang : LANG_ZH };
    if (name && (name->flags & F_UNIQUE)) {
        const char *text =
            name->type->format(name, field_member_const(name, row), LANG_ZH, loading->arena);
        *ret_there = names->find(names->ctx, loading->record, text, &id);
        return true;
    }
    *ret_there = store_get(loading->store, loading->record, id, old, loading->arena, &why);
    return *ret_there || why.code == ERR_ABSENT || err_code_set(err, why.code, "%s", why.text);
}

/* A row that moves stands where its column `steps` says: facts of before, as after an upgrade. */
static bool row_insert(const struct loading *loading, const struct sheet_row *line, void *row,
                       struct err *err) {
    const struct flow   *flow = flow_named(service_flows(), loading->record->name);
    const struct flow_by system = { .who = WHO_SYSTEM, .terminal = DEMO_TERMINAL };
    const char          *steps[STEPS_MOST + 1] = { NULL };
    size_t               count = 0;
    for (int c = 0; c < line->count; c++) {
        if (strcmp(loading->headings->cells[c].text, HEADING_STEPS) != 0)
            continue;
        char *rest = arena_strdup(loading->arena, line->cells[c].text);
        for (char *name; (name = strsep(&rest, " ")) != NULL && count < STEPS_MOST;)
            if (*name)
                steps[count++] = name;
    }
    for (size_t i = 0; i < count; i++)
        if (!flow || !flow_step_named(flow, steps[i]))
            return err_set(err, "没有“%s”这一步", steps[i]);
    return store_insert(loading->store, loading->record, row, err) &&
           (count == 0 ||
            flow_adopt(loading->store, flow, ((struct record_head *)row)->id, steps, &system, err));
}

static bool row_put(const struct loading *loading, const struct sheet_row *line,
                    struct demo_count *count, struct err *err) {
    struct record_head *row = arena_alloc(loading->arena, loading->record->size);
    bool                there;
    if (!row_read(loading, line, row, err))
        return false;
    row->id = id_derived(loading->record->name, row_words(loading, row));
    if (!row_there(loading, row, row->id, &there, err))
        return false;
    if (there) {
        count->there++;
        return true;
    }
    count->added++;
    return row_insert(loading, line, row, err) ||
           err_within(err, "%s:%d", loading->file, line->number);
}

/* --- files --------------------------------------------------------------------------------- */

/* A record without a file has no demonstration rows. */
static bool file_put(struct loading *loading, struct demo_count *count, struct err *err) {
    struct book book;
    char       *bytes;
    size_t      length;
    struct err  why = { .lang = err ? err->lang : LANG_ZH };
    loading->file = arena_printf(loading->arena, "config/demo/%ss.csv", loading->record->name);
    if (!file_read(loading->arena, share_path(loading->arena, loading->file), FILE_MOST, &bytes,
                   &length, &why))
        return why.code == ERR_ABSENT || err_code_set(err, why.code, "%s", why.text);
    if (!csv_read(bytes, length, loading->arena, &book, err))
        return err_within(err, "%s", loading->file);
    if (book.count == 0 || book.sheets[0].count == 0)
        return err_set(err, "%s 是空的", loading->file);
    loading->headings = &book.sheets[0].rows[0];
    for (size_t r = 1; r < book.sheets[0].count; r++)
        if (!row_put(loading, &book.sheets[0].rows[r], count, err))
            return false;
    return true;
}

static bool files_put(struct store *store, day today, struct arena *arena,
                      struct demo_count *counts, size_t *ret_count, struct err *err) {
    size_t count = 0;
    for (const struct record *const *record = service_records(); *record; record++) {
        struct loading    loading = { store, *record, NULL, today, NULL, arena };
        struct demo_count of_record = { .record = *record };
        if (!file_put(&loading, &of_record, err))
            return false;
        if ((of_record.added || of_record.there) && count < DEMO_RECORDS_MOST)
            counts[count++] = of_record;
    }
    if (count == 0)
        return err_code_set(err, ERR_ABSENT, "找不到演示数据 config/demo/");
    *ret_count = count;
    return true;
}

bool demo_load(struct store *store, day today, struct demo_count *ret_counts, size_t *ret_count,
               struct err *err) {
    struct arena arena = { 0 };
    if (!store_begin(store, "demo", err))
        return false;
    bool done =
        files_put(store, today, &arena, ret_counts, ret_count, err) && store_commit(store, err);
    if (!done)
        store_rollback(store);
    arena_deinit(&arena);
    return done;
}
