/* SPDX-License-Identifier: GPL-3.0-or-later
 * fonts_test.c - which face draws what, what the cache may hold, what is said when files are
 * missing. */
#include "ui/fonts.h"

#include "support/check.h"
#include "support/gallery.h"
#include "support/seed.h"
#include "support/temp.h"
#include "ui/cache.h"
#include "ui/icon.h"

static bool drawn(struct fonts *fonts, enum face face, uint32_t c) {
    struct glyph glyph;
    return fonts_glyph(fonts, face, 38, c, 0, &glyph) && glyph.width > 0 && glyph.height > 0;
}

static void everyday_characters_come_from_the_subset(void **state) {
    (void)state;
    struct fonts     *fonts = gallery_fonts(4 << 20);
    static const char everyday[] =
        "找工作家门口扶贫车间公益岗县内外出缝纫工保洁员易服务中心囍辍馀0123456789abcXYZ"
        "，。、；：！？（）《》“”‘’…—·–→×￥％℃①②★～";
    struct cluster next;
    for (size_t at = 0; everyday[at]; at += next.length) {
        next = fonts_next(fonts, FACE_REGULAR, 38, everyday + at, strlen(everyday + at));
        if (!drawn(fonts, FACE_REGULAR, next.character) || !drawn(fonts, FACE_BOLD, next.character))
            fail_msg("U+%04X is not drawn", next.character);
    }
    assert_true(fonts_counts(fonts).full_opened); /* 囍 is not in GB2312 */
    fonts_free(fonts);
}

static void the_whole_face_opens_for_a_rare_character_alone(void **state) {
    (void)state;
    struct fonts *fonts = gallery_fonts(4 << 20);
    assert_true(drawn(fonts, FACE_REGULAR, 0x5DE5)); /* 工 */
    assert_false(fonts_counts(fonts).full_opened);
    static const uint32_t rare[] = { 0x5586, 0x5803, 0x4DAE, 0x20BB7 }; /* 喆 堃 䶮 𠮷: names */
    for (size_t i = 0; i < ROWS(rare); i++) {
        assert_true(drawn(fonts, FACE_REGULAR, rare[i]));
        assert_true(drawn(fonts, FACE_BOLD, rare[i]));
        check_number(fonts_advance(fonts, FACE_REGULAR, 38, rare[i]), 38 * 64, "a whole square");
    }
    assert_true(fonts_counts(fonts).full_opened);
    fonts_free(fonts);
}

static void what_no_face_has_is_a_box_and_what_says_nothing_is_nothing(void **state) {
    (void)state;
    struct fonts *fonts = gallery_fonts(4 << 20);
    static const struct {
        uint32_t    character;
        bool        drawn;
        int         least, most; /* advance in 1/64 at 32 pixels */
        const char *why;
    } rows[] = {
        { 'A', true, 600, 1500, "a letter" },
        { ' ', false, 300, 700, "a space" },
        { 0xA0, false, 300, 700, "a no-break space" },
        { 0x2003, false, 300, 2048, "an em space" },
        { 0x3000, false, 2048, 2048, "a Chinese space" },
        { 0x1234, true, 1000, 2048, "Ethiopic: a box" },
        { 0xE000, true, 1000, 2048, "private use: a box" },
        { 0x10FFFD, true, 1000, 2048, "the end of Unicode: a box" },
        { 0xFFFD, true, 600, 2048, "what was not UTF-8" },
        { 0x301, false, 0, 0, "a combining accent that no face has" },
        { 0x1F, false, 0, 0, "a control character" },
        { 0x7F, false, 0, 0, "delete" },
        { 0x85, false, 0, 0, "next line" },
        { 0x200B, false, 0, 0, "zero width space" },
        { 0x200D, false, 0, 0, "joiner" },
        { 0x202E, false, 0, 0, "right to left override" },
        { 0x2066, false, 0, 0, "isolate" },
        { 0xFEFF, false, 0, 0, "byte order mark" },
        { 0xFE0F, false, 0, 0, "variation selector" },
        { 0xE0041, false, 0, 0, "tag" },
        { '\n', false, 0, 0, "line break" },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct glyph glyph;
        bool         got = fonts_glyph(fonts, FACE_REGULAR, 32, rows[i].character, 0, &glyph);
        int          advance = fonts_advance(fonts, FACE_REGULAR, 32, rows[i].character);
        if (rows[i].character == 0x301 && got)
            continue; /* this Noto has it: drawn over its base */
        check_number(got, rows[i].drawn, rows[i].why);
        if (advance < rows[i].least || advance > rows[i].most)
            fail_msg("%s: advances by %d", rows[i].why, advance);
    }
    fonts_free(fonts);
}

