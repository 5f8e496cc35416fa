/* SPDX-License-Identifier: GPL-3.0-or-later
 * pay_amount.c - one pass from figure to figure. What stands before a figure, back to the one
 * before it, says what it is (底薪, 日均, 不低于); what stands behind says its unit, period, ends.
 */
#include "services/jobs/pay_amount.h"

#include "services/jobs/figure.h"

#include <string.h>

size_t word_at(const char *at, const char *const *words) {
    for (size_t i = 0; words[i]; i++) {
        size_t length = strlen(words[i]);
        if (strncmp(at, words[i], length) == 0)
            return length;
    }
    return 0;
}

/* The last of `words` within [from, to). */
static const char *last_word(const char *from, const char *to, const char *const *words) {
    const char *found = NULL;
    for (size_t i = 0; words[i]; i++) {
        size_t length = strlen(words[i]);
        for (const char *at = from; at + length <= to; at++)
            if (memcmp(at, words[i], length) == 0 && (!found || at > found))
                found = at;
    }
    return found;
}

/* --- what stands behind a figure ----------------------------------------------------------------
 */

struct unit {
    const char  *word;
    enum pay_per per;
};

/* Behind a stroke, 每 or 一; longer ones first. */
static const struct unit units[] = {
    { "个月", PAY_PER_MONTH }, { "月", PAY_PER_MONTH }, { "month", PAY_PER_MONTH },
    { "mon", PAY_PER_MONTH },  { "m", PAY_PER_MONTH },  { "工作日", PAY_PER_DAY },
    { "天", PAY_PER_DAY },     { "日", PAY_PER_DAY },   { "day", PAY_PER_DAY },
    { "d", PAY_PER_DAY },      { "工日", PAY_PER_DAY }, { "小时", PAY_PER_HOUR },
    { "钟头", PAY_PER_HOUR },  { "时", PAY_PER_HOUR },  { "hour", PAY_PER_HOUR },
    { "hr", PAY_PER_HOUR },    { "h", PAY_PER_HOUR },   { "年", PAY_PER_YEAR },
    { "year", PAY_PER_YEAR },  { "件", PAY_PER_PIECE }, { "个", PAY_PER_PIECE },
    { "只", PAY_PER_PIECE },   { "双", PAY_PER_PIECE }, { "斤", PAY_PER_PIECE },
    { "公斤", PAY_PER_PIECE }, { "吨", PAY_PER_PIECE }, { "亩", PAY_PER_PIECE },
    { "箱", PAY_PER_PIECE },   { "套", PAY_PER_PIECE }, { "打", PAY_PER_PIECE },
    { "米", PAY_PER_PIECE },   { "平", PAY_PER_PIECE }, { "条", PAY_PER_PIECE },
    { "单", PAY_PER_PIECE },   { "包", PAY_PER_PIECE }, { "车", PAY_PER_PIECE },
    { "次", PAY_PER_PIECE },   { "趟", PAY_PER_PIECE }, { "票", PAY_PER_PIECE },
    { "课时", PAY_PER_PIECE }, { "kg", PAY_PER_PIECE }, { "筐", PAY_PER_PIECE },
    { "块", PAY_PER_PIECE },   { "棵", PAY_PER_PIECE }, { "株", PAY_PER_PIECE },
};

static const char *const yuan[] = { "块钱", "元整", "元", "块", "圆", "rmb", "人民币", NULL };
static const char *const open_up[] = { "及以上", "或以上", "以上", "起步", "起薪", "起",
                                       "保底",   "多",     "余",   "往上", NULL };
static const char *const open_down[] = { "及以下", "以内", "以下", "之内", "以里", "封顶", NULL };
static const char *const about[] = { "左右", "上下", "多点", NULL };
static const char *const joiners[] = { "——", "—", "–",  "―",  "─", "−",  "‐",  "‑",  "~~",
                                       "~",  "∼", "〜", "--", "-", "至", "到", "..", NULL };

/* Everything that can stand behind the figures of an amount, in any order, each at most once. */
struct behind {
    bool         money, up, down, about, plus, by_other, by_week;
    enum pay_per per;
    const char  *end;
};

