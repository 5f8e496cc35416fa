/* SPDX-License-Identifier: GPL-3.0-or-later
 * readings_test.c - how titles, places and names are read, polyphones by their word; and tables
 * that are not there or not whole. */
#include "base/readings.h"
#include "base/text.h"
#include "support/check.h"
#include "support/seed.h"
#include "support/temp.h"

#include <stdlib.h>
#include <sys/stat.h>

static struct readings *readings;
static struct arena     arena;

static int open_table(void **state) {
    (void)state;
    readings = readings_new();
    return readings ? 0 : -1;
}

static int close_table(void **state) {
    (void)state;
    readings_free(readings);
    arena_deinit(&arena);
    return 0;
}

static const char *read_aloud(struct readings *table, const char *text) {
    const char **syllables = readings_of(table, &arena, text);
    assert_non_null(syllables);
    char *joined = arena_strdup(&arena, "");
    for (; *syllables; syllables++)
        joined = arena_printf(&arena, "%s%s%s", joined, joined[0] ? " " : "", *syllables);
    return joined;
}

static void titles_are_read_as_people_read_them(void **state) {
    (void)state;
    static const struct {
        const char *text, *reading, *why;
    } rows[] = {
        { "小区保洁员", "xiao qu bao jie yuan", "the journey of the first screen" },
        { "银行柜员", "yin hang gui yuan", "行 in a bank" },
        { "行政文员", "xing zheng wen yuan", "行 in an office" },
        { "行车工", "hang che gong", "行 on a crane" },
        { "会计", "kuai ji", "会 that counts" },
        { "会议服务员", "hui yi fu wu yuan", "会 that meets" },
        { "长沙市", "chang sha shi", "长 in a city" },
        { "班组长", "ban zu zhang", "长 that leads" },
        { "线长", "xian zhang", "长 of a line, from our own list" },
        { "长白班普工", "chang bai ban pu gong", "长 that is long" },
        { "重庆火锅店", "chong qing huo guo dian", "重 in a city" },
        { "重工", "zhong gong", "重 that is heavy" },
        { "音乐老师", "yin yue lao shi", "乐 of music" },
        { "空调安装工", "kong tiao an zhuang gong", "调 of air" },
        { "调度员", "diao du yuan", "调 of traffic" },
        { "绿化工", "lv hua gong", "ü is v" },
        { "女工", "nv gong", "in another word" },
        { "单县", "shan xian", "单 in a county" },
        { "涟源市", "lian yuan shi", "a place" },
        { "冷水江", "leng shui jiang", "another" },
        { "新化县上梅镇", "xin hua xian shang mei zhen", "and a smaller" },
        { "平车工", "ping che gong", "a trade" },
        { "轧钢工", "zha gang gong", "another" },
        { "折弯工", "zhe wan gong", "another, from our own list" },
        { "曾", "zeng", "a surname" },
        { "晟", "sheng", "a company's favourite" },
        { "喆堃", "zhe kun", "given names" },
        { "䶮〇", "yan ling", "rare ones" },
    };
    for (size_t i = 0; i < ROWS(rows); i++)
        check_text(read_aloud(readings, rows[i].text), rows[i].reading, rows[i].why);
}

static void letters_and_digits_are_words_of_their_own(void **state) {
    (void)state;
    static const struct {
        const char *text, *reading, *why;
    } rows[] = {
        { "", "", "nothing" },
        { "，。（）  \n", "", "nothing to read" },
        { "CNC操作工（夜班）", "cnc cao zuo gong ye ban", "letters before" },
        { "ＣＮＣ２操作工", "cnc2 cao zuo gong", "全角 ones" },
        { "A1-B2 保洁", "a1 b2 bao jie", "what stands between divides" },
        { "é保", "bao", "other letters are left out" },
        { "𪚥人", "ren", "a character that nobody reads is left out" },
        { "保 洁\u200B员", "bao jie yuan", "a space divides, but loses nothing" },
    };
    for (size_t i = 0; i < ROWS(rows); i++)
        check_text(read_aloud(readings, rows[i].text), rows[i].reading, rows[i].why);
}

/* Longer than any window inside: no character is lost or doubled at its edges. */
static void a_text_of_any_length_is_read(void **state) {
    (void)state;
    for (size_t count = 1; count < 200; count++) {
        char text[200 * 3 + 1] = "", letters[201] = "";
        for (size_t i = 0; i < count; i++) {
            memcpy(text + 3 * i, "人", 4);
            letters[i] = 'x';
        }
        const char **han = readings_of(readings, &arena, text);
        size_t       read = 0;
        for (; han[read]; read++)
            assert_string_equal(han[read], "ren");
        assert_int_equal(read, count);
        const char **plain = readings_of(readings, &arena, letters);
        size_t       length = 0;
        for (; *plain; plain++)
            length += strlen(*plain);
        assert_int_equal(length, count);
        arena_reset(&arena);
    }
}

