/* SPDX-License-Identifier: GPL-3.0-or-later
 * beside_test.c - journeys during which something happens beside the panel: the disk fills and has
 * room again, the paper ends, a plug is pulled, a telephone reads the code. They stand in
 * tests/kiosk/journeys/beside; a line "#! WHAT" is a row of the table below. */
/* link: -Wl,--wrap=open,--wrap=mkostemp,--wrap=write,--wrap=pwrite,--wrap=ftruncate */
/* link: -Wl,--wrap=truncate,--wrap=posix_fallocate,--wrap=fsync,--wrap=fdatasync */
/* link: -Wl,--wrap=rename,--wrap=unlink,--wrap=fopen,--wrap=fileno,--wrap=statvfs */
#include "base/file.h"
#include "base/text.h"
#include "support/check.h"
#include "support/code.h"
#include "support/crash_disk.h"
#include "support/crash_vfs.h"
#include "support/free_space.h"
#include "support/plug.h"
#include "support/seed.h"
#include "support/stage.h"

#include <errno.h>
#include <glob.h>
#include <pthread.h>
#include <stdatomic.h>

#define HAPPENS "#! "
#define FILLED                                                                                        \
    "tap 找工作\ntap 小区保洁员\ntap 我想去\ntype liu\npress Space\ntype xiaoming\npress " \
    "Space\ntap 下一项\ntype 13800006047\ntap 下一步"
enum { PAPER_BYTES = 8000, JOURNEY_MOST = 1 << 16 }; /* of a receipt, well within it */

static struct kiosk kiosk;
static struct arena arena;
static char        *journey; /* what is left of it to play; the rest is blank */

/* --- the printer ------------------------------------------------------------------------------ */

static struct roll roll;
static struct plug plug;
static pthread_t   hands;
static atomic_bool resting;

static void *serve(void *arg) {
    while (!resting)
        (void)plug_serve(&plug);
    return arg;
}

static void printer_go(void) {
    resting = false;
    assert_int_equal(pthread_create(&hands, NULL, serve, NULL), 0);
}

/* It can be looked at, and changed, while nobody serves it. */
static void printer_rest(void) {
    resting = true;
    assert_int_equal(pthread_join(hands, NULL), 0);
}

static void printer_changes(size_t paper_ends, size_t pulled_out) {
    printer_rest();
    if (plug.master < 0)
        plug_in(&plug);
    plug.eaten = 0;
    plug.paper_ends = paper_ends;
    plug.pulled_out = pulled_out;
    roll.out_of_paper = false;
    roll_tear(&roll);
    printer_go();
}

static void paper_will_end(void) {
    printer_changes(PAPER_BYTES, 0);
}
static void will_be_unplugged(void) {
    printer_changes(0, PAPER_BYTES);
}
static void printer_is_well(void) {
    printer_changes(0, 0);
}

static void receipt_is_whole(void) {
    printer_rest();
    while (plug_serve(&plug))
        continue;
    check_number(roll.cut, 1, "one paper");
    check_number(roll.strange, 0, "nothing else");
    assert_true((size_t)roll.rows * (size_t)roll.columns > PAPER_BYTES);
    printer_go();
}

/* --- the disk --------------------------------------------------------------------------------- */

/* In this folder there is no room from the k-th act on. */
static void disk_fills(const char *folder, long k) {
    struct crash_plan plan = { .fail_at = k, .failure = ENOSPC };
    (void)snprintf(plan.folder, sizeof(plan.folder), "%s", folder);
    crash_disk_start(&plan);
}
static void disk_is_full(void) {
    disk_fills(stage_data(), 1);
}
static void space_is_used_up(void) {
    free_space_tell(0);
}
static void there_is_room(void) {
    crash_disk_stop();
    free_space_tell(FREE_SPACE_TRUE);
}

static int64_t applications(void) {
    int64_t    count = -1;
    struct err err = { 0 };
    if (!store_number(kiosk.store, "SELECT count(*) FROM application", NULL, 0, &count, &err))
        fail_msg("%s", err.text);
    return count;
}
static void none_is_saved(void) {
    check_number(applications(), 0, "none");
}
static void one_is_saved(void) {
    check_number(applications(), 1, "one");
}

/* --- what is read off the panel, and used later in the journey -------------------------------- */

static void put(const char *word, const char *by) {
    for (char *at; (at = strstr(journey, word)) != NULL;) {
        *at = '\0';
        journey = arena_printf(&arena, "%s%s%s", journey, by, at + strlen(word));
    }
}

static void code_is_photographed(void) {
    const char *code = code_read(&kiosk.output.canvas, ui_panel(kiosk.ui));
    assert_non_null(code);
    put("CODE", code);
}

static void number_is_written_down(void) {
    const struct tree *tree = ui_tree(kiosk.ui);
    for (size_t i = 0; i < tree->count; i++)
        if (text_starts(tree->nodes[i].label, "QZ-")) {
            put("NUMBER", tree->nodes[i].label);
            return;
        }
    fail_msg("no number on the screen");
}

/* --- playing ---------------------------------------------------------------------------------- */