static const struct unit *unit_at(const char *at) {
    const struct unit *best = NULL;
    for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++)
        if (strncmp(at, units[i].word, strlen(units[i].word)) == 0 &&
            (!best || strlen(units[i].word) > strlen(best->word)))
            best = &units[i];
    return best;
}

/* "(月)" behind the figures. */
static size_t bracketed_period_at(const char *at, enum pay_per *ret_per) {
    const struct unit *unit = *at == '(' ? unit_at(at + 1) : NULL;
    size_t             length = unit ? 1 + strlen(unit->word) : 0;
    if (!unit || at[length] != ')' || unit->per == PAY_PER_PIECE)
        return 0;
    *ret_per = unit->per;
    return length + 1;
}

/* "/月", "每天", "一小时", "/人/月", "/人·天"; 月 or 每月 right behind 元. */
static size_t period_at(const char *at, bool yuan_said, enum pay_per *ret_per) {
    static const char *const people[] = { "/每人", "/人", "每人", NULL };
    static const char *const marks[] = { "/每",  "/一", "/1", "/", "每个", "每",
                                         "一个", "一",  "·",  ".", "*",    NULL };
    const char              *from = at;
    from += word_at(from, people);
    size_t             mark = word_at(from, marks);
    const struct unit *unit = unit_at(from + mark);
    bool plain = yuan_said && unit && unit->per < PAY_PER_PIECE && unit->word[0] & 0x80;
    if (!unit || (mark == 0 && !plain))
        return 0;
    if (mark && (*from == '.' || *from == '*') && from == at)
        return 0; /* only behind 人 */
    *ret_per = unit->per;
    size_t length = (size_t)(from - at) + mark + strlen(unit->word);
    return length + word_at(at + length, (const char *const[]){ "/人", ".人", "·人", NULL });
}

/* "/周", "/班", "一个星期": a period that a posting has no word for; nothing is skipped. */
static void other_period(const char *at, struct behind *behind) {
    static const char *const marks[] = { "/每",  "/一个", "/一",  "/1", "/",
                                         "每个", "每",    "一个", "一", NULL };
    static const char *const weeks[] = { "周", "星期", "礼拜", "半个月", "半月", "旬",
                                         "季", "半年", "半天", "半日",   "双周", NULL };
    size_t                   mark = word_at(at, marks);
    behind->by_week = mark && word_at(at + mark, weeks);
    behind->by_other =
        *at == '/' && at[1] && !behind->by_week &&
        !word_at(at + 1, (const char *const[]){ "人", "¥", "￥", NULL }) &&
        (at[1] & 0x80 ||
         (word_at(at + 1, (const char *const[]){ "8", "10", "12", NULL }) && strstr(at, "时")));
}

static void read_behind(const char *at, struct behind *behind) {
    *behind = (struct behind){ .end = at };
    for (;;) {
        enum pay_per per;
        size_t       length = 0;
        at = behind->end;
        if (!behind->money && (length = word_at(at, yuan)))
            behind->money = true;
        else if (!behind->per && (length = period_at(at, behind->money, &per)))
            behind->per = per;
        else if (!behind->per && (length = bracketed_period_at(at, &per)))
            behind->per = per;
        else if (!behind->up && (length = word_at(at, open_up)))
            behind->up = true;
        else if (!behind->down && (length = word_at(at, open_down)))
            behind->down = true;
        else if (!behind->about && (length = word_at(at, about)))
            behind->about = true;
        else if (*at == '(' && (word_at(at + 1, yuan) || at[1] == '/') && strchr(at, ')'))
            length = 1; /* 3000(元/月) */
        else if (*at == ')' && (behind->money || word_at(at + 1, yuan)))
            length = 1; /* (3000-5000)元/月 */
        if (length == 0)
            break;
        behind->end += length;
    }
    if (!behind->per)
        other_period(behind->end, behind);
    if (*behind->end != '+')
        return;
    static const char *const ends[] = { ")", ";", ",", "/", "。", "、", NULL };
    const char              *after = behind->end + 1;
    if (*after == '\0' || word_at(after, ends) || word_at(after, yuan)) {
        behind->up = true;
        behind->end++;
        struct behind more;
        read_behind(behind->end, &more); /* 4500+元/月 */
        behind->money = behind->money || more.money;
        behind->per = behind->per ? behind->per : more.per;
        behind->end = more.end;
    } else {
        behind->plus = true;
    }
}

