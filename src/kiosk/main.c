/* SPDX-License-Identifier: GPL-3.0-or-later
 * main.c - anju-kiosk: live on a panel, or a script into memory. Ends 0 when it was told to
 * (SIGTERM, or left in the staff corner); 1 when it could not start or the script is wrong or did
 * not hold; 2 when the command line is wrong; 75 to be started anew
 * (deploy/device/anju-kiosk.service). */
#include "base/file.h"
#include "kiosk/loop.h"
#include "kiosk/script_run.h"

#include <inttypes.h>
#include <stdio.h>

enum { EXIT_FINE, EXIT_FAILED, EXIT_USAGE };
enum { RESERVE = 256 << 10 }; /* what a script says of its failure has room at any time */

static int wrong(const char *text, int status) {
    (void)fprintf(stderr, "%s\n", text);
    return status;
}

/* The whole script is read before anything is opened. */
static int run_script(const struct options *options) {
    struct err    err = { .lang = options->lang };
    struct arena  arena = { 0 };
    struct script script;
    struct kiosk  kiosk;
    char         *failure = NULL;
    int           status = EXIT_FINE;
    if (!arena_reserve(&arena, RESERVE))
        status = wrong(tr(options->lang, "内存不足"), EXIT_FAILED);
    else if (!script_read(&arena, options->script, &script, &err))
        status = wrong(err.text, EXIT_FAILED);
    else if (options->out == NULL && script_draws(&script))
        status =
            wrong(tr(options->lang, "脚本里有截图，请用 --out 写明放在哪个文件夹"), EXIT_USAGE);
    else if (!kiosk_open(&kiosk, options, &err))
        status = wrong(err.text, EXIT_FAILED);
    else {
        if (!script_run(&kiosk, &script, options->out, &arena, &failure))
            status = wrong(failure, EXIT_FAILED);
        else if (kiosk.end != KIOSK_GOES_ON)
            status = (int)kiosk.end;
        kiosk_close(&kiosk);
    }
    arena_deinit(&arena);
    return status;
}

static int run_live(const struct options *options, int64_t started_ms) {
    struct err   err = { .lang = options->lang };
    struct kiosk kiosk;
    bool         fine = true;
    if (!kiosk_open(&kiosk, options, &err))
        return wrong(err.text, EXIT_FAILED);
    kiosk_draw(&kiosk);
    if (options->first_frame)
        (void)printf("first_frame_ms %" PRId64 "\n", world_monotonic_ms(&kiosk.world) - started_ms);
    else
        fine = loop_run(&kiosk, &err);
    enum kiosk_end end = kiosk.end;
    kiosk_close(&kiosk);
    if (!fine)
        return wrong(err.text, EXIT_FAILED);
    return end == KIOSK_GOES_ON ? EXIT_FINE : (int)end;
}

int main(int argc, char **argv) {
    struct world   world;
    struct arena   arena = { 0 };
    struct options options;
    struct err     err = { 0 };
    file_hold_standard();
    world_real(&world);
    int64_t started_ms = world_monotonic_ms(&world);
    (void)tr_load(LANG_EN, share_path(&arena, "assets/i18n/en.mo")); /* else Chinese */
    int status = EXIT_FINE;
    if (!options_parse(argc, argv, &options, &err))
        status = wrong(err.text, EXIT_USAGE);
    else if (options.help)
        (void)fputs(options_help(&arena, options.lang), stdout);
    else if (options.version)
        (void)puts("anju-kiosk " ANJU_VERSION);
    else {
        file_share_with_group(options.folder);
        status = options.script != NULL ? run_script(&options) : run_live(&options, started_ms);
    }
    if ((fflush(stdout) != 0 || ferror(stdout)) && status == EXIT_FINE)
        status = wrong(tr(options.lang, "结果写不出去"), EXIT_FAILED);
    arena_deinit(&arena);
    return status;
}
