/* SPDX-License-Identifier: GPL-3.0-or-later
 * list.c - GET /api/NAME: filtered, sorted, a page at a time. A page begins behind the last row of
 * the one before (keyset), so that rows which come and go move nobody's place. SQL is made of names
 * from the tables, every value is bound.
 *
 * Where the sorted field may be absent the list has two phases, rows without it and rows with it,
 * so that each is one walk along an index. */
#include "record/json.h"
#include "record/type.h"
#include "store/search.h"
#include "web/records.h"

#include <errno.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum {
    LIMIT_USUAL = 50,
    LIMIT_MOST = 200,
    FILTERS_MOST = 16,
    VALUES_MOST = FILTERS_MOST + 4,
    CURSOR_MOST = 2048,
    WIDE_FROM = 2000, /* rows */
};

struct filter {
    const struct field *field;
    const char         *sql; /* "=", ">=" … */
    struct value        value;
    bool                wide; /* lets through so much that its index is no help */
};

struct listing {
    const struct record *record;
    const char          *words; /* q; NULL */
    struct filter        filters[FILTERS_MOST];
    size_t               filter_count;
    const struct field  *sort; /* NULL: by id, that is by when they were made */
    bool                 down, counted;
    size_t               limit;
    /* Where the page before ended. */
    bool         begun;
    struct value after_value;
    row_id       after;
};

/* --- what is asked ------------------------------------------------------------------------- */

static bool bad(struct request *request, struct answer *answer, const char *name, const char *why) {
    const char *words = tr(request->lang, why);
    problem(request, answer, 400, "bad-query", "%s：%s", name, words);
    json_object_set_new(answer->json, "errors",
                        json_pack("[{s:s, s:s}]", "field", name, "reason", words));
    return false;
}

static const struct {
    const char *name, *sql;
} comparisons[] = { { "ge", ">=" }, { "le", "<=" }, { "gt", ">" }, { "lt", "<" }, { "ne", "<>" } };

/* A field that may be filtered and sorted by: a column that is nobody's secret. */
static const struct field *column_of(const struct record *record, const char *name) {
    const struct field *field = record_field(record, name);
    return field && field->type->stored != VALUE_NULL && !(field->flags & F_SECRET) ? field : NULL;
}

static bool field_open(struct request *request, struct answer *answer, const struct field *field,
                       const char *name) {
    if (!field)
        return bad(request, answer, name, N_("没有这一项"));
    if (field->flags & F_PERSONAL)
        return bad(request, answer, name, N_("个人信息不能拿来筛选和排序"));
    return true;
}

/* The text of a query as JSON has the field: money in fen, numbers as numbers, else texts. */
static json_t *given_json(const struct field *field, const char *text) {
    const bool plain =
        field->type == &type_int || field->type == &type_money || field->type == &type_bool;
    if (!*text)
        return json_null();
    json_t *json = plain ? json_loads(text, JSON_DECODE_ANY, NULL) : NULL;
    return json ? json : json_string(text);
}

/* The text of a query as the field's type reads it, as a value that is bound. */
static bool value_read(struct request *request, struct answer *answer, const struct record *record,
                       const struct field *field, const char *text, struct value *ret_value) {
    struct problems problems;
    void           *row = arena_alloc(request->arena, record->size);
    if (!row)
        return bad(request, answer, field->name, N_("内存不足"));
    problems_init(&problems, request->arena, request->lang);
    problems.names = store_names(request->store);
    problems.today = world_today(store_world(request->store));
    record_init(record, row);
    json_t    *json = given_json(field, text);
    const bool fine = field->type->from_json(field, json, field_member(field, row), &problems);
    json_decref(json);
    if (!fine)
        return bad(request, answer, field->name,
                   problems.count > 0 ? problems.at[0].message : N_("内存不足"));
    *ret_value = field->type->to_value(field, field_member_const(field, row));
    return true;
}

