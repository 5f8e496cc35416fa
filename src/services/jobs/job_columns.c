/* SPDX-License-Identifier: GPL-3.0-or-later
 * job_columns.c - the bureaus' heading words and what reads each column. Words are in the order of
 * how sure they are; a heading that two columns want goes to the surer one. */
#include "services/jobs/job_columns.h"

#include "services/jobs/job_closing.h"
#include "services/jobs/job_read.h"
#include "services/jobs/job_terms.h"
#include "services/jobs/pay_amount.h"

#include <stdlib.h>
#include <string.h>

/* --- what and who -------------------------------------------------------------------------------
 */

static bool is_number(const char *folded) {
    return folded[strspn(folded, "0123456789.")] == '\0';
}

/* "1、缝纫工" is 缝纫工. */
static const char *without_number(const char *text) {
    size_t digits = strspn(text, "0123456789");
    if (digits == 0 || digits > 3)
        return text;
    const char *after = text + digits;
    if (text_starts(after, "、") || text_starts(after, "．"))
        return after + strlen("、");
    return *after == '.' && (unsigned char)after[1] >= 0x80 ? after + 1 : text;
}

/* A number of people at `at`, in brackets or not; its bytes, 0: none. */
static size_t count_at(const char *at, struct arena *arena, int *ret_count) {
    static const char *const units[] = { "人", "名", "个", "位", NULL };
    size_t                   open = text_starts(at, "（") ? strlen("（") : *at == '(';
    size_t                   digits = strspn(at + open, "0123456789");
    size_t                   length = open + digits + word_at(at + open + digits, units);
    size_t close = !open ? 0 : text_starts(at + length, "）") ? strlen("）") : at[length] == ')';
    struct headcount head;
    if (digits == 0 || digits > 4 || (open && !close))
        return 0;
    headcount_read(arena_strndup(arena, at + open, digits), &head);
    *ret_count = head.count;
    return head.count > 0 ? length + close : 0;
}

/* "采摘工20名", "操作工（30人）", "仓管1名（懂电脑）" under 岗位及人数: the number out of the
 * title. */
static const char *without_count(const char *text, struct job *job, struct reading *reading) {
    struct arena            *arena = reading->problems->arena;
    static const char *const some[] = { "若干名", "若干人", "若干", "多名", "数名", NULL };
    for (const char *at = text; *at; at++) {
        int         count = INT_ABSENT;
        size_t      length = at > text ? count_at(at, arena, &count) : 0;
        size_t      word = length || at == text ? 0 : word_at(at, some);
        const char *rest = at + length + word;
        if (!(length || word) || (*rest && *rest != '(' && !text_starts(rest, "（")))
            continue;
        size_t front = (size_t)(at - text);
        while (front > 0 && text[front - 1] == ' ')
            front--;
        job->headcount = count;
        if (word)
            reading_note(reading, NULL, text);
        return arena_printf(arena, "%.*s%s", (int)front, text, rest);
    }
    return text;
}

/* "缝纫工5人、裁剪工2人": postings in one cell that nobody can take apart safely. */
static bool is_several(const char *folded) {
    static const char *const units[] = { "人", "名", NULL };
    int                      found = 0;
    for (const char *at = folded; *at; at++) {
        size_t digits = strspn(at, "0123456789");
        found += digits > 0 && word_at(at + digits, units);
        at += digits > 0 ? digits - 1 : 0;
    }
    return found > 1;
}

/* "操作工、质检员": trades one after the other, each with what a trade ends with. Not 操作工/普工,
 * which is one by two names, and not 教师（语、数）. */
static bool is_listed(const char *folded) {
    static const char *const ends[] = { "工",   "员",   "师",   "手",   "司机",
                                        "经理", "保姆", "保安", "保洁", "文员",
                                        "客服", "导购", "厨师", "学徒", NULL };
    static const char *const stops[] = { "、", ";", ",", NULL };
    size_t                   parts = 0;
    for (const char *at = folded;;) {
        size_t length = 0;
        while (at[length] && at[length] != '(' && !word_at(at + length, stops))
            length++;
        bool trade = false;
        for (size_t i = 0; ends[i] && !trade; i++) {
            size_t end = strlen(ends[i]);
            trade = length > end - 1 && length >= 6 && memcmp(at + length - end, ends[i], end) == 0;
        }
        if (!trade)
            return false;
        parts++;
        at += length + word_at(at + length, stops);
        if (length == 0 || *at == '\0' || *at == '(')
            return parts > 1;
    }
}

