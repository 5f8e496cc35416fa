/* SPDX-License-Identifier: GPL-3.0-or-later
 * job_headcount.c - how many are wanted, which shift, how to get there, how far it is. */
#include "services/jobs/job_terms.h"

#include "record/numeral.h"
#include "services/jobs/figure.h"
#include "services/jobs/pay_amount.h"

#include <string.h>

/* --- headcount ----------------------------------------------------------------------------------
 */

static const char *const people[] = { "个人", "人", "名", "个", "位", "员", NULL };
static const char *const joiners[] = { "——", "—", "–", "-", "~", "至", "到", NULL };

/* "1,000", "12 000": the groups behind the first. */
static const char *read_thousands(const char *at, const struct numeral *numeral, int *count) {
    int groups = 0;
    for (; numeral->digits > 0 && numeral->digits <= 3 && groups < 2 &&
           (*at == ',' || *at == ' ') && strspn(at + 1, "0123456789") == 3;
         at += 4, groups++)
        *count = *count * 1000 + (at[1] - '0') * 100 + (at[2] - '0') * 10 + (at[3] - '0');
    return at;
}

/* A whole number and what counts it. */
static bool read_count(const char **at, int *ret_count) {
    struct numeral numeral;
    const char    *from = *at;
    if (!numeral_read(&from, &numeral))
        return false;
    from = read_thousands(from, &numeral, &numeral.number);
    if (*from == '.' && (from[1] == '0' || from[1] == '\0')) /* "5.0", "5." */
        from += 1 + strspn(from + 1, "0");
    if (*from == '.' || (*from >= '0' && *from <= '9') || (*from >= 'a' && *from <= 'z') ||
        text_starts(from, "对")) /* 2对夫妻 */
        return false;
    from += word_at(from, people);
    *ret_count = numeral.number;
    *at = from;
    return true;
}

/* 男5人、女3人 and 5(男3女2). */
static int count_behind(const char *text, const char *word) {
    const char *at = strstr(text, word);
    int         count;
    if (!at)
        return INT_ABSENT;
    at += strlen(word);
    at += word_at(at, (const char *const[]){ "性", "工", ":", NULL });
    return read_count(&at, &count) ? count : INT_ABSENT;
}

/* 3男2女, 3名男工和2名女工. */
static int count_before(const char *text, const char *word) {
    const char *end = strstr(text, word);
    for (const char *at = text; end && at < end; at++) {
        const char *from = at;
        int         count;
        if ((at == text || at[-1] < '0' || at[-1] > '9') && read_count(&from, &count) &&
            from == end)
            return count;
    }
    return INT_ABSENT;
}

/* Is the number of each sex written? The first word of the text tells which way round. */
static bool read_sexes(const char *text, struct headcount *head) {
    int men = count_before(text, "男"), women = count_before(text, "女");
    if (men == INT_ABSENT || women == INT_ABSENT) {
        men = count_behind(text, "男");
        women = count_behind(text, "女");
    }
    head->men = men;
    head->women = women;
    return men != INT_ABSENT && women != INT_ABSENT;
}

/* 十二万, 3千: nobody wants so many, or nobody knows what was meant. */
static bool is_huge(const char *text) {
    static const char *const units[] = { "万", "千", "亿", NULL };
    for (size_t i = 0; units[i]; i++)
        if (strstr(text, units[i]))
            return true;
    return false;
}

/* 3000元/月, 18-45岁 under 人数: columns that were moved. */
static bool is_other(const char *text) {
    static const char *const units[] = { "元", "块", "岁", "小时", "/月", "/天", "分钟", NULL };
    for (size_t i = 0; units[i]; i++)
        if (strstr(text, units[i]))
            return true;
    return false;
}

static bool only_words(const char *text) {
    static const char *const words[] = { "人数不限", "常年", "不定员", "若干", "数名",   "多名",
                                         "不限",     "多人", "批量",   "大量", "若干名", "长期",
                                         "一批",     "数人", "不定",   "急招", "多个",   "不等",
                                         "待定",     "无",   NULL };
    return !strpbrk(text, "0123456789") && word_at(text, words) > 0;
}