/* Behind 3.5 of 3.5e+03, what a spreadsheet makes of a large number: its exponent's bytes. */
static size_t exponent_at(const char *at) {
    size_t digits = *at == 'e' ? strspn(at + 1, "+-0123456789") : 0;
    return digits ? 1 + digits : 0;
}

/* What makes a figure without 元 something else: 8小时, 26天, 5人, 13薪, 8:00, 30%. */
static bool not_money(const char *at, int64_t fen) {
    static const char *const others[] = {
        "小时", "时", "天", "日", "号",   "年", "岁", "周岁", "人", "名",   "位", "个", "点",
        ":",    "%",  "班", "薪", "休",   "险", "餐", "次",   "周", "分",   "期", "级", "楼",
        "栋",   "室", "里", "km", "公里", "倍", "件", "双",   "斤", "公斤", "吨", "亩", "米",
        "kg",   "h",  "口", "台", "条",   "种", "类", "份",   "金", NULL
    };
    if (text_starts(at, "月"))
        return fen < 10000; /* 3月 is March, 3500月 is pay */
    return word_at(at, others) > 0;
}

/* --- what stands before a figure ----------------------------------------------------------------
 */

struct label {
    const char   *word;
    enum pay_role role;
};

static const struct label labels[] = {
    { "底薪", PAY_BASE },     { "基本工资", PAY_BASE }, { "基础工资", PAY_BASE },
    { "基本薪资", PAY_BASE }, { "固定工资", PAY_BASE }, { "固定薪资", PAY_BASE },
    { "基薪", PAY_BASE },     { "无责", PAY_BASE },     { "基本", PAY_BASE },
    { "综合", PAY_TOTAL },    { "到手", PAY_TOTAL },    { "月入", PAY_TOTAL },
    { "收入", PAY_TOTAL },    { "实发", PAY_TOTAL },    { "合计", PAY_TOTAL },
    { "总工资", PAY_TOTAL },  { "总薪", PAY_TOTAL },    { "包干", PAY_TOTAL },
    { "实得", PAY_TOTAL },    { "可得", PAY_TOTAL },    { "税后", PAY_TOTAL },
    { "平均", PAY_AVERAGE },  { "日均", PAY_AVERAGE },  { "人均", PAY_AVERAGE },
    { "月均", PAY_AVERAGE },  { "均薪", PAY_AVERAGE },  { "年均", PAY_AVERAGE },
    { "转正", PAY_REGULAR },  { "正式", PAY_REGULAR },  { "期满", PAY_REGULAR },
    { "出师", PAY_REGULAR },  { "试用", PAY_TRIAL },    { "学徒", PAY_TRIAL },
    { "实习", PAY_TRIAL },    { "培训期", PAY_TRIAL },  { "见习", PAY_TRIAL },
    { "餐补", PAY_EXTRA },    { "补贴", PAY_EXTRA },    { "全勤", PAY_EXTRA },
    { "奖", PAY_EXTRA },      { "提成", PAY_EXTRA },    { "工龄", PAY_EXTRA },
    { "加班", PAY_EXTRA },    { "津贴", PAY_EXTRA },    { "补助", PAY_EXTRA },
    { "押金", PAY_EXTRA },    { "房补", PAY_EXTRA },    { "绩效", PAY_EXTRA },
    { "分红", PAY_EXTRA },    { "伙食", PAY_EXTRA },    { "扣", PAY_EXTRA },
    { "话补", PAY_EXTRA },    { "车补", PAY_EXTRA },    { "餐费", PAY_EXTRA },
    { "住宿费", PAY_EXTRA },  { "高温费", PAY_EXTRA },  { "保险费", PAY_EXTRA },
    { "红包", PAY_EXTRA },    { "返费", PAY_EXTRA },
};

