/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a node reckons for itself: kept with the row, set by nobody, in no journal entry and no
 * version, and the row's place among what is found follows. */
#include "store/sample.h"

enum stage { STAGE_UNWRITTEN, STAGE_DRAFT, STAGE_OPEN, STAGE_COUNT };
static const struct word stage_words[STAGE_COUNT] = {
    [STAGE_DRAFT] = { "draft", "草稿", NULL },
    [STAGE_OPEN] = { "open", "公开", NULL },
};

struct paper {
    struct record_head head;
    char               title[TEXT_SIZE(30)];
    enum stage         stage;
    int                count;
};
static int64_t paper_rank(const void *row) {
    const struct paper *paper = row;
    return paper->stage == STAGE_OPEN ? 7 : -1;
}
#define REC struct paper
static const struct field paper_fields[] = {
    { "title", TEXT(title), .label = "题目", .flags = F_REQUIRED | F_SEARCH | F_NAME },
    { "stage", ENUM(stage, stage), .label = "阶段", .flags = F_RECKONED | F_INDEX },
    { "count", INT(count), .label = "次数", .flags = F_RECKONED, .max = 9 },
};
static const struct record paper_record = RECORD("paper", "文件", paper_fields, .rank = paper_rank);
#undef REC
static const struct record *const papers[] = { &paper_record, NULL };

static int open_papers(void **state) {
    struct sample *sample = calloc(1, sizeof(*sample));
    if (!sample)
        return -1;
    temp_make(&sample->temp);
    support_world(&sample->world);
    const struct store_options options = {
        .mode = STORE_CREATE, .records = papers, .world = &sample->world, .space_floor = 1 << 20
    };
    sample_must(sample, store_open(&sample->store, sample_folder(sample), &options, &sample->err));
    *state = sample;
    return 0;
}

static struct paper paper_of(const char *title, enum stage stage) {
    struct paper paper;
    record_init(&paper_record, &paper);
    assert_true(TEXT_COPY(paper.title, title));
    paper.stage = stage;
    return paper;
}

static struct paper added(struct sample *sample, const char *title) {
    struct paper paper = paper_of(title, STAGE_OPEN);
    sample_begin(sample);
    sample_must(sample, store_insert(sample->store, &paper_record, &paper, &sample->err));
    sample_commit(sample);
    return paper;
}

static struct paper paper_now(struct sample *sample, row_id id) {
    struct paper paper;
    sample_must(sample,
                store_get(sample->store, &paper_record, id, &paper, &sample->arena, &sample->err));
    return paper;
}

static void reckon(struct sample *sample, row_id id, const char *field, struct value value) {
    sample_begin(sample);
    sample_must(sample, store_reckon(sample->store, &paper_record, id,
                                     record_field(&paper_record, field), &value, &sample->err));
    sample_commit(sample);
}

static int64_t number(struct sample *sample, const char *sql) {
    int64_t number = -1;
    sample_must(sample, store_number(sample->store, sql, NULL, 0, &number, &sample->err));
    return number;
}

static size_t found(struct sample *sample, const char *words) {
    const struct search search = { .words = words, .count = 8 };
    row_id              ids[8];
    size_t              count = 0;
    sample_must(sample, store_search(sample->store, &paper_record, &search, ids, &count, NULL,
                                     &sample->err));
    return count;
}

static void sound(struct sample *sample) {
    struct journal_report report;
    sample_must(sample, journal_check(sample->store, &sample->arena, &report, &sample->err));
    if (!report.chain_ok || !report.rows_ok || !report.head_ok || !report.index_ok)
        fail_msg("%s", report.text);
}

static void an_insertion_makes_it_absent_whatever_the_row_says(void **state) {
    struct sample *sample = *state;
    struct paper   paper = added(sample, "通知");
    assert_int_equal(paper.stage, STAGE_UNWRITTEN);
    assert_int_equal(paper_now(sample, paper.head.id).stage, STAGE_UNWRITTEN);
    assert_int_equal(found(sample, "通知"), 0);
    sound(sample);
}

static void who_has_just_reckoned_it_inserts_it_so(void **state) {
    struct sample *sample = *state;
    struct paper   paper = paper_of("通知", STAGE_OPEN);
    sample_begin(sample);
    sample_must(sample,
                store_insert_reckoned(sample->store, &paper_record, &paper, true, &sample->err));
    sample_commit(sample);
    assert_int_equal(paper_now(sample, paper.head.id).stage, STAGE_OPEN);
    assert_int_equal(found(sample, "通知"), 1);
    sound(sample);
}

static void it_is_in_no_entry_and_no_version_and_moves_the_row_in_the_list(void **state) {
    struct sample *sample = *state;
    struct paper   paper = added(sample, "通知");
    const int64_t  entries = number(sample, "SELECT count(*) FROM journal");
    reckon(sample, paper.head.id, "stage", value_text("open"));
    assert_int_equal(number(sample, "SELECT count(*) FROM journal"), entries);
    assert_int_equal(paper_now(sample, paper.head.id).head.version, 1);
    assert_int_equal(paper_now(sample, paper.head.id).stage, STAGE_OPEN);
    assert_int_equal(found(sample, "通知"), 1);
    sound(sample);
    reckon(sample, paper.head.id, "stage", value_null());
    assert_int_equal(found(sample, "通知"), 0);
    sound(sample);
}