static bool read_title(const struct cell_text *cell, void *row, struct reading *reading) {
    struct job         *job = row;
    const struct field *field = record_field(&job_record, "title");
    if (cell_none(cell->folded) || cell_date_number(cell, reading, "title"))
        return false;
    if (is_number(cell->folded))
        problem_add(reading->problems, PROBLEM_WARN, "title", cell->text,
                    N_("岗位名称只有数字，请看看列有没有对错"));
    const char *text = without_number(job_line(reading->problems->arena, cell->text));
    if (is_several(cell->folded) || is_listed(cell->folded))
        problem_add(reading->problems, PROBLEM_WARN, "title", cell->text,
                    N_("一格里写了几个岗位，分不开，最好改成一行一个"));
    else if (strstr(cell->heading, "人数"))
        text = without_count(text, job, reading);
    return field->type->parse(field, text, job->title, reading->problems) &&
           field->type->check(field, job->title, reading->problems);
}

static bool read_employer(const struct cell_text *cell, void *row, struct reading *reading) {
    (void)row;
    if (cell_none(cell->folded) || cell_date_number(cell, reading, "employer"))
        return false;
    if (is_number(cell->folded))
        problem_add(reading->problems, PROBLEM_WARN, "employer", cell->text,
                    N_("用工单位只有数字，请看看列有没有对错"));
    employer_cell(cell->text, reading);
    return true;
}

static bool read_address(const struct cell_text *cell, void *row, struct reading *reading) {
    struct job_draft *draft = reading->draft;
    (void)row;
    if (!cell_none(cell->folded))
        draft->address = job_line(reading->problems->arena, cell->text);
    return true;
}

static bool read_credit_code(const struct cell_text *cell, void *row, struct reading *reading) {
    struct job_draft *draft = reading->draft;
    (void)row;
    if (!cell_none(cell->folded))
        draft->credit_code = cell->text;
    return true;
}

static bool read_employer_kind(const struct cell_text *cell, void *row, struct reading *reading) {
    struct job_draft *draft = reading->draft;
    (void)row;
    draft->kind = cell->text;
    return true;
}

static bool read_trade(const struct cell_text *cell, void *row, struct reading *reading) {
    struct job         *job = row;
    size_t              count;
    const char         *text = job_line(reading->problems->arena, cell->text);
    const struct trade *rows = reading->rows(reading, &trade_record, &count);
    for (size_t i = 0; i < count; i++)
        if (strcmp(rows[i].name, text) == 0) {
            job->trade = rows[i].head.id;
            return true;
        }
    if (!text_equal(text, job->title))
        reading_note(reading, cell->title, cell->text);
    return true;
}

/* 洋溪安置点, not 安置点 alone. */
static bool is_site(const char *folded) {
    static const char *const ends[] = { "安置点", "安置区", "小区", "社区", "新村" };
    size_t                   length = strlen(folded);
    for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
        size_t end = strlen(ends[i]);
        if (length > end + strlen("本") && strcmp(folded + length - end, ends[i]) == 0)
            return true;
    }
    return false;
}

/* 不限 is no place; 无锡 is one. */
static bool is_nowhere(const char *folded) {
    static const char *const words[] = { "不限", "不定", "不固定",   "待定",     "全国",
                                         "各地", "面议", "全国各地", "另行通知", "视情况" };
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
        if (strcmp(folded, words[i]) == 0)
            return true;
    return false;
}

static bool read_reach(const struct cell_text *cell, void *row, struct reading *reading) {
    struct job *job = row;
    int         word = word_within(reach_words, REACH_COUNT, cell->folded);
    if (cell_none(cell->folded))
        return true;
    if (!word && is_nowhere(cell->folded)) {
        reading_note(reading, cell->title, cell->text);
        return true;
    }
    job->reach = word ? (enum reach)word : reach_of_place(cell->folded);
    if (!word || is_site(cell->folded)) { /* a place's name: kept as one */
        struct job_draft *draft = reading->draft;
        draft->region = job_line(reading->problems->arena, cell->text);
        draft->region_title = cell->title;
    }
    return true;
}