/* Welfare posts call their pay an allowance: that is the wage. */
static bool is_wage_allowance(const char *from, const char *at) {
    static const char *const words[] = { "岗位补贴", "岗位补助",       "生活补助",
                                         "岗位津贴", "公益性岗位补贴", NULL };
    return last_word(from, at + strnlen(at, strlen("补贴")), words) != NULL;
}

static enum pay_role role_within(const char *from, const char *to) {
    enum pay_role role = PAY_WAGE;
    const char   *found = NULL;
    for (size_t i = 0; i < sizeof(labels) / sizeof(labels[0]); i++) {
        const char *const words[] = { labels[i].word, NULL };
        const char       *at = last_word(from, to, words);
        if (!at || (found && at <= found))
            continue;
        if (labels[i].role == PAY_EXTRA && is_wage_allowance(from, at))
            continue;
        found = at;
        role = labels[i].role;
    }
    return role;
}

/* 每天8小时，工资4500: another figure stands behind 每天, which says nothing of the pay. 月薪 does,
 * whatever stands between. */
static bool is_about_time(const char *word, const char *at, const char *to) {
    static const char *const names[] = { "薪",   "工资", "收入", "入",   "均", "发",
                                         "到手", "总",   "单价", "综合", NULL };
    const char              *end = at + strlen(word);
    if (last_word(word, word + strlen(word), names))
        return false;
    while (end < to && !(*end >= '0' && *end <= '9'))
        end++;
    return end < to;
}

static enum pay_per per_within(const char *from, const char *to) {
    static const struct {
        const char  *word;
        enum pay_per per;
    } words[] = {
        { "月薪", PAY_PER_MONTH },   { "每月", PAY_PER_MONTH },   { "月工资", PAY_PER_MONTH },
        { "月收入", PAY_PER_MONTH }, { "月入", PAY_PER_MONTH },   { "月均", PAY_PER_MONTH },
        { "月综合", PAY_PER_MONTH }, { "月平均", PAY_PER_MONTH }, { "一个月", PAY_PER_MONTH },
        { "月底薪", PAY_PER_MONTH }, { "按月", PAY_PER_MONTH },   { "月总", PAY_PER_MONTH },
        { "月到手", PAY_PER_MONTH }, { "月发", PAY_PER_MONTH },   { "日薪", PAY_PER_DAY },
        { "每天", PAY_PER_DAY },     { "每日", PAY_PER_DAY },     { "日工资", PAY_PER_DAY },
        { "日均", PAY_PER_DAY },     { "日结", PAY_PER_DAY },     { "一天", PAY_PER_DAY },
        { "日平均", PAY_PER_DAY },   { "按天", PAY_PER_DAY },     { "天均", PAY_PER_DAY },
        { "日收入", PAY_PER_DAY },   { "日入", PAY_PER_DAY },     { "按日", PAY_PER_DAY },
        { "时薪", PAY_PER_HOUR },    { "每小时", PAY_PER_HOUR },  { "小时工", PAY_PER_HOUR },
        { "一小时", PAY_PER_HOUR },  { "每时", PAY_PER_HOUR },    { "时工资", PAY_PER_HOUR },
        { "年薪", PAY_PER_YEAR },    { "每年", PAY_PER_YEAR },    { "年收入", PAY_PER_YEAR },
        { "年工资", PAY_PER_YEAR },  { "一年", PAY_PER_YEAR },    { "年均", PAY_PER_YEAR },
        { "每件", PAY_PER_PIECE },   { "一件", PAY_PER_PIECE },   { "每个", PAY_PER_PIECE },
        { "每双", PAY_PER_PIECE },   { "单价", PAY_PER_PIECE },   { "每斤", PAY_PER_PIECE },
    };
    enum pay_per per = PAY_PER_UNWRITTEN;
    const char  *found = NULL;
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        const char *const list[] = { words[i].word, NULL };
        const char       *at = last_word(from, to, list);
        bool ordinal = at && at - from >= 3 && memcmp(at - 3, "第", 3) == 0; /* 第一年 */
        if (at && !ordinal && !is_about_time(words[i].word, at, to) && (!found || at > found)) {
            found = at;
            per = words[i].per;
        }
    }
    return per;
}

