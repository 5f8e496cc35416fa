/* SPDX-License-Identifier: GPL-3.0-or-later
 * row.c - one row: read, made, changed, deleted; and many at once, all or nothing. A row that moves
 * by a flow is made by flow_submit() and changed by flow_edit(), so that nothing which needs a
 * second person goes past one. */
#include "record/json.h"
#include "web/records.h"
#include "web/write.h"

#include <stdio.h>
#include <string.h>

enum { BULK_MOST = 1000 };

static void problems_of(struct request *request, struct problems *problems) {
    problems_init(problems, request->arena, request->lang);
    problems->names = store_names(request->store);
    problems->today = world_today(store_world(request->store));
}

static bool no_memory(struct err *err) {
    return err_code_set(err, ERR_MEMORY, "内存不足");
}

static const char *row_path(struct request *request, const struct record *record, row_id id) {
    char text[ID_TEXT];
    id_format(id, text);
    return arena_printf(request->arena, "/api/%s/%s", record->name, text);
}

void row_handle(struct request *request, struct answer *answer) {
    const struct record *record = request_record(request);
    void                *row;
    if (!request_row(request, answer, record, &row))
        return;
    answer->json = row_json(request, record, row);
    answer->etag = row_etag(request, record, row);
}

/* --- writing one ----------------------------------------------------------------------------- */

struct written {
    const struct record *record;
    const struct flow   *flow;
    const json_t        *object;
    void                *row; /* afterwards as it is stored */
    struct problems      problems;
    struct receipt       receipt; /* of a new one whose flow gives receipts */
    bool                 waits;   /* its public fields wait for a second person */
};

/* What is changed by a route of its own (staff_routes.c), or by the system alone. */
static const struct {
    const struct record *record;
    const char          *field;
} apart[] = { { &user_record, "disabled" }, { &user_record, "password_at" } };

/* Such a field may be sent back as it was read. */
static bool apart_kept(struct request *request, struct written *written, const json_t *object) {
    for (size_t i = 0; i < sizeof(apart) / sizeof(apart[0]); i++) {
        const json_t *given = json_object_get(object, apart[i].field);
        if (written->record != apart[i].record || !given)
            continue;
        const struct field *field = record_field(written->record, apart[i].field);
        json_t *now = field_json(field, written->row, store_names(request->store), true);
        if (!json_equal(given, now))
            (void)problem_add(&written->problems, PROBLEM_ERROR, field->name, NULL,
                              N_("“%s”不在这里改"), problem_label(&written->problems, field));
        json_decref(now);
    }
    return written->problems.errors == 0;
}

/* A new row from an object. False with problems, or with *err. */
static bool row_make(struct request *request, struct written *written, struct err *err) {
    const struct flow_by by = request_by(request);
    written->row = arena_alloc(request->arena, written->record->size);
    if (!written->row)
        return no_memory(err);
    record_init(written->record, written->row);
    problems_of(request, &written->problems);
    if (!apart_kept(request, written, written->object) ||
        record_set_json(written->record, written->row, written->object, &written->problems) ==
            SET_REFUSED ||
        !record_check(written->record, written->row, &written->problems))
        return false;
    return written->flow ? flow_submit(request->store, written->flow, written->row, &by,
                                       &written->receipt, err)
                         : store_insert(request->store, written->record, written->row, err);
}

/* What was read masked and is sent back as it was says nothing: else a name would become its
 * stars. */
static json_t *without_masked(struct request *request, const struct record *record, const void *row,
                              const json_t *object) {
    json_t *rest = json_copy((json_t *)(uintptr_t)object);
    for (size_t i = 0; json_is_object(rest) && i < record->field_count; i++) {
        const struct field *field = &record->fields[i];
        const json_t       *given = json_object_get(rest, field->name);
        if (!given || !field_live(field) || !(field->flags & F_PERSONAL) ||
            field_absent(field, row))
            continue;
        json_t *masked = field_json(field, row, store_names(request->store), false);
        if (json_equal(given, masked))
            (void)json_object_del(rest, field->name);
        json_decref(masked);
    }
    return rest;
}

/* The row as it was read, changed by an object. */
static bool row_change(struct request *request, struct written *written, struct err *err) {
    const struct flow_by by = request_by(request);
    enum edit_outcome    outcome;
    problems_of(request, &written->problems);
    if (!apart_kept(request, written, written->object))
        return false;
    json_t *object = without_masked(request, written->record, written->row, written->object);
    const enum set_result set =
        record_set_json(written->record, written->row, object, &written->problems);
    json_decref(object);
    if (set == SET_REFUSED)
        return false;
    if (!written->flow)
        return store_update(request->store, written->record, written->row, err);
    if (!flow_edit(request->store, written->flow, written->row, &by, &outcome, err))
        return false;
    written->waits = outcome == EDIT_WAITS;
    return true;
}

/* As it stands now, for the answer. */
static bool row_again(struct request *request, struct written *written, struct err *err) {
    const row_id id = ((const struct record_head *)written->row)->id;
    return store_get(request->store, written->record, id, written->row, request->arena, err);
}

