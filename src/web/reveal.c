/* SPDX-License-Identifier: GPL-3.0-or-later
 * reveal.c - what is masked, shown to whoever may see it and says why: one row at a time, or people
 * found by exactly what somebody knows of them. Both are rows of their own, committed before
 * anything is shown (PIPL: a record of access). */
#include "flow/reveal.h"

#include "record/type.h"
#include "web/records.h"
#include "web/session_routes.h"
#include "web/write.h"

#include <string.h>

enum { FOUND_MOST = 20 };

/* A reason of the body; NULL: the answer says that there is none. */
static const char *reason_of(struct request *request, struct answer *answer) {
    bool        fine;
    const char *reason = body_text(request, answer, "reason", &fine);
    if (!fine)
        return NULL;
    if (!reason || !*reason)
        problem(request, answer, 422, "missing", "要写 reason：为什么要看");
    return reason && *reason ? reason : NULL;
}

struct look {
    const struct record *record;
    const char          *reason;
    /* find: */
    const struct field *field;
    struct value        value;
    const char         *number;
};

/* Journalled under its matter, or by record and id where nothing moves. */
static bool look_write(struct request *request, const struct look *look, const void *row,
                       struct err *err) {
    const row_id id = ((const struct record_head *)row)->id;
    const char  *login = request->session->actor.login;
    return flow_named(request->web->flows, look->record->name)
               ? reveal_write(request->store, id, login, look->reason, err)
               : reveal_write_row(request->store, look->record, id, login, look->reason, err);
}

static bool reveal_work(struct request *request, struct answer *answer, void *ctx,
                        struct err *err) {
    struct look *look = ctx;
    void        *row;
    if (!request_row(request, answer, look->record, &row))
        return false;
    if (!look_write(request, look, row, err))
        return false;
    answer->status = 200;
    answer->json = record_json(look->record, row, store_names(request->store), true);
    return true;
}

void reveal_handle(struct request *request, struct answer *answer) {
    struct look look = { .record = request_record(request), .reason = reason_of(request, answer) };
    if (!look.reason)
        return;
    if (json_object_size(request->body) != 1)
        problem(request, answer, 422, "unknown-key", "只要写 reason");
    else
        web_look(request, answer, reveal_work, &look);
}

/* --- finding --------------------------------------------------------------------------------- */

/* Which record, by its name; of those that have routes and that this person may search. */
static bool record_read(struct request *request, struct answer *answer, struct look *look) {
    bool        fine;
    const char *name = body_text(request, answer, "record", &fine);
    if (!fine)
        return false;
    look->record = name ? record_routed_as(request->web, name) : NULL;
    if (look->record &&
        actor_may(&request->session->actor, request->web->permits, look->record->name, PERMIT_FIND))
        return true;
    if (look->record)
        problem_forbidden(request, answer);
    else
        problem(request, answer, 422, "missing", "要写 record：在哪种记录里找");
    return false;
}

/* Exactly one of telephone, name and number; as its field's type reads it. */
static bool key_read(struct request *request, struct answer *answer, struct look *look) {
    static const char *const keys[] = { "phone", "name" };
    struct problems          problems;
    bool                     fine;
    int                      given = 0;
    look->number = body_text(request, answer, "number", &fine);
    if (!fine)
        return false;
    given += look->number != NULL;
    problems_init(&problems, request->arena, request->lang);
    for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
        const char *text = body_text(request, answer, keys[i], &fine);
        if (!fine)
            return false;
        if (!text)
            continue;
        given++;
        look->field = record_field(look->record, keys[i]);
        void *row = arena_alloc(request->arena, look->record->size);
        if (!look->field || !row)
            return problem(request, answer, 422, "unknown-key", "这种记录里没有“%s”", keys[i]),
                   false;
        record_init(look->record, row);
        if (!look->field->type->parse(look->field, text, field_member(look->field, row), &problems))
            return problem_fields(request, answer, look->record, &problems), false;
        look->value = look->field->type->to_value(look->field, field_member(look->field, row));
    }
    if (given == 1 && (look->number || look->value.kind == VALUE_TEXT) &&
        json_object_size(request->body) == 3)
        return true;
    problem(request, answer, 422, "missing", "phone、name、number 要写一个，也只能写一个");
    return false;
}

static bool found_add(struct request *request, struct look *look, const void *row, json_t *list,
                      struct err *err) {
    if (!row_visible(request, look->record, row))
        return true;
    if (!look_write(request, look, row, err))
        return false;
    json_array_append_new(list, row_json(request, look->record, row));
    return true;
}

static bool number_find(struct request *request, struct look *look, json_t *list, struct err *err) {
    struct matter matter;
    struct err    none = { .lang = request->lang };
    void         *row = arena_alloc(request->arena, look->record->size);
    if (!row)
        return err_code_set(err, ERR_MEMORY, "内存不足");
    if (!matter_numbered(request->store, look->number, &matter, &none))
        return none.code == ERR_ABSENT || err_code_set(err, none.code, "%s", none.text);
    if (strcmp(matter.flow, look->record->name) != 0)
        return true;
    return store_get(request->store, look->record, matter.head.id, row, request->arena, err) &&
           found_add(request, look, row, list, err);
}

static bool field_find(struct request *request, struct look *look, json_t *list, struct err *err) {
    const struct value values[] = { value_id(&request->session->actor.home), look->value };
    struct query      *query;
    const size_t       size = look->record->size;
    char              *rows = arena_alloc(request->arena, FOUND_MOST * size);
    size_t             count = 0;
    const char        *tail =
        arena_printf(request->arena, "WHERE home = $1 AND \"%s\" = $2 ORDER BY id DESC LIMIT %d",
                     look->field->name, FOUND_MOST);
    if (!rows || !tail)
        return err_code_set(err, ERR_MEMORY, "内存不足");
    if (!query_open(&query, request->store, look->record, tail, values, 2, err))
        return false;
    while (count < FOUND_MOST && query_next(query, rows + count * size, request->arena))
        count++;
    if (!query_close(query, err))
        return false;
    for (size_t i = 0; i < count; i++)
        if (!found_add(request, look, rows + i * size, list, err))
            return false;
    return true;
}

static bool find_work(struct request *request, struct answer *answer, void *ctx, struct err *err) {
    struct look *look = ctx;
    json_t      *list = json_array();
    bool         done =
        look->number ? number_find(request, look, list, err) : field_find(request, look, list, err);
    answer->status = 200;
    answer->json = json_pack("{s:o}", "rows", list);
    return done;
}

void find_handle(struct request *request, struct answer *answer) {
    struct look look = { .reason = reason_of(request, answer) };
    if (look.reason && record_read(request, answer, &look) && key_read(request, answer, &look))
        web_look(request, answer, find_work, &look);
}
