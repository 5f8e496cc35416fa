/* SPDX-License-Identifier: GPL-3.0-or-later
 * job_terms.c - age, sex and schooling out of one text, in that order: 男60岁女55岁 is about age.
 */
#include "services/jobs/job_terms.h"

#include "record/numeral.h"
#include "services/jobs/pay_amount.h"

#include <string.h>

#define BLANK ',' /* what stands where something was understood */

void terms_init(struct terms *terms, const char *folded) {
    size_t used = 0;
    for (; *folded && used < sizeof(terms->text) - 1; folded++)
        if (*folded != ':' || (folded[1] >= '0' && folded[1] <= '9')) /* 性别：不限 is 性别不限 */
            terms->text[used++] = *folded;
    terms->cut = *folded != '\0';
    while (terms->cut && used > 0 && ((unsigned char)terms->text[used - 1] & 0xC0) == 0x80)
        used--;
    used -= terms->cut && used > 0; /* the first byte of the character that was cut */
    terms->text[used] = '\0';
}

static void blank(char *from, const char *to) {
    memset(from, BLANK, (size_t)(to - from));
}

/* Neither says anything by itself. */
static const char *const filler[] = {
    "文化程度", "学历要求", "年龄要求", "性别要求", "招聘要求", "岗位要求", "任职要求",
    "基本要求", "年满",     "年龄",     "性别",     "学历",     "文化",     "要求",
    "周岁",     "之间",     "及以上",   "以上",     "均可",     "即可",     "含",
    "人员",     "毕业",     "程度",     "水平",     "具有",     "需要",     "达到",
    "左右",     "不限",     "岁",       "者",       "的",       "为",       "是",
    "须",       "需",       "有",       "及",       "和",       "且",       "在",
    "均",       "、",       "。",       "—",        "–",        "～",       NULL,
};

bool terms_left(const struct terms *terms) {
    const char *at = terms->text;
    if (terms->cut)
        return true;
    while (*at) {
        size_t length = strchr(",;:/|()-~.+ \"*", *at) ? 1 : word_at(at, filler);
        /* "1." before an item of a list */
        if (length == 0 && *at >= '1' && *at <= '9' &&
            (at[1] == '.' || at[1] == ')' || text_starts(at + 1, "、")))
            length = 1;
        if (length == 0)
            return true;
        at += length;
    }
    return false;
}

static bool stands_before(const char *text, const char *at, const char *word) {
    size_t length = strlen(word);
    return (size_t)(at - text) >= length && memcmp(at - length, word, length) == 0;
}

static bool has_word(const char *text, const char *const *words) {
    for (size_t i = 0; words[i]; i++)
        if (strstr(text, words[i]))
            return true;
    return false;
}

/* --- age ----------------------------------------------------------------------------------------
 */

struct age_span {
    char *start, *end;
    int   min, max; /* INT_ABSENT: open */
    bool  years;    /* 岁 or 周岁 stands there */
    bool  swapped;
};

static const char *const years[] = { "周岁", "岁", NULL };
static const char *const age_joiners[] = { "——", "—",  "–", "―",  "−",  "--",
                                           "-",  "~~", "~", "至", "到", NULL };

/* An age at `at`: two digits, or 汉字 before 岁 or before what makes a span of it. */
static bool read_age(char **at, int *ret_age, bool *years_said) {
    static const char *const spans[] = { "至", "到", "-", "~", "—", "以下", "以上", "以内", NULL };
    const char              *from = *at;
    struct numeral           numeral;
    if (!numeral_read(&from, &numeral) || numeral.digits > 3)
        return false;
    size_t length = word_at(from, years);
    size_t including = word_at(from + length, (const char *const[]){ "(含)", NULL });
    if (numeral.digits == 0 && length == 0 && (numeral.number < 10 || !word_at(from, spans)))
        return false;
    *ret_age = numeral.number;
    *years_said = *years_said || length > 0;
    *at += (from - *at) + (ptrdiff_t)(length + including); /* 18(含)-45(含) */
    return true;
}

/* What follows decides which end a single age is; false: neither, it is doubtful. */
static bool read_end(char **at, int age, struct age_span *span) {
    static const char *const below[] = { "及以下", "或以下", "以下", "以内", "之内", "之下",
                                         "封顶",   "为止",   "内",   "下",   NULL };
    static const char *const above[] = {
        "及以上", "或以上", "以上", "起", "+", "≤", "<=", "<", NULL
    };
    size_t length = word_at(*at, below);
    if (length) {
        span->max = age;
        *at += length + word_at(*at + length, (const char *const[]){ "(含)", NULL });
        return true;
    }
    length = word_at(*at, above);
    if (length)
        span->min = age;
    *at += length;
    return length > 0;
}