static json_t *receipt_json(const struct receipt *receipt) {
    char due[TIME_TEXT];
    time_format(receipt->due, due);
    return json_pack("{s:s, s:s, s:s}", "number", receipt->number, "token", receipt->token, "due",
                     due);
}

static bool create_work(struct request *request, struct answer *answer, void *ctx,
                        struct err *err) {
    struct written *written = ctx;
    if (!row_make(request, written, err) || !row_again(request, written, err)) {
        if (written->problems.errors > 0)
            problem_fields(request, answer, written->record, &written->problems);
        return false;
    }
    answer->status = 201;
    answer->json = row_json(request, written->record, written->row);
    answer->etag = row_etag(request, written->record, written->row);
    answer->location =
        row_path(request, written->record, ((const struct record_head *)written->row)->id);
    if (written->flow && written->flow->receipt)
        json_object_set_new(answer->json, "receipt", receipt_json(&written->receipt));
    return true;
}

void create_handle(struct request *request, struct answer *answer) {
    struct written written = { .record = request_record(request),
                               .flow = request_flow(request),
                               .object = request->body };
    web_write(request, answer, create_work, &written);
    explicit_bzero(written.receipt.token, sizeof(written.receipt.token));
}

static const char stale_words[] = N_("您打开以后，别人已经改过这一条，请看过再改");

/* Somebody else was first: what is stored, and what was wanted, side by side. */
static void stale_answer(struct request *request, struct answer *answer,
                         const struct written *written) {
    struct problems unheard;
    json_t         *current = row_json(request, written->record, written->row);
    const char     *etag = row_etag(request, written->record, written->row);
    problem(request, answer, 412, "stale", stale_words);
    json_object_set_new(answer->json, "current", current);
    if (written->object) {
        problems_of(request, &unheard);
        (void)object_into_row(written->record, written->row, written->object, 0,
                              &unheard); /* as far as it goes */
        json_object_set_new(answer->json, "yours",
                            row_json(request, written->record, written->row));
    }
    answer->etag = etag;
}

static bool change_work(struct request *request, struct answer *answer, void *ctx,
                        struct err *err) {
    struct written *written = ctx;
    if (!request_row(request, answer, written->record, &written->row))
        return false;
    if (!etag_listed(request->if_match, row_etag(request, written->record, written->row))) {
        stale_answer(request, answer, written);
        return false;
    }
    if (!row_change(request, written, err) || !row_again(request, written, err)) {
        if (written->problems.errors > 0)
            problem_fields(request, answer, written->record, &written->problems);
        return false;
    }
    answer->status = written->waits ? 202 : 200;
    answer->json = row_json(request, written->record, written->row);
    answer->etag = row_etag(request, written->record, written->row);
    return true;
}

/* RFC 6585: a change says which version it means. */
static bool matched(struct request *request, struct answer *answer) {
    if (request->if_match)
        return true;
    problem(request, answer, 428, "if-match-wanted",
            "修改和删除要带 If-Match，写上读到的 ETag，免得盖掉别人的修改");
    return false;
}

void change_handle(struct request *request, struct answer *answer) {
    struct written written = { .record = request_record(request),
                               .flow = request_flow(request),
                               .object = request->body };
    if (matched(request, answer))
        web_write(request, answer, change_work, &written);
}

static bool delete_work(struct request *request, struct answer *answer, void *ctx,
                        struct err *err) {
    struct written *written = ctx;
    if (!request_row(request, answer, written->record, &written->row))
        return false;
    if (!etag_listed(request->if_match, row_etag(request, written->record, written->row))) {
        stale_answer(request, answer, written);
        return false;
    }
    answer->status = 204;
    return store_delete(request->store, written->record,
                        ((const struct record_head *)written->row)->id, err);
}

void delete_handle(struct request *request, struct answer *answer) {
    struct written written = { .record = request_record(request) };
    if (matched(request, answer))
        web_write(request, answer, delete_work, &written);
}

/* --- many ------------------------------------------------------------------------------------ */

struct bulk {
    const struct record *record;
    const struct flow   *flow;
    const json_t        *rows;
    struct problems      problems; /* of all rows, by "rows[3].title" */
    json_t              *ids;
    size_t               waits;
};

static bool bulk_problem(struct bulk *bulk, size_t index, const char *field, const char *value,
                         const char *message) {
    const char *name = field ? arena_printf(bulk->problems.arena, "rows[%zu].%s", index, field)
                             : arena_printf(bulk->problems.arena, "rows[%zu]", index);
    return problem_add(&bulk->problems, PROBLEM_ERROR, name, value, "%s", message);
}

