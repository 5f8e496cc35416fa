/* SPDX-License-Identifier: GPL-3.0-or-later
 * main.c - anju-desk: prints one line with its address when it is ready, then serves until SIGTERM
 * or SIGINT. Ends 0 when it was told to, 1 when it could not start, 2 when the command line is
 * wrong. */
#include "base/file.h"
#include "desk/desk.h"

#include <signal.h>
#include <stdio.h>

enum { EXIT_FINE, EXIT_FAILED, EXIT_USAGE };

static int wrong(const char *text, int status) {
    (void)fprintf(stderr, "anju-desk: %s\n", text);
    return status;
}

/* Before the first thread: all of them inherit it, and desk_run() alone hears of the end. */
static void signals_hold(void) {
    sigset_t ends;
    (void)sigemptyset(&ends);
    (void)sigaddset(&ends, SIGTERM);
    (void)sigaddset(&ends, SIGINT);
    (void)pthread_sigmask(SIG_BLOCK, &ends, NULL);
    (void)signal(SIGPIPE, SIG_IGN); /* a client that has gone is a write error */
}

static int serve(const struct options *options) {
    struct err  err = { .lang = options->lang };
    struct desk desk;
    signals_hold();
    file_share_with_group(options->folder);
    if (!desk_open(&desk, options, &err))
        return wrong(err.text, EXIT_FAILED);
    bool fine = puts(server_address(desk.staff.server)) != EOF && fflush(stdout) == 0 &&
                desk_run(&desk, &err);
    desk_close(&desk);
    return fine ? EXIT_FINE
                : wrong(*err.text ? err.text : tr(options->lang, "结果写不出去"), EXIT_FAILED);
}

int main(int argc, char **argv) {
    struct arena   arena = { 0 };
    struct options options;
    struct err     err = { 0 };
    int            status = EXIT_FINE;
    file_hold_standard();
    (void)tr_load(LANG_EN, share_path(&arena, "assets/i18n/en.mo")); /* else Chinese */
    if (!options_parse(argc, argv, &options, &err))
        status = wrong(err.text, EXIT_USAGE);
    else if (options.help)
        (void)fputs(options_help(&arena, options.lang), stdout);
    else if (options.version)
        (void)puts("anju-desk " ANJU_VERSION);
    else
        status = serve(&options);
    if ((fflush(stdout) != 0 || ferror(stdout)) && status == EXIT_FINE)
        status = wrong(tr(options.lang, "结果写不出去"), EXIT_FAILED);
    arena_deinit(&arena);
    return status;
}
