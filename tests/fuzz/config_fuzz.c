/* SPDX-License-Identifier: GPL-3.0-or-later
 * config_fuzz.c - any bytes as anju.conf, against the product's own sections: read whole, or
 * refused with a message of valid text and the settings as they were. */
#include "base/err.h"
#include "record/problems.h"
#include "record/setting.h"
#include "services/settings.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void check(bool ok, const char *what) {
    if (!ok)
        bug("%s", what);
}

static void judge(const struct settings *settings, const struct settings *before,
                  struct arena *arena, bool taken, const struct err *err) {
    struct problems problems;
    problems_init(&problems, arena, LANG_ZH);
    if (!taken) {
        check(*err->text && text_valid(err->text, strlen(err->text)), "refused without a text");
        check(memcmp(settings, before, sizeof(*settings)) == 0, "refused and changed");
        return;
    }
    const void *const rows[] = { &settings->node,    &settings->centre,  &settings->kiosk,
                                 &settings->store,   &settings->printer, &settings->speaker,
                                 &settings->scanner, &settings->desk,    &settings->public };
    for (size_t i = 0; settings_records[i]; i++)
        check(record_check(settings_records[i], rows[i], &problems), "taken and wrong");
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
    struct arena    arena = { 0 };
    struct err      err = { 0 };
    struct settings settings, before;
    memset(&settings, 0, sizeof(settings)); /* padding too, to be compared */
    settings_init(&settings);
    memcpy(&before, &settings, sizeof(before));
    const struct section sections[] = {
        { settings_records[0], &settings.node },    { settings_records[1], &settings.centre },
        { settings_records[2], &settings.kiosk },   { settings_records[3], &settings.store },
        { settings_records[4], &settings.printer }, { settings_records[5], &settings.speaker },
        { settings_records[6], &settings.scanner }, { settings_records[7], &settings.desk },
        { settings_records[8], &settings.public },  { NULL, NULL },
    };
    char *copy = arena_strndup(&arena, (const char *)bytes, length);
    bool  taken = config_parse("anju.conf", copy, length, sections, &arena, &err);
    judge(&settings, &before, &arena, taken, &err);
    arena_deinit(&arena);
    return 0;
}
