/* SPDX-License-Identifier: GPL-3.0-or-later
 * wish.c - the answers with their pictures, and a posting against each of them. */
#include "services/jobs/wish.h"

#include "services/jobs/job_terms.h"
#include "services/jobs/work_time.h"

#include <string.h>

/* --- questions and answers ---------------------------------------------------------------------
 */

static const struct wish_answer where_answers[WHERE_COUNT] = {
    [WHERE_NEAR] = { N_("家门口"), N_("走路就到"), "🏘️", NULL },
    [WHERE_COUNTY] = { N_("县内"), N_("当天能回家"), "🚌", NULL },
    [WHERE_AWAY] = { N_("外出"), N_("住在外地"), "🚄", NULL },
    [WHERE_ANY] = { N_("都行"), N_("不挑地方"), "👌", NULL },
};

static const struct wish_answer what_answers[WHAT_COUNT] = {
    [WHAT_SEWING] = { N_("做衣服"), N_("鞋、包、玩具"), "🧵", "缝纫|纺织|制鞋|箱包|玩具" },
    [WHAT_CRAFT] = { N_("做手工"), N_("竹编、绣花"), "🧺", "竹编|刺绣手工" },
    [WHAT_FACTORY] = { N_("进厂"), N_("流水线、机器"), "🏭",
                       "普工|电子装配|灯具|电池|质检|包装|仓管|分拣|机械加工|五金|注塑|家具|印刷|"
                       "陶瓷|家电|冶炼铸造|化工" },
    [WHAT_CLEANING] = { N_("打扫"), N_("保洁、洗碗"), "🧹", "保洁|环卫|洗碗|客房|洗衣" },
    [WHAT_COOKING] = { N_("做饭"), N_("厨房、做吃的"), "👨‍🍳",
                       "厨师|食品加工|烘焙|豆制品|酿酒|屠宰分割" },
    [WHAT_FARMING] = { N_("种养"), N_("种地、采茶"), "🧑‍🌾",
                       "养殖|家禽|水产|种植|果园|药材|采茶|绿化|农家乐" },
    [WHAT_GUARDING] = { N_("看守"), N_("保安、护林"), "👮", "保安|护林|护河|道路养护|消防|停车" },
    [WHAT_BUILDING] = { N_("工地"), N_("泥木、装修"), "👷",
                        "建筑小工|泥瓦|木工|油漆|装修|门窗|工程机械|采矿" },
    [WHAT_MENDING] = { N_("修理"), N_("水电、焊接"), "🔧", "电工|水电维修|电梯|光伏|焊工|汽修" },
    [WHAT_DRIVING] = { N_("开车"), N_("送货、搬运"), "🚛", "叉车农机|搬运|快递|司机|客车" },
    [WHAT_CARING] = { N_("照顾"), N_("老人、小孩"), "👵", "护工|家政|育婴|月嫂|幼教|护士|按摩" },
    [WHAT_SELLING] = { N_("卖货"), N_("店员、接待"), "🛒",
                       "服务员|收银|导购|超市|销售|美发|导游|加油|游乐" },
    [WHAT_OFFICE] = { N_("办公"), N_("电脑、协管"), "🗂️",
                      "协管|老师|文员|会计|客服|电商直播|电脑|绘图" },
    [WHAT_LEARN] = { N_("愿意学"), N_("没干过也行"), "🌱", NULL },
    [WHAT_ANY] = { N_("都行"), N_("干什么都可以"), "👌", NULL },
};

static const struct wish_answer when_answers[WHEN_COUNT] = {
    [WHEN_DAY] = { N_("白天"), N_("晚上在家"), "☀️", NULL },
    [WHEN_EARLY] = { N_("早班"), N_("清早做，下午歇"), "🌅", NULL },
    [WHEN_LATE] = { N_("晚班"), N_("晚上做"), "🌙", NULL },
    [WHEN_FREE] = { N_("灵活"), N_("时间自己定"), "🕒", NULL },
    [WHEN_CHILD] = { N_("带孩子"), N_("能带，或者能接送"), "🧒", NULL },
    [WHEN_ANY] = { N_("都行"), N_("什么时间都可以"), "👌", NULL },
};

