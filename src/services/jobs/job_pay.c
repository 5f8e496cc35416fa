/* SPDX-License-Identifier: GPL-3.0-or-later
 * job_pay.c - from the sums in a cell to the one pay of a posting: a written total before its base,
 * regular pay before the trial's, several alike together; what is left of the text is benefits or
 * belongs into the notes. */
#include "services/jobs/job_pay.h"

#include "services/jobs/pay_amount.h"

#include <string.h>

enum { PAY_BYTES = 400, ABSURD = 100 /* times: no range, a slip of the hand */ };
#define HUGE_FEN 100000000 /* a million yuan: the field's limit */

/* --- the heading --------------------------------------------------------------------------------
 */

static bool has_any(const char *text, const char *const *words) {
    for (size_t i = 0; words[i]; i++)
        if (strstr(text, words[i]))
            return true;
    return false;
}

enum pay_per pay_heading(const char *heading) {
    static const char *const month[] = { "月", NULL };
    static const char *const days[] = { "元/天", "元/日", "/天",  "/日",  "日薪", "日工资",
                                        "每天",  "每日",  "(天)", "(日)", "日均", NULL };
    static const char *const hour[] = { "小时", "时薪", "元/时", "/时", "/h", NULL };
    static const char *const year[] = { "年薪", "/年", "年收入", "每年", "(年)", "年工资", NULL };
    static const char *const piece[] = { "元/件", "计件", "工价", "单价", "/件", NULL };
    const struct {
        const char *const *words;
        enum pay_per       per;
    } periods[] = { { month, PAY_PER_MONTH },
                    { days, PAY_PER_DAY },
                    { hour, PAY_PER_HOUR },
                    { year, PAY_PER_YEAR },
                    { piece, PAY_PER_PIECE } };
    enum pay_per per = PAY_PER_UNWRITTEN;
    for (size_t i = 0; i < sizeof(periods) / sizeof(periods[0]); i++) {
        if (!has_any(heading, periods[i].words) || (per && periods[i].per == PAY_PER_PIECE))
            continue; /* 计件工资(元/天): what it comes to in a day */
        if (per)
            return PAY_PER_UNWRITTEN;
        per = periods[i].per;
    }
    return per;
}

static int heading_scale(const char *heading) {
    static const char *const wan[] = { "万元", "(万", "/万", "单位:万", NULL };
    static const char *const qian[] = { "千元", "(千", "(k", "k/", "单位:千", NULL };
    return has_any(heading, wan) ? 4 : has_any(heading, qian) ? 3 : 0;
}

/* --- which of the sums --------------------------------------------------------------------------
 */

/* The best role present; base pay counts as pay only where nothing better is written. */
static enum pay_role best_role(const struct amounts *amounts) {
    static const enum pay_role order[] = { PAY_TOTAL, PAY_REGULAR, PAY_WAGE, PAY_AVERAGE,
                                           PAY_BASE };
    for (size_t o = 0; o < sizeof(order) / sizeof(order[0]); o++)
        for (size_t i = 0; i < amounts->count; i++)
            if (amounts->at[i].role == order[o] &&
                (order[o] != PAY_WAGE || amounts->at[i].per != PAY_PER_PIECE))
                return order[o];
    for (size_t i = 0; i < amounts->count; i++) /* by the piece, and nothing else */
        if (amounts->at[i].role == PAY_WAGE)
            return PAY_WAGE;
    return PAY_ROLE_COUNT;
}

/* Of sums for different periods the longer one is the whole: 22元/小时，6000元/月. */
static enum pay_per best_per(const struct amounts *amounts, enum pay_role role) {
    static const enum pay_per order[] = { PAY_PER_MONTH, PAY_PER_YEAR,      PAY_PER_DAY,
                                          PAY_PER_HOUR,  PAY_PER_UNWRITTEN, PAY_PER_PIECE };
    for (size_t o = 0; o < sizeof(order) / sizeof(order[0]); o++)
        for (size_t i = 0; i < amounts->count; i++)
            if (amounts->at[i].role == role && amounts->at[i].per == order[o])
                return order[o];
    return PAY_PER_UNWRITTEN;
}

static int64_t open_or(int64_t a, int64_t b, bool larger) {
    if (a < 0 || b < 0)
        return -1;
    return (a > b) == larger ? a : b;
}

