/* SPDX-License-Identifier: GPL-3.0-or-later
 * step.c - `anju step NUMBER STEP field=value …`: one step taken, or refused with the field and the
 * reason, nothing changed. */
#include "ctl/todo.h"
#include "record/setting.h"
#include "services/service.h"
#include "services/settings.h"

#include <string.h>

/* The step that is meant, by its name or by its label in either language. */
static const struct flow_step *step_meant(const struct flow *flow, const char *word) {
    for (const struct flow_step *s = flow->steps; s->name; s++)
        if (strcmp(s->name, word) == 0 || strcmp(s->label, word) == 0 ||
            strcmp(tr(LANG_EN, s->label), word) == 0)
            return s;
    return NULL;
}

/* "channel=phone" as an assignment; false: no such field. */
static bool given_read(const struct look *look, const struct flow_step *step, char *word,
                       struct assignment *ret_given, struct err *err) {
    char *equals = strchr(word, '=');
    if (!equals)
        return err_code_set(err, ERR_INVALID, "“%s”要写成 字段=值", word);
    char *name = arena_strndup(&look->ctl->arena, word, (size_t)(equals - word));
    ret_given->field = step->fields && name ? record_field(step->fields, name) : NULL;
    ret_given->text = equals + 1;
    return ret_given->field || err_code_set(err, ERR_INVALID, "“%s”这一步没有 %s 这个字段",
                                            tr(look->ctl->lang, step->label), name ? name : "");
}

/* Every problem on a line of its own, with the field as it is given. */
static bool fields_refused(const struct look *look, const struct problems *problems,
                           struct err *err) {
    const char *text = "";
    for (size_t i = 0; i < problems->count; i++)
        if (problems->at[i].level == PROBLEM_ERROR)
            text = arena_printf(&look->ctl->arena, "%s%s%s%s%s", text, *text ? "\n" : "",
                                problems->at[i].field ? problems->at[i].field : "",
                                problems->at[i].field ? tr(look->ctl->lang, "：") : "",
                                problems->at[i].message);
    return err_code_set(err, ERR_INVALID, "%s", text);
}

/* What was given, as a row of the step's table; *ret_row NULL: it asks for nothing. */
static bool fields_read(const struct look *look, const struct flow_step *step, char **words,
                        int count, void **ret_row, struct err *err) {
    struct arena      *arena = &look->ctl->arena;
    struct assignment *given = ARENA_NEW_ARRAY(arena, (size_t)count + 1, struct assignment);
    struct problems    problems;
    void              *row = step->fields ? arena_alloc(arena, step->fields->size) : NULL;
    if (!given || (step->fields && !row))
        return err_code_set(err, ERR_MEMORY, "内存不足");
    for (int i = 0; i < count; i++)
        if (!given_read(look, step, words[i], &given[i], err))
            return false;
    *ret_row = row;
    if (!step->fields)
        return true;
    problems_init(&problems, arena, look->ctl->lang);
    problems.today = world_today(&look->ctl->world);
    problems.names = store_names(look->store);
    record_init(step->fields, row);
    if (record_set(step->fields, row, given, (size_t)count, &problems) == SET_REFUSED ||
        !record_check(step->fields, row, &problems))
        return fields_refused(look, &problems, err);
    return true;
}

/* Within a transaction. */
static bool step_take(const struct look *look, struct matter *ret_matter, struct err *err) {
    struct ctl             *ctl = look->ctl;
    char                    number[TEXT_SIZE(NUMBER_TEXT)];
    size_t                  written;
    const struct flow      *flow;
    const struct flow_step *step;
    void                   *fields = NULL;
    if (!number_read(ctl->rest[0], number))
        return err_code_set(err, ERR_INVALID, "“%s”不是一个编号，或者抄错了", ctl->rest[0]);
    if (!flow_tick(look->store, service_flows(), &look->by, &written, err) ||
        !matter_numbered(look->store, number, ret_matter, err))
        return false;
    flow = flow_named(service_flows(), ret_matter->flow);
    if (!flow)
        return err_set(err, "本程序不认识这种事项：%s", ret_matter->flow);
    step = step_meant(flow, ctl->rest[1]);
    if (!step)
        return err_code_set(err, ERR_INVALID,
                            "“%s”没有“%s”这一步；能办什么看 anju todo --number %s",
                            tr(ctl->lang, flow->label), ctl->rest[1], number);
    return fields_read(look, step, ctl->rest + 2, ctl->rest_count - 2, &fields, err) &&
           flow_step(look->store, flow, ret_matter->head.id, step->name, fields, &look->by, err);
}

int ctl_step(struct ctl *ctl, int argc, char **argv) {
    const char             *by = NULL;
    const struct ctl_option options[] = {
        { "by", N_("名字"), N_("谁办的，必须写：登录名或姓名"), NULL, &by },
        { 0 },
    };
    int status = ctl_parse(ctl, options, argc, argv);
    if (status != CTL_GO)
        return status;
    by = by ? text_clean(&ctl->arena, by, false) : NULL;
    if (!by || !*by)
        return ctl_usage(ctl, "要写明谁办的：--by 名字");
    struct err      err = { .lang = ctl->lang };
    struct settings settings;
    struct look     look = { .ctl = ctl };
    struct matter   matter;
    if (!ctl_clock(ctl, &err) || !service_limits(&err) ||
        !settings_load(&settings, ctl->folder, &ctl->arena, &err) ||
        !ctl_store_open(ctl, STORE_WRITE, &look.store, &err))
        return ctl_fail(ctl, &err);
    bool done = look_by(&look, by, settings.node.name, &err) &&
                store_begin(look.store, look.by.name, &err) && step_take(&look, &matter, &err) &&
                store_commit(look.store, &err);
    if (!done)
        store_rollback(look.store);
    done = done && todo_tell(&look, matter.head.id, false, &err);
    store_close(look.store);
    return done ? CTL_DONE : ctl_fail(ctl, &err);
}
