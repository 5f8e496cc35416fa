/* SPDX-License-Identifier: GPL-3.0-or-later
 * job_heading_test.c - the bureaus' heading words: which column each one is. */
#include "services/jobs/job.h"
#include "sheet/heading.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))

static struct arena     arena;
static struct headings *headings;

static int set_up(void **state) {
    (void)state;
    headings = headings_new(&job_record, &arena);
    return 0;
}
static int tear_down(void **state) {
    (void)state;
    arena_deinit(&arena);
    return 0;
}

struct heading_case {
    const char *heading, *column; /* NULL: unknown, its cells go to the notes */
};

static void run(const struct heading_case *cases, size_t count) {
    size_t wrong = 0;
    for (size_t i = 0; i < count; i++) {
        struct matches matches = headings_match(headings, text_fold(&arena, cases[i].heading));
        const char    *got = matches.count ? matches.at[0].target->name : NULL;
        if (text_equal(got, cases[i].column))
            continue;
        wrong++;
        print_message("\"%s\": %s, expected %s\n", cases[i].heading, got ? got : "none",
                      cases[i].column ? cases[i].column : "none");
    }
    if (wrong)
        fail_msg("%zu of %zu headings are something else", wrong, count);
}

static void plain_words_are_known(void **state) {
    (void)state;
    static const struct heading_case cases[] = {
        { "序号", "serial" },
        { "编号", "serial" },
        { "岗位名称", "title" },
        { "岗位", "title" },
        { "工种", "title" },
        { "招聘岗位", "title" },
        { "职位", "title" },
        { "职位名称", "title" },
        { "用工岗位", "title" },
        { "需求岗位", "title" },
        { "招聘工种", "title" },
        { "用工单位", "employer" },
        { "单位名称", "employer" },
        { "企业名称", "employer" },
        { "公司名称", "employer" },
        { "招聘单位", "employer" },
        { "用人单位", "employer" },
        { "车间名称", "employer" },
        { "企业", "employer" },
        { "薪资", "pay" },
        { "月薪", "pay" },
        { "工资待遇", "pay" },
        { "薪资待遇", "pay" },
        { "薪酬", "pay" },
        { "待遇", "pay" },
        { "工资标准", "pay" },
        { "月工资", "pay" },
        { "日薪", "pay" },
        { "年薪", "pay" },
        { "补贴标准", "pay" },
        { "最低工资", "pay_min" },
        { "最高工资", "pay_max" },
        { "薪资下限", "pay_min" },
        { "薪资上限", "pay_max" },
        { "计薪方式", "pay_per" },
        { "人数", "headcount" },
        { "招聘人数", "headcount" },
        { "需求人数", "headcount" },
        { "用工人数", "headcount" },
        { "岗位数", "headcount" },
        { "名额", "headcount" },
        { "缺工人数", "headcount" },
        { "已招人数", "hired" },
        { "剩余名额", "places" },
        { "工作地点", "place" },
        { "工作地址", "place" },
        { "上班地点", "place" },
        { "地点", "place" },
        { "地址", "place" },
        { "单位地址", "employer_address" },
        { "企业地址", "employer_address" },
        { "年龄", "age" },
        { "年龄要求", "age" },
        { "最小年龄", "age_min" },
        { "年龄上限", "age_max" },
        { "性别", "sex" },
        { "性别要求", "sex" },
        { "学历", "schooling" },
        { "文化程度", "schooling" },
        { "学历要求", "schooling" },
        { "招聘要求", "wanted" },
        { "任职要求", "wanted" },
        { "岗位要求", "wanted" },
        { "要求", "wanted" },
        { "福利待遇", "benefits" },
        { "食宿", "benefits" },
        { "五险一金", "benefits" },
        { "是否包吃住", "benefits" },
        { "联系人", "contact" },
        { "负责人", "contact" },
        { "联系电话", "phone" },
        { "联系方式", "phone" },
        { "电话", "phone" },
        { "手机号码", "phone" },
        { "截止日期", "closes_on" },
        { "有效期至", "closes_on" },
        { "报名截止时间", "closes_on" },
        { "发布日期", "posted_on" },
        { "工作时间", "hours" },
        { "上班时间", "hours" },
        { "班次", "shift" },
        { "区域", "reach" },
        { "就业区域", "reach" },
        { "岗位类型", "programme" },
        { "岗位性质", "programme" },
        { "交通", "travel" },
        { "培训", "taught" },
        { "备注", "notes" },
        { "工作内容", "notes" },
        { "岗位职责", "notes" },
        { "统一社会信用代码", "credit_code" },
    };
    run(cases, COUNT(cases));
}