/* 5+3, 5人,3人, 3个岗位10人: several numbers, and nobody says how they go together. In brackets and
 * behind 其中 they are parts of the first. */
static bool other_number(const char *at) {
    static const char *const parts[] = { "其中", "含", NULL };
    at += *at == ',' || *at == ';' ? 1 : text_starts(at, "、") ? strlen("、") : 0;
    return *at != '(' && !word_at(at, parts) && strpbrk(at, "0123456789");
}

/* Behind the first number: a second one, or what makes it no exact one. */
static void read_behind(const char *at, bool each, struct headcount *head) {
    size_t joiner = word_at(at, joiners);
    int    second;
    if (joiner) {
        at += joiner;
        head->doubtful = true;
        if (read_count(&at, &second) && second < head->count)
            head->count = second;
    } else if (*at) {
        /* 5(男3女2), 10人(男女不限) say more; 50以上, 20左右 are no exact number. */
        bool more = *at == ',' || *at == ';' || text_starts(at, "、");
        bool other = !each && !text_starts(at, "月") && other_number(at);
        head->doubtful = (*at != '(' && !more) || other;
        if (other)
            head->count = INT_ABSENT;
    }
    head->wrong = head->wrong || text_starts(at, "月"); /* 3-5 that a spreadsheet made a date of */
}

void headcount_read(const char *folded, struct headcount *ret_headcount) {
    static const char *const about[] = { "约",     "大约",   "大概", "至少", "不少于", "最少",
                                         "不超过", "不多于", "最多", "近",   "≥",      "≤",
                                         ">=",     "<=",     ">",    "<",    NULL };
    static const char *const before[] = { "长期招聘", "长期招", "招聘", "急招", "急聘", "急需",
                                          "拟招聘",   "拟招",   "拟聘", "共招", "共需", "需招",
                                          "需要",     "需求",   "合计", "总计", "总共", "共计",
                                          "计划招聘", "计划招", "计划", "还缺", "尚缺", "还需",
                                          "缺",       "招",     "需",   "共",   NULL };
    struct headcount head = { .count = INT_ABSENT, .men = INT_ABSENT, .women = INT_ABSENT };
    const char      *at = folded + word_at(folded, about);
    bool             each = read_sexes(folded, &head);
    int both = text_starts(folded, "男女") ? count_behind(folded, "各") : INT_ABSENT;
    at += word_at(at, before);
    const char *sexes = at + strspn(at, "0123456789");
    sexes += word_at(sexes, people);
    if (only_words(folded) || only_words(at)) {
        head.said = true;
    } else if (is_other(folded)) {
        head.doubtful = true;
    } else if (is_huge(folded)) {
        head.wrong = true;
    } else if (each && text_starts(sexes, "男")) {
        head.count = head.men + head.women;
    } else if (both != INT_ABSENT) {
        head.count = 2 * both;
    } else if (read_count(&at, &head.count)) {
        size_t stop = word_at(at, (const char *const[]){ "。", "、", ",", ";", NULL });
        at += at[stop] == '\0' ? stop : 0; /* "5。" */
        head.whole = *at == '\0' && !word_at(folded, about);
        head.wrong = head.count == 0 && *at == '\0';
        read_behind(at, each, &head);
        head.doubtful = head.doubtful || word_at(folded, about);
    } else {
        bool   number = *folded == '-' && folded[1] >= '0' && folded[1] <= '9';
        size_t plain = strspn(folded, "0123456789."); /* 5.5, 5.5人 */
        plain += plain ? word_at(folded + plain, people) : 0;
        number = number || (folded[plain] == '\0' && *folded);
        head.wrong = number;
        head.doubtful = !number;
    }
    *ret_headcount = head;
}

/* --- shift --------------------------------------------------------------------------------------
 */

