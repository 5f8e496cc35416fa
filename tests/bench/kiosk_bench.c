/* SPDX-License-Identifier: GPL-3.0-or-later
 * kiosk_bench.c - the live kiosk on a real X server (Xvfb, 1080×1920) with demo data, and beside it
 * whoever else can show the same home page, in turn in the same minutes: Debian's Chromium
 * --kiosk, Qt Quick painted in software, and the program named by $ANJU_PEER (given the folder of
 * fonts). From exec to the pixels of the page, from a touch to those of what is pressed, memory at
 * home and after a whole journey by a finger. Then the kiosk alone: its own first frame, and 30 s
 * in which nothing is due. */
#include "support/finger.h"
#include "support/temp.h"

#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* link: -lxcb */

enum {
    WIDTH = 1080,
    HEIGHT = 1920,
    RUNS = 9,
    PRESSES = 5, /* in each run */
    FIRST_FRAMES = 15,
    PATIENCE_MS = 30000,
    SETTLE_MS = 4000, /* the check after the first frame is over by then */
    HOLD_MS = 60,
    BETWEEN_MS = 400,
    IDLE_MS = 30000,
    CONTENDERS_MOST = 4,
};
/* In the band of 找工作, beside its words; it is pressed elsewhere, where a pointer hides nothing.
 */
static const struct {
    int    x, y, press_x, press_y;
    colour tone;
} band = { 100, 180, 640, 300, 0x1B5FA8 };

/* One of them, and how it did. */
struct contender {
    const char        *name;
    const char *const *argv;
    struct taps        taps; /* from home to home; a peer of a single page has none */
    double             start_ms[RUNS], press_ms[RUNS * PRESSES], home_mb, journey_mb;
};

static void await_home(const struct xserver *server, const char *what) {
    if (!xserver_await(server, band.x, band.y, band.tone, true, PATIENCE_MS))
        program_give_up(what);
}

static struct program start(struct xserver *server, const struct contender *who, double *ret_ms) {
    xserver_wipe(server);
    double         before = program_now_ms();
    struct program program = program_start(who->argv, 0);
    await_home(server, who->argv[0]);
    *ret_ms = program_now_ms() - before;
    return program;
}

/* Laid on the band and, once that is seen, taken up beside it: nothing is opened. */
static double press(struct xserver *server) {
    double before = program_now_ms();
    xserver_press(server, band.press_x, band.press_y);
    if (!xserver_await(server, band.x, band.y, band.tone, false, PATIENCE_MS))
        program_give_up("a touch was not seen");
    double took = program_now_ms() - before;
    program_pause(HOLD_MS);
    xserver_release(server, WIDTH / 2, 450);
    await_home(server, "a touch was not given up");
    program_pause(HOLD_MS);
    return took;
}

static void run(struct xserver *server, struct contender *who, int i) {
    double         ms;
    struct program program = start(server, who, &ms);
    program_pause(BETWEEN_MS);
    if (i >= 0) {
        who->start_ms[i] = ms;
        for (int k = 0; k < PRESSES; k++)
            who->press_ms[i * PRESSES + k] = press(server);
    }
    (void)program_end(&program, SIGTERM);
}

/* Memory at home and after the journey, in one life. */
static void live(struct xserver *server, struct contender *who) {
    double         ms;
    struct program program = start(server, who, &ms);
    program_pause(SETTLE_MS);
    who->home_mb = program_pss_mb(program.pid);
    finger_play(&who->taps, who->taps.count, server, HOLD_MS, BETWEEN_MS);
    if (who->taps.count > 0) {
        program_pause(BETWEEN_MS);
        await_home(server, "the journey did not end at home");
        who->journey_mb = program_pss_mb(program.pid);
    }
    (void)program_end(&program, SIGTERM);
}

static void say(const char *who, const char *what, double value, const char *unit) {
    (void)printf("%s_%s %.2f %s\n", who, what, value, unit);
    (void)fflush(stdout);
}

static void compare(struct xserver *server, struct contender *all, size_t count) {
    for (int i = -1; i < RUNS; i++) /* the first of each is cold and not counted */
        for (size_t k = 0; k < count; k++)
            run(server, &all[k], i);
    for (size_t k = 0; k < count; k++) {
        struct contender *who = &all[k];
        live(server, who);
        say(who->name, "start", program_share(who->start_ms, RUNS, 0.5), "ms");
        say(who->name, "press", program_share(who->press_ms, RUNS * PRESSES, 0.5), "ms");
        say(who->name, "press_p95", program_share(who->press_ms, RUNS * PRESSES, 0.95), "ms");
        say(who->name, "home", who->home_mb, "MB");
        if (who->taps.count > 0)
            say(who->name, "journey", who->journey_mb, "MB");
    }
}

static void first_frames(const char *kiosk, const char *data) {
    const char *argv[] = { kiosk, "--data", data, "--size", "1080x1920", "--first-frame", NULL };
    double      took[FIRST_FRAMES];
    char        line[200];
    for (int i = 0; i < FIRST_FRAMES; i++) {
        double         before = program_now_ms();
        struct program program = program_start(argv, 1);
        program_line(&program, line, sizeof(line));
        took[i] = program_now_ms() - before;
        if (program_end(&program, 0) != 0 || strncmp(line, "first_frame_ms ", 15) != 0)
            program_give_up("the kiosk drew no first frame");
    }
    say("first", "frame_ms", program_share(took, FIRST_FRAMES, 0.5), "ms");
}

