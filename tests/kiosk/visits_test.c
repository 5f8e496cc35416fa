/* SPDX-License-Identifier: GPL-3.0-or-later
 * visits_test.c - from the first touch to the attract screen: asked at 40 s by sight and sound,
 * over at 60, whatever was changed changed back, and no way to what was there. */
#include "base/file.h"
#include "kiosk/attract_screen.h"
#include "kiosk/corner_screen.h"
#include "services/glass.h"
#include "support/check.h"
#include "support/stage.h"

#include <SDL_mutex.h>

static struct kiosk kiosk;
static int          chimes[CHIME_COUNT];

static void hear(struct speaker *speaker, enum chime chime) {
    (void)speaker;
    chimes[chime]++;
}
static struct speaker ear = { hear };

static int once(void **state) {
    struct arena arena = { 0 };
    assert_true(tr_load(LANG_EN, share_path(&arena, "assets/i18n/en.mo")));
    arena_deinit(&arena);
    return stage_data_make(state);
}
static int begin(void **state) {
    (void)state;
    memset(chimes, 0, sizeof(chimes));
    stage_open(&kiosk, stage_data(), &stage_forms[0]);
    kiosk.visit.speaker = &ear;
    return 0;
}
static int end(void **state) {
    (void)state;
    kiosk.visit.speaker = NULL;
    stage_close(&kiosk);
    return 0;
}

static void asked_at_40_s_by_sight_and_sound_and_over_at_60(void **state) {
    (void)state;
    stage_play(&kiosk, "tap 找工作\nwait 39999\nabsent 我还在");
    check_number(chimes[CHIME_IDLE], 0, "quiet before");
    stage_play(&kiosk, "wait 1\nexpect 您还在吗\nexpect 我还在\nexpect 20 秒");
    check_number(chimes[CHIME_IDLE], 1, "one chime");
    stage_play(&kiosk, "wait 1000\nexpect 19 秒\nwait 18999\nexpect 1 秒\nexpect 我还在");
    check_number(chimes[CHIME_IDLE], 1, "still one");
    assert_false(attract_shown(&kiosk));
    stage_play(&kiosk, "wait 1\nabsent 我还在\nexpect 点一下开始");
    assert_true(attract_shown(&kiosk));
    check_number(kiosk.visits, 1, "one visit is over");
}

static void each_answer_gives_another_40_s_and_does_nothing_else(void **state) {
    (void)state;
    static const char *const answers[] = { "tap 我还在", "press Return", "press Escape",
                                           "press q",    "swipe up",     "press Tab",
                                           "press F5",   "press Ctrl+a", NULL };
    stage_play(&kiosk, "tap 找工作\ntap 小区保洁员\nexpect 岗位详情");
    for (size_t i = 0; answers[i] != NULL; i++) {
        stage_play(&kiosk, "wait 45000\nexpect 我还在");
        stage_play(&kiosk, answers[i]);
        stage_play(&kiosk, "absent 我还在\nexpect 岗位详情\nwait 39999\nabsent 我还在\n"
                           "wait 1\nexpect 我还在\ntap 我还在");
    }
}

static void a_touch_beside_the_dialog_is_no_touch_of_what_lies_below(void **state) {
    (void)state;
    stage_play(&kiosk, "tap 找工作");
    const struct tree_node *card = tree_find(ui_tree(kiosk.ui), "小区保洁员");
    assert_non_null(card);
    struct rect at = card->rect;
    stage_play(&kiosk, "wait 40000\nexpect 我还在");
    kiosk_event(&kiosk, (struct ui_event){ .kind = UI_DOWN, .x = at.x + 9, .y = at.y + 9 });
    kiosk_draw(&kiosk);
    kiosk_event(&kiosk, (struct ui_event){ .kind = UI_UP, .x = at.x + 9, .y = at.y + 9 });
    kiosk_draw(&kiosk);
    stage_play(&kiosk, "absent 我还在\nexpect 搜索岗位\nabsent 岗位详情");
}

static void on_home_the_question_covers_nothing_that_is_read(void **state) {
    (void)state;
    stage_play(&kiosk,
               "wait 40000\nexpect 我还在\nexpect 128 个\nexpect 09:41\n"
               "tap 找工作\nabsent 我还在\nexpect 家门口的新岗位\ntap 找工作\nexpect 搜索岗位");
}

static void everything_is_as_at_the_beginning_for_the_next_one(void **state) {
    (void)state;
    stage_play(&kiosk, "tap English\ntap Access\ntap Large text\ntap High contrast\ntap Home\n"
                       "tap Find work\ntype bjy\nexpect bjy\nwait 60000\n"
                       "expect 点一下开始\nabsent bjy");
    assert_int_equal(ui_lang(kiosk.ui), LANG_ZH);
    assert_false(ui_theme(kiosk.ui)->large);
    assert_false(ui_theme(kiosk.ui)->contrast);
    stage_play(&kiosk, "press Escape\nexpect 家门口的新岗位\ntap 找工作\nabsent bjy\n"
                       "press Escape\npress Escape\npress Escape\nexpect 家门口的新岗位");
}

static void nothing_brings_back_what_was_left(void **state) {
    (void)state;
    static const char *const tries[] = { "press Escape", "press Backspace", "press AC Back",
                                         "tap 点一下开始", "swipe down" };
    for (size_t i = 0; i < ROWS(tries); i++) {
        stage_play(&kiosk, "tap 找工作\ntap 小区保洁员\nexpect 岗位详情\nwait 60000");
        stage_play(&kiosk, tries[i]);
        stage_play(&kiosk, "press Escape\npress Backspace\nabsent 岗位详情\nexpect 家门口的新岗位");
        check_number(kiosk.visit.depth, 1, tries[i]);
    }
}

