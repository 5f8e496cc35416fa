/* SPDX-License-Identifier: GPL-3.0-or-later
 * job_pay_test.c - cells about pay and what a careful clerk makes of them. Expected:
 * least-most/period in yuan, an open end empty; then "neg" for 面议, "+" when the text says more
 * than that (and goes to the notes), the doubts by name, "!" and what is wrong, benefits in
 * brackets. */
#include "services/jobs/job_pay.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))

struct pay_case {
    const char *text, *heading, *expected;
};

static const char *const period_names[PAY_PER_COUNT] = { "?",    "month", "day",
                                                         "hour", "year",  "piece" };

static void add(char *out, const char *text) {
    strncat(out, text, 399 - strlen(out));
}

static void add_money(char *out, money sum) {
    char text[MONEY_TEXT];
    money_format(sum, text);
    add(out, text);
}

static void say(const struct pay *pay, char out[400]) {
    static const struct {
        unsigned    bit;
        const char *name;
    } doubts[] = { { PAY_SWAPPED, " swapped" },
                   { PAY_WIDE, " wide" },
                   { PAY_SEVERAL, " several" },
                   { PAY_UNCLEAR, " unclear" },
                   { PAY_UNSAID, " unsaid" },
                   { PAY_NO_PERIOD, " no-period" },
                   { PAY_PERIOD_UNKNOWN, " period-unknown" },
                   { PAY_ODD, " odd" },
                   { PAY_TOO_SMALL, " too-small" },
                   { PAY_HALF, " half" },
                   { PAY_OTHER_PERIOD, " other-period" } };
    *out = '\0';
    if (!money_absent(pay->min) || !money_absent(pay->max)) {
        add_money(out, pay->min);
        if (pay->min.fen != pay->max.fen) {
            add(out, "-");
            add_money(out, pay->max);
        }
        add(out, "/");
        add(out, period_names[pay->per]);
    } else if (pay->per) {
        add(out, "/");
        add(out, period_names[pay->per]);
    }
    if (pay->negotiable)
        add(out, *out ? " neg" : "neg");
    if (pay->more)
        add(out, " +");
    for (size_t i = 0; i < COUNT(doubts); i++)
        if (pay->doubts & doubts[i].bit)
            add(out, doubts[i].name);
    if (pay->wrong & PAY_ZERO)
        add(out, " !zero");
    if (pay->wrong & PAY_NEGATIVE)
        add(out, " !negative");
    if (pay->wrong & PAY_HUGE)
        add(out, " !huge");
    if (*pay->benefits) {
        add(out, " [");
        add(out, pay->benefits);
        add(out, "]");
    }
}

static void run(const struct pay_case *cases, size_t count) {
    size_t wrong = 0;
    for (size_t i = 0; i < count; i++) {
        struct pay pay;
        char       got[400];
        pay_read(cases[i].text, cases[i].heading, &pay);
        pay_settle(&pay);
        say(&pay, got);
        const char *said = *got == ' ' ? got + 1 : got;
        if (strcmp(said, cases[i].expected) == 0)
            continue;
        wrong++;
        print_message("\"%s\" under \"%s\": %s, expected %s\n", cases[i].text, cases[i].heading,
                      said, cases[i].expected);
    }
    if (wrong)
        fail_msg("%zu of %zu cells were read otherwise", wrong, count);
}

