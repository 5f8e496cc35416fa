/* SPDX-License-Identifier: GPL-3.0-or-later
 * job_caption.c - what titles, lines above the heading and group rows say about the postings below
 * them: who the employer is, whom to ask, whether they are 扶贫车间 or 公益性岗位, how far away. */
#include "record/day_read.h"
#include "record/phone.h"
#include "services/jobs/job_draft.h"
#include "services/jobs/job_terms.h"
#include "services/jobs/pay_amount.h"

#include <string.h>

/* --- names of employers -------------------------------------------------------------------------
 */

/* What a name of an employer ends with. */
static const char *const employer_ends[] = {
    "有限责任公司", "股份有限公司", "有限公司", "公司",   "扶贫车间", "帮扶车间", "就业车间",
    "车间",         "合作社",       "工厂",     "制衣厂", "服装厂",   "鞋厂",     "电子厂",
    "加工厂",       "砖厂",         "茶厂",     "厂",     "酒店",     "宾馆",     "饭店",
    "超市",         "商行",         "经营部",   "服务部", "工作室",   "农场",     "林场",
    "基地",         "养老院",       "敬老院",   "幼儿园", "学校",     "医院",     "卫生院",
    "服务中心",     "服务站",       "家政中心", "物业",   "门店",     "饭庄",     "农庄",
    "山庄",         "专业户",       "集团",     "商店",   "药店",     "村委会",   "居委会",
    NULL,
};

/* What only a group row can name: above a table they are who made it. */
static const char *const office_ends[] = {
    "人民政府",   "镇政府", "乡政府", "街道办事处", "办事处", "村民委员会",
    "居民委员会", "管委会", "社区",   "局",         "中心",   "委员会",
    "管理站",     "管理所", "环卫所", "居委会",     "村委会", NULL,
};

/* They publish the list; the work is elsewhere. */
static const char *const publishers[] = {
    "就业服务中心", "人力资源服务中心", "公共就业",           "人才服务中心", "人社局",
    "就业局",       "劳动就业",         "人力资源和社会保障", "人力资源市场", "劳务协作",
    "劳务服务站",   "零工市场",         "就业服务站",         "驿站",         "招聘会",
    NULL,
};

static bool has_word(const char *text, const char *const *words) {
    for (size_t i = 0; words[i]; i++)
        if (strstr(text, words[i]))
            return true;
    return false;
}

/* What comes right behind a name: the end, a bracket, or what the table is. */
static bool name_stops(const char *at) {
    static const char *const next[] = { "招聘", "招工", "用工", "岗位", "需求", "2",  "(",
                                        "（",   "：",   ":",    "，",   ",",    " ",  "联系",
                                        "诚聘", "急聘", "公开", "常年", "长期", "、", "；",
                                        ";",    "招",   "】",   NULL };
    return *at == '\0' || word_at(at, next) > 0;
}

/* Where a name with one of the endings stops; NULL: there is none. */
static const char *name_end(const char *text, const char *const *ends) {
    for (const char *at = text; *at; at++) {
        size_t length = at > text ? word_at(at, ends) : 0;
        if (length && name_stops(at + length))
            return at + length;
    }
    return NULL;
}

enum employer_kind employer_kind_guess(const char *name) {
    static const struct {
        const char        *word;
        enum employer_kind kind;
    } words[] = {
        { "扶贫车间", EMPLOYER_WORKSHOP },     { "帮扶车间", EMPLOYER_WORKSHOP },
        { "就业车间", EMPLOYER_WORKSHOP },     { "车间", EMPLOYER_WORKSHOP },
        { "合作社", EMPLOYER_COOPERATIVE },    { "公司", EMPLOYER_COMPANY },
        { "小区服务中心", EMPLOYER_CENTRE },   { "社区服务中心", EMPLOYER_CENTRE },
        { "便民服务中心", EMPLOYER_CENTRE },   { "人民政府", EMPLOYER_GOVERNMENT },
        { "镇政府", EMPLOYER_GOVERNMENT },     { "乡政府", EMPLOYER_GOVERNMENT },
        { "街道办", EMPLOYER_GOVERNMENT },     { "村委会", EMPLOYER_GOVERNMENT },
        { "居委会", EMPLOYER_GOVERNMENT },     { "村民委员会", EMPLOYER_GOVERNMENT },
        { "居民委员会", EMPLOYER_GOVERNMENT }, { "管委会", EMPLOYER_GOVERNMENT },
    };
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
        if (strstr(name, words[i].word))
            return words[i].kind;
    static const char *const ends[] = { "局", "镇", "乡", "委员会", "街道", NULL };
    static const char *const firms[] = { "厂",   "酒店", "超市", "店", "商行",
                                         "集团", "部",   "宾馆", NULL };
    size_t                   length = strlen(name);
    for (int list = 0; list < 2; list++) {
        const char *const *words_of = list == 0 ? ends : firms;
        for (size_t i = 0; words_of[i]; i++) {
            size_t end = strlen(words_of[i]);
            if (length > end && strcmp(name + length - end, words_of[i]) == 0)
                return list == 0 ? EMPLOYER_GOVERNMENT : EMPLOYER_COMPANY;
        }
    }
    return EMPLOYER_KIND_UNWRITTEN;
}

