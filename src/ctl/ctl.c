/* SPDX-License-Identifier: GPL-3.0-or-later
 * ctl.c - what the commands share: speaking, the node's database, records by name. */
#include "ctl/ctl.h"

#include "flow/act.h"
#include "services/service.h"
#include "services/settings.h"

#include <errno.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { PAGES_IN_MB = (1 << 20) / 4096 };

/* --- speaking ------------------------------------------------------------------------------ */

/* Line breaks are ours; every other character that no one sees stays out. */
static void put_plain(FILE *out, const char *text) {
    uint32_t c;
    for (size_t n; *text; text += n) {
        n = text_decode(text, strlen(text), &c);
        if (n == 0) { /* a file's name may be any bytes */
            n = 1;
            fputc('?', out);
        } else if (c == '\n' || !text_is_invisible(c)) {
            fwrite(text, 1, n, out);
        }
    }
}

/* `format` is translated by the caller. Long texts (a problem's value) are not cut. */
static void speak(FILE *out, const char *before, const char *format, va_list args) {
    struct arena arena = { 0 };
    fputs(before, out);
    const char *text = arena_vprintf(&arena, format, args);
    put_plain(out, text ? text : format); /* without its words, where memory is that short */
    fputc('\n', out);
    arena_deinit(&arena);
}

int ctl_usage(const struct ctl *ctl, const char *format, ...) {
    va_list args;
    va_start(args, format);
    speak(stderr, "anju: ", tr(ctl->lang, format), args);
    va_end(args);
    if (ctl->command)
        fprintf(stderr, tr(ctl->lang, "用法看 anju %s --help\n"), ctl->command->name);
    return CTL_USAGE;
}

int ctl_fail(const struct ctl *ctl, const struct err *err) {
    ctl_note(ctl, "%s", err->text);
    return CTL_FAILED;
}

void ctl_note(const struct ctl *ctl, const char *format, ...) {
    va_list args;
    va_start(args, format);
    speak(stderr, "anju: ", tr(ctl->lang, format), args);
    va_end(args);
}

void ctl_say(const struct ctl *ctl, const char *format, ...) {
    va_list args;
    va_start(args, format);
    speak(stdout, "", tr(ctl->lang, format), args);
    va_end(args);
}

/* --- the node ------------------------------------------------------------------------------ */

char *ctl_path(struct ctl *ctl, const char *name) {
    size_t length = strlen(ctl->folder);
    bool   slash = length > 0 && ctl->folder[length - 1] == '/';
    return arena_printf(&ctl->arena, "%s%s%s", ctl->folder, slash ? "" : "/", name);
}

bool ctl_store_open(struct ctl *ctl, enum store_mode mode, struct store **ret_store,
                    struct err *err) {
    struct settings settings;
    if (mode != STORE_CREATE && access(ctl_path(ctl, "anju.db"), F_OK) != 0 &&
        (errno == ENOENT || errno == ENOTDIR))
        return err_code_set(err, ERR_ABSENT, "%s 里没有数据库，先运行 anju init --data %s",
                            ctl->folder, ctl->folder);
    if (!settings_load(&settings, ctl->folder, &ctl->arena, err))
        return false;
    const struct store_options options = {
        .mode = mode,
        .records = service_records(),
        .world = &ctl->world,
        .page_limit = (int64_t)settings.store.page_limit_mb * PAGES_IN_MB,
        .space_floor = (int64_t)settings.store.space_floor_mb << 20,
    };
    if (!store_open(ret_store, ctl->folder, &options, err))
        return false;
    if (mode != STORE_READ && store_warning(*ret_store)) /* else `anju check` says it */
        ctl_note(ctl, "%s", store_warning(*ret_store));
    if (mode == STORE_READ || service_upgrade(*ret_store, err))
        return true;
    store_close(*ret_store);
    *ret_store = NULL;
    return false;
}

bool ctl_clock(const struct ctl *ctl, struct err *err) {
    char today[DAY_TEXT];
    day_format(world_today(&ctl->world), today);
    return world_clock_set(&ctl->world) ||
           err_set(err, "这台机器的时间是 %s，还没有对准，先对好时间再来", today);
}

const char *ctl_actor(struct ctl *ctl) {
    const struct passwd *who = getpwuid(getuid());
    return who && text_valid(who->pw_name, strlen(who->pw_name)) && *who->pw_name
               ? arena_strdup(&ctl->arena, who->pw_name)
               : "system";
}

/* Children come and go with their parents, staff by `anju user`; settings and counters are nobody's
 * list; what moves by a flow is written by its steps alone, but for what also comes in by sheets.
 */
static bool listed(const struct record *record) {
    if (record->flags & (RECORD_LOCAL | RECORD_SETTINGS))
        return false;
    for (size_t i = 0; i < record->field_count; i++)
        if (record->fields[i].flags & F_PARENT)
            return false;
    for (const struct record *const *r = flow_records; *r; r++)
        if (*r == record)
            return false;
    for (const struct record *const *r = staff_records; *r; r++)
        if (*r == record)
            return false;
    return record->intake || !flow_named(service_flows(), record->name);
}

int ctl_record(struct ctl *ctl, const char *name, const struct record **ret_record) {
    const char *names = "";
    for (const struct record *const *r = service_records(); *r; r++) {
        if (!listed(*r))
            continue;
        if (strcmp((*r)->name, name) == 0) {
            *ret_record = *r;
            return CTL_GO;
        }
        names = arena_printf(&ctl->arena, "%s%s%s", names, *names ? ", " : "", (*r)->name);
    }
    return ctl_usage(ctl, "没有“%s”这种记录，可以是：%s", name, names);
}
