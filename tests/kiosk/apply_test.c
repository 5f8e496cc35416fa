/* SPDX-License-Identifier: GPL-3.0-or-later
 * apply_test.c - 我想去 from the keys to the receipt and back: saved once, the code read from the
 * pixels and scanned again, taken back by code and by number, and what happens when the store is
 * full, the posting goes, the printer fails. */
#include "base/file.h"
#include "base/text.h"
#include "flow/act.h"
#include "kiosk/scanner.h"
#include "services/jobs/jobs_screens.h"
#include "services/service.h"
#include "support/job_put.h"
#include "support/check.h"
#include "support/code.h"
#include "support/stage.h"

static struct kiosk  kiosk;
static struct store *desk; /* the other process */
static struct arena  arena;

#define TO_FORM "tap 找工作\ntap 小区保洁员\ntap 我想去\n"
#define NAME "type liu\npress Space\ntype xiaoming\npress Space\ntap 下一项\n"
#define TELEPHONE "type 13800006021\ntap 下一步\n"

static int begin(void **state) {
    (void)stage_data_make(state);
    desk = stage_desk();
    stage_open(&kiosk, stage_data(), &stage_forms[0]);
    return 0;
}
static int end(void **state) {
    kiosk.visit.printer = NULL;
    stage_close(&kiosk);
    store_close(desk);
    arena_deinit(&arena);
    return stage_data_remove(state);
}

static void form_of(int width, int height, bool large) {
    struct stage_form form = { width, height, large, false, LANG_ZH };
    stage_close(&kiosk);
    stage_open(&kiosk, stage_data(), &form);
}

static int64_t applications(void) {
    int64_t    count = -1;
    struct err err = { 0 };
    if (!store_number(desk, "SELECT count(*) FROM application", NULL, 0, &count, &err))
        fail_msg("%s", err.text);
    return count;
}

static struct application newest(void) {
    struct application application;
    struct query      *query;
    assert_true(
        query_open(&query, desk, &application_record, "ORDER BY id DESC LIMIT 1", NULL, 0, NULL));
    assert_true(query_next(query, &application, &arena));
    assert_true(query_close(query, NULL));
    return application;
}

static const char *number_shown(void) {
    const struct tree *tree = ui_tree(kiosk.ui);
    for (size_t i = 0; i < tree->count; i++)
        if (text_starts(tree->nodes[i].label, "QZ-"))
            return arena_strdup(&arena, tree->nodes[i].label);
    fail_msg("no number on the screen");
    return "";
}

/* What a telephone reads of the shown receipt. */
static const char *code_shown(const char *label) {
    const struct tree *tree = ui_tree(kiosk.ui);
    struct canvas      canvas = kiosk.output.canvas;
    for (size_t i = 0; i < tree->count; i++)
        if (tree->nodes[i].role == ROLE_PICTURE && strcmp(tree->nodes[i].label, label) == 0) {
            const char *text = code_read(&canvas, tree->nodes[i].rect);
            if (text == NULL)
                fail_msg("%s: not to be read", label);
            return arena_strdup(&arena, text);
        }
    fail_msg("%s: not on the screen", label);
    return NULL;
}
static const char *token_shown(void) {
    return code_shown("回执的二维码");
}

static void job_closes(const char *title) {
    const struct value values[] = { value_text(title) };
    row_id             id;
    struct err         err = { 0 };
    if (!store_find(desk, "SELECT id FROM job WHERE title = $1", values, 1, &id, &err) ||
        !store_begin(desk, "刘敏", &err) || !job_reckon(desk, id, JOB_FILLED, &err) ||
        !store_commit(desk, &err))
        fail_msg("%s", err.text);
    assert_true(kiosk_stale(&kiosk));
    kiosk_draw(&kiosk);
}

/* --- saved once ----------------------------------------------------------------------------------
 */

static void what_was_typed_is_what_is_saved(void **state) {
    (void)state;
    stage_play(&kiosk, TO_FORM NAME TELEPHONE "expect 同意，提交\nabsent 报上名了");
    check_number(applications(), 0, "nothing before 提交");
    stage_play(&kiosk, "tap 同意\nexpect 报上名了");
    check_number(applications(), 1, "one");
    struct application application = newest();
    check_text(application.phone, "13800006021", "the telephone");
    assert_true(text_characters(application.name) >= 2);
    assert_non_null(strstr(application.consent, "2027 年 11 月 24 日"));
    check_number(application.keep_until.n, kiosk.visit.today.n + 365, "until when it is kept");
}

