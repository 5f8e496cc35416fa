/* SPDX-License-Identifier: GPL-3.0-or-later
 * job_words.c - a posting in words. Sentences are chosen from tables by what is written, and put
 * together only with separators, so that each is one entry of the catalogue. */
#include "services/jobs/job_words.h"

#include <string.h>

/* Two facts on one line; either may be "". */
static const char *join(const char *first, const char *second, struct arena *arena) {
    if (!*first)
        return second;
    return *second ? arena_printf(arena, "%s · %s", first, second) : first;
}

/* --- pay ---------------------------------------------------------------------------------- */

/* %s is an amount or a range of two. */
struct pay_words {
    const char *amount, *from, *up_to;
};
static const struct pay_words pay_words[PAY_PER_COUNT] = {
    [PAY_PER_UNWRITTEN] = { N_("%s 元"), N_("%s 元起"), N_("最高 %s 元") },
    [PAY_PER_MONTH] = { N_("%s 元/月"), N_("%s 元/月起"), N_("最高 %s 元/月") },
    [PAY_PER_DAY] = { N_("%s 元/天"), N_("%s 元/天起"), N_("最高 %s 元/天") },
    [PAY_PER_HOUR] = { N_("%s 元/小时"), N_("%s 元/小时起"), N_("最高 %s 元/小时") },
    [PAY_PER_YEAR] = { N_("%s 元/年"), N_("%s 元/年起"), N_("最高 %s 元/年") },
    [PAY_PER_PIECE] = { N_("每件 %s 元"), N_("每件 %s 元起"), N_("每件最高 %s 元") },
};
/* A year's pay is said in 万 (ten thousand); English has no such word. */
static const struct pay_words wan_words = { "%s 万元/年", "%s 万元/年起", "最高 %s 万元/年" };
enum { WAN = 10000, FEN_IN_YUAN = 100, WAN_STEP_FEN = 100 * FEN_IN_YUAN };

/* Absent ends fit every word. */
static bool fits_wan(money m) {
    return money_absent(m) || (m.fen >= (int64_t)WAN * FEN_IN_YUAN && m.fen % WAN_STEP_FEN == 0);
}

static const char *amount_text(money low, money high, bool wan, struct arena *arena) {
    char first[MONEY_TEXT], second[MONEY_TEXT];
    if (wan) {
        low.fen = money_absent(low) ? low.fen : low.fen / WAN;
        high.fen = money_absent(high) ? high.fen : high.fen / WAN;
    }
    money_format(low, first);
    money_format(high, second);
    if (money_absent(low))
        return arena_strdup(arena, second);
    if (money_absent(high) || low.fen == high.fen)
        return arena_strdup(arena, first);
    return arena_printf(arena, "%s–%s", first, second);
}

const char *job_pay_text(const struct job *job, enum lang lang, struct arena *arena) {
    const money low = job->pay_min, high = job->pay_max;
    if (job->negotiable)
        return tr(lang, "面议");
    if (money_absent(low) && money_absent(high))
        return "";
    const bool wan =
        lang == LANG_ZH && job->pay_per == PAY_PER_YEAR && fits_wan(low) && fits_wan(high);
    const struct pay_words *words = wan ? &wan_words : &pay_words[job->pay_per];
    const char             *form = money_absent(high)  ? words->from
                                   : money_absent(low) ? words->up_to
                                                       : words->amount;
    return arena_printf(arena, tr(lang, form), amount_text(low, high, wan, arena));
}

/* --- where and when ------------------------------------------------------------------------ */

static const char *duration_text(int minutes, enum lang lang, struct arena *arena) {
    if (minutes < 120)
        return arena_printf(arena, tr(lang, "%d 分钟"), minutes);
    if (minutes % 60 == 0)
        return arena_printf(arena, tr(lang, "%d 小时"), minutes / 60);
    return arena_printf(arena, tr(lang, "%d 小时 %d 分钟"), minutes / 60, minutes % 60);
}

static const struct {
    const char *lasting, *plain; /* with the time it takes, and without */
} travel_forms[TRAVEL_COUNT] = {
    [TRAVEL_UNWRITTEN] = { N_("路上 %s"), "" },
    [TRAVEL_WALK] = { N_("走路 %s"), N_("走路能到") },
    [TRAVEL_BUS] = { N_("公交 %s"), N_("公交能到") },
    [TRAVEL_SHUTTLE] = { N_("班车 %s"), N_("有班车") },
    [TRAVEL_AT_HOME] = { NULL, N_("可在家做") },
};

