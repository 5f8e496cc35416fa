/* SPDX-License-Identifier: GPL-3.0-or-later
 * ime_test.c - Chinese by pinyin, without a picture: what comes first, what can be reached, what is
 * taken back, and that no bytes and no length break it. */
#include "base/text.h"
#include "support/check.h"
#include "support/seed.h"
#include "ui/ime.h"

#include <string.h>

static struct ime *ime;

static void type(const char *letters) {
    for (; *letters; letters++)
        if (!ime_letter(ime, *letters))
            fail_msg("the letter %c was refused", *letters);
}

static size_t place_of(const char *words) {
    for (size_t i = 0; i < ime_count(ime); i++)
        if (strcmp(ime_candidate(ime, i), words) == 0)
            return i;
    return SIZE_MAX;
}

/* Choose the candidate; the text when all is chosen, else "". */
static const char *choose(const char *words) {
    size_t      at = place_of(words);
    const char *text = NULL;
    if (at == SIZE_MAX)
        fail_msg("%s is not offered for %s", words, ime_shown(ime));
    ime_choose(ime, at, &text);
    return text ? text : "";
}

static void the_words_that_people_mean_come_first(void **state) {
    (void)state;
    static const struct {
        const char *letters, *first, *why;
    } rows[] = {
        { "zhaogongzuo", "找工作", "what the kiosk is for" },
        { "zgz", "找工作", "its initials, a word of the place" },
        { "gyg", "公益岗", "one that no dictionary has" },
        { "woyaozhaogongzuo", "我要找工作", "a sentence" },
        { "liuxiaoming", "刘小明", "a name" },
        { "xi'an", "西安", "two syllables, not one" },
        { "nvhai", "女孩", "ü is v" },
        { "women", "我们", "not 'wo men' alone" },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        type(rows[i].letters);
        if (strcmp(ime_candidate(ime, 0), rows[i].first) != 0)
            fail_msg("%s: %s, not %s: %s", rows[i].letters, ime_candidate(ime, 0), rows[i].first,
                     rows[i].why);
        ime_drop(ime);
    }
}

static void rare_names_and_surnames_can_be_reached(void **state) {
    (void)state;
    static const struct {
        const char *letters, *words;
        size_t      most;
        const char *why;
    } rows[] = {
        { "shan", "单", 9, "a surname read otherwise than the word" },
        { "xie", "解", 9, "likewise" },
        { "qiu", "仇", 9, "likewise" },
        { "piao", "朴", 9, "likewise" },
        { "ou", "区", 9, "likewise" },
        { "zeng", "曾", 9, "likewise" },
        { "yuchi", "尉迟", 9, "a surname of two" },
        { "shanxiaoming", "单", 40, "with the name behind it" },
        { "zhe", "喆", 24, "" },
        { "kun", "堃", 24, "" },
        { "yan", "䶮", 24, "U+4DAE: libpinyin has it on its tenth page" },
        { "ji", "𠮷", 24, "U+20BB7: libpinyin has it nowhere" },
        { "sheng", "昇", 24, "" },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        type(rows[i].letters);
        size_t at = place_of(rows[i].words);
        if (at >= rows[i].most)
            fail_msg("%s: %s is at %zu of %zu", rows[i].letters, rows[i].words, at, ime_count(ime));
        ime_drop(ime);
    }
}

static void a_name_is_chosen_character_by_character(void **state) {
    (void)state;
    type("liuyanzhe");
    check_text(ime_shown(ime), "liu'yan'zhe", "syllables apart");
    check_text(choose("刘"), "", "not yet all of it");
    check_text(ime_shown(ime), "刘yan'zhe", "chosen, then letters");
    check_text(choose("䶮"), "", "on");
    check_text(choose("喆"), "刘䶮喆", "the whole name");
    assert_true(ime_idle(ime));
    check_text(ime_shown(ime), "", "nothing is left");
    check_number((long long)ime_count(ime), 0, "no candidates");
}

static void a_surname_is_offered_where_a_name_begins_only(void **state) {
    (void)state;
    type("qiuhe");
    size_t first = place_of("黑");
    assert_true(first > 9); /* not the first syllable */
    (void)choose("仇");
    type("wei");
    assert_true(place_of("仇") == SIZE_MAX);
    ime_drop(ime);
}

static void what_was_chosen_is_taken_back_before_letters(void **state) {
    (void)state;
    type("liuxiaoming");
    (void)choose("刘");
    assert_true(ime_back(ime));
    check_text(ime_shown(ime), "liu'xiao'ming", "刘 is letters again");
    assert_true(ime_back(ime));
    check_text(ime_shown(ime), "liu'xiao'min", "now a letter");
    for (int i = 0; i < 10; i++)
        assert_true(ime_back(ime));
    assert_true(ime_idle(ime));
    assert_false(ime_back(ime));
}

static void letters_can_be_taken_as_they_are(void **state) {
    (void)state;
    type("liuabc");
    (void)choose("刘");
    check_text(ime_take_letters(ime), "刘abc", "what is chosen, then the letters");
    assert_true(ime_idle(ime));
}

static void nothing_but_letters_goes_in(void **state) {
    (void)state;
    static const char refused[] = "A1 ,.?-~\t\n\x7F\x80\xFF";
    for (const char *c = refused; *c; c++)
        assert_false(ime_letter(ime, *c));
    assert_false(ime_letter(ime, '\''));
    assert_false(ime_letter(ime, '\0'));
    assert_true(ime_letter(ime, 'a'));
    assert_true(ime_letter(ime, '\''));
    assert_false(ime_letter(ime, '\'')); /* never two */
    check_text(ime_shown(ime), "a'", "the rest was left");
    ime_drop(ime);
}

