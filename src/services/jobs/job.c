/* SPDX-License-Identifier: GPL-3.0-or-later
 * job.c - the table of postings, what must hold of one, and its place in the list. */
#include "services/jobs/job.h"

#include "record/problems.h"
#include "services/jobs/job_columns.h"

const struct word reach_words[REACH_COUNT] = {
    [REACH_NEAR] = { "near", N_("家门口"), "本小区|小区内|社区内|安置点|安置区|家门口就业|就近" },
    [REACH_COUNTY] = { "county", N_("县内"), "县城|本县|本地|本市|市内|县域|县内就业|市区" },
    [REACH_AWAY] = { "away", N_("外出"), "县外|省外|市外|外地|沿海|省内县外|外出务工|跨省" },
};
const struct word programme_words[PROGRAMME_COUNT] = {
    [PROGRAMME_NONE] = { "none", N_("普通岗位"), "市场化岗位|企业用工|企业岗位|普通|无|否" },
    [PROGRAMME_WORKSHOP] = { "workshop", N_("扶贫车间"),
                             "帮扶车间|就业帮扶车间|就业扶贫车间|车间|车间岗位|社区工厂" },
    [PROGRAMME_WELFARE] = { "welfare", N_("公益性岗位"),
                            "公益岗|公益岗位|公益性|公岗|乡村公益性岗位" },
};
const struct word pay_per_words[PAY_PER_COUNT] = {
    [PAY_PER_MONTH] = { "month", N_("月"), "每月|按月|月薪|元/月|月工资" },
    [PAY_PER_DAY] = { "day", N_("天"), "日|每天|每日|按天|按日|日薪|日结|元/天|元/日" },
    [PAY_PER_HOUR] = { "hour", N_("小时"), "时|每小时|按小时|时薪|小时工|元/小时|元/时" },
    [PAY_PER_YEAR] = { "year", N_("年"), "每年|按年|年薪|元/年" },
    [PAY_PER_PIECE] = { "piece", N_("件"), "计件|每件|按件|计件工资|元/件" },
};
const struct word shift_words[SHIFT_COUNT] = {
    [SHIFT_DAY] = { "day", N_("白班"), "长白班|常白班|正常班|行政班|日班" },
    [SHIFT_EARLY] = { "early", N_("早班"), NULL },
    [SHIFT_NIGHT] = { "night", N_("夜班"), "晚班|长夜班" },
    [SHIFT_ROTATING] = { "rotating", N_("倒班"),
                         "两班倒|二班倒|三班倒|轮班|两班制|二班制|三班制|轮流倒班|白夜班|"
                         "四班三运转" },
    [SHIFT_FLEXIBLE] = { "flexible", N_("弹性"), "弹性工作|时间自由|灵活|不定时|不坐班|弹性班" },
};
const struct word travel_words[TRAVEL_COUNT] = {
    [TRAVEL_WALK] = { "walk", N_("走路"), "步行|走路可到" },
    [TRAVEL_BUS] = { "bus", N_("公交"), "公交车|坐公交|公共汽车|班线车|客车" },
    [TRAVEL_SHUTTLE] = { "shuttle", N_("接送车"), "厂车|班车|专车|通勤车|接送|车接车送" },
    [TRAVEL_AT_HOME] = { "at_home", N_("在家做"), "居家|可在家做|带回家做|居家就业" },
};
const struct word sex_words[SEX_COUNT] = {
    [SEX_ANY] = { "any", N_("不限"), "男女不限|男女均可|男女|男/女|不限男女|都可" },
    [SEX_MALE] = { "male", N_("男"), "限男|男性|限男性|男士" },
    [SEX_FEMALE] = { "female", N_("女"), "限女|女性|限女性|女士" },
};
const struct word schooling_words[SCHOOLING_COUNT] = {
    [SCHOOLING_ANY] = { "any", N_("不限"), "学历不限|不限学历|无要求" },
    [SCHOOLING_PRIMARY] = { "primary", N_("小学"), "小学及以上|小学以上" },
    [SCHOOLING_JUNIOR] = { "junior", N_("初中"), "初中及以上|初中以上" },
    [SCHOOLING_SENIOR] = { "senior", N_("高中"), "高中及以上|高中以上" },
    [SCHOOLING_VOCATIONAL] = { "vocational", N_("中专"), "中技|技校|职高|职业高中|中专及以上" },
    [SCHOOLING_COLLEGE] = { "college", N_("大专"), "专科|高职|大学专科|大专及以上" },
    [SCHOOLING_BACHELOR] = { "bachelor", N_("本科"), "大学|大学本科|本科及以上" },
};
const struct word closing_words[CLOSING_COUNT] = {
    [CLOSING_ON_DAY] = { "on_day", N_("到期截止"), "按日期|有截止日期" },
    [CLOSING_UNTIL_FILLED] = { "until_filled", N_("招满为止"), "招满即止|满员为止|额满为止" },
    [CLOSING_OPEN] = { "open_ended", N_("长期"), "长期有效|长期招聘|常年|常年招聘" },
};
const struct word job_state_words[JOB_STATE_COUNT] = {
    [JOB_DRAFT] = { "draft", N_("草稿"), NULL },
    [JOB_REVIEW] = { "review", N_("待审核"), "待审" },
    [JOB_OPEN] = { "open", N_("在招"), "招聘中|公开" },
    [JOB_FILLED] = { "filled", N_("已招满"), "招满" },
    [JOB_CLOSED] = { "closed", N_("已结束"), "结束|下架" },
};

