/* SPDX-License-Identifier: GPL-3.0-or-later
 * visit_test.c - the path of screens, and what is left of a visit: nothing. */
#include "support/check.h"
#include "support/gallery.h"
#include "ui/input.h"

static struct gallery glass;

static enum { DO_NOTHING, DO_ON, DO_BACK, DO_HOME, DO_LEAVE, DO_ON_WITH } order;
static int  drawn_depth;
static char secret[] = "一三八六〇二一";

struct state {
    char kept[64];
    int  draws;
};

static void                step_draw(struct visit *visit);
static const struct screen home = { "home", sizeof(struct state), step_draw };
static const struct screen step = { "step", sizeof(struct state), step_draw };

static void step_draw(struct visit *visit) {
    struct state *state = visit_state(visit);
    struct state  given = { .kept = "given" };
    state->draws++;
    drawn_depth = visit->depth;
    (void)visit_body(visit, visit_screen(visit)->name, "");
    int what = (int)order;
    order = DO_NOTHING;
    if (what == DO_ON || what == DO_ON_WITH)
        visit_push(visit, &step, what == DO_ON_WITH ? &given : NULL);
    if (what == DO_BACK)
        visit_back(visit);
    if (what == DO_HOME)
        visit_home(visit);
    if (what == DO_LEAVE)
        visit_leave(visit);
}

static int start(void **state) {
    (void)state;
    gallery_open(&glass, gallery_faces, &home, 1080, 1920);
    (void)gallery_draw(&glass);
    return 0;
}
static int stop(void **state) {
    (void)state;
    gallery_close(&glass);
    return 0;
}

static struct state *now(void) {
    return visit_state(&glass.visit);
}

static void go(int where) {
    order = where;
    (void)gallery_draw(&glass);
}

static void a_state_begins_with_zeros_or_what_is_given(void **state) {
    (void)state;
    check_number(now()->draws, 1, "drawn once");
    go(DO_ON);
    check_text(now()->kept, "", "zeros");
    check_number(now()->draws, 1, "a state of its own");
    go(DO_ON_WITH);
    check_text(now()->kept, "given", "a copy");
    check_number(drawn_depth, 3, "drawn at once");
}

static void back_finds_the_state_as_it_was_left(void **state) {
    (void)state;
    go(DO_ON);
    strcpy(now()->kept, "page 3");
    go(DO_ON);
    go(DO_BACK);
    check_text(now()->kept, "page 3", "still there");
    go(DO_ON);
    check_text(now()->kept, "", "what was left behind is not");
    go(DO_HOME);
    check_number(glass.visit.depth, 1, "home");
    go(DO_BACK);
    check_number(glass.visit.depth, 1, "there is nothing before home");
}

static size_t found_in_states(const char *words) {
    const char *states = glass.visit.states;
    size_t      count = 0, length = strlen(words);
    for (size_t at = 0; at + length <= (VISIT_DEPTH + 1) * (size_t)VISIT_STATE_MOST; at++)
        count += memcmp(states + at, words, length) == 0;
    return count;
}

static void leaving_wipes_every_state(void **state) {
    (void)state;
    strcpy(now()->kept, secret);
    for (int i = 0; i < 4; i++) {
        go(DO_ON);
        strcpy(now()->kept, secret);
    }
    check_number(found_in_states(secret), 5, "the search does find it");
    go(DO_BACK);
    check_number(found_in_states(secret), 4, "going back wipes what was left");
    go(DO_LEAVE);
    check_number(found_in_states(secret), 0, "leaving wipes all, home too");
    check_number(glass.visit.depth, 1, "home anew");
}

/* The words are kept here only coded, so that the search finds no copy of its own. */
static const unsigned char coded[] = { 0x4B ^ 0x2A, 0x2A ^ 0x58, 0x2A ^ 0x51, 0x2A ^ 0x31,
                                       0x2A ^ 0x5F, 0x2A ^ 0x6B, 0x2A ^ 0x39, 0x2A ^ 0x71,
                                       0x2A ^ 0x47, 0x2A ^ 0x36 };
static char                decoded[sizeof coded + 1];

static void decode(void) {
    for (size_t i = 0; i < sizeof coded; i++)
        decoded[i] = (char)(coded[i] ^ 0x2A);
}

