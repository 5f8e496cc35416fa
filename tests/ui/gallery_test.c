/* SPDX-License-Identifier: GPL-3.0-or-later
 * gallery_test.c - the toolkit's screens as pictures: small ones are compared with tests/ui/golden;
 * ANJU_GALLERY=FOLDER writes all of them, at every kind of panel, to look at. */
#include "base/file.h"
#include "support/check.h"
#include "support/gallery.h"
#include "support/picture.h"
#include "support/temp.h"
#include "ui/png.h"

static const struct {
    int         width, height;
    bool        large, contrast;
    const char *name;
} panels[] = {
    { 1080, 1920, false, false, "portrait" },
    { 1080, 1920, true, false, "large" },
    { 1080, 1920, false, true, "contrast" },
    { 1920, 1080, false, false, "landscape" },
    { 1920, 1080, true, false, "landscape-large" },
    { 800, 480, false, false, "small" },
    { 720, 1280, false, false, "720" },
};

static void draw(struct gallery *gallery, size_t p, const struct screen *screen) {
    gallery_open(gallery, gallery_faces, screen, panels[p].width, panels[p].height);
    ui_set_large(gallery->ui, panels[p].large);
    ui_set_contrast(gallery->ui, panels[p].contrast);
    assert_true(gallery_draw(gallery) > 0);
    if (screen == &gallery_find)
        (void)gallery_event(gallery, (struct ui_event){ .kind = UI_TEXT, .text = "bjy" });
    if (screen == &gallery_name)
        (void)gallery_event(gallery, (struct ui_event){ .kind = UI_TEXT, .text = "liuyan" });
}

/* Written on request only: drawing them is what every other test does. */
static void all_pictures_are_written_on_request(void **state) {
    (void)state;
    const char *folder = getenv("ANJU_GALLERY");
    for (size_t p = 0; folder && p < ROWS(panels); p++)
        for (int s = 0; gallery_screens[s]; s++) {
            struct gallery gallery;
            struct arena   arena = { 0 };
            draw(&gallery, p, gallery_screens[s]);
            const char *path =
                arena_printf(&arena, "%s/%s-%s", folder, gallery_screens[s]->name, panels[p].name);
            const char *tree = tree_text(ui_tree(gallery.ui), &arena);
            assert_true(png_save(arena_printf(&arena, "%s.png", path), &gallery.canvas, NULL));
            assert_true(
                file_write(arena_printf(&arena, "%s.txt", path), tree, strlen(tree), 0644, NULL));
            arena_deinit(&arena);
            gallery_close(&gallery);
        }
}

static void it_looks_as_it_did(void **state) {
    (void)state;
    static const struct {
        const struct screen *screen;
        int                  width, height;
        bool                 large, contrast;
        const char          *path;
    } rows[] = {
        { &gallery_home, 800, 480, false, false, "tests/ui/golden/home.png" },
        { &gallery_list, 720, 1280, false, false, "tests/ui/golden/list.png" },
        { &gallery_find, 720, 1280, false, false, "tests/ui/golden/find.png" },
        { &gallery_detail, 720, 1280, true, false, "tests/ui/golden/detail.png" },
        { &gallery_kinds, 720, 1280, false, true, "tests/ui/golden/kinds.png" },
        { &gallery_figures, 720, 1280, false, true, "tests/ui/golden/figures.png" },
        { &gallery_choice, 800, 480, false, false, "tests/ui/golden/choice.png" },
        { &gallery_several, 720, 1280, true, false, "tests/ui/golden/several.png" },
        { &gallery_form, 720, 1280, false, false, "tests/ui/golden/form.png" },
        { &gallery_name, 720, 1280, false, false, "tests/ui/golden/name.png" },
        { &gallery_digits, 800, 480, false, false, "tests/ui/golden/digits.png" },
        { &gallery_day, 720, 1280, false, false, "tests/ui/golden/day.png" },
        { &gallery_dialog, 720, 1280, true, false, "tests/ui/golden/dialog.png" },
        { &gallery_idle, 800, 480, false, false, "tests/ui/golden/idle.png" },
        { &gallery_toast, 720, 1280, false, false, "tests/ui/golden/toast.png" },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct gallery gallery;
        gallery_open(&gallery, gallery_faces, rows[i].screen, rows[i].width, rows[i].height);
        ui_set_large(gallery.ui, rows[i].large);
        ui_set_contrast(gallery.ui, rows[i].contrast);
        (void)gallery_draw(&gallery);
        if (rows[i].screen == &gallery_name)
            (void)gallery_event(&gallery, (struct ui_event){ .kind = UI_TEXT, .text = "liuyan" });
        picture_check(rows[i].path, &gallery.canvas);
        gallery_close(&gallery);
    }
}