enum shift shift_read(const char *folded) {
    static const char *const turns[] = { "倒",   "轮班", "两班", "二班",   "三班",
                                         "四班", "轮流", "翻班", "白夜班", NULL };
    static const struct {
        const char *word;
        enum shift  shift;
    } words[] = { { "长白班", SHIFT_DAY },       { "常白班", SHIFT_DAY },
                  { "白班", SHIFT_DAY },         { "日班", SHIFT_DAY },
                  { "早晚班", SHIFT_EARLY }, /* and 晚班: several to choose from */
                  { "白晚班", SHIFT_DAY },       { "正常班", SHIFT_DAY },
                  { "行政班", SHIFT_DAY },       { "夜班", SHIFT_NIGHT },
                  { "晚班", SHIFT_NIGHT },       { "早班", SHIFT_EARLY },
                  { "弹性", SHIFT_FLEXIBLE },    { "时间自由", SHIFT_FLEXIBLE },
                  { "不坐班", SHIFT_FLEXIBLE },  { "灵活", SHIFT_FLEXIBLE },
                  { "自由安排", SHIFT_FLEXIBLE } };
    static const char *const denied[] = { "无夜班",   "没有夜班", "不上夜班", "不倒班",
                                          "不用倒班", "无倒班",   "不熬夜",   NULL };
    enum shift               shift = SHIFT_UNWRITTEN;
    for (size_t i = 0; denied[i]; i++)
        if (strstr(folded, denied[i]))
            return strstr(folded, "白班") ? SHIFT_DAY : SHIFT_UNWRITTEN;
    for (size_t i = 0; turns[i]; i++)
        if (strstr(folded, turns[i]))
            return SHIFT_ROTATING;
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        if (!strstr(folded, words[i].word))
            continue;
        if (shift && shift != words[i].shift)
            return SHIFT_UNWRITTEN;
        shift = words[i].shift;
    }
    return shift;
}

/* --- the way there ------------------------------------------------------------------------------
 */

static int minutes_in(const char *text, const char **ret_start, const char **ret_end) {
    static const char *const minute[] = { "分钟", "分", "min", NULL };
    static const char *const hour[] = { "个半小时", "个多小时", "个小时", "小时", "h", NULL };
    for (const char *at = text; *at; at++) {
        struct numeral numeral;
        const char    *from = at;
        size_t half_hour = word_at(at, (const char *const[]){ "半个小时", "半小时", NULL });
        if (half_hour && (at - text < 3 || memcmp(at - 3, "个", 3) != 0)) {
            *ret_start = at;
            *ret_end = at + half_hour;
            return 30;
        }
        if (at > text && at[-1] >= '0' && at[-1] <= '9')
            continue;
        if (!numeral_read(&from, &numeral) || numeral.number > 2880)
            continue;
        bool   half = text_starts(from, ".5");
        size_t length = word_at(from, minute);
        *ret_start = at;
        if (length) {
            *ret_end = from + length;
            return numeral.number;
        }
        length = word_at(from + (half ? 2 : 0), hour);
        if (!length)
            continue;
        half = half || text_starts(from, "个半");
        *ret_end = from + (half && *from == '.' ? 2 : 0) + length;
        return numeral.number * 60 + (half ? 30 : 0);
    }
    return INT_ABSENT;
}

/* 每月扣50元, 补贴100元, 往返4元: no fare of one way. */
static bool is_other_sum(const char *text, const char *at, const char *end) {
    static const char *const words[] = { "每月", "一个月", "月", "扣", "补", "报销",
                                         "往返", "来回",   "押", "罚", NULL };
    const char              *from = at;
    while (from > text && !strchr(",;(", from[-1]))
        from--;
    for (; from < at; from++)
        if (word_at(from, words))
            return true;
    return word_at(end, (const char *const[]){ "/月", "每月", "一个月", "/年", NULL });
}