static void a_double_tap_is_one_application(void **state) {
    (void)state;
    stage_play(&kiosk, TO_FORM NAME TELEPHONE);
    const struct tree_node *node = tree_find(ui_tree(kiosk.ui), "同意");
    assert_non_null(node);
    int x = node->rect.x + node->rect.w / 2, y = node->rect.y + node->rect.h / 2;
    for (int tap = 0; tap < 4; tap++) {
        int64_t at = ui_now_ms(kiosk.ui) + (tap == 0 ? 1000 : 60);
        kiosk_event(&kiosk, (struct ui_event){ .kind = UI_DOWN, .x = x, .y = y, .time_ms = at });
        kiosk_event(&kiosk, (struct ui_event){ .kind = UI_UP, .x = x, .y = y, .time_ms = at });
        kiosk_draw(&kiosk);
    }
    check_number(applications(), 1, "one");
    stage_play(&kiosk, "expect 报上名了\nabsent 不去这个岗位了");
}

static void a_second_one_is_recognised(void **state) {
    (void)state;
    stage_play(&kiosk, TO_FORM NAME TELEPHONE
               "tap 同意\ntap 首页\n" TO_FORM NAME TELEPHONE
               "tap 同意\nexpect 这个岗位您已经报过了\nexpect 最晚 11 月 27 日（周五）\n"
               "absent QZ-\ntap 查回执\nexpect 报名号");
    check_number(applications(), 1, "one");
}

/* --- the receipt ---------------------------------------------------------------------------------
 */

/* Do the bytes of `text` stand in this file of the node? A missing file holds nothing. */
static bool file_holds(const char *name, const char *text) {
    char  *bytes, path[TEMP_PATH + 16];
    size_t length;
    (void)snprintf(path, sizeof(path), "%s/%s", stage_data(), name);
    return file_read(&arena, path, 1 << 28, &bytes, &length, NULL) &&
           memmem(bytes, length, text, strlen(text)) != NULL;
}

static void the_token_is_on_the_glass_and_in_no_file(void **state) {
    (void)state;
    stage_play(&kiosk, TO_FORM NAME TELEPHONE "tap 同意\nexpect 报上名了");
    static const char *const files[] = { "anju.db", "anju.db-wal", "head" };
    const char              *token = token_shown();
    bool                     kept = false;
    assert_int_equal(strlen(token), TOKEN_TEXT - 1);
    for (size_t i = 0; i < ROWS(files); i++) {
        kept |= file_holds(files[i], "13800006021"); /* what is kept would have been found */
        if (file_holds(files[i], token))
            fail_msg("the token is in %s", files[i]);
    }
    assert_true(kept);
}

static void the_code_is_scanned_and_opens_it_anywhere(void **state) {
    (void)state;
    stage_play(&kiosk, TO_FORM NAME TELEPHONE "tap 同意\nexpect 报上名了");
    const char *token = token_shown(), *number = number_shown();
    stage_play(&kiosk, "tap 首页");
    kiosk_scanned(&kiosk, token);
    assert_non_null(tree_reads(ui_tree(kiosk.ui), number));
    stage_play(&kiosk,
               "expect 收到了\nexpect 尾号 6021\nabsent 138\ntap 不去了\nexpect 可以再报名\n"
               "tap 再想想\nexpect 收到了\ntap 不去了\ntap 撤回\nexpect 您撤回了\n"
               "absent 6021\nabsent 不去了\ntap 看别的岗位\nexpect 搜索岗位");
    struct application application = newest();
    check_text(application.name, "", "the name is erased");
    check_text(application.phone, "", "so is the telephone");
    kiosk_scanned(&kiosk, token);
    stage_play(&kiosk, "expect 您撤回了\nabsent 不去了");
}

static void other_codes_open_nothing(void **state) {
    (void)state;
    static const char *const texts[] = { "tel:07380000615", "00000000000000000000000000",
                                         "ABCDEFGHJKMNPQRSTVWXYZ0123",
                                         "'; DROP TABLE application" };
    for (size_t i = 0; i < ROWS(texts); i++) {
        kiosk_scanned(&kiosk, texts[i]);
        stage_play(&kiosk, "absent 报名号\nexpect 找工作");
    }
}

static void it_is_found_by_number_and_last_four_digits(void **state) {
    (void)state;
    stage_play(&kiosk, TO_FORM NAME TELEPHONE "tap 同意\nexpect 报上名了");
    const char *number = number_shown();
    stage_play(&kiosk, arena_printf(&arena,
                                    "tap 首页\ntap 找工作\ntap 查回执\ntype %s\ntap 下一项\n"
                                    "type 6022\ntap 查\nexpect 没有找到\nabsent 收到了",
                                    number));
    stage_play(&kiosk, "press Backspace\ntype 1\ntap 查\nexpect 收到了\nexpect 尾号 6021\n"
                       "tap 不去了\ntap 撤回\nexpect 您撤回了\nexpect 名字和电话已经删掉");
    check_text(newest().phone, "", "erased");
}

