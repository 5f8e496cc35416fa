/* SPDX-License-Identifier: GPL-3.0-or-later
 * lines_test.c - where lines break, by example and as rules that hold for any text and width. */
#include "ui/lines.h"

#include "base/text.h"
#include "support/check.h"
#include "support/gallery.h"
#include "support/seed.h"

static struct fonts  *fonts;
static struct layout *layout;

static int open_all(void **state) {
    (void)state;
    fonts = gallery_fonts(4 << 20);
    layout = layout_new(fonts);
    return layout ? 0 : -1;
}
static int close_all(void **state) {
    (void)state;
    layout_free(layout);
    fonts_free(fonts);
    return 0;
}

/* The lines with "|" between them. */
static const char *broken(const char *text, int width, int most) {
    static char  out[1 << 16];
    struct lines lines = lines_of(layout, FACE_REGULAR, 10, text, width, most);
    size_t       at = 0;
    for (size_t i = 0; i < lines.count; i++) {
        if (i > 0)
            out[at++] = '|';
        memcpy(out + at, lines.at[i].text, lines.at[i].length);
        at += lines.at[i].length;
        if (lines.at[i].ellipsis)
            at += (size_t)sprintf(out + at, "…");
    }
    out[at] = '\0';
    return out;
}

/* At 10 pixels a Han character is 10 wide: width 50 is five of them. */
static void lines_break_where_they_may(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int         width, most;
        const char *expected, *why;
    } rows[] = {
        { "", 50, 0, "", "nothing" },
        { "保洁员", 50, 0, "保洁员", "fits" },
        { "小区保洁员", 50, 0, "小区保洁员", "fits exactly" },
        { "小区保洁员招", 50, 0, "小区保|洁员招", "one too many: as many in each" },
        { "小区保洁员，招三人", 50, 0, "小区保洁|员，招三人", "no line begins with ，" },
        { "小区保洁员。招三人", 50, 0, "小区保洁|员。招三人", "nor with 。" },
        { "小区保洁员、招三人", 50, 0, "小区保洁|员、招三人", "nor with 、" },
        { "小区保洁员；招三人", 50, 0, "小区保洁|员；招三人", "nor with ；" },
        { "小区保洁员：招三人", 50, 0, "小区保洁|员：招三人", "nor with ：" },
        { "小区保洁员！招三人", 50, 0, "小区保洁|员！招三人", "nor with ！" },
        { "小区保洁员？招三人", 50, 0, "小区保洁|员？招三人", "nor with ？" },
        { "（小区保洁）招三人", 50, 0, "（小区保|洁）招三人", "nor with ）" },
        { "《小区保洁》招三人", 50, 0, "《小区保|洁》招三人", "nor with 》" },
        { "“小区保洁”招三人", 50, 0, "“小区保|洁”招三人", "nor with ”" },
        { "‘小区保洁’招三人", 50, 0, "‘小区保|洁’招三人", "nor with ’" },
        { "「小区保洁」招三人", 50, 0, "「小区保|洁」招三人", "nor with 」" },
        { "小区保洁（员）", 50, 0, "小区保洁|（员）", "none ends with （" },
        { "小区保洁《员》", 50, 0, "小区保洁|《员》", "nor with 《" },
        { "小区保洁“员”", 50, 0, "小区保洁|“员”", "nor with “" },
        { "小区保洁「员」", 50, 0, "小区保洁|「员」", "nor with 「" },
        { "保洁（（员））工", 45, 0, "保洁|（（员））|工", "two brackets stay together" },
        { "保洁。”员工人数", 40, 0, "保洁。”|员工人数",
          "two marks stay together, sharing a square" },
        { "……保洁员工……", 60, 0, "……保洁|员工……", "an ellipsis does not begin a line" },
        { "工资 3000–4500 元", 60, 0, "工资|3000–4500|元", "a range is one word" },
        { "这里还招 14 人", 50, 0, "这里还招|14 人", "a number keeps its 人" },
        { "这里招 14 人", 50, 0, "这里招|14 人", "also where only the 人 is too much" },
        { "每月 10 日发工资", 60, 0, "每月 10 日|发工资", "and its 日" },
        { "1.5 小时一班", 40, 0, "1.5 小时|一班", "and the word behind it" },
        { "打扫院子。优先安排残疾人", 90, 0, "打扫院子。|优先安排残疾人", "the sense first" },
        { "给工作人员和用工单位看，用来帮我", 110, 0, "给工作人员和用工|单位看，用来帮我",
          "but no sense that leaves a stump" },
        { "技能班 12 月 2 日开班", 90, 0, "技能班|12 月 2 日开班", "a date stays whole" },
        { "缝纫工（可先培训）", 80, 0, "缝纫工|（可先培训）", "before a bracket" },
        { "您的名字马上删掉，不再打电话。以后可以再报名。", 110, 0,
          "您的名字马上删掉，|不再打电话。|以后可以再报名。", "in three lines too" },
        { "一二三四五六七八九十一二三\n四五", 60, 0, "一二三四五|六七八九|十一二三|四五",
          "each paragraph by itself" },
        { "3000元/月", 40, 0, "3000|元/月", "what is written together may break after digits" },
        { "小区保 · 洁员", 50, 0, "小区保|洁员", "a dot between two lines separates nothing" },
        { "阿依·古丽", 30, 0, "阿依·|古丽", "but one in a name stays" },
        { "小区 ·\n保洁", 50, 0, "小区 ·|保洁", "and one before a line break" },
        { "bao jie yuan", 40, 0, "bao jie|yuan", "English at spaces" },
        { "bao  jie  yuan", 40, 0, "bao  jie|yuan", "two spaces" },
        { "extraordinary", 40, 0, "extraord|inary", "a word longer than the line is cut" },
        { "find extraordinary", 40, 0, "find|extraord|inary", "but begins a line of its own" },
        { "找工作 find work", 60, 0, "找工作|find work", "both in one" },
        { "user@example.com", 50, 0, "user@exa|mple.com", "an address" },
        { "一二\n三四", 50, 0, "一二|三四", "a line break" },
        { "一二\r\n三四", 50, 0, "一二|三四", "as Windows writes it" },
        { "一二\r三四", 50, 0, "一二|三四", "as old Macs wrote it" },
        { "一二\n\n三四", 50, 0, "一二||三四", "an empty line" },
        { "一二\n", 50, 0, "一二", "a break at the end makes no line" },
        { "一二三四五\n六", 50, 0, "一二三四五|六", "a full line and a break" },
        { "一二三四五 \n六", 50, 0, "一二三四五|六", "a space hanging over the edge" },
        { "一二\n三四", 50, 1, "一二 三四", "one line: the break is a space" },
        { "一二\t三四", 50, 0, "一二 三四", "a tab is a space" },
        { "一二三四五六", 50, 1, "一二三四…", "one line, shortened" },
        { "一二三，五六七", 50, 1, "一二三…", "no mark before the ellipsis" },
        { "一二三（五六七", 50, 1, "一二三…", "nor a bracket" },
        { "一二三 五六七", 50, 1, "一二三…", "nor a space" },
        { "一二三四五六七八九十甲", 50, 2, "一二三四五|六七八九…", "two lines, shortened" },
        { "一二三四五六七八九十", 50, 2, "一二三四五|六七八九十", "two lines, exactly" },
        { "一二三四", 5, 0, "一|二|三|四", "narrower than a character" },
        { "，，，，，，", 30, 0, "，，，，，|，", "nothing but marks: they must go somewhere" },
        { "a\xE2\x80\x8B\xE2\x80\x8B中", 50, 0, "a\xE2\x80\x8B\xE2\x80\x8B中",
          "zero width is no width" },
        { "\xFF\xFE", 50, 0, "\xEF\xBF\xBD\xEF\xBF\xBD", "not UTF-8" },
        { "👩‍🏭👩‍🏭👩‍🏭👩‍🏭👩‍🏭", 50, 0,
          "👩‍🏭👩‍🏭👩‍🏭|👩‍🏭👩‍🏭", "a joined emoji is one" },
    };
    int wrong = 0;
    for (size_t i = 0; i < ROWS(rows); i++) {
        const char *got = broken(rows[i].text, rows[i].width, rows[i].most);
        if (strcmp(got, rows[i].expected) != 0) {
            print_error("%s: got \"%s\", expected \"%s\"\n", rows[i].why, got, rows[i].expected);
            wrong++;
        }
    }
    check_number(wrong, 0, "rows that break otherwise");
}