static void what_people_put_around_a_word_does_not_hide_it(void **state) {
    (void)state;
    static const struct heading_case cases[] = {
        { "薪 资\n（元/月）", "pay" },
        { "*岗位名称（必填）", "title" },
        { "招聘人数（人）", "headcount" },
        { "联系电话/手机", "phone" },
        { "企业联系人电话", "phone" },
        { "工作地点/地址", "place" },
        { "用工单位地址", "employer_address" },
        { "工资待遇及福利", "pay" },
        { "岗 位 名 称", "title" },
        { "岗位名称：", "title" },
        { "★招聘岗位★", "title" },
        { "薪资（元）", "pay" },
        { "月薪（元/月）", "pay" },
        { "工资（元／月）", "pay" },
        { "【岗位】", "title" },
        { "学历要求（最低）", "schooling" },
        { "年龄（周岁）", "age" },
        { "联系人及电话", "contact" },
        { "岗位/工种", "title" },
        { "企业（单位）名称", "employer" },
        { "单位名称（全称）", "employer" },
        { "企业名称及地址", "employer" },
        { "拟招聘人数", "headcount" },
        { "计划招聘人数", "headcount" },
        { "岗位需求人数", "headcount" },
        { "岗位薪资", "pay" },
        { "薪资（最低）", "pay_min" },
        { "薪资（最高）", "pay_max" },
        { "综合工资（元/月）", "pay" },
        { "本次招聘岗位名称", "title" },
        { "工作地点（详细地址）", "place" },
        { "报名电话及联系人", "phone" },
        { "截止日期（年月日）", "closes_on" },
        { "Ｎo．", "serial" },
        { "招聘人数（男/女）", "headcount" },
        { "其他要求说明", "wanted" },
        { "企业简介", "notes" },
        { "面试地点", "notes" },
        { "报名地址", "notes" },
        { "合同期限", "notes" },
    };
    run(cases, COUNT(cases));
}

static void words_beside_the_usual_ones(void **state) {
    (void)state;
    static const struct heading_case cases[] = {
        { "岗位需求", "title" },
        { "需求工种", "title" },
        { "用人单位名称", "employer" },
        { "月综合收入", "pay" },
        { "薪酬（元）", "pay" },
        { "底薪", "pay" },
        { "公益性岗位补贴（元/人/月）", "pay" },
        { "工资下限（元）", "pay_min" },
        { "空岗数", "headcount" },
        { "招聘需求", "headcount" },
        { "尚缺", "places" },
        { "用工地址", "place" },
        { "上岗地点", "place" },
        { "安置点", "reach" },
        { "县（市、区）", "reach" },
        { "城市", "reach" },
        { "服务区域", "reach" },
        { "食宿情况", "benefits" },
        { "住宿条件", "benefits" },
        { "交通补贴", "benefits" },
        { "是否可带孩子", "benefits" },
        { "社保缴纳", "benefits" },
        { "性别/年龄", "wanted" },
        { "年龄、学历", "wanted" },
        { "报名电话", "phone" },
        { "有效期", "closes_on" },
        { "用工形式", "programme" },
        { "所属乡镇", "notes" },
        { "岗位职责", "notes" },
        { "现有人数", "notes" },
        { "带动就业人数", "notes" },
        { "主管单位", "notes" },
        { "填报单位", "notes" },
        { "开工时间", "notes" },
        { "招聘状态", "state" },
        { "车间", "employer" },
        { "参会单位", "employer" },
        { "联系", "phone" },
        { "男", "men" },
        { "女（人）", "women" },
        { "性别/年龄/学历", "wanted" },
        { "年龄及文化程度", "wanted" },
        { "省市", "reach" },
        { "缺员数", "headcount" },
        { "夜班", NULL },
        { "工作经验", NULL },
        { "距离安置点（公里）", "travel" },
    };
    run(cases, COUNT(cases));
}

static void what_is_no_such_column_is_not_taken_for_one(void **state) {
    (void)state;
    static const struct heading_case cases[] = {
        { "驾照", NULL }, { "民族", NULL }, { "政治面貌", NULL }, { "婚姻状况", NULL },
        { "宗教", NULL }, { "车牌", NULL }, { "", NULL },         { "（元）", NULL },
    };
    run(cases, COUNT(cases));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_words_are_known),
        cmocka_unit_test(what_people_put_around_a_word_does_not_hide_it),
        cmocka_unit_test(words_beside_the_usual_ones),
        cmocka_unit_test(what_is_no_such_column_is_not_taken_for_one),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