static bool read_programme(const struct cell_text *cell, void *row, struct reading *reading) {
    struct job *job = row;
    int         word = word_within(programme_words, PROGRAMME_COUNT, cell->folded);
    if (word && (!job->programme || (int)job->programme == word))
        job->programme = (enum programme)word;
    else if (!cell_none(cell->folded))
        reading_note(reading, cell->title, cell->text);
    return true;
}

/* --- when and where -----------------------------------------------------------------------------
 */

static bool read_hours(const struct cell_text *cell, void *row, struct reading *reading) {
    struct job *job = row;
    if (cell_date_number(cell, reading, "hours"))
        return false;
    if (cell_none(cell->folded))
        return true;
    if (is_number(cell->folded)) { /* 8 under 工时 */
        const char *point = strchr(cell->folded, '.');
        long        count = strtol(cell->folded, NULL, 10);
        if (count < 1 || count > 24 || (point && strlen(point) > strlen(".5")))
            return cell_unclear(cell, reading, "hours"); /* 0.33333: a clock time, as stored */
        struct cell_text hours = *cell;
        hours.text = arena_printf(reading->problems->arena, "%s 小时", cell->text);
        return JOB_TEXT(reading, job, hours, &hours);
    }
    if (!job->shift)
        job->shift = shift_read(cell->folded);
    return JOB_TEXT(reading, job, hours, cell);
}

static bool read_shift(const struct cell_text *cell, void *row, struct reading *reading) {
    struct job *job = row;
    enum shift  shift = shift_read(cell->folded);
    if (cell_none(cell->folded))
        return true;
    if (shift)
        job->shift = shift;
    const char *label = shift ? shift_words[shift].label : "";
    if (strcmp(cell->folded, label) != 0)
        reading_note(reading, cell->title, cell->text);
    return true;
}

static bool read_place(const struct cell_text *cell, void *row, struct reading *reading) {
    struct job *job = row;
    if (cell_none(cell->folded) || cell_date(cell, reading, "place"))
        return false;
    if (is_nowhere(cell->folded)) {
        reading_note(reading, cell->title, cell->text);
        return true;
    }
    if (strstr(cell->folded, "在家") || strstr(cell->folded, "居家"))
        job->travel = TRAVEL_AT_HOME;
    if (!*job->place)
        return JOB_TEXT(reading, job, place, cell);
    if (!text_equal(job->place, job_line(reading->problems->arena, cell->text)))
        reading_note(reading, cell->title, cell->text);
    return true;
}

static bool read_travel(const struct cell_text *cell, void *row, struct reading *reading) {
    struct job *job = row;
    struct way  way;
    if (cell_none(cell->folded))
        return true;
    way_read(cell->folded, &way);
    int word = word_within(travel_words, TRAVEL_COUNT, cell->folded);
    job->travel = way.travel ? way.travel : (enum travel)word;
    if (way.minutes != INT_ABSENT)
        job->travel_minutes = way.minutes;
    if (!money_absent(way.fare))
        job->travel_fare = way.fare;
    if (way.more && (word == 0 || way.travel))
        reading_note(reading, cell->title, cell->text);
    return true;
}

static bool read_travel_minutes(const struct cell_text *cell, void *row, struct reading *reading) {
    struct job *job = row;
    struct way  way;
    const char *folded = cell->folded;
    if (folded[strspn(folded, "0123456789")] == '\0' && strlen(folded) <= 3)
        folded = arena_printf(reading->problems->arena, "%s分钟", folded);
    way_read(folded, &way);
    if (way.minutes == INT_ABSENT)
        return cell_unclear(cell, reading, "travel_minutes");
    job->travel_minutes = way.minutes;
    job->travel = job->travel ? job->travel : way.travel;
    if (way.more)
        reading_note(reading, cell->title, cell->text);
    return true;
}

static bool read_posted_on(const struct cell_text *cell, void *row, struct reading *reading) {
    struct job *job = row;
    return posted_read(cell, job, reading);
}

static bool read_closing(const struct cell_text *cell, void *row, struct reading *reading) {
    struct job *job = row;
    return closing_read(cell, job, reading);
}

/* --- what there is ------------------------------------------------------------------------------
 */

/* "是否包住：是" says 包住; "五险：无" belongs into the notes. */
static const char *asked(struct arena *arena, const char *heading) {
    const char *at = heading;
    at += text_starts(at, "是否") ? strlen("是否") : text_starts(at, "有无") ? strlen("有无") : 0;
    size_t length = strcspn(at, "("), tail = strlen("情况");
    if (length > tail && memcmp(at + length - tail, "情况", tail) == 0)
        length -= tail;
    return arena_strndup(arena, at, length);
}