static uint32_t first_of(const struct line *line) {
    uint32_t c = 0;
    return text_decode(line->text, line->length, &c) ? c : 0;
}

static uint32_t last_of(const struct line *line) {
    size_t   at = line->length;
    uint32_t c = 0;
    while (at > 0 && ((unsigned char)line->text[--at] & 0xC0) == 0x80)
        continue;
    return text_decode(line->text + at, line->length - at, &c) ? c : 0;
}

static bool within(const char *set, uint32_t c) {
    char bytes[5] = { 0 };
    return c && text_encode(c, bytes) > 0 && strstr(set, bytes) != NULL;
}

/* Sentences as people write them: no run of marks longer than two, so a right break always exists.
 */
static void random_sentence(struct world *world, char *out, size_t pieces) {
    static const char *const words[] = { "保洁",     "员",    "缝纫工", "3000", " 14 人",
                                         "bao",      " jie ", "4500",   "–",    "工资",
                                         "劳动合同", "🧹",  "小时",   "1.5" };
    static const char *const marks[] = { "，", "。", "、", "；", "：", "！",  "？", "）",
                                         "》", "”",  "（", "《", "“",  "。“", "”，" };
    *out = '\0';
    for (size_t i = 0; i < pieces; i++) {
        out = stpcpy(out, words[support_below(world, ROWS(words))]);
        out = stpcpy(out, words[support_below(world, 3)]);
        if (support_below(world, 3) == 0)
            out = stpcpy(out, marks[support_below(world, ROWS(marks))]);
    }
}