static void telling_draw(struct visit *visit) {
    struct rect body = visit_body(visit, "home", "");
    char       *typed = visit_state(visit);
    if (*typed == '\0' && !decoded[0])
        return;
    const struct input line = { .label = "打字", .open = true };
    (void)input(visit->ui, ui_id("line"), cut_top(&body, 120), &line, typed, 64);
    (void)label(visit->ui, cut_top(&body, 60), STYLE(.bold = true), typed);
    (void)label(visit->ui, cut_top(&body, 200), STYLE(.em = EM_TITLE),
                arena_printf(visit->arena, "%s，%s", typed, typed));
    (void)button(visit->ui, ui_id("b"), cut_top(&body, 100), typed, BUTTON(.icon = ICON_CHECK));
}
static const struct screen telling = { "telling", 64, telling_draw };

/* Copies of the words in all memory of ours that can be written. */
__attribute__((no_sanitize("address"))) static size_t copies(void) {
    FILE  *maps = fopen("/proc/self/maps", "r");
    size_t count = 0;
    char   row[512], mode[8];
    assert_non_null(maps);
    while (fgets(row, sizeof row, maps)) {
        unsigned long from, to;
        if (sscanf(row, "%lx-%lx %7s", &from, &to, mode) != 3 || mode[0] != 'r' || mode[1] != 'w' ||
            to - from > (1ul << 30))
            continue;
        for (const char *at = (const char *)from; at + sizeof coded <= (const char *)to; at++) {
            size_t same = 0;
            while (same < sizeof coded && (unsigned char)at[same] == (coded[same] ^ 0x2A))
                same++;
            count += same == sizeof coded;
        }
    }
    (void)fclose(maps);
    return count;
}

static void what_was_typed_and_said_is_nowhere_afterwards(void **state) {
    (void)state;
    visit_push(&glass.visit, &telling, NULL);
    (void)gallery_draw(&glass);
    decode();
    (void)gallery_event(&glass, (struct ui_event){ .kind = UI_TEXT, .text = decoded });
    (void)gallery_draw(&glass);
    assert_non_null(tree_reads(ui_tree(glass.ui), decoded));
    assert_true(copies() > 5); /* state, trees, layouts, frame */
    explicit_bzero(decoded, sizeof decoded);
    visit_leave(&glass.visit);
    (void)gallery_draw(&glass);
    check_number(copies(), 0, "copies left in memory");
}

static void a_long_path_forgets_its_second_step(void **state) {
    (void)state;
    strcpy(now()->kept, "home");
    for (int i = 1; i <= 20; i++) {
        go(DO_ON);
        (void)snprintf(now()->kept, sizeof now()->kept, "step %d", i);
    }
    check_number(glass.visit.depth, VISIT_DEPTH, "no longer than that");
    for (int i = 20; i > 20 - VISIT_DEPTH + 1; i--) {
        char name[32];
        (void)snprintf(name, sizeof name, "step %d", i);
        check_text(now()->kept, name, "back through the newest");
        go(DO_BACK);
    }
    check_text(now()->kept, "home", "and home");
}

static void the_bar_and_escape_lead_out(void **state) {
    (void)state;
    go(DO_ON), go(DO_ON), go(DO_ON);
    (void)gallery_tap(&glass, "返回");
    check_number(glass.visit.depth, 3, "返回");
    (void)gallery_event(&glass, (struct ui_event){ .kind = UI_KEY, .key = UI_KEY_ESCAPE });
    check_number(glass.visit.depth, 2, "Escape");
    go(DO_ON);
    (void)gallery_tap(&glass, "首页");
    check_number(glass.visit.depth, 1, "首页");
}

static void what_is_asked_between_frames_is_done_at_the_next(void **state) {
    (void)state;
    go(DO_ON);
    visit_leave(&glass.visit); /* the idle clock */
    (void)gallery_draw(&glass);
    check_number(glass.visit.depth, 1, "left");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, start, stop)
int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_state_begins_with_zeros_or_what_is_given),
        TEST(back_finds_the_state_as_it_was_left),
        TEST(leaving_wipes_every_state),
        TEST(what_was_typed_and_said_is_nowhere_afterwards),
        TEST(a_long_path_forgets_its_second_step),
        TEST(the_bar_and_escape_lead_out),
        TEST(what_is_asked_between_frames_is_done_at_the_next),
    };
    return cmocka_run_group_tests(tests, gallery_faces_open, gallery_faces_close);
}
