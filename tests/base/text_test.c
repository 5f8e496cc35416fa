/* SPDX-License-Identifier: GPL-3.0-or-later
 * text_test.c - UTF-8 by the book, and tidying as people need it. */
#include "base/text.h"
#include "support/check.h"
#include "support/seed.h"

static struct arena arena;

static int forget(void **state) {
    (void)state;
    arena_deinit(&arena);
    return 0;
}

/* Every character there is, one after the other, both ways. */
static void every_character_survives_both_ways(void **state) {
    (void)state;
    for (uint32_t c = 1; c <= 0x10FFFF; c++) {
        if (c == 0xD800)
            c = 0xE000;
        char     bytes[8];
        uint32_t back = 0;
        size_t   length = text_encode(c, bytes);
        if (text_decode(bytes, length, &back) != length || back != c)
            fail_msg("U+%04X", c);
        for (size_t cut = 0; cut < length; cut++)
            if (text_decode(bytes, cut, &back) != 0)
                fail_msg("U+%04X cut at %zu", c, cut);
    }
}

static void what_is_not_utf8_is_refused(void **state) {
    (void)state;
    static const struct {
        const char *bytes, *why;
    } rows[] = {
        { "\x80", "a trailing byte alone" },
        { "\xBF\x80", "two of them" },
        { "\xC0\x80", "U+0000 in two bytes" },
        { "\xC1\xBF", "U+007F in two bytes" },
        { "\xE0\x80\xAF", "a slash in three bytes" },
        { "\xE0\x9F\xBF", "U+07FF in three bytes" },
        { "\xF0\x80\x80\xAF", "a slash in four bytes" },
        { "\xF0\x8F\xBF\xBF", "U+FFFF in four bytes" },
        { "\xED\xA0\x80", "the first surrogate" },
        { "\xED\xBF\xBF", "the last surrogate" },
        { "\xED\xA0\xBD\xED\xB8\x80", "a pair of surrogates (CESU-8)" },
        { "\xF4\x90\x80\x80", "U+110000" },
        { "\xF5\x80\x80\x80", "a lead above all" },
        { "\xF8\x88\x80\x80\x80", "five bytes" },
        { "\xFE", "FE" },
        { "\xFF", "FF" },
        { "\xE4\xBF", "a character cut" },
        { "\xE4\xBF\x41", "a letter where a trailing byte belongs" },
        { "\xE4\x41\xBF", "and one before" },
        { "a\xC3(", "a good beginning helps nothing" },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        assert_false(text_valid(rows[i].bytes, strlen(rows[i].bytes)));
        uint32_t c = 12345;
        if (rows[i].bytes[0] != 'a') {
            check_number(text_decode(rows[i].bytes, 8, &c), 0, rows[i].why);
            check_number(c, 12345, rows[i].why);
        }
    }
    assert_false(text_valid("a\0b", 3));
    assert_true(text_valid("", 0));
    assert_true(text_valid("保洁𠮷\xEF\xBF\xBF", 13));
}

static void characters_are_counted_not_bytes(void **state) {
    (void)state;
    assert_int_equal(text_characters(""), 0);
    assert_int_equal(text_characters("abc"), 3);
    assert_int_equal(text_characters("保洁员𠮷é"), 5);
    assert_int_equal(TEXT_SIZE(30), 121);
}

static void a_copy_is_whole_or_not_at_all(void **state) {
    (void)state;
    char out[7] = "before";
    assert_false(TEXT_COPY(out, "保洁员"));
    assert_string_equal(out, "before");
    assert_false(TEXT_COPY(out, "1234567"));
    assert_string_equal(out, "before");
    assert_true(TEXT_COPY(out, "保洁"));
    assert_string_equal(out, "保洁");
    assert_true(TEXT_COPY(out, ""));
    assert_string_equal(out, "");
}

static void texts_are_compared(void **state) {
    (void)state;
    assert_true(text_equal(NULL, NULL));
    assert_true(text_equal(NULL, ""));
    assert_true(text_equal("a", "a"));
    assert_false(text_equal("a", NULL));
    assert_false(text_equal("a", "ab"));
    assert_true(text_starts("保洁员", "保洁"));
    assert_true(text_starts("a", ""));
    assert_false(text_starts("保", "保洁"));
}