static money fare_in(const char *text, const char **ret_start, const char **ret_end) {
    for (const char *at = text; *at; at++) {
        struct figure figure;
        if ((at > text && at[-1] >= '0' && at[-1] <= '9') || *at < '0' || *at > '9' ||
            !figure_read(at, &figure))
            continue;
        size_t length = word_at(figure.end, (const char *const[]){ "元", "块钱", "块", NULL });
        if (length && figure.fen <= 200000 && !is_other_sum(text, at, figure.end + length)) {
            *ret_start = at;
            *ret_end = figure.end + length;
            return (money){ figure.fen };
        }
        at = figure.end - 1;
    }
    return MONEY_ABSENT;
}

/* A way's word at `at`: its bytes, 0 when none stands there. */
static size_t way_at(const char *at, enum travel *ret_travel) {
    static const struct {
        const char *word;
        enum travel travel;
    } words[] = {
        { "在家", TRAVEL_AT_HOME }, { "居家", TRAVEL_AT_HOME },   { "带回家", TRAVEL_AT_HOME },
        { "接送", TRAVEL_SHUTTLE }, { "厂车", TRAVEL_SHUTTLE },   { "班车", TRAVEL_SHUTTLE },
        { "专车", TRAVEL_SHUTTLE }, { "通勤车", TRAVEL_SHUTTLE }, { "公交", TRAVEL_BUS },
        { "公共汽车", TRAVEL_BUS }, { "客车", TRAVEL_BUS },       { "大巴", TRAVEL_BUS },
        { "中巴", TRAVEL_BUS },     { "长途汽车", TRAVEL_BUS },   { "步行", TRAVEL_WALK },
        { "走路", TRAVEL_WALK },    { "徒步", TRAVEL_WALK }
    };
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
        if (text_starts(at, words[i].word)) {
            *ret_travel = words[i].travel;
            return strlen(words[i].word);
        }
    return 0;
}

/* The first way that the text names; *ret_other: where it names another one, else NULL. */
static enum travel first_way(const char *text, const char **ret_other) {
    enum travel first = TRAVEL_UNWRITTEN, travel;
    *ret_other = NULL;
    for (const char *at = text; *at; at++) {
        if (!way_at(at, &travel) || travel == first)
            continue;
        if (first) {
            *ret_other = at;
            break;
        }
        first = travel;
    }
    return first;
}

void way_read(const char *folded, struct way *ret_way) {
    static const char *const plain[] = { "可在家做", "在家做", "居家", "坐",   "乘",   "车",
                                         "约",       "到",     "可",   "需",   "大约", "单程",
                                         "票价",     "车费",   "厂",   "免费", "全程", "即",
                                         "左右",     "即达",   "达",   NULL };
    struct way               way = { .minutes = INT_ABSENT, .fare = MONEY_ABSENT };
    const char              *m_start = NULL, *m_end = NULL, *f_start = NULL, *f_end = NULL;
    const char              *other;
    way.travel = first_way(folded, &other);
    way.minutes = minutes_in(folded, &m_start, &m_end);
    way.fare = fare_in(folded, &f_start, &f_end);
    way.more = other != NULL;
    /* 公交，或步行50分钟: what is said behind the second way is about that one. */
    if (m_start == NULL || way.minutes == INT_ABSENT || (other && m_start > other)) {
        m_start = m_end = NULL;
        way.minutes = INT_ABSENT;
    }
    if (money_absent(way.fare) || (other && f_start > other)) {
        f_start = f_end = NULL;
        way.fare = MONEY_ABSENT;
    }
    for (const char *at = folded; *at && !way.more;) {
        size_t length = strchr(",;:()/-~. ", *at) ? 1 : 0;
        if (at == m_start)
            length = (size_t)(m_end - m_start);
        else if (at == f_start)
            length = (size_t)(f_end - f_start);
        length = length ? length : word_at(at, plain); /* 在家做 before 在家 */
        enum travel travel;
        length = length ? length : way_at(at, &travel);
        way.more = length == 0;
        at += length;
    }
    *ret_way = way;
}

