/* SPDX-License-Identifier: GPL-3.0-or-later
 * audit_test.c - every journey, played in Chinese and in English at once, in every form of the
 * panel; after each act both screens are held against DESIGN.md (support/audit.h). The English
 * kiosk is led by ids, which come from data: so a new journey audits both languages. */
#include "support/audit.h"
#include "support/check.h"
#include "support/program.h"
#include "support/seed.h"
#include "support/stage.h"
#include "support/temp.h"

#include "base/file.h"
#include "kiosk/script.h"

#include <dirent.h>
#include <glob.h>
#include <stdlib.h>

/* link: -Wl,--wrap=ui_begin,--wrap=widget_says,--wrap=widget_modal,--wrap=widget_cover */
/* link: -Wl,--wrap=tr,--wrap=paint_clip,--wrap=paint_fill,--wrap=paint_run */

enum {
    HAND_MS = 300, /* as scripts have it */
    TABS_MOST = 400,
    FRAMES_MOST = 4096,
    FAULTS_SHOWN = 300,
    FAULTS_KEPT = 512,
    SCREENS_MOST = 256,
    DATA_BYTES = 4 << 20
};

static const char *const journeys[] = { "tests/kiosk/journeys", "tests/kiosk/audit" };

static struct temp  temp;
static char         demo[TEMP_PATH];
static struct arena arena;   /* of the whole test */
static char        *written; /* all that people wrote */
static char         pin[7];  /* of the staff corner: PIN in a journey */

/* What was found, each fault of a screen once. */
static struct {
    uint64_t known[FAULTS_KEPT];
    int      count;
    char     where[200];
    uint64_t screens[SCREENS_MOST]; /* that were looked at, by name */
    int      screen_count;
    int      broken; /* journeys that could not be played */
} found;

static uint64_t frames[FRAMES_MOST]; /* of the form: seen and right, or told */
static size_t   frame_count;

static void write_down(const char *text) {
    size_t length = strlen(written), more = strlen(text);
    assert_true(length + more + 2 < DATA_BYTES);
    (void)snprintf(written + length, DATA_BYTES - length, "%s\n", text);
}

/* A table's rows, without its heading, whose words are ours. */
static void read_rows(const char *path) {
    char      *bytes = NULL;
    size_t     length = 0;
    struct err err = { 0 };
    if (!file_read(&arena, path, 1 << 20, &bytes, &length, &err))
        fail_msg("%s", err.text);
    const char *rows = strchr(bytes, '\n');
    write_down(rows != NULL ? rows : "");
}

/* The demo says the PIN once, as six digits. */
static void demo_make(void) {
    const char    *bin = getenv("ANJU_BIN");
    const char    *path = arena_printf(&arena, "%s/anju", bin != NULL ? bin : "build");
    const char    *argv[] = { path, "demo", "--data", demo, "--clock", STAGE_CLOCK, NULL };
    struct program program = program_start(argv, 1);
    char           line[300];
    while (program_line(&program, line, sizeof(line)), *line != '\0') {
        const char *digits = line + strcspn(line, "0123456789");
        if (strspn(digits, "0123456789") == sizeof(pin) - 1 && pin[0] == '\0')
            (void)snprintf(pin, sizeof(pin), "%s", digits);
    }
    assert_int_equal(program_end(&program, 0), 0);
    assert_int_equal(strlen(pin), sizeof(pin) - 1);
}

static int set_up(void **state) {
    (void)state;
    temp_make(&temp);
    (void)snprintf(demo, sizeof(demo), "%s", temp_path(&temp, "demo"));
    demo_make();
    written = arena_alloc(&arena, DATA_BYTES);
    written[0] = '\0';
    read_rows(share_path(&arena, "config/demo/jobs.csv"));
    read_rows(share_path(&arena, "config/demo/employers.csv"));
    read_rows(share_path(&arena, "config/demo/anju.conf"));
    read_rows(share_path(&arena, "config/trades.csv"));
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    seen_forget();
    arena_deinit(&arena);
    temp_remove(&temp);
    return 0;
}

static uint64_t hash_of(uint64_t hash, const void *bytes, size_t length) {
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ ((const unsigned char *)bytes)[i]) * 0x100000001B3u;
    return hash;
}