static void classes_of_characters(void **state) {
    (void)state;
    static const struct {
        uint32_t    c;
        bool        han, space, invisible;
        const char *why;
    } rows[] = {
        { 'a', false, false, false, "a letter" },
        { ' ', false, true, false, "a space" },
        { '\t', false, true, false, "a tab is a space" },
        { '\n', false, true, false, "a line break is one" },
        { '\v', false, true, false, "and VT" },
        { '\r', false, true, false, "and CR" },
        { 0x00, false, false, true, "U+0000" },
        { 0x08, false, false, true, "backspace" },
        { 0x0E, false, false, true, "shift out" },
        { 0x1B, false, false, true, "escape" },
        { 0x7F, false, false, true, "delete" },
        { 0x80, false, false, true, "C1" },
        { 0x85, false, true, false, "next line" },
        { 0x9F, false, false, true, "the last of C1" },
        { 0xA0, false, true, false, "no-break space" },
        { 0xAD, false, false, true, "soft hyphen" },
        { 0x200A, false, true, false, "hair space" },
        { 0x200B, false, false, true, "zero-width space" },
        { 0x200D, false, false, true, "zero-width joiner" },
        { 0x200F, false, false, true, "right-to-left mark" },
        { 0x2010, false, false, false, "a hyphen is visible" },
        { 0x2028, false, true, false, "line separator" },
        { 0x202E, false, false, true, "right-to-left override" },
        { 0x202F, false, true, false, "narrow no-break space" },
        { 0x2060, false, false, true, "word joiner" },
        { 0x2069, false, false, true, "pop isolate" },
        { 0x3000, false, true, false, "全角 space" },
        { 0x3001, false, false, false, "、" },
        { 0x3007, true, false, false, "〇" },
        { 0x3400, true, false, false, "extension A" },
        { 0x4DAE, true, false, false, "䶮" },
        { 0x4DC0, false, false, false, "hexagrams stand between" },
        { 0x4E00, true, false, false, "一" },
        { 0x9FFF, true, false, false, "the last of the block" },
        { 0xA000, false, false, false, "Yi" },
        { 0xFEFF, false, false, true, "a BOM in the middle" },
        { 0xFF21, false, false, false, "Ａ" },
        { 0x20BB7, true, false, false, "𠮷" },
        { 0x2A6E0, false, false, false, "after extension B" },
        { 0x30000, true, false, false, "extension G" },
        { 0x1F600, false, false, false, "a face" },
        { 0xE0041, false, false, true, "a tag" },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        check_number(text_is_han(rows[i].c), rows[i].han, rows[i].why);
        check_number(text_is_space(rows[i].c), rows[i].space, rows[i].why);
        check_number(text_is_invisible(rows[i].c), rows[i].invisible, rows[i].why);
    }
    for (uint32_t c = 0; c <= 0x10FFFF; c++)
        assert_false(text_is_space(c) && text_is_invisible(c));
}

static void cleaning_takes_what_nobody_meant_to_type(void **state) {
    (void)state;
    static const struct {
        const char *given, *clean, *with_lines, *why;
    } rows[] = {
        { "", "", "", "nothing" },
        { "   ", "", "", "only spaces" },
        { "\u200B\uFEFF", "", "", "only what nobody sees" },
        { " 保洁员 ", "保洁员", "保洁员", "around" },
        { "保\u200B洁\u00AD员", "保洁员", "保洁员", "zero-width inside a word" },
        { "\uFEFF保洁员", "保洁员", "保洁员", "a BOM before" },
        { "李\u00A0\u00A0四", "李 四", "李 四", "no-break spaces are spaces" },
        { "李\u3000四", "李 四", "李 四", "全角 space is a space" },
        { "a \u200B b", "a b", "a b", "spaces around a zero-width one are one run" },
        { "a\t\tb", "a b", "a b", "tabs" },
        { "\u202E反\u202C", "反", "反", "bidi controls" },
        { "a\nb", "a b", "a\nb", "a line break" },
        { "a\r\nb", "a b", "a\nb", "the same, of Windows" },
        { "a\rb", "a b", "a\nb", "the same, of old Macs" },
        { "a\u2028b", "a b", "a\nb", "the same, of Unicode" },
        { "a  \n  b", "a b", "a\nb", "spaces around a break go with it" },
        { "a\n\nb", "a b", "a\n\nb", "an empty line stays" },
        { "a\r\n\r\nb", "a b", "a\n\nb", "of Windows too" },
        { "a\n\n\n\n\nb", "a b", "a\n\nb", "five are one" },
        { "\n\na\n", "a", "a", "breaks around" },
        { "a\ab\033c\177", "abc", "abc", "controls are not spaces" },
        { "ＡＢＣ　１２３", "ＡＢＣ １２３", "ＡＢＣ １２３", "全角 stays" },
        { "喆\uFE00", "喆\uFE00", "喆\uFE00", "a chosen shape stays" },
        { "👨\u200D🍳", "👨\u200D🍳", "👨\u200D🍳", "a joint of two pictures stays" },
        { "☀\uFE0F\u200D🌧", "☀\uFE0F\u200D🌧", "☀\uFE0F\u200D🌧",
          "also a coloured one" },
        { "👨 \u200D🍳", "👨 🍳", "👨 🍳", "not across a space" },
        { "👨\u200D员", "👨员", "👨员", "not to a character" },
        { "保\u200D🍳", "保🍳", "保🍳", "nor from one" },
        { "👨\u200D", "👨", "👨", "nor to nothing" },
        { "👨\u200D🍳", "👨\u200D🍳", "👨\u200D🍳", "a joined picture stays one" },
        { "👩\u200D⚕\uFE0F", "👩\u200D⚕\uFE0F", "👩\u200D⚕\uFE0F", "joined with a sign" },
        { "👨 \u200D🍳", "👨 🍳", "👨 🍳", "a joint joins nothing across a space" },
        { "保\u200D洁\u200D🧹\u200D", "保洁🧹", "保洁🧹",
          "nor letters, nor at the end" },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        check_text(text_clean(&arena, rows[i].given, false), rows[i].clean, rows[i].why);
        check_text(text_clean(&arena, rows[i].given, true), rows[i].with_lines, rows[i].why);
    }
}

