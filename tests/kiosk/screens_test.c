/* SPDX-License-Identifier: GPL-3.0-or-later
 * screens_test.c - every screen in every form of the panel: what can be touched is large enough and
 * apart, nothing lies outside the panel, no text is clipped. */
#include "support/check.h"
#include "support/stage.h"

enum {
    TARGET_UNITS = 88, /* DESIGN.md: never under 88 units, 48 px on an 800×480 panel */
    TARGET_PX = 48,
    KEY_W_UNITS = 84, /* of keyboard keys */
};

static void blame(const struct kiosk *kiosk, const struct tree_node *node, const char *where,
                  const char *what) {
    struct arena arena = { 0 };
    (void)fprintf(stderr, "%s\n", tree_text(ui_tree(kiosk->ui), &arena));
    (void)fprintf(stderr, "%s: %s「%s」 %d,%d %d×%d: %s\n", where, tree_role_names[node->role],
                  node->label, node->rect.x, node->rect.y, node->rect.w, node->rect.h, what);
    arena_deinit(&arena);
    fail_msg("%s", what);
}

static bool target(const struct tree_node *node) {
    return tree_role_acts(node->role) && (node->state & TREE_DISABLED) == 0;
}

static bool inside(struct rect inner, struct rect outer) {
    return rect_equal(rect_meet(inner, outer), inner);
}

/* Less than the design asks of a target's size. */
static bool too_small(const struct ui *ui, const struct tree_node *node) {
    int least = px(ui, TARGET_UNITS) > TARGET_PX ? px(ui, TARGET_UNITS) : TARGET_PX;
    if (node->role == ROLE_KEY) {
        return node->rect.w < px(ui, KEY_W_UNITS) || node->rect.h < least;
    }
    return node->rect.h < least || node->rect.w < least;
}

/* A control within another is the ×  of its field: fine. Else they must not touch. */
static bool in_each_others_way(const struct tree_node *a, const struct tree_node *b) {
    if (rect_empty(rect_meet(a->rect, b->rect)))
        return false;
    bool button_in_field = (a->role == ROLE_FIELD && inside(b->rect, a->rect)) ||
                           (b->role == ROLE_FIELD && inside(a->rect, b->rect));
    return !button_in_field;
}

static void audit(struct kiosk *kiosk, const char *where) {
    const struct tree *tree = ui_tree(kiosk->ui);
    struct rect        panel = ui_panel(kiosk->ui);
    assert_true(tree->count > 3);
    for (size_t i = 0; i < tree->count; i++) {
        const struct tree_node *node = &tree->nodes[i];
        if (!inside(node->rect, panel))
            blame(kiosk, node, where, "outside the panel");
        if ((node->state & TREE_SPILLED) != 0)
            blame(kiosk, node, where, "its text does not fit");
        if (*node->label == '\0')
            blame(kiosk, node, where, "without a name");
        if (target(node) && too_small(kiosk->ui, node))
            blame(kiosk, node, where, "too small to touch");
        for (size_t k = 0; k < i; k++) {
            const struct tree_node *other = &tree->nodes[k];
            if (target(node) && target(other) && in_each_others_way(node, other))
                blame(kiosk, node, where, "in the way of another target");
            struct rect meet = rect_meet(node->rect, other->rect);
            if (target(node) != target(other) && !rect_empty(meet) &&
                !inside(node->rect, other->rect) && !inside(other->rect, node->rect))
                blame(kiosk, node, where, "crosses another's edge");
        }
    }
}

/* Play, and look at the screen after each act. */
static void walk(struct kiosk *kiosk, const char *form, const char *const *acts) {
    char where[200];
    audit(kiosk, form);
    for (size_t i = 0; acts[i] != NULL; i++) {
        stage_play(kiosk, acts[i]);
        (void)snprintf(where, sizeof(where), "%s, after “%s”", form, acts[i]);
        audit(kiosk, where);
    }
}

