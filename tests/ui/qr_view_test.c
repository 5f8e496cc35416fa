/* SPDX-License-Identifier: GPL-3.0-or-later
 * qr_view_test.c - codes as a telephone sees them on the panel: read back from the pixels of every
 * form; and the texts that they hold. */
#include "ui/qr_view.h"

#include "support/check.h"
#include "support/code.h"
#include "support/gallery.h"
#include "ui/qr_text.h"
#include "ui/widget.h"

#define TAKE_HOME                                                                                       \
    "小区保洁员\n易扶物业有限公司\n工资：2000–2500 元/月\n地点：易扶新村 5 " \
    "栋旁\n电话：0738-0001234\n截止：12 月 5 日"
static const char *const payloads[] = {
    "tel:13800001234",
    "tel:07380001234,802",
    "TS-K01-261124-B003-7",
    "7M2PQ4X9TZK3VWBH8RND5CYG6F",
    "喆堃䶮𠮷的岗位👩‍🏭",
    TAKE_HOME,
};

/* A panel of its own with one code in `r`. */
struct panel {
    struct ui    *ui;
    struct canvas canvas;
};

static void panel_open(struct panel *panel, int width, int height, bool large, bool contrast) {
    panel->ui = ui_new(gallery_faces);
    panel->canvas =
        (struct canvas){ calloc((size_t)width * (size_t)height, 4), width, height, width };
    assert_non_null(panel->canvas.pixels);
    ui_canvas(panel->ui, panel->canvas);
    ui_set_large(panel->ui, large);
    ui_set_contrast(panel->ui, contrast);
}

static void panel_close(struct panel *panel) {
    ui_free(panel->ui);
    free(panel->canvas.pixels);
}

static bool panel_draw(struct panel *panel, struct rect r, const char *text, size_t *ret_damage) {
    bool drawn;
    do {
        ui_begin(panel->ui);
        drawn = qr_view(panel->ui, r, text, "扫一扫，用自己的手机打电话");
        (void)ui_end(panel->ui, ret_damage);
    } while (ui_again(panel->ui));
    return drawn;
}

/* The smallest module that is drawn, from the finder pattern's outer row of seven; and whether each
 * pixel is black or white. */
static int module_of(const struct canvas *canvas, struct rect area) {
    int row = -1, first = 0, run = 0;
    for (int y = area.y; y < rect_bottom(area); y++)
        for (int x = area.x; x < rect_right(area); x++) {
            uint32_t pixel = canvas->pixels[y * canvas->stride + x];
            if (pixel != 0xFF000000u && pixel != 0xFFFFFFFFu)
                return 0;
            if (row < 0 && pixel == 0xFF000000u)
                row = y, first = x;
        }
    for (int x = first; canvas->pixels[row * canvas->stride + x] == 0xFF000000u; x++)
        run++;
    return run % 7 == 0 ? run / 7 : 0;
}

static const struct {
    int width, height;
} sizes[] = { { 1080, 1920 }, { 1920, 1080 }, { 1280, 800 }, { 1024, 600 },
              { 800, 480 },   { 720, 1280 },  { 768, 1024 } };

static void a_code_is_read_back_in_every_form_of_the_panel(void **state) {
    (void)state;
    for (size_t s = 0; s < ROWS(sizes); s++)
        for (int form = 0; form < 4; form++)
            for (size_t i = 0; i < ROWS(payloads); i++) {
                struct panel panel;
                size_t       damage;
                panel_open(&panel, sizes[s].width, sizes[s].height, form & 1, form & 2);
                struct rect r = { 30, 11, 460, 460 };
                assert_true(panel_draw(&panel, r, payloads[i], &damage));
                check_text(code_read(&panel.canvas, r), payloads[i], payloads[i]);
                panel_close(&panel);
            }
}

