/* SPDX-License-Identifier: GPL-3.0-or-later
 * export.c - `anju export RECORD`: all rows, as JSON for programs or as a sheet for people. A sheet
 * has the labels and words that the import reads, in Chinese whatever the language of messages:
 * what went out comes in again without a change. */
#include "base/file.h"
#include "ctl/folder.h"
#include "record/mask.h"
#include "record/setting.h"
#include "sheet/write.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct request {
    const struct record *record;
    const char          *out; /* NULL: standard output */
    bool                 json, csv, xlsx, personal;
};

/* Where the rows go, one at a time. */
struct output {
    struct ctl           *ctl;
    const struct request *request;
    const struct names   *names;
    FILE                 *file;
    struct sheet_writer  *writer; /* NULL: JSON */
    size_t                count;
};

enum { ROW_RESERVE = 256 << 10 }; /* more than the texts of any row */

/* --- one row ------------------------------------------------------------------------------- */

static bool exported(const struct field *field) {
    return field_live(field) && !(field->flags & F_SECRET);
}

static const char *cell_text(const struct output *out, const struct field *field, const void *row,
                             struct arena *arena) {
    const void *member = field_member_const(field, row);
    const char *text;
    if (field_absent(field, row))
        return "";
    if (field->type == &type_ref)
        text = out->names->name(out->names->ctx, field->record, *(const row_id *)member);
    else
        text = field->type->format(field, member, LANG_ZH, arena);
    if (text && (field->flags & F_PERSONAL) && !out->request->personal)
        text = mask_text(field, text, arena);
    return text ? text : "";
}

/* A number stays one; 不限 and what is not written are no numbers. */
static bool cell_number(const struct field *field, const char *text) {
    return (field->type == &type_int || field->type == &type_money) && *text &&
           strspn(text, "0123456789.-") == strlen(text);
}

/* `row` NULL: the heading. */
static bool put_cells(struct output *out, const void *row, struct arena *arena, struct err *err) {
    const struct record *record = out->request->record;
    const char         **texts = ARENA_NEW_ARRAY(arena, record->field_count, const char *);
    bool                *number = ARENA_NEW_ARRAY(arena, record->field_count, bool);
    size_t               count = 0;
    for (size_t i = 0; i < record->field_count; i++) {
        const struct field *field = &record->fields[i];
        if (!exported(field))
            continue;
        texts[count] = row ? cell_text(out, field, row, arena) : field->label;
        number[count] = row && cell_number(field, texts[count]);
        count++;
    }
    return sheet_writer_row(out->writer, texts, number, count, row == NULL, err);
}

static bool put_json(struct output *out, const void *row, struct err *err) {
    json_t *object = record_json(out->request->record, row, out->names, out->request->personal);
    bool    done = object && fputs(out->count ? ",\n" : "[\n", out->file) != EOF &&
                json_dumpf(object, out->file, 0) == 0;
    json_decref(object);
    return done || err_system_set(err, errno, "写不出去");
}

static bool put_row(struct output *out, const void *row, struct arena *arena, struct err *err) {
    if (!(out->writer ? put_cells(out, row, arena, err) : put_json(out, row, err)))
        return false;
    out->count++;
    return true;
}

/* --- all rows ------------------------------------------------------------------------------ */

static bool put_rows(struct output *out, struct store *store, struct err *err) {
    const struct record *record = out->request->record;
    struct arena         arena = { 0 };
    struct query        *query;
    void                *row = arena_alloc(&out->ctl->arena, record->size);
    bool                 done = true;
    if (!row || !arena_reserve(&arena, ROW_RESERVE)) {
        arena_deinit(&arena);
        return err_code_set(err, ERR_MEMORY, "内存不足");
    }
    if (!query_open(&query, store, record, "ORDER BY id", NULL, 0, err)) {
        arena_deinit(&arena);
        return false;
    }
    while (done && query_next(query, row, &arena)) {
        done = store_children(store, record, row, &arena, err) && put_row(out, row, &arena, err);
        if (done && arena.low) /* a text may be missing from the row */
            done = err_code_set(err, ERR_MEMORY, "内存不足");
        arena_reset(&arena);
    }
    struct err *close_err = done ? err : NULL; /* the first failure is the one to tell */
    done = query_close(query, close_err) && done;
    arena_deinit(&arena);
    return done;
}

static bool put_json_all(struct output *out, struct store *store, struct err *err) {
    return put_rows(out, store, err) && (fputs(out->count ? "\n]\n" : "[]\n", out->file) != EOF ||
                                         err_system_set(err, errno, "写不出去"));
}

