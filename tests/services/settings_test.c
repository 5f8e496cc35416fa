/* SPDX-License-Identifier: GPL-3.0-or-later
 * settings_test.c - anju.conf as it is shipped: every key is there, documented, at its default; and
 * what is loaded, refused or missing. */
#include "services/settings.h"

#include "base/file.h"
#include "record/type.h"
#include "support/temp.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static const void *section_row(const struct settings *settings, size_t i) {
    const void *rows[] = { &settings->node,    &settings->centre,  &settings->kiosk,
                           &settings->store,   &settings->printer, &settings->speaker,
                           &settings->scanner, &settings->desk,    &settings->public };
    return rows[i];
}

static void expect_equal(const struct settings *a, const struct settings *b) {
    for (size_t s = 0; settings_records[s]; s++)
        for (size_t i = 0; i < settings_records[s]->field_count; i++) {
            const struct field *field = &settings_records[s]->fields[i];
            if (field_live(field) &&
                !field->type->equal(field, field_member_const(field, section_row(a, s)),
                                    field_member_const(field, section_row(b, s))))
                fail_msg("%s.%s differs", settings_records[s]->name, field->name);
        }
}

static void read_shipped(struct arena *arena, char **ret_bytes) {
    size_t     length;
    struct err err = { 0 };
    if (!file_read(arena, "config/anju.conf", 1 << 16, ret_bytes, &length, &err))
        fail_msg("%s", err.text);
}

/* The line after `from` that reads "key =" or "key = …"; NULL. */
static const char *find_key(const char *from, const char *key) {
    char start[64];
    snprintf(start, sizeof(start), "\n%s =", key);
    const char *found = strstr(from, start);
    return found ? found + 1 : NULL;
}

static void every_key_is_in_the_shipped_file_under_its_section_with_a_comment(void **state) {
    (void)state;
    struct arena arena = { 0 };
    char        *bytes;
    read_shipped(&arena, &bytes);
    for (size_t s = 0; settings_records[s]; s++) {
        const struct record *record = settings_records[s];
        const char *section = strstr(bytes, arena_printf(&arena, "\n[%s]\n", record->name));
        if (!section)
            fail_msg("no section %s", record->name);
        const char *end = strstr(section + 1, "\n[");
        for (size_t i = 0; i < record->field_count; i++) {
            const char *key = find_key(section, record->fields[i].name);
            if (!field_live(&record->fields[i]))
                continue;
            if (!key || (end && key > end))
                fail_msg("%s.%s is not in config/anju.conf", record->name, record->fields[i].name);
            const char *before = key - 1;
            while (before > bytes && before[-1] != '\n')
                before--;
            if (*before != '#')
                fail_msg("%s.%s has no comment", record->name, record->fields[i].name);
        }
    }
    arena_deinit(&arena);
}

static void the_shipped_file_is_exactly_the_defaults(void **state) {
    (void)state;
    struct arena    arena = { 0 };
    struct err      err = { 0 };
    struct settings shipped, defaults;
    settings_init(&defaults);
    memset(&shipped, 0xA5, sizeof(shipped));
    if (!settings_load(&shipped, "config", &arena, &err))
        fail_msg("%s", err.text);
    expect_equal(&shipped, &defaults);
    arena_deinit(&arena);
}

/* Each value written there counts: another one in its place gives other settings. */
static void each_key_of_the_shipped_file_is_read(void **state) {
    (void)state;
    static const char *const others[] = { "K77",
                                          "431322",
                                          "en",
                                          "是",
                                          "否",
                                          "100",
                                          "13800001234",
                                          "文字",
                                          "file",
                                          "384",
                                          "40",
                                          "19200",
                                          "9",
                                          "[::1]:80",
                                          "https://a.cn\nlisten = [::1]:81",
                                          "a.pem\nkey = b.pem",
                                          "b.pem\ncert = a.pem" };
    struct settings          defaults;
    settings_init(&defaults);
    for (size_t s = 0; settings_records[s]; s++)
        for (size_t i = 0; i < settings_records[s]->field_count; i++) {
            const struct field *field = &settings_records[s]->fields[i];
            bool                read = false;
            for (size_t o = 0; !read && o < sizeof(others) / sizeof(others[0]); o++) {
                struct arena    arena = { 0 };
                struct temp     temp;
                struct settings settings;
                struct err      err = { 0 };
                temp_make(&temp);
                char *text = arena_printf(&arena, "[%s]\n%s = %s\n", settings_records[s]->name,
                                          field->name, others[o]);
                (void)temp_file(&temp, "anju.conf", text, strlen(text));
                read =
                    settings_load(&settings, temp.path, &arena, &err) &&
                    !field->type->equal(field, field_member_const(field, section_row(&settings, s)),
                                        field_member_const(field, section_row(&defaults, s)));
                temp_remove(&temp);
                arena_deinit(&arena);
            }
            if (!read)
                fail_msg("%s.%s changes nothing", settings_records[s]->name, field->name);
        }
}