static const char *fare_text(money fare, enum lang lang, struct arena *arena) {
    char yuan[MONEY_TEXT];
    if (money_absent(fare))
        return "";
    if (fare.fen == 0)
        return tr(lang, "免费");
    money_format(fare, yuan);
    return arena_printf(arena, tr(lang, "%s 元"), yuan);
}

const char *job_travel_text(const struct job *job, enum lang lang, struct arena *arena) {
    const char *lasting = travel_forms[job->travel].lasting;
    const char *way = tr(lang, travel_forms[job->travel].plain);
    if (lasting && job->travel_minutes != INT_ABSENT)
        way =
            arena_printf(arena, tr(lang, lasting), duration_text(job->travel_minutes, lang, arena));
    switch (job->travel) {
    case TRAVEL_BUS:
    case TRAVEL_SHUTTLE:
        return join(way, fare_text(job->travel_fare, lang, arena), arena);
    default: /* nobody pays for walking, and a fare without a way to go says nothing */
        return way;
    }
}

const char *job_where_text(const struct job *job, enum lang lang, struct arena *arena) {
    const char *way = job_travel_text(job, lang, arena);
    bool        said = job->travel == TRAVEL_AT_HOME && strstr(job->place, "在家做") != NULL;
    return said ? job->place : join(job->place, way, arena);
}

static const char *shift_text(enum shift shift, enum lang lang) {
    static const char *const texts[SHIFT_COUNT] = {
        [SHIFT_UNWRITTEN] = "",        [SHIFT_DAY] = N_("白班"),
        [SHIFT_EARLY] = N_("早班"),    [SHIFT_NIGHT] = N_("夜班"),
        [SHIFT_ROTATING] = N_("倒班"), [SHIFT_FLEXIBLE] = N_("时间灵活"),
    };
    return tr(lang, texts[shift]);
}

const char *job_hours_text(const struct job *job, enum lang lang, struct arena *arena) {
    const char *shift = shift_text(job->shift, lang);
    return strstr(job->hours, shift) ? job->hours : join(job->hours, shift, arena);
}

const char *job_day_text(day d, day today, enum lang lang, struct arena *arena) {
    static const char *const months[] = {
        N_("1 月"), N_("2 月"), N_("3 月"), N_("4 月"),  N_("5 月"),  N_("6 月"),
        N_("7 月"), N_("8 月"), N_("9 月"), N_("10 月"), N_("11 月"), N_("12 月"),
    };
    if (day_absent(d))
        return "";
    const struct date date = day_date(d);
    const char       *month = tr(lang, months[date.month - 1]);
    if (!day_absent(today) && day_date(today).year == date.year)
        return arena_printf(arena, tr(lang, "%1$s %2$d 日"), month, date.day);
    return arena_printf(arena, tr(lang, "%1$d 年 %2$s %3$d 日"), date.year, month, date.day);
}

const char *job_closing_text(const struct job *job, day today, enum lang lang,
                             struct arena *arena) {
    if (!day_absent(job->closes_on))
        return arena_printf(arena, tr(lang, "%s截止"),
                            job_day_text(job->closes_on, today, lang, arena));
    switch (job->closing) {
    case CLOSING_UNTIL_FILLED:
        return tr(lang, "招满为止");
    case CLOSING_OPEN:
        return tr(lang, "长期招");
    default:
        return "";
    }
}

const char *job_places_text(const struct job *job, enum lang lang, struct arena *arena) {
    if (job->places == 0)
        return tr(lang, "已招满");
    if (job->places != INT_ABSENT)
        return arena_printf(arena, tr(lang, "还招 %d 人"), job->places);
    if (job->headcount != INT_ABSENT)
        return arena_printf(arena, tr(lang, "招 %d 人"), job->headcount);
    return "";
}

const char *job_deadline_text(const struct job *job, day today, enum lang lang,
                              struct arena *arena) {
    const char *closing = job_closing_text(job, today, lang, arena);
    const char *places = job_places_text(job, lang, arena);
    if (!*closing || !*places)
        return *closing ? closing : places;
    return arena_printf(arena, tr(lang, "%s，%s"), closing, places);
}

/* --- whom they want ------------------------------------------------------------------------ */