/* Lines as items of a list. */
static const char *lines_joined(struct arena *arena, const char *text) {
    const char *joined = "";
    while (strchr(text, '\n')) {
        size_t length = strcspn(text, "\n");
        joined = arena_printf(arena, "%s%.*s，", joined, (int)length, text);
        text += length + 1;
    }
    return *joined ? arena_printf(arena, "%s%s", joined, text) : text;
}

/* 面谈, 待定, 自理: it is left open, or not given. */
static bool cell_open(const char *folded) {
    if ((text_starts(folded, "不") && !strchr(folded, ',')) || text_starts(folded, "无"))
        return true;
    static const char *const words[] = { "自理", "自行解决", "面谈",       "面议",   "待定",
                                         "详谈", "协商",     "另议",       "视情况", "看情况",
                                         "不限", "按规定",   "按公司规定", "其他" };
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
        if (strcmp(folded, words[i]) == 0)
            return true;
    return false;
}

/* 福利待遇：有 does not say which; 食宿：包 is 包食宿, 社保：缴纳 is 缴纳社保. */
static const char *benefit_of(struct arena *arena, const struct cell_text *cell) {
    static const char *const gives[] = { "包", "提供", "缴纳", "购买", "办理", NULL };
    static const char *const general[] = { "福利", "待遇", "其他", "其它", "保障", NULL };
    size_t                   word = word_at(cell->folded, gives);
    bool                     gives_it = word > 0 && cell->folded[word] == '\0';
    const char              *what = asked(arena, cell->heading);
    if (!cell_yes(cell->folded) && !gives_it)
        return NULL;
    for (size_t i = 0; general[i]; i++)
        if (strstr(what, general[i]))
            return "";
    bool lodging = strstr(what, "吃") || strstr(what, "住") || strstr(what, "食");
    bool whole = !gives_it || strstr(what, cell->folded) ||
                 (strcmp(cell->folded, "包") == 0 && !lodging); /* 社保：包 */
    return whole ? what : arena_printf(arena, "%s%s", cell->folded, what);
}

static bool read_benefits(const struct cell_text *cell, void *row, struct reading *reading) {
    struct job   *job = row;
    struct arena *arena = reading->problems->arena;
    const char   *text = job_line(arena, lines_joined(arena, cell->text));
    if (cell_none(cell->folded))
        return true;
    const char *said = benefit_of(arena, cell);
    text = said ? said : text;
    if (!*text || cell_no(cell->folded) || cell_open(cell->folded)) /* 社保：面谈 is no benefit */
        reading_note(reading, cell->title, cell->text);
    else
        job_add(reading, "benefits", job->benefits, sizeof(job->benefits), cell->title, text);
    return true;
}

static bool read_taught(const struct cell_text *cell, void *row, struct reading *reading) {
    struct job *job = row;
    if (cell_no(cell->folded))
        return true;
    struct cell_text text = *cell;
    if (cell_yes(cell->folded))
        text.text = asked(reading->problems->arena, cell->heading);
    return JOB_TEXT(reading, job, taught, &text);
}

static bool read_tags(const struct cell_text *cell, void *row, struct reading *reading) {
    struct job         *job = row;
    const struct field *field = record_field(&job_record, "tags");
    struct problems     quiet;
    problems_init(&quiet, reading->problems->arena, reading->problems->lang);
    if (!field->type->parse(field, cell->text, &job->tags, &quiet) ||
        !field->type->check(field, &job->tags, &quiet)) {
        job->tags = (struct children){ 0 };
        reading_note(reading, cell->title, cell->text);
    }
    return true;
}

static bool read_notes(const struct cell_text *cell, void *row, struct reading *reading) {
    static const char *const plain[] = { "备注",     "说明",     "其他",     "其它",
                                         "注",       "附注",     "备注说明", "其他说明",
                                         "其它说明", "备注信息", NULL };
    (void)row;
    if (cell_none(cell->folded))
        return true;
    for (size_t i = 0; plain[i]; i++)
        if (strcmp(cell->title, plain[i]) == 0) {
            reading_note(reading, NULL, cell->text);
            return true;
        }
    reading_note(reading, cell->title, cell->text);
    return true;
}

