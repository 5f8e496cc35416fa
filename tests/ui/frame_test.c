/* SPDX-License-Identifier: GPL-3.0-or-later
 * frame_test.c - what a frame costs: nothing when nothing changed, only its tiles when something
 * did, and no memory from the system once it is warm. */
/* link: -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc */
#include "support/check.h"
#include "support/gallery.h"
#include "support/seed.h"

#include <stdlib.h>

static size_t asked; /* how often our own code asked for memory */

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);

void *__wrap_malloc(size_t size) {
    asked++;
    return __real_malloc(size);
}
void *__wrap_calloc(size_t count, size_t size) {
    asked++;
    return __real_calloc(count, size);
}
void *__wrap_realloc(void *old, size_t size) {
    asked++;
    return __real_realloc(old, size);
}

static void a_frame_that_shows_the_same_paints_nothing(void **state) {
    (void)state;
    for (int s = 0; gallery_screens[s]; s++) {
        struct gallery gallery;
        gallery_open(&gallery, gallery_faces, gallery_screens[s], 1080, 1920);
        assert_true(gallery_draw(&gallery) > 0);
        for (int again = 0; again < 3; again++)
            check_number(gallery_draw(&gallery), 0, gallery_screens[s]->name);
        ui_invalidate(gallery.ui);
        check_number(gallery_draw(&gallery), 1, "the whole panel after its pixels were lost");
        gallery_close(&gallery);
    }
}

static void a_warm_frame_takes_no_memory(void **state) {
    (void)state;
    for (int s = 0; gallery_screens[s]; s++) {
        struct gallery gallery;
        gallery_open(&gallery, gallery_faces, gallery_screens[s], 1080, 1920);
        for (int warm = 0; warm < 4; warm++) {
            ui_invalidate(gallery.ui);
            (void)gallery_draw(&gallery);
        }
        size_t before = asked;
        assert_true(before > 0); /* it does count */
        ui_invalidate(gallery.ui);
        (void)gallery_draw(&gallery);
        check_number(asked - before, 0, gallery_screens[s]->name);
        gallery_close(&gallery);
    }
}

/* Candidates are asked of libpinyin when a letter comes, not when a frame is drawn. */
static void a_warm_frame_with_candidates_takes_none_either(void **state) {
    (void)state;
    struct gallery  gallery;
    struct ui_event typed = { .kind = UI_TEXT, .text = "liuyan" };
    gallery_open(&gallery, gallery_faces, &gallery_name, 1080, 1920);
    (void)gallery_draw(&gallery);
    (void)gallery_event(&gallery, typed);
    assert_non_null(tree_reads(ui_tree(gallery.ui), "留言"));
    for (int warm = 0; warm < 4; warm++) {
        ui_invalidate(gallery.ui);
        (void)gallery_draw(&gallery);
    }
    size_t before = asked;
    ui_invalidate(gallery.ui);
    (void)gallery_draw(&gallery);
    check_number((long long)(asked - before), 0, "composing");
    gallery_close(&gallery);
}

static void a_pressed_chip_paints_its_own_tiles_alone(void **state) {
    (void)state;
    struct gallery gallery;
    size_t         count = 0;
    gallery_open(&gallery, gallery_faces, &gallery_list, 1080, 1920);
    (void)gallery_draw(&gallery);
    const struct tree_node *node = tree_find(ui_tree(gallery.ui), "县内");
    assert_non_null(node);
    struct rect     chip_rect = node->rect;
    struct ui_event down = { .kind = UI_DOWN, .x = chip_rect.x + 20, .y = chip_rect.y + 20 };
    ui_event(gallery.ui, &down);
    const struct rect *damage = visit_draw(&gallery.visit, &count);
    assert_true(count > 0);
    for (size_t i = 0; i < count; i++) {
        struct rect near = rect_inset(chip_rect, -PAINT_TILE, -PAINT_TILE);
        assert_true(rect_equal(rect_meet(damage[i], near), damage[i]));
    }
    gallery_close(&gallery);
}

