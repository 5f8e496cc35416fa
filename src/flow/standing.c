/* SPDX-License-Identifier: GPL-3.0-or-later
 * standing.c - what lists need of each matter, a copy that can always be made again. */
#include "flow/standing.h"

#include "flow/act.h"
#include "flow/timer.h"
#include "record/type.h"

#include <string.h>

enum { TRIES = 2 };
/* Behind everything that is due, by the seconds of its beginning, and still before 2200: no time is
 * later. */
#define WITHOUT_TIME_MS ((int64_t)7250000000000)

#define REC struct standing
static const struct field standing_fields[] = {
    { "matter", REF(matter, &matter_record), .label = N_("事项"), .flags = F_REQUIRED | F_INDEX },
    { "flow", TEXT(flow), .label = N_("事项种类"), .flags = F_REQUIRED | F_INDEX },
    { "state", TEXT(state), .label = N_("状态") },
    { "result", ENUM(result, flow_result), .label = N_("结果") },
    { "owner", TEXT(owner), .label = N_("经办人") },
    { "opened", TIME(opened), .label = N_("开始时间") },
    { "since", TIME(since), .label = N_("到这一步的时间") },
    { "waiting", BOOL(waiting), .label = N_("等工作人员办"), .flags = F_INDEX },
    { "clock", TEXT(clock), .label = N_("时限") },
    { "due", TIME(due), .label = N_("最晚") },
    { "broken", INT(broken), .label = N_("超期次数"), .max = 9999 },
    { "next_tick", TIME(next_tick), .label = N_("系统下一步的时间"), .flags = F_INDEX },
    { "held", TIME(held), .label = N_("暂停到") },
    { "unit", TEXT(unit), .label = N_("承办单位"), .flags = F_INDEX },
    { "told", INT(told), .label = N_("告诉了谁") },
    { "queue", TIME(queue), .label = N_("排队的次序"), .flags = F_INDEX },
};
const struct record standing_record =
    RECORD("standing", N_("事项现状"), standing_fields, .flags = RECORD_LOCAL);
#undef REC

bool standing_get(struct store *store, row_id matter, struct standing *ret_standing,
                  struct err *err) {
    struct arena arena = { 0 };
    bool         done = store_get(store, &standing_record, matter, ret_standing, &arena, err);
    arena_deinit(&arena); /* it holds nothing there */
    return done;
}

static bool standing_fill(const struct flow *flow, const struct history *history,
                          struct standing *standing, struct err *err) {
    const struct fold    *fold = &history->fold;
    const struct promise *next = fold_next(fold);
    struct rung           rung;
    record_init(&standing_record, standing);
    standing->head.id = standing->matter = history->matter.head.id;
    standing->result = fold->result;
    standing->opened = fold->opened;
    standing->since = fold->since;
    standing->waiting = fold_waits(flow, fold);
    standing->due = next ? next->due : TIME_ABSENT;
    standing->broken = fold->broken;
    standing->held = fold->hold ? fold->held_until : TIME_ABSENT;
    standing->told = (int)fold->told;
    standing->next_tick = timer_next(flow, history->matter.head.id, history->row, fold, &rung)
                              ? rung.at
                              : TIME_ABSENT;
    return (TEXT_COPY(standing->flow, flow->name) &&
            TEXT_COPY(standing->state, fold->state < 0 ? "" : flow->states[fold->state].name) &&
            TEXT_COPY(standing->owner, fold->owner) && TEXT_COPY(standing->unit, fold->unit) &&
            TEXT_COPY(standing->clock, next ? next->clock->name : "")) ||
           err_set(err, "“%s”的状态名太长", flow->name);
}

/* What is due first, before what has no time. */
static bool queue_set(struct store *store, struct standing *standing, struct err *err) {
    const struct value value = value_id(&standing->matter);
    int64_t            in_hand = 0;
    standing->queue = TIME_ABSENT;
    if (!standing->waiting || !time_absent(standing->held) || *standing->owner)
        return true;
    if (!store_number(store, "SELECT count(*) FROM lease WHERE id = $1", &value, 1, &in_hand, err))
        return false;
    if (in_hand == 0)
        standing->queue = time_absent(standing->due)
                              ? (time_ms){ WITHOUT_TIME_MS + standing->opened.ms / 1000 }
                              : standing->due;
    return true;
}