static void a_range_with_its_period_is_taken_as_it_stands(void **state) {
    (void)state;
    static const struct pay_case cases[] = {
        { "3000-4500元/月", "薪资", "3000-4500/month" },
        { "3000-4500/月", "薪资", "3000-4500/month" },
        { "3000元-4500元/月", "薪资", "3000-4500/month" },
        { "3000元/月-4500元/月", "薪资", "3000-4500/month" },
        { "3000—4500元/月", "薪资", "3000-4500/month" },
        { "3000——4500元/月", "薪资", "3000-4500/month" },
        { "3000–4500元/月", "薪资", "3000-4500/month" },
        { "3000~4500元/月", "薪资", "3000-4500/month" },
        { "3000至4500元/月", "薪资", "3000-4500/month" },
        { "3000到4500元/月", "薪资", "3000-4500/month" },
        { "3000一4500元/月", "薪资", "3000-4500/month" },
        { "月薪3000-4500元", "薪资", "3000-4500/month" },
        { "月薪:3000-4500", "薪资", "3000-4500/month" },
        { "每月3000-4500元", "薪资", "3000-4500/month" },
        { "3000-4500元每月", "薪资", "3000-4500/month" },
        { "3000-4500元(月)", "薪资", "3000-4500/month" },
        { "4,500-6,000元/月", "薪资", "4500-6000/month" },
        { "¥4500-6000/月", "薪资", "4500-6000/month" },
        { "￥4500/月", "薪资", "4500/month" },
        { "4500rmb/月", "薪资", "4500/month" },
        { "3500元/月/人", "薪资", "3500/month" },
        { "3500元/人/月", "薪资", "3500/month" },
        { "3500元/人·月", "薪资", "3500/month" },
        { "3500.50元/月", "薪资", "3500.5/month" },
        { "150元/天", "薪资", "150/day" },
        { "150/天", "薪资", "150/day" },
        { "150元一天", "薪资", "150/day" },
        { "150元每天", "薪资", "150/day" },
        { "一天150元", "薪资", "150/day" },
        { "每天150", "薪资", "150/day" },
        { "日结180", "薪资", "180/day +" },
        { "日结180元", "薪资", "180/day +" },
        { "日薪120-150元", "薪资", "120-150/day" },
        { "130-150元/日", "薪资", "130-150/day" },
        { "18元/小时", "薪资", "18/hour" },
        { "20元/时", "薪资", "20/hour" },
        { "20元/h", "薪资", "20/hour" },
        { "时薪18-20", "薪资", "18-20/hour" },
        { "18.5元/小时", "薪资", "18.5/hour" },
        { "年薪8万", "薪资", "80000/year" },
        { "3.6万/年", "薪资", "36000/year" },
        { "年收入6-8万元", "薪资", "60000-80000/year" },
        { "8-10万/年", "薪资", "80000-100000/year" },
        { "1.2元/件", "薪资", "1.2/piece" },
        { "0.8元/双", "薪资", "0.8/piece" },
    };
    run(cases, COUNT(cases));
}

static void thousands_and_tens_of_thousands_are_what_they_say(void **state) {
    (void)state;
    static const struct pay_case cases[] = {
        { "4-6k", "薪资(月)", "4000-6000/month" },
        { "4k-6k", "月薪", "4000-6000/month" },
        { "4.5k-6k/月", "薪资", "4500-6000/month" },
        { "0.3-0.45万", "月薪", "3000-4500/month" },
        { "0.3万-0.45万/月", "薪资", "3000-4500/month" },
        { "3-4千/月", "薪资", "3000-4000/month" },
        { "3千-4千/月", "薪资", "3000-4000/month" },
        { "3千到4千5/月", "薪资", "3000-4500/month" },
        { "月薪4千5", "薪资", "4500/month" },
        { "三千五/月", "薪资", "3500/month" },
        { "三千到四千每月", "薪资", "3000-4000/month" },
        { "三四千元/月", "薪资", "3000-4000/month" },
        { "月薪两千八", "薪资", "2800/month" },
        { "年薪八万", "薪资", "80000/year" },
        { "一万二/月", "薪资", "12000/month" },
        { "1万2/月", "薪资", "12000/month" },
        { "8千-1.2万/月", "薪资", "8000-12000/month" },
        { "8000-1万/月", "薪资", "8000-10000/month" },
        { "8-10", "年薪(万元)", "80000-100000/year" },
        { "8", "年薪(万元)", "80000/year" },
        { "0.35", "月薪(万元)", "3500/month" },
        { "3-4.5", "月薪(千元)", "3000-4500/month" },
        { "80000", "年薪(万元)", "80000/year" },
        { "4500", "月薪(k)", "4500/month" },
    };
    run(cases, COUNT(cases));
}