static void a_module_is_whole_pixels_at_least_six_and_the_quiet_zone_is_white(void **state) {
    (void)state;
    struct panel panel;
    size_t       damage;
    panel_open(&panel, 1080, 1920, false, false);
    for (int side = 150; side < 700; side += 37)
        for (size_t i = 0; i < ROWS(payloads); i++) {
            struct rect r = { 101, 203, side, side + 40 };
            int         drawn = qr_view_side(payloads[i], side);
            check_number(panel_draw(&panel, r, payloads[i], &damage), drawn > 0, payloads[i]);
            if (drawn == 0)
                continue;
            struct rect ground = rect_centred(r, drawn, drawn);
            /* Without the rounded corners of the ground, which lie in the quiet zone. */
            struct rect inner = rect_inset(ground, 2 * QR_VIEW_MODULE, 2 * QR_VIEW_MODULE);
            int         module = module_of(&panel.canvas, inner);
            assert_true(module >= QR_VIEW_MODULE);
            check_number(drawn % module, 0, "whole modules");
            struct rect top = { ground.x + 2 * module, ground.y, drawn - 4 * module,
                                QR_QUIET * module };
            for (int y = top.y; y < rect_bottom(top); y++)
                for (int x = top.x; x < rect_right(top); x++)
                    check_number(panel.canvas.pixels[y * 1080 + x], 0xFFFFFFFFu, "quiet zone");
        }
    panel_close(&panel);
}

/* The longest text of bytes at each size: drawn and read; one byte more is not drawn. */
static void what_surely_fits_is_drawn_and_read_and_what_does_not_is_left_out(void **state) {
    (void)state;
    struct panel panel;
    char         text[QR_BYTES_MOST + 2];
    panel_open(&panel, 1080, 1920, false, false);
    for (int side = 174; side <= 1062; side += 6 * 4 * 4) {
        struct rect r = { 9, 9, side, side };
        size_t      room = qr_view_room(side), damage;
        for (size_t i = 0; i <= room; i++)
            text[i] = (char)('a' + i * 7 % 26);
        text[room] = '\0';
        assert_true(panel_draw(&panel, r, text, &damage));
        check_text(code_read(&panel.canvas, r), text, "longest");
        text[room] = 'z';
        text[room + 1] = '\0';
        assert_false(panel_draw(&panel, r, text, &damage));
        check_number(code_count(&panel.canvas, r), 0, "too long");
        check_number(ui_tree(panel.ui)->count, 0, "nothing in the tree");
        check_number(qr_view_side(text, side), 0, "no side");
    }
    check_number(qr_view_room(173), 0, "no code is so small");
    panel_close(&panel);
}

static void the_tree_says_what_it_is_for_and_never_what_it_holds(void **state) {
    (void)state;
    struct panel panel;
    struct arena arena = { 0 };
    size_t       damage;
    panel_open(&panel, 800, 480, false, true);
    assert_true(panel_draw(&panel, (struct rect){ 0, 0, 300, 300 }, payloads[3], &damage));
    const struct tree *tree = ui_tree(panel.ui);
    check_number(tree->count, 1, "one node");
    check_number(tree->nodes[0].role, ROLE_PICTURE, "a picture");
    check_text(tree->nodes[0].label, "扫一扫，用自己的手机打电话", "what it is for");
    check_text(tree->nodes[0].value, "", "not what it holds");
    assert_null(strstr(tree_json(tree, &arena), payloads[3]));
    arena_deinit(&arena);
    panel_close(&panel);
}

static void the_same_code_again_paints_nothing_and_another_one_does(void **state) {
    (void)state;
    struct panel panel;
    size_t       damage;
    struct rect  r = { 64, 64, 300, 300 };
    panel_open(&panel, 1080, 1920, false, false);
    assert_true(panel_draw(&panel, r, "tel:13800001234", &damage));
    assert_true(panel_draw(&panel, r, "tel:13800001234", &damage));
    check_number(damage, 0, "the same");
    assert_true(panel_draw(&panel, r, "tel:13800001235", &damage));
    assert_true(damage > 0);
    panel_close(&panel);
}

