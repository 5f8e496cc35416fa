/* SPDX-License-Identifier: GPL-3.0-or-later
 * job_terms_test.c - who is wanted: ages, sex and schooling out of one text, headcounts, shifts,
 * the way there, how far a place is. */
#include "services/jobs/job_terms.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))
#define NONE INT_ABSENT

struct age_case {
    const char *text;
    bool        alone;
    enum taken  taken;
    int         min, max;
};

static void ages_are_read_from_their_column(void **state) {
    (void)state;
    static const struct age_case cases[] = {
        { "18-45", true, TAKEN, 18, 45 },
        { "18-45岁", true, TAKEN, 18, 45 },
        { "18周岁-45周岁", true, TAKEN, 18, 45 },
        { "18至50周岁", true, TAKEN, 18, 50 },
        { "18~50", true, TAKEN, 18, 50 },
        { "18—50岁", true, TAKEN, 18, 50 },
        { "18到50岁之间", true, TAKEN, 18, 50 },
        { "18-45周岁(含)", true, TAKEN, 18, 45 },
        { "45岁以下", true, TAKEN, NONE, 45 },
        { "45以内", true, TAKEN, NONE, 45 },
        { "45岁以内", true, TAKEN, NONE, 45 },
        { "45周岁及以下", true, TAKEN, NONE, 45 },
        { "45岁(含)以下", true, TAKEN, NONE, 45 },
        { "不超过45岁", true, TAKEN, NONE, 45 },
        { "≤45", true, TAKEN, NONE, 45 },
        { "<45岁", true, TAKEN, NONE, 45 },
        { "18周岁以上", true, TAKEN, 18, NONE },
        { "年满18周岁", true, TAKEN, 18, NONE },
        { "满18", true, TAKEN, 18, NONE },
        { "18+", true, TAKEN, 18, NONE },
        { "≥18", true, TAKEN, 18, NONE },
        { "四十五岁以下", true, TAKEN, NONE, 45 },
        { "不限", true, TAKEN, 0, 0 },
        { "年龄不限", true, TAKEN, 0, 0 },
        { "无要求", true, TAKEN, 0, 0 },
        { "45-18", true, TAKEN_SWAPPED, 18, 45 },
        { "45", true, TAKEN_UNCLEAR, NONE, NONE },
        { "35岁左右", true, TAKEN_UNCLEAR, NONE, NONE },
        { "男60女55", true, TAKEN_UNCLEAR, NONE, NONE },
        { "男18-60岁,女18-55岁", true, TAKEN_EACH, 18, NONE },
        { "男60岁以下,女55岁以下", true, TAKEN_EACH, NONE, NONE },
        { "男18-50女18-45", true, TAKEN_EACH, 18, NONE },
        { "18-50周岁(女性45周岁以下)", true, TAKEN_EACH, NONE, NONE },
        { "55周岁(女50周岁)以下", true, TAKEN_EACH, NONE, NONE },
        { "男性60岁以下,女性50岁以下", true, TAKEN_EACH, NONE, NONE },
        { "男,18-45岁;女,18-40岁", false, TAKEN_EACH, 18, NONE },
        { "18岁以上,45岁以下", true, TAKEN, 18, 45 },
        { "18周岁以上60周岁以下", true, TAKEN, 18, 60 },
        { "满18周岁,不超过45周岁", true, TAKEN, 18, 45 },
        { "大于18岁小于45岁", true, TAKEN, 18, 45 },
        { "45岁以下,18岁以上", true, TAKEN, 18, 45 },
        { "男女不限,18岁以上,45岁以下", true, TAKEN, 18, 45 },
        { "60岁以上,45岁以下", true, TAKEN_UNCLEAR, 60, 45 },
        { "普工18-45岁,技工25-55岁", false, TAKEN_UNCLEAR, NONE, NONE },
        { "18-45-60", true, TAKEN_UNCLEAR, NONE, NONE },
        { "18--45", true, TAKEN, 18, 45 },
        { "十八至四十五岁", true, TAKEN, 18, 45 },
        { "四十五以下", true, TAKEN, NONE, 45 },
        { "18岁至法定退休年龄", true, TAKEN, 18, NONE },
        { "18周岁~国家法定退休年龄", true, TAKEN, 18, NONE },
        { "不超过法定退休年龄", true, TAKEN_UNCLEAR, NONE, NONE },
        { "45岁以下,可放宽至50岁", true, TAKEN, NONE, 45 },
        { "40岁以内(特别优秀可放宽)", true, TAKEN_UNCLEAR, NONE, NONE },
        { "25-35最佳", true, TAKEN_NOT, NONE, NONE },
        { "45周岁以下(1981年1月1日以后出生)", true, TAKEN, NONE, 45 },
        { "1980年后出生", true, TAKEN_UNCLEAR, NONE, NONE },
        { "18/45", true, TAKEN_UNCLEAR, NONE, NONE },
        { "1845", true, TAKEN_UNCLEAR, NONE, NONE },
        { "45.0", true, TAKEN_UNCLEAR, NONE, NONE },
        { "18-45岁,身高160以上", true, TAKEN, 18, 45 },
        { "50岁以下,3年以上经验", false, TAKEN, NONE, 50 },
        { "80后", true, TAKEN_UNCLEAR, NONE, NONE },
        { "法定劳动年龄", true, TAKEN_UNCLEAR, NONE, NONE },
        { "14-45岁", true, TAKEN, 14, 45 }, /* refused by whoever asked */
        { "18-45岁,男女不限,初中以上学历,能吃苦", false, TAKEN, 18, 45 },
        { "女,45岁以下,初中文化", false, TAKEN, NONE, 45 },
        { "年龄18-45,男女不限", false, TAKEN, 18, 45 },
        { "1年以上工作经验", false, TAKEN_NOT, NONE, NONE },
        { "能吃苦耐劳", false, TAKEN_NOT, NONE, NONE },
        { "35岁以下优先", false, TAKEN_NOT, NONE, NONE },
        { "月休2-4天", false, TAKEN_NOT, NONE, NONE },
        { "男60女55以下", true, TAKEN_EACH, NONE, NONE },
        { "30、40岁", true, TAKEN_UNCLEAR, NONE, NONE },
        { "18(含)-45(含)", true, TAKEN, 18, 45 },
        { "18周岁(含)至45周岁(含)", true, TAKEN, 18, 45 },
        { "18岁≤年龄≤45岁", true, TAKEN, 18, 45 },
        { "18岁起,50岁封顶", true, TAKEN, 18, 50 },
        { "上限45", true, TAKEN, NONE, 45 },
        { "没有要求", true, TAKEN, 0, 0 },
        { "男,身高170以上,18-45岁", true, TAKEN, 18, 45 },
        { "男性优先,身高170以上,年龄45岁以下", false, TAKEN, NONE, 45 },
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct terms terms;
        int          min, max;
        terms_init(&terms, cases[i].text);
        enum taken taken = age_take(&terms, cases[i].alone, &min, &max);
        if (taken != cases[i].taken || min != cases[i].min || max != cases[i].max)
            fail_msg("\"%s\": %d %d-%d", cases[i].text, (int)taken, min, max);
    }
}