/* --- saving --------------------------------------------------------------------------------------
 */

static SDL_sem *held, *letting;

static bool held_work(struct store *store, void *data, struct err *err) {
    (void)store, (void)data, (void)err;
    SDL_SemPost(held);
    SDL_SemWait(letting);
    return true;
}

static void the_end_waits_for_a_save(void **state) {
    (void)state;
    const struct writer_options how = { .folder = stage_data(),
                                        .settings = &kiosk.settings.store,
                                        .world = &kiosk.world,
                                        .lang = &kiosk.visit.lang };
    held = SDL_CreateSemaphore(0);
    letting = SDL_CreateSemaphore(0);
    writer_free(kiosk.writer);
    kiosk.writer = writer_new(&how);
    kiosk.visit.saver = writer_saver(kiosk.writer);
    stage_play(&kiosk, "tap 找工作");
    assert_true(visit_save(&kiosk.visit, held_work, "", 1));
    SDL_SemWait(held);
    stage_play(&kiosk, "wait 70000\nexpect 我还在\nabsent 点一下开始");
    SDL_SemPost(letting);
    while (writer_busy(kiosk.writer))
        (void)visit_saved(&kiosk.visit, NULL, 0, NULL);
    stage_play(&kiosk, "wait 1000\nexpect 点一下开始");
    SDL_DestroySemaphore(held);
    SDL_DestroySemaphore(letting);
}

/* --- scanning ------------------------------------------------------------------------------------
 */

static void a_code_that_is_none_of_ours_is_said_to_be_so(void **state) {
    (void)state;
    stage_play(&kiosk, "scan HC1:NCFOXN%TSMAHN-H\nexpect 不是这里的回执\nwait 5000\n"
                       "absent 不是这里的回执");
    stage_play(&kiosk, "wait 60000\nexpect 点一下开始\nscan https://example.invalid/a\n"
                       "expect 不是这里的回执\nexpect 家门口的新岗位");
    assert_int_equal(*kiosk.visit.scanned, '\0');
}

static const char *claimed;
static void        claim_draw(struct visit *visit) {
           const char *scanned = visit_scanned(visit);
           (void)visit_body(visit, "claims", "");
           if (*scanned != '\0')
        claimed = strcmp(scanned, "mine") == 0 ? "mine" : "other";
}
static const struct screen claims = { "claims", 0, claim_draw };

static void a_screen_that_asks_has_the_code_for_itself(void **state) {
    (void)state;
    claimed = "none";
    visit_push(&kiosk.visit, &claims, NULL);
    kiosk_draw(&kiosk);
    stage_play(&kiosk, "scan mine\nabsent 不是这里的回执");
    check_text(claimed, "mine", "claimed");
}

static void a_scan_is_a_sign_of_life(void **state) {
    (void)state;
    stage_play(&kiosk, "tap 找工作\nwait 39000\nscan abc\nwait 39999\nabsent 我还在\nwait 1\n"
                       "expect 我还在\nscan abc\nabsent 我还在");
}

/* --- the staff corner's way in -------------------------------------------------------------------
 */

static void three_seconds_on_the_name_open_the_corner_and_less_does_not(void **state) {
    (void)state;
    stage_play(&kiosk, "hold 易扶新村服务中心\nexpect 工作人员密码\nwait 20000\nexpect 我还在\n"
                       "wait 10000\nexpect 点一下开始\ntap 点一下开始");
    const struct tree_node *name = tree_reads(ui_tree(kiosk.ui), "易扶新村服务中心");
    struct rect             at = name->rect;
    struct ui_event         down = { .kind = UI_DOWN, .x = at.x + 5, .y = at.y + 5 };
    struct ui_event         slid = { .kind = UI_MOVE, .x = at.x + 600, .y = at.y + 500 };
    kiosk_event(&kiosk, down);
    kiosk.hand_ms += CORNER_HOLD_MS - 1;
    assert_false(kiosk_stale(&kiosk));
    kiosk.hand_ms += 1;
    assert_true(kiosk_stale(&kiosk));
    kiosk_draw(&kiosk);
    stage_play(&kiosk, "expect 工作人员密码\ntap 首页");
    kiosk_event(&kiosk, down);
    kiosk_event(&kiosk, slid);
    kiosk.hand_ms += 2 * CORNER_HOLD_MS;
    assert_false(kiosk_stale(&kiosk));
    stage_play(&kiosk, "absent 工作人员密码\ntap 找工作\nhold 找工作\nabsent 工作人员密码");
}

int main(void) {
#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)
    const struct CMUnitTest tests[] = {
        TEST(asked_at_40_s_by_sight_and_sound_and_over_at_60),
        TEST(each_answer_gives_another_40_s_and_does_nothing_else),
        TEST(a_touch_beside_the_dialog_is_no_touch_of_what_lies_below),
        TEST(on_home_the_question_covers_nothing_that_is_read),
        TEST(everything_is_as_at_the_beginning_for_the_next_one),
        TEST(nothing_brings_back_what_was_left),
        TEST(the_end_waits_for_a_save),
        TEST(a_code_that_is_none_of_ours_is_said_to_be_so),
        TEST(a_screen_that_asks_has_the_code_for_itself),
        TEST(a_scan_is_a_sign_of_life),
        TEST(three_seconds_on_the_name_open_the_corner_and_less_does_not),
    };
    return cmocka_run_group_tests(tests, once, stage_data_remove);
}