static const char *const walks[LANG_COUNT][40] = {
    [LANG_ZH] = { "tap 无障碍",
                  "tap 返回",
                  "tap 找工作",
                  "tap 下一页",
                  "tap 家门口",
                  "tap 外出",
                  "tap 全部",
                  "tap 搜索岗位",
                  "tap f",
                  "tap r",
                  "tap g",
                  "tap 清空",
                  "type bjy",
                  "tap 找",
                  "tap 外出",
                  "tap 清空",
                  "type qqqq",
                  "tap 返回",
                  "tap 小区保洁员",
                  "press PageDown",
                  "press PageDown",
                  "press PageDown",
                  "tap 首页",
                  "tap 大字",
                  NULL },
    [LANG_EN] = { "tap Access",
                  "tap Back",
                  "tap Find work",
                  "tap Next",
                  "tap Nearby",
                  "tap Away",
                  "tap All",
                  "tap Search jobs",
                  "tap b",
                  "tap j",
                  "tap y",
                  "tap Clear",
                  "type bjy",
                  "tap Find",
                  "tap Away",
                  "tap Clear",
                  "type qqqq",
                  "tap Back",
                  "tap 小区保洁员",
                  "press PageDown",
                  "press PageDown",
                  "press PageDown",
                  "tap Home",
                  "tap Large text",
                  NULL },
};

static void targets_are_large_and_apart_and_no_text_is_clipped(void **state) {
    (void)state;
    for (const struct stage_form *form = stage_forms; form->width > 0; form++) {
        struct kiosk kiosk;
        stage_open(&kiosk, stage_data(), form);
        walk(&kiosk, stage_form_text(form), walks[form->lang]);
        stage_close(&kiosk);
    }
}

static void trouble_and_emptiness_are_screens_too(void **state) {
    (void)state;
    for (const struct stage_form *form = stage_forms; form->width > 0; form++) {
        struct kiosk kiosk;
        stage_open(&kiosk, temp_path(stage_temp(), "nothing"), form);
        audit(&kiosk, stage_form_text(form));
        stage_close(&kiosk);
    }
}

/* Every posting of the demo, turned page by page. */
static void every_posting_can_be_read_to_its_end(void **state) {
    (void)state;
    for (const struct stage_form *form = stage_forms; form->width > 0; form++) {
        struct kiosk kiosk;
        const bool   zh = form->lang == LANG_ZH;
        stage_open(&kiosk, stage_data(), form);
        stage_play(&kiosk, zh ? "tap 找工作" : "tap Find work");
        for (int page = 0; page < 3; page++) {
            size_t cards = 0;
            for (size_t i = 0; i < ui_tree(kiosk.ui)->count; i++)
                cards += ui_tree(kiosk.ui)->nodes[i].role == ROLE_CARD;
            for (size_t n = 0; n < cards; n++) {
                char   acts[200];
                size_t at = 0;
                for (size_t i = 0; i < ui_tree(kiosk.ui)->count; i++)
                    if (ui_tree(kiosk.ui)->nodes[i].role == ROLE_CARD && at++ == n)
                        (void)snprintf(acts, sizeof(acts), "tap %s",
                                       ui_tree(kiosk.ui)->nodes[i].label);
                stage_play(&kiosk, acts);
                audit(&kiosk, acts);
                for (int turn = 0; turn < 8; turn++) {
                    stage_play(&kiosk, "press PageDown");
                    audit(&kiosk, acts);
                }
                stage_play(&kiosk, "press Escape");
            }
            stage_play(&kiosk, zh ? "tap 下一页" : "tap Next");
        }
        stage_close(&kiosk);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(targets_are_large_and_apart_and_no_text_is_clipped),
        cmocka_unit_test(trouble_and_emptiness_are_screens_too),
        cmocka_unit_test(every_posting_can_be_read_to_its_end),
    };
    return cmocka_run_group_tests(tests, stage_data_make, stage_data_remove);
}