static void a_sex_is_required_only_where_it_is_written(void **state) {
    (void)state;
    static const struct {
        const char *text;
        bool        alone;
        enum taken  taken;
        enum sex    sex;
        bool        left;
    } cases[] = {
        { "男", true, TAKEN, SEX_MALE, false },
        { "女", true, TAKEN, SEX_FEMALE, false },
        { "不限", true, TAKEN, SEX_ANY, false },
        { "男女不限", true, TAKEN, SEX_ANY, false },
        { "男/女", true, TAKEN, SEX_ANY, false },
        { "男、女", true, TAKEN, SEX_ANY, false },
        { "男女均可", true, TAKEN, SEX_ANY, false },
        { "限女", true, TAKEN, SEX_FEMALE, false },
        { "女性", true, TAKEN, SEX_FEMALE, false },
        { "限男性", true, TAKEN, SEX_MALE, false },
        { "女性优先", true, TAKEN, SEX_ANY, true },
        { "男士优先", true, TAKEN, SEX_ANY, true },
        { "女性为主", true, TAKEN, SEX_ANY, true },
        { "女性较好", true, TAKEN, SEX_ANY, true },
        { "女/男", true, TAKEN, SEX_ANY, false },
        { "男(力气大)", true, TAKEN, SEX_MALE, true },
        { "male", true, TAKEN, SEX_MALE, false },
        { "m/f", true, TAKEN, SEX_ANY, false },
        { "男性除外", true, TAKEN_UNCLEAR, SEX_UNWRITTEN, true },
        { "非男性", true, TAKEN_UNCLEAR, SEX_UNWRITTEN, true },
        { "不要男的", true, TAKEN_UNCLEAR, SEX_UNWRITTEN, true },
        { "年龄18-50,性别女", false, TAKEN, SEX_FEMALE, true },
        { "夫妻工", true, TAKEN_UNCLEAR, SEX_UNWRITTEN, true },
        { "女优", true, TAKEN_UNCLEAR, SEX_UNWRITTEN, true },
        { "男3女2", true, TAKEN_UNCLEAR, SEX_UNWRITTEN, true },
        { "m", true, TAKEN, SEX_MALE, false },
        { "f", true, TAKEN, SEX_FEMALE, false },
        { "男170以上,女158以上", false, TAKEN_NOT, SEX_UNWRITTEN, true },
        { "18-45岁,男女不限", false, TAKEN, SEX_ANY, true },
        { "女,身体健康", false, TAKEN, SEX_FEMALE, true },
        { "女性,身体健康", false, TAKEN, SEX_FEMALE, true },
        { "会做女装", false, TAKEN_NOT, SEX_UNWRITTEN, true },
        { "可带子女", false, TAKEN_NOT, SEX_UNWRITTEN, true },
        { "妇女优先", false, TAKEN, SEX_ANY, true },
        { "有经验者优先,限男性", false, TAKEN, SEX_MALE, true },
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct terms terms;
        enum sex     sex;
        terms_init(&terms, cases[i].text);
        enum taken taken = sex_take(&terms, cases[i].alone, &sex);
        if (taken != cases[i].taken || sex != cases[i].sex || terms_left(&terms) != cases[i].left)
            fail_msg("\"%s\": %d %d, left: %s", cases[i].text, (int)taken, (int)sex, terms.text);
    }
}

