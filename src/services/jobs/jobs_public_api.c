/* SPDX-License-Identifier: GPL-3.0-or-later
 * jobs_public_api.c - only open postings, in the kiosk's order, and of each only what residents see
 * (F_KIOSK). */
#include "services/jobs/jobs_public_api.h"

#include "record/json.h"
#include "services/jobs/job_list.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { PAGE_USUAL = 50, PAGE_MOST = 100, FROM_MOST = 1000000 };

/* The row of its table, less what is not for residents. */
static json_t *public_json(const struct record *record, const void *row,
                           const struct names *names) {
    json_t *object = json_object();
    for (size_t i = 0; object && i < record->field_count; i++) {
        const struct field *field = &record->fields[i];
        if (field_live(field) && (field->flags & F_KIOSK))
            json_object_set_new(object, field->name, field_json(field, row, names, false));
    }
    return object;
}

static json_t *row_json(struct request *request, const struct job_row *row) {
    char    id[ID_TEXT];
    json_t *job = public_json(&job_record, &row->job, store_names(request->store));
    id_format(row->job.head.id, id);
    json_object_set_new(job, "id", json_string(id));
    json_object_set_new(job, "picture", json_string(row->picture));
    json_object_set_new(job, "employer", json_string(row->employer.name));
    return job;
}

/* A number of the query; absent: `usual`. False: it is none, or too large, and the answer says so.
 */
static bool query_number(struct request *request, struct answer *answer, const char *name,
                         size_t usual, size_t most, size_t *ret_number) {
    const char *text = request_query(request, name);
    char       *end = NULL;
    *ret_number = usual;
    if (!text)
        return true;
    errno = 0;
    unsigned long number = strtoul(text, &end, 10);
    if (*text < '0' || *text > '9' || *end || errno || number > most) {
        problem(request, answer, 400, "bad-query", "%s 要写 0 到 %zu 的整数", name, most);
        return false;
    }
    *ret_number = number;
    return true;
}

static void list_handle(struct request *request, struct answer *answer) {
    struct err      err = { .lang = request->lang };
    const char     *words = request_query(request, "q");
    const day       today = world_today(store_world(request->store));
    size_t          from, limit, count, total;
    struct job_row *rows;
    if (!query_number(request, answer, "from", 0, FROM_MOST, &from) ||
        !query_number(request, answer, "limit", PAGE_USUAL, PAGE_MOST, &limit))
        return;
    rows = ARENA_NEW_ARRAY(request->arena, limit + 1, struct job_row);
    if (!rows) {
        (void)err_code_set(&err, ERR_MEMORY, "内存不足");
        problem_err(request, answer, &err);
        return;
    }
    if (!job_list(request->store, JOB_CHIP_ALL, words ? words : "", today, from, limit,
                  request->arena, rows, &count, &total, &err)) {
        problem_err(request, answer, &err);
        return;
    }
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(list, row_json(request, &rows[i]));
    answer->json = json_pack("{s:o, s:I}", "rows", list, "total", (json_int_t)total);
    if (from + count < total)
        json_object_set_new(answer->json, "next", json_integer((json_int_t)(from + count)));
    else
        json_object_set_new(answer->json, "next", json_null());
}

static void job_handle(struct request *request, struct answer *answer) {
    struct err     err = { .lang = request->lang };
    const day      today = world_today(store_world(request->store));
    struct job_row row;
    row_id         id;
    if (!id_parse(request->parts[0], &id)) {
        problem_absent(request, answer);
        return;
    }
    if (job_open_get(request->store, id, today, request->arena, &row, &err))
        answer->json = row_json(request, &row);
    else if (err.code == ERR_ABSENT)
        problem_absent(request, answer);
    else
        problem_err(request, answer, &err);
}

const struct route jobs_public_routes[] = {
    { HTTP_GET, "/jobs", POLICY_PUBLIC, .handle = list_handle, .summary = N_("正在招人的岗位"),
      .gives_json = "{\"type\":\"object\",\"required\":[\"rows\",\"total\",\"next\"]}" },
    { HTTP_GET, "/jobs/{id}", POLICY_PUBLIC, .handle = job_handle, .summary = N_("一个岗位"),
      .gives_json = "{\"type\":\"object\",\"required\":[\"id\",\"title\"]}" },
    { 0 },
};