static bool add_once(uint64_t *all, int *count, int room, uint64_t one) {
    for (int i = 0; i < *count; i++)
        if (all[i] == one)
            return false;
    if (*count < room)
        all[(*count)++] = one;
    return true;
}

static void tell(void *context, const struct audit_fault *fault) {
    struct kiosk *kiosk = context;
    const char   *screen = visit_screen(&kiosk->visit)->name;
    const char   *form = found.where;
    uint64_t      hash = hash_of(14695981039346656037u, screen, strlen(screen));
    hash = hash_of(hash, fault->words, strlen(fault->words));
    hash = hash_of(hash, form, strcspn(form, ","));
    hash += (uint64_t)fault->rule;
    if (!add_once(found.known, &found.count, FAULTS_KEPT, hash) || found.count > FAULTS_SHOWN)
        return;
    (void)fprintf(stderr, "%s: %s: %s: 「%s」 %d,%d %d×%d: %s\n", screen, found.where,
                  audit_rule_names[fault->rule], fault->words, fault->rect.x, fault->rect.y,
                  fault->rect.w, fault->rect.h, fault->detail);
}

static void press(struct kiosk *kiosk, enum ui_key key) {
    kiosk->hand_ms += HAND_MS;
    kiosk_event(kiosk, (struct ui_event){
                           .kind = UI_KEY,
                           .key = key,
                           .time_ms = world_monotonic_ms(&kiosk->world) + kiosk->hand_ms,
                       });
    kiosk_draw(kiosk);
}

static const struct tree_node *focused(const struct kiosk *kiosk) {
    const struct tree *tree = ui_tree(kiosk->ui);
    for (size_t i = 0; i < tree->count; i++)
        if ((tree->nodes[i].state & TREE_FOCUSED) != 0)
            return &tree->nodes[i];
    return NULL;
}

/* Through a row of keys, opened by Enter, until Tab is back at the row. */
static void walk_row(struct kiosk *kiosk, uint64_t row, uint64_t *ids, int *count) {
    press(kiosk, UI_KEY_ENTER);
    for (int i = 0; i < TABS_MOST; i++) {
        const struct tree_node *node = focused(kiosk);
        if (node == NULL || node->id == row)
            return;
        (void)add_once(ids, count, TABS_MOST, node->id);
        press(kiosk, UI_KEY_TAB);
    }
}

/* Tab, all the way round. Returns how many ids it came to. */
static int tab_round(struct kiosk *kiosk, uint64_t *ids) {
    int count = 0;
    press(kiosk, UI_KEY_TAB); /* while it is asked whether somebody is there, this answers */
    for (int i = 0; i < TABS_MOST; i++) {
        if (i > 0 || focused(kiosk) == NULL)
            press(kiosk, UI_KEY_TAB);
        const struct tree_node *node = focused(kiosk);
        if (node == NULL || !add_once(ids, &count, TABS_MOST, node->id))
            return count;
        if (node->role == ROLE_ROW)
            walk_row(kiosk, node->id, ids, &count);
    }
    return count;
}

static uint64_t frame_hash(const struct kiosk *kiosk) {
    const struct tree *tree = ui_tree(kiosk->ui);
    uint64_t           hash = 14695981039346656037u ^ (uint64_t)kiosk->options.lang;
    for (size_t i = 0; i < tree->count; i++) {
        hash = hash_of(hash, &tree->nodes[i].id, sizeof(uint64_t));
        hash = hash_of(hash, tree->nodes[i].value, strlen(tree->nodes[i].value));
        hash = hash_of(hash, &tree->nodes[i].rect, sizeof(struct rect));
    }
    return hash;
}

/* Where Tab would lead, without pressing it: journeys go on from here as they were. */
static int tab_order(const struct tree *tree, uint64_t *ids) {
    int                     count = 0;
    const struct tree_node *node = tree_next(tree, 0, true);
    for (; node != NULL && add_once(ids, &count, TABS_MOST, node->id);
         node = tree_next(tree, node->id, true)) {
        const struct tree_node *key =
            node->role == ROLE_ROW ? tree_member(tree, node->id, true) : node;
        for (; key->id != node->id; key = tree_next(tree, key->id, true))
            if (!add_once(ids, &count, TABS_MOST, key->id))
                break;
    }
    return count;
}