/* 满18, ≥18, 不超过45: the words before say it. */
static bool read_before(char *text, char *at, int age, struct age_span *span) {
    static const char *const low[] = { "年满", "满",   "≥",    ">=",   ">",    "不低于", "不小于",
                                       "大于", "至少", "最低", "最小", "下限", NULL };
    static const char *const high[] = { "不超过", "不得超过", "不大于", "不高于", "≤",    "<=", "<",
                                        "小于",   "低于",     "最高",   "最大",   "上限", NULL };
    for (int side = 0; side < 2; side++) {
        const char *const *words = side == 0 ? high : low;
        for (size_t i = 0; words[i]; i++) {
            size_t length = strlen(words[i]);
            if (at - text < (ptrdiff_t)length || memcmp(at - length, words[i], length) != 0)
                continue;
            *(side == 0 ? &span->max : &span->min) = age;
            span->start = at - length;
            return true;
        }
    }
    return false;
}

static const char *const retirement[] = { "国家法定退休", "法定退休", "退休", NULL };

/* The first span of ages in the text from `from` on. `sure` false: an age without ends. */
static bool find_span(char *text, char *from, struct age_span *span, bool *sure) {
    for (char *at = from; *at; at++) {
        int  first, second;
        bool inside = at > text && at[-1] >= '0' && at[-1] <= '9';
        if (inside || ((*at < '0' || *at > '9') && (unsigned char)*at < 0xE4))
            continue;
        *span = (struct age_span){ .start = at, .min = INT_ABSENT, .max = INT_ABSENT };
        char *end = at;
        if (!read_age(&end, &first, &span->years))
            continue;
        size_t joiner = word_at(end, age_joiners);
        char  *behind = end + joiner;
        if (joiner && word_at(behind, retirement)) { /* 18岁至法定退休年龄 */
            span->min = first;
            *sure = true;
        } else if (joiner && read_age(&behind, &second, &span->years)) {
            span->swapped = first > second;
            span->min = span->swapped ? second : first;
            span->max = span->swapped ? first : second;
            end = behind + word_at(behind, (const char *const[]){ "以下", "以内", "之间", NULL });
            *sure = true;
        } else {
            *sure = read_end(&end, first, span) || read_before(text, at, first, span);
        }
        span->end = end;
        return true;
    }
    return false;
}

static bool any_age(struct terms *terms, bool alone) {
    static const char *const words[] = { "年龄不限",     "不限年龄",   "年龄无要求",
                                         "年龄不作要求", "年龄无限制", NULL };
    static const char *const bare[] = { "不限", "无要求", "不做要求", "不作要求", "无限制",
                                        "无",   "均可",   "没有要求", "没要求",   "不要求",
                                        "都可", "皆可",   NULL };
    for (size_t i = 0; words[i]; i++) {
        char *at = strstr(terms->text, words[i]);
        if (at) {
            blank(at, at + strlen(words[i]));
            return true;
        }
    }
    if (!alone || strpbrk(terms->text, "0123456789"))
        return false;
    for (size_t i = 0; bare[i]; i++) {
        char *at = strstr(terms->text, bare[i]);
        if (at == terms->text) {
            blank(at, at + strlen(bare[i]));
            return true;
        }
    }
    return false;
}

/* The next span behind `from` that is certainly about ages. */
static bool find_other(char *text, char *from, bool alone, struct age_span *other, bool *ret_sure) {
    bool sure = false;
    while (find_span(text, from, other, &sure)) {
        int age = other->min != INT_ABSENT ? other->min : other->max;
        *ret_sure = sure;
        if (other->years ? !sure || age >= 14 : alone && sure && age >= 14 && age < 100)
            return true;
        from = other->end;
    }
    return false;
}

/* Is one sex named for itself? Not in 男女不限. */
static bool names_each(const char *from, const char *to) {
    static const char *const both[] = {
        "男女", "女男", "男/女", "男、女", "男,女", "男或女", NULL
    };
    for (const char *at = from; at < to; at++) {
        size_t length = word_at(at, both);
        if (length)
            at += length - 1;
        else if (text_starts(at, "男") || text_starts(at, "女"))
            return true;
    }
    return false;
}

/* Two spans: 18岁以上，45岁以下 are one; for each sex or each kind of work only what is the same.
 */