static void an_open_end_stays_open(void **state) {
    (void)state;
    static const struct pay_case cases[] = {
        { "年薪8万起", "薪资", "80000-/year" },
        { "8万元/年起", "薪资", "80000-/year" },
        { "3000以上", "月薪", "3000-/month" },
        { "3000元以上/月", "薪资", "3000-/month" },
        { "3000元/月以上", "薪资", "3000-/month" },
        { "3000元/月及以上", "薪资", "3000-/month" },
        { "3000起", "月薪", "3000-/month" },
        { "3000元起步", "月薪", "3000-/month" },
        { "4500+", "月薪", "4500-/month" },
        { "4500+元/月", "薪资", "4500-/month" },
        { "不低于3000元/月", "薪资", "3000-/month" },
        { "不少于3000", "月薪", "3000-/month" },
        { "最低3000", "月薪", "3000-/month" },
        { "≥3000", "月薪", "3000-/month" },
        { "保底3000元/月", "薪资", "3000-/month" },
        { "最高6000", "月薪", "-6000/month" },
        { "6000以内", "月薪", "-6000/month" },
        { "6000元以下", "月薪", "-6000/month" },
        { "不超过6000", "月薪", "-6000/month" },
        { "月薪可达8000元", "薪资", "-8000/month" },
        { "最低3000,最高6000", "月薪", "3000-6000/month" },
        { "3000元起,最高可达8000元", "月薪", "3000-8000/month" },
        { "4000-6000元以上", "月薪", "4000-/month +" },
        { "3000元起,上不封顶", "月薪", "3000-/month +" },
        { "2000+提成", "月薪", "2000-/month +" },
        { "3000+提成+奖金", "月薪", "3000-/month +" },
        { "底薪2000+提成", "月薪", "2000-/month +" },
        { "2000+计件", "月薪", "2000-/month +" },
        { "3000+绩效", "月薪", "3000-/month +" },
        { "3500+五险", "月薪", "3500/month [五险]" },
    };
    run(cases, COUNT(cases));
}

static void a_written_total_beats_its_parts(void **state) {
    (void)state;
    static const struct pay_case cases[] = {
        { "底薪2200,综合工资4000-6000元/月", "薪资", "4000-6000/month +" },
        { "基本工资1700元,综合月薪3500-6000元", "薪资", "3500-6000/month +" },
        { "底薪2500+提成+全勤200,月综合4500以上", "薪资", "4500-/month +" },
        { "底薪3000元+餐补300元+全勤200元", "月薪", "3000-/month + [餐补300元]" },
        { "1800基本工资+提成,综合3500-5000", "月薪", "3500-5000/month +" },
        { "2000底薪+提成", "月薪", "2000-/month +" },
        { "3000元/月,餐补300元", "薪资", "3000/month + [餐补300元]" },
        { "3000元/月,全勤奖200", "薪资", "3000/month + [全勤奖200]" },
        { "试用期3000转正3500", "月薪", "3500/month +" },
        { "试用期3000元,转正后3500-4500元", "月薪", "3500-4500/month +" },
        { "计件,日均120元", "薪资", "120/day +" },
        { "计件,日均120-150元", "薪资", "120-150/day +" },
        { "计件工资,月均4000元", "薪资", "4000/month +" },
        { "计件,人均4500元/月", "薪资", "4500/month +" },
        { "计件3000-5000", "月薪", "3000-5000/month +" },
        { "80-120元/天(计件)", "薪资", "80-120/day +" },
        { "计件", "薪资", "/piece" },
        { "计件工资", "薪资", "/piece" },
        { "计件,多劳多得", "薪资", "/piece +" },
        { "计件1.2元/件", "薪资", "1.2/piece +" },
        { "22元/小时,月综合6000-7000元", "薪资", "6000-7000/month +" },
        { "到手5000-6000元/月", "薪资", "5000-6000/month" },
        { "岗位补贴1200元/月", "薪资", "1200/month" },
        { "每月1200元岗位补贴", "薪资", "1200/month" },
    };
    run(cases, COUNT(cases));
}