const struct wish_question wish_questions[WISH_COUNT] = {
    [WISH_WHERE] = { N_("在哪干"), N_("您想在哪里干活？"), where_answers, WHERE_COUNT },
    [WISH_WHAT] = { N_("会什么"), N_("您会干什么？"), what_answers, WHAT_COUNT },
    [WISH_WHEN] = { N_("什么时间"), N_("您什么时间能干？"), when_answers, WHEN_COUNT },
};

bool wish_asked(const struct wishes *wishes, enum wish wish) {
    int answer = wishes->answer[wish];
    return answer > 0 && answer < wish_questions[wish].count - 1;
}

/* --- from trades to groups ---------------------------------------------------------------------
 */

void wish_trades_init(struct wish_trades *trades) {
    trades->count = 0;
    for (int what = 1; what < WHAT_COUNT; what++) {
        const char *at = what_answers[what].trades;
        while (at && *at) {
            char   name[TEXT_SIZE(12)] = "";
            size_t length = strcspn(at, "|");
            if (length >= sizeof(name) ||
                trades->count == sizeof(trades->at) / sizeof(trades->at[0]))
                bug("trades of %s", what_answers[what].label);
            memcpy(name, at, length);
            trades->at[trades->count].trade = id_derived("trade", name);
            trades->at[trades->count++].what = (enum wish_what)what;
            at += length + (at[length] == '|');
        }
    }
}

enum wish_what wish_what_of(const struct wish_trades *trades, row_id trade) {
    for (size_t i = 0; i < trades->count && !id_absent(trade); i++)
        if (id_equal(trades->at[i].trade, trade))
            return trades->at[i].what;
    return WHAT_UNASKED;
}

/* --- a posting against every answer ------------------------------------------------------------
 */

static uint16_t bits_of(int answer, enum verdict verdict) {
    return (uint16_t)((unsigned)verdict << (2 * answer));
}

static uint16_t where_bits(const struct job *job) {
    static const enum verdict table[REACH_COUNT][WHERE_COUNT] = {
        [REACH_UNWRITTEN] = { [WHERE_NEAR] = VERDICT_UNKNOWN,
                              [WHERE_COUNTY] = VERDICT_UNKNOWN,
                              [WHERE_AWAY] = VERDICT_UNKNOWN },
        [REACH_NEAR] = { [WHERE_NEAR] = VERDICT_MEETS,
                         [WHERE_COUNTY] = VERDICT_MEETS,
                         [WHERE_AWAY] = VERDICT_NOT },
        [REACH_COUNTY] = { [WHERE_NEAR] = VERDICT_NOT,
                           [WHERE_COUNTY] = VERDICT_MEETS,
                           [WHERE_AWAY] = VERDICT_NOT },
        [REACH_AWAY] = { [WHERE_NEAR] = VERDICT_NOT,
                         [WHERE_COUNTY] = VERDICT_NOT,
                         [WHERE_AWAY] = VERDICT_MEETS },
    };
    uint16_t bits = 0;
    for (int i = 0; i < WHERE_COUNT; i++) {
        bool at_home = job->travel == TRAVEL_AT_HOME && i != WHERE_AWAY;
        bits |= bits_of(i, at_home && table[job->reach][i] ? VERDICT_MEETS : table[job->reach][i]);
    }
    return bits;
}

/* The shift, or what the words of the hours say of it (倒班, 白班). */
static enum shift shift_of(const struct job *job) {
    if (job->shift != SHIFT_UNWRITTEN || job->hours[0] == '\0')
        return job->shift;
    if (strstr(job->hours, "自己定") || strstr(job->hours, "灵活") || strstr(job->hours, "自由"))
        return SHIFT_FLEXIBLE;
    return shift_read(job->hours);
}