enum { SIDE_W = 330, SIDE_H = 290, THINGS = 24 };

/* One thing of a random picture. */
struct thing {
    int         kind;
    struct rect r;
    int         radius, width, dash, px;
    colour      colour;
    char        text[24];
};

static struct thing random_thing(struct world *world) {
    struct thing thing = { .kind = (int)support_below(world, 4) };
    thing.r =
        (struct rect){ (int)support_below(world, 400) - 40, (int)support_below(world, 360) - 40,
                       (int)support_below(world, 200), (int)support_below(world, 120) };
    thing.radius = (int)support_below(world, 40);
    thing.width = 1 + (int)support_below(world, 6);
    thing.dash = support_below(world, 2) ? 8 : 0;
    thing.px = 8 + (int)support_below(world, 40);
    thing.colour =
        support_below(world, 0xFFFFFF) | (support_below(world, 3) ? 0xFF000000u : 0x80000000u);
    for (int i = 0; i < 20; i++)
        thing.text[i] = (char)('!' + support_below(world, 90));
    return thing;
}

/* The same thing but for one of its members. */
static void vary(struct world *world, struct thing *thing) {
    struct thing other = random_thing(world);
    switch (support_below(world, 7)) {
    case 0:
        thing->r = other.r;
        break;
    case 1:
        thing->radius = other.radius;
        break;
    case 2:
        thing->width = other.width;
        break;
    case 3:
        thing->dash = thing->dash ? 0 : 8;
        break;
    case 4:
        thing->px = other.px;
        break;
    case 5:
        thing->colour = other.colour;
        break;
    default:
        thing->text[support_below(world, 20)] = other.text[0];
    }
}

static void show(struct paint *paint, const struct thing *thing) {
    struct placed placed[20];
    int           pen = 0;
    switch (thing->kind) {
    case 0:
        paint_fill(paint, thing->r, thing->radius, thing->colour);
        break;
    case 1:
        paint_stroke(paint, thing->r, thing->radius, thing->width, thing->dash, thing->colour);
        break;
    case 2:
        for (int i = 0; i < 20; i++) {
            placed[i] = (struct placed){ (uint8_t)thing->text[i], pen };
            pen += fonts_advance(gallery_faces, FACE_BOLD, thing->px, (uint8_t)thing->text[i]);
        }
        paint_run(paint, FACE_BOLD, thing->px, thing->r.x, thing->r.y, placed, 20, thing->colour);
        break;
    default:
        paint_emoji(paint, thing->r, "🧵", 4);
    }
}

static size_t frame(struct paint *paint, const struct thing *things) {
    size_t count, tiles;
    paint_begin(paint, 0xFFF5F2EAu);
    for (int i = 0; i < THINGS; i++) {
        struct rect before = paint_clip(paint, (struct rect){ 10, 10, SIDE_W - 20, SIDE_H - 15 });
        show(paint, &things[i]);
        (void)paint_clip(paint, before);
    }
    (void)paint_end(paint, &count, &tiles);
    return tiles;
}

/* Change one thing at a time: what damage repaints must equal a picture painted from nothing. */
static void damage_repaints_exactly_what_changed(void **state) {
    (void)state;
    struct world world;
    support_world(&world);
    static uint32_t kept[SIDE_W * SIDE_H], fresh[SIDE_W * SIDE_H];
    struct thing    things[THINGS];
    struct paint   *paint = paint_new(gallery_faces), *anew = paint_new(gallery_faces);
    paint_canvas(paint, (struct canvas){ kept, SIDE_W, SIDE_H, SIDE_W });
    for (int i = 0; i < THINGS; i++)
        things[i] = random_thing(&world);
    size_t rounds = support_count(1000, 20000), partial = 0;
    for (size_t round = 0; round < rounds; round++) {
        struct thing *one = &things[support_below(&world, THINGS)];
        if (round % 4 == 0)
            *one = random_thing(&world);
        else
            vary(&world, one);
        size_t tiles = frame(paint, things);
        partial += tiles < 30;
        paint_canvas(anew, (struct canvas){ fresh, SIDE_W, SIDE_H, SIDE_W });
        check_number(frame(anew, things), 30, "the whole picture is thirty tiles");
        if (memcmp(kept, fresh, sizeof kept) != 0)
            fail_msg("round %zu: %zu tiles were repainted, and the picture differs", round, tiles);
        check_number(frame(paint, things), 0, "nothing changed");
    }
    assert_true(partial > rounds / 2);
    paint_free(paint);
    paint_free(anew);
}

