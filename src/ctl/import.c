/* SPDX-License-Identifier: GPL-3.0-or-later
 * import.c - `anju import RECORD FILE`: what the sheet says, what it would change, and the change.
 * The plan is made by src/sheet; here it is told, to people or as one JSON document. */
#include "ctl/ctl.h"
#include "ctl/import_text.h"
#include "services/service.h"
#include "services/settings.h"
#include "sheet/plan.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

enum { TRIES_MOST = 8 }; /* to come in between two commits of others */

struct request {
    const struct record *record;
    const char          *file, *by, *checked_by;
    bool                 dry_run, open, skip_wrong, json;
};

/* Who imports, and who has checked it: two people. */
struct people {
    struct actor   actors[2];
    struct flow_by by, checker;
};

/* --- what is asked ------------------------------------------------------------------------- */

/* The name goes into each row that is opened: it must fit there. */
static int checked_by_check(struct ctl *ctl, const struct request *request) {
    const struct field *field = record_field(request->record, "checked_by");
    struct problems     problems;
    if (request->open && !(request->checked_by && *request->checked_by))
        return ctl_usage(ctl, "--open 要写明是谁审核的：--checked-by 姓名");
    if (request->checked_by && !request->open)
        return ctl_usage(ctl, "--checked-by 要和 --open 一起用");
    if (!request->open)
        return CTL_GO;
    if (!field)
        return ctl_usage(ctl, "%s 不用审核，不能写 --open", tr(ctl->lang, request->record->label));
    void *row = arena_alloc(&ctl->arena, request->record->size);
    problems_init(&problems, &ctl->arena, ctl->lang);
    record_init(request->record, row);
    void *member = field_member(field, row);
    if (!field->type->parse(field, request->checked_by, member, &problems) ||
        !field->type->check(field, member, &problems))
        return ctl_usage(ctl, "--checked-by：%s", problems_text(&problems));
    return CTL_GO;
}

static int request_parse(struct ctl *ctl, int argc, char **argv, struct request *request) {
    const struct ctl_option options[] = {
        { "dry-run", NULL, N_("只读一遍，说说会怎样，什么也不写"), &request->dry_run, NULL },
        { "open", NULL, N_("读进来就公开，不等审核（要有 --checked-by）"), &request->open, NULL },
        { "checked-by", N_("名字"), N_("谁审核的，不能是导入的人"), NULL, &request->checked_by },
        { "by", N_("名字"), N_("谁导入的；不写就是这台机器的登录名"), NULL, &request->by },
        { "skip-wrong", NULL, N_("有错的行不要，没错的先进"), &request->skip_wrong, NULL },
        { "json", NULL, N_("结果写成一个 JSON 文档"), &request->json, NULL },
        { 0 },
    };
    int status = ctl_parse(ctl, options, argc, argv);
    if (status == CTL_GO)
        status = ctl_record(ctl, ctl->rest[0], &request->record);
    if (status != CTL_GO)
        return status;
    request->file = ctl->rest[1];
    return checked_by_check(ctl, request);
}

/* --- the document -------------------------------------------------------------------------- */

static int print(json_t *document) {
    int status =
        document && json_dumpf(document, stdout, JSON_INDENT(2)) == 0 && fputc('\n', stdout) != EOF
            ? CTL_DONE
            : CTL_FAILED;
    json_decref(document);
    return status;
}

/* A file that could not be read as a whole: the same document, with nothing in it but why. */
static json_t *refused_json(const struct err *err) {
    json_t *counts = json_object();
    for (int r = 0; r < PLAN_RESULT_COUNT; r++)
        if (r != PLAN_WAITS)
            json_object_set_new(counts, r == PLAN_ERROR ? "errors" : plan_result_names[r],
                                json_integer(0));
    json_object_set_new(counts, "flagged", json_integer(0));
    return json_pack("{s:s, s:n, s:n, s:[], s:o, s:[]}", "error", err->text, "encoding",
                     "header_row", "columns", "counts", counts, "rows");
}

static int refuse(const struct ctl *ctl, const struct request *request, const struct err *err) {
    if (request->json)
        (void)print(refused_json(err)); /* the status tells of a failure in any case */
    return ctl_fail(ctl, err);
}

/* --- the work ------------------------------------------------------------------------------ */

static bool person_find(struct ctl *ctl, struct store *store, const char *name,
                        const char *terminal, struct actor *actor, struct flow_by *ret_by,
                        struct err *err) {
    bool is_user = false;
    name = text_clean(&ctl->arena, name, false);
    if (!name)
        return err_code_set(err, ERR_MEMORY, "内存不足");
    if (!user_meant(store, name, actor, &is_user, err))
        return false;
    *ret_by = (struct flow_by){ .who = WHO_STAFF,
                                .name = is_user ? actor->login : name,
                                .actor = is_user ? actor : NULL,
                                .terminal = terminal };
    return true;
}