/* "最低3000，最高6000": one sum of two halves; else the widest ends of both. */
static void join(struct amount *sum, const struct amount *other, struct pay *pay) {
    bool halves = (sum->max < 0 && sum->min >= 0 && other->min < 0) ||
                  (sum->min < 0 && other->max < 0 && other->min >= 0);
    if (halves) {
        sum->min = sum->min >= 0 ? sum->min : other->min;
        sum->max = sum->max >= 0 ? sum->max : other->max;
        if (sum->min > sum->max) {
            int64_t swap = sum->min;
            sum->min = sum->max;
            sum->max = swap;
            pay->doubts |= PAY_SWAPPED;
        }
        return;
    }
    if (sum->min == other->min && sum->max == other->max)
        return;
    sum->min = open_or(sum->min, other->min, false);
    sum->max = open_or(sum->max, other->max, true);
    pay->doubts |= PAY_SEVERAL;
    pay->more = true;
}

static bool on_top_is_benefit(const char *at);

/* Nothing of it is taken. */
static void drop_sums(struct pay *pay, unsigned doubt) {
    pay->min = pay->max = MONEY_ABSENT;
    pay->per = PAY_PER_UNWRITTEN;
    pay->per_heard = false;
    pay->doubts = doubt;
    pay->more = true;
}

/* The chosen sum with its period, and what is wrong with it. */
static void take_sum(const struct amount *sum, enum pay_per per, struct pay *pay) {
    pay->min = sum->min < 0 ? MONEY_ABSENT : (money){ sum->min };
    pay->max = sum->max < 0 ? MONEY_ABSENT : (money){ sum->max };
    pay->per = per;
    if (pay->doubts & PAY_OTHER_PERIOD)
        pay->min = pay->max = MONEY_ABSENT;
    if (sum->min == 0 || sum->max == 0)
        pay->wrong |= PAY_ZERO;
    if (sum->min > HUGE_FEN || sum->max > HUGE_FEN)
        pay->wrong |= PAY_HUGE;
    if (sum->min > 0 && sum->max >= 5 * sum->min)
        pay->doubts |= PAY_WIDE;
    if (sum->min > 0 && sum->max >= ABSURD * sum->min && !(pay->wrong & PAY_HUGE))
        drop_sums(pay, PAY_UNCLEAR); /* 6000-8: 8000, or 8? */
}

static void choose(const struct amounts *amounts, struct pay *pay) {
    enum pay_role role = best_role(amounts);
    enum pay_per  per = best_per(amounts, role);
    struct amount sum = { .min = -1, .max = -1 };
    bool          any = false, other = false;
    for (size_t i = 0; i < amounts->count; i++) {
        const struct amount *amount = &amounts->at[i];
        bool                 same = amount->per == per || (!amount->per && per != PAY_PER_PIECE);
        if (amount->role != role || !same) {
            pay->more = true;
            if (amount->role == role)
                pay->doubts |= PAY_SEVERAL;
            continue;
        }
        if (!any)
            sum = *amount;
        else
            join(&sum, amount, pay);
        any = true;
        if (amount->plus && !on_top_is_benefit(amount->end + 1))
            sum.max = -1;
        if (amount->from_up || amount->about)
            pay->more = true;
        pay->doubts |= amount->swapped ? PAY_SWAPPED : 0;
        pay->doubts |= amount->half ? PAY_HALF : 0;
        pay->doubts |= amount->by_week ? PAY_OTHER_PERIOD : 0;
        other = other || (amount->by_other && !amount->per);
        pay->more = pay->more || amount->half || amount->by_week || amount->by_other;
    }
    if (!any) {
        pay->doubts |= PAY_UNCLEAR;
        pay->more = true;
        return;
    }
    if (role == PAY_BASE) {
        sum.max = -1; /* more comes on top */
        pay->more = true;
    }
    pay->per_other = other && !per;
    take_sum(&sum, per, pay);
}

/* --- what is left of the text -------------------------------------------------------------------
 */

static const char *const benefit_words[] = {
    "包吃住", "包食宿", "包吃",   "包住", "五险一金", "五险",   "六险", "社保", "公积金",
    "食宿",   "双休",   "单休",   "带薪", "年终奖",   "全勤奖", "餐补", "房补", "工伤险",
    "意外险", "免费",   "提供住", "管吃", "管住",     "月休",   "年假", "双薪", "缴纳",
    "保险",   "体检",   "13薪",   "周末", "工作餐",   "节假日", "供吃", "供住", NULL,
};

static bool on_top_is_benefit(const char *at) {
    static const char *const first[] = { "五险",   "六险", "社保", "包吃", "包住",   "食宿", "保险",
                                         "公积金", "免费", "双休", "住宿", "工作餐", NULL };
    return word_at(at, first) > 0;
}