static bool put_sheet(struct output *out, struct store *store, struct err *err) {
    enum sheet_format format = out->request->xlsx ? SHEET_XLSX : SHEET_CSV;
    if (!sheet_writer_open(&out->writer, format, out->file, out->request->record->label, err))
        return false;
    bool done = put_cells(out, NULL, &out->ctl->arena, err) && put_rows(out, store, err);
    return sheet_writer_close(out->writer, done ? err : NULL) && done;
}

/* --- where to ------------------------------------------------------------------------------ */

static bool put_all(struct output *out, struct store *store, struct err *err) {
    const bool sheet = out->request->csv || out->request->xlsx;
    return (sheet ? put_sheet(out, store, err) : put_json_all(out, store, err)) &&
           store_names_whole(store, err);
}

/* To a device, a pipe: as it comes. */
static bool put_through(struct output *out, struct store *store, const char *path,
                        struct err *err) {
    out->file = fopen(path, "we");
    if (!out->file)
        return err_system_set(err, errno, "写不了 %s", path);
    bool done = put_all(out, store, err);
    if (fclose(out->file) != 0 && done)
        done = err_system_set(err, errno, "写不了 %s", path);
    return done;
}

/* Beside the file that is meant and renamed when whole: a failed export leaves the old one. */
static bool put_file(struct output *out, struct store *store, const char *path, struct err *err) {
    char *part = arena_printf(&out->ctl->arena, "%s.part", path);
    out->file = fopen(part, "we");
    if (!out->file)
        return err_system_set(err, errno, "写不了 %s", path);
    bool done = put_all(out, store, err);
    if (done && (fflush(out->file) != 0 || fsync(fileno(out->file)) != 0))
        done = err_system_set(err, errno, "写不了 %s", path);
    if (fclose(out->file) != 0 && done)
        done = err_system_set(err, errno, "写不了 %s", path);
    if (done && (rename(part, path) != 0 || !file_sync_name(path)))
        done = err_system_set(err, errno, "写不了 %s", path);
    if (!done)
        (void)unlink(part); /* the failure is told already */
    return done;
}

static bool put_out(struct output *out, struct store *store, struct err *err) {
    const char *path = out->request->out;
    struct stat there;
    if (!path) {
        out->file = stdout;
        return put_all(out, store, err) &&
               (fflush(stdout) == 0 || err_system_set(err, errno, "写不出去"));
    }
    if (!folder_spares(out->ctl, path, NULL, err))
        return false;
    bool plain = stat(path, &there) != 0 || S_ISREG(there.st_mode);
    return plain ? put_file(out, store, path, err) : put_through(out, store, path, err);
}

static int request_parse(struct ctl *ctl, int argc, char **argv, struct request *request) {
    const struct ctl_option options[] = {
        { "json", NULL, N_("写成 JSON（不写格式时就是它）"), &request->json, NULL },
        { "csv", NULL, N_("写成 CSV 表格，表头和用词就是导入认得的"), &request->csv, NULL },
        { "xlsx", NULL, N_("写成 XLSX 表格，同上"), &request->xlsx, NULL },
        { "out", N_("文件"), N_("写到文件里；不写就打在屏幕上"), NULL, &request->out },
        { "personal", NULL, N_("个人信息不打码"), &request->personal, NULL },
        { 0 },
    };
    int status = ctl_parse(ctl, options, argc, argv);
    if (status == CTL_GO)
        status = ctl_record(ctl, ctl->rest[0], &request->record);
    if (status != CTL_GO)
        return status;
    if (request->json + request->csv + request->xlsx > 1)
        return ctl_usage(ctl, "--json、--csv、--xlsx 只能选一个");
    if (request->xlsx && !request->out && isatty(STDOUT_FILENO))
        return ctl_usage(ctl, "XLSX 不能打在屏幕上，用 --out 写到文件里");
    return CTL_GO;
}

static bool has_personal(const struct record *record) {
    for (size_t i = 0; i < record->field_count; i++)
        if (exported(&record->fields[i]) && (record->fields[i].flags & F_PERSONAL))
            return true;
    return false;
}

int ctl_export(struct ctl *ctl, int argc, char **argv) {
    struct request request = { 0 };
    struct err     err = { .lang = ctl->lang };
    struct store  *store;
    int            status = request_parse(ctl, argc, argv, &request);
    if (status != CTL_GO)
        return status;
    if (!ctl_store_open(ctl, STORE_READ, &store, &err))
        return ctl_fail(ctl, &err);
    struct output out = { .ctl = ctl, .request = &request, .names = store_names(store) };
    bool          done = put_out(&out, store, &err);
    store_close(store);
    if (!done)
        return ctl_fail(ctl, &err);
    if (request.out)
        ctl_say(ctl, "写好了：%s，共 %zu 条", request.out, out.count);
    if (has_personal(request.record) && !request.personal)
        ctl_note(ctl, "个人信息已打码；要全部写出，加上 --personal");
    return CTL_DONE;
}
