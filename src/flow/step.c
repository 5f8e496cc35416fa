/* SPDX-License-Identifier: GPL-3.0-or-later
 * step.c - matters and their steps as rows. What a step was given is JSON by the step's own table,
 * its personal fields in a column of their own, so that they can be erased without the rest. */
#include "flow/step.h"

#include "record/json.h"
#include "record/json_text.h"
#include "record/type.h"
#include "store/journal.h"

#include <stdlib.h>
#include <string.h>

const struct word step_by_words[STEP_BY_COUNT] = {
    [STEP_BY_RESIDENT] = { "resident", N_("居民"), NULL },
    [STEP_BY_STAFF] = { "staff", N_("工作人员"), NULL },
    [STEP_BY_SYSTEM] = { "system", N_("系统"), NULL },
};
const struct word limit_unit_words[LIMIT_UNIT_COUNT] = {
    [LIMIT_ELAPSED_HOURS] = { "elapsed_hours", N_("小时"), NULL },
    [LIMIT_WORKING_HOURS] = { "working_hours", N_("工作小时"), NULL },
    [LIMIT_WORKING_DAYS] = { "working_days", N_("个工作日"), NULL },
    [LIMIT_REMINDER] = { "reminder", N_("约好的时间"), NULL },
};

const struct word link_kind_words[LINK_KIND_COUNT] = {
    [LINK_PART_OF] = { "part_of", N_("从一件事分出来的"), NULL },
    [LINK_OFFERED_INSTEAD] = { "offered_instead", N_("替代原来那件"), NULL },
    [LINK_REOPENED_FROM] = { "reopened_from", N_("从办结的一件重新开始"), NULL },
};

enum { FIELDS_MOST = 8000 };

#define REC struct matter
static const struct field matter_fields[] = {
    { "flow", TEXT(flow), .label = N_("事项种类"), .flags = F_REQUIRED | F_INDEX },
    { "number", TEXT(number), .label = N_("事项编号"), .flags = F_REQUIRED | F_UNIQUE | F_NAME },
    { "token_hash", TEXT(token_hash), .label = N_("回执校验"), .flags = F_INDEX,
      .min = TOKEN_HASH },
    { "table_version", INT(table_version), .label = N_("流程版本"), .flags = F_REQUIRED, .min = 1,
      .max = 9999 },
    { "link", ENUM(link, link_kind), .label = N_("与另一件事的关系") },
    { "linked", REF(linked, &matter_record), .label = N_("另一件事"), .flags = F_INDEX },
    { "rules", LONG_TEXT(rules), .label = N_("开始时的时限规则") },
};
const struct record matter_record =
    RECORD("matter", N_("事项"), matter_fields, .flags = RECORD_APPENDED);
#undef REC

#define REC struct step_clock
static const struct field step_clock_fields[] = {
    { "step", REF(step, &step_record), .label = N_("办理记录"), .flags = F_PARENT | F_REQUIRED },
    { "place_in_list", INT(place_in_list), .label = N_("次序"), .flags = F_ORDER },
    { "clock", TEXT(clock), .label = N_("时限"), .flags = F_REQUIRED },
    { "count", INT(count), .label = N_("时长"), .max = 9999 },
    { "unit", ENUM(unit, limit_unit), .label = N_("单位"), .flags = F_REQUIRED },
    { "due", TIME(due), .label = N_("最晚"), .flags = F_REQUIRED },
    { "begun", TEXT(begun), .label = N_("从哪一步算起") },
    { "rung", INT(rung), .label = N_("第几次提醒"), .min = 1, .max = 99 },
};
const struct record step_clock_record = RECORD("step_clock", N_("办理时限"), step_clock_fields);
#undef REC

#define REC struct step
static const struct field step_fields_of[] = {
    { "matter", REF(matter, &matter_record), .label = N_("事项"), .flags = F_REQUIRED | F_INDEX },
    { "name", TEXT(name), .label = N_("步骤"), .flags = F_REQUIRED },
    { "taken_by", ENUM(by, step_by), .label = N_("谁办的"), .flags = F_REQUIRED },
    { "actor", TEXT(actor), .label = N_("办理人") },
    { "at", TIME(at), .label = N_("时间"), .flags = F_REQUIRED },
    { "stamp", TIME(stamp), .label = N_("次序时间"), .flags = F_REQUIRED | F_INDEX },
    { "fields", LONG_TEXT(fields), .label = N_("内容"), .max = FIELDS_MOST },
    { "personal", LONG_TEXT(personal), .label = N_("内容（个人信息）"), .flags = F_PERSONAL,
      .max = FIELDS_MOST },
    { "clocks", CHILDREN(clocks, &step_clock_record), .label = N_("开始的时限") },
};
const struct record step_record =
    RECORD("step", N_("办理记录"), step_fields_of, .flags = RECORD_APPENDED);
#undef REC

#define REC struct note_form
static const struct field note_fields[] = {
    { "text", LONG_TEXT(text), .label = N_("备注"), .flags = F_REQUIRED | F_PERSONAL, .max = 500 },
};
const struct record note_form =
    RECORD("note_form", N_("备注"), note_fields, .flags = RECORD_SETTINGS);
#undef REC

#define REC struct overdue_form
static const struct field overdue_fields[] = {
    { "clock", TEXT(clock), .label = N_("时限"), .flags = F_REQUIRED },
    { "start", TEXT(start), .label = N_("从哪一步算起"), .flags = F_REQUIRED },
};
const struct record overdue_form =
    RECORD("overdue_form", N_("超期"), overdue_fields, .flags = RECORD_SETTINGS);
#undef REC