static void schooling_is_the_least_that_is_asked_for(void **state) {
    (void)state;
    static const struct {
        const char    *text;
        bool           alone;
        enum taken     taken;
        enum schooling schooling;
    } cases[] = {
        { "不限", true, TAKEN, SCHOOLING_ANY },
        { "无要求", true, TAKEN, SCHOOLING_ANY },
        { "学历不限", true, TAKEN, SCHOOLING_ANY },
        { "小学", true, TAKEN, SCHOOLING_PRIMARY },
        { "小学及以上", true, TAKEN, SCHOOLING_PRIMARY },
        { "初中及以上", true, TAKEN, SCHOOLING_JUNIOR },
        { "初中以上学历", true, TAKEN, SCHOOLING_JUNIOR },
        { "高中/中专", true, TAKEN, SCHOOLING_SENIOR },
        { "高中、中专及以上", true, TAKEN, SCHOOLING_SENIOR },
        { "中专或技校", true, TAKEN, SCHOOLING_VOCATIONAL },
        { "职高", true, TAKEN, SCHOOLING_VOCATIONAL },
        { "大专及以上学历", true, TAKEN, SCHOOLING_COLLEGE },
        { "高职", true, TAKEN, SCHOOLING_COLLEGE },
        { "本科", true, TAKEN, SCHOOLING_BACHELOR },
        { "大学本科及以上", true, TAKEN, SCHOOLING_BACHELOR },
        { "大学专科", true, TAKEN, SCHOOLING_COLLEGE },
        { "大学", true, TAKEN, SCHOOLING_BACHELOR },
        { "大专/本科", true, TAKEN, SCHOOLING_COLLEGE },
        { "九年义务教育", true, TAKEN, SCHOOLING_JUNIOR },
        { "初/高中", true, TAKEN, SCHOOLING_JUNIOR },
        { "初、高中及以上", true, TAKEN, SCHOOLING_JUNIOR },
        { "中专(高中)及以上", true, TAKEN, SCHOOLING_SENIOR },
        { "中学以上", true, TAKEN_UNCLEAR, SCHOOLING_UNWRITTEN },
        { "硕士研究生", true, TAKEN_UNCLEAR, SCHOOLING_UNWRITTEN },
        { "初中及以下", true, TAKEN_UNCLEAR, SCHOOLING_UNWRITTEN },
        { "识字", true, TAKEN_UNCLEAR, SCHOOLING_UNWRITTEN },
        { "高中优先", true, TAKEN_NOT, SCHOOLING_UNWRITTEN }, /* a preference, no condition */
        { "初中及以上,大专及以上学历优先", true, TAKEN, SCHOOLING_JUNIOR },
        { "高中以上(退伍军人可放宽至初中)", true, TAKEN, SCHOOLING_SENIOR },
        { "专业不限", true, TAKEN_UNCLEAR, SCHOOLING_UNWRITTEN },
        { "大专,专业不限", true, TAKEN, SCHOOLING_COLLEGE },
        { "没有要求", true, TAKEN, SCHOOLING_ANY },
        { "18-45岁,男女不限,初中以上学历", false, TAKEN, SCHOOLING_JUNIOR },
        { "女性,学历不限", false, TAKEN, SCHOOLING_ANY },
        { "有小学教师资格证", false, TAKEN_NOT, SCHOOLING_UNWRITTEN },
        { "能吃苦", false, TAKEN_NOT, SCHOOLING_UNWRITTEN },
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct terms   terms;
        enum schooling schooling;
        terms_init(&terms, cases[i].text);
        enum taken taken = schooling_take(&terms, cases[i].alone, &schooling);
        if (taken != cases[i].taken || schooling != cases[i].schooling)
            fail_msg("\"%s\": %d %d", cases[i].text, (int)taken, (int)schooling);
    }
}

