/* SPDX-License-Identifier: GPL-3.0-or-later
 * kiosk_bench.c - the live kiosk on a real X server (Xvfb, 1080×1920) with demo data, and Debian's
 * Chromium --kiosk with the same home page beside it, in turn in the same minutes: from exec to the
 * pixels of the page, memory at home and after a whole journey by a finger. Then the kiosk alone:
 * its own first frame, and 30 s in which nothing is due. */
#include "support/stage.h"
#include "support/temp.h"
#include "support/xserver.h"

#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* link: -lxcb */

enum {
    WIDTH = 1080,
    HEIGHT = 1920,
    RUNS = 9,
    FIRST_FRAMES = 15,
    PATIENCE_MS = 30000,
    SETTLE_MS = 4000, /* the check after the first frame is over by then */
    HOLD_MS = 60,
    BETWEEN_MS = 400,
    IDLE_MS = 30000,
    TAPS_MOST = 40,
    PROBE_X = 100, /* in the band of 找工作, beside its words */
    PROBE_Y = 180,
    FINE = 3, /* between two shades of one colour */
};
static const colour band = 0x1B5FA8;

/* Where a finger goes, one after the other. */
struct taps {
    struct {
        int x, y;
    } at[TAPS_MOST];
    size_t count;
};

/* One of the two, and how it did. */
struct contender {
    const char *const *argv;
    struct taps        taps;
    double             start_ms[RUNS], home_mb, journey_mb;
};

static void pause_ms(int ms) {
    const struct timespec t = { ms / 1000, ms % 1000 * 1000000L };
    (void)nanosleep(&t, NULL);
}

static bool shows_home(const struct xserver *server) {
    colour c = xserver_pixel(server, PROBE_X, PROBE_Y);
    for (int shift = 0; shift <= 16; shift += 8)
        if (abs((int)((c >> shift) & 255) - (int)((band >> shift) & 255)) > FINE)
            return false;
    return true;
}

static struct program start(struct xserver *server, const struct contender *who, double *ret_ms) {
    const struct timespec poll = { 0, 200000 };
    xserver_wipe(server);
    double         before = program_now_ms();
    struct program program = program_start(who->argv, 0);
    while (!shows_home(server) && program_now_ms() - before < PATIENCE_MS)
        (void)nanosleep(&poll, NULL);
    *ret_ms = program_now_ms() - before;
    if (!shows_home(server))
        program_give_up("no home page came up");
    return program;
}

/* Memory at home and after the journey, in one life. */
static void live(struct xserver *server, struct contender *who) {
    double         ms;
    struct program program = start(server, who, &ms);
    pause_ms(SETTLE_MS);
    who->home_mb = program_pss_mb(program.pid);
    for (size_t i = 0; i < who->taps.count; i++) {
        xserver_tap(server, who->taps.at[i].x, who->taps.at[i].y, HOLD_MS);
        pause_ms(BETWEEN_MS);
    }
    pause_ms(BETWEEN_MS);
    if (!shows_home(server))
        program_give_up("the journey did not end at home");
    who->journey_mb = program_pss_mb(program.pid);
    (void)program_end(&program, SIGTERM);
}

static void say(const char *who, const char *what, double value, const char *unit) {
    (void)printf("%s_%s %.1f %s\n", who, what, value, unit);
    (void)fflush(stdout);
}