static void audit(struct kiosk *kiosk, const char *form, const char *after) {
    const char *name = visit_screen(&kiosk->visit)->name;
    (void)add_once(found.screens, &found.screen_count, SCREENS_MOST,
                   hash_of(0, name, strlen(name)));
    uint64_t reached[TABS_MOST];
    uint64_t hash = frame_hash(kiosk);
    int      known = (int)frame_count;
    if (!add_once(frames, &known, FRAMES_MOST, hash))
        return;
    frame_count = (size_t)known;
    kiosk_draw(kiosk); /* the frame that seen_frame() tells of is this kiosk's */
    (void)snprintf(found.where, sizeof(found.where), "%s %s, after “%s”", form,
                   lang_names[kiosk->visit.lang], after);
    struct audit_view view = {
        .tree = ui_tree(kiosk->ui),
        .seen = seen_frame(),
        .canvas = &kiosk->output.canvas,
        .theme = ui_theme(kiosk->ui),
        .lang = kiosk->visit.lang,
        .data = written,
    };
    view.reached_count = (size_t)tab_order(view.tree, reached);
    view.reached = reached;
    audit_frame(&view, tell, kiosk);
}

/* At a journey's end by the key itself, with the ring on what has the focus. */
static void audit_keyboard(struct kiosk *kiosk, const char *form) {
    uint64_t reached[TABS_MOST];
    int      count = tab_round(kiosk, reached);
    (void)snprintf(found.where, sizeof(found.where), "%s %s, after “Tab”", form,
                   lang_names[kiosk->visit.lang]);
    const struct audit_view view = {
        .tree = ui_tree(kiosk->ui),
        .seen = seen_frame(),
        .canvas = &kiosk->output.canvas,
        .theme = ui_theme(kiosk->ui),
        .lang = kiosk->visit.lang,
        .data = written,
        .reached = reached,
        .reached_count = (size_t)count,
    };
    audit_frame(&view, tell, kiosk);
}

/* --- two kiosks, one journey ----------------------------------------------------------------- */

struct pair {
    struct kiosk zh, en;
    char         numbers[2][40]; /* of their last receipts: RECEIPT in a journey */
};

static void form_text(const struct stage_form *form, char *text, size_t size) {
    (void)snprintf(text, size, "%dx%d%s%s", form->width, form->height, form->large ? " large" : "",
                   form->contrast ? " contrast" : "");
}

static void tap_at(struct kiosk *kiosk, struct rect r) {
    kiosk->hand_ms += HAND_MS;
    for (int up = 0; up <= 1; up++) {
        kiosk_event(kiosk, (struct ui_event){
                               .kind = up ? UI_UP : UI_DOWN,
                               .x = r.x + r.w / 2,
                               .y = r.y + r.h / 2,
                               .time_ms = world_monotonic_ms(&kiosk->world) + kiosk->hand_ms,
                           });
        kiosk_draw(kiosk);
    }
}

/* What is called by one of the words, which stand between “|”: in 大字 labels are shorter. */
static const struct tree_node *find(const struct tree *tree, const char *words) {
    char *rest = NULL, *copy = arena_strdup(&arena, words);
    for (char *one = strtok_r(copy, "|", &rest); one; one = strtok_r(NULL, "|", &rest)) {
        const struct tree_node *node = tree_find(tree, one);
        if (node != NULL && !tree_role_acts(node->role))
            node =
                tree_hit(tree, node->rect.x + node->rect.w / 2, node->rect.y + node->rect.h / 2, 0);
        if (node != NULL)
            return node;
    }
    return NULL;
}

/* The control that the words lead to, in the other kiosk by its id. False: it is not there. */
static bool tap(struct pair *pair, const char *words) {
    const struct tree_node *node = find(ui_tree(pair->zh.ui), words);
    if (node == NULL)
        return false;
    const struct tree_node *same = tree_get(ui_tree(pair->en.ui), node->id);
    struct rect             at = node->rect, there = same != NULL ? same->rect : node->rect;
    if (same != NULL)
        tap_at(&pair->en, there);
    tap_at(&pair->zh, at);
    return same != NULL;
}

