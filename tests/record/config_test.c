/* SPDX-License-Identifier: GPL-3.0-or-later
 * config_test.c - anju.conf read line by line: what is taken, what is refused with file, line and
 * key, all at once, and that a refused file changes nothing. */
#include "record/config.h"
#include "support/temp.h"

#include "record/problems.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct shop {
    char name[TEXT_SIZE(30)];
    int  doors, lowest, highest;
    bool open;
    day  since;
};

static void shop_check(const void *row, struct problems *problems) {
    const struct shop *shop = row;
    if (shop->lowest > shop->highest)
        (void)problem_add(problems, PROBLEM_ERROR, "highest", NULL, "最高的比最低的还低");
}

#define REC struct shop
static const struct field shop_fields[] = {
    { "name", TEXT(name), .label = "店名", .flags = F_REQUIRED },
    { "doors", INT(doors), .label = "门", .min = 1, .max = 9 },
    { "lowest", INT(lowest), .label = "最低" },
    { "highest", INT(highest), .label = "最高" },
    { "open", BOOL(open), .label = "开门" },
    { "since", DAY(since), .label = "开张" },
    { "gates", RENAMED("doors") },
    { "colour", REMOVED("没有人用") },
};
static const struct record shop_record =
    RECORD("shop", "店", shop_fields, .flags = RECORD_SETTINGS, .check = shop_check);
#undef REC
#define REC struct yard
struct yard {
    int trees;
};
static const struct field  yard_fields[] = { { "trees", INT(trees), .label = "树", .max = 99 } };
static const struct record yard_record =
    RECORD("yard", "院子", yard_fields, .flags = RECORD_SETTINGS);
#undef REC

struct read {
    struct shop  shop;
    struct yard  yard;
    struct err   err;
    struct arena arena;
    bool         taken;
};

static void defaults(struct read *read) {
    memset(read, 0, sizeof(*read));
    record_init(&shop_record, &read->shop);
    record_init(&yard_record, &read->yard);
    (void)TEXT_COPY(read->shop.name, "默认");
    read->shop.doors = 2;
    read->shop.lowest = read->shop.highest = 0;
    read->yard.trees = 7;
}

static void read_bytes(struct read *read, const char *bytes, size_t length) {
    defaults(read);
    const struct section sections[] = { { &shop_record, &read->shop },
                                        { &yard_record, &read->yard },
                                        { NULL, NULL } };
    char                *copy = malloc(length + 1);
    assert_non_null(copy);
    memcpy(copy, bytes, length);
    copy[length] = '\0';
    read->taken = config_parse("anju.conf", copy, length, sections, &read->arena, &read->err);
    free(copy);
}

/* Each of `refusals` (separated by line breaks) is the whole message. */
static void expect_refusal(const char *bytes, const char *message) {
    struct read read, untouched;
    read_bytes(&read, bytes, strlen(bytes));
    defaults(&untouched);
    if (read.taken || strcmp(read.err.text, message) != 0)
        fail_msg("%s\nsaid: %s", bytes, read.taken ? "(nothing)" : read.err.text);
    assert_int_equal(read.err.code, ERR_INVALID);
    assert_memory_equal(&read.shop, &untouched.shop, sizeof(read.shop));
    assert_memory_equal(&read.yard, &untouched.yard, sizeof(read.yard));
    arena_deinit(&read.arena);
}

static void keys_comments_and_spaces_are_read(void **state) {
    (void)state;
    static const char bytes[] = "\xEF\xBB\xBF# 说明 = 不是键\r\n"
                                "; another = comment\n"
                                "\n"
                                "  [shop]  \n"
                                "name=老王 的店; 不是说明 # 也不是\n"
                                "  doors\t=\t３\n"
                                "open : 是\r\n"
                                "since = 2026年11月5日\n"
                                "[yard]\n"
                                "trees = 12";
    struct read       read;
    read_bytes(&read, bytes, strlen(bytes));
    assert_string_equal(read.err.text, "");
    assert_true(read.taken);
    assert_string_equal(read.shop.name, "老王 的店; 不是说明 # 也不是");
    assert_int_equal(read.shop.doors, 3);
    assert_true(read.shop.open);
    assert_int_equal(read.shop.since.n, day_of(2026, 11, 5).n);
    assert_int_equal(read.yard.trees, 12);
    arena_deinit(&read.arena);
}