static enum verdict yes(bool meets) {
    return meets ? VERDICT_MEETS : VERDICT_NOT;
}

static uint16_t when_bits(const struct job *job, bool child) {
    const enum shift       shift = shift_of(job);
    const struct work_time time = work_time_read(job->hours);
    const bool             free = shift == SHIFT_FLEXIBLE, by_time = time.known;
    enum verdict           light = VERDICT_UNKNOWN, early = VERDICT_UNKNOWN, late = VERDICT_UNKNOWN;
    if (shift != SHIFT_UNWRITTEN && !(free && by_time)) {
        light = yes(shift == SHIFT_DAY || shift == SHIFT_EARLY || free);
        early = yes(shift == SHIFT_EARLY || free || (shift == SHIFT_DAY && work_time_early(&time)));
        late = yes(shift == SHIFT_NIGHT || free);
    } else if (by_time) {
        light = yes(work_time_day(&time));
        early = yes(work_time_early(&time));
        late = yes(work_time_late(&time));
    }
    enum verdict own = VERDICT_UNKNOWN;
    if (free || job->travel == TRAVEL_AT_HOME)
        own = VERDICT_MEETS;
    else if (shift != SHIFT_UNWRITTEN || by_time)
        own = VERDICT_NOT;
    enum verdict minded = child || job->travel == TRAVEL_AT_HOME ? VERDICT_MEETS : VERDICT_UNKNOWN;
    return (uint16_t)(bits_of(WHEN_DAY, light) | bits_of(WHEN_EARLY, early) |
                      bits_of(WHEN_LATE, late) | bits_of(WHEN_FREE, own) |
                      bits_of(WHEN_CHILD, minded));
}

/* 不包教 and 无 say that nothing is taught. */
static enum verdict learn_of(const struct job *job) {
    if (job->taught[0] == '\0')
        return VERDICT_UNKNOWN;
    return yes(!text_starts(job->taught, "不") && !text_starts(job->taught, "无"));
}

void wish_facts(const struct job *job, enum wish_what what, bool child, struct wish_facts *ret) {
    ret->what = (uint8_t)what;
    ret->where = where_bits(job);
    ret->when = when_bits(job, child);
    ret->learn = (uint8_t)learn_of(job);
}

void wish_facts_child(struct wish_facts *facts) {
    facts->when = (uint16_t)((facts->when & ~bits_of(WHEN_CHILD, VERDICT_NOT)) |
                             bits_of(WHEN_CHILD, VERDICT_MEETS));
}

enum verdict wish_verdict(const struct wish_facts *facts, enum wish wish, int answer) {
    if (answer <= 0 || answer >= wish_questions[wish].count - 1)
        return VERDICT_NONE;
    if (wish == WISH_WHAT && answer == WHAT_LEARN)
        return (enum verdict)facts->learn;
    if (wish == WISH_WHAT)
        return facts->what == WHAT_UNASKED ? VERDICT_UNKNOWN : yes(facts->what == answer);
    unsigned bits = wish == WISH_WHERE ? facts->where : facts->when;
    return (enum verdict)(bits >> (2 * answer) & 3);
}

/* 可带孩子, 能接送小孩; but not 不能带孩子, nor a nursery's 带孩子 (那是活). */
static bool child_said(const char *text) {
    static const char *const words[] = { "带孩子", "接送孩子", "带小孩", "接送小孩",
                                         "接孩子", "接小孩",   "带娃" };
    for (size_t i = 0; text && i < sizeof(words) / sizeof(words[0]); i++) {
        const char *at = strstr(text, words[i]);
        for (; at; at = strstr(at + 1, words[i])) {
            bool may = (at - text >= 3 &&
                        (memcmp(at - 3, "可", 3) == 0 || memcmp(at - 3, "能", 3) == 0)) ||
                       (at - text >= 6 &&
                        (memcmp(at - 6, "可以", 6) == 0 || memcmp(at - 6, "方便", 6) == 0));
            bool not = (at - text >= 6 &&
                        (memcmp(at - 6, "不可", 6) == 0 || memcmp(at - 6, "不能", 6) == 0)) ||
                       (at - text >= 9 && memcmp(at - 9, "不可以", 9) == 0);
            bool bare = at == text || memcmp(words[i], "接", 3) == 0;
            if (!not &&(may || bare))
                return true;
        }
    }
    return false;
}