/* Every character of GB2312's first level, which holds what people write, has a reading. */
static void every_common_character_is_read(void **state) {
    (void)state;
    for (unsigned high = 0xB0; high <= 0xD7; high++)
        for (unsigned low = 0xA1; low <= 0xFE; low++) {
            if (high == 0xD7 && low > 0xF9)
                break;
            /* 保 before it: two bytes alone may be UTF-8 as well. */
            const char  bytes[4] = { (char)0xB1, (char)0xA3, (char)high, (char)low };
            size_t      length;
            const char *encoding;
            char       *text = text_from_bytes(&arena, bytes, 4, &length, &encoding);
            assert_non_null(text);
            const char **syllables = readings_of(readings, &arena, text);
            if (!syllables[0] || !syllables[1] || syllables[2] ||
                strspn(syllables[1], "abcdefghijklmnopqrstuvwxyz") != strlen(syllables[1]))
                fail_msg("%s", text);
            arena_reset(&arena);
        }
}

static void a_full_arena_gives_null_and_the_next_try_works(void **state) {
    (void)state;
    static const char long_title[] = "新化县上梅镇小区保洁员新化县上梅镇小区保洁员";
    for (size_t limit = 1; limit < 3000; limit += 40) {
        struct arena small;
        arena_init(&small, limit);
        const char **syllables = readings_of(readings, &small, long_title);
        if (syllables)
            assert_string_equal(syllables[21], "yuan");
        arena_deinit(&small);
    }
    assert_non_null(readings_of(readings, &arena, long_title));
}

/* A table in a folder of its own, as share_path() finds it. */
static struct readings *open_made(struct temp *temp, const char *bytes, size_t length) {
    char *share = strdup(getenv("ANJU_SHARE") ? getenv("ANJU_SHARE") : "");
    assert_int_equal(setenv("ANJU_SHARE", temp->path, 1), 0);
    if (bytes)
        (void)temp_file(temp, "assets/readings.tsv", bytes, length);
    struct readings *made = readings_new();
    assert_int_equal(setenv("ANJU_SHARE", share, 1), 0);
    free(share);
    return made;
}

static void a_table_that_is_not_there_is_null(void **state) {
    (void)state;
    struct temp temp;
    temp_make(&temp);
    assert_null(open_made(&temp, NULL, 0));
    assert_int_equal(mkdir(temp_path(&temp, "assets"), 0700), 0);
    assert_null(open_made(&temp, NULL, 0));
    assert_null(open_made(&temp, "", 0));
    readings_free(NULL);
    temp_remove(&temp);
}

/* 甲乙丙 is 甲乙 and 丙, or 甲 and 乙丙: as people write it more often. */
static void the_likelier_words_are_taken(void **state) {
    (void)state;
    static const char *const tables[] = {
        "丙\t9\tc\n乙丙\t5\tbx cx\n甲\t9\ta\n甲乙\t800\tay by\n",
        "丙\t9\tc\n乙丙\t800\tbx cx\n甲\t9\ta\n甲乙\t5\tay by\n",
    };
    static const char *const readings_then[] = { "ay by c", "a bx cx" };
    for (size_t i = 0; i < ROWS(tables); i++) {
        struct temp temp;
        temp_make(&temp);
        assert_int_equal(mkdir(temp_path(&temp, "assets"), 0700), 0);
        struct readings *made = open_made(&temp, tables[i], strlen(tables[i]));
        assert_string_equal(read_aloud(made, "甲乙丙"), readings_then[i]);
        readings_free(made);
        temp_remove(&temp);
    }
}

/* Each length, and random bytes: what is found may be wrong, but never outside. */
static void a_damaged_table_never_reads_outside(void **state) {
    (void)state;
    static const char table[] = "人\t100\tren\n会\t9\thui\n会计\t2\tkuai ji\n工\t7\tgong\n";
    struct temp       temp;
    struct world      world;
    support_world(&world);
    temp_make(&temp);
    assert_int_equal(mkdir(temp_path(&temp, "assets"), 0700), 0);
    struct readings *whole = open_made(&temp, table, sizeof(table) - 1);
    assert_string_equal(read_aloud(whole, "会计人工会计人"), "kuai ji ren gong kuai ji ren");
    readings_free(whole);
    for (size_t length = 1; length < sizeof(table); length++) {
        struct readings *made = open_made(&temp, table, length);
        assert_non_null(made);
        (void)read_aloud(made, "会计人工会");
        readings_free(made);
    }
    for (size_t round = 0; round < support_count(300, 10000); round++) {
        char bytes[sizeof(table)];
        memcpy(bytes, table, sizeof(table));
        for (uint32_t changes = 1 + support_below(&world, 4); changes > 0; changes--) {
            static const char odd[] = "\n\t 0";
            bytes[support_below(&world, sizeof(table) - 1)] =
                odd[support_below(&world, sizeof(odd))];
        }
        struct readings *made = open_made(&temp, bytes, sizeof(table) - 1);
        assert_non_null(made);
        (void)read_aloud(made, "会计人工会");
        readings_free(made);
        arena_reset(&arena);
    }
    temp_remove(&temp);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(titles_are_read_as_people_read_them),
        cmocka_unit_test(letters_and_digits_are_words_of_their_own),
        cmocka_unit_test(a_text_of_any_length_is_read),
        cmocka_unit_test(every_common_character_is_read),
        cmocka_unit_test(a_full_arena_gives_null_and_the_next_try_works),
        cmocka_unit_test(a_table_that_is_not_there_is_null),
        cmocka_unit_test(the_likelier_words_are_taken),
        cmocka_unit_test(a_damaged_table_never_reads_outside),
    };
    return cmocka_run_group_tests(tests, open_table, close_table);
}