/* Controls' labels are never cut at the sizes that the product is made for. */
static void no_label_spills(void **state) {
    (void)state;
    struct arena arena = { 0 };
    (void)tr_load(LANG_EN, share_path(&arena, "assets/i18n/en.mo")); /* without it, Chinese twice */
    arena_deinit(&arena);
    for (size_t p = 0; p < 2 * ROWS(panels); p++)
        for (int s = 0; gallery_screens[s]; s++) {
            struct gallery gallery;
            draw(&gallery, p / 2, gallery_screens[s]);
            ui_set_lang(gallery.ui, p % 2 ? LANG_EN : LANG_ZH);
            (void)gallery_draw(&gallery);
            const struct tree *tree = ui_tree(gallery.ui);
            for (size_t i = 0; i < tree->count; i++)
                if (tree_role_acts(tree->nodes[i].role) && (tree->nodes[i].state & TREE_SPILLED))
                    fail_msg("%s %s: %s", gallery_screens[s]->name, panels[p / 2].name,
                             tree->nodes[i].label);
            gallery_close(&gallery);
        }
}

static void a_picture_survives_its_file(void **state) {
    (void)state;
    struct temp temp;
    temp_make(&temp);
    struct gallery gallery;
    gallery_open(&gallery, gallery_faces, &gallery_kinds, 330, 250);
    (void)gallery_draw(&gallery);
    struct canvas back = { 0 };
    const char   *path = temp_path(&temp, "a.png");
    assert_true(png_save(path, &gallery.canvas, NULL));
    assert_true(png_load(path, &back, NULL));
    check_number(picture_difference(&gallery.canvas, &back), 0, "the same");
    back.pixels[5] ^= 0x000400;
    check_number(picture_difference(&gallery.canvas, &back), 1, "one pixel, by 4 of 255");
    back.pixels[5] ^= 0x000600;
    check_number(picture_difference(&gallery.canvas, &back), 0, "by 2: another machine");
    free(back.pixels);
    gallery_close(&gallery);
    temp_remove(&temp);
}

static void what_is_no_picture_is_refused(void **state) {
    (void)state;
    struct temp temp;
    temp_make(&temp);
    static const unsigned char huge[] = { 0x89, 'P',  'N',  'G',  '\r', '\n', 0x1A, '\n', 0,
                                          0,    0,    13,   'I',  'H',  'D',  'R',  0,    0,
                                          0xC3, 0x50, 0,    0,    0xC3, 0x50, 8,    2,    0,
                                          0,    0,    0x60, 0x9A, 0x7B, 0x35 };
    const struct {
        const char *path, *why;
    } rows[] = {
        { temp_path(&temp, "none.png"), "not there" },
        { temp_file(&temp, "empty.png", "", 0), "empty" },
        { temp_file(&temp, "text.png", "hello, world", 12), "a text" },
        { temp_file(&temp, "huge.png", huge, sizeof huge), "50,000 × 50,000" },
        { temp_file(&temp, "cut.png", huge, 20), "cut" },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct canvas canvas = { 0 };
        struct err    err = { 0 };
        if (png_load(rows[i].path, &canvas, &err))
            fail_msg("%s was read", rows[i].why);
        assert_null(canvas.pixels);
        assert_true(err.text[0] != '\0');
    }
    struct canvas one = { &(uint32_t){ 0 }, 1, 1, 1 };
    struct err    err = { 0 };
    assert_false(png_save("/nowhere/at/all.png", &one, &err));
    assert_true(err.text[0] != '\0');
    temp_remove(&temp);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_pictures_are_written_on_request),
        cmocka_unit_test(it_looks_as_it_did),
        cmocka_unit_test(no_label_spills),
        cmocka_unit_test(a_picture_survives_its_file),
        cmocka_unit_test(what_is_no_picture_is_refused),
    };
    return cmocka_run_group_tests(tests, gallery_faces_open, gallery_faces_close);
}