static void what_is_left_out_keeps_its_default(void **state) {
    (void)state;
    static const char *const files[] = { "", "\n\n", "# nothing", "[shop]\n[yard]\n",
                                         "[shop]\ndoors = 2\n" };
    for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
        struct read read;
        read_bytes(&read, files[i], strlen(files[i]));
        assert_true(read.taken);
        assert_string_equal(read.shop.name, "默认");
        assert_int_equal(read.shop.doors, 2);
        assert_int_equal(read.yard.trees, 7);
        arena_deinit(&read.arena);
    }
}

static void an_empty_value_is_not_written(void **state) {
    (void)state;
    struct read read;
    read_bytes(&read, "[yard]\ntrees =\n", 15);
    assert_true(read.taken);
    assert_int_equal(read.yard.trees, INT_ABSENT);
    arena_deinit(&read.arena);
    expect_refusal("[shop]\nname =\n", "anju.conf:2:shop.name: “店名”没有填写");
}

static void a_wrong_entry_is_named_by_file_line_and_key(void **state) {
    (void)state;
    expect_refusal("[shop]\n\ndoors = 很多\n",
                   "anju.conf:3:shop.doors: “门”要填 1 到 9 之间的整数，现在是“很多”");
    expect_refusal("[shop]\nwindows = 3\n", "anju.conf:2:shop.windows: 没有这一项设置");
    expect_refusal("[cellar]\nwine = 3\n", "anju.conf:2:cellar.wine: 没有这一节设置");
    expect_refusal("doors = 3\n", "anju.conf:1:doors: 没有这一节设置");
    expect_refusal("[shop]\ndoors = 3\nopen = 否\ndoors = 3\n", "anju.conf:4:shop.doors: 写了两次");
    expect_refusal("[shop]\ndoors = 3\ngates = 3\n", "anju.conf:3:shop.gates: 写了两次");
    expect_refusal("[shop]\nlowest = 5\nhighest = 3\n",
                   "anju.conf:3:shop.highest: 最高的比最低的还低");
    expect_refusal("[shop\n", "anju.conf:1: 看不懂这一行，要写成“键 = 值”或“[节]”");
    expect_refusal("[shop]\n开门\n", "anju.conf:2: 看不懂这一行，要写成“键 = 值”或“[节]”");
    expect_refusal("[shop]\nopen = 是 ; 今天\n",
                   "anju.conf:2:shop.open: “开门”要填“是”或“否”，现在是“是 ; 今天”");
    expect_refusal("[shop]\ndoors = 3\n open = 也许\n",
                   "anju.conf:3:shop.open: “开门”要填“是”或“否”，现在是“也许”");
}

static void all_that_is_wrong_is_said_at_once(void **state) {
    (void)state;
    expect_refusal("[shop]\ndoors = 0\nopen = 3\n?\n[yard]\ntrees = 100\n",
                   "anju.conf:2:shop.doors: “门”要填 1 到 9 之间的整数，现在是“0”\n"
                   "anju.conf:3:shop.open: “开门”要填“是”或“否”，现在是“3”\n"
                   "anju.conf:4: 看不懂这一行，要写成“键 = 值”或“[节]”\n"
                   "anju.conf:6:yard.trees: “树”要填 0 到 99 之间的整数，现在是“100”");
}

static void more_than_can_be_said_is_counted(void **state) {
    (void)state;
    char bytes[4096] = "[shop]\n";
    for (int i = 0; i < 100; i++)
        strcat(bytes, "windows = 3\n");
    struct read read;
    read_bytes(&read, bytes, strlen(bytes));
    assert_false(read.taken);
    assert_non_null(strstr(read.err.text, "anju.conf:2:shop.windows: 没有这一项设置\n"));
    size_t lines = 0;
    for (const char *c = read.err.text; *c; c++)
        lines += *c == '\n';
    char more[64];
    snprintf(more, sizeof(more), "（还有 %zu 处）", 100 - lines);
    assert_non_null(strstr(read.err.text, more));
    arena_deinit(&read.arena);
}

