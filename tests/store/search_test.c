/* SPDX-License-Identifier: GPL-3.0-or-later
 * Finding rows by words, pinyin and initials, in the order of their rank. */
#include "store/sample.h"

#include <sqlite3.h>
#include <stdlib.h>

enum { ROOM = 32 };

struct found {
    row_id ids[ROOM];
    size_t count, total;
};

static struct found find(struct sample *sample, const char *words, const char *where,
                         const struct value *values, size_t value_count) {
    struct found        found = { .count = 0 };
    const struct search search = {
        .words = words, .where = where, .values = values, .value_count = value_count, .count = ROOM
    };
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
        { "普工", NEAR_AWAY },           { "小区保洁员", NEAR_HERE },
        { "电子厂普工", NEAR_COUNTY },   { "CNC操作工", NEAR_AWAY },
        { "银行保安", NEAR_COUNTY },     { "缝纫工（8小时）", NEAR_HERE },
        { "洁净车间包装工", NEAR_AWAY },
    };
    struct maker maker = sample_add_maker(sample, "新化县阳光服装有限公司");
    for (size_t i = 0; i < sizeof(posts) / sizeof(posts[0]); i++)
        (void)sample_add_post(sample, posts[i].title, maker.head.id, posts[i].near);
}

static const struct {
    const char *words, *found, *why;
} finds[] = {
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

static void words_pinyin_and_initials_find_posts_in_their_order(void **state) {
    struct sample *sample = *state;
    the_usual_posts(sample);
    for (size_t i = 0; i < sizeof(finds) / sizeof(finds[0]); i++) {
        const char *found = titles(sample, finds[i].words);
        if (strcmp(found, finds[i].found) != 0)
            fail_msg("“%s” (%s): found %s, expected %s", finds[i].words, finds[i].why, found,
                     finds[i].found);
    }
}

/* --- the index follows the rows --- */

static void save(struct sample *sample, struct post *post) {
    sample_begin(sample);
    sample_must(sample, store_update(sample->store, &post_record, post, &sample->err));
    sample_commit(sample);
}

static void expect(struct sample *sample, const char *words, const char *expected,
                   const char *why) {
    const char *got = titles(sample, words);
    if (strcmp(got, expected) != 0)
        fail_msg("%s: “%s” found %s, expected %s", why, words, got, expected);
}

static void what_changes_is_found_as_it_is_now(void **state) {
    struct sample *sample = *state;
    struct maker   sun = sample_add_maker(sample, "阳光车间");
    struct maker   moon = sample_add_maker(sample, "月亮车间");
    struct post    a = sample_add_post(sample, "缝纫工", sun.head.id, NEAR_COUNTY);
    struct post    b = sample_add_post(sample, "普工", sun.head.id, NEAR_COUNTY);
    expect(sample, "", "缝纫工/普工", "in the order in which they came");
    b.near = NEAR_HERE;
    save(sample, &b);
    expect(sample, "", "普工/缝纫工", "a nearer one goes to the front");
    expect(sample, "gong", "普工/缝纫工", "in the index too");
    b.posted_on = day_of(2026, 10, 1);
    a.near = NEAR_HERE;
    save(sample, &b);
    save(sample, &a);
    expect(sample, "gong", "缝纫工/普工", "the newer one first");
    assert_true(TEXT_COPY(a.title, "裁剪工"));
    save(sample, &a);
    expect(sample, "缝纫", "", "the old title is gone");
    expect(sample, "cjg", "裁剪工", "the new one is there");
    a.maker = moon.head.id;
    save(sample, &a);
    expect(sample, "yangguang", "普工", "another employer");
    expect(sample, "月亮", "裁剪工", "another employer");
    a.open = false;
    save(sample, &a);
    expect(sample, "", "普工", "hidden is not listed");
    expect(sample, "cjg", "", "nor found");
    assert_true(TEXT_COPY(a.title, "熨烫工"));
    save(sample, &a);
    expect(sample, "ytg", "", "nor when it changes");
    a.open = true;
    save(sample, &a);
    expect(sample, "ytg", "熨烫工", "shown again, as it is now");
    a.pay = (money){ 1 };
    save(sample, &a);
    expect(sample, "ytg", "熨烫工", "what is not searched changes nothing");
    sample_begin(sample);
    sample_must(sample, store_delete(sample->store, &post_record, a.head.id, &sample->err));
    sample_commit(sample);
    expect(sample, "", "普工", "removed");
    sample_ties(sample);
}

static void a_renamed_employer_is_found_by_its_new_name(void **state) {
    struct sample *sample = *state;
    struct maker   maker = sample_add_maker(sample, "阳光车间");
    (void)sample_add_post(sample, "缝纫工", maker.head.id, NEAR_HERE);
    (void)sample_add_post(sample, "普工", maker.head.id, NEAR_HERE);
    assert_true(TEXT_COPY(maker.name, "彩虹车间"));
    sample_begin(sample);
    sample_must(sample, store_update(sample->store, &maker_record, &maker, &sample->err));
    sample_commit(sample);
    expect(sample, "阳光", "", "the old name");
    expect(sample, "彩虹", "缝纫工/普工", "the new one");
    expect(sample, "ch", "缝纫工/普工", "its initials");
    sample_ties(sample);
}

static void one_transaction_may_do_all_of_it(void **state) {
    struct sample *sample = *state;
    struct maker   maker = sample_add_maker(sample, "阳光车间");
    struct post    old = sample_add_post(sample, "普工", maker.head.id, NEAR_HERE);
    struct post    a = sample_post("缝纫工", maker.head.id, NEAR_HERE);
    struct post    b = sample_post("裁剪工", maker.head.id, NEAR_HERE);
    sample_begin(sample);
    sample_must(sample, store_insert(sample->store, &post_record, &a, &sample->err));
    sample_must(sample, store_insert(sample->store, &post_record, &b, &sample->err));
    expect(sample, "工", "普工/缝纫工/裁剪工", "seen from within");
    assert_true(TEXT_COPY(a.title, "熨烫工"));
    sample_must(sample, store_update(sample->store, &post_record, &a, &sample->err));
    sample_must(sample, store_delete(sample->store, &post_record, b.head.id, &sample->err));
    sample_must(sample, store_delete(sample->store, &post_record, old.head.id, &sample->err));
    assert_true(TEXT_COPY(maker.name, "彩虹车间"));
    sample_must(sample, store_update(sample->store, &maker_record, &maker, &sample->err));
    sample_commit(sample);
    expect(sample, "", "熨烫工", "afterwards");
    expect(sample, "caihong", "熨烫工", "the new name");
    sample_ties(sample);
    sample_begin(sample);
    struct post c = sample_post("包装工", maker.head.id, NEAR_HERE);
    sample_must(sample, store_insert(sample->store, &post_record, &c, &sample->err));
    expect(sample, "包装", "包装工", "seen from within");
    store_rollback(sample->store);
    expect(sample, "包装", "", "rolled back");
    sample_ties(sample);
}

/* --- conditions, pages, totals --- */

static void pages_and_totals_agree_with_the_rows(void **state) {
    static const char *const words[] = { "", "工", "bj", "普工", "gong", "工 bj", "zz" };
    static const char *const titles_of[] = { "小区保洁员", "电子厂普工", "保洁工", "缝纫工" };
    struct sample           *sample = *state;
    struct maker             maker = sample_add_maker(sample, "甲");
    sample_begin(sample);
    for (int i = 0; i < 200; i++) {
        struct post post = sample_post(titles_of[support_below(&sample->world, 4)], maker.head.id,
                                       (enum near)(1 + support_below(&sample->world, 3)));
        post.posted_on.n -= (int32_t)support_below(&sample->world, 30);
        post.places = (int)support_below(&sample->world, 10);
        post.open = support_below(&sample->world, 5) > 0;
        sample_must(sample, store_insert(sample->store, &post_record, &post, &sample->err));
    }
    sample_commit(sample);
    for (size_t w = 0; w < sizeof(words) / sizeof(words[0]); w++)
        for (int64_t least = -1; least < 12; least += 4) {
            const struct value value = value_integer(least);
            struct search      search = { .words = words[w],
                                          .where = least < 0 ? NULL : "places >= $1",
                                          .values = &value,
                                          .value_count = least < 0 ? 0 : 1,
                                          .count = 7 };
            row_id             ids[7];
            size_t             count = 0, total = 0, met = 0;
            int64_t            last = -1;
            for (;; search.first += 7) {
                size_t said = 0;
                sample_must(sample, store_search(sample->store, &post_record, &search, ids, &count,
                                                 &said, &sample->err));
                assert_true(search.first == 0 || said == total);
                total = said;
                for (size_t i = 0; i < count; i++) {
                    struct post post = sample_read(sample, ids[i]);
                    assert_true(post.open && (least < 0 || post.places >= least));
                    assert_true(post_rank(&post) >= last);
                    last = post_rank(&post);
                }
                met += count;
                if (count < 7)
                    break;
            }
            if (met != total)
                fail_msg("“%s”: %zu met, %zu said", words[w], met, total);
        }
    assert_int_equal(find(sample, "工", NULL, NULL, 0).total,
                     sample_count(sample, "SELECT count(*) FROM post WHERE open = 1 AND title LIKE "
                                          "'%工%'"));
}

static void change_something(struct sample *sample, row_id maker) {
    const struct value nth = value_integer(support_below(
        &sample->world, (uint32_t)sample_count(sample, "SELECT 1 + count(*) FROM post")));
    struct post        post = sample_post("普工", maker, NEAR_HERE);
    row_id             id;
    post.places = (int)support_below(&sample->world, 9);
    if (support_below(&sample->world, 2) == 0 ||
        !store_find(sample->store, "SELECT id FROM post ORDER BY id LIMIT 1 OFFSET $1", &nth, 1,
                    &id, NULL)) {
        sample_must(sample, store_insert(sample->store, &post_record, &post, &sample->err));
        return;
    }
    post = sample_read(sample, id);
    switch (support_below(&sample->world, 4)) {
    case 0:
        sample_must(sample, store_delete(sample->store, &post_record, id, &sample->err));
        return;
    case 1:
        post.open = !post.open;
        break;
    case 2:
        post.near = (enum near)(1 + support_below(&sample->world, 3));
        break;
    default:
        post.places = (int)support_below(&sample->world, 9);
    }
    sample_must(sample, store_update(sample->store, &post_record, &post, &sample->err));
}

static void look_and_compare(struct sample *sample) {
    const struct value  least = value_integer(4);
    const struct search search = {
        .where = "places >= $1", .values = &least, .value_count = 1, .count = ROOM
    };
    row_id        ids[ROOM];
    size_t        count = 0, total = 0, at = 0;
    struct query *query = NULL;
    struct post   post;
    sample_must(sample, store_search(sample->store, &post_record, &search, ids, &count, &total,
                                     &sample->err));
    sample_must(sample, query_open(&query, sample->store, &post_record,
                                   "WHERE open = 1 AND places >= $1 ORDER BY row_order", &least, 1,
                                   &sample->err));
    for (; query_next(query, &post, &sample->arena); at++)
        assert_true(at >= count || id_equal(ids[at], post.head.id));
    sample_must(sample, query_close(query, &sample->err));
    assert_int_equal(at, total);
}

/* What is kept between searches equals a look at everything, whoever changes whatever. */
static void what_is_kept_equals_a_fresh_look(void **state) {
    struct sample *sample = *state;
    struct store  *writer = sample->store;
    struct store  *reader = sample_open_at(sample, sample_folder(sample), STORE_READ);
    struct maker   maker = sample_add_maker(sample, "甲");
    for (size_t i = 0; i < support_count(150, 3000); i++) {
        uint32_t changes = support_below(&sample->world, 20) ? 1 : 100;
        sample_begin(sample);
        while (changes-- > 0)
            change_something(sample, maker.head.id);
        if (support_below(&sample->world, 5))
            sample_commit(sample);
        else
            store_rollback(writer);
        look_and_compare(sample);
        sample->store = reader;
        look_and_compare(sample);
        sample->store = writer;
        arena_reset(&sample->arena);
    }
    store_close(reader);
    sample_ties(sample);
}

static void nothing_that_is_typed_is_more_than_words(void **state) {
    struct sample *sample = *state;
    enum { LONG = 1 << 20 };
    static const char *const units[] = {
        "保洁", "a", " ", "\"", "*", "保 ", "a ", "\xf0\x9f", "("
    };
    char *text = malloc(LONG + 8);
    assert_non_null(text);
    the_usual_posts(sample);
    for (size_t u = 0; u < sizeof(units) / sizeof(units[0]); u++) {
        size_t length = strlen(units[u]), used = 0;
        while (used + length <= LONG) {
            memcpy(text + used, units[u], length);
            used += length;
        }
        text[used] = '\0';
        struct found found = find(sample, text, NULL, NULL, 0);
        assert_int_equal(found.total, strcmp(units[u], " ") == 0 ? 7 : 0);
    }
    for (size_t i = 0; i < support_count(200, 20000); i++) {
        static const char alphabet[] = "ab\"'*()^:-+ \t\n\\%_{}[]<>|&;AND OR NOT NEAR";
        size_t            length = 1 + support_below(&sample->world, 30);
        for (size_t c = 0; c < length; c++)
            text[c] = support_below(&sample->world, 4)
                          ? alphabet[support_below(&sample->world, sizeof(alphabet) - 1)]
                          : (char)(1 + support_below(&sample->world, 255));
        text[length] = '\0';
        (void)find(sample, text, NULL, NULL, 0);
    }
    free(text);
    sample_ties(sample);
}

/* --- when the index disagrees --- */

static void behind(struct sample *sample, const char *sql) {
    sqlite3 *db = NULL;
    char    *message = NULL;
    assert_int_equal(sqlite3_open(temp_path(&sample->temp, "node/anju.db"), &db), SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK)
        fail_msg("%s: %s", sql, message);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static void an_index_that_disagrees_is_found_and_rebuilt(void **state) {
    static const struct {
        const char *sql, *why;
    } rows[] = {
        { "INSERT INTO post_han (post_han, rowid, han) "
          "VALUES ('delete', (SELECT min(row_order) FROM post), '小 区 保 洁 员 · ')",
          "an entry is missing" },
        { "INSERT INTO post_spelled (rowid, spelled) VALUES (77, 'zzz')", "one too many" },
        { "UPDATE reading SET spelled = 'da xia' WHERE text = '普工'", "a reading is another" },
        { "UPDATE reading SET spelled = ''", "readings were not there" },
        { "UPDATE post SET row_order = 5 WHERE title = '普工'", "a row stands in the wrong place" },
        { "INSERT INTO post_han (post_han) VALUES ('delete-all')", "all is gone" },
        { "DELETE FROM post_spelled_data", "even its own pages are" },
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        void *fresh = NULL;
        assert_int_equal(sample_setup(&fresh), 0);
        struct sample *sample = fresh;
        the_usual_posts(sample);
        sample_must(sample, store_search_check(sample->store, &sample->err));
        behind(sample, rows[i].sql);
        if (store_search_check(sample->store, &sample->err))
            fail_msg("%s: not found", rows[i].why);
        assert_int_equal(sample->err.code, ERR_DAMAGED);
        struct journal_report report = sample_check(sample);
        if (report.index_ok || !report.rows_ok || !report.chain_ok)
            fail_msg("%s: %s", rows[i].why, report.text);
        sample_ties(sample); /* the check has mended it */
        expect(sample, "pg", "电子厂普工/普工", rows[i].why);
        expect(sample, "保洁", "小区保洁员", rows[i].why);
        assert_int_equal(sample_teardown(&fresh), 0);
    }
    (void)state;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        sample_test(words_pinyin_and_initials_find_posts_in_their_order),
        sample_test(what_changes_is_found_as_it_is_now),
        sample_test(a_renamed_employer_is_found_by_its_new_name),
        sample_test(one_transaction_may_do_all_of_it),
        sample_test(pages_and_totals_agree_with_the_rows),
        sample_test(what_is_kept_equals_a_fresh_look),
        sample_test(nothing_that_is_typed_is_more_than_words),
        cmocka_unit_test(an_index_that_disagrees_is_found_and_rebuilt),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