/* The number of the receipt that a kiosk shows or showed last: each of the two has its own. */
static const char *receipt_number(const struct kiosk *kiosk, char number[40]) {
    const struct tree *tree = ui_tree(kiosk->ui);
    for (size_t i = 0; i < tree->count; i++)
        if (strncmp(tree->nodes[i].label, "QZ-", 3) == 0 && strlen(tree->nodes[i].label) < 40)
            (void)snprintf(number, 40, "%s", tree->nodes[i].label);
    return number;
}

/* Acts that mean words of Chinese screens are the Chinese kiosk's alone. */
static bool step(struct pair *pair, const char *act) {
    if (strncmp(act, "tap ", 4) == 0)
        return tap(pair, act + 4);
    if (strncmp(act, "switch ", 7) == 0) /* another way to the same control */
        return tap(pair, act + 7);
    if (strncmp(act, "shot ", 5) == 0 || strncmp(act, "tree ", 5) == 0 ||
        strncmp(act, "expect ", 7) == 0 || strncmp(act, "absent ", 7) == 0)
        return true;
    const char *zh_number = receipt_number(&pair->zh, pair->numbers[0]);
    const char *en_number = receipt_number(&pair->en, pair->numbers[1]);
    if (strcmp(act, "type RECEIPT") == 0)
        return stage_try(&pair->zh, arena_printf(&arena, "type %s", zh_number)) &&
               stage_try(&pair->en, arena_printf(&arena, "type %s", en_number));
    if (strcmp(act, "type PIN") == 0)
        act = arena_printf(&arena, "type %s", pin);
    else if (strncmp(act, "type ", 5) == 0)
        write_down(act + 5);
    bool zh = stage_try(&pair->zh, act);
    return stage_try(&pair->en, act) && zh;
}

/* A comment behind an act is not part of it. */
static void tidy(char *act) {
    char *comment = strstr(act, " # ");
    if (comment != NULL)
        *comment = '\0';
    for (size_t length = strlen(act); length > 0 && act[length - 1] == ' ';)
        act[--length] = '\0';
}

static void pair_open(struct pair *pair, const struct stage_form *form) {
    static int serial;
    for (int i = 0; i < 2; i++) {
        struct stage_form one = *form;
        struct kiosk     *kiosk = i == 0 ? &pair->zh : &pair->en;
        const char       *folder = arena_printf(&arena, "%s/%d", temp.path, serial++);
        temp_copy(demo, folder);
        one.lang = i == 0 ? LANG_ZH : LANG_EN;
        stage_open(kiosk, folder, &one);
        kiosk->settings.kiosk.reduce_motion = true; /* what moves is looked at when it is there */
        ui_set_still(kiosk->ui, true);
    }
}

/* What a save or a device brought comes with the next act of a script, here with one that does
 * nothing. */
static void both(struct pair *pair, const char *form, const char *after) {
    (void)stage_try(&pair->zh, "absent ~");
    (void)stage_try(&pair->en, "absent ~");
    audit(&pair->zh, form, after);
    audit(&pair->en, form, after);
}

static void play(const struct stage_form *form, const char *path) {
    char         text[100], *bytes = NULL, *rest = NULL;
    size_t       length = 0;
    struct err   err = { 0 };
    struct pair *pair = calloc(1, sizeof(*pair));
    assert_non_null(pair);
    if (!file_read(&arena, path, 1 << 20, &bytes, &length, &err))
        fail_msg("%s", err.text);
    form_text(form, text, sizeof(text));
    pair_open(pair, form);
    both(pair, text, "nothing");
    for (char *act = strtok_r(bytes, "\n", &rest); act; act = strtok_r(NULL, "\n", &rest)) {
        tidy(act);
        if (*act == '\0' || *act == '#')
            continue;
        if (!step(pair, act)) {
            (void)fprintf(stderr, "%s, %s: “%s” cannot be done in both languages\n", path, text,
                          act);
            found.broken++;
            break;
        }
        both(pair, text, act);
    }
    audit_keyboard(&pair->zh, text);
    audit_keyboard(&pair->en, text);
    stage_close(&pair->zh);
    stage_close(&pair->en);
    free(pair);
}