bool wish_child(const struct job *job) {
    const struct job_tag *tags = job->tags.rows;
    for (size_t i = 0; i < job->tags.count; i++)
        if (child_said(tags[i].tag))
            return true;
    return child_said(job->title) || child_said(job->hours) || child_said(job->benefits) ||
           child_said(job->notes);
}

/* --- why ---------------------------------------------------------------------------------------
 */

static const char *where_reason(const struct job *job, enum verdict verdict) {
    static const char *const meets[REACH_COUNT] = { N_("家门口"), N_("家门口"), N_("县内"),
                                                    N_("外出") };
    static const char *const fails[REACH_COUNT] = { "", N_("在家门口"), N_("在县里"),
                                                    N_("要外出") };
    if (verdict == VERDICT_UNKNOWN)
        return N_("没写在哪");
    if (verdict == VERDICT_MEETS && job->travel == TRAVEL_AT_HOME && job->reach != REACH_AWAY)
        return N_("在家做");
    return verdict == VERDICT_MEETS ? meets[job->reach] : fails[job->reach];
}

static const char *when_met(const struct job *job, int answer) {
    if (answer == WHEN_CHILD)
        return job->travel == TRAVEL_AT_HOME ? N_("在家做") : N_("能带孩子");
    if (shift_of(job) == SHIFT_FLEXIBLE)
        return N_("时间灵活");
    if (answer == WHEN_FREE)
        return N_("在家做");
    if (answer == WHEN_DAY && shift_of(job) != SHIFT_EARLY)
        return N_("白天");
    return answer == WHEN_LATE ? N_("晚班") : N_("早班");
}

static const char *when_failed(const struct job *job, int answer) {
    static const char *const shifts[SHIFT_COUNT] = {
        [SHIFT_DAY] = N_("是白班"),
        [SHIFT_EARLY] = N_("是早班"),
        [SHIFT_NIGHT] = N_("要上夜班"),
        [SHIFT_ROTATING] = N_("要倒班"),
    };
    enum shift shift = shift_of(job);
    if (answer == WHEN_FREE && shift != SHIFT_NIGHT && shift != SHIFT_ROTATING)
        return N_("时间固定");
    if (shifts[shift])
        return shifts[shift];
    const struct work_time time = work_time_read(job->hours);
    return work_time_day(&time) ? N_("在白天") : N_("做到晚上");
}

const char *wish_reason(const struct job *job, const struct wish_facts *facts, enum wish wish,
                        int answer, enum lang lang, struct arena *arena) {
    const enum verdict verdict = wish_verdict(facts, wish, answer);
    if (verdict == VERDICT_NONE)
        return "";
    if (wish == WISH_WHERE)
        return tr(lang, where_reason(job, verdict));
    if (wish == WISH_WHEN) {
        if (verdict == VERDICT_UNKNOWN)
            return tr(lang, answer == WHEN_CHILD ? N_("没写带娃") : N_("没写时间"));
        return tr(lang,
                  verdict == VERDICT_MEETS ? when_met(job, answer) : when_failed(job, answer));
    }
    if (answer == WHAT_LEARN)
        return tr(lang, verdict == VERDICT_MEETS     ? N_("有人教")
                        : verdict == VERDICT_UNKNOWN ? N_("没写包教")
                                                     : N_("不教"));
    if (verdict == VERDICT_UNKNOWN)
        return tr(lang, "没写工种");
    const char *label = tr(lang, what_answers[answer].label);
    return verdict == VERDICT_MEETS ? label : arena_printf(arena, tr(lang, "不是%s"), label);
}