/* Words that only say what the sum already is. */
static const char *const neutral[] = {
    "劳动报酬", "工资待遇", "薪资待遇", "薪酬待遇", "岗位工资", "综合工资", "综合薪资", "月综合",
    "月平均",   "日平均",   "月工资",   "日工资",   "年工资",   "月收入",   "年收入",   "岗位补贴",
    "补贴标准", "工资标准", "月薪资",   "总收入",   "总工资",   "每小时",   "小时工",   "人民币",
    "月薪",     "日薪",     "年薪",     "时薪",     "每月",     "每天",     "每日",     "每年",
    "工资",     "薪资",     "薪酬",     "待遇",     "综合",     "收入",     "到手",     "不低于",
    "不少于",   "至少",     "最低",     "最高",     "不超过",   "保底",     "起薪",     "可达",
    "高达",     "标准",     "月入",     "下限",     "月均",     "日均",     "平均",     "人均",
    "上限",     "一天",     "一个月",   "一年",     "按月",     "按天",     "元",       "为",
    "在",       "是",       "从",       "达",       "rmb",      "¥",        "￥",       ":",
    "·",        "-",        "~",        "—",        " ",        "左右",     "≥",        "≤",
    ">",        "<",        "=",        "不等",     "之间",     NULL,
};

static const char *skip_neutral(const char *at) {
    size_t length;
    while (*at && (length = word_at(at, neutral)))
        at += length;
    return at;
}

static void add_benefit(struct pay *pay, const char *piece) {
    size_t used = strlen(pay->benefits), length = strlen(piece);
    if (used + length + 4 > sizeof(pay->benefits)) {
        pay->more = true;
        return;
    }
    if (used > 0) {
        memcpy(pay->benefits + used, "，", 3);
        used += 3;
    }
    memcpy(pay->benefits + used, piece, length + 1);
}

/* One piece of what is left, between two stops. */
static void read_piece(struct pay *pay, char *piece) {
    static const char *const none[] = { "不包", "不含", "无社保", "自理", "不提供", "扣", NULL };
    const char              *rest = skip_neutral(piece);
    if (*rest == '\0')
        return;
    if (has_any(rest, benefit_words) && !has_any(rest, none))
        add_benefit(pay, rest);
    else
        pay->more = true;
}

static void read_rest(const char *text, const struct amounts *amounts, struct pay *pay) {
    static const char *const stops[] = { "。", "、", "；", "，", "×", NULL };
    char                     rest[PAY_BYTES];
    size_t                   used = 0;
    for (const char *at = text; *at && used < sizeof(rest) - 4;) {
        size_t skip = 0;
        for (size_t i = 0; i < amounts->count; i++)
            if (amounts->at[i].role != PAY_EXTRA && at >= amounts->at[i].start &&
                at < amounts->at[i].end)
                skip = (size_t)(amounts->at[i].end - at);
        bool   within = *at == '/' && used >= 3 && memcmp(rest + used - 3, "元", 3) == 0;
        size_t stop = within ? 0 : strchr(",;()/+|*", *at) ? 1 : word_at(at, stops);
        if (skip || stop) {
            if (used > 0 && rest[used - 1] != '\0')
                rest[used++] = '\0';
            at += skip ? skip : stop;
        } else {
            rest[used++] = *at++;
        }
    }
    rest[used] = '\0';
    for (size_t at = 0; at < used; at += strlen(rest + at) + 1)
        read_piece(pay, rest + at);
}

/* --- the whole ----------------------------------------------------------------------------------
 */

static const char *const negotiable_words[] = { "面议", "面谈", "详谈", "电联",   "电议",   "协商",
                                                "另议", "商议", "洽谈", "面试定", "面试谈", NULL };

/* No sum in it at all. */
static void read_words(const char *text, struct pay *pay) {
    static const char *const nothing[] = { "无", "暂无", "未填", "空", "没有", NULL };
    static const char *const piece[] = { "计件", "计件工资", "按件计酬", "计件制",
                                         "按件", "计件薪资", "计件计酬", NULL };
    if (has_any(text, negotiable_words)) {
        const struct amounts none = { .count = 0 };
        char                 rest[PAY_BYTES];
        pay->negotiable = true;
        /* What else stands there, without the word itself. */
        size_t used = 0;
        for (const char *at = text; *at && used < sizeof(rest) - 2;) {
            size_t length = word_at(at, negotiable_words);
            if (length)
                rest[used++] = ',';
            else
                rest[used++] = *at;
            at += length ? length : 1;
        }
        rest[used] = '\0';
        read_rest(rest, &none, pay);
        return;
    }
    for (size_t i = 0; nothing[i]; i++)
        if (strcmp(text, nothing[i]) == 0)
            return;
    for (size_t i = 0; piece[i]; i++)
        if (strcmp(text, piece[i]) == 0) {
            pay->per = PAY_PER_PIECE;
            return;
        }
    if (strstr(text, "计件") || strstr(text, "按件"))
        pay->per = PAY_PER_PIECE;
    else
        pay->doubts |= PAY_UNSAID;
    pay->more = true;
}