static const struct {
    const char *what;
    void (*happens)(void);
} happenings[] = {
    { "the disk is full", disk_is_full },
    { "free space is used up", space_is_used_up },
    { "there is room again", there_is_room },
    { "applications: none", none_is_saved },
    { "applications: one", one_is_saved },
    { "the code is photographed", code_is_photographed },
    { "the number is written down", number_is_written_down },
    { "the paper will end in the middle", paper_will_end },
    { "there is paper again", printer_is_well },
    { "the printer will be unplugged in the middle", will_be_unplugged },
    { "the printer is plugged in again", printer_is_well },
    { "the receipt is whole", receipt_is_whole },
};

static void happen(const char *path, const char *what) {
    for (size_t i = 0; i < ROWS(happenings); i++)
        if (strcmp(happenings[i].what, what) == 0) {
            happenings[i].happens();
            return;
        }
    fail_msg("%s: nothing known happens so: %s", path, what);
}

/* What was played becomes blank, so that the lines of what is left keep their numbers. */
static void play(const char *path) {
    char  *bytes;
    size_t length;
    assert_true(file_read(&arena, path, JOURNEY_MOST, &bytes, &length, NULL));
    journey = arena_strndup(&arena, bytes, length);
    for (char *at; (at = strstr(journey, HAPPENS)) != NULL;) {
        char *end = strchrnul(at, '\n');
        char *what =
            arena_strndup(&arena, at + strlen(HAPPENS), (size_t)(end - at) - strlen(HAPPENS));
        *at = '\0';
        stage_play_of(&kiosk, path, journey);
        for (char *c = journey; c < end; c++)
            *c = *c == '\n' ? '\n' : ' ';
        happen(path, what);
    }
    stage_play_of(&kiosk, path, journey);
}

static void open_data(void) {
    static char path[TEMP_PATH];
    FILE       *conf;
    (void)stage_data_make(NULL);
    (void)snprintf(path, sizeof(path), "%s", temp_path(stage_temp(), "printer"));
    plug = (struct plug){ .path = path, .roll = &roll, .master = -1, .slave = -1 };
    memset(&roll, 0, sizeof(roll));
    roll.answers = true;
    plug_in(&plug);
    conf = fopen(temp_path(stage_temp(), "data/anju.conf"), "a");
    assert_non_null(conf);
    (void)fprintf(conf, "\n[printer]\nkind = device\nwidth_dots = 384\npath = %s\n", path);
    assert_int_equal(fclose(conf), 0);
    printer_go();
}

static void close_data(void) {
    printer_rest();
    if (plug.master >= 0)
        plug_out(&plug);
    (void)stage_data_remove(NULL);
    arena_reset(&arena);
}

static void whatever_happens_beside_it_is_said_and_nothing_is_lost(void **state) {
    (void)state;
    static const struct stage_form forms[] = { { 1080, 1920, false, false, LANG_ZH },
                                               { 1920, 1080, true, true, LANG_ZH },
                                               { 800, 480, false, false, LANG_ZH },
                                               { 720, 1280, true, false, LANG_ZH } };
    glob_t                         found;
    assert_int_equal(glob("tests/kiosk/journeys/beside/*.txt", 0, NULL, &found), 0);
    for (size_t i = 0; i < found.gl_pathc; i++)
        for (size_t f = 0; f < ROWS(forms); f++) {
            open_data();
            stage_open(&kiosk, stage_data(), &forms[f]);
            print_message("%s in %s\n", found.gl_pathv[i], stage_form_text(&forms[f]));
            play(found.gl_pathv[i]);
            stage_close(&kiosk);
            close_data();
        }
    globfree(&found);
}

/* At whichever act of 提交, from the opening of the store on, the disk fills: either it says so,
 * with what was typed, and nothing is saved, or it is saved and shows the receipt. */
static void a_disk_that_fills_at_any_act_of_it_shows_what_is_saved(void **state) {
    (void)state;
    const long stride = (long)support_count(3, 1);
    long       acts = 0, refused = 0;
    (void)stage_data_make(NULL);
    for (long k = 1; k == 1 || acts >= k - stride; k += stride) {
        char folder[TEMP_PATH];
        (void)snprintf(folder, sizeof(folder), "%s",
                       temp_path(stage_temp(), arena_printf(&arena, "at-%ld", k)));
        temp_copy(stage_data(), folder);
        stage_open(&kiosk, folder, &stage_forms[0]);
        stage_play(&kiosk, FILLED);
        disk_fills(folder, k);
        stage_play(&kiosk, "tap 同意");
        acts = crash_disk_acts();
        there_is_room();
        const bool shown = tree_reads(ui_tree(kiosk.ui), "报上名了") != NULL;
        check_number(applications(), shown, "what is shown is saved, and nothing else");
        if (!shown)
            stage_play(&kiosk, "expect 这台机器存满了，没有存上\nabsent QZ-\nexpect 13800006047\n"
                               "tap 同意\nexpect 报上名了");
        check_number(applications(), 1, "at last, once");
        stage_close(&kiosk);
        refused += !shown;
    }
    print_message("%ld acts, %ld times refused\n", acts, refused);
    assert_true(refused > 0);
    (void)stage_data_remove(NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whatever_happens_beside_it_is_said_and_nothing_is_lost),
        cmocka_unit_test(a_disk_that_fills_at_any_act_of_it_shows_what_is_saved),
    };
    crash_vfs_register(true);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_deinit(&arena);
    return failed;
}
