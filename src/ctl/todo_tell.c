/* SPDX-License-Identifier: GPL-3.0-or-later
 * todo_tell.c - a matter in words for staff: what is due by when, what was done, what can be. */
#include "ctl/todo.h"
#include "record/mask.h"
#include "record/type.h"
#include "services/service.h"

#include <string.h>

enum { MINUTE = 60000, HOUR = 60 * MINUTE, HOURS_SHOWN = 48 };
#define DAY_MS ((int64_t)24 * HOUR)

const char *todo_left(const struct look *look, time_ms due) {
    struct arena *arena = &look->ctl->arena;
    int64_t       left = due.ms - world_now(&look->ctl->world).ms;
    int64_t       size = left < 0 ? -left : left, number = size / DAY_MS;
    const char   *words = left < 0 ? N_("已超期 %lld 天") : N_("还有 %lld 天");
    if (time_absent(due))
        return "";
    if (size < HOUR) {
        number = size / MINUTE;
        words = left < 0 ? N_("已超期 %lld 分钟") : N_("还有 %lld 分钟");
    } else if (size < HOURS_SHOWN * (int64_t)HOUR) {
        number = size / HOUR;
        words = left < 0 ? N_("已超期 %lld 小时") : N_("还有 %lld 小时");
    }
    return arena_printf(arena, tr(look->ctl->lang, words), (long long)number);
}

static const char *time_words(const struct look *look, time_ms t) {
    return type_time.format(NULL, &t, look->ctl->lang, &look->ctl->arena);
}

/* --- fields -------------------------------------------------------------------------------- */

/* What may stand in a field: its words, or an example. */
static const char *values_of(const struct look *look, const struct field *field) {
    enum lang   lang = look->ctl->lang;
    const char *text = "";
    for (int i = 1; field->words && i < field->word_count; i++)
        text = arena_printf(&look->ctl->arena, "%s%s%s %s", text, *text ? tr(lang, "、") : "",
                            field->words[i].name, tr(lang, field->words[i].label));
    if (field->type == &type_time)
        text = "2026-11-25T09:30";
    if (field->type == &type_day)
        text = "2026-12-01";
    return text;
}

void todo_tell_fields(const struct look *look, const struct record *form) {
    enum lang lang = look->ctl->lang;
    for (size_t i = 0; form && i < form->field_count; i++) {
        const struct field *field = &form->fields[i];
        const char         *values = values_of(look, field);
        if (field_live(field))
            ctl_say(look->ctl, "      %s=  %s%s%s%s", field->name, tr(lang, field->label),
                    field->flags & F_REQUIRED ? tr(lang, "（必填）") : "",
                    *values ? tr(lang, "：") : "", values);
    }
}

/* What a step was given, "怎么联系的 打电话；结果 没人接"; NULL after an error. */
static const char *given_words(const struct look *look, const struct step *step,
                               const struct record *form, struct err *err) {
    struct arena *arena = &look->ctl->arena;
    enum lang     lang = look->ctl->lang;
    const char   *text = "";
    void         *row = arena_alloc(arena, form->size);
    if (!row) {
        (void)err_code_set(err, ERR_MEMORY, "内存不足");
        return NULL;
    }
    if (!step_fields(step, form, row, arena, err))
        return NULL;
    for (size_t i = 0; i < form->field_count; i++) {
        const struct field *field = &form->fields[i];
        if (!field_live(field) || field_absent(field, row))
            continue;
        const char *value = field->type->format(field, field_member(field, row), lang, arena);
        if (value && (field->flags & F_PERSONAL) && !look->personal)
            value = mask_text(field, value, arena);
        text = arena_printf(arena, "%s%s%s %s", text, *text ? tr(lang, "；") : "",
                            tr(lang, field->label), value ? value : "");
    }
    return text;
}

/* --- steps --------------------------------------------------------------------------------- */

static bool step_tell(const struct look *look, const struct history *history, size_t i,
                      struct err *err) {
    const struct step      *step = &history->fold.steps[i];
    const struct flow_step *row = flow_step_named(history->flow, step->name);
    enum lang               lang = look->ctl->lang;
    const char             *label = row                                     ? row->label
                                    : strcmp(step->name, STEP_OVERDUE) == 0 ? N_("超期了")
                                                                            : step->name;
    const char *given = row && row->fields ? given_words(look, step, row->fields, err) : "";
    if (!given)
        return false;
    ctl_say(look->ctl, "    %s  %s  %s%s%s%s", time_words(look, step->at),
            *step->actor ? user_shown(look->store, step->actor, &look->ctl->arena)
                         : tr(lang, step_by_words[step->by].label),
            tr(lang, label), *given ? tr(lang, "：") : "", given,
            history->fold.idle[i] ? tr(lang, "（没有起作用）") : "");
    return true;
}

static bool steps_tell(const struct look *look, const struct history *history, struct err *err) {
    ctl_say(look->ctl, "  办理记录：");
    for (size_t i = 0; i < history->fold.step_count; i++)
        if (!step_tell(look, history, i, err))
            return false;
    return true;
}