/* --- how far ------------------------------------------------------------------------------------
 */

/* Loudi's counties (GB/T 2260: 4313…) against where people of Loudi go to work. The one that is
 * named first decides: 长沙市新化路 is in Changsha. */
enum reach reach_of_place(const char *place) {
    static const struct {
        const char *word;
        enum reach  reach;
    } words[] = {
        { "本小区", REACH_NEAR }, { "小区内", REACH_NEAR },   { "安置点", REACH_NEAR },
        { "安置区", REACH_NEAR }, { "安置小区", REACH_NEAR }, { "家门口", REACH_NEAR },
        { "本社区", REACH_NEAR }, { "社区内", REACH_NEAR },   { "易扶新村", REACH_NEAR },
        { "在家", REACH_NEAR },   { "居家", REACH_NEAR },     { "新化", REACH_COUNTY },
        { "涟源", REACH_COUNTY }, { "双峰", REACH_COUNTY },   { "冷水江", REACH_COUNTY },
        { "娄底", REACH_COUNTY }, { "娄星", REACH_COUNTY },   { "县城", REACH_COUNTY },
        { "县内", REACH_COUNTY }, { "本县", REACH_COUNTY },   { "上梅", REACH_COUNTY },
        { "县外", REACH_AWAY },   { "省外", REACH_AWAY },     { "市外", REACH_AWAY },
        { "广东", REACH_AWAY },   { "广州", REACH_AWAY },     { "深圳", REACH_AWAY },
        { "东莞", REACH_AWAY },   { "佛山", REACH_AWAY },     { "惠州", REACH_AWAY },
        { "中山市", REACH_AWAY }, { "珠海", REACH_AWAY },     { "江门", REACH_AWAY },
        { "浙江", REACH_AWAY },   { "杭州", REACH_AWAY },     { "宁波", REACH_AWAY },
        { "义乌", REACH_AWAY },   { "温州", REACH_AWAY },     { "嘉兴", REACH_AWAY },
        { "金华", REACH_AWAY },   { "绍兴", REACH_AWAY },     { "福建", REACH_AWAY },
        { "厦门", REACH_AWAY },   { "泉州", REACH_AWAY },     { "福州", REACH_AWAY },
        { "晋江", REACH_AWAY },   { "江苏", REACH_AWAY },     { "苏州", REACH_AWAY },
        { "昆山", REACH_AWAY },   { "无锡", REACH_AWAY },     { "南京", REACH_AWAY },
        { "常州", REACH_AWAY },   { "上海", REACH_AWAY },     { "北京", REACH_AWAY },
        { "天津", REACH_AWAY },   { "重庆", REACH_AWAY },     { "长沙", REACH_AWAY },
        { "株洲", REACH_AWAY },   { "湘潭", REACH_AWAY },     { "衡阳", REACH_AWAY },
        { "邵阳", REACH_AWAY },   { "岳阳", REACH_AWAY },     { "常德", REACH_AWAY },
        { "益阳", REACH_AWAY },   { "郴州", REACH_AWAY },     { "永州", REACH_AWAY },
        { "怀化", REACH_AWAY },   { "湖北", REACH_AWAY },     { "武汉", REACH_AWAY },
        { "江西", REACH_AWAY },   { "广西", REACH_AWAY },     { "海南", REACH_AWAY },
        { "成都", REACH_AWAY },   { "青岛", REACH_AWAY },     { "新疆", REACH_AWAY },
    };
    enum reach  reach = REACH_UNWRITTEN;
    const char *first = NULL;
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        const char *at = strstr(place, words[i].word);
        /* 新化县安置区 is near, though the county is named first. */
        bool within = reach == REACH_NEAR && words[i].reach == REACH_COUNTY;
        if (at && !within && (!first || at < first)) {
            first = at;
            reach = words[i].reach;
        }
    }
    return reach;
}