/* Where the clause of `at` begins: a label in an earlier one is not its own. */
static const char *clause_start(const char *from, const char *at) {
    static const char *const stops[] = { ",", ";", "。", "、", "+", NULL };
    const char              *last = last_word(from, at, stops);
    return last ? last + 1 : from;
}

/* --- one amount ---------------------------------------------------------------------------------
 */

/* Two figures that belong together take each other's 万 or k: 4-6k, 6k-8, 8千-1.2万. */
static void share_scale(struct figure *low, struct figure *high) {
    if (low->scale == 0 && high->scale > 0 && low->digits > 0 && low->digits <= 2)
        figure_rescale(low, high->scale);
    else if (high->scale == 0 && low->scale > 0 && high->digits > 0 && high->digits <= 2)
        figure_rescale(high, low->scale);
}

/* Do the bytes before `at` end so? */
static bool ends_so(const char *text, const char *at, const char *word) {
    size_t length = strlen(word);
    return (size_t)(at - text) >= length && memcmp(at - length, word, length) == 0;
}

/* "1、", "2." and "3)" before an item of a list. */
static bool is_item(const char *text, const char *at) {
    size_t digits = strspn(at, "0123456789");
    bool   first =
        at == text || strchr(",;( ", at[-1]) || (at - text >= 3 && memcmp(at - 3, "。", 3) == 0);
    const char *next = text_starts(at + digits, "、") ? at + digits + strlen("、") : NULL;
    bool        point = at[digits] == '.' && !(at[digits + 1] >= '0' && at[digits + 1] <= '9');
    if (next && word_at(next + strspn(next, "0123456789"),
                        (const char *const[]){ "千", "万", "k", "w", NULL }))
        return false; /* 4、5千 */
    return first && digits <= 2 && (next || at[digits] == ')' || point);
}

/* 早8晚5: hours of the day. */
static bool is_clock(const char *text, const char *at) {
    static const char *const before[] = { "早", "晚", "午", NULL };
    size_t                   digits = strspn(at, "0123456789");
    for (size_t i = 0; before[i] && digits <= 2; i++)
        if (ends_so(text, at, before[i]))
            return true;
    return false;
}

/* The rest of a number, of a time (8:30), of a code (b2), of a product (5000*13) or of ±500. */
static bool digit_before(const char *text, const char *at) {
    if (at == text || ends_so(text, at, "rmb") || ends_so(text, at, "cny"))
        return false;
    if (at[-1] == '*' || ends_so(text, at, "×") || ends_so(text, at, "±"))
        return true;
    bool time = at[-1] == ':' && at - text >= 2 && at[-2] >= '0' && at[-2] <= '9';
    return time || (at[-1] >= '0' && at[-1] <= '9') || (at[-1] >= 'a' && at[-1] <= 'z') ||
           at[-1] == '.';
}

/* 月薪(千元): but 4500 is no 千元, and 200元 says what it is. */
static void scale_by_heading(struct figure *figure, int scale) {
    int64_t most = scale == 3 ? 10000 : 100000;
    if (figure->scale == 0 && scale > 0 && figure->fen < most)
        figure_rescale(figure, scale);
}

/* Behind the first figure and its unit: the second of a range. False: there is none. */
static bool read_second(const char *at, struct figure *second) {
    size_t joiner = word_at(at, joiners);
    if (joiner == 0) /* 3000一4500: the character 一 stands for the dash */
        joiner = text_starts(at, "一") && at[3] >= '1' && at[3] <= '9' ? strlen("一") : 0;
    if (joiner == 0)
        return false;
    at += joiner;
    at += word_at(at, (const char *const[]){ "¥", "￥", "最高", NULL });
    return figure_read(at, second);
}

