/* SPDX-License-Identifier: GPL-3.0-or-later
 * monkey_test.c - hands that press anywhere, twice, beside, and walk away in the middle: whatever
 * they do, there is a whole screen afterwards and a way home. */
#include "support/check.h"
#include "support/seed.h"
#include "support/stage.h"
#include "support/temp.h"

static struct ui_event random_event(struct world *world, struct rect panel) {
    static const char *const texts[] = { "b", "j", "y", "保", " ", "zzzz", "'", "%s", "🧹" };
    struct ui_event          event = {
                 .x = (int)support_below(world, (uint32_t)panel.w + 40) - 20,
                 .y = (int)support_below(world, (uint32_t)panel.h + 40) - 20,
    };
    switch (support_below(world, 8)) {
    case 0:
        event.kind = UI_KEY;
        event.key = (enum ui_key)support_below(world, UI_KEY_END + 1);
        break;
    case 1:
        event.kind = UI_TEXT;
        event.text = texts[support_below(world, ROWS(texts))];
        break;
    case 2:
        event.kind = UI_SCROLL;
        event.steps = (int)support_below(world, 5) - 2;
        break;
    case 3:
        event.kind = UI_MOVE;
        break;
    case 4:
        event.kind = UI_CANCEL;
        break;
    default:
        event.kind = support_below(world, 2) ? UI_DOWN : UI_UP;
        break;
    }
    return event;
}

/* In the middle of something that can be touched, so that the hands get somewhere. */
static void aim(struct world *world, const struct tree *tree, struct ui_event *event) {
    const struct tree_node *node = &tree->nodes[support_below(world, (uint32_t)tree->count)];
    if (event->kind != UI_DOWN && event->kind != UI_UP)
        return;
    event->x = node->rect.x + node->rect.w / 2;
    event->y = node->rect.y + node->rect.h / 2;
}

static void any_hands_leave_a_whole_screen_and_a_way_home(void **state) {
    (void)state;
    struct temp  temp;
    struct world world;
    temp_make(&temp);
    support_world(&world);
    stage_demo(temp_path(&temp, "data"));
    for (const struct stage_form *form = stage_forms; form->width > 0; form++) {
        struct kiosk kiosk;
        if ((form - stage_forms) % 3 != 0)
            continue;
        char home[TEMP_PATH];
        (void)snprintf(home, sizeof(home), "%s", temp_path(&temp, "data"));
        stage_open(&kiosk, home, form);
        for (size_t n = support_count(400, 10000); n > 0; n--) {
            struct ui_event event = random_event(&world, ui_panel(kiosk.ui));
            if (support_below(&world, 3) > 0)
                aim(&world, ui_tree(kiosk.ui), &event);
            kiosk.hand_ms += support_below(&world, 400);
            event.time_ms = kiosk.hand_ms + 1;
            kiosk_event(&kiosk, event);
            kiosk_draw(&kiosk);
            const struct tree *tree = ui_tree(kiosk.ui);
            assert_true(tree->count > 3);
            for (size_t i = 0; i < tree->count; i++)
                if ((tree->nodes[i].state & TREE_SPILLED) != 0)
                    fail_msg("%s: %s spills", stage_form_text(form), tree->nodes[i].label);
        }
        kiosk_event(&kiosk, (struct ui_event){ .kind = UI_CANCEL });
        for (int i = 0; i < 20; i++)
            stage_play(&kiosk, "press Escape");
        assert_string_equal(visit_screen(&kiosk.visit)->name, "home");
        stage_close(&kiosk);
    }
    temp_remove(&temp);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_hands_leave_a_whole_screen_and_a_way_home),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