/* However they are written: one who imports cannot have checked it. */
static bool people_differ(struct ctl *ctl, struct store *store, const struct people *people,
                          struct err *err) {
    const char *importer = user_shown(store, people->by.name, &ctl->arena);
    const char *checker = user_shown(store, people->checker.name, &ctl->arena);
    char       *a = importer ? text_fold(&ctl->arena, importer) : NULL;
    char       *b = checker ? text_fold(&ctl->arena, checker) : NULL;
    if (!a || !b)
        return err_code_set(err, ERR_MEMORY, "内存不足");
    return strcmp(a, b) != 0 ||
           err_code_set(err, ERR_INVALID, "导入的人不能自己审核：%s。要由另一个人审核", checker);
}

static bool people_find(struct ctl *ctl, const struct request *request, struct store *store,
                        struct people *people, struct err *err) {
    struct settings settings;
    if (!settings_load(&settings, ctl->folder, &ctl->arena, err))
        return false;
    const char *terminal = arena_strdup(&ctl->arena, settings.node.name);
    people->by = (struct flow_by){ .who = WHO_STAFF, .name = ctl_actor(ctl), .terminal = terminal };
    if (request->by &&
        !person_find(ctl, store, request->by, terminal, &people->actors[0], &people->by, err))
        return false;
    return !request->open || (person_find(ctl, store, request->checked_by, terminal,
                                          &people->actors[1], &people->checker, err) &&
                              people_differ(ctl, store, people, err));
}

static bool plan_book(struct ctl *ctl, const struct request *request, struct store *store,
                      const struct people *people, const struct book *book, struct plan **ret_plan,
                      struct err *err) {
    const struct plan_options options = {
        .record = request->record,
        .lang = ctl->lang,
        .world = &ctl->world,
        .skip_wrong = request->skip_wrong,
        .open = request->open,
        .checked_by = request->open ? user_shown(store, people->checker.name, &ctl->arena) : NULL,
        .flow = flow_named(service_flows(), request->record->name),
        .by = &people->by,
        .checker = &people->checker,
    };
    return plan_make(ret_plan, &options, store, book, &ctl->arena, err) ||
           err_within(err, "%s", request->file);
}

/* Somebody may commit between the plan and its doing: then it is planned anew, so that two imports
 * at once double nothing. *ret_plan is the last one made, NULL when there is none. */
static bool carry_out(struct ctl *ctl, const struct request *request, struct store *store,
                      const struct people *people, const struct book *book, struct plan **ret_plan,
                      struct err *err) {
    *ret_plan = NULL;
    for (int tries = TRIES_MOST; tries > 0; tries--) {
        *err = (struct err){ .lang = ctl->lang };
        if (!plan_book(ctl, request, store, people, book, ret_plan, err))
            return false;
        if (request->dry_run || !plan_ready(*ret_plan) ||
            plan_apply(*ret_plan, store, people->by.name, err))
            return true;
        if (err->code != ERR_STALE)
            return false;
    }
    return false;
}

static int run(struct ctl *ctl, const struct request *request, struct store *store) {
    struct err    err = { .lang = ctl->lang };
    struct people people = { 0 };
    struct book   book;
    struct plan  *plan = NULL;
    bool          done = ctl_clock(ctl, &err) && service_limits(&err) &&
                people_find(ctl, request, store, &people, &err) &&
                (book_read_child(request->file, &ctl->arena, &book, &err) ||
                 err_within(&err, "%s", request->file)) &&
                carry_out(ctl, request, store, &people, &book, &plan, &err);
    if (plan && !request->json)
        import_tell_plan(ctl, request->file, plan);
    if (!done)
        return refuse(ctl, request, &err);
    const bool ready = plan_ready(plan);
    if (!request->json) {
        import_tell_end(ctl, plan, request->dry_run, request->open);
        return ready ? CTL_DONE : CTL_FAILED;
    }
    return plan_json_write(plan, stdout) && ready ? CTL_DONE : CTL_FAILED;
}

int ctl_import(struct ctl *ctl, int argc, char **argv) {
    struct request request = { 0 };
    struct err     err = { .lang = ctl->lang };
    struct store  *store;
    int            status = request_parse(ctl, argc, argv, &request);
    if (status != CTL_GO)
        return status;
    if (!ctl_store_open(ctl, request.dry_run ? STORE_READ : STORE_WRITE, &store, &err))
        return refuse(ctl, &request, &err);
    status = run(ctl, &request, store);
    store_close(store);
    return status;
}