static bool filter_read(struct request *request, struct answer *answer, struct listing *listing,
                        const struct pair *pair) {
    char        name[64];
    const char *dot = strchr(pair->name, '.'), *sql = "=";
    size_t      length = dot ? (size_t)(dot - pair->name) : strlen(pair->name);
    if (length >= sizeof(name))
        return bad(request, answer, "?", N_("没有这一项"));
    memcpy(name, pair->name, length);
    name[length] = '\0';
    if (dot) {
        sql = NULL;
        for (size_t i = 0; i < sizeof(comparisons) / sizeof(comparisons[0]); i++)
            if (strcmp(dot + 1, comparisons[i].name) == 0)
                sql = comparisons[i].sql;
        if (!sql)
            return bad(request, answer, pair->name, N_("只能用 ge、le、gt、lt、ne 来比"));
    }
    const struct field *field = column_of(listing->record, name);
    if (!field_open(request, answer, field, name))
        return false;
    if (listing->filter_count == FILTERS_MOST)
        return bad(request, answer, pair->name, N_("筛选的条件太多"));
    struct filter *filter = &listing->filters[listing->filter_count++];
    *filter = (struct filter){ .field = field, .sql = sql };
    if (!value_read(request, answer, listing->record, field, pair->value, &filter->value))
        return false;
    if (filter->value.kind == VALUE_NULL && strcmp(sql, "=") != 0 && strcmp(sql, "<>") != 0)
        return bad(request, answer, pair->name, N_("要写和什么比"));
    return true;
}

static bool sort_read(struct request *request, struct answer *answer, struct listing *listing,
                      const char *text) {
    listing->down = *text == '-';
    text += listing->down;
    if (strcmp(text, "id") == 0)
        return true;
    listing->sort = column_of(listing->record, text);
    if (listing->sort && listing->sort->type == &type_long_text)
        return bad(request, answer, text, N_("长的文字不能拿来排序"));
    return field_open(request, answer, listing->sort, text);
}

static bool limit_read(struct request *request, struct answer *answer, struct listing *listing,
                       const char *text) {
    char *end;
    errno = 0;
    unsigned long limit = strtoul(text, &end, 10);
    if (*text < '0' || *text > '9' || *end || errno || limit < 1 || limit > LIMIT_MOST)
        return bad(request, answer, "limit", N_("要写 1 到 200 的整数"));
    listing->limit = limit;
    return true;
}

/* --- cursors: the last row's id, by what it was sorted, and that value ----------------------- */

static const char *sort_words(struct request *request, const struct listing *listing) {
    return arena_printf(request->arena, "%s%s", listing->down ? "-" : "",
                        listing->sort ? listing->sort->name : "id");
}

