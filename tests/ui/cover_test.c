/* SPDX-License-Identifier: GPL-3.0-or-later
 * cover_test.c - what stands above a page takes its place from what is below, for finger, keyboard
 * and reader alike. */
#include "support/check.h"
#include "ui/tree.h"

enum { LEAST = 88, TEXT = 1, CARD = 2 };

static void a_cover_takes_its_place_from_what_is_below(void **state) {
    (void)state;
    static const struct {
        struct rect cover, card; /* card: what is left of 100,100 400×300; empty: gone */
        bool        text;        /* whether the text at 120,120 200×40 stays */
        const char *why;
    } rows[] = {
        { { 600, 0, 100, 100 }, { 100, 100, 400, 300 }, true, "beside: nothing changes" },
        { { 0, 300, 900, 200 }, { 100, 100, 400, 200 }, true, "below: the upper part stays" },
        { { 0, 0, 900, 200 }, { 100, 200, 400, 200 }, false, "above: the lower part stays" },
        { { 300, 0, 900, 900 }, { 100, 100, 200, 300 }, false, "at the right: the left part" },
        { { 0, 0, 300, 900 }, { 300, 100, 200, 300 }, false, "at the left: the right part" },
        { { 200, 230, 100, 20 }, { 100, 250, 400, 150 }, true, "in the middle: the largest strip" },
        { { 0, 150, 900, 200 }, { 0 }, false, "two slivers: neither can be touched" },
        { { 0, 0, 900, 900 }, { 0 }, false, "all of it" },
        { { 500, 100, 100, 300 }, { 100, 100, 400, 300 }, true, "edge to edge is not above" },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct tree tree = { 0 };
        (void)tree_add(&tree, CARD, ROLE_CARD, REGION_BODY, "card", "",
                       (struct rect){ 100, 100, 400, 300 }, 0);
        (void)tree_add(&tree, TEXT, ROLE_TEXT, REGION_BODY, "text", "",
                       (struct rect){ 120, 120, 200, 40 }, 0);
        tree_cover(&tree, rows[i].cover, LEAST);
        tree_finish(&tree);
        const struct tree_node *card = tree_get(&tree, CARD);
        check_number(tree_get(&tree, TEXT) != NULL, rows[i].text, rows[i].why);
        check_number(card != NULL, !rect_empty(rows[i].card), rows[i].why);
        check_number(card == NULL || rect_equal(card->rect, rows[i].card), true, rows[i].why);
        tree_deinit(&tree);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cover_takes_its_place_from_what_is_below),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