static enum taken age_of_two(struct terms *terms, const struct age_span *first,
                             const struct age_span *second, int *ret_min, int *ret_max) {
    bool low_high = first->max == INT_ABSENT && second->min == INT_ABSENT;
    bool high_low = first->min == INT_ABSENT && second->max == INT_ABSENT;
    bool sexes = names_each(first->end, second->start);
    if (!sexes && (low_high || high_low)) {
        *ret_min = low_high ? first->min : second->min;
        *ret_max = low_high ? second->max : first->max;
        blank(first->start, first->end);
        blank(second->start, second->end);
        return *ret_min > *ret_max && *ret_max != INT_ABSENT ? TAKEN_UNCLEAR : TAKEN;
    }
    bool common = low_high && !names_each(terms->text, first->start); /* 满18岁，男60岁以下… */
    *ret_min = common || first->min == second->min ? first->min : INT_ABSENT;
    *ret_max = first->max == second->max ? first->max : INT_ABSENT;
    return sexes || names_each(terms->text, first->start) ? TAKEN_EACH : TAKEN_UNCLEAR;
}

/* What stands behind a span, up to the next stop. */
static bool behind_says(const struct age_span *span, const char *const *words) {
    const char *stop = strpbrk(span->end, ",;)");
    char        after[64] = "";
    size_t      length = stop ? (size_t)(stop - span->end) : strlen(span->end);
    memcpy(after, span->end, length < sizeof(after) ? length : sizeof(after) - 1);
    return has_word(after, words);
}

/* Does 年龄 stand before the span, with no stop between? Not in 身高170以上，年龄45岁以下. */
static bool is_called_age(const char *text, const struct age_span *span) {
    const char *from = span->start;
    while (from > text && !strchr(",;()", from[-1]))
        from--;
    return memmem(from, (size_t)(span->start - from), "年龄", strlen("年龄")) != NULL;
}

/* 18-45-60: nobody knows what was meant. */
static bool goes_on(const char *end) {
    size_t joiner = word_at(end, age_joiners);
    return joiner && end[joiner] >= '0' && end[joiner] <= '9';
}

enum taken age_take(struct terms *terms, bool alone, int *ret_min, int *ret_max) {
    static const char *const loose[] = { "放宽", "左右", "约", "不等", NULL };
    static const char *const rather[] = { "优先", "最佳", "为佳", "为宜", NULL };
    struct age_span          span, other;
    bool                     sure = false, other_sure = false;
    *ret_min = *ret_max = INT_ABSENT;
    if (any_age(terms, alone)) {
        *ret_min = *ret_max = 0;
        return TAKEN;
    }
    bool about = alone || strstr(terms->text, "岁") || strstr(terms->text, "年龄");
    if (!about || !find_span(terms->text, terms->text, &span, &sure))
        return alone && terms_left(terms) ? TAKEN_UNCLEAR : TAKEN_NOT;
    /* In a text about many things only what says 岁, or a range behind 年龄, is an age. */
    while (!alone && !span.years && !(span.min != INT_ABSENT && is_called_age(terms->text, &span)))
        if (!find_span(terms->text, span.end, &span, &sure))
            return TAKEN_NOT;
    bool height = span.min >= 100 || span.max >= 100; /* 身高170以上 */
    if ((!sure || height) && !span.years &&
        find_other(terms->text, span.end, alone, &other, &other_sure)) {
        bool both = strstr(terms->text, "男") && strstr(terms->text, "女");
        if (alone && both && !height && names_each(terms->text, other.start))
            return TAKEN_EACH; /* 男60女55以下 */
        span = other;          /* C1驾照，25-45岁 */
        sure = other_sure;
    }
    if (behind_says(&span, rather)) /* a preference, no limit: it stays in the text */
        return TAKEN_NOT;
    char *from = span.end;
    bool  more = find_other(terms->text, from, alone, &other, &other_sure);
    bool  aside = more && (strstr(from, "放宽") || behind_says(&other, rather));
    if (more && !aside)
        return age_of_two(terms, &span, &other, ret_min, ret_max);
    bool open = span.min == INT_ABSENT || span.max == INT_ABSENT;
    if (!sure || goes_on(span.end) || (!more && open && behind_says(&span, loose)))
        return TAKEN_UNCLEAR;
    *ret_min = span.min;
    *ret_max = span.max;
    blank(span.start, span.end);
    return span.swapped ? TAKEN_SWAPPED : TAKEN;
}

/* --- sex ----------------------------------------------------------------------------------------
 */

static bool take_word(struct terms *terms, const char *const *words) {
    for (size_t i = 0; words[i]; i++) {
        char *at = strstr(terms->text, words[i]);
        if (at) {
            blank(at, at + strlen(words[i]));
            return true;
        }
    }
    return false;
}