/* What staff can do now; `whole`: with the fields that each asks for. */
static void possible_tell(const struct look *look, const struct history *history, bool whole) {
    struct arena *arena = &look->ctl->arena;
    enum lang     lang = look->ctl->lang;
    const char   *line = "";
    for (const struct flow_step *s = history->flow->steps; s->name; s++) {
        if (!(s->who & WHO_STAFF) ||
            flow_refusal(look->store, history, s, &look->by, arena, lang) != NULL)
            continue;
        if (whole && !*line)
            ctl_say(look->ctl, "  现在可以办：");
        line = arena_printf(arena, "%s%s%s %s", line, *line ? tr(lang, "、") : "", s->name,
                            tr(lang, s->label));
        if (whole) {
            ctl_say(look->ctl, "    %s  %s", s->name, tr(lang, s->label));
            todo_tell_fields(look, s->fields);
        }
    }
    if (!whole && *line)
        ctl_say(look->ctl, "  可以办：%s", line);
}

static void due_tell(const struct look *look, const struct fold *fold) {
    const struct promise *next = fold_next(fold);
    if (next)
        ctl_say(look->ctl, "  %s：最晚 %s，%s", tr(look->ctl->lang, next->clock->label),
                time_words(look, next->due), todo_left(look, next->due));
    if (fold->broken > 0)
        ctl_say(look->ctl, "  已经超期过 %d 次", fold->broken);
}

bool todo_tell(const struct look *look, row_id matter, bool whole, struct err *err) {
    struct arena  *arena = &look->ctl->arena;
    enum lang      lang = look->ctl->lang;
    struct history history;
    const char    *title;
    if (!flow_history(look->store, service_flows(), matter, arena, &history, err) ||
        !history.flow->title(look->store, matter, look->personal, arena, &title, err))
        return false;
    const struct fold *fold = &history.fold;
    ctl_say(look->ctl, "%s  %s · %s  %s%s%s", history.matter.number, tr(lang, history.flow->label),
            fold->state < 0 ? "" : tr(lang, history.flow->states[fold->state].staff), title,
            *fold->owner ? tr(lang, "  经办：") : "", user_shown(look->store, fold->owner, arena));
    due_tell(look, fold);
    if (whole && !steps_tell(look, &history, err))
        return false;
    possible_tell(look, &history, whole);
    return true;
}

/* --- for programs -------------------------------------------------------------------------- */

static json_t *fields_json(const struct look *look, const struct record *form) {
    json_t *array = json_array();
    for (size_t i = 0; form && i < form->field_count; i++) {
        const struct field *field = &form->fields[i];
        json_t             *words = json_array();
        for (int w = 1; field->words && w < field->word_count; w++)
            (void)json_array_append_new(words, json_string(field->words[w].name));
        if (field_live(field))
            (void)json_array_append_new(
                array, json_pack("{s:s,s:s,s:s,s:b,s:o}", "name", field->name, "label",
                                 tr(look->ctl->lang, field->label), "type", field->type->name,
                                 "required", (field->flags & F_REQUIRED) != 0, "words", words));
        else
            json_decref(words);
    }
    return array;
}

static json_t *possible_json(const struct look *look, const struct history *history) {
    enum lang lang = look->ctl->lang;
    json_t   *array = json_array();
    for (const struct flow_step *s = history->flow->steps; s->name; s++)
        if ((s->who & WHO_STAFF) &&
            flow_refusal(look->store, history, s, &look->by, &look->ctl->arena, lang) == NULL)
            (void)json_array_append_new(array, json_pack("{s:s,s:s,s:o}", "name", s->name, "label",
                                                         tr(lang, s->label), "fields",
                                                         fields_json(look, s->fields)));
    return array;
}

static json_t *time_json(time_ms t) {
    char text[TIME_TEXT];
    time_format(t, text);
    return *text ? json_string(text) : json_null();
}

json_t *todo_json(const struct look *look, row_id matter, struct err *err) {
    struct arena  *arena = &look->ctl->arena;
    enum lang      lang = look->ctl->lang;
    struct history history;
    const char    *title;
    if (!flow_history(look->store, service_flows(), matter, arena, &history, err) ||
        !history.flow->title(look->store, matter, look->personal, arena, &title, err))
        return NULL;
    const struct fold       *fold = &history.fold;
    const struct flow_state *state = &history.flow->states[fold->state < 0 ? 0 : fold->state];
    const struct promise    *next = fold_next(fold);
    bool                     late = next && next->due.ms < world_now(&look->ctl->world).ms;
    json_t                  *json = json_pack(
                         "{s:s,s:s,s:s,s:s,s:s,s:s,s:o,s:s,s:o,s:b,s:i,s:o}", "number", history.matter.number,
                         "flow", history.flow->name, "title", title, "state", state->name, "state_label",
                         tr(lang, state->staff), "owner", fold->owner, "opened", time_json(fold->opened), "clock",
        next ? next->clock->name : "", "due", next ? time_json(next->due) : json_null(), "overdue",
                         late, "broken", fold->broken, "steps", possible_json(look, &history));
    if (!json)
        (void)err_code_set(err, ERR_MEMORY, "内存不足");
    return json;
}