static void advances_are_the_same_share_at_every_size(void **state) {
    (void)state;
    struct fonts *fonts = gallery_fonts(4 << 20);
    for (uint32_t c = ' '; c < 0x7F; c++) {
        int at_500 = fonts_advance(fonts, FACE_BOLD, 500, c);
        for (int px = 15; px < 100; px += 7)
            if (abs(fonts_advance(fonts, FACE_BOLD, px, c) * 500 - at_500 * px) > 500)
                fail_msg("%c at %d pixels", (char)c, px);
    }
    fonts_free(fonts);
}

static void the_cache_keeps_its_bound_and_its_glyphs_right(void **state) {
    (void)state;
    enum { BOUND = 128 << 10 };
    struct world world;
    support_world(&world);
    struct fonts *small = gallery_fonts(BOUND), *large = gallery_fonts(64 << 20);
    for (int i = 0; i < 4000; i++) {
        uint32_t c = 0x4E00 + support_below(&world, 600);
        int px = 20 + (int)support_below(&world, 30), fraction = (int)support_below(&world, 64);
        struct glyph a, b;
        assert_true(fonts_glyph(small, FACE_REGULAR, px, c, fraction, &a));
        assert_true(fonts_glyph(large, FACE_REGULAR, px, c, fraction, &b));
        check_number(a.width, b.width, "width");
        check_number(a.left, b.left, "left");
        check_number(a.top, b.top, "top");
        assert_memory_equal(a.mask, b.mask, (size_t)(a.width * a.height));
        assert_true(fonts_counts(small).bytes <= BOUND);
    }
    assert_true(fonts_counts(small).given_up > 0);
    check_number(fonts_counts(large).given_up, 0, "room for all");
    fonts_free(small);
    fonts_free(large);
}

static void sizes_beyond_reason_are_drawn_at_the_nearest(void **state) {
    (void)state;
    struct fonts    *fonts = gallery_fonts(1 << 20);
    static const int sizes[] = { -5, 0, 1, 2, FONT_PX_MOST, FONT_PX_MOST + 1, 1 << 30 };
    for (size_t i = 0; i < ROWS(sizes); i++) {
        struct glyph glyph;
        struct emoji emoji;
        (void)fonts_glyph(fonts, FACE_BOLD, sizes[i], 0x5DE5, 0, &glyph);
        (void)fonts_emoji(fonts, "🧹", 4, sizes[i], &emoji);
        assert_true(fonts_advance(fonts, FACE_BOLD, sizes[i], 0x5DE5) <= FONT_PX_MOST * 64);
    }
    fonts_free(fonts);
}

