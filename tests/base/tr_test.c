/* SPDX-License-Identifier: GPL-3.0-or-later
 * tr_test.c - translation: catalogues made here, whole, damaged, and made to do harm. */
#include "base/catalogue.h"
#include "base/file.h"
#include "base/tr.h"
#include "support/check.h"
#include "support/seed.h"
#include "support/temp.h"

#include <stdlib.h>

struct pair {
    const char *id, *translation;
};

/* A catalogue as msgfmt makes it; ids in order. Returns its length in `out`. */
static size_t make(const struct pair *pairs, uint32_t count, bool swapped, char *out) {
    uint32_t head[7] = { 0x950412DE, 0, count, 28, 28 + count * 8, 0, 28 + count * 16 };
    uint32_t words[7 + 4 * 16];
    size_t   at = 28 + count * 16;
    memcpy(words, head, sizeof(head));
    for (uint32_t i = 0; i < 2 * count; i++) {
        const char *text = i < count ? pairs[i].id : pairs[i - count].translation;
        size_t      length = strlen(text);
        words[7 + 2 * i] = (uint32_t)length;
        words[8 + 2 * i] = (uint32_t)at;
        memcpy(out + at, text, length + 1);
        at += length + 1;
    }
    for (size_t i = 0; i < 7 + 4 * count; i++)
        if (swapped)
            words[i] = __builtin_bswap32(words[i]);
    memcpy(out, words, 28 + count * 16);
    return at;
}

static const struct pair pairs[] = {
    { "", "Content-Type: text/plain; charset=UTF-8\n" },
    { "%s 太大：最多 %zu 字节", "%s is too large: at most %zu bytes" },
    { "保洁员", "Cleaner" },
    { "未译", "" },
    { "没有%1$s：%2$d", "%2$d of %1$s" },
};
enum { PAIRS = ROWS(pairs) };

static void a_catalogue_is_found_in(void **state) {
    (void)state;
    for (int swapped = 0; swapped < 2; swapped++) {
        char             bytes[4096];
        size_t           length = make(pairs, PAIRS, swapped, bytes);
        struct catalogue c;
        assert_true(catalogue_read(bytes, length, &c));
        for (size_t i = 0; i < PAIRS; i++)
            check_text(catalogue_find(&c, pairs[i].id),
                       pairs[i].translation[0] ? pairs[i].translation : NULL, pairs[i].id);
        static const char *const absent[] = { "!", "保洁", "保洁员们", "龘", "没有%1$s：%2$s" };
        for (size_t i = 0; i < ROWS(absent); i++)
            assert_null(catalogue_find(&c, absent[i]));
    }
}

static void a_catalogue_of_any_size_finds_each_entry(void **state) {
    (void)state;
    static char names[16][4];
    struct pair many[16];
    for (uint32_t count = 0; count <= 16; count++) {
        for (uint32_t i = 0; i < count; i++) {
            (void)snprintf(names[i], sizeof(names[i]), "n%02u", i * 2 % 100);
            many[i] = (struct pair){ names[i], names[i] };
        }
        char             bytes[4096];
        struct catalogue c;
        assert_true(catalogue_read(bytes, make(many, count, false, bytes), &c));
        for (uint32_t i = 0; i < count; i++) {
            char between[8];
            (void)snprintf(between, sizeof(between), "n%02u", (i * 2 + 1) % 100);
            assert_string_equal(catalogue_find(&c, names[i]), names[i]);
            assert_null(catalogue_find(&c, between));
        }
    }
}

static void a_cut_catalogue_is_refused(void **state) {
    (void)state;
    char   bytes[4096];
    size_t length = make(pairs, PAIRS, false, bytes);
    for (size_t cut = 0; cut < length; cut++) {
        char *exact = malloc(cut ? cut : 1);
        assert_non_null(exact);
        memcpy(exact, bytes, cut);
        struct catalogue c;
        assert_false(catalogue_read(exact, cut, &c));
        free(exact);
    }
}

