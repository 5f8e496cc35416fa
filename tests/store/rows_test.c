/* SPDX-License-Identifier: GPL-3.0-or-later
 * Rows as callers save and load them: versions, refusals that name the field, children. */
#include "store/sample.h"

static void a_row_comes_back_as_it_was_saved(void **state) {
    struct sample *sample = *state;
    struct maker   maker = sample_add_maker(sample, "阳光服装扶贫车间");
    struct post    post = sample_post("缝纫工", maker.head.id, NEAR_HERE), read;
    post.notes = "包教包会\n“多劳多得” \\ 100%";
    assert_true(TEXT_COPY(post.contact, "刘大明"));
    sample_begin(sample);
    sample_must(sample, store_insert(sample->store, &post_record, &post, &sample->err));
    sample_commit(sample);
    assert_int_equal(post.head.version, 1);
    read = sample_read(sample, post.head.id);
    assert_string_equal(read.title, "缝纫工");
    assert_string_equal(read.notes, post.notes);
    assert_string_equal(read.contact, "刘大明");
    assert_true(id_equal(read.maker, maker.head.id));
    assert_int_equal(read.near, NEAR_HERE);
    assert_int_equal(read.pay.fen, 300000);
    assert_int_equal(read.places, 3);
    assert_true(read.open);
    assert_int_equal(read.posted_on.n, post.posted_on.n);
    assert_true(day_absent(read.closes_on));
    assert_true(id_equal(read.head.home, maker.head.home));
    sample_ties(sample);
}

static void an_absent_row_is_said_to_be_absent_and_touches_nothing(void **state) {
    struct sample *sample = *state;
    struct maker   maker = sample_maker("不变");
    row_id         id = id_new(&sample->world);
    assert_false(store_get(sample->store, &maker_record, id, &maker, &sample->arena, &sample->err));
    assert_int_equal(sample->err.code, ERR_ABSENT);
    assert_string_equal(maker.name, "不变");
}

static void a_change_makes_a_version_and_no_change_makes_none(void **state) {
    struct sample *sample = *state;
    struct maker   maker = sample_add_maker(sample, "甲");
    int64_t        entries = sample_count(sample, "SELECT count(*) FROM journal");
    sample_begin(sample);
    sample_must(sample, store_update(sample->store, &maker_record, &maker, &sample->err));
    sample_commit(sample);
    assert_int_equal(maker.head.version, 1);
    assert_int_equal(sample_count(sample, "SELECT count(*) FROM journal"), entries);
    assert_true(TEXT_COPY(maker.name, "乙"));
    sample_begin(sample);
    sample_must(sample, store_update(sample->store, &maker_record, &maker, &sample->err));
    sample_commit(sample);
    assert_int_equal(maker.head.version, 2);
    assert_int_equal(sample_count(sample, "SELECT version FROM maker"), 2);
    assert_int_equal(sample_count(sample, "SELECT count(*) FROM journal"), entries + 1);
}

static void an_old_version_is_stale_and_changes_nothing(void **state) {
    struct sample *sample = *state;
    struct maker   first = sample_add_maker(sample, "甲"), second = first;
    assert_true(TEXT_COPY(first.name, "乙"));
    assert_true(TEXT_COPY(second.name, "丙"));
    sample_begin(sample);
    sample_must(sample, store_update(sample->store, &maker_record, &first, &sample->err));
    assert_false(store_update(sample->store, &maker_record, &second, &sample->err));
    assert_int_equal(sample->err.code, ERR_STALE);
    assert_int_equal(second.head.version, 1);
    sample_commit(sample);
    assert_int_equal(sample_count(sample, "SELECT count(*) FROM maker WHERE name = '乙'"), 1);
}

/* Each refused; the sentence names what is wrong. */
static void what_may_not_be_is_refused_by_name(void **state) {
    struct sample *sample = *state;
    struct maker   maker = sample_add_maker(sample, "阳光 ＡＢＣ"), empty = sample_maker("");
    struct maker   same = sample_maker("阳光abc");
    struct post    lost = sample_post("普工", id_new(&sample->world), NEAR_HERE);
    struct post    post = sample_post("普工", maker.head.id, NEAR_HERE);
    sample_begin(sample);
    assert_false(store_insert(sample->store, &maker_record, &empty, &sample->err));
    assert_int_equal(sample->err.code, ERR_INVALID);
    assert_non_null(strstr(sample->err.text, "名称"));
    assert_true(id_absent(empty.head.id));

    assert_false(store_insert(sample->store, &maker_record, &same, &sample->err));
    assert_int_equal(sample->err.code, ERR_INVALID);
    assert_non_null(strstr(sample->err.text, "名称“阳光abc”已经有了"));
    assert_int_equal(same.head.version, 0);

    assert_false(store_insert(sample->store, &post_record, &lost, &sample->err));
    assert_int_equal(sample->err.code, ERR_INVALID);
    assert_non_null(strstr(sample->err.text, "用工单位"));

    sample_must(sample, store_insert(sample->store, &post_record, &post, &sample->err));
    assert_false(store_delete(sample->store, &maker_record, maker.head.id, &sample->err));
    assert_int_equal(sample->err.code, ERR_INVALID);
    assert_non_null(strstr(sample->err.text, "还有别处用到"));
    store_rollback(sample->store);
    assert_int_equal(sample_count(sample, "SELECT count(*) FROM post"), 0);
    assert_int_equal(sample_count(sample, "SELECT count(*) FROM maker"), 1);
    sample_ties(sample);
}