static void what_was_understood_leaves_nothing_over(void **state) {
    (void)state;
    static const struct {
        const char *text;
        bool        left;
    } cases[] = {
        { "18-45岁,男女不限,初中以上学历", false },   { "年龄18-45岁;性别不限;学历不限", false },
        { "1.18-45岁;2.初中以上;3.男女不限", false }, { "女,18-45周岁,初中及以上文化程度", false },
        { "18-45岁,男女不限,身体健康", true },        { "会开叉车", true },
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct terms   terms;
        int            min, max;
        enum sex       sex;
        enum schooling schooling;
        terms_init(&terms, cases[i].text);
        (void)age_take(&terms, false, &min, &max);
        (void)schooling_take(&terms, false, &schooling);
        (void)sex_take(&terms, false, &sex);
        if (terms_left(&terms) != cases[i].left)
            fail_msg("\"%s\": left \"%s\"", cases[i].text, terms.text);
    }
}

static void a_headcount_is_a_number_or_said_to_be_none(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int         count;
        bool        said, doubtful, whole, wrong;
    } cases[] = {
        { "5", 5, false, false, true, false },
        { "5人", 5, false, false, true, false },
        { "5名", 5, false, false, true, false },
        { "5.0", 5, false, false, true, false },
        { "5个人", 5, false, false, true, false },
        { "十人", 10, false, false, true, false },
        { "两名", 2, false, false, true, false },
        { "若干", NONE, true, false, false, false },
        { "若干名", NONE, true, false, false, false },
        { "多名", NONE, true, false, false, false },
        { "不限", NONE, true, false, false, false },
        { "3-5人", 3, false, true, false, false },
        { "5-3人", 3, false, true, false, false },
        { "20左右", 20, false, true, false, false },
        { "约20人", 20, false, true, false, false },
        { "50人以上", 50, false, true, false, false },
        { "男5女3", 8, false, false, false, false },
        { "男5人,女3人", 8, false, false, false, false },
        { "5(男3女2)", 5, false, false, false, false },
        { "10人(男女不限)", 10, false, false, false, false },
        { "0", 0, false, false, true, true },
        { "-3", NONE, false, false, false, true },
        { "5.5", NONE, false, false, false, true },
        { "3月5日", 3, false, true, false, true },
        { "1000000", 1000000, false, false, true, false },
        { "各2名", NONE, false, true, false, false },
        { "1,000", 1000, false, false, true, false },
        { "10,000", 10000, false, false, true, false },
        { "十二万", NONE, false, false, false, true },
        { "3千", NONE, false, false, false, true },
        { "1.5万", NONE, false, false, false, true },
        { "3男2女", 5, false, false, false, false },
        { "3名男工,2名女工", 5, false, false, false, false },
        { "男3、女2,共5人", 5, false, false, false, false },
        { "5人;3人", NONE, false, true, false, false },
        { "5+3", NONE, false, true, false, false },
        { "5/10", NONE, false, true, false, false },
        { "3个岗位10人", NONE, false, true, false, false },
        { "5人,其中女3人", 5, false, false, false, false },
        { "5。", 5, false, false, true, false },
        { "5.", 5, false, false, true, false },
        { "5.5人", NONE, false, false, false, true },
        { "急需20名", 20, false, false, true, false },
        { "合计10人", 10, false, false, true, false },
        { "长期招10人", 10, false, false, true, false },
        { "至少5人", 5, false, true, false, false },
        { "≤10人", 10, false, true, false, false },
        { "人数不限", NONE, true, false, false, false },
        { "3000-4000元/月", NONE, false, true, false, false },
        { "18-45岁", NONE, false, true, false, false },
        { "5人左右", 5, false, true, false, false },
        { "十余人", 10, false, true, false, false },
        { "1—2", 1, false, true, false, false },
        { "2对夫妻", NONE, false, true, false, false },
        { "1e3", NONE, false, true, false, false },
        { "急招5人", 5, false, false, true, false },
        { "男女各5人", 10, false, false, false, false },
        { "各5人", NONE, false, true, false, false },
        { "12345678901", NONE, false, false, false, true },
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct headcount head;
        headcount_read(cases[i].text, &head);
        if (head.count != cases[i].count || head.said != cases[i].said ||
            head.doubtful != cases[i].doubtful || head.whole != cases[i].whole ||
            head.wrong != cases[i].wrong)
            fail_msg("\"%s\": %d said %d doubtful %d whole %d wrong %d", cases[i].text, head.count,
                     head.said, head.doubtful, head.whole, head.wrong);
    }
}