/* --- reading ------------------------------------------------------------------------------- */

bool matter_whole(struct store *store, row_id id, struct arena *arena, struct matter *ret_matter,
                  struct err *err) {
    return store_get(store, &matter_record, id, ret_matter, arena, err);
}

bool matter_get(struct store *store, row_id id, struct matter *ret_matter, struct err *err) {
    struct arena arena = { 0 };
    bool         done = matter_whole(store, id, &arena, ret_matter, err);
    if (done)
        ret_matter->rules = NULL;
    arena_deinit(&arena);
    return done;
}

bool matter_numbered(struct store *store, const char *number, struct matter *ret_matter,
                     struct err *err) {
    struct arena       arena = { 0 };
    struct err         why = { .lang = err ? err->lang : LANG_ZH };
    char              *folded = text_fold(&arena, number);
    const struct value value = value_text(folded);
    row_id             id;
    bool found = folded ? store_find(store, "SELECT id FROM matter WHERE number_folded = $1",
                                     &value, 1, &id, &why)
                        : err_code_set(&why, ERR_MEMORY, "内存不足");
    arena_deinit(&arena);
    if (!found && why.code == ERR_ABSENT)
        return err_code_set(err, ERR_ABSENT, "没有编号是“%s”的事项", number);
    return found ? matter_get(store, id, ret_matter, err)
                 : err_code_set(err, why.code, "%s", why.text);
}

bool steps_get(struct store *store, row_id matter, struct arena *arena, struct step **ret_steps,
               size_t *ret_count, struct err *err) {
    const struct value value = value_id(&matter);
    struct query      *query;
    struct step       *steps = NULL;
    size_t             count = 0, room = 0;
    struct step        step;
    bool               memory = true;
    if (!query_open(&query, store, &step_record, "WHERE matter = $1 ORDER BY stamp, home, id",
                    &value, 1, err))
        return false;
    while (memory && query_next(query, &step, arena)) {
        if (count == room) {
            size_t more = room ? 2 * room : 16;
            steps = arena_grow(arena, steps, room * sizeof(*steps), more * sizeof(*steps));
            room = more;
        }
        memory = steps != NULL;
        if (memory)
            steps[count++] = step;
    }
    if (!query_close(query, err))
        return false;
    if (!memory)
        return err_code_set(err, ERR_MEMORY, "内存不够，读不了办理记录");
    for (size_t i = 0; i < count; i++)
        if (!store_children(store, &step_record, &steps[i], arena, err))
            return false;
    *ret_steps = steps;
    *ret_count = count;
    return true;
}

/* --- what a step was given ----------------------------------------------------------------- */

static bool text_into(const char *text, const struct record *form, void *row,
                      struct problems *problems) {
    if (!text)
        return true;
    json_t *json = record_json_read(text, strlen(text), problems);
    bool    done = json && object_into_row(form, row, json, 0, problems);
    json_decref(json);
    return done;
}

bool step_fields(const struct step *step, const struct record *form, void *ret_row,
                 struct arena *arena, struct err *err) {
    struct problems problems;
    problems_init(&problems, arena, err ? err->lang : LANG_ZH);
    record_init(form, ret_row);
    return (text_into(step->fields, form, ret_row, &problems) &&
            text_into(step->personal, form, ret_row, &problems)) ||
           err_code_set(err, ERR_DAMAGED, "办理记录“%s”的内容读不出来", step->name);
}

const char *step_text(const struct step *step, const char *field, struct arena *arena) {
    json_t     *json = step->fields ? json_loads(step->fields, 0, NULL) : NULL;
    const char *text = json_string_value(json_object_get(json, field));
    char       *copy = arena_strdup(arena, text ? text : "");
    json_decref(json);
    return copy;
}

/* The fields of one kind as JSON in the arena; NULL without any. False: no memory. */
static bool text_of(const struct record *form, const void *row, bool personal, struct arena *arena,
                    const char **ret_text) {
    json_t *object = json_object();
    bool    done = object != NULL;
    for (size_t i = 0; done && i < form->field_count; i++) {
        const struct field *field = &form->fields[i];
        if (field_live(field) && !field_absent(field, row) &&
            personal == ((field->flags & F_PERSONAL) != 0))
            done =
                json_object_set_new(object, field->name, field_json(field, row, NULL, true)) == 0;
    }
    *ret_text = NULL;
    if (done && json_object_size(object) > 0) {
        char *text = json_dumps(object, JSON_COMPACT);
        *ret_text = text ? arena_strdup(arena, text) : NULL;
        done = *ret_text != NULL;
        free(text);
    }
    json_decref(object);
    return done;
}

bool step_fields_set(struct step *step, const struct record *form, const void *row,
                     struct arena *arena, struct err *err) {
    struct problems problems;
    problems_init(&problems, arena, err ? err->lang : LANG_ZH);
    if (!record_check(form, row, &problems)) {
        const char *text = problems_text(&problems);
        return err_code_set(err, ERR_INVALID, "%s", text ? text : "");
    }
    return (text_of(form, row, false, arena, &step->fields) &&
            text_of(form, row, true, arena, &step->personal)) ||
           err_code_set(err, ERR_MEMORY, "内存不够，记不下这一步");
}

bool steps_erase(struct store *store, row_id matter, struct err *err) {
    struct arena arena = { 0 };
    struct step *steps;
    size_t       count;
    bool         done = steps_get(store, matter, &arena, &steps, &count, err);
    for (size_t i = 0; done && i < count; i++)
        if (steps[i].personal)
            done = journal_erase(store, &step_record, steps[i].head.id, "personal", err);
    arena_deinit(&arena);
    return done;
}
