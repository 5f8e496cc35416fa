/* SPDX-License-Identifier: GPL-3.0-or-later
 * Undo: a transaction taken back by a new one, whole or not at all. */
#include "store/sample.h"

static int64_t last_transaction(struct sample *sample) {
    return sample_count(sample, "SELECT max(tx) FROM journal");
}

static void undo(struct sample *sample) {
    int64_t transaction = last_transaction(sample);
    sample_must(sample, journal_undo(sample->store, transaction, "李站长", &sample->err));
    assert_int_equal(
        sample_count(sample, "SELECT count(*) FROM journal WHERE actor = '李站长'") > 0, 1);
    sample_ties(sample);
}

static struct post post_with_tags(struct sample *sample, row_id maker, struct tag tags[2]) {
    struct post post = sample_post("普工", maker, NEAR_HERE);
    for (int i = 0; i < 2; i++) {
        record_init(&tag_record, &tags[i]);
        assert_true(TEXT_COPY(tags[i].tag, i ? "包住" : "可带孩子"));
    }
    post.tags = (struct children){ .rows = tags, .count = 2 };
    assert_true(TEXT_COPY(post.contact, "刘大明"));
    sample_begin(sample);
    sample_must(sample, store_insert(sample->store, &post_record, &post, &sample->err));
    sample_commit(sample);
    return post;
}

static size_t found(struct sample *sample, const char *words) {
    const struct search search = { .words = words, .count = 8 };
    row_id              ids[8];
    size_t              count = 0;
    sample_must(sample, store_search(sample->store, &post_record, &search, ids, &count, NULL,
                                     &sample->err));
    return count;
}

static void a_change_is_taken_back(void **state) {
    struct sample *sample = *state;
    struct tag     tags[2];
    struct maker   maker = sample_add_maker(sample, "甲");
    struct post    post = post_with_tags(sample, maker.head.id, tags);
    assert_true(TEXT_COPY(post.title, "保洁员"));
    assert_true(TEXT_COPY(post.contact, "王小明"));
    post.pay = MONEY_ABSENT;
    post.near = NEAR_AWAY;
    assert_true(TEXT_COPY(tags[1].tag, "包吃"));
    sample_begin(sample);
    sample_must(sample, store_update(sample->store, &post_record, &post, &sample->err));
    sample_commit(sample);
    assert_int_equal(found(sample, "保洁"), 1);
    undo(sample);
    struct post read = sample_read(sample, post.head.id);
    assert_string_equal(read.title, "普工");
    assert_string_equal(read.contact, "刘大明");
    assert_int_equal(read.pay.fen, 300000);
    assert_int_equal(read.near, NEAR_HERE);
    assert_int_equal(read.head.version, 3);
    assert_string_equal(((struct tag *)read.tags.rows)[1].tag, "包住");
    assert_int_equal(found(sample, "保洁"), 0);
    assert_int_equal(found(sample, "普工"), 1);
}

static void an_insertion_is_taken_back_with_its_children(void **state) {
    struct sample *sample = *state;
    struct tag     tags[2];
    struct maker   maker = sample_add_maker(sample, "甲");
    (void)post_with_tags(sample, maker.head.id, tags);
    undo(sample);
    assert_int_equal(sample_count(sample, "SELECT count(*) FROM post"), 0);
    assert_int_equal(sample_count(sample, "SELECT count(*) FROM tag"), 0);
    assert_int_equal(found(sample, "普工"), 0);
}

static void a_removal_is_taken_back_with_its_children(void **state) {
    struct sample *sample = *state;
    struct tag     tags[2];
    struct maker   maker = sample_add_maker(sample, "甲");
    struct post    post = post_with_tags(sample, maker.head.id, tags);
    sample_begin(sample);
    sample_must(sample, store_delete(sample->store, &post_record, post.head.id, &sample->err));
    sample_commit(sample);
    undo(sample);
    struct post read = sample_read(sample, post.head.id);
    assert_string_equal(read.title, "普工");
    assert_int_equal(read.head.version, 2); /* no version twice */
    assert_int_equal(read.tags.count, 2);
    assert_string_equal(((struct tag *)read.tags.rows)[0].tag, "可带孩子");
    assert_int_equal(found(sample, "pg"), 1);
}

static void several_changes_of_a_row_are_taken_back_together(void **state) {
    struct sample *sample = *state;
    struct maker   maker = sample_add_maker(sample, "甲");
    sample_begin(sample);
    for (int i = 0; i < 3; i++) {
        char name[8];
        (void)snprintf(name, sizeof(name), "乙%d", i);
        assert_true(TEXT_COPY(maker.name, name));
        sample_must(sample, store_update(sample->store, &maker_record, &maker, &sample->err));
    }
    sample_commit(sample);
    undo(sample);
    assert_int_equal(sample_count(sample, "SELECT count(*) FROM maker WHERE name = '甲'"), 1);
}

static void a_row_made_and_changed_again_goes_after_what_refers_to_it(void **state) {
    struct sample *sample = *state;
    struct maker   maker = sample_maker("甲");
    sample_begin(sample);
    sample_must(sample, store_insert(sample->store, &maker_record, &maker, &sample->err));
    struct post post = sample_post("普工", maker.head.id, NEAR_HERE);
    sample_must(sample, store_insert(sample->store, &post_record, &post, &sample->err));
    assert_true(TEXT_COPY(maker.name, "甲厂"));
    sample_must(sample, store_update(sample->store, &maker_record, &maker, &sample->err));
    sample_commit(sample);
    undo(sample);
    assert_int_equal(sample_count(sample, "SELECT count(*) FROM maker"), 0);
    assert_int_equal(sample_count(sample, "SELECT count(*) FROM post"), 0);
}