/* Staff alone sets the state of a posting; what a list says of it, they should know. */
static bool read_state(const struct cell_text *cell, void *row, struct reading *reading) {
    static const char *const over[] = { "招满", "满员", "额满", "结束", "停招", "停止",
                                        "下架", "关闭", "暂停", "过期", "失效", "下线",
                                        "已满", "撤销", "取消", NULL };
    (void)row;
    for (size_t i = 0; over[i]; i++)
        if (strstr(cell->folded, over[i]))
            return problem_add(reading->problems, PROBLEM_WARN, "state", cell->text,
                               N_("表格里写着“%s”，审核时请留意还招不招人"),
                               problem_shown(reading->problems, cell->text));
    return true;
}

/* --- the table ----------------------------------------------------------------------------------
 */

const struct column job_columns[] = {
    { "title", NULL,
      "岗位|招聘岗位|职位名称|招聘职位|岗位工种|用工岗位|需求岗位|招工岗位|工作岗位|招聘岗位名称|"
      "就业岗位|职位|招聘工种|工种名称|用工工种|需求工种|岗位(工种)|务工岗位|岗位+名称|职位+名称|"
      "工种|职务|招聘职务|招聘岗位及人数|岗位及人数|缺工岗位|缺工工种|从事工作|"
      "空缺岗位|职业名称|用工内容|用工项目|做什么|干什么|干什么活|活儿|title|position|job",
      "title", COLUMN_REQUIRED, read_title },
    { "employer", NULL,
      "用人单位|用工企业|单位名称|企业名称|公司名称|招聘单位|招聘企业|用工主体|单位全称|企业全称|"
      "招工单位|招工企业|用工主体名称|车间名称|扶贫车间|帮扶车间|扶贫车间名称|帮扶车间名称|"
      "就业帮扶车间|"
      "就业帮扶车间名称|用工单位名称|用人单位名称|招聘单位名称|企业(单位)名称|单位(企业)名称|"
      "工厂名称|厂名|工厂|合作社名称|经营主体|岗位单位|开发单位|用工方|设岗单位|雇主|项目单位|"
      "企业+名称|单位+名称|公司+名称|车间+名称|单位+及地址|企业+及地址|公司+及地址|厂家|公司|企业|"
      "参会单位|参会企业|招聘方|店名|商户|商家|单位|车间|合作社|employer|company",
      "employer", COLUMN_HEAD, read_employer },
    { "serial", N_("序号"), "编号|no|no.|行号|顺序|排序|序|岗位编号|职位编号|岗位代码|id|version",
      NULL, COLUMN_SILENT | COLUMN_MANY, NULL },
    { "employer_address", N_("单位地址"),
      "企业地址|公司地址|用工单位地址|用人单位地址|招聘单位地址|厂址|车间地址|注册地址|通讯地址|"
      "联系地址|企业所在地|单位所在地|企业+地址|单位+地址|公司+地址|车间+地址",
      NULL, COLUMN_TAIL, read_address },
    { "credit_code", N_("统一社会信用代码"),
      "信用代码|社会信用代码|统一信用代码|组织机构代码|营业执照号|统一社会信用代码(18位)", NULL,
      COLUMN_TAIL, read_credit_code },
    { "employer_kind", N_("单位性质"), "企业性质|单位类型|企业类型|公司性质|用工单位性质|经济类型",
      NULL, COLUMN_TAIL, read_employer_kind },
    { "trade", NULL, "工种类别|岗位工种类别|职业类别|职业|工种分类", "trade", 0, read_trade },
    { "reach", NULL,
      "区域|就业区域|岗位区域|务工区域|就业地域|所属区域|工作区域|地域|就业地区|务工地区|地区|"
      "岗位范围|就业方向|区域类别|转移就业区域|安置点|安置点名称|安置小区|所属安置点|所在安置点|"
      "省份|省|市|省市|务工省市|工作省市|务工省份|就业省份|城市|所在城市|县区|区县|县市区|县|"
      "服务区域",
      "reach", 0, read_reach },
    { "programme", NULL,
      "岗位性质|岗位类别|岗位种类|项目类型|就业项目|用工类型|岗位属性|用工性质|用工形式|岗位来源",
      "programme", COLUMN_MANY, read_programme },
    { "pay", N_("工资"),
      "薪资|月薪|工资待遇|薪资待遇|薪酬|薪酬待遇|待遇|月工资|工资标准|薪资标准|薪资范围|工资范围|"
      "薪资水平|工资水平|月收入|日工资|日薪|时薪|年薪|工资收入|岗位工资|补贴标准|岗位补贴|劳动报酬|"
      "报酬|薪金|综合工资|综合薪资|参考薪资|参考工资|月综合工资|月均工资|综合月薪|工价|计件单价|"
      "单价|工资(元/月)|薪资(元/月)|薪水|月薪资|月薪酬|预计工资|预计收入|预计月薪|薪资福利|"
      "工资福利|福利薪资|薪酬福利|工薪|每月工资|月平均工资|平均工资|收入|岗位薪酬|岗位薪资|"
      "岗位待遇|基本待遇|用工待遇|工资情况|薪资情况|小时工资|日均工资|年收入|待遇(元/月)|"
      "底薪|工钱|多少钱|月补贴|补助标准|工资报酬|提供待遇|工资薪金|税前月薪|salary|wage|pay",
      "pay_min|pay_max|pay_per|negotiable", COLUMN_MANY, job_read_pay },
    { "pay_min", NULL,
      "最低薪资|最低月薪|薪资下限|工资下限|月薪下限|最低工资(元)|起薪|最低+薪|最低+工资|最低+待遇|"
      "下限+薪|下限+工资|最低+收入|薪+起|工资+低|薪+低",
      "pay_min", 0, job_read_pay_min },
    { "pay_max", NULL,
      "最高薪资|最高月薪|薪资上限|工资上限|月薪上限|最高+薪|最高+工资|最高+待遇|上限+薪|上限+工资|"
      "最高+收入|薪+止|工资+高|薪+高",
      "pay_max", 0, job_read_pay_max },
    { "pay_per", NULL,
      "计薪单位|薪资单位|工资单位|计薪周期|薪资类型|工资类型|计酬方式|工资计算方式|薪酬类型",
      "pay_per", 0, job_read_pay_per },
    { "negotiable", NULL, "面议|是否面议|薪资面议", "negotiable", 0, job_read_negotiable },
    { "hours", NULL,
      "上班时间|作息时间|工作时长|工时|上班时长|工作时间(小时)|作息|每日工时|每天工作时间|劳动时间|"
      "日工作时间|什么时候做|什么时候上班|几点上班|工作制|班次时间|上下班时间|用工时间|"
      "工作时间安排",
      "hours", 0, read_hours },
    { "shift", NULL,
      "班制|倒班情况|上班班次|工作班次|倒班|是否倒班|班次安排|轮班情况|上班方式|夜班情况", "shift",
      0, read_shift },
    { "headcount", NULL,
      "人数|需求人数|用工人数|招工人数|拟招人数|拟招聘人数|计划招聘人数|岗位数|岗位数量|岗位人数|"
      "需求数|名额|数量|用工需求|用工需求人数|缺工人数|招收人数|用工数|用工数量|需求量|计划数|"
      "招录人数|岗位数(个)|招聘名额|招聘数量|需求数量|需求人数(人)|需招人数|所需人数|用人数|"
      "岗位需求数|岗位需求人数|拟聘人数|计划人数|设岗人数|岗位名额|聘用人数|人数(人)|人数合计|"
      "招聘人数合计|招聘人数小计|拟招录人数|招聘需求|要几个人|要几人|几个人|人|空岗数|空岗数量|"
      "招工数|缺员数|缺员|缺口|人员需求|计划招聘|"
      "空缺数|空缺岗位数|招聘计划|开发岗位数|拟安置人数|headcount",
      "headcount", 0, job_read_headcount },
    { "men", N_("招聘男"), "人数+男|需求+男|男(人)|男|男性|男工|招男|男数", "headcount", 0,
      job_read_men },
    { "women", N_("招聘女"), "人数+女|需求+女|女(人)|女|女性|女工|招女|女数", "headcount", 0,
      job_read_women },
    { "either", N_("招聘男女不限"), "人数+不限|需求+不限", "headcount", 0, job_read_either },
    { "hired", N_("已招人数"), "已招|已招聘人数|已录用人数|已到岗人数|已招收人数|已招用人数",
      "places", 0, job_read_hired },
    { "places", NULL,
      "剩余名额|剩余岗位|剩余人数|还需人数|尚缺人数|还缺人数|剩余岗位数|尚需人数|空余名额|尚缺|"
      "未招人数|尚缺口",
      "places", 0, job_read_places },
    { "place", NULL,
      "工作地址|上班地点|地点|务工地点|就业地点|工作地|岗位地点|用工地点|用工地址|所在地|工作场所|"
      "详细地址|具体地址|上班地址|工作地区|务工地|地址|工作单位地址|工作所在地|务工地址|工作城市|"
      "地方|在哪里|在哪儿|在哪里做|哪里上班|岗位所在地|岗位地址|服务地点|工作区域(地点)|place|"
      "location",
      "place", COLUMN_MANY, read_place },
    { "travel", NULL,
      "交通|交通方式|出行方式|乘车路线|交通路线|交通情况|通勤|通勤方式|上班交通|乘车方式|距离|"
      "离小区距离|距离安置点|距安置点|离安置点|路程|到岗方式|交通便利情况",
      "travel|travel_minutes|travel_fare", 0, read_travel },
    { "travel_minutes", NULL, "车程|路上用时|路上时间(分钟)|步行时间|通勤时间|乘车时间|单程时间",
      "travel_minutes", 0, read_travel_minutes },
    { "age", N_("年龄"),
      "年龄要求|年龄范围|年龄限制|年龄段|年龄条件|年龄(岁)|年龄(周岁)|年龄要求(岁)|要求年龄",
      "age_min|age_max", 0, job_read_age },
    { "age_min", NULL, "年龄下限|最低年龄|年龄+下限|年龄+最低|年龄+最小|年龄+起", "age_min", 0,
      job_read_age_min },
    { "age_max", NULL, "年龄上限|最高年龄|年龄+上限|年龄+最高|年龄+最大|年龄+止", "age_max", 0,
      job_read_age_max },
    { "sex", NULL, "性别|男女|性别限制|男/女|性别需求|要求性别", "sex", 0, job_read_sex },
    { "schooling", NULL,
      "学历|文化程度|文化要求|文化水平|最低学历|学历层次|教育程度|学历(文化程度)|文化程度要求|"
      "受教育程度|"
      "学历水平|学历条件|要求学历",
      "schooling", 0, job_read_schooling },
    { "wanted", N_("招聘要求"),
      "岗位要求|任职要求|任职条件|要求|用工要求|招聘条件|条件|招工要求|应聘条件|基本要求|岗位条件|"
      "任职资格|人员要求|录用条件|其他要求|其它要求|报名条件|应聘要求|用工条件|聘用条件|职位要求|"
      "年龄性别|性别年龄|性别及年龄|年龄及性别|性别、年龄|年龄、性别|性别/年龄|年龄/性别|年龄学历|"
      "年龄及学历|年龄、学历|年龄/"
      "学历|学历、年龄|性别+年龄|年龄+学历|性别+学历|年龄+文化|性别+文化|"
      "招聘对象|上岗条件|技能要求|专业要求|条件要求|要求条件|招用条件|岗位任职条件|其他条件|"
      "资格条件|具体要求|工作要求|身体要求|经验要求|requirements",
      NULL, COLUMN_MANY, job_read_wanted },
    { "taught", NULL,
      "培训|培训内容|技能培训|是否培训|学什么|岗前培训|提供培训|培训情况|是否提供培训|培训方式",
      "taught", 0, read_taught },
    { "benefits", NULL,
      "福利|其他福利|福利情况|食宿|食宿情况|吃住|吃住情况|五险一金|社保|社会保险|保险|食宿条件|"
      "是否包吃住|包吃住|是否提供食宿|是否包吃|是否包住|包吃|包住|其他待遇|其它待遇|参保情况|住宿|"
      "住宿情况|就餐|食宿安排|社保情况|社保缴纳|保险情况|是否缴纳社保|是否购买保险|是否购买社保|"
      "提供食宿|伙食|是否提供住宿|福利保障|保障|生活条件|福利待遇及其他|是否签订劳动合同|五险|"
      "是否缴纳五险|员工福利|待遇福利|其他补贴|"
      "住宿条件|吃住条件|居住条件|就餐条件|交通补贴|车费补贴|路费补贴|餐补|住房补贴|高温补贴|"
      "社保补贴|"
      "全勤奖|是否包餐|包餐|是否管饭|管饭|是否可带孩子|可否带孩子|能否带孩子|可带孩子|是否可带小孩",
      "benefits", COLUMN_MANY, read_benefits },
    { "tags", NULL, "岗位标签|特点|亮点|岗位特点|岗位亮点", "tags", 0, read_tags },
    { "contact", NULL,
      "联络人|负责人|招聘联系人|企业联系人|招聘负责人|经办人|咨询人|联系人姓名|姓名|人事|"
      "企业负责人|"
      "单位负责人|单位联系人|用工单位联系人|联系人员|对接人|联系人+姓名|负责人姓名|车间负责人|"
      "联系人及电话|联系人及联系方式|联系人及联系电话|联系人电话及姓名|联系人(电话)|法人|业主|找谁|"
      "联系谁|带班人|带队人|工头|contact",
      "contact", COLUMN_TAIL, job_read_contact },
    { "phone", NULL,
      "电话|联系方式|联系|手机|手机号|联系手机|咨询电话|报名电话|招聘电话|手机号码|电话号码|"
      "联系人电话|"
      "联系号码|座机|固定电话|联系人手机|招聘热线|服务电话|报名方式|联系人联系方式|联系人联系电话|"
      "联系电话(手机)|应聘电话|企业电话|单位电话|办公电话|热线|负责人电话|联系电话及联系人|"
      "联系人手机号|联系人电话号码|咨询热线|phone|tel|mobile",
      "phone", COLUMN_MANY | COLUMN_TAIL, job_read_phone },
    { "posted_on", NULL,
      "发布时间|登记日期|上报日期|填报日期|更新时间|更新日期|采集时间|采集日期|录入日期|信息日期|"
      "登记时间|发布于|填报时间|录入时间",
      "posted_on", 0, read_posted_on },
    { "closes_on", NULL,
      "截止时间|有效期|有效期至|招聘截止|报名截止时间|报名截止日期|招聘截止时间|招聘截止日期|"
      "有效期限|"
      "招聘期限|失效日期|招聘时间|报名时间|招聘有效期|信息有效期|招聘起止时间|报名截止|截止|"
      "有效时间|"
      "到期日期|到期时间|招工期限|信息有效期至|岗位有效期|岗位有效期至|招聘起止日期|截至日期|"
      "截至时间|"
      "有效日期|报名期限|招聘周期|招工时间|招聘日期|发布截止日期|结束日期|deadline",
      "closing|closes_on", COLUMN_MANY, read_closing },
    { "closing", NULL, "截止类型", "closing", 0, read_closing },
    { "state", NULL, "岗位状态|招聘状态|招聘情况|岗位现状", NULL, 0, read_state },
    { "notes", NULL,
      "说明|其他|其它|注|附注|备注说明|其他说明|其它说明|备注信息|岗位描述|岗位职责|工作内容|"
      "岗位内容|"
      "工作描述|岗位说明|职责|主要职责|简介|企业简介|单位简介|公司简介|职位描述|工作职责|岗位介绍|"
      "企业介绍|主要工作|具体工作|面试地点|报名地点|报名地址|面试地址|集合地点|面试时间|到岗时间|"
      "体检地点|合同期限|用工期限|聘期|结算方式|发薪日|工资发放时间|发放方式|发工资时间|户籍要求|"
      "户籍|籍贯|试用期|所属乡镇|乡镇|村|邮箱|电子邮箱|微信|qq|微信号|网址|所属行业|行业|企业规模|"
      "工作年限|开工时间|上岗时间|入职时间|报到时间|开班时间|现有人数|在岗人数|在职人数|就业人数|"
      "务工人数|吸纳人数|带动人数|员工人数|职工人数|从业人数|脱贫人数|报名人数|培训人数|总人口|"
      "户数|"
      "统计单位|填报单位|上报单位|报送单位|发布单位|推荐单位|主管单位|监管单位|责任单位|审核单位|"
      "组织单位|帮扶单位|适合对象|适合人群|notes",
      "notes", COLUMN_MANY, read_notes },
    { .name = NULL },
};

static const char *const job_key[] = { "employer", "title", "place", NULL };
static const char *const job_kept[] = { "checked_by", "checked_on", NULL };

const struct intake job_intake = {
    .key = job_key,
    .kept = job_kept,
    .notes = "notes",
    .draft_size = sizeof(struct job_draft),
    .memory_size = sizeof(struct job_memory),
    .caption = job_caption,
    .finish = job_finish,
    .settle = job_settle,
};