static void an_emoji_ends_where_its_sequence_ends(void **state) {
    (void)state;
    static const struct {
        const char *text;
        size_t      length;
        const char *why;
    } rows[] = {
        { "🧹保洁", 4, "one character" },
        { "👷", 4, "one and the end" },
        { "👷🏽x", 8, "with a skin colour" },
        { "👩‍🏭工", 11, "joined: a woman at the machine" },
        { "🧑‍🌾", 11, "joined: a farmer" },
        { "👨‍👩‍👧‍👦", 25, "a family of four" },
        { "🕵️‍♂️", 16, "a presentation selector before the joiner" },
        { "🇨🇳🇨🇳", 8, "a flag is two letters" },
        { "🇨x", 0, "one letter of a flag is none" },
        { "1️⃣2", 7, "a key" },
        { "1", 0, "a digit" },
        { "12", 0, "two digits" },
        { "#", 0, "a sign" },
        { "☎️", 6, "asked for as a picture" },
        { "☎", 0, "a sign by itself is text" },
        { "🧹︎", 0, "asked for as text" },
        { "✓", 0, "a check is text" },
        { "工", 0, "Han" },
        { "a", 0, "a letter" },
        { "", 0, "nothing" },
        { "\xE2\x80\x8D", 0, "a joiner alone" },
        { "👩\xE2\x80\x8D", 4, "a joiner to nothing is not part of it" },
        { "\xF0\x9F\xA7", 0, "cut in the middle" },
    };
    for (size_t i = 0; i < ROWS(rows); i++)
        check_number(emoji_length(rows[i].text, strlen(rows[i].text)), rows[i].length, rows[i].why);
}

static void trades_have_their_pictures(void **state) {
    (void)state;
    struct fonts            *fonts = gallery_fonts(4 << 20);
    static const char *const pictures[] = {
        "🧹", "👩‍🏭", "🧑‍🌾", "👨‍🍳", "👷",    "🧵", "🚛",
        "💧",    "🧱",        "🔌",           "🛗",        "🧺", "👮",    "🏨"
    };
    for (size_t i = 0; i < ROWS(pictures); i++) {
        struct emoji emoji;
        size_t       length = strlen(pictures[i]);
        check_number(emoji_length(pictures[i], length), length, pictures[i]);
        assert_true(fonts_emoji(fonts, pictures[i], length, 114, &emoji));
        check_number(emoji.width, 114, "fitted by its longer side");
        size_t seen = 0;
        for (int p = 0; p < emoji.width * emoji.height; p++) {
            uint32_t alpha = emoji.pixels[p] >> 24;
            seen += alpha > 128;
            for (int shift = 0; shift < 24; shift += 8)
                assert_true((emoji.pixels[p] >> shift & 255) <= alpha); /* premultiplied */
        }
        assert_true(seen > 1000);
    }
    struct emoji none;
    assert_false(fonts_emoji(fonts, "工", 3, 64, &none));
    assert_false(fonts_emoji(fonts, "", 0, 64, &none));
    fonts_free(fonts);
}

static void every_icon_is_in_the_icon_font(void **state) {
    (void)state;
    struct fonts *fonts = gallery_fonts(4 << 20);
    for (int icon = ICON_NONE + 1; icon < ICON_COUNT; icon++)
        for (int face = FACE_ICON; face <= FACE_ICON_HEAVY; face++) {
            struct glyph glyph;
            uint32_t     c = icon_character((enum icon)icon);
            assert_true(fonts_glyph(fonts, (enum face)face, 48, c, 0, &glyph));
            check_number(fonts_advance(fonts, (enum face)face, 48, c), 48 * 64, "its square");
            assert_in_range(glyph.width, 6, 48);
            assert_true(glyph.top <= 48 && glyph.top - glyph.height >= 0 - 2);
        }
    check_number(icon_character(ICON_NONE), 0, "no icon");
    check_number(icon_character((enum icon)999), 0, "no such icon");
    fonts_free(fonts);
}