/* After a touch, and with neither a minute nor the warning at 40 s to come before it is over. */
static void idle(struct xserver *server, const struct contender *who) {
    double         ms;
    struct program program = start(server, who, &ms);
    program_pause(SETTLE_MS);
    while (time(NULL) % 60 > 20)
        program_pause(100);
    xserver_tap(server, WIDTH / 2, 8, HOLD_MS);
    program_pause(2000);
    say("kiosk", "pss", program_pss_mb(program.pid), "MB");
    double cpu = program_cpu_ms(program.pid);
    long   writes = program_writes(program.pid);
    program_pause(IDLE_MS);
    cpu = program_cpu_ms(program.pid) - cpu;
    writes = program_writes(program.pid) - writes;
    if (program_end(&program, SIGTERM) != 0)
        program_give_up("the kiosk did not end by itself");
    (void)printf("kiosk_idle_cpu %.3f ms/s\n", cpu / (IDLE_MS / 1000.0));
    (void)printf("kiosk_idle_frames %ld frames\n", writes); /* none without a write to the server */
}

/* In a process of its own: what that touched of the libraries would be shared with the kiosk that
 * is weighed. */
static void learn(const char *data, struct taps *ret_taps) {
    const struct stage_form form = { WIDTH, HEIGHT, false, false, LANG_ZH };
    struct kiosk            kiosk;
    int                     ends[2];
    pid_t                   child = pipe2(ends, O_CLOEXEC) == 0 ? fork() : -1;
    if (child < 0)
        program_give_up("fork");
    if (child == 0) {
        stage_open(&kiosk, data, &form);
        finger_learn(ret_taps, &kiosk, "tests/bench/journey.txt");
        stage_close(&kiosk);
        _exit(write(ends[1], ret_taps, sizeof(*ret_taps)) == sizeof(*ret_taps) ? 0 : 1);
    }
    (void)close(ends[1]);
    if (read(ends[0], ret_taps, sizeof(*ret_taps)) != sizeof(*ret_taps) ||
        waitpid(child, NULL, 0) != child)
        program_give_up("journey.txt");
    (void)close(ends[0]);
}

/* Who is not there is left out, and so are the figures. */
static void peer(struct contender *all, size_t *count, const struct contender *who) {
    if (who->argv[0] != NULL && access(who->argv[0], X_OK) == 0)
        all[(*count)++] = *who;
    else
        (void)fprintf(stderr, "%s is not here: its figures are left out\n", who->name);
}

int main(void) {
    static struct contender all[CONTENDERS_MOST];
    const char             *bin = getenv("ANJU_BIN") != NULL ? getenv("ANJU_BIN") : "build";
    const char *share = getenv("ANJU_SHARE") != NULL ? getenv("ANJU_SHARE") : "build/share";
    char program[TEMP_PATH], data[TEMP_PATH], page[TEMP_PATH], profile[TEMP_PATH], here[PATH_MAX];
    char qt[TEMP_PATH], fonts[TEMP_PATH];
    struct temp    temp;
    struct xserver server;
    size_t         count = 1;
    temp_make(&temp);
    (void)snprintf(program, sizeof(program), "%s/anju-kiosk", bin);
    (void)snprintf(qt, sizeof(qt), "%s/peer/qt-home", bin);
    (void)snprintf(fonts, sizeof(fonts), "%s/fonts", share);
    (void)snprintf(data, sizeof(data), "%s", temp_path(&temp, "data"));
    stage_demo(data);
    if (getcwd(here, sizeof(here)) == NULL)
        program_give_up("getcwd");
    (void)snprintf(page, sizeof(page), "file://%.2000s/tests/bench/peer/home.html", here);
    (void)snprintf(profile, sizeof(profile), "--user-data-dir=%.2000s",
                   temp_path(&temp, "profile"));
    const char *const kiosk_argv[] = { program,     "--data",  data,        "--size",
                                       "1080x1920", "--clock", STAGE_CLOCK, NULL };
    /* As light as it can be made: no GPU process that paints in software, nothing in the
     * background. */
    const char *const browser_argv[] = { "/usr/bin/chromium",
                                         "--kiosk",
                                         "--no-sandbox",
                                         profile,
                                         "--no-first-run",
                                         "--disable-gpu",
                                         "--disable-extensions",
                                         "--disable-sync",
                                         "--disable-background-networking",
                                         "--disable-component-update",
                                         "--disable-features=Translate",
                                         "--window-position=0,0",
                                         "--window-size=1080,1920",
                                         page,
                                         NULL };
    const char *const qt_argv[] = { qt, fonts, NULL };
    const char *const own_argv[] = { getenv("ANJU_PEER"), fonts, NULL };
    all[0] = (struct contender){ .name = "kiosk", .argv = kiosk_argv };
    learn(data, &all[0].taps);
    /* The band, the first posting, 我想去, 提交, 首页: in the same places on every page. */
    const struct contender browser = {
        .name = "chromium",
        .argv = browser_argv,
        .taps = { { { 540, 280, 0 },
                    { 540, 300, 0 },
                    { 780, 1842, 0 },
                    { 780, 1842, 0 },
                    { 780, 1842, 0 } },
                  5 },
    };
    peer(all, &count, &browser);
    peer(all, &count, &(struct contender){ .name = "qt", .argv = qt_argv });
    if (own_argv[0] != NULL)
        peer(all, &count, &(struct contender){ .name = "peer", .argv = own_argv });
    xserver_start(&server, temp.path, WIDTH, HEIGHT);
    first_frames(program, data);
    compare(&server, all, count);
    idle(&server, &all[0]);
    xserver_end(&server);
    temp_remove(&temp);
    return 0;
}