static void several_sums_are_taken_together_and_said(void **state) {
    (void)state;
    static const struct pay_case cases[] = {
        { "白班150元/天,夜班180元/天", "薪资", "150-180/day + several" },
        { "男180元/天女150元/天", "薪资", "150-180/day + several" },
        { "熟手5000-7000,学徒3000", "月薪", "5000-7000/month +" },
        { "3000-4500元/月;4500-6000元/月", "薪资", "3000-6000/month + several" },
        { "20元/小时,6000-7000元/月", "薪资", "6000-7000/month + several" },
        { "4000/5000", "月薪", "4000-5000/month + several" },
        { "3000 4500", "月薪", "3000-4500/month + several" },
        { "4500-3000", "月薪", "3000-4500/month swapped" },
        { "6000-3000元/月", "薪资", "3000-6000/month swapped" },
        { "3000-45000元/月", "薪资", "3000-45000/month wide" },
        { "1000-5000元/月", "薪资", "1000-5000/month wide" },
        { "1000-4999元/月", "薪资", "1000-4999/month" },
    };
    run(cases, COUNT(cases));
}

static void words_are_not_numbers(void **state) {
    (void)state;
    static const struct pay_case cases[] = {
        { "面议", "薪资", "neg" },
        { "工资面议", "薪资", "neg" },
        { "面谈", "薪资", "neg" },
        { "薪资面议", "月薪(元)", "neg" },
        { "详谈", "薪资", "neg" },
        { "电联", "薪资", "neg" },
        { "协商", "薪资", "neg" },
        { "面议,包吃住", "薪资", "neg [包吃住]" },
        { "面议(3000起)", "月薪", "3000-/month +" },
        { "4000-6000(可面议)", "月薪", "4000-6000/month +" },
        { "按公司规定", "薪资", "+ unsaid" },
        { "按规定执行", "月薪(元)", "+ unsaid" },
        { "待遇优厚", "薪资", "+ unsaid" },
        { "多劳多得", "薪资", "+ unsaid" },
        { "无", "薪资", "" },
        { "暂无", "薪资", "" },
        { "8:00-17:30", "薪资", "+ unclear" },
        { "五险一金", "薪资", "+ unsaid" },
        { "13800001234", "薪资", "+ unclear" },
        { "3%提成", "薪资", "+ unclear" },
    };
    run(cases, COUNT(cases));
}

static void what_else_is_said_is_kept(void **state) {
    (void)state;
    static const struct pay_case cases[] = {
        { "月薪3000-4500元,包吃住", "薪资", "3000-4500/month [包吃住]" },
        { "3000-4500元/月,包吃住,五险一金", "薪资", "3000-4500/month [包吃住，五险一金]" },
        { "3000-4500元/月(包吃)", "薪资", "3000-4500/month [包吃]" },
        { "3000元/月,不包吃住", "薪资", "3000/month +" },
        { "3000-5000元/月,夫妻工优先", "薪资", "3000-5000/month +" },
        { "3500左右", "月薪", "3500/month +" },
        { "约3500元/月", "薪资", "3500/month +" },
        { "3500元/月(税前)", "薪资", "3500/month +" },
        { "4.5k-6k·13薪", "月薪", "4500-6000/month [13薪]" },
        { "每月3000元,每天工作8小时", "薪资", "3000/month +" },
        { "1700元/月(最低工资标准)", "薪资", "1700/month" },
        { "按2026年标准1700元/月", "薪资", "1700/month +" },
        { "包吃住150元/天", "薪资", "150/day [包吃住]" },
        { "工资3000元/月+包吃住", "薪资", "3000/month [包吃住]" },
        { "26天,4000元/月", "薪资", "4000/month +" },
    };
    run(cases, COUNT(cases));
}