/* Beside an entry of another row, too: the list is looked at anew, here and in another process. */
static void who_has_listed_it_before_lists_it_as_it_is_now(void **state) {
    struct sample             *sample = *state;
    struct paper               paper = added(sample, "通知"), other = added(sample, "公告");
    const struct value         open = value_text("open");
    struct store              *reader, *mine = sample->store;
    struct world               world = sample->world;
    const struct store_options options = { .mode = STORE_READ, .records = papers, .world = &world };
    sample_must(sample, store_open(&reader, sample_folder(sample), &options, &sample->err));
    for (int there = 0; there < 2; there++) {
        const struct value value = there ? open : value_null();
        sample_begin(sample);
        (void)snprintf(other.title, sizeof(other.title), "公告%d", there);
        sample_must(sample, store_update(mine, &paper_record, &other, &sample->err));
        sample_must(sample,
                    store_reckon(mine, &paper_record, paper.head.id,
                                 record_field(&paper_record, "stage"), &value, &sample->err));
        sample_commit(sample);
        assert_int_equal(found(sample, NULL), there);
        sample->store = reader;
        assert_int_equal(found(sample, NULL), there);
        sample->store = mine;
    }
    reckon(sample, paper.head.id, "stage", value_null());
    assert_int_equal(found(sample, NULL), 0);
    store_close(reader);
    sound(sample);
}

static void one_that_does_not_show_in_the_list_leaves_the_row_where_it_is(void **state) {
    struct sample *sample = *state;
    struct paper   paper = added(sample, "通知");
    reckon(sample, paper.head.id, "stage", value_text("open"));
    const int64_t place = number(sample, "SELECT row_order FROM paper");
    reckon(sample, paper.head.id, "count", value_integer(3));
    assert_int_equal(number(sample, "SELECT row_order FROM paper"), place);
    assert_int_equal(paper_now(sample, paper.head.id).count, 3);
    sound(sample);
}

static void no_update_changes_it(void **state) {
    struct sample *sample = *state;
    struct paper   paper = added(sample, "通知");
    reckon(sample, paper.head.id, "stage", value_text("open"));
    paper.stage = STAGE_DRAFT;
    assert_true(TEXT_COPY(paper.title, "公告"));
    sample_begin(sample);
    sample_must(sample, store_update(sample->store, &paper_record, &paper, &sample->err));
    sample_commit(sample);
    assert_int_equal(paper.stage, STAGE_OPEN); /* as it is */
    assert_int_equal(paper_now(sample, paper.head.id).stage, STAGE_OPEN);
    assert_int_equal(paper_now(sample, paper.head.id).head.version, 2);
    paper.stage = STAGE_DRAFT; /* which alone is no change */
    sample_begin(sample);
    sample_must(sample, store_update(sample->store, &paper_record, &paper, &sample->err));
    sample_commit(sample);
    assert_int_equal(paper_now(sample, paper.head.id).head.version, 2);
    sound(sample);
}

static void an_undo_leaves_it_alone(void **state) {
    struct sample *sample = *state;
    struct paper   paper = added(sample, "通知");
    assert_true(TEXT_COPY(paper.title, "公告"));
    sample_begin(sample);
    sample_must(sample, store_update(sample->store, &paper_record, &paper, &sample->err));
    sample_commit(sample);
    reckon(sample, paper.head.id, "stage", value_text("open"));
    sample_must(sample, journal_undo(sample->store, number(sample, "SELECT max(tx) FROM journal"),
                                     "刘敏", &sample->err));
    assert_string_equal(paper_now(sample, paper.head.id).title, "通知");
    assert_int_equal(paper_now(sample, paper.head.id).stage, STAGE_OPEN);
    sound(sample);
}

static void a_row_that_is_not_there_has_nothing_reckoned(void **state) {
    struct sample     *sample = *state;
    const struct value open = value_text("open");
    sample_begin(sample);
    assert_false(store_reckon(sample->store, &paper_record, id_derived("paper", "x"),
                              record_field(&paper_record, "stage"), &open, &sample->err));
    assert_int_equal(sample->err.code, ERR_ABSENT);
    store_rollback(sample->store);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, open_papers, sample_teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(an_insertion_makes_it_absent_whatever_the_row_says),
        TEST(who_has_just_reckoned_it_inserts_it_so),
        TEST(it_is_in_no_entry_and_no_version_and_moves_the_row_in_the_list),
        TEST(who_has_listed_it_before_lists_it_as_it_is_now),
        TEST(one_that_does_not_show_in_the_list_leaves_the_row_where_it_is),
        TEST(no_update_changes_it),
        TEST(an_undo_leaves_it_alone),
        TEST(a_row_that_is_not_there_has_nothing_reckoned),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