/* A chessboard of changes: more places than the list of damage holds. */
static void changes_everywhere_are_painted_at_once(void **state) {
    (void)state;
    enum { SIDE = 16 * PAINT_TILE };
    struct canvas canvas = { calloc((size_t)SIDE * SIDE, sizeof(uint32_t)), SIDE, SIDE, SIDE };
    struct paint *paint = paint_new(gallery_faces);
    size_t        count, tiles;
    assert_non_null(canvas.pixels);
    paint_canvas(paint, canvas);
    paint_begin(paint, 0xFFFFFFFFu);
    (void)paint_end(paint, &count, &tiles);
    paint_begin(paint, 0xFFFFFFFFu);
    for (int i = 0; i < 256; i++)
        if ((i + i / 16) % 2)
            paint_fill(paint, (struct rect){ i % 16 * PAINT_TILE, i / 16 * PAINT_TILE, 9, 9 }, 0,
                       0xFF000000u);
    const struct rect *damage = paint_end(paint, &count, &tiles);
    check_number(tiles, 128, "half of the tiles changed");
    check_number(count, 1, "in one rectangle");
    assert_true(rect_equal(damage[0], (struct rect){ 0, 0, SIDE, SIDE }));
    for (int i = 0; i < 256; i++)
        check_number(canvas.pixels[i / 16 * PAINT_TILE * SIDE + i % 16 * PAINT_TILE],
                     (i + i / 16) % 2 ? 0xFF000000u : 0xFFFFFFFFu, "each where it belongs");
    paint_free(paint);
    free(canvas.pixels);
}

static void a_dropped_frame_leaves_what_is_shown(void **state) {
    (void)state;
    static uint32_t kept[SIDE_W * SIDE_H], before[SIDE_W * SIDE_H];
    struct paint   *paint = paint_new(gallery_faces);
    size_t          count, tiles;
    paint_canvas(paint, (struct canvas){ kept, SIDE_W, SIDE_H, SIDE_W });
    paint_begin(paint, 0xFFFFFFFFu);
    (void)paint_end(paint, &count, &tiles);
    memcpy(before, kept, sizeof kept);
    paint_begin(paint, 0xFF000000u);
    paint_fill(paint, (struct rect){ 0, 0, 50, 50 }, 0, 0xFFFF0000u);
    paint_drop(paint);
    assert_memory_equal(before, kept, sizeof kept);
    paint_begin(paint, 0xFFFFFFFFu);
    (void)paint_end(paint, &count, &tiles);
    check_number(tiles, 0, "the frame before the dropped one is still what is shown");
    paint_free(paint);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_frame_that_shows_the_same_paints_nothing),
        cmocka_unit_test(a_warm_frame_takes_no_memory),
        cmocka_unit_test(a_warm_frame_with_candidates_takes_none_either),
        cmocka_unit_test(a_pressed_chip_paints_its_own_tiles_alone),
        cmocka_unit_test(damage_repaints_exactly_what_changed),
        cmocka_unit_test(changes_everywhere_are_painted_at_once),
        cmocka_unit_test(a_dropped_frame_leaves_what_is_shown),
    };
    return cmocka_run_group_tests(tests, gallery_faces_open, gallery_faces_close);
}