static void a_given_id_is_kept(void **state) {
    struct sample *sample = *state;
    struct maker   maker = sample_maker("甲"), again = sample_maker("乙");
    maker.head.id = again.head.id = id_derived("maker", "甲");
    row_id given = maker.head.id;
    sample_begin(sample);
    sample_must(sample, store_insert(sample->store, &maker_record, &maker, &sample->err));
    assert_true(id_equal(maker.head.id, given));
    assert_int_equal(maker.head.version, 1);
    assert_false(store_insert(sample->store, &maker_record, &again, &sample->err));
    assert_int_equal(sample->err.code, ERR_INVALID);
    store_rollback(sample->store);
}

/* --- children --- */

static void tags_set(struct post *post, struct tag *tags, const char *const *words) {
    size_t count = 0;
    for (; words[count]; count++) {
        record_init(&tag_record, &tags[count]);
        assert_true(TEXT_COPY(tags[count].tag, words[count]));
    }
    post->tags = (struct children){ .rows = tags, .count = count };
}

static const char *tags_text(struct sample *sample, const struct post *post) {
    char *text = arena_strdup(&sample->arena, "");
    for (size_t i = 0; i < post->tags.count; i++) {
        const struct tag *tag = &((const struct tag *)post->tags.rows)[i];
        assert_int_equal(tag->position, (int)i);
        assert_true(id_equal(tag->post, post->head.id));
        text = arena_printf(&sample->arena, "%s%s%d ", text, tag->tag, (int)tag->head.version);
    }
    return text;
}

static void children_are_saved_by_position(void **state) {
    static const struct {
        const char *words[4];
        const char *saved; /* with their versions */
        int         version;
        const char *why;
    } rows[] = {
        { { "可带孩子", "包住" }, "可带孩子1 包住1 ", 1, "inserted" },
        { { "可带孩子", "包住" }, "可带孩子1 包住1 ", 1, "unchanged: no version" },
        { { "可带孩子", "包吃" }, "可带孩子1 包吃2 ", 2, "one changed in place" },
        { { "可带孩子", "包吃", "五险" }, "可带孩子1 包吃2 五险1 ", 3, "one more" },
        { { "五险" }, "五险2 ", 4, "fewer: the first is another now" },
        { { NULL }, "", 5, "none" },
    };
    struct sample *sample = *state;
    struct maker   maker = sample_add_maker(sample, "甲");
    struct post    post = sample_post("普工", maker.head.id, NEAR_HERE);
    struct tag     tags[4];
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        tags_set(&post, tags, rows[i].words);
        sample_begin(sample);
        sample_must(sample, i ? store_update(sample->store, &post_record, &post, &sample->err)
                              : store_insert(sample->store, &post_record, &post, &sample->err));
        sample_commit(sample);
        struct post read = sample_read(sample, post.head.id);
        if (strcmp(tags_text(sample, &read), rows[i].saved) != 0)
            fail_msg("%s: %s", rows[i].why, tags_text(sample, &read));
        assert_int_equal(read.head.version, rows[i].version);
        sample_ties(sample);
    }
}

static void a_wrong_child_is_refused_with_its_parent(void **state) {
    static const char *const words[] = { "好", "", NULL };
    struct sample           *sample = *state;
    struct maker             maker = sample_add_maker(sample, "甲");
    struct post              post = sample_post("普工", maker.head.id, NEAR_HERE);
    struct tag               tags[2];
    tags_set(&post, tags, words);
    sample_begin(sample);
    assert_false(store_insert(sample->store, &post_record, &post, &sample->err));
    assert_int_equal(sample->err.code, ERR_INVALID);
    assert_true(id_absent(post.head.id));
    store_rollback(sample->store);
}

static void a_removed_row_takes_its_children_along(void **state) {
    static const char *const words[] = { "一", "二", NULL };
    struct sample           *sample = *state;
    struct maker             maker = sample_add_maker(sample, "甲");
    struct post              post = sample_post("普工", maker.head.id, NEAR_HERE);
    struct tag               tags[2];
    tags_set(&post, tags, words);
    sample_begin(sample);
    sample_must(sample, store_insert(sample->store, &post_record, &post, &sample->err));
    sample_commit(sample);
    sample_begin(sample);
    sample_must(sample, store_delete(sample->store, &post_record, post.head.id, &sample->err));
    sample_commit(sample);
    assert_int_equal(sample_count(sample, "SELECT count(*) FROM tag"), 0);
    sample_ties(sample);
}

