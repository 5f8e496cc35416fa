/* SPDX-License-Identifier: GPL-3.0-or-later
 * hostile_test.c - every widget, at every kind of panel, shows whatever text: no crash, nothing
 * beside its place, nothing that changes by itself. The canvas is allocated to the byte, so the
 * address sanitizer sees a pixel too far. */
#include "base/text.h"
#include "support/check.h"
#include "support/gallery.h"
#include "support/hostile.h"
#include "support/seed.h"

static const struct {
    int  width, height;
    bool large, contrast;
} panels[] = { { 800, 480, false, false },
               { 320, 240, true, false },
               { 720, 1280, true, true },
               { 1080, 1920, false, false },
               { 1920, 1080, true, false } };

static void say_everywhere(const char *text) {
    gallery_words = (struct gallery_words){ text, text, text, text, text, text, text };
}

static void show(const struct screen *screen, size_t p, const char *text) {
    struct gallery gallery;
    struct arena   arena = { 0 };
    gallery_open(&gallery, gallery_faces, screen, panels[p].width, panels[p].height);
    ui_set_large(gallery.ui, panels[p].large);
    ui_set_contrast(gallery.ui, panels[p].contrast);
    assert_true(gallery_draw(&gallery) > 0);
    check_number(gallery_draw(&gallery), 0, "the same twice");
    const struct tree *tree = ui_tree(gallery.ui);
    struct rect        all = { 0, 0, panels[p].width, panels[p].height };
    for (size_t i = 0; i < tree->count; i++) {
        struct rect r = tree->nodes[i].rect;
        if (rect_empty(r) || !rect_equal(rect_meet(r, all), r))
            fail_msg("%s: a node at %d,%d %d×%d", screen->name, r.x, r.y, r.w, r.h);
    }
    char *json = tree_json(tree, &arena);
    if (text_valid(text, strlen(text)))
        assert_true(text_valid(json, strlen(json)));
    for (const char *at = json; *at; at++)
        assert_true((unsigned char)*at >= 0x20 || *at == '\n');
    struct ui_event event = { .kind = UI_TEXT, .text = text };
    (void)gallery_event(&gallery, event);
    for (int y = 20; y < panels[p].height; y += panels[p].height / 5) {
        event = (struct ui_event){ .kind = UI_DOWN, .x = panels[p].width / 3, .y = y };
        (void)gallery_event(&gallery, event);
        event.kind = UI_UP;
        (void)gallery_event(&gallery, event);
    }
    arena_deinit(&arena);
    gallery_close(&gallery);
}

static void every_text_on_every_screen(void **state) {
    (void)state;
    assert_true(hostile_count >= 120);
    size_t every = support_count(24, 1); /* of the larger panels, each 24th text, or all */
    for (size_t t = 0; t < hostile_count + hostile_byte_count; t++) {
        const char *text = t < hostile_count ? hostile_texts[t] : hostile_bytes[t - hostile_count];
        assert_true(t >= hostile_count || text_valid(text, strlen(text)));
        say_everywhere(text);
        for (int s = 0; gallery_screens[s]; s++)
            for (size_t p = 0; p < ROWS(panels); p++)
                if (p < 2 || (t + p) % every == 0)
                    show(gallery_screens[s], p, text);
    }
}

static void texts_of_a_megabyte_on_every_screen(void **state) {
    (void)state;
    static const char *const units[] = { "x",           "安", "a\xCC\x81", "\xE2\x80\x8B",
                                         "👩‍🏭", "\n", "，" };
    for (size_t u = 0; u < ROWS(units); u++) {
        char *text = hostile_long(units[u], 1 << 20);
        say_everywhere(text);
        for (int s = 0; gallery_screens[s]; s++)
            show(gallery_screens[s], u % 2, text);
        free(text);
    }
}

/* Random fingers and keys: whatever is pressed, frames agree and the panel stays usable. */
static void touch_at_random(struct world *world, const struct screen *screen, size_t count) {
    static const char *const typed[] = { "b", "保", " ", "zhao", "3", "\xFF", "" };
    struct gallery           gallery;
    gallery_open(&gallery, gallery_faces, screen, 800, 480);
    (void)gallery_draw(&gallery);
    for (size_t i = 0; i < count; i++) {
        struct ui_event event = { .kind = (enum ui_kind)support_below(world, UI_SCROLL + 1) };
        event.x = (int)support_below(world, 900) - 50;
        event.y = (int)support_below(world, 580) - 50;
        event.key = (enum ui_key)support_below(world, UI_KEY_END + 1);
        event.steps = (int)support_below(world, 5) - 2;
        event.text = typed[support_below(world, ROWS(typed))];
        event.time_ms = (int64_t)(i * 37);
        (void)gallery_event(&gallery, event);
        assert_true(ui_tree(gallery.ui)->count > 0);
        assert_in_range(gallery.visit.depth, 1, VISIT_DEPTH);
        if (i % 200 == 0)
            ui_set_large(gallery.ui, i % 400 == 0);
    }
    gallery_close(&gallery);
}

static void ten_thousand_random_touches(void **state) {
    (void)state;
    struct world world;
    support_world(&world);
    say_everywhere("缝纫工（可先培训）");
    for (int s = 0; gallery_screens[s]; s++)
        touch_at_random(&world, gallery_screens[s],
                        s ? support_count(150, 2000) : support_count(1000, 10000));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_text_on_every_screen),
        cmocka_unit_test(texts_of_a_megabyte_on_every_screen),
        cmocka_unit_test(ten_thousand_random_touches),
    };
    return cmocka_run_group_tests(tests, gallery_faces_open, gallery_faces_close);
}
