/* SPDX-License-Identifier: GPL-3.0-or-later
 * Finding rows by words, pinyin and initials, in the order of their rank. */
#include "store/sample.h"

enum { ROOM = 32 };

struct found {
    row_id ids[ROOM];
    size_t count, total;
};

static struct found find(struct sample *sample, const char *words, const char *where,
                         const struct value *values, size_t value_count) {
    struct found        found = { .count = 0 };
    const struct search search = { .words = words,
                                   .where = where,
                                   .values = values,
                                   .value_count = value_count,
                                   .count = ROOM };
    sample_must(sample, store_search(sample->store, &post_record, &search, found.ids, &found.count,
                                     &found.total, &sample->err));
    return found;
}

/* The titles found, "/" between. */
static const char *titles(struct sample *sample, const char *words) {
    struct found found = find(sample, words, NULL, NULL, 0);
    char        *text = arena_strdup(&sample->arena, "");
    assert_int_equal(found.count, found.total);
    for (size_t i = 0; i < found.count; i++) {
        struct post post;
        sample_must(sample, store_get(sample->store, &post_record, found.ids[i], &post,
                                      &sample->arena, &sample->err));
        text = arena_printf(&sample->arena, "%s%s%s", text, i ? "/" : "", post.title);
    }
    return text;
}

static void the_usual_posts(struct sample *sample) {
    static const struct {
        const char *title;
        enum near   near;
    } posts[] = {
        { "普工", NEAR_AWAY },          { "小区保洁员", NEAR_HERE }, { "电子厂普工", NEAR_COUNTY },
        { "CNC操作工", NEAR_AWAY },     { "银行保安", NEAR_COUNTY }, { "缝纫工（8小时）", NEAR_HERE },
        { "洁净车间包装工", NEAR_AWAY },
    };
    struct maker maker = sample_add_maker(sample, "新化县阳光服装有限公司");
    for (size_t i = 0; i < sizeof(posts) / sizeof(posts[0]); i++)
        (void)sample_add_post(sample, posts[i].title, maker.head.id, posts[i].near);
}

static void words_pinyin_and_initials_find_posts_in_their_order(void **state) {
    static const struct {
        const char *words, *found, *why;
    } rows[] = {
        { "保洁", "小区保洁员", "two characters in the middle" },
        { "保洁员", "小区保洁员", "three" },
        { "工", "缝纫工（8小时）/电子厂普工/普工/CNC操作工/洁净车间包装工", "one, near ones first" },
        { "洁保", "", "the other way round is no phrase" },
        { "保洁小区", "", "no phrase either" },
        { "保洁 小区", "小区保洁员", "two words, in any order" },
        { "baojie", "小区保洁员", "pinyin" },
        { "BaoJie", "小区保洁员", "in capitals" },
        { "baoj", "小区保洁员", "pinyin begun" },
        { "ｂａｏｊｉｅ", "小区保洁员", "全角" },
        { "bj", "小区保洁员", "initials" },
        { "bjy", "小区保洁员", "three of them" },
        { "xqbjy", "小区保洁员", "from the start" },
        { "xiaoqubaojieyuan", "小区保洁员", "the whole" },
        { "qubao", "小区保洁员", "over a boundary" },
        { "yinhang", "银行保安", "a polyphone by its phrase" },
        { "yh", "银行保安", "and by its initials" },
        { "cnc", "CNC操作工", "Latin letters" },
        { "cnccao", "CNC操作工", "and Chinese after them" },
        { "操作", "CNC操作工", "Chinese after Latin letters" },
        { "8", "缝纫工（8小时）", "a digit" },
        { "8小时", "缝纫工（8小时）", "digit and characters" },
        { "（缝纫工）", "缝纫工（8小时）", "punctuation around a word" },
        { "工小", "", "no phrase over punctuation" },
        { "保洁 bjy", "小区保洁员", "characters and initials" },
        { "保洁 cnc", "", "both must hold" },
        { "普工 dz", "电子厂普工", "characters and initials again" },
        { "阳光 普工", "电子厂普工/普工", "the employer's name counts" },
        { "ygfz 普工", "电子厂普工/普工", "by its initials too" },
        { "工新", "", "no phrase from title into employer" },
        { "火车", "", "what is not there" },
        { "", "小区保洁员/缝纫工（8小时）/电子厂普工/银行保安/普工/CNC操作工/洁净车间包装工",
          "nothing typed is all" },
        { "  　 ", "小区保洁员/缝纫工（8小时）/电子厂普工/银行保安/普工/CNC操作工/洁净车间包装工",
          "spaces are all too" },
        { "！？", "", "punctuation finds nothing" },
        { "\"", "", "a quote is punctuation" },
        { "保洁\" OR \"工", "", "operators are words: or is in no title" },
        { "保洁 NOT 小区", "", "not is a word" },
        { "* ^ : - +", "", "FTS5's signs mean nothing" },
        { "NEAR(保 洁)", "", "nor do its functions" },
        { "保\u200b洁", "小区保洁员", "a zero-width space inside" },
        { "\xff\xfe", "", "no UTF-8" },
    };
    struct sample *sample = *state;
    the_usual_posts(sample);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const char *found = titles(sample, rows[i].words);
        if (strcmp(found, rows[i].found) != 0)
            fail_msg("“%s” (%s): found %s, expected %s", rows[i].words, rows[i].why, found,
                     rows[i].found);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        sample_test(words_pinyin_and_initials_find_posts_in_their_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