static void a_period_comes_from_the_cell_then_from_the_heading(void **state) {
    (void)state;
    static const struct pay_case cases[] = {
        { "3000-4500", "月薪", "3000-4500/month" },
        { "3000-4500", "薪资(元/月)", "3000-4500/month" },
        { "3000-4500", "工资待遇元/月", "3000-4500/month" },
        { "150", "日工资(元)", "150/day" },
        { "150", "薪资(元/天)", "150/day" },
        { "18", "薪资(元/小时)", "18/hour" },
        { "80000", "年薪", "80000/year" },
        { "1.2", "计件单价(元)", "1.2/piece" },
        { "150元/天", "月薪(元)", "150/day" },
        { "3000-4500", "薪资", "3000-4500/month no-period" },
        { "3500", "工资待遇", "3500/month no-period" },
        { "150", "薪资", "150/? period-unknown" },
        { "18", "薪资", "18/? period-unknown" },
        { "80000", "薪资", "80000/? period-unknown" },
        { "8万", "薪资", "80000/? period-unknown" },
        { "6-8万", "薪资", "60000-80000/? period-unknown" },
        { "150", "月薪(元)", "150/? period-unknown" },
        { "150-180", "薪资(元/月、元/天)", "150-180/? period-unknown" },
        { "4-6", "薪资", "+ too-small" },
        { "4-6", "月薪(元)", "+ too-small" },
        { "3.5", "月薪", "+ too-small" },
        { "年薪8-12", "薪资", "+ too-small" },
        { "4500元/天", "薪资", "4500/day odd" },
        { "3500元/小时", "薪资", "3500/hour odd" },
        { "200元/月", "薪资", "200/month odd" },
        { "60000元/月", "薪资", "60000/month odd" },
    };
    run(cases, COUNT(cases));
}

static void less_usual_ways_are_read_too(void **state) {
    (void)state;
    static const struct pay_case cases[] = {
        { "综合薪资4000-5500元/月+提成", "薪资", "4000-/month +" },
        { "计时18元/小时,加班22元/小时", "薪资", "18/hour +" },
        { "每小时18元", "薪资", "18/hour" },
        { "18元/小时起", "薪资", "18-/hour" },
        { "200-300元/天/人", "薪资", "200-300/day" },
        { "大工300元/天,小工200元/天", "薪资", "200-300/day + several" },
        { "5000元/月左右", "薪资", "5000/month +" },
        { "4000多元/月", "薪资", "4000-/month" },
        { "5000元以上(多劳多得)", "月薪", "5000-/month +" },
        { "3000-5000元/月(含社保)", "薪资", "3000-5000/month [含社保]" },
        { "年薪10-15万", "薪资", "100000-150000/year" },
        { "10万以上/年", "薪资", "100000-/year" },
        { "150元/工", "薪资", "150/? + period-unknown" },
        { "2100元/月(含五险个人部分)", "薪资", "2100/month [含五险个人部分]" },
        { "工资1930元/月,缴纳社保", "薪资", "1930/month [缴纳社保]" },
        { "月薪:5000~8000", "薪资", "5000-8000/month" },
        { "5000-8000元", "薪资(元/月)", "5000-8000/month" },
        { "5千以上", "月薪", "5000-/month" },
        { "4000元保底", "月薪", "4000-/month" },
        { "保底4000+计件", "月薪", "4000-/month +" },
        { "面议,3000-5000", "月薪", "3000-5000/month +" },
        { "3000元-4500元", "月薪", "3000-4500/month" },
        { "3000-4500元不等", "月薪", "3000-4500/month" },
        { "3000元到5000元之间", "月薪", "3000-5000/month" },
        { "月收入4000-6000", "工资", "4000-6000/month" },
        { "平均月薪5000", "工资", "5000/month" },
        { "2500元底薪+计件,月收入5000左右", "工资", "5000/month +" },
        { "日工资150,月休4天", "工资", "150/day [月休4天]" },
        { "一个月3500元", "工资", "3500/month" },
        { "120元/8小时", "工资", "120/? + period-unknown" },
        { "600元/月", "补贴标准", "600/month" },
        { "3200-3800元/月,做六休一", "工资", "3200-3800/month +" },
        { "3500元/月,节假日三倍工资", "工资", "3500/month [节假日三倍工资]" },
        { "3,500", "月薪", "3500/month" },
        { "3500元整", "月薪", "3500/month" },
        { "4000块/月", "工资", "4000/month" },
        { "4000块钱一个月", "工资", "4000/month" },
        { "3000--4500", "月薪", "3000-4500/month" },
        { "3000..4500", "月薪", "3000-4500/month" },
        { "3000-", "月薪", "3000-/month + half" },
    };
    run(cases, COUNT(cases));
}