const char *job_age_text(const struct job *job, enum lang lang, struct arena *arena) {
    const int low = job->age_min, high = job->age_max; /* absent is negative, 0 is 不限 */
    if (low > 0 && high > 0)
        return arena_printf(arena, tr(lang, "%d–%d 岁"), low, high);
    if (high > 0)
        return arena_printf(arena, tr(lang, "%d 岁以下"), high);
    if (low > 0)
        return arena_printf(arena, tr(lang, "%d 岁以上"), low);
    return low == 0 && high == 0 ? tr(lang, "年龄不限") : "";
}

const char *job_sex_text(const struct job *job, enum lang lang) {
    static const char *const texts[SEX_COUNT] = {
        [SEX_UNWRITTEN] = "",
        [SEX_ANY] = N_("男女不限"),
        [SEX_MALE] = N_("招男性"),
        [SEX_FEMALE] = N_("招女性"),
    };
    return tr(lang, texts[job->sex]);
}

const char *job_schooling_text(const struct job *job, enum lang lang) {
    static const char *const texts[SCHOOLING_COUNT] = {
        [SCHOOLING_UNWRITTEN] = "",
        [SCHOOLING_ANY] = N_("不限学历"),
        [SCHOOLING_PRIMARY] = N_("小学及以上"),
        [SCHOOLING_JUNIOR] = N_("初中及以上"),
        [SCHOOLING_SENIOR] = N_("高中及以上"),
        [SCHOOLING_VOCATIONAL] = N_("中专及以上"),
        [SCHOOLING_COLLEGE] = N_("大专及以上"),
        [SCHOOLING_BACHELOR] = N_("本科及以上"),
    };
    return tr(lang, texts[job->schooling]);
}

const char *job_wanted_text(const struct job *job, enum lang lang, struct arena *arena) {
    const char *who = join(job_age_text(job, lang, arena), job_sex_text(job, lang), arena);
    return join(who, job_schooling_text(job, lang), arena);
}

/* --- since when, and who checked it --------------------------------------------------------- */

const char *job_posted_text(const struct job *job, day today, enum lang lang, struct arena *arena) {
    if (day_absent(job->posted_on))
        return "";
    if (job->posted_on.n == today.n)
        return tr(lang, "今天发布");
    return arena_printf(arena, tr(lang, "%s发布"),
                        job_day_text(job->posted_on, today, lang, arena));
}

const char *job_checked_text(const struct job *job, day today, enum lang lang,
                             struct arena *arena) {
    if (!*job->checked_by)
        return "";
    if (day_absent(job->checked_on))
        return arena_printf(arena, tr(lang, "由%s核对"), job->checked_by);
    return arena_printf(arena, tr(lang, "%1$s由%2$s核对"),
                        job_day_text(job->checked_on, today, lang, arena), job->checked_by);
}

/* --- marks ---------------------------------------------------------------------------------- */

enum { MARK_CHARACTERS = 8 }; /* longer would fill a card's line alone */

static void mark_add(struct job_mark *marks, size_t *count, const char *text, bool strong) {
    if (!*text || *count == JOB_MARKS_MOST)
        return;
    for (size_t i = 0; i < *count; i++)
        if (strcmp(marks[i].text, text) == 0)
            return;
    marks[(*count)++] = (struct job_mark){ text, strong };
}

static const char *programme_mark(enum programme programme, enum lang lang) {
    switch (programme) {
    case PROGRAMME_WORKSHOP:
        return tr(lang, "扶贫车间");
    case PROGRAMME_WELFARE:
        return tr(lang, "公益性岗位");
    default:
        return "";
    }
}

static const char *taught_mark(const struct job *job, enum lang lang) {
    return text_characters(job->taught) > MARK_CHARACTERS ? tr(lang, "有人教") : job->taught;
}

size_t job_marks(const struct job *job, enum lang lang, struct arena *arena,
                 struct job_mark marks[JOB_MARKS_MOST]) {
    size_t count = 0;
    mark_add(marks, &count, programme_mark(job->programme, lang), true);
    mark_add(marks, &count, taught_mark(job, lang), count == 0);
    mark_add(marks, &count, job->travel == TRAVEL_AT_HOME ? tr(lang, "在家做") : "", false);
    mark_add(marks, &count, job_schooling_text(job, lang), false);
    mark_add(marks, &count, job_places_text(job, lang, arena), false);
    mark_add(marks, &count, shift_text(job->shift, lang), false);
    const struct job_tag *tags = job->tags.rows;
    for (size_t i = 0; i < job->tags.count; i++)
        mark_add(marks, &count, tags[i].tag, false);
    return count;
}
