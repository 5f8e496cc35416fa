/* SPDX-License-Identifier: GPL-3.0-or-later
 * text_bytes_test.c - files of every encoding that an office in China sends, and what is no text.
 */
#include "base/text.h"
#include "support/check.h"
#include "support/seed.h"

#include <stdlib.h>
#include <unicode/ucnv.h>

static struct arena arena;

static int forget(void **state) {
    (void)state;
    arena_deinit(&arena);
    return 0;
}

/* From an exact block, so that a byte read past its end is caught. */
static char *decode(const char *bytes, size_t length, const char **ret_encoding) {
    char *exact = malloc(length ? length : 1);
    assert_non_null(exact);
    memcpy(exact, bytes, length);
    size_t text_length = 12345;
    *ret_encoding = "untouched";
    char *text = text_from_bytes(&arena, exact, length, &text_length, ret_encoding);
    free(exact);
    if (text) {
        assert_int_equal(strlen(text), text_length);
        assert_true(text_valid(text, text_length));
    } else {
        assert_int_equal(text_length, 12345);
        assert_string_equal(*ret_encoding, "untouched");
    }
    return text;
}

static void each_encoding_is_known(void **state) {
    (void)state;
    static const struct {
        const char *bytes;
        size_t      length;
        const char *text, *encoding, *why;
    } rows[] = {
        { "", 0, "", "utf-8", "an empty file" },
        { "abc", 3, "abc", "utf-8", "ASCII" },
        { "保洁", 6, "保洁", "utf-8", "UTF-8" },
        { "\xEF\xBB\xBF保洁", 9, "保洁", "utf-8-bom", "with the BOM of Excel" },
        { "\xEF\xBB\xBF", 3, "", "utf-8-bom", "only a BOM" },
        { "\xFF\xFE\xDD\x4F\x01\x6D", 6, "保洁", "utf-16le", "UTF-16 little" },
        { "\xFE\xFF\x4F\xDD\x6D\x01", 6, "保洁", "utf-16be", "UTF-16 big" },
        { "\xFF\xFE\x42\xD8\xB7\xDF", 6, "𠮷", "utf-16le", "a pair, little" },
        { "\xFE\xFF\xD8\x42\xDF\xB7", 6, "𠮷", "utf-16be", "a pair, big" },
        { "\xFF\xFE", 2, "", "utf-16le", "only its BOM" },
        { "\xB1\xA3\xBD\xE0", 4, "保洁", "gb18030", "GBK, two bytes" },
        { "\x95\x32\x82\x36", 4, "𠀀", "gb18030", "four bytes, extension B" },
        { "\x95\x34\xB2\x35", 4, "𠮷", "gb18030", "four bytes, a name" },
        { "\xFE\x9F", 2, "䶮", "gb18030", "a character that GBK kept for itself" },
        { "a,\xB1\xA3\n", 5, "a,保\n", "gb18030", "a line of CSV" },
        { "\xC1\xAA\xCD\xA8", 4, "联通", "gb18030", "the word that Notepad misread for years" },
        { "\xA2\xE3", 2, "€", "gb18030", "the euro of GB18030" },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        const char *encoding;
        check_text(decode(rows[i].bytes, rows[i].length, &encoding), rows[i].text, rows[i].why);
        check_text(encoding, rows[i].encoding, rows[i].why);
    }
}

static void what_is_no_text_is_refused(void **state) {
    (void)state;
    static const struct {
        const char *bytes;
        size_t      length;
        const char *why;
    } rows[] = {
        { "\0", 1, "a NUL" },
        { "abc\0", 4, "a NUL at the end" },
        { "\xB1\xA3\0", 3, "a NUL in GBK" },
        { "\x89PNG\r\n\x1A\n\0\0\0\rIHDR", 16, "a picture" },
        { "PK\x03\x04\x14\0\x06\0", 8, "a zip" },
        { "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0", 10, "an old office file" },
        { "\xFF\xD8\xFF\xE0", 4, "a photo" },
        { "\xFF\xFE\0\0a\0\0\0", 8, "UTF-32" },
        { "\xFF\xFE\xDD\x4F\x01", 5, "UTF-16 cut within a character" },
        { "\xFF\xFE\x42\xD8", 4, "half a pair at the end" },
        { "\xFF\xFE\x42\xD8\x41\x00", 6, "half a pair before a letter" },
        { "\xFF\xFE\x42\xD8\x42\xD8", 6, "two first halves" },
        { "\xFF\xFE\xB7\xDF", 4, "a second half alone" },
        { "\xFE\xFF\xDF\xB7\xD8\x42", 6, "a pair the wrong way round" },
        { "a\0b\0", 4, "UTF-16 without a BOM" },
        { "\xEF\xBB\xBF\xB1\xA3", 5, "a UTF-8 BOM before GBK" },
        { "\xB1\xA3\xBD", 3, "GBK cut in two" },
        { "\x95\x32\x82", 3, "a four-byte character without its last" },
        { "\x95\x32", 2, "a four-byte character in half" },
        { "\xB1\x20", 2, "no second byte of GBK" },
        { "\xFF\xFF\xFF", 3, "bytes of no encoding" },
        { "\xFE\x39\xFE\x39", 4, "four bytes that GB18030 has not given out" },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        const char *encoding;
        if (decode(rows[i].bytes, rows[i].length, &encoding))
            fail_msg("%s was taken as %s", rows[i].why, encoding);
    }
}