static void traps_that_bureaus_have_set_so_far(void **state) {
    (void)state;
    static const struct pay_case cases[] = {
        { "两百一天", "薪资", "200/day" },
        { "两千五一个月", "薪资", "2500/month" },
        { "三千五一月", "薪资", "3500/month" },
        { "第一年3000元,第二年4000元", "薪资", "3000-4000/month + several no-period" },
        { "5000*13", "薪资", "5000/month + no-period" },
        { "5000×13", "月薪", "5000/month +" },
        { "早8晚5,3000元", "月薪", "3000/month +" },
        { "1500元/半月", "薪资", "+ other-period" },
        { "600元/周", "薪资", "+ other-period" },
        { "600元/周", "月薪", "+ other-period" },
        { "一周1500", "薪资", "+ other-period" },
        { "周薪1500", "薪资", "+ other-period" },
        { "周结,200元/天", "薪资", "200/day +" },
        { "3000元/期", "薪资", "3000/? + period-unknown" },
        { "150元/班", "月薪", "150/? + period-unknown" },
        { "4500~", "月薪", "4500-/month + half" },
        { "3k-", "月薪", "3000-/month + half" },
        { "1800+200+提成", "月薪", "1800-/month +" },
        { "2000+500", "月薪", "2000-/month +" },
        { "3000(实习)/4000(转正)", "月薪", "4000/month +" },
        { "3000(转正)/2500(试用)", "月薪", "3000/month +" },
        { "2000元/月(基本工资)", "薪资", "2000-/month +" },
        { "1、底薪2500元;2、全勤奖200元;3、餐补10元/天", "月薪",
          "2500-/month + [全勤奖200元，餐补10元/天]" },
        { "(1)3000-4000元;(2)包吃住", "月薪", "3000-4000/month + [包吃住]" },
        { "(3000-5000)元/月", "薪资", "3000-5000/month" },
        { "参照当地最低工资标准1990元/月", "薪资", "1990/month +" },
        { "不低于最低工资标准1990元", "月薪", "1990-/month" },
        { "1.5万-2万/年", "薪资", "15000-20000/year" },
        { "1800元/人·月", "薪资", "1800/month" },
        { "25元/平方米", "薪资", "25/piece +" },
        { "同工同酬", "薪资", "+ unsaid" },
        { "多劳多得,月入过万", "薪资", "+ unsaid" },
        { "3-4000", "月薪", "+ unclear" },
        { "4、5千", "月薪", "+ unclear" },
        { "3500.555", "月薪", "+ unclear" },
        { "1e4", "月薪", "+ unclear" },
        { "12小时/天,200元", "薪资", "200/? + period-unknown" },
        { "底薪3000+计件,月均4500左右", "薪资", "4500/month +" },
    };
    run(cases, COUNT(cases));
}

