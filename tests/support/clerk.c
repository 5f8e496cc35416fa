/* SPDX-License-Identifier: GPL-3.0-or-later
 * clerk.c - a node for imports, and plans as texts that a person can review line by line. */
#include "support/clerk.h"

#include "services/jobs/job_flow.h"
#include "services/service.h"
#include "support/seed.h"

#include <stdlib.h>
#include <string.h>

static void must(const struct clerk *clerk, bool done) {
    if (!done)
        bug("clerk: %s", clerk->err.text);
}

void clerk_start(struct clerk *clerk) {
    *clerk = (struct clerk){ 0 };
    temp_make(&clerk->temp);
    support_world(&clerk->world);
    const struct store_options options = {
        .mode = STORE_CREATE,
        .records = service_records(),
        .world = &clerk->world,
        .space_floor = 1 << 20,
    };
    must(clerk, store_open(&clerk->store, temp_path(&clerk->temp, "node"), &options, &clerk->err));
    must(clerk, store_begin(clerk->store, "system", &clerk->err));
    for (size_t s = 0; services[s]; s++)
        must(clerk, !services[s]->seed || services[s]->seed(clerk->store, &clerk->err));
    must(clerk, store_commit(clerk->store, &clerk->err));
}

void clerk_stop(struct clerk *clerk) {
    store_close(clerk->store);
    arena_deinit(&clerk->arena);
    temp_remove(&clerk->temp);
}

int clerk_setup(void **state) {
    *state = calloc(1, sizeof(struct clerk));
    if (*state)
        clerk_start(*state);
    return *state ? 0 : -1;
}

int clerk_teardown(void **state) {
    clerk_stop(*state);
    free(*state);
    return 0;
}

/* --- planning ----------------------------------------------------------------------------------
 */

static const struct flow_by clerk_by = { .who = WHO_STAFF, .name = "王小梅", .terminal = "D01" };

static struct plan *plan_book(struct clerk *clerk, const struct book *book) {
    const struct plan_options options = {
        .record = &job_record,
        .world = &clerk->world,
        .skip_wrong = clerk->skip_wrong,
        .open = clerk->open,
        .checked_by = !clerk->open        ? NULL
                      : clerk->checked_by ? clerk->checked_by
                                          : "刘敏",
        .flow = &job_flow,
        .by = &clerk_by,
    };
    struct plan *plan;
    return plan_make(&plan, &options, clerk->store, book, &clerk->arena, &clerk->err) ? plan : NULL;
}

struct plan *clerk_plan(struct clerk *clerk, const char *path) {
    struct book *book = ARENA_NEW(&clerk->arena, struct book);
    return book_read(path, &clerk->arena, book, &clerk->err) ? plan_book(clerk, book) : NULL;
}

struct plan *clerk_plan_text(struct clerk *clerk, const char *csv) {
    struct book *book = ARENA_NEW(&clerk->arena, struct book);
    return csv_read(csv, strlen(csv), &clerk->arena, book, &clerk->err) ? plan_book(clerk, book)
                                                                        : NULL;
}

struct plan *clerk_import(struct clerk *clerk, const char *csv) {
    struct plan *plan = clerk_plan_text(clerk, csv);
    if (plan && plan_ready(plan))
        must(clerk, plan_apply(plan, clerk->store, "王小梅", &clerk->err));
    return plan;
}

/* --- telling -----------------------------------------------------------------------------------
 */

const char *clerk_counts(const struct plan *plan, struct arena *arena) {
    return arena_printf(arena, "new %zu updated %zu same %zu skipped %zu errors %zu flagged %zu",
                        plan->counts[PLAN_NEW], plan->counts[PLAN_UPDATED], plan->counts[PLAN_SAME],
                        plan->counts[PLAN_SKIPPED], plan->counts[PLAN_ERROR], plan->flagged);
}

static bool says(const json_t *value) {
    return !json_is_null(value) && !json_is_false(value) &&
           !(json_is_array(value) && json_array_size(value) == 0);
}

/* A new object with those members that say something. */
static json_t *without_absent(json_t *object) {
    json_t     *kept = json_object();
    const char *key;
    json_t     *value;
    json_object_foreach(object, key, value) {
        if (says(value))
            json_object_set_new(kept, key,
                                json_is_object(value) ? without_absent(value) : json_incref(value));
    }
    return kept;
}

static const char *text_of(json_t *value, struct arena *arena) {
    char *text = json_dumps(value, JSON_ENCODE_ANY);
    char *kept = arena_strdup(arena, text);
    free(text);
    return kept;
}

/* The row on a line, its problems on lines of their own below it. */
static const char *row_text(json_t *row, struct arena *arena) {
    json_t     *kept = without_absent(row), *problem;
    json_t     *problems = json_object_get(row, "problems");
    const char *text;
    size_t      i;
    json_object_del(kept, "problems");
    text = text_of(kept, arena);
    if (json_array_size(problems) > 0) {
        text = arena_printf(arena, "%.*s, \"problems\": [", (int)strlen(text) - 1, text);
        json_array_foreach(problems, i, problem) {
            json_t *said = without_absent(problem);
            text = arena_printf(arena, "%s%s\n    %s", text, i ? "," : "", text_of(said, arena));
            json_decref(said);
        }
        text = arena_printf(arena, "%s]}", text);
    }
    json_decref(kept);
    return text;
}

static const char *list_text(json_t *list, const char *(*text_of_one)(json_t *, struct arena *),
                             struct arena *arena) {
    const char *text = "";
    json_t     *one;
    size_t      i;
    json_array_foreach(list, i, one) {
        text = arena_printf(arena, "%s%s\n  %s", text, i ? "," : "", text_of_one(one, arena));
    }
    return text;
}

static const char *column_text(json_t *column, struct arena *arena) {
    json_t     *kept = without_absent(column);
    const char *text;
    json_object_del(kept, "label"); /* it follows from the field */
    text = text_of(kept, arena);
    json_decref(kept);
    return text;
}

const char *clerk_document(const struct plan *plan, struct arena *arena) {
    json_t     *document = plan_json(plan);
    const char *text = arena_printf(
        arena,
        "{\"encoding\": %s, \"header_row\": %s,\n \"columns\": [%s],\n \"counts\": %s,\n"
        " \"rows\": [%s]}\n",
        text_of(json_object_get(document, "encoding"), arena),
        text_of(json_object_get(document, "header_row"), arena),
        list_text(json_object_get(document, "columns"), column_text, arena),
        text_of(json_object_get(document, "counts"), arena),
        list_text(json_object_get(document, "rows"), row_text, arena));
    json_decref(document);
    return text;
}

const char *clerk_row(const struct plan *plan, int number, struct arena *arena) {
    json_t     *document = plan_json(plan), *row;
    const char *text = "";
    size_t      i;
    json_array_foreach(json_object_get(document, "rows"), i, row) {
        if (json_integer_value(json_object_get(row, "row")) == number)
            text = row_text(row, arena);
    }
    json_decref(document);
    return text;
}