/* Every character of the basic plane and some beyond, through ICU into GB18030 and back. */
static void gb18030_holds_every_character(void **state) {
    (void)state;
    UErrorCode  status = U_ZERO_ERROR;
    UConverter *converter = ucnv_open("gb18030", &status);
    assert_true(U_SUCCESS(status));
    for (uint32_t c = 0x80; c <= 0x2FFFF; c += c < 0x10000 ? 1 : 37) {
        if (c == 0xD800)
            c = 0xE000;
        if (c == 0x80 || (c & 0xFFFE) == 0xFFFE)
            continue;
        char text[8] = { '\xB1', '\xA3' }, expected[16] = "保";
        expected[3 + text_encode(c, expected + 3)] = '\0';
        UChar   units[4];
        int32_t count = 0, got;
        u_strFromUTF8(units, 4, &count, expected + 3, -1, &status);
        got = ucnv_fromUChars(converter, text + 2, 6, units, count, &status);
        assert_true(U_SUCCESS(status));
        const char *encoding;
        char       *back = decode(text, 2 + (size_t)got, &encoding);
        if (!back || strcmp(back, expected) != 0)
            fail_msg("U+%04X came back as %s", c, back ? back : "NULL");
        assert_string_equal(encoding, "gb18030");
        if (c % 256 == 0)
            arena_reset(&arena);
    }
    ucnv_close(converter);
}

/* A file much larger than any buffer inside, with characters of all lengths over the edges. */
static void a_large_file_is_read_whole(void **state) {
    (void)state;
    static const char gb[] = "a\xB1\xA3\x95\x34\xB2\x35", utf8[] = "a保𠮷";
    enum { TIMES = 30000 };
    char *bytes = malloc(TIMES * (sizeof(gb) - 1) + 1), *at = bytes;
    assert_non_null(bytes);
    for (int i = 0; i < TIMES; i++, at += sizeof(gb) - 1)
        memcpy(at, gb, sizeof(gb));
    const char *encoding;
    char       *text = decode(bytes, (size_t)(at - bytes), &encoding);
    free(bytes);
    assert_non_null(text);
    assert_int_equal(strlen(text), TIMES * (sizeof(utf8) - 1));
    for (int i = 0; i < TIMES; i++)
        assert_memory_equal(text + (size_t)i * (sizeof(utf8) - 1), utf8, sizeof(utf8) - 1);
}

/* Cut anywhere, a text is its beginning or is refused: never something else. */
static void a_text_cut_anywhere_is_its_beginning_or_refused(void **state) {
    (void)state;
    static const struct {
        const char *bytes, *text;
        size_t      length;
    } rows[] = {
        { "x保洁员，𠮷", "x保洁员，𠮷", 17 },
        { "\xEF\xBB\xBF保洁", "保洁", 9 },
        { "x\xB1\xA3\xBD\xE0\x95\x34\xB2\x35y", "x保洁𠮷y", 10 },
        { "\xFF\xFE\xDD\x4F\x42\xD8\xB7\xDF", "保𠮷", 8 },
    };
    for (size_t i = 0; i < ROWS(rows); i++)
        for (size_t cut = 4; cut <= rows[i].length; cut++) {
            const char *encoding;
            char       *text = decode(rows[i].bytes, cut, &encoding);
            /* A UTF-8 text that was cut may by chance be GB18030, as any two bytes may. */
            if (text && strcmp(encoding, "gb18030") == 0 && i == 0)
                continue;
            assert_true(!text || text_starts(rows[i].text, text));
        }
}

static void junk_never_crashes_and_what_comes_is_valid(void **state) {
    (void)state;
    struct world world;
    support_world(&world);
    for (size_t round = 0; round < support_count(5000, 200000); round++) {
        char   bytes[64];
        size_t length = support_below(&world, sizeof(bytes) + 1);
        world_random(&world, bytes, length);
        if (round % 2) /* more like GB18030 */
            for (size_t i = 0; i < length; i++)
                bytes[i] =
                    (char)(i % 2 ? '0' + (uint8_t)bytes[i] % 10 : 0x81 + (uint8_t)bytes[i] % 126);
        const char *encoding;
        (void)decode(bytes, length, &encoding); /* checks what comes */
        if (round % 64 == 0)
            arena_reset(&arena);
    }
}

static void a_full_arena_refuses(void **state) {
    (void)state;
    static const char *const texts[] = { "abc", "\xB1\xA3", "\xFF\xFE\xDD\x4F", "\xEF\xBB\xBFx" };
    for (size_t i = 0; i < ROWS(texts); i++) {
        struct arena small;
        arena_init(&small, 1);
        size_t      length;
        const char *encoding;
        assert_null(text_from_bytes(&small, texts[i], strlen(texts[i]), &length, &encoding));
        arena_deinit(&small);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_encoding_is_known),
        cmocka_unit_test(what_is_no_text_is_refused),
        cmocka_unit_test(gb18030_holds_every_character),
        cmocka_unit_test(a_large_file_is_read_whole),
        cmocka_unit_test(a_text_cut_anywhere_is_its_beginning_or_refused),
        cmocka_unit_test(junk_never_crashes_and_what_comes_is_valid),
        cmocka_unit_test(a_full_arena_refuses),
    };
    return cmocka_run_group_tests(tests, NULL, forget);
}