/* Without its NUL an entry would be read into the next, or out of the file. */
static void an_entry_without_its_end_is_refused(void **state) {
    (void)state;
    char   bytes[4096];
    size_t length = make(pairs, PAIRS, false, bytes);
    for (size_t i = 28 + PAIRS * 16; i < length; i++)
        if (bytes[i] == 0) {
            struct catalogue c;
            bytes[i] = 'x';
            assert_false(catalogue_read(bytes, length, &c));
            bytes[i] = 0;
        }
}

static void entries_out_of_order_or_twice_are_refused(void **state) {
    (void)state;
    static const struct pair wrong[] = { { "b", "x" }, { "a", "y" } };
    static const struct pair twice[] = { { "a", "x" }, { "a", "y" } };
    static const struct pair junk[] = { { "a", "\xFF\xFE" } };
    char                     bytes[4096];
    struct catalogue         c;
    assert_false(catalogue_read(bytes, make(wrong, 2, false, bytes), &c));
    assert_false(catalogue_read(bytes, make(twice, 2, false, bytes), &c));
    assert_false(catalogue_read(bytes, make(junk, 1, false, bytes), &c));
}

/* Any bytes may be wrong: what is still taken can be asked for anything. */
static void a_damaged_catalogue_never_reads_outside(void **state) {
    (void)state;
    char         bytes[4096];
    size_t       length = make(pairs, PAIRS, false, bytes);
    struct world world;
    support_world(&world);
    for (size_t round = 0; round < support_count(20000, 400000); round++) {
        char *exact = malloc(length);
        assert_non_null(exact);
        memcpy(exact, bytes, length);
        for (uint32_t changes = 1 + support_below(&world, 3); changes > 0; changes--)
            world_random(&world, exact + support_below(&world, (uint32_t)length), 1);
        struct catalogue c;
        if (catalogue_read(exact, length, &c))
            for (size_t i = 0; i < PAIRS; i++)
                (void)catalogue_find(&c, pairs[i].id);
        free(exact);
    }
}

static void a_translation_takes_what_its_id_takes(void **state) {
    (void)state;
    static const struct {
        const char *id, *translation;
        bool        agree;
        const char *why;
    } rows[] = {
        { "保洁", "Cleaning", true, "no arguments" },
        { "%s", "%s!", true, "the same one" },
        { "%s %d", "%s: %d", true, "two in order" },
        { "%s %d", "%2$d, %1$s", true, "two the other way round, by number" },
        { "%1$s", "%s", true, "numbered or not" },
        { "%s", "", true, "not translated" },
        { "%5.2s", "%s", true, "width and precision may differ" },
        { "%d", "%i", true, "two letters for one kind" },
        { "%x", "%u", true, "and for unsigned" },
        { "100%%", "100 %%", true, "a percent sign" },
        { "50%的", "50 percent of", true, "no format at all" },
        { "%*d", "%*d", true, "a width that is given" },
        { "%lld", "%lld", true, "a long one" },
        { "%s", "%d", false, "another kind" },
        { "%d", "%ld", false, "another length" },
        { "%d", "%lld", false, "a much longer one" },
        { "%d", "%u", false, "another sign" },
        { "%s", "%n", false, "one that writes" },
        { "", "%n", false, "out of nothing" },
        { "%s", "%s %s", false, "one too many" },
        { "%s %d", "%s", false, "one too few" },
        { "%s %d", "%d %s", false, "the other way round, not numbered" },
        { "%s %s", "%1$s %s", false, "numbered and not" },
        { "%s", "%2$s", false, "another number" },
        { "%s", "%99$s", false, "a number out of all bounds" },
        { "%s", "%999999999999$s", false, "a number that overflows" },
        { "%s", "%0$s", false, "no such number" },
        { "%s", "%*s", false, "a width nobody gives" },
        { "%s", "%.*s", false, "a precision nobody gives" },
        { "%s", "%", false, "nothing behind the sign" },
        { "%s", "%s %", false, "nothing behind the last" },
        { "%s", "%f", false, "floating point" },
        { "%s", "%1$s %1$d", false, "one argument as two kinds" },
    };
    for (size_t i = 0; i < ROWS(rows); i++)
        check_number(catalogue_formats_agree(rows[i].id, rows[i].translation), rows[i].agree,
                     rows[i].why);
}