static void set_ends(struct amount *amount, const struct figure *low, const struct figure *high,
                     bool range) {
    amount->min = low->fen;
    amount->max = range ? high->fen : low->high_fen;
    if (amount->min > amount->max) {
        amount->min = high->fen;
        amount->max = low->fen;
        amount->swapped = true;
    }
}

/* What the words before say about the ends: 不低于, 最高. */
static void limits_before(const char *from, struct amount *amount, bool range) {
    static const char *const least[] = { "不低于", "不少于", "不得低于", "至少", "最低", "最少",
                                         "起薪",   "保底",   "高于",     "大于", "起步", "≥",
                                         "下限",   ">=",     ">",        "低至", NULL };
    static const char *const most[] = { "最高", "不超过", "不高于", "至多", "最多",
                                        "可达", "高达",   "上限",   "≤",    "<=",
                                        "<",    "可拿",   "上不超", "能达", NULL };
    static const char *const near[] = { "约", "大概", "近", NULL };
    static const char *const standard[] = { "最低工资标准", "最低工资", NULL };
    const char              *low = last_word(from, amount->start, least);
    const char              *fixed = last_word(from, amount->start, standard);
    if (low && low == fixed && text_starts(low, standard[0]))
        low = last_word(from, low, least); /* 1990元 is what the standard is, not where it begins */
    const char *high = last_word(from, amount->start, most);
    amount->about = amount->about || last_word(from, amount->start, near);
    if (range)
        return;
    if (low && (!high || low > high))
        amount->max = -1;
    else if (high)
        amount->min = -1;
}

/* Is the figure at `at` none of pay: an item's number, a time, a telephone? */
static bool is_no_pay(const char *text, const char *at, const struct figure *low, bool marked,
                      bool currency, const char *end) {
    /* A number and nothing else is a pay, if a wrong one; one of eleven digits a telephone's. */
    bool whole = at == text && *end == '\0' && low->digits < 11;
    return digit_before(text, at) || is_item(text, at) || is_clock(text, at) ||
           (!marked && !currency && not_money(end, low->fen)) ||
           (low->digits > 7 && !low->scale && !marked && !whole);
}

/* The amount at `at`, given what stands between the one before and it; false: no money. */
static bool read_amount(const char *text, const char *from, const char *at, int heading_scale,
                        struct amount *amount, const char **ret_end) {
    struct figure low, high;
    struct behind first, last;
    if (!figure_read(at, &low)) {
        low.end = at + strspn(at, "0123456789.") + (*at & 0x80 ? 3 : 0);
        *ret_end = low.end + exponent_at(low.end);
        return false;
    }
    *ret_end = low.end + exponent_at(low.end);
    if (*ret_end > low.end)
        return false;
    read_behind(low.end, &first);
    bool range = read_second(first.end, &high);
    if (range) {
        read_behind(high.end, &last);
        share_scale(&low, &high);
    } else {
        last = first;
    }
    *ret_end = range ? high.end : low.end;
    bool marked = first.money || last.money || first.per || last.per || low.scale || high.scale;
    bool currency = last_word(from, at, (const char *const[]){ "¥", "￥", NULL }) != NULL;
    if (!range)
        marked = first.money || first.per || low.scale;
    if (is_no_pay(text, at, &low, marked, currency, last.end))
        return false;
    if (!first.money && !last.money) {
        scale_by_heading(&low, heading_scale);
        if (range)
            scale_by_heading(&high, heading_scale);
    }
    *amount = (struct amount){ .start = at,
                               .end = last.end,
                               .per = last.per ? last.per : first.per,
                               .about = first.about || last.about,
                               .plus = last.plus,
                               .by_other = last.by_other,
                               .by_week = last.by_week };
    size_t dangling = range ? 0 : word_at(last.end, joiners);
    amount->half = dangling && last.end[dangling] == '\0';
    set_ends(amount, &low, &high, range);
    limits_before(clause_start(from, at), amount, range);
    if (last.up || amount->half) {
        amount->from_up = range;
        amount->max = -1;
    } else if (last.down && !range) {
        amount->min = -1;
    }
    *ret_end = last.end;
    return true;
}

