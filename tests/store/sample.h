/* SPDX-License-Identifier: GPL-3.0-or-later
 * sample.h - records that have one of everything a store must keep: unique, personal and secret
 * fields, references, children, a rank, a local record. Included by each store test. */
#ifndef ANJU_TESTS_STORE_SAMPLE_H
#define ANJU_TESTS_STORE_SAMPLE_H

#include "record/record.h"
#include "store/journal.h"
#include "store/search.h"
#include "store/store.h"
#include "support/seed.h"
#include "support/temp.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* --- maker: who offers work --- */

struct maker {
    struct record_head head;
    char               name[TEXT_SIZE(60)];
    char               phone[TEXT_SIZE(24)];
    char               pin[TEXT_SIZE(40)];
};
#define REC struct maker
static const struct field maker_fields[] = {
    { "name", TEXT(name), .label = "名称", .flags = F_REQUIRED | F_UNIQUE | F_NAME | F_SEARCH },
    { "phone", PHONE(phone), .label = "电话", .flags = F_PERSONAL },
    { "pin", TEXT(pin), .label = "口令", .flags = F_SECRET },
};
static const struct record maker_record = RECORD("maker", "单位", maker_fields);
#undef REC

/* --- post: what is offered, listed by near and new --- */

enum near { NEAR_UNWRITTEN, NEAR_HERE, NEAR_COUNTY, NEAR_AWAY, NEAR_COUNT };
static const struct word near_words[NEAR_COUNT] = {
    { NULL, NULL, NULL },
    { "here", "家门口", NULL },
    { "county", "县内", NULL },
    { "away", "外出", NULL },
};

struct post {
    struct record_head head;
    char               title[TEXT_SIZE(30)];
    row_id             maker;
    enum near          near;
    money              pay;
    int                places;
    bool               open;
    day                posted_on;
    day                closes_on;
    char               contact[TEXT_SIZE(20)];
    const char        *notes;
    struct children    tags;
};
struct tag {
    struct record_head head;
    row_id             post;
    int                position;
    char               tag[TEXT_SIZE(12)];
};

static const struct record post_record;
#define REC struct tag
static const struct field tag_fields[] = {
    { "post", REF(post, &post_record), .label = "岗位", .flags = F_REQUIRED | F_PARENT },
    { "position", INT(position), .label = "顺序", .flags = F_ORDER, .max = 999 },
    { "tag", TEXT(tag), .label = "标签", .flags = F_REQUIRED },
};
static const struct record tag_record = RECORD("tag", "标签", tag_fields);
#undef REC

static int64_t post_rank(const void *row) {
    const struct post *post = row;
    if (!post->open)
        return -1;
    return (int64_t)post->near * 100000 + (100000 - 1 - post->posted_on.n);
}

#define REC struct post
static const struct field post_fields[] = {
    { "title", TEXT(title), .label = "岗位名称", .flags = F_REQUIRED | F_SEARCH | F_NAME },
    { "maker", REF(maker, &maker_record), .label = "用工单位", .flags = F_REQUIRED | F_SEARCH },
    { "near", ENUM(near, near), .label = "去处", .flags = F_INDEX },
    { "pay", MONEY(pay), .label = "工资", .unit = "元" },
    { "places", INT(places), .label = "人数", .max = 9999 },
    { "open", BOOL(open), .label = "公开" },
    { "posted_on", DAY(posted_on), .label = "发布日期" },
    { "closes_on", DAY(closes_on), .label = "截止日期" },
    { "contact", TEXT(contact), .label = "联系人", .flags = F_PERSONAL },
    { "notes", LONG_TEXT(notes), .label = "备注", .max = 2000 },
    { "tags", CHILDREN(tags, &tag_record), .label = "标签" },
};
static const struct record post_record = RECORD("post", "岗位", post_fields, .rank = post_rank);
#undef REC

/* --- tries: counted here and now, nobody's history --- */

struct tries {
    struct record_head head;
    char               card[TEXT_SIZE(20)];
    int                count;
};
#define REC struct tries
static const struct field tries_fields[] = {
    { "card", TEXT(card), .label = "卡号", .flags = F_REQUIRED | F_UNIQUE },
    { "count", INT(count), .label = "次数", .max = 9999 },
};
static const struct record tries_record =
    RECORD("tries", "次数", tries_fields, .flags = RECORD_LOCAL);
#undef REC