/* --- "key：value" -------------------------------------------------------------------------------
 */

/* Behind a colon at `at`, up to the next space, comma or end; NULL when there is none. */
static const char *value_behind(const char *at, struct arena *arena) {
    static const char *const stops[] = { " ", "\n", "，", "；",   "、",   "）",
                                         ")", ",",  ";",  "联系", "电话", NULL };
    size_t                   colon = word_at(at, (const char *const[]){ ":", "：", NULL });
    size_t                   length = 0;
    at += colon;
    at += strspn(at, " ");
    while (at[length] && !word_at(at + length, stops))
        length++;
    return colon && length > 0 ? arena_strndup(arena, at, length) : NULL;
}

/* The value behind one of `keys`; NULL. */
static const char *value_of(const char *text, const char *const *keys, struct arena *arena) {
    for (size_t i = 0; keys[i]; i++) {
        const char *at = strstr(text, keys[i]);
        const char *value = at ? value_behind(at + strlen(keys[i]), arena) : NULL;
        if (value)
            return value;
    }
    return NULL;
}

static void take_contact(struct job_draft *draft, const char *text, struct arena *arena) {
    static const char *const who[] = { "联系人", "负责人", "联络人", NULL };
    static const char *const where[] = { "地址", "工作地点", NULL };
    const char              *contact = value_of(text, who, arena);
    const char              *address = value_of(text, where, arena);
    struct phone_reading     phone = phone_read(arena, text);
    if (contact && !strpbrk(contact, "0123456789"))
        draft->contact = contact;
    if (address)
        draft->address = address;
    if (phone.verdict == PHONE_OK)
        draft->phone = arena_strdup(arena, phone.number);
}

/* Without "一、", "（二）", "3.", "★" in front. */
static const char *without_number(const char *text) {
    static const char *const marks[] = { "（", "(",  "）", ")",  "一", "二", "三", "四", "五",
                                         "六", "七", "八", "九", "十", "、", ".",  "．", " ",
                                         "★",  "●",  "■",  "◆",  "第", "【", NULL };
    const char              *at = text;
    size_t                   length;
    while (*at && ((length = word_at(at, marks)) || (*at >= '0' && *at <= '9' && (length = 1))))
        at += length;
    /* 三一公司 and 八一厂 are names: a number ends with its mark. */
    bool marked =
        at > text &&
        (at[-1] == '.' || at[-1] == ')' || at[-1] == ' ' ||
         (at - text >= 3 && (memcmp(at - 3, "、", 3) == 0 || memcmp(at - 3, "）", 3) == 0 ||
                             memcmp(at - 3, "【", 3) == 0 || memcmp(at - 3, "★", 3) == 0)));
    return marked ? at : text;
}

/* Without a number or a star in front, or （盖章） behind. */
static const char *bare_name(const char *name, struct arena *arena) {
    static const char *const seals[] = {
        "（盖章）", "(盖章)", "（公章）", "(公章)", "（章）", NULL
    };
    const char *bare = without_number(name);
    bare = *bare ? bare : name;
    size_t length = strlen(bare);
    for (size_t i = 0; seals[i]; i++) {
        size_t seal = strlen(seals[i]);
        if (length > seal && strcmp(bare + length - seal, seals[i]) == 0)
            return arena_strndup(arena, bare, length - seal);
    }
    return bare;
}

