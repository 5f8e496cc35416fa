/* SPDX-License-Identifier: GPL-3.0-or-later
 * postings.c - titles out of trades and places, employers out of towns and kinds. */
#include "support/postings.h"

#include "services/jobs/employer.h"
#include "services/jobs/job_words.h"
#include "store/change.h"
#include "support/seed.h"

#include <stdio.h>

static const char *const trades[] = {
    "保洁", "电子", "普工", "缝纫", "包装", "操作", "质检", "司机", "保安", "厨师",
    "服务", "收银", "搬运", "安装", "家政", "护工", "文员", "采摘", "养殖", "焊接",
    "装配", "注塑", "裁剪", "印刷", "物流", "分拣", "客服", "育婴", "洗碗", "绿化",
    "木工", "瓦工", "钢筋", "喷漆", "叉车", "挖机", "水电", "美容", "快递", "仓管",
};
static const char *const places[] = { "小区", "车间", "酒店", "学校", "医院", "工地", "园区",
                                      "商场", "食堂", "工厂", "公园", "超市", "茶厂", "幼儿园" };
static const char *const ends[] = { "员", "工", "学徒", "组长" };
static const char *const towns[] = { "新化", "涟源", "双峰", "冷水江", "娄底", "东莞", "惠州" };
static const char *const kinds[] = { "服装", "电子", "物业", "食品", "建筑", "茶业", "玩具" };

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static void must(bool done, const struct err *err) {
    if (!done)
        die("%s", err->text);
}

static const char *one_of(struct postings *postings, const char *const *words, size_t count) {
    return words[support_below(postings->world, (uint32_t)count)];
}
#define ONE_OF(postings, words) one_of((postings), (words), COUNT(words))

static void employers_make(struct postings *postings) {
    for (int i = 0; i < POSTINGS_EMPLOYERS; i++) {
        struct employer employer;
        struct err      err = { 0 };
        char            name[TEXT_SIZE(60)];
        record_init(&employer_record, &employer);
        (void)snprintf(name, sizeof(name), "%s%s%s%d有限公司", ONE_OF(postings, towns),
                       i % 3 ? "阳光" : "鑫达", ONE_OF(postings, kinds), i);
        (void)TEXT_COPY(employer.name, name);
        employer.kind = EMPLOYER_COMPANY;
        must(store_insert_checked(postings->store, &employer_record, &employer, &err), &err);
        postings->employers[i] = employer.head.id;
    }
}

void postings_draw(struct postings *postings, struct job *job) {
    static const enum programme programmes[] = { PROGRAMME_NONE, PROGRAMME_NONE, PROGRAMME_WORKSHOP,
                                                 PROGRAMME_WELFARE };
    struct world               *world = postings->world;
    record_init(&job_record, job);
    (void)TEXT_COPY(job->title, postings->titles[support_below(world, POSTINGS_TITLES)]);
    job->employer = postings->employers[support_below(world, POSTINGS_EMPLOYERS)];
    job->reach = (enum reach)(REACH_NEAR + support_below(world, 3));
    job->programme = programmes[support_below(world, COUNT(programmes))];
    job->shift = (enum shift)support_below(world, SHIFT_COUNT);
    job->travel = (enum travel)support_below(world, TRAVEL_COUNT);
    if (support_below(world, 3) == 0)
        (void)TEXT_COPY(job->taught, "包教包会");
    job->pay_min = (money){ 200000 + 10000 * (int64_t)support_below(world, 40) };
    job->pay_per = PAY_PER_MONTH;
    job->places = job->headcount = 1 + (int)support_below(world, 20);
    (void)TEXT_COPY(job->place, ONE_OF(postings, places));
    job->posted_on = (day){ world_today(world).n - (int32_t)support_below(world, 60) };
    job->closing = CLOSING_ON_DAY;
    job->closes_on = (day){ world_today(world).n - 5 + (int32_t)support_below(world, 90) };
    job->state = JOB_OPEN;
}

void postings_make(struct postings *postings, struct store *store, struct world *world,
                   size_t count) {
    struct err err = { 0 };
    postings->store = store;
    postings->world = world;
    for (int i = 0; i < POSTINGS_TITLES; i++)
        (void)snprintf(postings->titles[i], sizeof(postings->titles[i]), "%s%s%s",
                       support_below(world, 2) ? ONE_OF(postings, places) : "",
                       trades[i % (int)COUNT(trades)], ONE_OF(postings, ends));
    must(store_begin(store, "system", &err), &err);
    employers_make(postings);
    for (size_t i = 0; i < count; i++) {
        struct job job;
        postings_draw(postings, &job);
        must(store_insert_reckoned(store, &job_record, &job, false, &err), &err);
    }
    must(store_commit(store, &err), &err);
}