static void rules_hold_for_any_sentence_and_width(void **state) {
    (void)state;
    struct world world;
    support_world(&world);
    size_t rounds = support_count(3000, 60000);
    char   text[4096], all[4096];
    for (size_t round = 0; round < rounds; round++) {
        random_sentence(&world, text, 1 + support_below(&world, 40));
        int          width = 80 + (int)support_below(&world, 300);
        struct lines lines = lines_of(layout, FACE_BOLD, 10, text, width, 0);
        char        *out = all;
        assert_false(lines.cut);
        for (size_t i = 0; i < lines.count; i++) {
            const struct line *line = &lines.at[i];
            if (line->width > width)
                fail_msg("%s: line %zu is %d wide, not %d", text, i, line->width, width);
            if (i > 0 && within("，。、；：！？）》”", first_of(line)))
                fail_msg("%s: line %zu begins with a mark", text, i);
            if (i + 1 < lines.count && within("（《“", last_of(line)))
                fail_msg("%s: line %zu ends with a bracket", text, i);
            memcpy(out, line->text, line->length);
            out += line->length;
        }
        *out = '\0';
        /* Nothing but spaces is lost. */
        const char *a = all, *b = text;
        for (; *a || *b; a++, b++) {
            while (*a == ' ')
                a++;
            while (*b == ' ')
                b++;
            if (*a != *b)
                fail_msg("%s: lost at %s", text, b);
            if (!*a)
                break;
        }
    }
}

static void a_limit_of_lines_is_kept_with_its_ellipsis(void **state) {
    (void)state;
    struct world world;
    support_world(&world);
    char text[4096];
    for (int round = 0; round < 2000; round++) {
        random_sentence(&world, text, 1 + support_below(&world, 30));
        int          most = 1 + (int)support_below(&world, 4), width = 60 + round % 200;
        struct lines lines = lines_of(layout, FACE_REGULAR, 12, text, width, most);
        assert_true(lines.count <= (size_t)most);
        bool ellipsis = lines.count > 0 && lines.at[lines.count - 1].ellipsis;
        check_number(ellipsis, lines.cut, text);
        assert_true(lines.width <= width);
    }
}

static void a_text_of_a_megabyte_is_cut_and_bounded(void **state) {
    (void)state;
    static const char *const units[] = { "x",           "中", "\xCC\x81", "\xE2\x80\x8B",
                                         "👩‍🏭", "\n", "，" };
    for (size_t u = 0; u < ROWS(units); u++) {
        size_t unit = strlen(units[u]), count = (1 << 20) / unit;
        char  *text = malloc(count * unit + 1);
        assert_non_null(text);
        for (size_t i = 0; i < count; i++)
            memcpy(text + i * unit, units[u], unit);
        text[count * unit] = '\0';
        for (int most = 0; most < 3; most++) {
            struct lines lines = lines_of(layout, FACE_REGULAR, 20, text, 400, most);
            assert_true(lines.cut);
            assert_true(lines.count <= 512);
        }
        free(text);
    }
    assert_true(layout_counts(layout).bytes <= (2u << 20));
}

static void what_was_laid_out_is_remembered(void **state) {
    (void)state;
    (void)lines_of(layout, FACE_REGULAR, 20, "记住这一句", 60, 2);
    size_t before = layout_counts(layout).laid_out;
    for (int i = 0; i < 10; i++)
        (void)lines_of(layout, FACE_REGULAR, 20, "记住这一句", 60, 2);
    check_number(layout_counts(layout).laid_out, before, "the same again");
    (void)lines_of(layout, FACE_REGULAR, 20, "记住这一句", 61, 2);
    check_number(layout_counts(layout).laid_out, before + 1, "another width");
    (void)lines_of(layout, FACE_BOLD, 20, "记住这一句", 60, 2);
    check_number(layout_counts(layout).laid_out, before + 2, "another face");
}

static void digits_are_all_as_wide(void **state) {
    (void)state;
    for (int face = FACE_REGULAR; face <= FACE_BOLD; face++)
        for (uint32_t digit = '1'; digit <= '9'; digit++)
            check_number(fonts_advance(fonts, (enum face)face, 38, digit),
                         fonts_advance(fonts, (enum face)face, 38, '0'), "tabular");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_break_where_they_may),
        cmocka_unit_test(rules_hold_for_any_sentence_and_width),
        cmocka_unit_test(a_limit_of_lines_is_kept_with_its_ellipsis),
        cmocka_unit_test(a_text_of_a_megabyte_is_cut_and_bounded),
        cmocka_unit_test(what_was_laid_out_is_remembered),
        cmocka_unit_test(digits_are_all_as_wide),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
