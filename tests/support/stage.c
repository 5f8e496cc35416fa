/* SPDX-License-Identifier: GPL-3.0-or-later
 * stage.c - opening, playing and closing a kiosk for tests. */
#include "support/stage.h"

#include "base/file.h"
#include "kiosk/script_run.h"
#include "services/service.h"
#include "support/check.h"

#include <spawn.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

const struct stage_form stage_forms[] = {
    { 1080, 1920, false, false, LANG_ZH }, { 1080, 1920, true, false, LANG_ZH },
    { 1080, 1920, false, true, LANG_EN },  { 1080, 1920, true, false, LANG_EN },
    { 1920, 1080, false, false, LANG_ZH }, { 1920, 1080, true, true, LANG_ZH },
    { 1920, 1080, true, false, LANG_EN },  { 1280, 800, false, false, LANG_ZH },
    { 1280, 800, true, false, LANG_EN },   { 1024, 600, false, false, LANG_EN },
    { 1024, 600, true, false, LANG_ZH },   { 800, 480, false, false, LANG_ZH },
    { 800, 480, true, false, LANG_ZH },    { 800, 480, false, true, LANG_EN },
    { 800, 480, true, false, LANG_EN },    { 720, 1280, false, false, LANG_EN },
    { 720, 1280, true, false, LANG_ZH },   { 768, 1024, true, false, LANG_EN },
    { 1024, 768, true, true, LANG_ZH },    { 1366, 768, false, false, LANG_ZH },
    { 0, 0, false, false, LANG_ZH },
};

const char *stage_form_text(const struct stage_form *form) {
    static char text[64];
    (void)snprintf(text, sizeof(text), "%dx%d%s%s %s", form->width, form->height,
                   form->large ? " large" : "", form->contrast ? " contrast" : "",
                   lang_names[form->lang]);
    return text;
}

void stage_demo(const char *folder) {
    char        path[4096];
    const char *bin = getenv("ANJU_BIN");
    (void)snprintf(path, sizeof(path), "%s/anju", bin != NULL ? bin : "build");
    char *argv[] = { path,
                     (char[]){ "demo" },
                     (char[]){ "--data" },
                     (char *)folder,
                     (char[]){ "--clock" },
                     (char[]){ STAGE_CLOCK },
                     NULL };
    pid_t pid = 0;
    int   status = 0;
    if (posix_spawn(&pid, path, NULL, NULL, argv, environ) != 0 ||
        waitpid(pid, &status, 0) != pid || status != 0)
        fail_msg("%s demo --data %s ended with %d", path, folder, status);
}

static struct temp  data;
static char         data_folder[TEMP_PATH];
static struct world desk_world;

int stage_data_make(void **state) {
    (void)state;
    temp_make(&data);
    (void)snprintf(data_folder, sizeof(data_folder), "%s", temp_path(&data, "data"));
    stage_demo(data_folder);
    return 0;
}

int stage_data_remove(void **state) {
    (void)state;
    temp_remove(&data);
    return 0;
}

const char *stage_data(void) {
    return data_folder;
}

struct temp *stage_temp(void) {
    return &data;
}

struct store *stage_desk(void) {
    struct err                 err = { 0 };
    struct store              *desk = NULL;
    time_ms                    now;
    const struct store_options how = {
        .mode = STORE_WRITE, .records = service_records(), .world = &desk_world, .space_floor = 1
    };
    world_real(&desk_world);
    assert_true(time_parse(STAGE_CLOCK, &now));
    world_set_clock(&desk_world, now);
    if (!store_open(&desk, data_folder, &how, &err))
        fail_msg("%s", err.text);
    return desk;
}

void stage_open(struct kiosk *kiosk, const char *folder, const struct stage_form *form) {
    struct options options = {
        .folder = folder,
        .size = { form->width, form->height },
        .lang = form->lang,
        .lang_given = true,
        .large = form->large,
        .contrast = form->contrast,
        .script = "stage",
    };
    struct err   err = { 0 };
    struct arena arena = { 0 };
    options.clock = STAGE_CLOCK;
    if (form->lang == LANG_EN)
        assert_true(tr_load(LANG_EN, share_path(&arena, "assets/i18n/en.mo")));
    arena_deinit(&arena);
    if (!kiosk_open(kiosk, &options, &err))
        fail_msg("%s", err.text);
    kiosk_draw(kiosk);
}

void stage_close(struct kiosk *kiosk) {
    kiosk_close(kiosk);
}

static bool play(struct kiosk *kiosk, const char *name, const char *acts, bool fatal) {
    struct arena  arena = { 0 };
    struct script script;
    struct err    err = { 0 };
    char         *failure = NULL;
    if (!script_parse(&arena, name, acts, strlen(acts), &script, &err))
        fail_msg("%s", err.text);
    bool done = script_run(kiosk, &script, NULL, &arena, &failure);
    if (!done && fatal) {
        (void)fprintf(stderr, "%s\n", failure);
        fail_msg("a journey did not hold");
    }
    arena_deinit(&arena);
    return done;
}

void stage_play(struct kiosk *kiosk, const char *acts) {
    (void)play(kiosk, "stage", acts, true);
}

void stage_play_of(struct kiosk *kiosk, const char *name, const char *acts) {
    (void)play(kiosk, name, acts, true);
}

bool stage_try(struct kiosk *kiosk, const char *acts) {
    return play(kiosk, "stage", acts, false);
}