/* What is said of one row, under its index; personal values are not repeated. */
static void bulk_tell(struct bulk *bulk, size_t index, const struct written *written,
                      const struct err *err) {
    for (size_t i = 0; i < written->problems.count; i++) {
        const struct problem *one = &written->problems.at[i];
        const struct field   *field = one->field ? record_field(bulk->record, one->field) : NULL;
        bool                  open = field && !(field->flags & (F_PERSONAL | F_SECRET));
        if (one->level == PROBLEM_ERROR)
            (void)bulk_problem(bulk, index, one->field, open ? one->value : NULL, one->message);
    }
    if (*err->text)
        (void)bulk_problem(bulk, index, NULL, NULL, err->text);
}

/* An object with "id" and "version" changes that row; one without makes a new one. */
static bool bulk_old(struct request *request, struct bulk *bulk, struct written *written,
                     json_t *object, struct err *err) {
    const char *text = json_string_value(json_object_get(object, "id"));
    json_t     *version = json_object_get(object, "version");
    row_id      id;
    if (!text || !id_parse(text, &id) || !json_is_integer(version))
        return err_code_set(err, ERR_INVALID, "修改要写 id 和读到的 version");
    json_int_t wanted = json_integer_value(version);
    written->row = arena_alloc(request->arena, bulk->record->size);
    if (!written->row)
        return no_memory(err);
    struct err why = { .lang = request->lang };
    const bool found =
        store_get(request->store, bulk->record, id, written->row, request->arena, &why);
    if (!found && why.code != ERR_ABSENT)
        return err_code_set(err, why.code, "%s", why.text);
    if (!found || !row_visible(request, bulk->record, written->row))
        return err_code_set(err, ERR_ABSENT, "没有这一项");
    if (((const struct record_head *)written->row)->version != wanted)
        return err_code_set(err, ERR_STALE, stale_words);
    (void)json_object_del(object, "id");
    (void)json_object_del(object, "version");
    return row_change(request, written, err);
}

static bool bulk_row(struct request *request, struct bulk *bulk, size_t index, struct err *err) {
    struct written written = { .record = bulk->record, .flow = bulk->flow };
    json_t        *object = json_copy(json_array_get(bulk->rows, index));
    char           id[ID_TEXT];
    bool           done;
    written.object = object;
    problems_of(request, &written.problems);
    if (!json_is_object(object))
        done = err_code_set(err, ERR_INVALID, "每一行要是一个 JSON 对象");
    else if (json_object_get(object, "id"))
        done = bulk_old(request, bulk, &written, object, err);
    else
        done = row_make(request, &written, err);
    json_decref(object);
    if (!done) {
        bulk_tell(bulk, index, &written, err);
        return false;
    }
    bulk->waits += written.waits;
    id_format(((const struct record_head *)written.row)->id, id);
    json_array_append_new(bulk->ids, json_string(id));
    return true;
}

/* All rows are looked at, so that all mistakes are told at once; what is nobody's mistake
 * (a full disk) ends it and is told as it is. */
static bool bulk_work(struct request *request, struct answer *answer, void *ctx, struct err *err) {
    struct bulk *bulk = ctx;
    for (size_t i = 0; i < json_array_size(bulk->rows); i++) {
        struct err one = { .lang = request->lang };
        if (bulk_row(request, bulk, i, &one) || !*one.text)
            continue;
        if (one.code != ERR_INVALID && one.code != ERR_STALE && one.code != ERR_ABSENT)
            return err_code_set(err, one.code, "%s", one.text);
    }
    if (bulk->problems.errors > 0) {
        problem_fields(request, answer, NULL, &bulk->problems);
        return false;
    }
    answer->status = 200;
    answer->json = json_pack("{s:O, s:I}", "ids", bulk->ids, "waiting", (json_int_t)bulk->waits);
    return true;
}

/* New rows need one permission, changed ones another; none at all still one of the two. */
static bool bulk_may(const struct request *request, const struct bulk *bulk) {
    const struct actor *actor = &request->session->actor;
    const char         *name = bulk->record->name;
    const bool          makes = actor_may(actor, request->web->permits, name, PERMIT_CREATE);
    const bool          edits = actor_may(actor, request->web->permits, name, PERMIT_EDIT);
    for (size_t i = 0; i < json_array_size(bulk->rows); i++)
        if (!(json_object_get(json_array_get(bulk->rows, i), "id") ? edits : makes))
            return false;
    return makes || edits;
}

void bulk_handle(struct request *request, struct answer *answer) {
    struct bulk bulk = { .record = request_record(request),
                         .flow = request_flow(request),
                         .rows = json_object_get(request->body, "rows") };
    problems_of(request, &bulk.problems);
    if (!bulk_may(request, &bulk)) {
        problem_forbidden(request, answer);
        return;
    }
    if (!json_is_array(bulk.rows) || json_object_size(request->body) != 1) {
        problem(request, answer, 422, "wrong-type", "内容要写成 {\"rows\": [ … ]}");
        return;
    }
    if (json_array_size(bulk.rows) > BULK_MOST) {
        problem(request, answer, 413, "too-many", "一次最多 %d 行", BULK_MOST);
        return;
    }
    bulk.ids = json_array();
    web_write(request, answer, bulk_work, &bulk);
    json_decref(bulk.ids);
}