static void a_missing_file_is_the_defaults(void **state) {
    (void)state;
    struct arena    arena = { 0 };
    struct temp     temp;
    struct settings settings, defaults;
    struct err      err = { 0 };
    settings_init(&defaults);
    temp_make(&temp);
    assert_true(settings_load(&settings, temp.path, &arena, &err));
    expect_equal(&settings, &defaults);
    assert_int_equal(settings_lang(&settings), LANG_ZH);
    temp_remove(&temp);
    arena_deinit(&arena);
}

static void a_file_that_cannot_be_read_is_refused(void **state) {
    (void)state;
    struct arena    arena = { 0 };
    struct temp     temp;
    struct settings settings, before;
    struct err      err = { 0 };
    temp_make(&temp);
    assert_int_equal(mkdir(temp_path(&temp, "anju.conf"), 0700), 0);
    memset(&settings, 0xA5, sizeof(settings));
    before = settings;
    assert_false(settings_load(&settings, temp.path, &arena, &err));
    assert_true(*err.text);
    assert_memory_equal(&settings, &before, sizeof(settings));
    temp_remove(&temp);
    arena_deinit(&arena);
}

static void what_is_wrong_is_named_by_file_line_and_key(void **state) {
    (void)state;
    static const struct {
        const char *text, *message;
    } rows[] = {
        { "[kiosk]\nlarge = 也许\n",
          "anju.conf:2:kiosk.large: “大字”要填“是”或“否”，现在是“也许”" },
        { "[kiosk]\nlanguage = 法语\n",
          "anju.conf:2:kiosk.language: “语言”没有“法语”这一项，可以填：中文、英文" },
        { "[kiosk]\nlanguage =\n", "anju.conf:2:kiosk.language: “语言”没有填写" },
        { "[kiosk]\nnight_to = 24\n",
          "anju.conf:2:kiosk.night_to: “夜里变暗到”要填 0 到 23 之间的整数，现在是“24”" },
        { "[node]\nname = K1\n",
          "anju.conf:2:node.name: 终端编号要写成 K01 这样：一个大写字母加两位数字" },
        { "\n[node]\nname = k01\n",
          "anju.conf:3:node.name: 终端编号要写成 K01 这样：一个大写字母加两位数字" },
        { "[centre]\ndivision = 4313\n",
          "anju.conf:2:centre.division: 行政区划代码是六位数字（GB/T 2260），如 431322" },
        { "[centre]\nphone = 1.38E+10\n",
          "anju.conf:2:centre.phone: “打出的号码”：Excel 把电话变成了 1.38E+10，"
          "请把这一列改成“文本”再填" },
        { "[store]\npage_limit_mb = 1\n",
          "anju.conf:2:store.page_limit_mb: “数据库上限”要填 64 到 1048576 之间的整数，现在是“1”" },
        { "[printer]\nkind = laser\n",
          "anju.conf:2:printer.kind: “打印机”没有“laser”这一项，可以填：没有、文件、设备" },
        { "[printer]\nwidth_dots = 385\n", "anju.conf:2:printer.width_dots: 纸宽的点数要是 8 "
                                           "的倍数：80 毫米的纸 576，58 毫米的纸 384" },
        { "[printer]\nbaud = 9601\n",
          "anju.conf:2:printer.baud: 串口速率是 1200、2400、4800、9600、19200、"
          "38400、57600 或 115200" },
        { "[speaker]\nvolume = 101\n",
          "anju.conf:2:speaker.volume: “音量”要填 1 到 100 之间的整数，现在是“101”" },
        { "[scanner]\nbaud = 300\n",
          "anju.conf:2:scanner.baud: “串口速率”要填 1200 到 115200 之间的整数，现在是“300”" },
        { "[desk]\nlisten = 8443\n",
          "anju.conf:2:desk.listen: 要写成 地址:端口，如 127.0.0.1:8443 或 "
          "[::]:8443" },
        { "[desk]\nport = 443\n", "anju.conf:2:desk.port: 没有这一项设置" },
        { "[phone]\nport = 443\n", "anju.conf:2:phone.port: 没有这一节设置" },
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct arena    arena = { 0 };
        struct temp     temp;
        struct settings settings, before;
        struct err      err = { 0 };
        temp_make(&temp);
        (void)temp_file(&temp, "anju.conf", rows[i].text, strlen(rows[i].text));
        memset(&settings, 0xA5, sizeof(settings));
        before = settings;
        assert_false(settings_load(&settings, temp.path, &arena, &err));
        assert_string_equal(err.text, rows[i].message);
        assert_memory_equal(&settings, &before, sizeof(settings));
        temp_remove(&temp);
        arena_deinit(&arena);
    }
}

static void the_tables_are_right(void **state) {
    (void)state;
    struct arena arena = { 0 };
    char        *text;
    if (!record_check_all(settings_records, &arena, &text))
        fail_msg("%s", text);
    arena_deinit(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_tables_are_right),
        cmocka_unit_test(every_key_is_in_the_shipped_file_under_its_section_with_a_comment),
        cmocka_unit_test(the_shipped_file_is_exactly_the_defaults),
        cmocka_unit_test(each_key_of_the_shipped_file_is_read),
        cmocka_unit_test(a_missing_file_is_the_defaults),
        cmocka_unit_test(a_file_that_cannot_be_read_is_refused),
        cmocka_unit_test(what_is_wrong_is_named_by_file_line_and_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