static void compare(struct xserver *server, struct contender *kiosk, struct contender *browser) {
    for (int i = -1; i < RUNS; i++) { /* the first of each is cold and not counted */
        struct contender *each[] = { kiosk, browser };
        for (size_t k = 0; k < 2; k++) {
            double         ms;
            struct program program = start(server, each[k], &ms);
            if (i >= 0)
                each[k]->start_ms[i] = ms;
            pause_ms(BETWEEN_MS);
            (void)program_end(&program, SIGTERM);
        }
    }
    live(server, kiosk);
    live(server, browser);
    say("chromium", "start", program_share(browser->start_ms, RUNS, 0.5), "ms");
    say("chromium", "home", browser->home_mb, "MB");
    say("chromium", "journey", browser->journey_mb, "MB");
    say("kiosk", "start", program_share(kiosk->start_ms, RUNS, 0.5), "ms");
    say("kiosk", "home", kiosk->home_mb, "MB");
    say("kiosk", "journey", kiosk->journey_mb, "MB");
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
    pause_ms(SETTLE_MS);
    while (time(NULL) % 60 > 20)
        pause_ms(100);
    xserver_tap(server, WIDTH / 2, 8, HOLD_MS);
    pause_ms(2000);
    say("kiosk", "pss", program_pss_mb(program.pid), "MB");
    double cpu = program_cpu_ms(program.pid);
    long   writes = program_writes(program.pid);
    pause_ms(IDLE_MS);
    cpu = program_cpu_ms(program.pid) - cpu;
    writes = program_writes(program.pid) - writes;
    if (program_end(&program, SIGTERM) != 0)
        program_give_up("the kiosk did not end by itself");
    (void)printf("kiosk_idle_cpu %.3f ms/s\n", cpu / (IDLE_MS / 1000.0));
    (void)printf("kiosk_idle_frames %ld frames\n", writes); /* none without a write to the server */
}

/* The journey in memory, to learn where its words are. */
static void learn(const char *data, struct taps *taps) {
    const struct stage_form form = { WIDTH, HEIGHT, false, false, LANG_ZH };
    struct kiosk            kiosk;
    char                    act[300];
    FILE                   *file = fopen("tests/bench/journey.txt", "re");
    if (file == NULL)
        program_give_up("journey.txt");
    stage_open(&kiosk, data, &form);
    while (taps->count < TAPS_MOST && fgets(act, sizeof(act), file) != NULL) {
        act[strcspn(act, "\n")] = '\0';
        if (strncmp(act, "tap ", 4) != 0)
            continue;
        const struct tree_node *node = tree_find(ui_tree(kiosk.ui), act + 4);
        if (node == NULL)
            die("journey.txt: %s is not there", act);
        taps->at[taps->count].x = node->rect.x + node->rect.w / 2;
        taps->at[taps->count++].y = node->rect.y + node->rect.h / 2;
        stage_play(&kiosk, act);
    }
    stage_close(&kiosk);
    (void)fclose(file);
}

int main(void) {
    const char *bin = getenv("ANJU_BIN") != NULL ? getenv("ANJU_BIN") : "build";
    char program[TEMP_PATH], data[TEMP_PATH], page[TEMP_PATH], profile[TEMP_PATH], here[PATH_MAX];
    struct temp    temp;
    struct xserver server;
    temp_make(&temp);
    (void)snprintf(program, sizeof(program), "%s/anju-kiosk", bin);
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
    const char *const browser_argv[] = { "chromium",
                                         "--kiosk",
                                         "--no-sandbox",
                                         profile,
                                         "--no-first-run",
                                         "--disable-gpu",
                                         "--disable-extensions",
                                         "--disable-sync",
                                         "--disable-background-networking",
                                         "--disable-component-update",
                                         "--window-position=0,0",
                                         "--window-size=1080,1920",
                                         page,
                                         NULL };
    struct contender  kiosk = { .argv = kiosk_argv };
    /* The band, the first posting, 我想去, 提交, 首页: in the same places on every page. */
    struct contender browser = {
        .argv = browser_argv,
        .taps = { { { 540, 280 }, { 540, 300 }, { 780, 1842 }, { 780, 1842 }, { 780, 1842 } }, 5 }
    };
    learn(data, &kiosk.taps);
    xserver_start(&server, temp.path, WIDTH, HEIGHT);
    first_frames(program, data);
    if (access("/usr/bin/chromium", X_OK) == 0)
        compare(&server, &kiosk, &browser);
    else
        (void)fprintf(stderr, "Chromium is not installed: the figures beside it are left out\n");
    idle(&server, &kiosk);
    xserver_end(&server);
    temp_remove(&temp);
    return 0;
}