/* 男性除外, 非男性, 不要男的 say the other way round, or nothing for sure. */
static bool denies_sex(const char *text) {
    static const char *const denials[] = { "除外",   "非男",   "非女",   "不要男",
                                           "不要女", "不招男", "不招女", "不收男",
                                           "不收女", "不适合", NULL };
    return has_word(text, denials);
}

/* A single 男 or 女 between stops. */
static bool take_single(struct terms *terms, const char *word) {
    size_t length = strlen(word);
    for (char *at = terms->text; (at = strstr(at, word)); at += length) {
        bool first = at == terms->text || strchr(",;:/|( ", at[-1]) ||
                     stands_before(terms->text, at, "性别") ||
                     stands_before(terms->text, at, "性别要求");
        if (first && (at[length] == '\0' || strchr(",;/|() ", at[length]) ||
                      text_starts(at + length, "、") || text_starts(at + length, "。"))) {
            blank(at, at + length);
            return true;
        }
    }
    return false;
}

static bool sex_in_english(const char *text, enum sex *ret_sex) {
    static const struct {
        const char *word;
        enum sex    sex;
    } words[] = { { "m", SEX_MALE },  { "male", SEX_MALE },       { "f", SEX_FEMALE },
                  { "m/f", SEX_ANY }, { "male/female", SEX_ANY }, { "female", SEX_FEMALE },
                  { "any", SEX_ANY } };
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
        if (strcmp(text, words[i].word) == 0) {
            *ret_sex = words[i].sex;
            return true;
        }
    return false;
}

enum taken sex_take(struct terms *terms, bool alone, enum sex *ret_sex) {
    static const char *const any[] = { "男女不限", "不限男女", "性别不限", "不限性别", "男女均可",
                                       "男女都可", "男女皆可", "男女都要", "男女都行", "男、女均可",
                                       "男/女",    "男、女",   "男或女",   "男,女",    "男女兼收",
                                       "女/男",    "女、男",   "女或男",   "女,男",    "男女",
                                       NULL };
    static const char *const female[] = { "仅限女性", "只限女性", "限女性", "仅限女",
                                          "只限女",   "限女",     "女性",   "女士",
                                          "女工",     "妇女",     "女的",   NULL };
    static const char *const male[] = { "仅限男性", "只限男性", "限男性", "仅限男",
                                        "只限男",   "限男",     "男性",   "男士",
                                        "男工",     "男的",     NULL };
    static const char *const rather[] = { "优先", "为主", "优佳", "为佳", "较多", "较好", NULL };
    *ret_sex = SEX_UNWRITTEN;
    bool men = strstr(terms->text, "男"), women = strstr(terms->text, "女");
    if (alone && sex_in_english(terms->text, ret_sex)) {
        blank(terms->text, strchr(terms->text, '\0'));
        return TAKEN;
    }
    if ((men || women) && denies_sex(terms->text))
        return alone ? TAKEN_UNCLEAR : TAKEN_NOT;
    if ((men || women) && has_word(terms->text, rather) && !strstr(terms->text, "仅限")) {
        const char *about[] = { "女性优先", "女优先",   "女士优先", "妇女优先", "男性优先",
                                "男优先",   "男士优先", "女性为主", "女工优先", "男工优先",
                                "女性为佳", "男性为佳", "男性为主", "女工为主", NULL };
        if (alone || has_word(terms->text, about)) {
            *ret_sex = SEX_ANY; /* the preference stays in the text, for the notes */
            return TAKEN;
        }
    }
    if (take_word(terms, any))
        *ret_sex = SEX_ANY;
    else if (men && women)
        return alone ? TAKEN_UNCLEAR : TAKEN_NOT; /* each for itself */
    else if (take_word(terms, female) || take_single(terms, "女"))
        *ret_sex = SEX_FEMALE;
    else if (take_word(terms, male) || take_single(terms, "男"))
        *ret_sex = SEX_MALE;
    else if (alone && take_word(terms, (const char *const[]){ "不限", "无要求", "没有要求", "均可",
                                                              "没要求", "不要求", "都可", "皆可",
                                                              "无", "不作要求", "不做要求", NULL }))
        *ret_sex = SEX_ANY;
    if (*ret_sex == SEX_UNWRITTEN)
        return alone ? TAKEN_UNCLEAR : TAKEN_NOT;
    return TAKEN;
}

/* --- schooling ----------------------------------------------------------------------------------
 */

/* In a text about many things 小学教师资格证 is no schooling. */
static bool follows_schooling(const char *at) {
    static const char *const next[] = { "及",   "以上", "学历", "文化", "毕业", "程度",
                                        "水平", "或",   "、",   "。",   "/",    "(",
                                        ")",    ",",    ";",    "含",   "起",   NULL };
    return *at == '\0' || word_at(at, next) > 0;
}