bool standing_queue(struct store *store, row_id matter, struct err *err) {
    struct standing standing;
    struct err      why = { .lang = err ? err->lang : LANG_ZH };
    if (!standing_get(store, matter, &standing, &why))
        return why.code == ERR_ABSENT || err_code_set(err, why.code, "%s", why.text);
    return queue_set(store, &standing, err) &&
           store_update(store, &standing_record, &standing, err);
}

bool standing_of(struct store *store, const struct flow *flow, row_id matter,
                 struct standing *ret_standing, struct arena *arena, struct err *err) {
    const struct flow *const flows[] = { flow, NULL };
    struct history           history;
    struct standing          standing;
    if (!flow_history(store, flows, matter, arena, &history, err) ||
        !standing_fill(history.flow, &history, &standing, err) || !queue_set(store, &standing, err))
        return false;
    *ret_standing = standing;
    return true;
}

/* Where lists of the record itself read it. */
static bool state_reckon(struct store *store, const struct flow *flow,
                         const struct standing *standing, struct err *err) {
    const struct value value = value_text(standing->state);
    return !flow->state_field ||
           store_reckon(store, flow->record, standing->matter,
                        record_field(flow->record, flow->state_field), &value, err);
}

bool standing_begin(struct store *store, const struct history *history, struct err *err) {
    struct standing standing;
    return standing_fill(history->flow, history, &standing, err) &&
           queue_set(store, &standing, err) &&
           store_insert(store, &standing_record, &standing, err);
}

bool standing_reckon(struct store *store, const struct flow *flow, row_id matter, struct err *err) {
    struct arena    arena = { 0 };
    struct standing standing, before;
    struct err      why = { .lang = err ? err->lang : LANG_ZH };
    bool            done = standing_of(store, flow, matter, &standing, &arena, err);
    if (done && standing_get(store, matter, &before, &why)) {
        standing.head = before.head;
        done = store_update(store, &standing_record, &standing, err);
    } else if (done) {
        done = why.code == ERR_ABSENT ? store_insert(store, &standing_record, &standing, err)
                                      : err_code_set(err, why.code, "%s", why.text);
    }
    done = done && state_reckon(store, flow, &standing, err);
    arena_deinit(&arena);
    return done;
}

/* --- all of them --------------------------------------------------------------------------- */

static bool matters_get(struct store *store, struct arena *arena, struct matter **ret_matters,
                        size_t *ret_count, struct err *err) {
    struct arena   rules = { 0 }; /* nobody asks for them here */
    struct query  *query;
    struct matter *matters;
    int64_t        room = 0;
    size_t         count = 0;
    if (!store_number(store, "SELECT count(*) FROM matter", NULL, 0, &room, err))
        return false;
    matters = ARENA_NEW_ARRAY(arena, (size_t)room + 1, struct matter);
    if (!matters)
        return err_code_set(err, ERR_MEMORY, "内存不足");
    if (!query_open(&query, store, &matter_record, "ORDER BY number", NULL, 0, err))
        return false;
    while (count < (size_t)room && query_next(query, &matters[count], &rules)) {
        matters[count++].rules = NULL;
        arena_reset(&rules);
    }
    arena_deinit(&rules);
    *ret_matters = matters;
    *ret_count = count;
    return query_close(query, err);
}

/* The first field in which they differ, NULL: in none. */
static const struct field *difference(const struct standing *a, const struct standing *b) {
    for (size_t i = 0; i < standing_record.field_count; i++) {
        const struct field *field = &standing_record.fields[i];
        if (!field->type->equal(field, field_member_const(field, a), field_member_const(field, b)))
            return field;
    }
    return NULL;
}

/* Does the row say the state that the matter has? */
static bool state_told(struct store *store, const struct flow *flow,
                       const struct standing *standing, struct arena *arena) {
    const struct field *field =
        flow->state_field ? record_field(flow->record, flow->state_field) : NULL;
    void *row = field ? arena_alloc(arena, flow->record->size) : NULL;
    if (!field)
        return true;
    if (!row || !store_get(store, flow->record, standing->matter, row, arena, NULL))
        return false;
    const char *word = field->words[*(const int *)field_member_const(field, row)].name;
    return word && strcmp(word, standing->state) == 0;
}

