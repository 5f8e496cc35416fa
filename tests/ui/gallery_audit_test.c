/* SPDX-License-Identifier: GPL-3.0-or-later
 * gallery_audit_test.c - the toolkit's own screens held against DESIGN.md at every kind of panel,
 * in both languages: targets, keys, words, contrast, and that Tab comes to each control. */
#include "base/file.h"
#include "support/audit.h"
#include "support/check.h"
#include "support/gallery.h"

/* link: -Wl,--wrap=ui_begin,--wrap=widget_says,--wrap=widget_modal,--wrap=widget_cover */
/* link: -Wl,--wrap=tr,--wrap=paint_clip,--wrap=paint_fill,--wrap=paint_run */

enum { REACHED_MOST = 256 };

static int  fault_count;
static char where[128];

static const struct {
    int  width, height;
    bool large, contrast;
} panels[] = { { 1080, 1920, false, false }, { 1080, 1920, true, false },
               { 1920, 1080, false, false }, { 1920, 1080, true, true },
               { 800, 480, false, false },   { 720, 1280, false, true } };

static void told(void *context, const struct audit_fault *fault) {
    (void)context;
    if (fault->rule == AUDIT_UNTRANSLATED)
        return; /* the screens' own words are no part of the product */
    if (fault_count++ < 60)
        (void)fprintf(stderr, "%s: %s: “%s” %d,%d %d×%d %s\n", where, audit_rule_names[fault->rule],
                      fault->words, fault->rect.x, fault->rect.y, fault->rect.w, fault->rect.h,
                      fault->detail);
}

/* Where Tab comes to, rows gone into. */
static size_t tab_through(const struct tree *tree, uint64_t *reached) {
    const struct tree_node *first = tree_next(tree, 0, true), *at = first;
    size_t                  count = 0;
    while (at && count < REACHED_MOST) {
        reached[count++] = at->id;
        if (at->role == ROLE_ROW)
            for (const struct tree_node *in = tree_member(tree, at->id, true);
                 in->id != at->id && count < REACHED_MOST; in = tree_next(tree, in->id, true))
                reached[count++] = in->id;
        at = tree_next(tree, at->id, true);
        if (at->id == first->id)
            break;
    }
    return count;
}

static void audit_gallery(struct gallery *gallery) {
    static uint64_t   reached[REACHED_MOST];
    struct audit_view view = { .tree = ui_tree(gallery->ui),
                               .seen = seen_frame(),
                               .canvas = &gallery->canvas,
                               .theme = ui_theme(gallery->ui),
                               .lang = ui_lang(gallery->ui),
                               .data = "",
                               .reached = reached };
    view.reached_count = tab_through(view.tree, reached);
    audit_frame(&view, told, NULL);
}

static void every_screen_keeps_the_rules(void **state) {
    (void)state;
    struct arena arena = { 0 };
    (void)tr_load(LANG_EN, share_path(&arena, "assets/i18n/en.mo"));
    arena_deinit(&arena);
    for (int s = 5; gallery_screens[s]; s++)
        for (size_t p = 0; p < 2 * ROWS(panels); p++) {
            struct gallery gallery;
            size_t         panel_index = p / 2;
            gallery_open(&gallery, gallery_faces, gallery_screens[s], panels[panel_index].width,
                         panels[panel_index].height);
            ui_set_large(gallery.ui, panels[panel_index].large);
            ui_set_contrast(gallery.ui, panels[panel_index].contrast);
            ui_set_lang(gallery.ui, p % 2 ? LANG_EN : LANG_ZH);
            (void)gallery_draw(&gallery);
            (void)snprintf(where, sizeof where, "%s %d×%d%s%s %s", gallery_screens[s]->name,
                           panels[panel_index].width, panels[panel_index].height,
                           panels[panel_index].large ? " large" : "",
                           panels[panel_index].contrast ? " contrast" : "",
                           lang_names[ui_lang(gallery.ui)]);
            audit_gallery(&gallery);
            if (gallery_screens[s] == &gallery_name) { /* with candidates */
                struct ui_event typed = { .kind = UI_TEXT, .text = "liuyan" };
                (void)gallery_event(&gallery, typed);
                audit_gallery(&gallery);
            }
            gallery_close(&gallery);
        }
    check_number(fault_count, 0, "faults");
    seen_forget();
}

int main(void) {
    const struct CMUnitTest tests[] = { cmocka_unit_test(every_screen_keeps_the_rules) };
    return cmocka_run_group_tests(tests, gallery_faces_open, gallery_faces_close);
}