static void guessing_waits_longer_and_longer(void **state) {
    (void)state;
    stage_play(&kiosk, TO_FORM NAME TELEPHONE "tap 同意\nexpect 报上名了");
    const char *number = number_shown();
    stage_play(&kiosk, arena_printf(&arena,
                                    "tap 首页\ntap 找工作\ntap 查回执\ntype %s\ntap 下一项\n"
                                    "type 0000",
                                    number));
    int tries = 0;
    while (tries < 40 && !stage_try(&kiosk, "expect 请等一等再试")) {
        stage_play(&kiosk, "tap 查");
        tries++;
    }
    if (tries < 2 || tries >= 40)
        fail_msg("%d tries", tries);
    stage_play(&kiosk, "absent 下一项\nexpect 对着扫码口扫一下");
    kiosk_scanned(&kiosk, "00000000000000000000000000");
    stage_play(&kiosk, "expect 请等一等再试");
}

/* --- what goes wrong -----------------------------------------------------------------------------
 */

static void a_store_that_is_held_says_so_and_keeps_what_was_typed(void **state) {
    (void)state;
    struct err err = { 0 };
    stage_play(&kiosk, TO_FORM NAME TELEPHONE);
    assert_true(store_begin(desk, "system", &err));
    stage_play(&kiosk, "tap 同意\nexpect 没有存上\nabsent 报上名了\nexpect 13800006021");
    store_rollback(desk);
    stage_play(&kiosk, "tap 同意\nexpect 报上名了");
    check_number(applications(), 1, "saved at last, once");
}

static void a_posting_that_goes_while_it_is_read_offers_others(void **state) {
    (void)state;
    stage_play(&kiosk, "tap 找工作\ntap 小区保洁员\nexpect 我想去");
    job_closes("小区保洁员");
    stage_play(&kiosk, "expect 这个岗位已经不招了\nexpect 差不多的岗位\nabsent 我想去\n"
                       "tap 看别的岗位\nabsent 小区保洁员");
    stage_play(&kiosk, "tap 首页\ntap 找工作\ntap 缝纫工（可先培训）\ntap 我想去\n" NAME);
    job_closes("缝纫工（可先培训）");
    stage_play(&kiosk, "expect 这个岗位已经不招了\nabsent 您的电话");
    check_number(applications(), 0, "nothing was saved");
}

static void without_a_centre_nobody_is_asked_for_a_name(void **state) {
    (void)state;
    const char *caller = kiosk.place.caller;
    kiosk.place.caller = "";
    stage_play(&kiosk, "tap 找工作\nexpect 查回执\ntap 小区保洁员\nabsent 我想去\nexpect 带回家");
    kiosk.place.caller = caller;
    kiosk.visit.saver = NULL;
    kiosk_draw(&kiosk);
    stage_play(&kiosk, "absent 我想去\ntap 返回\nabsent 查回执");
}

/* --- paper
 * ---------------------------------------------------------------------------------------- */

static struct {
    int               papers, height, busy; /* for so many questions it is under way */
    enum device_state stands;
    bool              refuses;
} paper;

static bool take_paper(struct printer *printer, const struct canvas *canvas) {
    check_number(canvas->width, printer->width, "as wide as the paper");
    paper.height = canvas->height;
    paper.papers += !paper.refuses;
    return !paper.refuses;
}
static enum device_state paper_state(struct printer *printer, struct err *ret_err) {
    (void)printer;
    if (paper.busy-- > 0)
        return DEVICE_BUSY;
    if (paper.stands == DEVICE_FAILED)
        (void)err_set(ret_err, "打印机的纸用完了，请叫工作人员换纸");
    return paper.stands;
}
static struct printer printer = { .width = 576, .print = take_paper, .state = paper_state };

static void press(const char *label) {
    const struct tree_node *node = tree_find(ui_tree(kiosk.ui), label);
    assert_non_null(node);
    const int x = node->rect.x + node->rect.w / 2, y = node->rect.y + node->rect.h / 2;
    kiosk_event(&kiosk, (struct ui_event){ .kind = UI_DOWN, .x = x, .y = y });
    kiosk_event(&kiosk, (struct ui_event){ .kind = UI_UP, .x = x, .y = y });
    kiosk_draw(&kiosk);
}

