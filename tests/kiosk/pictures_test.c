/* SPDX-License-Identifier: GPL-3.0-or-later
 * pictures_test.c - a few screens against the pictures that are kept of them in tests/kiosk/golden.
 * ANJU_GOLDEN=1 keeps new ones: look at them before they are committed. */
#include "support/check.h"
#include "support/picture.h"
#include "support/stage.h"
#include "support/temp.h"

static void the_screens_look_as_they_did(void **state) {
    (void)state;
    static const struct {
        struct stage_form form;
        const char       *acts, *picture;
    } cases[] = {
        { { 1080, 1920, false, false, LANG_ZH }, "press Shift+Tab", "home" },
        { { 1080, 1920, false, false, LANG_ZH }, "tap 找工作\ntap 家门口", "list" },
        { { 1080, 1920, false, false, LANG_ZH }, "tap 找工作\ntype bjy", "find" },
        { { 1080, 1920, false, false, LANG_ZH }, "tap 找工作\ntap 缝纫工（可先培训）", "detail" },
        { { 720, 1280, true, false, LANG_ZH }, "tap 无障碍\ntap 返回", "home-large" },
        { { 800, 480, false, true, LANG_ZH }, "tap 找工作", "list-small-contrast" },
        { { 1280, 800, false, false, LANG_ZH }, "tap 找工作\ntap 小区保洁员", "detail-wide" },
        { { 800, 480, false, false, LANG_ZH }, "tap 找工作\ntap 搜索岗位\ntap b", "find-small" },
        { { 1080, 1920, false, false, LANG_ZH }, "wait 60000", "attract" },
        { { 1920, 1080, false, false, LANG_ZH }, "wait 60000", "attract-wide" },
        { { 800, 480, false, false, LANG_ZH }, "wait 60000\nwait 46800000", "attract-night" },
        { { 1280, 800, true, false, LANG_ZH }, "tap 找工作\nwait 41000", "idle-large" },
        { { 1080, 1920, false, true, LANG_ZH }, "tap 叫工作人员", "call-contrast" },
        { { 720, 1280, false, false, LANG_ZH }, "press Ctrl+Alt+S\ntype 12", "corner-pin" },
    };
    struct temp temp;
    temp_make(&temp);
    stage_demo(temp_path(&temp, "data"));
    for (size_t i = 0; i < ROWS(cases); i++) {
        struct kiosk kiosk;
        char         path[100];
        (void)snprintf(path, sizeof(path), "tests/kiosk/golden/%s.png", cases[i].picture);
        stage_open(&kiosk, temp_path(&temp, "data"), &cases[i].form);
        stage_play(&kiosk, cases[i].acts);
        picture_check(path, &kiosk.output.canvas);
        stage_close(&kiosk);
    }
    temp_remove(&temp);
}

int main(void) {
    const struct CMUnitTest tests[] = { cmocka_unit_test(the_screens_look_as_they_did) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