static void what_a_jury_tried(void **state) {
    (void)state;
    static const struct pay_case cases[] = {
        /* Labels behind a sum, and whose they are. */
        { "2000(基本)+1500(绩效)", "月薪", "2000-/month +" },
        { "2000+1500=3500", "月薪", "3500/month +" },
        { "3500元/月补贴500", "薪资", "3500/month +" },
        { "3500元,补贴500元", "月薪", "3500/month +" },
        { "3500含补贴", "月薪", "3500/month +" },
        { "3500(含全勤奖)", "月薪", "3500/month [含全勤奖]" },
        { "3500元/月(扣除社保后)", "薪资", "3500/month +" },
        { "1800基本工资300全勤", "月薪", "1800-/month +" },
        { "底薪3000,上限6000", "月薪", "-6000/month +" },
        { "下限3000上限4500", "月薪", "3000-4500/month" },
        /* Whose period: 每天 belongs to the hours. */
        { "26天,每天8小时,4500", "薪资", "4500/month + no-period" },
        { "每月休息2天,工资4500元", "薪资", "4500/month + no-period" },
        { "每天8小时,月薪4500", "薪资", "4500/month +" },
        { "每小时18元,每天10小时", "薪资", "18/hour +" },
        { "计件,日收入80-120元", "薪资", "80-120/day +" },
        /* No sum of ours, or none at all. */
        { "3000美元", "月薪", "+ unclear" },
        { "$3000", "月薪", "+ unclear" },
        { "rmb3000", "月薪", "3000/month" },
        { "3.5e+03", "月薪", "+ unclear" },
        { "1.38e+10", "月薪", "+ unclear" },
        { "1.7976931348623157e+308", "月薪", "+ unclear" },
        { "6000-8", "月薪", "+ unclear" },
        { "3500±500", "月薪", "3500/month +" },
        { "30000000元/月", "薪资", "30000000/month !huge" },
        { "999999999", "月薪", "999999999/month !huge" },
        /* Float noise is none; a third of a fen is. */
        { "3499.9999999", "月薪", "3500/month" },
        { "3500.0000001", "月薪", "3500/month" },
        { "3333.3333333", "月薪", "+ unclear" },
        { "叁仟伍佰元", "月薪", "3500/month" },
        /* A heading's period that the figure cannot have. */
        { "5500-7000", "工价", "5500-7000/? period-unknown" },
        { "3500", "工资(元/天)", "3500/? period-unknown" },
        { "200", "年薪(元)", "200/? period-unknown" },
        { "0.5", "日薪", "+ too-small" },
        { "18", "月薪", "+ too-small" },
        { "200元/天", "薪资(千元)", "200/day" },
        { "150", "薪资(千元)", "150/? period-unknown" },
        { "4-6", "薪资(千元)", "4000-6000/month no-period" },
        { "4000×13薪", "月薪", "4000/month [13薪]" },
        { "18元/小时,日结", "薪资", "18/hour +" },
        { "月薪税前5000", "薪资", "5000/month +" },
    };
    run(cases, COUNT(cases));
}

static void what_cannot_be_is_refused(void **state) {
    (void)state;
    static const struct pay_case cases[] = {
        { "0", "月薪", "0/month !zero" },
        { "0元/月", "薪资", "0/month !zero" },
        { "0-3000", "月薪", "0-3000/month !zero" },
        { "-3000", "月薪", "3000/month !negative" },
        { "3000000元/月", "薪资", "3000000/month !huge" },
        { "300万/年", "薪资", "3000000/year !huge" },
    };
    run(cases, COUNT(cases));
}

static void any_text_is_survived_at_every_length(void **state) {
    (void)state;
    static const char text[] =
        "底薪2200元+提成3%,综合4000-6000元/月(包吃住)、¥4.5k~6k·13薪;三四千/一万二以上,日均120元";
    char cut[sizeof(text)];
    for (size_t length = 0; length < sizeof(text); length++) {
        struct pay pay;
        memcpy(cut, text, length);
        cut[length] = '\0';
        if (!text_valid(cut, length))
            continue;
        pay_read(cut, cut, &pay);
        pay_settle(&pay);
    }
    char      *huge = test_malloc(1 << 20);
    struct pay pay;
    memset(huge, '9', (1 << 20) - 1);
    huge[(1 << 20) - 1] = '\0';
    pay_read(huge, huge, &pay);
    assert_true(pay.more);
    test_free(huge);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_range_with_its_period_is_taken_as_it_stands),
        cmocka_unit_test(thousands_and_tens_of_thousands_are_what_they_say),
        cmocka_unit_test(an_open_end_stays_open),
        cmocka_unit_test(a_written_total_beats_its_parts),
        cmocka_unit_test(several_sums_are_taken_together_and_said),
        cmocka_unit_test(words_are_not_numbers),
        cmocka_unit_test(what_else_is_said_is_kept),
        cmocka_unit_test(a_period_comes_from_the_cell_then_from_the_heading),
        cmocka_unit_test(less_usual_ways_are_read_too),
        cmocka_unit_test(traps_that_bureaus_have_set_so_far),
        cmocka_unit_test(what_a_jury_tried),
        cmocka_unit_test(what_cannot_be_is_refused),
        cmocka_unit_test(any_text_is_survived_at_every_length),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