static void paper_is_printed_or_it_is_said_why_not(void **state) {
    (void)state;
    memset(&paper, 0, sizeof(paper));
    paper.stands = DEVICE_DONE;
    kiosk.visit.printer = &printer;
    stage_play(&kiosk, "tap 找工作\ntap 小区保洁员\ntap 打印\nexpect 打好了");
    check_number(paper.papers, 1, "the posting");
    stage_play(&kiosk,
               "tap 我想去\n" NAME TELEPHONE "tap 同意\nexpect 报上名了\ntap 打印\nexpect 打好了");
    check_number(paper.papers, 2, "the receipt");
    paper.stands = DEVICE_FAILED;
    stage_play(&kiosk, "wait 11000\ntap 打印\nexpect 打印机的纸用完了");
    paper.refuses = true;
    stage_play(&kiosk, "wait 11000\ntap 打印\nexpect 没打成\nexpect 拍照");
    paper.refuses = false;
    stage_play(&kiosk, "wait 11000");
    paper.stands = DEVICE_BUSY;
    press("打印"); /* by hand: a script waits for the printer */
    assert_non_null(tree_reads(ui_tree(kiosk.ui), "正在打印"));
    check_number(paper.papers, 4, "each press one");
    kiosk.visit.printer = NULL;
    kiosk_draw(&kiosk);
    stage_play(&kiosk, "absent 打印\nexpect 报名号");
}

static void codes_of_a_posting_are_read_from_the_pixels(void **state) {
    (void)state;
    stage_play(&kiosk, "tap 找工作\ntap 小区保洁员\ntap 带回家\nexpect 手机扫一扫，打电话");
    const char *tel = code_shown("手机扫一扫，打电话");
    check_text(tel, "tel:07380000615", "to call");
    const char *home = code_shown("手机扫一扫，带回家看");
    assert_non_null(strstr(home, "小区保洁员"));
    assert_non_null(strstr(home, "0738-0000615"));
}

/* --- with two keys ------------------------------------------------------------------------- */

static void a_switch_of_two_keys_is_enough(void **state) {
    (void)state;
    static const struct stage_form forms[] = { { 1080, 1920, false, false, LANG_ZH },
                                               { 1920, 1080, true, false, LANG_ZH },
                                               { 800, 480, false, true, LANG_ZH } };
    static const char *const       names[] = { "switch w\nswitch a\nswitch n\nswitch g",
                                               "switch c\nswitch h\nswitch e\nswitch n",
                                               "switch l\nswitch i" };
    for (size_t f = 0; f < ROWS(forms); f++) {
        int64_t before = applications();
        form_of(forms[f].width, forms[f].height, forms[f].large);
        stage_play(&kiosk, "switch 找工作\nswitch 帮我挑\nswitch 家门口\nswitch 打扫\nswitch 白天\n"
                           "switch 小区保洁员\nswitch 我想去\nexpect 您的姓名");
        stage_play(&kiosk, names[f]);
        stage_play(&kiosk, "switch 选第一个\nswitch m\nswitch i\nswitch n\nswitch 选第一个\n"
                           "switch 下一项\nswitch 1\nswitch 3\nswitch 8\nswitch 0\nswitch 0\n"
                           "switch 0\nswitch 0\nswitch 6\nswitch 0\nswitch 2\nswitch 1\n"
                           "switch 下一步\nswitch 同意\nexpect 报上名了");
        check_number(applications(), before + 1, stage_form_text(&forms[f]));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_was_typed_is_what_is_saved, begin, end),
        cmocka_unit_test_setup_teardown(a_double_tap_is_one_application, begin, end),
        cmocka_unit_test_setup_teardown(a_second_one_is_recognised, begin, end),
        cmocka_unit_test_setup_teardown(the_token_is_on_the_glass_and_in_no_file, begin, end),
        cmocka_unit_test_setup_teardown(the_code_is_scanned_and_opens_it_anywhere, begin, end),
        cmocka_unit_test_setup_teardown(other_codes_open_nothing, begin, end),
        cmocka_unit_test_setup_teardown(it_is_found_by_number_and_last_four_digits, begin, end),
        cmocka_unit_test_setup_teardown(guessing_waits_longer_and_longer, begin, end),
        cmocka_unit_test_setup_teardown(a_store_that_is_held_says_so_and_keeps_what_was_typed,
                                        begin, end),
        cmocka_unit_test_setup_teardown(a_posting_that_goes_while_it_is_read_offers_others, begin,
                                        end),
        cmocka_unit_test_setup_teardown(without_a_centre_nobody_is_asked_for_a_name, begin, end),
        cmocka_unit_test_setup_teardown(paper_is_printed_or_it_is_said_why_not, begin, end),
        cmocka_unit_test_setup_teardown(codes_of_a_posting_are_read_from_the_pixels, begin, end),
        cmocka_unit_test_setup_teardown(a_switch_of_two_keys_is_enough, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