static const char *cursor_write(struct request *request, const struct listing *listing,
                                const void *row) {
    const struct record_head *head = row;
    const struct field       *sort = listing->sort;
    char                      id[ID_TEXT];
    id_format(head->id, id);
    struct value value = sort ? sort->type->to_value(sort, field_member_const(sort, row))
                              : (struct value){ .kind = VALUE_NULL };
    json_t      *json = json_pack("[s, s]", id, sort_words(request, listing));
    if (value.kind == VALUE_INTEGER)
        json_array_append_new(json, json_integer(value.integer));
    else if (value.kind == VALUE_TEXT)
        json_array_append_new(json, json_stringn(value.bytes, value.length));
    else if (value.kind == VALUE_BLOB && value.length == sizeof(row_id)) {
        id_format(*(const row_id *)(const void *)value.bytes, id);
        json_array_append_new(json, json_string(id));
    }
    char       *text = json_dumps(json, JSON_COMPACT);
    const char *cursor = NULL;
    if (text && strlen(text) < CURSOR_MOST) {
        size_t room =
            sodium_base64_ENCODED_LEN(strlen(text), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
        char *out = arena_alloc(request->arena, room);
        cursor = out ? sodium_bin2base64(out, room, (const unsigned char *)text, strlen(text),
                                         sodium_base64_VARIANT_URLSAFE_NO_PADDING)
                     : NULL;
    }
    free(text);
    json_decref(json);
    return cursor;
}

/* The value as this field stores it; anything else was never a cursor of ours. */
static bool cursor_value(struct request *request, const struct field *sort, const json_t *json,
                         struct value *ret_value) {
    row_id *id = arena_alloc(request->arena, sizeof(*id));
    *ret_value = (struct value){ .kind = VALUE_NULL };
    if (!json)
        return true;
    if (!sort || !id)
        return false;
    if (sort->type->stored == VALUE_INTEGER && json_is_integer(json))
        *ret_value = value_integer(json_integer_value(json));
    else if (sort->type->stored == VALUE_TEXT && json_is_string(json))
        *ret_value = value_text(arena_strdup(request->arena, json_string_value(json)));
    else if (sort->type->stored == VALUE_BLOB && json_is_string(json) &&
             id_parse(json_string_value(json), id))
        *ret_value = value_id(id);
    else
        return false;
    return true;
}

static bool cursor_read(struct request *request, struct answer *answer, struct listing *listing,
                        const char *cursor) {
    unsigned char text[CURSOR_MOST];
    size_t        length;
    bool fine = sodium_base642bin(text, sizeof(text), cursor, strlen(cursor), NULL, &length, NULL,
                                  sodium_base64_VARIANT_URLSAFE_NO_PADDING) == 0;
    json_t *json =
        fine ? json_loadb((const char *)text, length, JSON_REJECT_DUPLICATES, NULL) : NULL;
    const char *id = json_string_value(json_array_get(json, 0));
    const char *sort = json_string_value(json_array_get(json, 1)),
               *sorted = sort_words(request, listing);
    fine = id && sort && sorted && strcmp(sort, sorted) == 0 && json_array_size(json) <= 3 &&
           id_parse(id, &listing->after) &&
           cursor_value(request, listing->sort, json_array_get(json, 2), &listing->after_value);
    json_decref(json);
    listing->begun = fine;
    return fine || bad(request, answer, "after", N_("不是上一页给的 next，或者换了排序"));
}

/* What the list itself is asked, each at most once; fields may be named again: all must hold. */
static bool asked_read(struct request *request, struct answer *answer, struct listing *listing,
                       const struct pair *pair, const char **ret_after) {
    static const char *const once[] = { "limit", "sort", "after", "q", "count", NULL };
    if (flow_lists(once, pair->name) && request_query(request, pair->name) != pair->value)
        return bad(request, answer, pair->name, N_("写了两次"));
    if (strcmp(pair->name, "limit") == 0)
        return limit_read(request, answer, listing, pair->value);
    if (strcmp(pair->name, "sort") == 0)
        return sort_read(request, answer, listing, pair->value);
    if (strcmp(pair->name, "after") == 0) {
        *ret_after = pair->value;
    } else if (strcmp(pair->name, "q") == 0) {
        listing->words = pair->value;
    } else if (strcmp(pair->name, "count") == 0) {
        listing->counted = strcmp(pair->value, "1") == 0;
        if (!listing->counted && strcmp(pair->value, "0") != 0)
            return bad(request, answer, "count", N_("要写 1 或 0"));
    } else {
        return filter_read(request, answer, listing, pair);
    }
    return true;
}

static bool listing_read(struct request *request, struct answer *answer, struct listing *listing) {
    const char *after = NULL;
    *listing = (struct listing){ .record = request_record(request), .limit = LIMIT_USUAL };
    for (const struct pair *pair = request->query; pair && pair->name; pair++)
        if (!asked_read(request, answer, listing, pair, &after))
            return false;
    if (listing->words && !listing->record->rank)
        return bad(request, answer, "q", N_("这种记录不能按词搜索"));
    if (listing->words && (listing->sort || after))
        return bad(request, answer, "q", N_("搜索有自己的顺序，不能再写 sort 和 after"));
    return !after || cursor_read(request, answer, listing, after);
}

/* --- SQL ----------------------------------------------------------------------------------- */

/* A condition being made, with what is bound. */
struct clause {
    struct request *request;
    const char     *sql;
    struct value    values[VALUES_MOST];
    size_t          count;
};

static void clause_add(struct clause *clause, const char *more) {
    clause->sql =
        arena_printf(clause->request->arena, "%s%s", clause->sql ? clause->sql : "", more);
}

/* `format` has one %zu for the parameter. */
static void clause_value(struct clause *clause, const char *column, const char *comparison,
                         struct value value) {
    clause->values[clause->count++] = value;
    clause_add(clause, arena_printf(clause->request->arena, " AND %s %s $%zu", column, comparison,
                                    clause->count));
}

/* An outside reviewer's list is the review queue: what waits in it is in the standing. */
static void clause_begin(struct clause *clause, struct request *request,
                         const struct listing *listing) {
    const struct actor *actor = &request->session->actor;
    *clause = (struct clause){ .request = request };
    clause->values[clause->count++] = value_id(&actor->home);
    clause_add(clause, "home = $1");
    if (actor->outside)
        clause_add(clause, " AND id IN (SELECT matter FROM standing WHERE waiting = 1)");
    for (size_t i = 0; i < listing->filter_count; i++) {
        const struct filter *filter = &listing->filters[i];
        if (filter->value.kind == VALUE_NULL)
            clause_add(clause,
                       arena_printf(request->arena, " AND \"%s\" IS %sNULL", filter->field->name,
                                    strcmp(filter->sql, "<>") == 0 ? "NOT " : ""));
        else
            clause_value(clause,
                         arena_printf(request->arena, filter->wide ? "+\"%s\"" : "\"%s\"",
                                      filter->field->name),
                         filter->sql, filter->value);
    }
}

/* A list in the order of an index is a walk along it. Where a filter has an index of its own the
 * database walks along that instead and sorts all it finds: right for the postings of one employer,
 * wrong for all that are open. So it is asked how much it lets through; a plus before the name then
 * takes its index away (sqlite.org/optoverview.html). */
static bool filters_weigh(struct request *request, struct listing *listing, struct err *err) {
    if (listing->sort && !(listing->sort->flags & F_INDEX))
        return true;
    for (size_t i = 0; i < listing->filter_count; i++) {
        struct filter *filter = &listing->filters[i];
        int64_t        count;
        if (!(filter->field->flags & F_INDEX) || filter->field == listing->sort ||
            strcmp(filter->sql, "=") != 0 || filter->value.kind == VALUE_NULL)
            continue;
        const char *sql =
            arena_printf(request->arena,
                         "SELECT count(*) FROM (SELECT 1 FROM \"%s\" WHERE \"%s\" = $1 LIMIT %d)",
                         listing->record->name, filter->field->name, WIDE_FROM);
        if (!sql)
            return err_code_set(err, ERR_MEMORY, "内存不足");
        if (!store_number(request->store, sql, &filter->value, 1, &count, err))
            return false;
        filter->wide = count == WIDE_FROM;
    }
    return true;
}

/* Behind the cursor, within a phase. */
static void clause_after(struct clause *clause, const struct listing *listing, bool absent) {
    struct request *request = clause->request;
    const char     *step = listing->down ? "<" : ">";
    if (!listing->sort || absent) {
        if (listing->begun)
            clause_value(clause, "\"id\"", step, value_id(&listing->after));
        return;
    }
    if (!listing->begun || listing->after_value.kind == VALUE_NULL)
        return;
    clause_value(clause, arena_printf(request->arena, "\"%s\"", listing->sort->name),
                 listing->down ? "<=" : ">=", listing->after_value);
    size_t value = clause->count;
    clause->values[clause->count++] = value_id(&listing->after);
    clause_add(clause, arena_printf(request->arena, " AND (\"%s\" %s $%zu OR id %s $%zu)",
                                    listing->sort->name, step, value, step, clause->count));
}

/* Rows of one phase into rows[], until there are `room`. */
static bool phase_read(struct request *request, const struct listing *listing, bool absent,
                       char *rows, size_t room, size_t *count, struct err *err) {
    struct clause clause;
    struct query *query;
    clause_begin(&clause, request, listing);
    if (listing->sort)
        clause_add(&clause, arena_printf(request->arena, " AND \"%s\" IS %sNULL",
                                         listing->sort->name, absent ? "" : "NOT "));
    clause_after(&clause, listing, absent);
    const char *direction = listing->down ? " DESC" : "";
    const char *order = listing->sort && !absent
                            ? arena_printf(request->arena, "\"%s\"%s, id%s", listing->sort->name,
                                           direction, direction)
                            : arena_printf(request->arena, "id%s", direction);
    const char *tail = arena_printf(request->arena, "WHERE %s ORDER BY %s LIMIT %zu", clause.sql,
                                    order, room - *count);
    if (!tail)
        return err_code_set(err, ERR_MEMORY, "内存不足");
    if (!query_open(&query, request->store, listing->record, tail, clause.values, clause.count,
                    err))
        return false;
    while (*count < room &&
           query_next(query, rows + *count * listing->record->size, request->arena))
        ++*count;
    return query_close(query, err);
}

/* SQLite's own order: absent first upwards, last downwards. */
static bool page_read(struct request *request, const struct listing *listing, char *rows,
                      size_t *ret_count, struct err *err) {
    const size_t   room = listing->limit + 1; /* one more says that there is a next page */
    const bool     past_absent = listing->begun && listing->after_value.kind != VALUE_NULL;
    const bool     past_values = listing->begun && listing->after_value.kind == VALUE_NULL;
    struct listing fresh = *listing;
    *ret_count = 0;
    if (!listing->sort)
        return phase_read(request, listing, false, rows, room, ret_count, err);
    fresh.begun = false;
    for (int phase = 0; phase < 2 && *ret_count < room; phase++) {
        const bool absent = listing->down == (phase == 1);
        const bool skip = absent ? past_absent && !listing->down : past_values && listing->down;
        const bool here = absent ? past_values : past_absent;
        if (!skip &&
            !phase_read(request, here ? listing : &fresh, absent, rows, room, ret_count, err))
            return false;
    }
    return true;
}

static bool total_read(struct request *request, const struct listing *listing, int64_t *ret_total,
                       struct err *err) {
    struct clause clause;
    clause_begin(&clause, request, listing);
    const char *sql = arena_printf(request->arena, "SELECT count(*) FROM \"%s\" WHERE %s",
                                   listing->record->name, clause.sql);
    return sql ? store_number(request->store, sql, clause.values, clause.count, ret_total, err)
               : err_code_set(err, ERR_MEMORY, "内存不足");
}

/* Words: what is public, in the order in which residents find it. */
static bool words_read(struct request *request, const struct listing *listing, char *rows,
                       size_t *ret_count, int64_t *ret_total, struct err *err) {
    struct clause clause;
    row_id        ids[LIMIT_MOST];
    size_t        count, total;
    clause_begin(&clause, request, listing);
    const struct search search = { .words = listing->words,
                                   .where = clause.sql,
                                   .values = clause.values,
                                   .value_count = clause.count,
                                   .count = listing->limit };
    if (!store_search(request->store, listing->record, &search, ids, &count, &total, err))
        return false;
    *ret_count = 0;
    *ret_total = (int64_t)total;
    for (size_t i = 0; i < count; i++) {
        struct err gone = { .lang = request->lang };
        if (store_get(request->store, listing->record, ids[i],
                      rows + *ret_count * listing->record->size, request->arena, &gone))
            ++*ret_count;
        else if (gone.code != ERR_ABSENT) /* somebody has just deleted it */
            return err_code_set(err, gone.code, "%s", gone.text);
    }
    return true;
}

void list_handle(struct request *request, struct answer *answer) {
    struct err     err = { .lang = request->lang };
    struct listing listing;
    int64_t        total = 0;
    size_t         count;
    if (!listing_read(request, answer, &listing))
        return;
    char *rows = arena_alloc(request->arena, (listing.limit + 1) * listing.record->size);
    bool  done = rows || err_code_set(&err, ERR_MEMORY, "内存不足");
    if (done && listing.words)
        done = words_read(request, &listing, rows, &count, &total, &err);
    else if (done)
        done = filters_weigh(request, &listing, &err) &&
               page_read(request, &listing, rows, &count, &err) &&
               (!listing.counted || total_read(request, &listing, &total, &err));
    if (!done) {
        problem_err(request, answer, &err);
        return;
    }
    const bool more = count > listing.limit;
    json_t    *list = json_array();
    count = more ? listing.limit : count;
    for (size_t i = 0; i < count; i++)
        json_array_append_new(list,
                              row_json(request, listing.record, rows + i * listing.record->size));
    answer->json = json_pack("{s:o}", "rows", list);
    json_object_set_new(answer->json, "next",
                        more ? json_string(cursor_write(request, &listing,
                                                        rows + (count - 1) * listing.record->size))
                             : json_null());
    if (listing.counted || listing.words)
        json_object_set_new(answer->json, "total", json_integer(total));
}