static const struct record *const sample_records[] = { &maker_record, &post_record, &tag_record,
                                                       &tries_record, NULL };

/* --- a folder, a world and a store in it --- */

struct sample {
    struct temp   temp;
    struct world  world;
    struct store *store;
    struct arena  arena;
    struct err    err;
};

static inline struct store_options sample_options(struct sample *sample, enum store_mode mode) {
    return (struct store_options){
        .mode = mode, .records = sample_records, .world = &sample->world, .space_floor = 1 << 20
    };
}

static inline struct store *sample_open_at(struct sample *sample, const char *folder,
                                           enum store_mode mode) {
    struct store_options options = sample_options(sample, mode);
    struct store        *store = NULL;
    if (!store_open(&store, folder, &options, &sample->err))
        fail_msg("%s", sample->err.text);
    return store;
}

static inline const char *sample_folder(const struct sample *sample) {
    return temp_path(&sample->temp, "node");
}

static inline void sample_open(struct sample *sample, enum store_mode mode) {
    sample->store = sample_open_at(sample, sample_folder(sample), mode);
}

static inline void sample_close(struct sample *sample) {
    store_close(sample->store);
    sample->store = NULL;
}

static inline int sample_setup(void **state) {
    struct sample *sample = calloc(1, sizeof(*sample));
    if (!sample)
        return -1;
    temp_make(&sample->temp);
    support_world(&sample->world);
    sample_open(sample, STORE_CREATE);
    *state = sample;
    return 0;
}

static inline int sample_teardown(void **state) {
    struct sample *sample = *state;
    sample_close(sample);
    arena_deinit(&sample->arena);
    temp_remove(&sample->temp);
    free(sample);
    return 0;
}

#define sample_test(name) cmocka_unit_test_setup_teardown(name, sample_setup, sample_teardown)

/* Fails with the store's sentence. */
#define sample_must(sample, call)                                                                  \
    do {                                                                                           \
        if (!(call))                                                                               \
            fail_msg("%s: %s", #call, (sample)->err.text);                                         \
    } while (0)

static inline void sample_begin(struct sample *sample) {
    sample_must(sample, store_begin(sample->store, "王小梅", &sample->err));
}
static inline void sample_commit(struct sample *sample) {
    sample_must(sample, store_commit(sample->store, &sample->err));
}

static inline struct maker sample_maker(const char *name) {
    struct maker maker;
    record_init(&maker_record, &maker);
    assert_true(TEXT_COPY(maker.name, name));
    return maker;
}

static inline struct post sample_post(const char *title, row_id maker, enum near near) {
    struct post post;
    record_init(&post_record, &post);
    assert_true(TEXT_COPY(post.title, title));
    post.maker = maker;
    post.near = near;
    post.open = true;
    post.posted_on = day_of(2026, 11, 20);
    post.pay = (money){ 300000 };
    post.places = 3;
    return post;
}

/* Both inserted in a transaction of their own. */
static inline struct maker sample_add_maker(struct sample *sample, const char *name) {
    struct maker maker = sample_maker(name);
    sample_begin(sample);
    sample_must(sample, store_insert(sample->store, &maker_record, &maker, &sample->err));
    sample_commit(sample);
    return maker;
}

static inline struct post sample_add_post(struct sample *sample, const char *title, row_id maker,
                                          enum near near) {
    struct post post = sample_post(title, maker, near);
    sample_begin(sample);
    sample_must(sample, store_insert(sample->store, &post_record, &post, &sample->err));
    sample_commit(sample);
    return post;
}

static inline struct post sample_read(struct sample *sample, row_id id) {
    struct post post;
    sample_must(sample,
                store_get(sample->store, &post_record, id, &post, &sample->arena, &sample->err));
    return post;
}

static inline struct journal_report sample_check(struct sample *sample) {
    struct journal_report report;
    sample_must(sample, journal_check(sample->store, &sample->arena, &report, &sample->err));
    return report;
}

/* The whole check finds nothing. */
static inline void sample_ties(struct sample *sample) {
    struct journal_report report = sample_check(sample);
    if (!report.chain_ok || !report.rows_ok || !report.head_ok || !report.index_ok)
        fail_msg("%s", report.text);
}

static inline int64_t sample_count(struct sample *sample, const char *sql) {
    int64_t number = -1;
    sample_must(sample, store_number(sample->store, sql, NULL, 0, &number, &sample->err));
    return number;
}

#endif
