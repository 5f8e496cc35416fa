/* SPDX-License-Identifier: GPL-3.0-or-later
 * plan_json.c - the plan as the document of `anju import --json`, and a row's problems in words. */
#include "sheet/plan_inside.h"

#include <string.h>

static const char *name_of(void *ctx, const struct record *record, row_id id) {
    struct planner        *planner = ctx;
    struct referred_table *table = referred_of(&planner->tables, record);
    const struct referred *entry = table ? referred_by_id(table, id) : NULL;
    return entry ? entry->name : NULL;
}

static json_t *text_or_null(const char *text) {
    return text ? json_string(text) : json_null();
}

static json_t *columns_json(const struct plan *plan) {
    json_t *columns = json_array();
    for (size_t i = 0; i < plan->column_count; i++) {
        const struct plan_column *column = &plan->columns[i];
        json_array_append_new(columns,
                              json_pack("{ss ss so so}", "column", column->letter, "heading",
                                        column->heading, "field", text_or_null(column->field),
                                        "label", text_or_null(column->label)));
    }
    return columns;
}

static json_t *counts_json(const struct plan *plan) {
    json_t *counts = json_object();
    for (size_t i = 0; i < PLAN_SKIPPED + 1; i++)
        if (i != PLAN_WAITS || plan->counts[i] > 0) /* of reviewed records alone */
            json_object_set_new(counts, plan_result_names[i],
                                json_integer((json_int_t)plan->counts[i]));
    json_object_set_new(counts, "flagged", json_integer((json_int_t)plan->flagged));
    json_object_set_new(counts, "errors", json_integer((json_int_t)plan->counts[PLAN_ERROR]));
    return counts;
}

static json_t *problems_json(const struct plan_row *row) {
    json_t *problems = json_array();
    for (size_t i = 0; i < row->problem_count; i++) {
        const struct problem *problem = &row->problems[i];
        json_array_append_new(problems,
                              json_pack("{so so ss ss}", "field", text_or_null(problem->field),
                                        "value", text_or_null(problem->value), "level",
                                        problem->level == PROBLEM_ERROR ? "error" : "warn",
                                        "message", problem->message));
    }
    return problems;
}

static json_t *row_json(const struct plan *plan, const struct plan_row *row) {
    const struct names names = { .name = name_of, .ctx = plan->planner };
    json_t            *object = json_object();
    json_t            *value = json_null();
    if (row->row) {
        value = record_json(plan->record, row->row, &names, true);
        json_object_del(value, "id");
        json_object_del(value, "version");
    }
    if (plan->many_sheets)
        json_object_set_new(object, "sheet", json_string(row->sheet));
    json_object_set_new(object, "row", json_integer(row->number));
    json_object_set_new(object, "result", json_string(plan_result_names[row->result]));
    json_object_set_new(object, "why", text_or_null(plan_why_names[row->why]));
    json_object_set_new(object, plan->record->name, value);
    json_object_set_new(object, "problems", problems_json(row));
    return object;
}

/* What stands before the rows. */
static json_t *head_json(const struct plan *plan) {
    json_t *head = json_object();
    json_object_set_new(head, "encoding", json_string(plan->encoding));
    json_object_set_new(head, "header_row", json_integer(plan->header_row));
    json_object_set_new(head, "columns", columns_json(plan));
    json_object_set_new(head, "counts", counts_json(plan));
    return head;
}

json_t *plan_json(const struct plan *plan) {
    json_t *document = head_json(plan);
    json_t *rows = json_array();
    for (size_t i = 0; i < plan->row_count; i++)
        json_array_append_new(rows, row_json(plan, &plan->rows[i]));
    json_object_set_new(document, "rows", rows);
    return document;
}

bool plan_json_write(const struct plan *plan, FILE *out) {
    json_t     *head = head_json(plan), *value;
    const char *key;
    bool        right = head && fputs("{\n", out) != EOF;
    json_object_foreach(head, key, value) right = right && fprintf(out, "  \"%s\": ", key) > 0 &&
                                                  json_dumpf(value, out, JSON_ENCODE_ANY) == 0 &&
                                                  fputs(",\n", out) != EOF;
    json_decref(head);
    right = right && fputs("  \"rows\": [", out) != EOF;
    for (size_t i = 0; i < plan->row_count && right; i++) {
        json_t *row = row_json(plan, &plan->rows[i]);
        right = fputs(i > 0 ? ",\n    " : "\n    ", out) != EOF && json_dumpf(row, out, 0) == 0;
        json_decref(row);
    }
    return right && fputs("\n  ]\n}\n", out) != EOF;
}

const char *plan_row_text(const struct plan *plan, const struct plan_row *row,
                          struct arena *arena) {
    const char *text = "";
    for (size_t i = 0; i < row->problem_count; i++) {
        const struct problem *problem = &row->problems[i];
        const struct field   *field =
            problem->field ? record_field(plan->record, problem->field) : NULL;
        const char *sheet = plan->many_sheets
                                ? arena_printf(arena, tr(plan->lang, N_("工作表“%s”")), row->sheet)
                                : "";
        const char *place =
            arena_printf(arena, tr(plan->lang, N_("%s第 %d 行")), sheet, row->number);
        const char *label =
            field ? arena_printf(arena, tr(plan->lang, N_(" %s")), tr(plan->lang, field->label))
                  : "";
        const char *value =
            problem->value && *problem->value && !strstr(problem->message, problem->value)
                ? arena_printf(arena, tr(plan->lang, N_("（%s）")), problem->value)
                : "";
        text = arena_printf(arena, "%s%s%s%s%s：%s", text, *text ? "\n" : "", place, label, value,
                            problem->message);
    }
    return text;
}