/* 含补贴, 另有提成: a label of what is within or beside the sum, not of the sum. */
static bool is_part(const char *from, const char *to) {
    static const char *const words[] = { "含", "包", "另", "加", "有", "享", "发", "扣", NULL };
    return last_word(from, to, words) != NULL;
}

/* "3000(试用期)", "2000元/月(基本工资)": a label alone in brackets; *at moves behind it. */
static enum pay_role role_in_brackets(const char **at) {
    const char *end = **at == '(' ? strchr(*at, ')') : NULL;
    if (!end || end - *at > 30 || strpbrk(*at, "0123456789)") != end)
        return PAY_WAGE;
    enum pay_role role = role_within(*at, end);
    if (role == PAY_WAGE || (role == PAY_EXTRA && (is_part(*at, end) || end - *at > 16)))
        return PAY_WAGE;
    *at = end + 1;
    return role;
}

/* "1800基本工资", "300全勤": the label may stand behind, up to the next comma, plus or figure. In
 * "3500元补贴500" it is the next figure's, unless that one has a label of its own behind it. *at
 * moves behind the label. */
static enum pay_role role_behind(const char **at) {
    static const char *const stops[] = { ",", ";", "+", "。", "、", "(", NULL };
    const char              *end = *at;
    while (*end && !word_at(end, stops) && !(*end >= '0' && *end <= '9') && end - *at < 15)
        end++;
    enum pay_role role = role_within(*at, end);
    if ((role != PAY_BASE && role != PAY_EXTRA) || is_part(*at, end))
        return PAY_WAGE;
    struct figure next;
    struct behind behind;
    if (*end >= '0' && *end <= '9' && figure_read(end, &next)) {
        read_behind(next.end, &behind);
        if (role_behind(&behind.end) == PAY_WAGE)
            return PAY_WAGE;
    }
    *at = end;
    return role;
}

/* 周薪1500, 一周约1500元. */
static bool week_before(const char *from, const char *at) {
    static const char *const weeks[] = { "周薪",   "周结",   "每周",   "一周",
                                         "每星期", "半月薪", "每季度", NULL };
    static const char *const between[] = { "工资", "薪资", "约", ":", "为", NULL };
    const char              *week = last_word(from, at, weeks);
    if (!week)
        return false;
    week += word_at(week, weeks);
    for (size_t length; (length = word_at(week, between)) > 0;)
        week += length;
    return week >= at;
}

static bool may_begin(const char *at) {
    struct figure figure;
    return (*at >= '0' && *at <= '9') ||
           ((unsigned char)*at >= 0xE4 && (unsigned char)*at <= 0xE9 && figure_read(at, &figure));
}

void amounts_read(const char *text, int heading_scale, struct amounts *ret_amounts) {
    struct amounts amounts = { .count = 0 };
    const char    *from = text, *at = text;
    while (*at && amounts.count < AMOUNTS_MOST) {
        if (!may_begin(at)) {
            at++;
            while (((unsigned char)*at & 0xC0) == 0x80)
                at++;
            continue;
        }
        struct amount *amount = &amounts.at[amounts.count];
        const char    *end;
        if (!read_amount(text, from, at, heading_scale, amount, &end)) {
            at = end > at ? end : at + 1;
            continue;
        }
        if (!amount->per)
            amount->per = per_within(from, at);
        amount->role = role_within(clause_start(from, at), at);
        if (amount->role == PAY_WAGE && at > text && at[-1] == '=')
            amount->role = PAY_TOTAL; /* 2000+1500=3500 */
        if (amount->role == PAY_WAGE)
            amount->role = role_in_brackets(&end);
        if (amount->role == PAY_WAGE)
            amount->role = role_behind(&end);
        amount->by_week = amount->by_week || (!amount->per && week_before(from, at));
        bool on_top = amounts.count > 0 && amount[-1].plus && at == amount[-1].end + 1;
        if (amount->role == PAY_WAGE && on_top)
            amount->role = PAY_EXTRA; /* 2000+500 */
        amounts.count++;
        from = at = end;
    }
    *ret_amounts = amounts;
}