#define REC struct job_tag
static const struct field job_tag_fields[] = {
    { "job", REF(job, &job_record), .label = N_("岗位"), .flags = F_PARENT | F_REQUIRED },
    { "place_in_list", INT(place_in_list), .label = N_("次序"), .flags = F_ORDER },
    { "tag", TEXT(tag), .label = N_("标签"), .flags = F_REQUIRED | F_KIOSK },
};
const struct record job_tag_record = RECORD("job_tag", N_("岗位标签"), job_tag_fields);
#undef REC

#define REC struct job
static const struct field job_fields[] = {
    { "title", TEXT(title), .label = N_("岗位名称"),
      .flags = F_REQUIRED | F_SEARCH | F_NAME | F_KIOSK, .also = "岗位|工种|招聘岗位|职位" },
    { "employer", REF(employer, &employer_record), .label = N_("用工单位"),
      .flags = F_REQUIRED | F_INDEX | F_KIOSK, .also = "单位名称|企业名称|招聘单位" },
    { "trade", REF(trade, &trade_record), .label = N_("工种"), .flags = F_KIOSK },
    { "reach", ENUM(reach, reach), .label = N_("就业范围"), .flags = F_KIOSK },
    { "programme", ENUM(programme, programme), .label = N_("岗位类型"), .flags = F_KIOSK },
    { "pay_min", MONEY(pay_min), .label = N_("最低工资"), .unit = N_("元"),
      .flags = F_KIOSK | F_INDEX, .min = 1, .max = 100000000 },
    { "pay_max", MONEY(pay_max), .label = N_("最高工资"), .unit = N_("元"), .flags = F_KIOSK,
      .min = 1, .max = 100000000 },
    { "pay_per", ENUM(pay_per, pay_per), .label = N_("计薪方式"), .flags = F_KIOSK },
    { "negotiable", BOOL(negotiable), .label = N_("工资面议"), .flags = F_KIOSK },
    { "hours", TEXT(hours), .label = N_("工作时间"), .flags = F_KIOSK },
    { "shift", ENUM(shift, shift), .label = N_("班次"), .flags = F_KIOSK },
    { "headcount", INT(headcount), .label = N_("招聘人数"), .unit = N_("人"), .flags = F_KIOSK,
      .min = 1, .max = 9999 },
    { "places", INT(places), .label = N_("还招人数"), .unit = N_("人"), .flags = F_KIOSK,
      .max = 9999 },
    { "place", TEXT(place), .label = N_("工作地点"), .flags = F_KIOSK },
    { "travel", ENUM(travel, travel), .label = N_("怎么去"), .flags = F_KIOSK },
    { "travel_minutes", INT(travel_minutes), .label = N_("路上时间"), .unit = N_("分钟"),
      .flags = F_KIOSK, .max = 2880 },
    { "travel_fare", MONEY(travel_fare), .label = N_("单程车费"), .unit = N_("元"),
      .flags = F_KIOSK, .max = 200000 },
    { "age_min", INT(age_min), .label = N_("最小年龄"), .unit = N_("岁"), .any = N_("不限"),
      .flags = F_KIOSK, .max = 99 },
    { "age_max", INT(age_max), .label = N_("最大年龄"), .unit = N_("岁"), .any = N_("不限"),
      .flags = F_KIOSK, .max = 99 },
    { "sex", ENUM(sex, sex), .label = N_("性别要求"), .flags = F_KIOSK },
    { "schooling", ENUM(schooling, schooling), .label = N_("学历要求"), .flags = F_KIOSK },
    { "taught", TEXT(taught), .label = N_("教什么"), .flags = F_KIOSK },
    { "benefits", TEXT(benefits), .label = N_("福利待遇"), .flags = F_KIOSK },
    { "tags", CHILDREN(tags, &job_tag_record), .label = N_("标签"), .flags = F_KIOSK },
    { "contact", TEXT(contact), .label = N_("联系人"), .flags = F_KIOSK },
    { "phone", PHONE(phone), .label = N_("联系电话"), .flags = F_KIOSK },
    { "posted_on", DAY(posted_on), .label = N_("发布日期"), .flags = F_KIOSK | F_INDEX },
    { "closing", ENUM(closing, closing), .label = N_("截止方式"), .flags = F_KIOSK },
    { "closes_on", DAY(closes_on), .label = N_("截止日期"), .flags = F_KIOSK,
      .hint = N_("最后一天还看得到") },
    { "notes", LONG_TEXT(notes), .label = N_("备注"), .flags = F_KIOSK, .max = 2000 },
    { "checked_by", TEXT(checked_by), .label = N_("审核人"), .flags = F_KIOSK },
    { "checked_on", DAY(checked_on), .label = N_("审核日期"), .flags = F_KIOSK },
    { "state", ENUM(state, job_state), .label = N_("状态"),
      .flags = F_INDEX | F_KIOSK | F_RECKONED },
};