static void a_shift_is_one_or_not_written(void **state) {
    (void)state;
    static const struct {
        const char *text;
        enum shift  shift;
    } cases[] = {
        { "白班", SHIFT_DAY },
        { "长白班", SHIFT_DAY },
        { "夜班", SHIFT_NIGHT },
        { "早班", SHIFT_EARLY },
        { "两班倒", SHIFT_ROTATING },
        { "三班倒", SHIFT_ROTATING },
        { "12小时两班制", SHIFT_ROTATING },
        { "白夜班轮换", SHIFT_ROTATING },
        { "弹性工作", SHIFT_FLEXIBLE },
        { "时间自由", SHIFT_FLEXIBLE },
        { "白班、夜班任选", SHIFT_UNWRITTEN },
        { "8:00-17:30", SHIFT_UNWRITTEN },
        { "无夜班", SHIFT_UNWRITTEN },
        { "长白班,无夜班", SHIFT_DAY },
        { "做六休一", SHIFT_UNWRITTEN },
        { "早晚班", SHIFT_UNWRITTEN },
        { "白晚班", SHIFT_UNWRITTEN },
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        if (shift_read(cases[i].text) != cases[i].shift)
            fail_msg("\"%s\": %d", cases[i].text, (int)shift_read(cases[i].text));
}

static void the_way_has_a_means_minutes_and_a_fare(void **state) {
    (void)state;
    static const struct {
        const char *text;
        enum travel travel;
        int         minutes;
        int64_t     fen;
        bool        more;
    } cases[] = {
        { "步行10分钟", TRAVEL_WALK, 10, -1, false },
        { "走路2分钟", TRAVEL_WALK, 2, -1, false },
        { "坐2路公交20分钟,2元", TRAVEL_BUS, 20, 200, true },
        { "公交20分钟,2元", TRAVEL_BUS, 20, 200, false },
        { "厂车接送", TRAVEL_SHUTTLE, NONE, -1, false },
        { "免费接送", TRAVEL_SHUTTLE, NONE, -1, false },
        { "班车1小时", TRAVEL_SHUTTLE, 60, -1, false },
        { "客车1.5小时,35元", TRAVEL_BUS, 90, 3500, false },
        { "可在家做", TRAVEL_AT_HOME, NONE, -1, false },
        { "20分钟", TRAVEL_UNWRITTEN, 20, -1, false },
        { "自行前往", TRAVEL_UNWRITTEN, NONE, -1, true },
        { "2公里", TRAVEL_UNWRITTEN, NONE, -1, true },
        { "高铁6小时", TRAVEL_UNWRITTEN, 360, -1, true },
        { "步行5分钟或公交2站", TRAVEL_WALK, 5, -1, true }, /* the first way's */
        { "公交,或步行50分钟", TRAVEL_BUS, NONE, -1, true },
        { "公交2元,或班车每月50元", TRAVEL_BUS, NONE, 200, true },
        { "班车20分钟,每月扣50元", TRAVEL_SHUTTLE, 20, -1, true },
        { "公交单程2元,往返4元", TRAVEL_BUS, NONE, 200, true },
        { "车费补贴100元", TRAVEL_UNWRITTEN, NONE, -1, true },
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct way way;
        way_read(cases[i].text, &way);
        int64_t fen = money_absent(way.fare) ? -1 : way.fare.fen;
        if (way.travel != cases[i].travel || way.minutes != cases[i].minutes ||
            fen != cases[i].fen || way.more != cases[i].more)
            fail_msg("\"%s\": %d %d %lld %d", cases[i].text, (int)way.travel, way.minutes,
                     (long long)fen, way.more);
    }
}

static void a_place_tells_how_far_only_when_it_is_known(void **state) {
    (void)state;
    static const struct {
        const char *text;
        enum reach  reach;
    } cases[] = {
        { "新化县上梅镇", REACH_COUNTY },
        { "娄底经开区", REACH_COUNTY },
        { "东莞市长安镇", REACH_AWAY },
        { "湖南省长沙市新化路8号", REACH_AWAY },
        { "浙江义乌", REACH_AWAY },
        { "易扶新村1栋一楼", REACH_NEAR },
        { "新化县安置区扶贫车间", REACH_NEAR },
        { "某某路18号", REACH_UNWRITTEN },
        { "冷水江市锡矿山", REACH_COUNTY },
        { "县城东站", REACH_COUNTY },
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        if (reach_of_place(cases[i].text) != cases[i].reach)
            fail_msg("\"%s\": %d", cases[i].text, (int)reach_of_place(cases[i].text));
}

static void any_text_is_survived_at_every_length(void **state) {
    (void)state;
    static const char text[] =
        "男18-60岁,女18-55岁;四十五岁以下(含)、高中/中专及以上学历,限女性优先 3-5人"
        "坐2路公交1.5小时,3元8角,白班或夜班两班倒";
    for (size_t length = 0; length < sizeof(text); length++) {
        char cut[sizeof(text)];
        memcpy(cut, text, length);
        cut[length] = '\0';
        if (!text_valid(cut, length))
            continue;
        for (int alone = 0; alone < 2; alone++) {
            struct terms     terms;
            struct headcount head;
            struct way       way;
            int              min, max;
            enum sex         sex;
            enum schooling   schooling;
            terms_init(&terms, cut);
            (void)age_take(&terms, alone, &min, &max);
            (void)schooling_take(&terms, alone, &schooling);
            (void)sex_take(&terms, alone, &sex);
            (void)terms_left(&terms);
            headcount_read(cut, &head);
            way_read(cut, &way);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ages_are_read_from_their_column),
        cmocka_unit_test(a_sex_is_required_only_where_it_is_written),
        cmocka_unit_test(schooling_is_the_least_that_is_asked_for),
        cmocka_unit_test(what_was_understood_leaves_nothing_over),
        cmocka_unit_test(a_headcount_is_a_number_or_said_to_be_none),
        cmocka_unit_test(a_shift_is_one_or_not_written),
        cmocka_unit_test(the_way_has_a_means_minutes_and_a_fare),
        cmocka_unit_test(a_place_tells_how_far_only_when_it_is_known),
        cmocka_unit_test(any_text_is_survived_at_every_length),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