/* What `make` made of assets/i18n/en.po: one translation that takes other arguments than its id
 * would lose them all. */
static void the_shipped_catalogue_is_taken(void **state) {
    (void)state;
    struct arena     arena = { 0 };
    struct catalogue c;
    char            *bytes;
    size_t           length;
    const char      *path = share_path(&arena, "assets/i18n/en.mo");
    bool             there = file_read(&arena, path, 8 << 20, &bytes, &length, NULL);
    bool             taken = there && catalogue_read(bytes, length, &c);
    bool             found = taken && catalogue_find(&c, "没有权限");
    arena_deinit(&arena);
    if (!there)
        skip(); /* a folder's tests alone, before `make share` */
    assert_true(taken);
    assert_true(found);
}

static void without_a_catalogue_the_id_answers(void **state) {
    (void)state;
    assert_string_equal(tr(LANG_EN, "保洁员"), "保洁员");
    assert_string_equal(tr(LANG_ZH, "保洁员"), "保洁员");
    assert_string_equal(tr(LANG_EN, ""), "");
    assert_string_equal(tr(LANG_EN, NULL), "");
}

/* The last of this file: a catalogue stays for the life of the process. */
static void loading_is_whole_or_not_at_all_and_once(void **state) {
    (void)state;
    struct temp temp;
    temp_make(&temp);
    char   bytes[4096];
    size_t length = make(pairs, PAIRS, false, bytes);
    assert_false(tr_load(LANG_EN, temp_path(&temp, "absent.mo")));
    assert_false(tr_load(LANG_EN, temp.path));
    assert_false(tr_load(LANG_EN, temp_file(&temp, "empty.mo", "", 0)));
    assert_false(tr_load(LANG_EN, temp_file(&temp, "cut.mo", bytes, length - 1)));
    assert_string_equal(tr(LANG_EN, "保洁员"), "保洁员");
    assert_true(tr_load(LANG_EN, temp_file(&temp, "en.mo", bytes, length)));
    assert_string_equal(tr(LANG_EN, "保洁员"), "Cleaner");
    assert_string_equal(tr(LANG_EN, "未译"), "未译");
    assert_string_equal(tr(LANG_EN, ""), "");
    assert_string_equal(tr(LANG_ZH, "保洁员"), "保洁员");
    const struct pair other = { "保洁员", "Other" };
    assert_true(
        tr_load(LANG_EN, temp_file(&temp, "other.mo", bytes, make(&other, 1, false, bytes))));
    assert_string_equal(tr(LANG_EN, "保洁员"), "Cleaner");
    temp_remove(&temp);
}

static void a_language_is_known_by_its_name_only(void **state) {
    (void)state;
    enum lang lang = LANG_ZH;
    assert_true(lang_parse("en", &lang));
    assert_int_equal(lang, LANG_EN);
    assert_true(lang_parse("zh", &lang));
    assert_int_equal(lang, LANG_ZH);
    static const char *const wrong[] = { "", "EN", "en_US", "e", "english", NULL };
    for (size_t i = 0; i < ROWS(wrong); i++)
        assert_false(lang_parse(wrong[i], &lang));
    assert_int_equal(lang, LANG_ZH);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_catalogue_is_found_in),
        cmocka_unit_test(a_catalogue_of_any_size_finds_each_entry),
        cmocka_unit_test(a_cut_catalogue_is_refused),
        cmocka_unit_test(an_entry_without_its_end_is_refused),
        cmocka_unit_test(entries_out_of_order_or_twice_are_refused),
        cmocka_unit_test(a_damaged_catalogue_never_reads_outside),
        cmocka_unit_test(a_translation_takes_what_its_id_takes),
        cmocka_unit_test(the_shipped_catalogue_is_taken),
        cmocka_unit_test(without_a_catalogue_the_id_answers),
        cmocka_unit_test(loading_is_whole_or_not_at_all_and_once),
        cmocka_unit_test(a_language_is_known_by_its_name_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