static void folding_makes_the_same_what_people_mean_the_same(void **state) {
    (void)state;
    static const struct {
        const char *given, *folded, *why;
    } rows[] = {
        { "", "", "nothing" },
        { "ABC公司", "abc公司", "lower case" },
        { "ＡｂＣ　公司", "abc公司", "全角 letters, all spaces gone" },
        { "（新化）", "(新化)", "全角 brackets" },
        { "１２３－４", "123-4", "全角 digits and hyphen" },
        { " 保\u200B 洁\n员\t", "保洁员", "every kind of space" },
        { "葛\U000E0100", "葛", "a chosen shape says nothing" },
        { "、。“”", "、。“”", "Chinese marks have no narrow form" },
        { "ÀÉ", "ÀÉ", "only ASCII has a case here" },
    };
    for (size_t i = 0; i < ROWS(rows); i++)
        check_text(text_fold(&arena, rows[i].given), rows[i].folded, rows[i].why);
}

static void narrowing_touches_nothing_else(void **state) {
    (void)state;
    assert_string_equal(text_narrow(&arena, "！～Ａ　ａ　０－９"), "!~A a 0-9");
    assert_string_equal(text_narrow(&arena, " 保\u200B洁 \u00A0￥。"), " 保\u200B洁 \u00A0￥。");
    assert_string_equal(text_narrow(&arena, ""), "");
}

static void a_full_arena_gives_null(void **state) {
    (void)state;
    struct arena small;
    arena_init(&small, 1);
    assert_null(text_clean(&small, "a", false));
    assert_null(text_fold(&small, "a"));
    assert_null(text_narrow(&small, "a"));
    arena_deinit(&small);
}

/* Random texts of awkward characters: valid, not longer, and tidied in one go. */
static void tidying_twice_is_tidying_once(void **state) {
    (void)state;
    static const char *const parts[] = { "a",      " ",      "\n",     "\r",     "\u00A0",
                                         "\u3000", "\u200B", "\uFEFF", "保",     "Ａ",
                                         "𠮷",     "\u2028", "\a",     "\uFE0F", "\u200D",
                                         "🍳",      "\u202E", "\u00AD", "b",      "\t" };
    struct world             world;
    support_world(&world);
    for (size_t round = 0; round < support_count(5000, 100000); round++) {
        char   text[256] = "";
        size_t length = 0;
        for (uint32_t n = support_below(&world, 24); n > 0; n--) {
            const char *part = parts[support_below(&world, ROWS(parts))];
            memcpy(text + length, part, strlen(part) + 1);
            length += strlen(part);
        }
        for (int lines = 0; lines < 2; lines++) {
            char *clean = text_clean(&arena, text, lines);
            assert_string_equal(text_clean(&arena, clean, lines), clean);
            assert_true(text_valid(clean, strlen(clean)) && strlen(clean) <= length);
            assert_string_equal(text_fold(&arena, clean), text_fold(&arena, text));
        }
        char *folded = text_fold(&arena, text);
        assert_string_equal(text_fold(&arena, folded), folded);
        arena_reset(&arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_character_survives_both_ways),
        cmocka_unit_test(what_is_not_utf8_is_refused),
        cmocka_unit_test(characters_are_counted_not_bytes),
        cmocka_unit_test(a_copy_is_whole_or_not_at_all),
        cmocka_unit_test(texts_are_compared),
        cmocka_unit_test(classes_of_characters),
        cmocka_unit_test(cleaning_takes_what_nobody_meant_to_type),
        cmocka_unit_test(folding_makes_the_same_what_people_mean_the_same),
        cmocka_unit_test(narrowing_touches_nothing_else),
        cmocka_unit_test(a_full_arena_gives_null),
        cmocka_unit_test(tidying_twice_is_tidying_once),
    };
    return cmocka_run_group_tests(tests, NULL, forget);
}