static void what_came_and_went_in_one_transaction_stays_gone(void **state) {
    struct sample *sample = *state;
    struct maker   maker = sample_maker("甲");
    sample_begin(sample);
    sample_must(sample, store_insert(sample->store, &maker_record, &maker, &sample->err));
    sample_must(sample, store_delete(sample->store, &maker_record, maker.head.id, &sample->err));
    sample_commit(sample);
    sample_must(sample, journal_undo(sample->store, 1, "李站长", &sample->err));
    assert_int_equal(sample_count(sample, "SELECT count(*) FROM maker"), 0);
    sample_ties(sample);
}

static void an_undo_is_taken_back_too(void **state) {
    struct sample *sample = *state;
    struct maker   maker = sample_add_maker(sample, "甲");
    assert_true(TEXT_COPY(maker.name, "乙"));
    sample_begin(sample);
    sample_must(sample, store_update(sample->store, &maker_record, &maker, &sample->err));
    sample_commit(sample);
    undo(sample);
    undo(sample);
    assert_int_equal(sample_count(sample, "SELECT count(*) FROM maker WHERE name = '乙'"), 1);
}

static void undo_is_refused_when_a_row_has_changed_since(void **state) {
    struct sample *sample = *state;
    struct maker   a = sample_maker("甲"), b = sample_maker("乙");
    sample_begin(sample);
    sample_must(sample, store_insert(sample->store, &maker_record, &a, &sample->err));
    sample_must(sample, store_insert(sample->store, &maker_record, &b, &sample->err));
    sample_commit(sample);
    assert_true(TEXT_COPY(a.name, "丙"));
    sample_begin(sample);
    sample_must(sample, store_update(sample->store, &maker_record, &a, &sample->err));
    sample_commit(sample);
    int64_t before = sample_count(sample, "SELECT count(*) FROM journal");
    assert_false(journal_undo(sample->store, 1, "李站长", &sample->err));
    assert_int_equal(sample->err.code, ERR_STALE);
    assert_int_equal(sample_count(sample, "SELECT count(*) FROM journal"), before);
    assert_int_equal(sample_count(sample, "SELECT count(*) FROM maker"), 2);
    sample_ties(sample);
}

static void undo_is_refused_where_something_refers_to_the_row_now(void **state) {
    struct sample *sample = *state;
    struct maker   maker = sample_add_maker(sample, "甲");
    (void)sample_add_post(sample, "普工", maker.head.id, NEAR_HERE);
    assert_false(journal_undo(sample->store, 1, "李站长", &sample->err));
    assert_int_equal(sample->err.code, ERR_INVALID);
    assert_int_equal(sample_count(sample, "SELECT count(*) FROM maker"), 1);
    sample_ties(sample);
}

static void undo_is_refused_where_a_name_is_taken_meanwhile(void **state) {
    struct sample *sample = *state;
    struct maker   maker = sample_add_maker(sample, "甲");
    assert_true(TEXT_COPY(maker.name, "乙"));
    sample_begin(sample);
    sample_must(sample, store_update(sample->store, &maker_record, &maker, &sample->err));
    sample_commit(sample);
    int64_t transaction = last_transaction(sample);
    (void)sample_add_maker(sample, "甲");
    assert_false(journal_undo(sample->store, transaction, "李站长", &sample->err));
    assert_int_equal(sample->err.code, ERR_INVALID);
    assert_non_null(strstr(sample->err.text, "甲"));
    sample_ties(sample);
}

static void secrets_and_erased_values_cannot_be_brought_back(void **state) {
    struct sample *sample = *state;
    struct maker   maker = sample_maker("甲");
    assert_true(TEXT_COPY(maker.pin, "1111"));
    sample_begin(sample);
    sample_must(sample, store_insert(sample->store, &maker_record, &maker, &sample->err));
    sample_commit(sample);
    assert_true(TEXT_COPY(maker.pin, "2222"));
    sample_begin(sample);
    sample_must(sample, store_update(sample->store, &maker_record, &maker, &sample->err));
    sample_commit(sample);
    assert_false(journal_undo(sample->store, 2, "李站长", &sample->err));
    assert_int_equal(sample->err.code, ERR_INVALID);
    assert_non_null(strstr(sample->err.text, "口令"));
    sample_ties(sample);
}

static void what_never_was_cannot_be_undone(void **state) {
    struct sample *sample = *state;
    (void)sample_add_maker(sample, "甲");
    static const int64_t transactions[] = { 0, 2, -1, 99 };
    for (size_t i = 0; i < sizeof(transactions) / sizeof(transactions[0]); i++) {
        assert_false(journal_undo(sample->store, transactions[i], "李站长", &sample->err));
        assert_int_equal(sample->err.code, ERR_ABSENT);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        sample_test(a_change_is_taken_back),
        sample_test(an_insertion_is_taken_back_with_its_children),
        sample_test(a_removal_is_taken_back_with_its_children),
        sample_test(several_changes_of_a_row_are_taken_back_together),
        sample_test(a_row_made_and_changed_again_goes_after_what_refers_to_it),
        sample_test(what_came_and_went_in_one_transaction_stays_gone),
        sample_test(an_undo_is_taken_back_too),
        sample_test(undo_is_refused_when_a_row_has_changed_since),
        sample_test(undo_is_refused_where_something_refers_to_the_row_now),
        sample_test(undo_is_refused_where_a_name_is_taken_meanwhile),
        sample_test(secrets_and_erased_values_cannot_be_brought_back),
        sample_test(what_never_was_cannot_be_undone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