/* --- reading by SQL --- */

static void queries_bind_their_values(void **state) {
    struct sample     *sample = *state;
    struct maker       maker = sample_add_maker(sample, "'; DROP TABLE post; --"), read;
    struct query      *query = NULL;
    const char        *hostile = "'; DROP TABLE post; --";
    const struct value value = value_text(hostile);
    row_id             id;
    (void)sample_add_maker(sample, "乙");
    sample_must(sample,
                query_open(&query, sample->store, &maker_record,
                           "WHERE name = $1 OR name = $1 ORDER BY name", &value, 1, &sample->err));
    assert_true(query_next(query, &read, &sample->arena));
    assert_string_equal(read.name, hostile);
    assert_false(query_next(query, &read, &sample->arena));
    sample_must(sample, query_close(query, &sample->err));
    sample_must(sample, store_find(sample->store, "SELECT id FROM maker WHERE name = $1", &value, 1,
                                   &id, &sample->err));
    assert_true(id_equal(id, maker.head.id));
    assert_int_equal(sample_count(sample, "SELECT count(*) FROM post"), 0);
    assert_false(store_find(sample->store, "SELECT id FROM maker WHERE name = 'x'", NULL, 0, &id,
                            &sample->err));
    assert_int_equal(sample->err.code, ERR_ABSENT);
}

static void two_queries_of_one_sql_do_not_disturb_each_other(void **state) {
    struct sample *sample = *state;
    struct query  *outer = NULL, *inner = NULL;
    struct maker   a, b;
    int            pairs = 0;
    (void)sample_add_maker(sample, "甲");
    (void)sample_add_maker(sample, "乙");
    sample_must(sample,
                query_open(&outer, sample->store, &maker_record, "", NULL, 0, &sample->err));
    while (query_next(outer, &a, &sample->arena)) {
        sample_must(sample,
                    query_open(&inner, sample->store, &maker_record, "", NULL, 0, &sample->err));
        while (query_next(inner, &b, &sample->arena))
            pairs++;
        sample_must(sample, query_close(inner, &sample->err));
    }
    sample_must(sample, query_close(outer, &sample->err));
    assert_int_equal(pairs, 4);
}

static void names_are_found_folded_and_said(void **state) {
    struct sample      *sample = *state;
    struct maker        maker = sample_add_maker(sample, "阳光 ABC 车间");
    const struct names *names = store_names(sample->store);
    row_id              id;
    assert_true(names->find(names->ctx, &maker_record, "阳光ａｂｃ车间", &id));
    assert_true(id_equal(id, maker.head.id));
    assert_string_equal(names->name(names->ctx, &maker_record, id), "阳光 ABC 车间");
    assert_false(names->find(names->ctx, &maker_record, "月光", &id));
    assert_null(names->name(names->ctx, &maker_record, id_new(&sample->world)));
}

static void the_settings_are_what_is_promised(void **state) {
    static const struct {
        const char *sql;
        int64_t     expected;
    } rows[] = {
        { "PRAGMA synchronous", 2 },
        { "PRAGMA foreign_keys", 1 },
        { "PRAGMA trusted_schema", 0 },
        { "PRAGMA cell_size_check", 1 },
        { "PRAGMA secure_delete", 1 },
        { "PRAGMA application_id", 0x414E4A55 },
        { "PRAGMA journal_size_limit", 4 << 20 },
        { "PRAGMA wal_autocheckpoint", 1000 },
        { "PRAGMA max_page_count", 1 << 20 },
        { "SELECT count(*) FROM pragma_journal_mode WHERE journal_mode = 'wal'", 1 },
    };
    struct sample *sample = *state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
        if (sample_count(sample, rows[i].sql) != rows[i].expected)
            fail_msg("%s is not %lld", rows[i].sql, (long long)rows[i].expected);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        sample_test(a_row_comes_back_as_it_was_saved),
        sample_test(an_absent_row_is_said_to_be_absent_and_touches_nothing),
        sample_test(a_change_makes_a_version_and_no_change_makes_none),
        sample_test(an_old_version_is_stale_and_changes_nothing),
        sample_test(what_may_not_be_is_refused_by_name),
        sample_test(a_given_id_is_kept),
        sample_test(children_are_saved_by_position),
        sample_test(a_wrong_child_is_refused_with_its_parent),
        sample_test(a_removed_row_takes_its_children_along),
        sample_test(queries_bind_their_values),
        sample_test(two_queries_of_one_sql_do_not_disturb_each_other),
        sample_test(names_are_found_folded_and_said),
        sample_test(the_settings_are_what_is_promised),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