void employer_cell(const char *text, struct reading *reading) {
    static const char *const keys[] = { "联系人", "联系电话", "电话：",   "电话:",   "联系方式",
                                        "地址：", "地址:",    "负责人：", "负责人:", NULL };
    static const char *const tails[] = { "（", "，", "；", "、", "。", NULL };
    struct job_draft        *draft = reading->draft;
    struct arena            *arena = reading->problems->arena;
    const char              *rest = NULL;
    for (size_t i = 0; keys[i]; i++) {
        const char *at = strstr(text, keys[i]);
        rest = at && at > text && (!rest || at < rest) ? at : rest;
    }
    if (!rest) {
        struct phone_reading phone = phone_read(arena, text);
        bool beside = phone.verdict == PHONE_OK && strlen(phone.number) >= 7 && *phone.rest &&
                      !strpbrk(phone.rest, "0123456789");
        draft->employer = bare_name(job_line(arena, beside ? phone.rest : text), arena);
        if (beside)
            draft->phone = arena_strdup(arena, phone.number);
        return;
    }
    size_t length = (size_t)(rest - text);
    while (length > 0) {
        size_t mark = strchr(" (\n,;:", text[length - 1]) ? 1 : 0;
        if (!mark && length > 3)
            mark = word_at(text + length - 3, tails);
        if (!mark)
            break;
        length -= mark;
    }
    draft->employer = bare_name(job_line(arena, arena_strndup(arena, text, length)), arena);
    take_contact(draft, rest, arena);
}

/* --- what it says -------------------------------------------------------------------------------
 */

static bool take_programme(struct job_draft *draft, const char *text) {
    static const char *const welfare[] = { "公益性岗位", "公益岗", "公岗", NULL };
    static const char *const workshop[] = { "扶贫车间", "帮扶车间", "就业车间", NULL };
    bool                     is_welfare = has_word(text, welfare);
    bool                     is_workshop = has_word(text, workshop);
    if (is_welfare == is_workshop) /* neither, or a list of both */
        return false;
    draft->programme = is_welfare ? PROGRAMME_WELFARE : PROGRAMME_WORKSHOP;
    return true;
}

static bool take_reach(struct job_draft *draft, const char *text) {
    static const struct {
        const char *word;
        enum reach  reach;
    } words[] = { { "家门口", REACH_NEAR },     { "本小区", REACH_NEAR },
                  { "社区内", REACH_NEAR },     { "安置区", REACH_NEAR },
                  { "就近", REACH_NEAR },       { "县内", REACH_COUNTY },
                  { "县城", REACH_COUNTY },     { "本县", REACH_COUNTY },
                  { "本地企业", REACH_COUNTY }, { "县外", REACH_AWAY },
                  { "省外", REACH_AWAY },       { "外出", REACH_AWAY },
                  { "沿海", REACH_AWAY },       { "省内县外", REACH_AWAY },
                  { "市外", REACH_AWAY },       { "跨省", REACH_AWAY } };
    enum reach reach = REACH_UNWRITTEN;
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        if (!strstr(text, words[i].word))
            continue;
        if (reach && reach != words[i].reach)
            return false; /* a list of both */
        reach = words[i].reach;
    }
    if (reach)
        draft->reach = reach;
    return reach != REACH_UNWRITTEN;
}

/* 新化县扶贫车间: a place's workshops, not one of them. */
static bool is_of_a_place(const char *name) {
    static const char *const places[] = { "县", "市", "区", "镇", "乡", "街道", "省", "村", NULL };
    static const char *const kinds[] = {
        "就业帮扶车间", "就业扶贫车间", "扶贫车间", "帮扶车间", "就业车间",
        "车间",         "重点企业",     "规上企业", "企业",     NULL
    };
    for (size_t k = 0; kinds[k]; k++) {
        size_t length = strlen(name), kind = strlen(kinds[k]);
        if (length <= kind || strcmp(name + length - kind, kinds[k]) != 0)
            continue;
        for (size_t p = 0; places[p]; p++) {
            size_t place = strlen(places[p]);
            if (length - kind >= place && strcmp(places[p], "村") != 0 &&
                memcmp(name + length - kind - place, places[p], place) == 0)
                return true;
        }
        return false;
    }
    return false;
}

/* Without "2026年", "2026年11月" in front. */
static const char *without_date(const char *text) {
    size_t digits = strspn(text, "0123456789");
    size_t mark =
        digits ? word_at(text + digits, (const char *const[]){ "年度", "年", "月份", "月", NULL })
               : 0;
    return mark ? without_date(text + digits + mark) : text;
}

/* With whom to ask and where: they were of another one. */
static void forget_employer(struct job_draft *draft) {
    draft->employer = draft->contact = draft->phone = draft->address = NULL;
    draft->employer_guessed = draft->employer_numbered = false;
}