static void missing_fonts_name_the_package(void **state) {
    (void)state;
    struct temp temp;
    temp_make(&temp);
    char installed[TEMP_PATH];
    (void)snprintf(installed, sizeof installed, "%s/fonts", getenv("ANJU_SHARE"));
    const struct {
        struct font_places places;
        const char        *says, *why;
    } rows[] = {
        { { temp.path, temp.path, NULL }, "fonts-noto-cjk", "neither subset nor whole face" },
        { { "/nowhere", "/nowhere", "/nowhere" }, "fonts-noto-cjk", "nothing at all" },
        { { temp.path, NULL, NULL }, "anju", "the whole face alone: icons are missing" },
        { { installed, "/nowhere", "/nowhere" }, NULL, "the subset alone is enough to start" },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct fonts *fonts = NULL;
        struct err    err = { 0 };
        bool          ok = fonts_open(&fonts, &rows[i].places, 1 << 20, &err);
        check_number(ok, rows[i].says == NULL, rows[i].why);
        if (!ok) {
            assert_null(fonts);
            if (!strstr(err.text, rows[i].says))
                fail_msg("%s: says %s", rows[i].why, err.text);
        } else {
            assert_true(drawn(fonts, FACE_REGULAR, 0x5586)); /* rare: a box then */
            struct emoji emoji;
            assert_false(fonts_emoji(fonts, "🧹", 4, 64, &emoji));
        }
        fonts_free(fonts);
    }
    temp_remove(&temp);
}

static void a_file_that_is_no_font_is_as_good_as_missing(void **state) {
    (void)state;
    struct temp temp;
    temp_make(&temp);
    (void)temp_file(&temp, "regular.otf", "OTTO\0\1garbage", 13);
    (void)temp_file(&temp, "bold.otf", "", 0);
    struct font_places places = { temp.path, "/nowhere", NULL };
    struct fonts      *fonts = NULL;
    struct err         err = { 0 };
    assert_false(fonts_open(&fonts, &places, 1 << 20, &err));
    assert_non_null(strstr(err.text, "fonts-noto-cjk"));
    temp_remove(&temp);
}

static void the_longest_unused_goes_first(void **state) {
    (void)state;
    struct cache *cache = cache_new(1000);
    size_t        heavy = 0;
    for (int key = 0; key < 3; key++) {
        assert_non_null(cache_put(cache, &key, sizeof key, 200));
        heavy = cache_counts(cache).bytes;
    }
    assert_true(heavy <= 1000 && heavy + heavy / 3 > 1000); /* a fourth has no room */
    assert_non_null(cache_get(cache, &(int){ 0 }, sizeof(int)));
    assert_non_null(cache_put(cache, &(int){ 3 }, sizeof(int), 200));
    assert_non_null(cache_get(cache, &(int){ 0 }, sizeof(int)));
    assert_null(cache_get(cache, &(int){ 1 }, sizeof(int)));
    assert_non_null(cache_get(cache, &(int){ 2 }, sizeof(int)));
    check_number(cache_counts(cache).given_up, 1, "one gave way");
    assert_non_null(cache_put(cache, &(int){ 9 }, sizeof(int), 5000));
    check_number(cache_counts(cache).held, 1, "one larger than the bound is alone");
    assert_null(cache_put(cache, &(int){ 10 }, sizeof(int), SIZE_MAX - 8));
    cache_drop_all(cache);
    check_number(cache_counts(cache).bytes, 0, "empty");
    cache_free(cache);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everyday_characters_come_from_the_subset),
        cmocka_unit_test(the_whole_face_opens_for_a_rare_character_alone),
        cmocka_unit_test(what_no_face_has_is_a_box_and_what_says_nothing_is_nothing),
        cmocka_unit_test(advances_are_the_same_share_at_every_size),
        cmocka_unit_test(the_cache_keeps_its_bound_and_its_glyphs_right),
        cmocka_unit_test(sizes_beyond_reason_are_drawn_at_the_nearest),
        cmocka_unit_test(an_emoji_ends_where_its_sequence_ends),
        cmocka_unit_test(trades_have_their_pictures),
        cmocka_unit_test(every_icon_is_in_the_icon_font),
        cmocka_unit_test(missing_fonts_name_the_package),
        cmocka_unit_test(a_file_that_is_no_font_is_as_good_as_missing),
        cmocka_unit_test(the_longest_unused_goes_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
