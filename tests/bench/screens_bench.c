/* SPDX-License-Identifier: GPL-3.0-or-later
 * screens_bench.c - the real screens on a panel of 1080×1920 in memory: from a touch to the pixels
 * that it changes, over every journey of tests/kiosk/journeys; pages turned over 100,000 postings;
 * memory over a thousand journeys. */
#include "support/postings.h"
#include "support/program.h"
#include "support/seed.h"
#include "support/stage.h"
#include "support/temp.h"

#include "base/file.h"
#include "services/service.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    ROWS = 100000,
    PAGES = 200,
    TIMES_MOST = 20000,
    JOURNEYS = 1000,
    JOURNEYS_WARM = 100,
    ROUNDS = 3, /* of all journeys: the first one is cold */
    HAND_MS = 300,
};

static const struct stage_form form = { 1080, 1920, false, false, LANG_ZH };

/* How long each touch or key took, until its pixels were there. */
static struct {
    double times[TIMES_MOST];
    size_t count;
} touches;

static void timed(struct kiosk *kiosk, struct ui_event event) {
    event.time_ms = world_monotonic_ms(&kiosk->world) + kiosk->hand_ms;
    double start = program_now_ms();
    kiosk_event(kiosk, event);
    kiosk_draw(kiosk);
    if (touches.count < TIMES_MOST)
        touches.times[touches.count++] = program_now_ms() - start;
}

static bool tap(struct kiosk *kiosk, const char *words) {
    const struct tree_node *node = tree_find(ui_tree(kiosk->ui), words);
    if (node == NULL)
        return false;
    int x = node->rect.x + node->rect.w / 2, y = node->rect.y + node->rect.h / 2;
    kiosk->hand_ms += HAND_MS;
    timed(kiosk, (struct ui_event){ .kind = UI_DOWN, .x = x, .y = y });
    timed(kiosk, (struct ui_event){ .kind = UI_UP, .x = x, .y = y });
    return true;
}

static void key(struct kiosk *kiosk, enum ui_key which) {
    kiosk->hand_ms += HAND_MS;
    timed(kiosk, (struct ui_event){ .kind = UI_KEY, .key = which });
}

/* Taps with a watch in the hand, all other acts as they are. */
static void play(struct kiosk *kiosk, const char *path) {
    struct arena arena = { 0 };
    struct err   err = { 0 };
    char        *bytes = NULL, *rest = NULL;
    size_t       length = 0;
    if (!file_read(&arena, path, 1 << 20, &bytes, &length, &err))
        die("%s", err.text);
    for (char *act = strtok_r(bytes, "\n", &rest); act; act = strtok_r(NULL, "\n", &rest)) {
        char *comment = strstr(act, " # ");
        if (comment != NULL)
            *comment = '\0';
        if (strncmp(act, "tap ", 4) == 0)
            (void)tap(kiosk, act + 4);
        else if (*act != '#' && strncmp(act, "shot ", 5) != 0 && strncmp(act, "tree ", 5) != 0)
            (void)stage_try(kiosk, act); /* a journey that does not hold is a test's matter */
    }
    arena_deinit(&arena);
}

static int chinese_journey(const struct dirent *entry) {
    size_t length = strlen(entry->d_name);
    return length > 4 && strcmp(entry->d_name + length - 4, ".txt") == 0 &&
           strstr(entry->d_name, ".en.txt") == NULL;
}

static void touch_figures(const struct temp *temp, const char *demo) {
    struct dirent **entries = NULL;
    char            path[TEMP_PATH];
    int             count = scandir("tests/kiosk/journeys", &entries, chinese_journey, alphasort);
    if (count <= 0)
        die("no journeys");
    for (int i = 0; i < count; i++) {
        const char  *folder = temp_path(temp, entries[i]->d_name);
        struct kiosk kiosk;
        temp_copy(demo, folder);
        stage_open(&kiosk, folder, &form);
        (void)snprintf(path, sizeof(path), "tests/kiosk/journeys/%s", entries[i]->d_name);
        for (int round = 0; round < ROUNDS; round++) {
            play(&kiosk, path);
            visit_leave(&kiosk.visit);
            kiosk_draw(&kiosk);
        }
        stage_close(&kiosk);
        free(entries[i]);
    }
    free(entries);
    (void)printf("touch_p50 %.3f ms\n", program_share(touches.times, touches.count, 0.5));
    (void)printf("touch_p95 %.3f ms\n", program_share(touches.times, touches.count, 0.95));
    (void)printf("touch_most %.3f ms\n", program_share(touches.times, touches.count, 1));
}

static void county_make(const char *folder) {
    static struct postings postings;
    static struct world    world;
    struct store          *store = NULL;
    struct err             err = { 0 };
    struct store_options   how = { .mode = STORE_CREATE,
                                   .records = service_records(),
                                   .world = &world };
    support_world(&world);
    if (!store_open(&store, folder, &how, &err))
        die("%s", err.text);
    postings_make(&postings, store, &world, ROWS);
    store_close(store);
}

/* Forward from the first page, then to the last and backward. */
static void page_figures(const struct temp *temp) {
    char         folder[TEMP_PATH];
    struct kiosk kiosk;
    (void)snprintf(folder, sizeof(folder), "%s", temp_path(temp, "county"));
    county_make(folder);
    stage_open(&kiosk, folder, &form);
    touches.count = 0;
    for (int i = 0; i < PAGES; i++)
        (void)kiosk_stale(&kiosk), timed(&kiosk, (struct ui_event){ .kind = UI_KEY });
    (void)printf("home_100k_p95 %.3f ms\n", program_share(touches.times, touches.count, 0.95));
    if (!tap(&kiosk, "找工作"))
        die("no list");
    touches.count = 0;
    for (int i = 0; i < PAGES; i++)
        key(&kiosk, UI_KEY_PAGE_DOWN);
    key(&kiosk, UI_KEY_END);
    for (int i = 0; i < PAGES; i++)
        key(&kiosk, UI_KEY_PAGE_UP);
    key(&kiosk, UI_KEY_HOME);
    (void)printf("page_p50 %.3f ms\n", program_share(touches.times, touches.count, 0.5));
    (void)printf("page_p95 %.3f ms\n", program_share(touches.times, touches.count, 0.95));
    (void)printf("page_most %.3f ms\n", program_share(touches.times, touches.count, 1));
    stage_close(&kiosk);
}

static void memory_figures(const char *demo) {
    struct kiosk kiosk;
    long         warm = 0;
    stage_open(&kiosk, demo, &form);
    for (int i = 0; i < JOURNEYS + JOURNEYS_WARM; i++) {
        if (i == JOURNEYS_WARM)
            warm = program_own_kb(getpid());
        play(&kiosk, "tests/kiosk/journeys/find.txt");
        visit_leave(&kiosk.visit);
        kiosk_draw(&kiosk);
    }
    (void)printf("drift_1000 %.3f MB\n", (double)(program_own_kb(getpid()) - warm) / 1024);
    stage_close(&kiosk);
}

int main(void) {
    struct temp temp;
    char        demo[TEMP_PATH];
    temp_make(&temp);
    (void)snprintf(demo, sizeof(demo), "%s", temp_path(&temp, "demo"));
    stage_demo(demo);
    touch_figures(&temp, demo);
    memory_figures(demo);
    page_figures(&temp);
    temp_remove(&temp);
    return 0;
}