static const char *const foreign[] = { "美元", "美金", "$",    "usd",  "港币", "港元", "hk", "日元",
                                       "欧元", "韩元", "台币", "新币", "英镑", "€",    NULL };

void pay_read(const char *text, const char *heading, struct pay *ret_pay) {
    struct pay     pay = { .min = MONEY_ABSENT, .max = MONEY_ABSENT };
    struct amounts amounts;
    char           bounded[PAY_BYTES];
    bool           cut = strlen(text) >= sizeof(bounded);
    if (cut) { /* nobody writes so much about pay: kept whole in the notes, read from its beginning
                */
        memcpy(bounded, text, sizeof(bounded) - 1);
        size_t end = sizeof(bounded) - 1;
        while (((unsigned char)text[end] & 0xC0) == 0x80)
            end--;
        bounded[end] = '\0';
        text = bounded;
        pay.more = true;
    }
    bool minus = (*text == '-' && text[1] >= '0' && text[1] <= '9');
    amounts_read(text, heading_scale(heading), &amounts);
    if (amounts.count == 0 && strpbrk(text, "0123456789")) {
        pay.doubts |= PAY_UNCLEAR;
        pay.negotiable = has_any(text, negotiable_words);
        pay.doubts &= pay.negotiable ? ~(unsigned)PAY_UNCLEAR : ~0u;
        pay.more = true;
    } else if (amounts.count == 0) {
        read_words(text, &pay);
    } else if (has_any(text, foreign)) {
        drop_sums(&pay, PAY_UNCLEAR); /* 3000美元 is no 3000元 */
    } else {
        if (has_any(text, negotiable_words) || strstr(text, "计件") || strstr(text, "税后"))
            pay.more = true;
        choose(&amounts, &pay);
        read_rest(text, &amounts, &pay);
        pay.wrong |= minus ? PAY_NEGATIVE : 0;
    }
    if (!pay.per && !pay.per_other && !(pay.doubts & PAY_UNCLEAR)) {
        pay.per = pay_heading(heading);
        pay.per_heard = pay.per != PAY_PER_UNWRITTEN;
        if (money_absent(pay.min) && money_absent(pay.max)) {
            pay.per = PAY_PER_UNWRITTEN;
            pay.per_heard = false;
        }
    }
    *ret_pay = pay;
}

/* --- do sums and period go together -------------------------------------------------------------
 */

/* Yuan that are usual for a period; others are looked at again. */
static const struct {
    int64_t least, most;
} usual[PAY_PER_COUNT] = {
    [PAY_PER_MONTH] = { 500, 50000 },  [PAY_PER_DAY] = { 30, 2000 },  [PAY_PER_HOUR] = { 5, 500 },
    [PAY_PER_YEAR] = { 6000, 900000 }, [PAY_PER_PIECE] = { 0, 1000 },
};

/* What a month's pay can be when nobody says that it is one. */
enum { MONTH_LEAST = 1000, MONTH_MOST = 30000, WAGE_LEAST = 5, MONTH_NEVER = 100 };

void pay_settle(struct pay *pay) {
    bool has_min = !money_absent(pay->min), has_max = !money_absent(pay->max);
    if (pay->wrong || (!has_min && !has_max))
        return;
    int64_t low = (has_min ? pay->min.fen : pay->max.fen) / 100;
    int64_t high = (has_max ? pay->max.fen : pay->min.fen) / 100;
    if ((pay->per == PAY_PER_MONTH || pay->per == PAY_PER_YEAR) && low < MONTH_NEVER) {
        drop_sums(pay, PAY_TOO_SMALL);
        return;
    }
    bool never = pay->per_heard && (high < usual[pay->per].least || low > usual[pay->per].most);
    if (never) {
        pay->per = PAY_PER_UNWRITTEN; /* 150 under 月薪, 5500 under 工价 */
        pay->per_heard = false;
    }
    if (!pay->per && low < WAGE_LEAST) {
        drop_sums(pay, PAY_TOO_SMALL); /* 4-6: thousand, but it does not say so */
    } else if (!pay->per && (low < MONTH_LEAST || high > MONTH_MOST)) {
        if (high < 15)
            drop_sums(pay, PAY_TOO_SMALL);
        else
            pay->doubts |= PAY_PERIOD_UNKNOWN;
    } else if (!pay->per && (pay->per_other || never)) {
        pay->doubts |= PAY_PERIOD_UNKNOWN;
    } else if (!pay->per) {
        pay->per = PAY_PER_MONTH;
        pay->doubts |= PAY_NO_PERIOD;
    } else if (low < usual[pay->per].least || high > usual[pay->per].most) {
        pay->doubts |= PAY_ODD;
    }
}