static void letters_that_mean_nothing_are_no_danger(void **state) {
    (void)state;
    static const char *const rows[] = { "vvvvvvv", "iuiuiu",
                                        "uuuuzzz", "qqqqqqqqqqqqqqqqqqqqqq",
                                        "bvbvbv",  "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" };
    for (size_t i = 0; i < ROWS(rows); i++) {
        const char *text = NULL;
        type(rows[i]);
        assert_true(strstr(ime_shown(ime), "v") || rows[i][0] != 'v');
        ime_choose(ime, 0, &text);
        ime_choose(ime, 100000, &text);
        (void)ime_take_letters(ime);
        assert_true(ime_idle(ime));
    }
}

static void no_length_is_too_much(void **state) {
    (void)state;
    int taken = 0;
    while (taken < 1000 && ime_letter(ime, "zhuang"[taken % 6]))
        taken++;
    check_number(taken, IME_LETTERS_MOST, "then letters are refused");
    assert_false(ime_letter(ime, 'a'));
    const char *text = NULL;
    for (int i = 0; i < IME_LETTERS_MOST && !text; i++)
        ime_choose(ime, ime_count(ime) - 1, &text); /* the shortest each time */
    assert_non_null(text);
    assert_true(text_valid(text, strlen(text)));
    assert_true(strlen(text) <= IME_CHOSEN_MOST);
}

static void no_candidate_is_offered_twice(void **state) {
    (void)state;
    static const char *const rows[] = { "bu", "shan", "yan", "zgz", "liuxiaoming", "h" };
    for (size_t r = 0; r < ROWS(rows); r++) {
        type(rows[r]);
        for (size_t i = 0; i < ime_count(ime); i++)
            if (place_of(ime_candidate(ime, i)) != i)
                fail_msg("%s: %s twice", rows[r], ime_candidate(ime, i));
        assert_true(place_of("\xEF\xA5\xA7") == SIZE_MAX); /* U+F967, which looks like 不 */
        ime_drop(ime);
    }
}

/* Two thousand acts; after each, texts are whole and the state is one that can be. */
static void random_typing_keeps_its_state(void **state) {
    (void)state;
    struct world world;
    support_world(&world);
    for (size_t i = 0; i < support_count(2000, 40000); i++) {
        const char *text = NULL;
        uint32_t    dice = support_below(&world, 100);
        if (dice < 60)
            (void)ime_letter(ime, (char)('a' + (int)support_below(&world, 26)));
        else if (dice < 65)
            (void)ime_letter(ime, '\'');
        else if (dice < 80)
            (void)ime_back(ime);
        else if (dice < 97)
            ime_choose(ime, support_below(&world, (uint32_t)ime_count(ime) + 2), &text);
        else
            text = ime_take_letters(ime);
        assert_true(text_valid(ime_shown(ime), strlen(ime_shown(ime))));
        assert_true(!text || text_valid(text, strlen(text)));
        assert_true(!ime_idle(ime) || (ime_count(ime) == 0 && !ime_shown(ime)[0]));
        assert_true(!text || ime_idle(ime));
    }
    ime_drop(ime);
}

/* What one resident chose is not offered to the next sooner than before. */
static void it_never_learns(void **state) {
    (void)state;
    type("yan");
    char before[9][16];
    for (size_t i = 0; i < 9; i++)
        assert_true(TEXT_COPY(before[i], ime_candidate(ime, i)));
    for (int i = 0; i < 50; i++) {
        (void)choose("䶮");
        type("yan");
    }
    ime_drop(ime);
    struct ime *anew = NULL;
    assert_true(ime_open(&anew, NULL, NULL));
    for (const char *c = "yan"; *c; c++)
        assert_true(ime_letter(anew, *c));
    type("yan");
    for (size_t i = 0; i < 9; i++) {
        check_text(ime_candidate(ime, i), before[i], "as at first");
        check_text(ime_candidate(anew, i), before[i], "opened anew");
    }
    ime_close(anew);
    ime_drop(ime);
}

static void without_its_tables_it_says_what_to_install(void **state) {
    (void)state;
    struct err  err = { 0 };
    struct ime *none = NULL;
    assert_false(ime_open(&none, "/nonexistent", &err));
    assert_null(none);
    assert_non_null(strstr(err.text, "libpinyin-data"));
    ime_close(NULL);
}

static int open_ime(void **state) {
    (void)state;
    struct err err = { 0 };
    if (!ime_open(&ime, NULL, &err))
        fail_msg("%s", err.text);
    return 0;
}
static int close_ime(void **state) {
    (void)state;
    ime_close(ime);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_words_that_people_mean_come_first),
        cmocka_unit_test(rare_names_and_surnames_can_be_reached),
        cmocka_unit_test(a_name_is_chosen_character_by_character),
        cmocka_unit_test(a_surname_is_offered_where_a_name_begins_only),
        cmocka_unit_test(what_was_chosen_is_taken_back_before_letters),
        cmocka_unit_test(letters_can_be_taken_as_they_are),
        cmocka_unit_test(nothing_but_letters_goes_in),
        cmocka_unit_test(letters_that_mean_nothing_are_no_danger),
        cmocka_unit_test(no_length_is_too_much),
        cmocka_unit_test(no_candidate_is_offered_twice),
        cmocka_unit_test(random_typing_keeps_its_state),
        cmocka_unit_test(it_never_learns),
        cmocka_unit_test(without_its_tables_it_says_what_to_install),
    };
    return cmocka_run_group_tests(tests, open_ime, close_ime);
}