/* 禁止使用童工规定 (State Council order 364), article 2: nobody under 16. */
enum { AGE_LEAST = 16 };

static void check_pay(const struct job *job, struct problems *problems) {
    bool low = !money_absent(job->pay_min), high = !money_absent(job->pay_max);
    if (job->negotiable && (low || high))
        problem_add(problems, PROBLEM_ERROR, "negotiable", NULL,
                    N_("写了面议就不能再写工资，请留一样"));
    if (low && high && job->pay_min.fen > job->pay_max.fen)
        problem_add(problems, PROBLEM_ERROR, "pay_max", NULL, N_("最高工资比最低工资还低"));
}

static void check_age(const struct job *job, struct problems *problems) {
    const struct {
        const char *field;
        int         age;
    } ages[] = { { "age_min", job->age_min }, { "age_max", job->age_max } };
    for (size_t i = 0; i < 2; i++)
        if (ages[i].age != INT_ABSENT && ages[i].age != 0 && ages[i].age < AGE_LEAST)
            problem_add(problems, PROBLEM_ERROR, ages[i].field, NULL,
                        N_("年龄不能小于 %d 岁，不许招童工"), AGE_LEAST);
    if (job->age_min > 0 && job->age_max > 0 && job->age_min > job->age_max)
        problem_add(problems, PROBLEM_ERROR, "age_max", NULL, N_("最大年龄比最小年龄还小"));
}

static void check_closing(const struct job *job, struct problems *problems) {
    bool on_day = job->closing == CLOSING_ON_DAY;
    if (on_day && day_absent(job->closes_on))
        problem_add(problems, PROBLEM_ERROR, "closes_on", NULL, N_("到期截止的要写截止日期"));
    if (!on_day && !day_absent(job->closes_on))
        problem_add(problems, PROBLEM_ERROR, "closing", NULL,
                    N_("写了截止日期，截止方式就要是“到期截止”"));
    if (on_day && !day_absent(job->closes_on) && !day_absent(job->posted_on) &&
        job->closes_on.n < job->posted_on.n)
        problem_add(problems, PROBLEM_WARN, "closes_on", NULL, N_("截止日期比发布日期还早"));
}

static void job_check(const void *row, struct problems *problems) {
    const struct job *job = row;
    check_pay(job, problems);
    check_age(job, problems);
    check_closing(job, problems);
    if (job->headcount != INT_ABSENT && job->places != INT_ABSENT && job->places > job->headcount)
        problem_add(problems, PROBLEM_ERROR, "places", NULL, N_("还招的人数比招聘人数还多"));
}

/* Open ones with places: near before county before unknown before away, then the newest. */
static int64_t job_rank(const void *row) {
    static const int64_t reach_order[REACH_COUNT] = {
        [REACH_NEAR] = 0,
        [REACH_COUNTY] = 1,
        [REACH_UNWRITTEN] = 2,
        [REACH_AWAY] = 3,
    };
    enum { DAY_BITS = 20, LAST_DAY = (1 << DAY_BITS) - 1 };
    const struct job *job = row;
    if (job->state != JOB_OPEN || job->places == 0)
        return -1;
    int64_t age = day_absent(job->posted_on) ? LAST_DAY : LAST_DAY - (int64_t)job->posted_on.n;
    return reach_order[job->reach] << DAY_BITS | age;
}

const struct record job_record =
    RECORD("job", N_("岗位"), job_fields, .columns = job_columns, .intake = &job_intake,
           .check = job_check, .rank = job_rank);
#undef REC