static void a_long_line_is_refused_not_cut(void **state) {
    (void)state;
    char   line[400] = "[shop]\nname = ";
    size_t most = 180 - strlen("name = ");
    memset(line + strlen(line), 'x', 30);
    memset(line + strlen(line), ' ', most - 30); /* spaces at the end count too */
    strcat(line, "\n");
    struct read read;
    read_bytes(&read, line, strlen(line));
    assert_true(read.taken);
    assert_int_equal(strlen(read.shop.name), 30);
    arena_deinit(&read.arena);
    line[strlen(line) - 1] = ' ';
    expect_refusal(line, "anju.conf:2: 这一行太长，最多 180 字节");
}

static void what_is_no_text_is_refused(void **state) {
    (void)state;
    expect_refusal("[shop]\nname = \xC0\x80\n", "anju.conf:2: 不是 UTF-8 文字");
    struct read read;
    read_bytes(&read, "[shop]\nname = a\0b\n", 18);
    assert_false(read.taken);
    assert_string_equal(read.err.text, "anju.conf 不是 UTF-8 文本");
    arena_deinit(&read.arena);
}

static void rows_that_remember_are_followed_or_passed_over(void **state) {
    (void)state;
    static const char bytes[] = "[shop]\ngates = 4\ncolour = red\n";
    struct read       read;
    read_bytes(&read, bytes, strlen(bytes));
    assert_true(read.taken);
    assert_int_equal(read.shop.doors, 4);
    arena_deinit(&read.arena);
}

static void a_file_is_read_from_disk_or_refused(void **state) {
    (void)state;
    struct temp temp;
    struct read read;
    temp_make(&temp);
    defaults(&read);
    const struct section sections[] = { { &yard_record, &read.yard }, { NULL, NULL } };
    const char          *path = temp_file(&temp, "anju.conf", "[yard]\ntrees = 8\n", 17);
    assert_true(config_load(path, sections, &read.arena, &read.err));
    assert_int_equal(read.yard.trees, 8);
    assert_false(config_load(temp_path(&temp, "absent.conf"), sections, &read.arena, &read.err));
    static char large[(64 << 10) + 2];
    memset(large, '\n', sizeof(large));
    path = temp_file(&temp, "large.conf", large, sizeof(large));
    assert_false(config_load(path, sections, &read.arena, &read.err));
    assert_int_equal(read.yard.trees, 8);
    temp_remove(&temp);
    arena_deinit(&read.arena);
}

/* Cut anywhere, it is read or refused, and never half. */
static void a_file_cut_at_any_byte_is_whole_or_refused(void **state) {
    (void)state;
    static const char bytes[] =
        "[shop]\nname = 老王的店\ndoors = 3\nopen = 是\n[yard]\ntrees = 12\n";
    for (size_t length = 0; length <= strlen(bytes); length++) {
        struct read read, untouched;
        read_bytes(&read, bytes, length);
        defaults(&untouched);
        if (!read.taken)
            assert_memory_equal(&read.shop, &untouched.shop, sizeof(read.shop));
        arena_deinit(&read.arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_comments_and_spaces_are_read),
        cmocka_unit_test(what_is_left_out_keeps_its_default),
        cmocka_unit_test(an_empty_value_is_not_written),
        cmocka_unit_test(a_wrong_entry_is_named_by_file_line_and_key),
        cmocka_unit_test(all_that_is_wrong_is_said_at_once),
        cmocka_unit_test(more_than_can_be_said_is_counted),
        cmocka_unit_test(a_long_line_is_refused_not_cut),
        cmocka_unit_test(what_is_no_text_is_refused),
        cmocka_unit_test(rows_that_remember_are_followed_or_passed_over),
        cmocka_unit_test(a_file_is_read_from_disk_or_refused),
        cmocka_unit_test(a_file_cut_at_any_byte_is_whole_or_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