static bool take_employer(struct job_draft *draft, const char *text, struct arena *arena,
                          bool sure) {
    const char *name = without_date(without_number(text));
    const char *end = name_end(name, employer_ends);
    if (!end && sure)
        end = name_end(name, office_ends);
    if (!end || end - name > 60 * 3)
        return false;
    char                    *employer = arena_strndup(arena, name, (size_t)(end - name));
    static const char *const kinds[] = { "扶贫车间", "帮扶车间", "就业车间", "用工单位", NULL };
    size_t                   kind = word_at(employer, kinds);
    if (has_word(employer, publishers) || is_of_a_place(employer) ||
        text_characters(employer) < 4 || (kind && employer[kind] == '\0'))
        return false;
    if (draft->employer)
        forget_employer(draft);
    draft->employer = employer;
    draft->employer_guessed = !sure;
    return true;
}

/* "企业：惠州甲公司" at the beginning; not 填报单位：. */
static const char *leading_name(const char *text, struct arena *arena) {
    static const char *const keys[] = { "企业", "单位",   "公司",   "车间", "工厂",
                                        "厂家", "用工方", "招聘方", "店名", NULL };
    const char              *at = without_number(text);
    size_t                   key = word_at(at, keys);
    return key ? value_behind(at + key, arena) : NULL;
}

/* A short line over a table of its own is whose table it is, when it says nothing else: 惠州TCL. */
static bool take_any_name(struct job_draft *draft, const char *text, struct arena *arena) {
    static const char *const others[] = { "岗位", "招聘", "类", "表",   "信息", "附件", "需求",
                                          "汇总", "就业", "区", "企业", "单位", "部分", NULL };
    enum { NAME_CHARACTERS = 20 };
    const char *name = without_number(text);
    if (!*name || text_characters(name) > NAME_CHARACTERS || has_word(name, others) ||
        strpbrk(name, ":;,") || strstr(name, "：") || strstr(name, "，") || strstr(name, "。"))
        return false;
    draft->employer = arena_strdup(arena, name);
    draft->employer_guessed = true;
    return true;
}

static bool take_posted(struct job_draft *draft, const char *text, struct reading *reading) {
    static const char *const keys[] = { "发布日期", "发布时间", "更新日期", "更新时间", NULL };
    const char              *value = value_of(text, keys, reading->problems->arena);
    struct day_reading read = { .result = DAY_READ_NONE };
    if (value)
        read = day_read(value, reading->problems->today);
    if (read.result != DAY_READ_OK ||
        (!day_absent(reading->problems->today) && read.day.n > reading->problems->today.n))
        return false;
    draft->posted_on = read.day;
    draft->posted_said = true;
    return true;
}

bool job_caption(const char *text, enum caption_place place, struct reading *reading) {
    static const char *const keys[] = { "用工单位", "招聘单位", "单位名称", "企业名称", "用人单位",
                                        "公司名称", "车间名称", "招聘企业", NULL };
    struct job_draft *draft = reading->draft;
    struct arena     *arena = reading->problems->arena;
    bool              said = take_posted(draft, text, reading);
    const char       *written = value_of(text, keys, arena);
    written = written ? written : leading_name(text, arena);
    if (place == CAPTION_MORE && (draft->employer || !written)) {
        take_contact(draft, text, arena);
        return true;
    }
    if (place == CAPTION_TABLE && (draft->employer_guessed || draft->employer_numbered))
        forget_employer(draft); /* it was the first table's */
    said = take_programme(draft, text) || said;
    said = take_reach(draft, text) || said;
    if (written) {
        if (draft->employer)
            forget_employer(draft);
        draft->employer = written;
        take_contact(draft, text, arena);
        return true;
    }
    if (place != CAPTION_ABOVE && take_employer(draft, text, arena, true)) {
        take_contact(draft, text, arena);
        return true;
    }
    if (place == CAPTION_TABLE && !said)
        return take_any_name(draft, text, arena);
    if (place == CAPTION_ABOVE && !draft->employer && take_employer(draft, text, arena, false)) {
        draft->employer_numbered = without_number(text) != text; /* 一、: the first of several */
        draft->employer_guessed = !draft->employer_numbered;
        said = true;
    }
    if (place == CAPTION_ABOVE && draft->employer && !draft->employer_guessed)
        take_contact(draft, text, arena); /* the line below "用工单位：…" */
    return said;
}