/* All of them in a soak; with a sanitizer, which is slow, the first ones, else those before the
 * gap: each size upright and lying, each manner. */
static const struct stage_form forms[] = {
    { 1080, 1920, false, false, LANG_ZH }, { 1920, 1080, true, true, LANG_ZH },
    { 720, 1280, true, false, LANG_ZH },   { 800, 480, true, false, LANG_ZH },

    { 1080, 1920, true, false, LANG_ZH },  { 1080, 1920, false, true, LANG_ZH },
    { 1920, 1080, false, false, LANG_ZH }, { 720, 1280, false, true, LANG_ZH },
    { 800, 480, false, false, LANG_ZH },   { 800, 480, false, true, LANG_ZH },

    { 1080, 1920, true, true, LANG_ZH },   { 1920, 1080, true, false, LANG_ZH },
    { 1920, 1080, false, true, LANG_ZH },  { 720, 1280, false, false, LANG_ZH },
    { 720, 1280, true, true, LANG_ZH },    { 800, 480, true, true, LANG_ZH },
};
#ifdef __SANITIZE_ADDRESS__
enum { FORMS_CI = 4 };
#else
enum { FORMS_CI = 10 };
#endif

static int by_name(const struct dirent **a, const struct dirent **b) {
    return strcmp((*a)->d_name, (*b)->d_name);
}

static int chinese_journey(const struct dirent *entry) {
    size_t length = strlen(entry->d_name);
    return length > 4 && strcmp(entry->d_name + length - 4, ".txt") == 0 &&
           strstr(entry->d_name, ".en.txt") == NULL;
}

static void play_all(const struct stage_form *form, const char *folder) {
    struct dirent **entries = NULL;
    int             count = scandir(folder, &entries, chinese_journey, by_name);
    assert_true(count > 0);
    for (int i = 0; i < count; i++) {
        play(form, arena_printf(&arena, "%s/%s", folder, entries[i]->d_name));
        free(entries[i]);
    }
    free(entries);
}

static void every_screen_of_every_journey_keeps_the_rules(void **state) {
    (void)state;
    for (size_t f = 0; f < support_count(FORMS_CI, ROWS(forms)); f++) {
        char text[100];
        frame_count = 0;
        for (size_t i = 0; i < ROWS(journeys); i++)
            play_all(&forms[f], journeys[i]);
        form_text(&forms[f], text, sizeof(text));
        (void)printf("%s: %zu frames\n", text, frame_count);
    }
    if (found.count + found.broken > 0)
        fail_msg("%d faults, %d journeys that could not be played", found.count, found.broken);
}

/* The names of a source's screens: what stands in quotes behind each definition. */
static int screens_missed(const char *path) {
    char  *source = NULL;
    size_t length = 0;
    int    missed = 0;
    if (!file_read(&arena, path, 1 << 20, &source, &length, NULL))
        return 0;
    static const char definition[] = "\nconst struct screen ";
    for (char *at = source; (at = strstr(at, definition)) != NULL;) {
        char *name = strchr(at, '"') + 1;
        at += sizeof(definition) - 1;
        char *end = strchr(name, '"');
        *end = '\0';
        uint64_t hash = hash_of(0, name, strlen(name));
        if (add_once(found.screens, &found.screen_count, SCREENS_MOST, hash)) {
            (void)fprintf(stderr, "%s: no journey comes to the screen “%s”\n", path, name);
            missed++;
        }
        at = end + 1;
    }
    return missed;
}

static void every_screen_was_seen(void **state) {
    static const char *const places[] = { "src/kiosk/*_screen.c", "src/services/*/*_screen.c" };
    (void)state;
    int missed = 0;
    for (size_t i = 0; i < ROWS(places); i++) {
        glob_t files;
        assert_int_equal(glob(places[i], 0, NULL, &files), 0);
        for (size_t k = 0; k < files.gl_pathc; k++)
            missed += screens_missed(files.gl_pathv[k]);
        globfree(&files);
    }
    assert_int_equal(missed, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_screen_of_every_journey_keeps_the_rules),
        cmocka_unit_test(every_screen_was_seen),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