/* Rows of a record that only moves by its flow, and have no matter. */
static bool rows_astray(struct store *store, const struct flow *flow, int64_t *ret_count,
                        struct err *err) {
    struct arena arena = { 0 };
    const char  *sql = arena_printf(&arena,
                                    "SELECT count(*) FROM \"%s\" AS r WHERE NOT EXISTS "
                                     "(SELECT 1 FROM matter WHERE matter.id = r.id)",
                                    flow->record->name);
    bool         done = sql ? store_number(store, sql, NULL, 0, ret_count, err)
                            : err_code_set(err, ERR_MEMORY, "内存不足");
    arena_deinit(&arena);
    return done;
}

/* A line about this matter, or NULL. */
static bool one_check(struct store *store, const struct flow *const *flows,
                      const struct matter *matter, struct arena *arena, const char **ret_line,
                      struct err *err) {
    const struct flow *flow = flow_named(flows, matter->flow);
    enum lang          lang = err ? err->lang : LANG_ZH;
    struct standing    stored, reckoned;
    struct arena       own = { 0 };
    struct err         why = { .lang = lang };
    *ret_line = NULL;
    if (!flow) {
        *ret_line = arena_printf(arena, tr(lang, "%s：本程序不认识这种事项（%s）"), matter->number,
                                 matter->flow);
        return true;
    }
    bool done = standing_of(store, flow, matter->head.id, &reckoned, &own, &why);
    /* Another process may have taken a step between the two: then they agree the next time. */
    for (int i = 0;
         done && i < TRIES &&
         (!standing_get(store, matter->head.id, &stored, &why) || difference(&stored, &reckoned));
         i++)
        done = standing_of(store, flow, matter->head.id, &reckoned, &own, &why);
    if (!done && (why.code == ERR_DAMAGED || why.code == ERR_ABSENT)) {
        *ret_line = arena_printf(arena, "%s：%s", matter->number, why.text);
        done = true;
    } else if (!done) {
        (void)err_code_set(err, why.code, "%s", why.text);
    } else if (!standing_get(store, matter->head.id, &stored, &why)) {
        *ret_line = arena_printf(arena, tr(lang, "%s：没有现状"), matter->number);
    } else if (difference(&stored, &reckoned)) {
        *ret_line = arena_printf(arena, tr(lang, "%s：现状的“%s”与办理记录不一致"), matter->number,
                                 tr(lang, difference(&stored, &reckoned)->label));
    } else if (!state_told(store, flow, &stored, &own)) {
        *ret_line = arena_printf(arena, tr(lang, "%s：“%s”里的状态与办理记录不一致"),
                                 matter->number, tr(lang, flow->record->label));
    }
    arena_deinit(&own);
    return done;
}

bool standing_check(struct store *store, const struct flow *const *flows, struct arena *arena,
                    char **ret_text, struct err *err) {
    struct matter *matters;
    size_t         count;
    int64_t        extra = 0;
    char          *text = arena_strdup(arena, "");
    if (!matters_get(store, arena, &matters, &count, err) ||
        !store_number(store, "SELECT count(*) FROM standing WHERE matter IS NULL OR id <> matter",
                      NULL, 0, &extra, err))
        return false;
    if (extra > 0)
        text = arena_printf(arena, tr(err ? err->lang : LANG_ZH, "%lld 行现状没有事项"),
                            (long long)extra);
    for (size_t i = 0; i < count; i++) {
        const char *line;
        if (!one_check(store, flows, &matters[i], arena, &line, err))
            return false;
        if (line)
            text = arena_printf(arena, "%s%s%s", text, *text ? "\n" : "", line);
    }
    for (const struct flow *const *f = flows; *f; f++) {
        int64_t astray = 0;
        if ((*f)->state_field && !rows_astray(store, *f, &astray, err))
            return false;
        if (astray > 0)
            text =
                arena_printf(arena, tr(err ? err->lang : LANG_ZH, "%s%s%s：%lld 条没有办理记录"),
                             text, *text ? "\n" : "",
                             tr(err ? err->lang : LANG_ZH, (*f)->record->label), (long long)astray);
    }
    *ret_text = text;
    return true;
}

bool standing_rebuild(struct store *store, const struct flow *const *flows, struct err *err) {
    struct arena   arena = { 0 };
    struct matter *matters;
    size_t         count;
    bool           done = matters_get(store, &arena, &matters, &count, err);
    for (size_t i = 0; done && i < count; i++) {
        const struct flow *flow = flow_named(flows, matters[i].flow);
        done = !flow || standing_reckon(store, flow, matters[i].head.id, err);
    }
    arena_deinit(&arena);
    return done;
}