static void a_number_becomes_what_telephones_dial(void **state) {
    (void)state;
    static const struct {
        const char *phone, *expected, *why;
    } rows[] = {
        { "13800001234", "tel:13800001234", "a mobile" },
        { "0738-0001234", "tel:07380001234", "a line" },
        { "0738-0001234转802", "tel:07380001234,802", "an extension after a pause" },
        { "400-000-1234", "tel:4000001234", "400" },
        { "+85200456789", "tel:+85200456789", "abroad" },
        { "0001234", "tel:0001234", "without an area: as it is written" },
        { "12345", "tel:12345", "a service" },
        { "110", "tel:110", "the police" },
        { "", NULL, "nothing" },
        { "转802", NULL, "an extension alone" },
        { "0738-0001234转", NULL, "an extension without digits" },
        { "138****6021", NULL, "masked" },
        { "1380000+1234", NULL, "a plus within" },
        { "13800001234;phone-context=x", NULL, "what is no number" },
        { "0738-0001234转1转2", NULL, "two extensions" },
        { "刘经理", NULL, "a name" },
    };
    struct arena arena = { 0 };
    for (size_t i = 0; i < ROWS(rows); i++)
        check_text(qr_tel(&arena, rows[i].phone), rows[i].expected, rows[i].why);
    arena_deinit(&arena);
}

static const struct take_home posting = {
    .title = "小区保洁员",
    .employer = "易扶物业有限公司",
    .pay = "2000–2500 元/月",
    .hours = "7:00–11:00",
    .place = "易扶新村 5 栋旁",
    .phone = "0738-0001234",
    .until = "12 月 5 日",
    .from = "易扶新村服务中心 11 月 24 日",
};

static void a_posting_to_take_home_says_all_that_is_written(void **state) {
    (void)state;
    struct arena arena = { 0 };
    check_text(qr_take_home(&arena, LANG_ZH, &posting, 1000),
               "小区保洁员\n易扶物业有限公司\n工资：2000–2500 元/月\n上班时间：7:00–11:00\n"
               "地点：易扶新村 5 栋旁\n电话：0738-0001234\n截止：12 月 5 日\n"
               "易扶新村服务中心 11 月 24 日",
               "all");
    check_text(
        qr_take_home(&arena, LANG_ZH,
                     &(struct take_home){
                         .title = "缝纫工", .phone = "13800001234", .pay = "", .place = NULL },
                     1000),
        "缝纫工\n电话：13800001234", "nothing is said of what is not written");
    assert_null(qr_take_home(&arena, LANG_ZH, &(struct take_home){ 0 }, 1000));
    arena_deinit(&arena);
}

static void what_is_needed_least_is_left_out_first_and_no_line_is_cut(void **state) {
    (void)state;
    static const char *const kept[] = { "小区保洁员",      "0738-0001234", "2000–2500 元/月",
                                        "易扶新村 5 栋旁", "12 月 5 日",   "易扶物业有限公司",
                                        "7:00–11:00",      "11 月 24 日" };
    struct arena             arena = { 0 };
    size_t                   before = ROWS(kept);
    bool                     none = false;
    for (size_t room = 300; room-- > 0;) {
        const char *text = qr_take_home(&arena, LANG_ZH, &posting, room);
        if (text == NULL) {
            none = true;
            continue;
        }
        assert_false(none); /* less room never holds more */
        assert_true(strlen(text) <= room);
        size_t count = 0;
        while (count < ROWS(kept) && strstr(text, kept[count]) != NULL)
            count++;
        assert_true(count >= 2 && count <= before);
        for (size_t i = count; i < ROWS(kept); i++)
            assert_null(strstr(text, kept[i]));
        before = count;
    }
    assert_true(none);
    arena_deinit(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_code_is_read_back_in_every_form_of_the_panel),
        cmocka_unit_test(a_module_is_whole_pixels_at_least_six_and_the_quiet_zone_is_white),
        cmocka_unit_test(what_surely_fits_is_drawn_and_read_and_what_does_not_is_left_out),
        cmocka_unit_test(the_tree_says_what_it_is_for_and_never_what_it_holds),
        cmocka_unit_test(the_same_code_again_paints_nothing_and_another_one_does),
        cmocka_unit_test(a_number_becomes_what_telephones_dial),
        cmocka_unit_test(a_posting_to_take_home_says_all_that_is_written),
        cmocka_unit_test(what_is_needed_least_is_left_out_first_and_no_line_is_cut),
    };
    return cmocka_run_group_tests(tests, gallery_faces_open, gallery_faces_close);
}