/* 高中优先, 大专及以上学历优先, 可放宽到初中: a preference or an exception is no condition. */
static bool is_rather(const char *text, const char *at, const char *end) {
    static const char *const loose[] = { "放宽到", "放宽至", "降至", "放宽为", NULL };
    static const char *const level[] = { "及以上", "以上", "学历", "文化", "程度",
                                         "毕业",   "生",   "者",   NULL };
    static const char *const rather[] = { "优先", "为佳", "最佳", "更佳", NULL };
    for (size_t i = 0; loose[i]; i++)
        if (stands_before(text, at, loose[i]))
            return true;
    for (size_t length; (length = word_at(end, level)) > 0;)
        end += length;
    return word_at(end, rather) > 0;
}

/* What a text says of levels: the lowest is the condition. */
struct levels {
    enum schooling lowest;          /* SCHOOLING_COUNT: none is written */
    bool           ceiling, rather; /* 初中以下, no floor; 高中优先, no condition */
};

static struct levels levels_take(struct terms *terms, bool alone) {
    static const struct {
        const char    *word;
        enum schooling schooling;
    } words[] = {
        { "大学本科", SCHOOLING_BACHELOR },   { "大学专科", SCHOOLING_COLLEGE },
        { "职业高中", SCHOOLING_VOCATIONAL }, { "九年义务教育", SCHOOLING_JUNIOR },
        { "义务教育", SCHOOLING_JUNIOR },     { "小学", SCHOOLING_PRIMARY },
        { "初中", SCHOOLING_JUNIOR },         { "高中", SCHOOLING_SENIOR },
        { "中专", SCHOOLING_VOCATIONAL },     { "中技", SCHOOLING_VOCATIONAL },
        { "技校", SCHOOLING_VOCATIONAL },     { "职高", SCHOOLING_VOCATIONAL },
        { "职中", SCHOOLING_VOCATIONAL },     { "中职", SCHOOLING_VOCATIONAL },
        { "大专", SCHOOLING_COLLEGE },        { "专科", SCHOOLING_COLLEGE },
        { "高职", SCHOOLING_COLLEGE },        { "本科", SCHOOLING_BACHELOR },
        { "学士", SCHOOLING_BACHELOR },
    };
    struct levels levels = { .lowest = SCHOOLING_COUNT };
    if (take_word(terms,
                  (const char *const[]){ "初/高中", "初、高中", "初高中", "初或高中", NULL }))
        levels.lowest = SCHOOLING_JUNIOR;
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        char *at = strstr(terms->text, words[i].word);
        if (!at)
            continue;
        char *end = at + strlen(words[i].word);
        if (!alone && !follows_schooling(end))
            continue;
        if (is_rather(terms->text, at, end)) {
            levels.rather = true;
            continue;
        }
        levels.ceiling = levels.ceiling || text_starts(end, "及以下") || text_starts(end, "以下") ||
                         text_starts(end, "文化以下");
        if (words[i].schooling < levels.lowest)
            levels.lowest = words[i].schooling;
        blank(at, end);
    }
    return levels;
}

enum taken schooling_take(struct terms *terms, bool alone, enum schooling *ret_schooling) {
    static const char *const any[] = {
        "学历不限",   "不限学历",     "文化程度不限", "不限文化程度", "文化不限", "学历无要求",
        "无学历要求", "学历不作要求", "对学历无要求", "不限文化",     NULL
    };
    *ret_schooling = SCHOOLING_UNWRITTEN;
    if (take_word(terms, any)) {
        *ret_schooling = SCHOOLING_ANY;
        return TAKEN;
    }
    const struct levels levels = levels_take(terms, alone);
    if (levels.ceiling)
        return TAKEN_UNCLEAR;
    if (levels.lowest < SCHOOLING_COUNT) {
        *ret_schooling = levels.lowest;
        return TAKEN;
    }
    if (!alone || levels.rather)
        return TAKEN_NOT;
    if (!strstr(terms->text, "专业不限") && !strstr(terms->text, "不限专业") &&
        take_word(terms,
                  (const char *const[]){ "不限", "无要求", "没有要求", "不作要求", "不做要求",
                                         "没要求", "不要求", "无", "均可", NULL })) {
        *ret_schooling = SCHOOLING_ANY;
        return TAKEN;
    }
    if (strcmp(terms->text, "大学") == 0 || text_starts(terms->text, "大学及")) {
        *ret_schooling = SCHOOLING_BACHELOR;
        blank(terms->text, strchr(terms->text, '\0'));
        return TAKEN;
    }
    return TAKEN_UNCLEAR;
}
