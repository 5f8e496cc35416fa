/* SPDX-License-Identifier: GPL-3.0-or-later
 * todo.c - `anju todo`: everything that waits for staff, by time left; or one matter whole. The
 * system's own steps that are due are written first, so that what is shown is so. */
#include "ctl/todo.h"
#include "flow/reveal.h"
#include "services/service.h"
#include "services/settings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WAITING_MOST = 10000 };

struct request {
    const char *number, *reason, *by;
    bool        json, reveal;
};

/* What is asked for: the one matter, or all that wait. */
static bool matters_get(struct look *look, const struct request *request, row_id **ret_ids,
                        size_t *ret_count, struct err *err) {
    struct arena *arena = &look->ctl->arena;
    row_id       *ids = ARENA_NEW_ARRAY(arena, WAITING_MOST, row_id);
    if (request->number) {
        char          number[TEXT_SIZE(NUMBER_TEXT)];
        struct matter matter;
        if (!ids || !number_read(request->number, number))
            return err_code_set(err, ERR_INVALID, "“%s”不是一个编号，或者抄错了", request->number);
        if (!matter_numbered(look->store, number, &matter, err))
            return false;
        ids[0] = matter.head.id;
        *ret_count = 1;
    } else {
        struct standing *rows = ARENA_NEW_ARRAY(arena, WAITING_MOST, struct standing);
        if (!ids || !rows)
            return err_code_set(err, ERR_MEMORY, "内存不足");
        if (!flow_waiting(look->store, rows, WAITING_MOST, ret_count, err))
            return false;
        for (size_t i = 0; i < *ret_count; i++)
            ids[i] = rows[i].matter;
    }
    *ret_ids = ids;
    return true;
}

/* Written and committed before anything is shown. */
static bool prepare(struct look *look, const struct request *request, row_id **ret_ids,
                    size_t *ret_count, struct err *err) {
    size_t written;
    bool   done = store_begin(look->store, look->by.name, err) &&
                flow_tick(look->store, service_flows(), &look->by, &written, err) &&
                matters_get(look, request, ret_ids, ret_count, err);
    for (size_t i = 0; done && look->personal && i < *ret_count; i++)
        done = look_reveals(look, (*ret_ids)[i], err) &&
               reveal_write(look->store, (*ret_ids)[i], look->by.name, request->reason, err);
    done = done && store_commit(look->store, err);
    if (!done)
        store_rollback(look->store);
    return done;
}

static bool tell_text(const struct look *look, const struct request *request, const row_id *ids,
                      size_t count, struct err *err) {
    if (!request->number && count == 0)
        ctl_say(look->ctl, "没有等着办的事");
    else if (!request->number)
        ctl_say(look->ctl, "等着办的事：%zu 件", count);
    for (size_t i = 0; i < count; i++)
        if (!todo_tell(look, ids[i], request->number != NULL, err))
            return false;
    return true;
}

static bool tell_json(const struct look *look, const row_id *ids, size_t count, struct err *err) {
    char    now[TIME_TEXT];
    json_t *array = json_array();
    bool    done = array != NULL;
    for (size_t i = 0; done && i < count; i++) {
        json_t *one = todo_json(look, ids[i], err);
        done = one && json_array_append_new(array, one) == 0;
    }
    time_format(world_now(&look->ctl->world), now);
    json_t *json = done ? json_pack("{s:s,s:O}", "now", now, "waiting", array) : NULL;
    char   *text = json ? json_dumps(json, JSON_INDENT(2)) : NULL;
    if (text)
        puts(text);
    else if (done)
        (void)err_code_set(err, ERR_MEMORY, "内存不足");
    free(text);
    json_decref(json);
    json_decref(array);
    return text != NULL;
}

static int usage_wrong(struct ctl *ctl, const struct request *request) {
    if (request->reveal && (!request->reason || !*request->reason))
        return ctl_usage(ctl, "--reveal 要写明原因：--reason 原因");
    if (!request->reveal && request->reason)
        return ctl_usage(ctl, "--reason 要和 --reveal 一起用");
    if (request->by && !*request->by)
        return ctl_usage(ctl, "--by 后面要写名字");
    return CTL_GO;
}

/* On a full disk nothing can be written, and what waits can be read all the same: without the
 * system's steps of today, and masked, since a look at persons leaves a record. */
static bool prepare_unwritten(struct look *look, const struct request *request, row_id **ret_ids,
                              size_t *ret_count, struct err *err) {
    if (look->personal || err->code != ERR_FULL)
        return false;
    ctl_note(look->ctl, "%s", err->text);
    return matters_get(look, request, ret_ids, ret_count, err);
}

int ctl_todo(struct ctl *ctl, int argc, char **argv) {
    struct request          request = { 0 };
    const struct ctl_option options[] = {
        { "number", N_("编号"), N_("只看这一件，连同办理记录和每一步要填什么"), NULL,
          &request.number },
        { "json", NULL, N_("给别的程序读的 JSON"), &request.json, NULL },
        { "reveal", NULL, N_("显示完整的姓名和电话，会记下谁看了、为什么"), &request.reveal, NULL },
        { "reason", N_("原因"), N_("为什么要看，和 --reveal 一起用"), NULL, &request.reason },
        { "by", N_("名字"), N_("谁在看；不写就是登录名"), NULL, &request.by },
        { 0 },
    };
    int status = ctl_parse(ctl, options, argc, argv);
    if (request.by)
        request.by = text_clean(&ctl->arena, request.by, false);
    if (status == CTL_GO)
        status = usage_wrong(ctl, &request);
    if (status != CTL_GO)
        return status;
    struct err      err = { .lang = ctl->lang };
    struct settings settings;
    struct look     look = { .ctl = ctl, .personal = request.reveal };
    row_id         *ids = NULL;
    size_t          count = 0;
    if (!ctl_clock(ctl, &err) || !service_limits(&err) ||
        !settings_load(&settings, ctl->folder, &ctl->arena, &err) ||
        !ctl_store_open(ctl, STORE_WRITE, &look.store, &err))
        return ctl_fail(ctl, &err);
    bool done = look_by(&look, request.by, settings.node.name, &err) &&
                (prepare(&look, &request, &ids, &count, &err) ||
                 prepare_unwritten(&look, &request, &ids, &count, &err)) &&
                (request.json ? tell_json(&look, ids, count, &err)
                              : tell_text(&look, &request, ids, count, &err));
    store_close(look.store);
    return done ? CTL_DONE : ctl_fail(ctl, &err);
}
