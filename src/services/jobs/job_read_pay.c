/* SPDX-License-Identifier: GPL-3.0-or-later
 * job_read_pay.c - the columns about pay: one or several, two ends, a period by itself. They are
 * kept as they were read until the whole row is known (job_finish.c). */
#include "services/jobs/job_read.h"

#include <string.h>

enum { RANK_EXTRA, RANK_BASE, RANK_PLAIN, RANK_TOTAL };

/* Of several columns about pay, 综合工资 is the whole, 底薪 a part, 绩效工资 comes on top. */
static int pay_rank(const char *heading) {
    static const struct {
        const char *word;
        int         rank;
    } words[] = {
        { "综合", RANK_TOTAL },    { "总", RANK_TOTAL },      { "收入", RANK_TOTAL },
        { "实发", RANK_TOTAL },    { "到手", RANK_TOTAL },    { "绩效", RANK_EXTRA },
        { "加班", RANK_EXTRA },    { "奖", RANK_EXTRA },      { "提成", RANK_EXTRA },
        { "底薪", RANK_BASE },     { "基本工资", RANK_BASE }, { "基本薪", RANK_BASE },
        { "基础工资", RANK_BASE }, { "固定工资", RANK_BASE }, { "保底", RANK_BASE },
    };
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
        if (strstr(heading, words[i].word))
            return words[i].rank;
    return RANK_PLAIN;
}

/* What the heading makes of a sum that the cell says nothing more about. */
static void pay_under(struct pay *pay, int rank) {
    bool sums = !money_absent(pay->min) || !money_absent(pay->max);
    if (rank == RANK_BASE && !money_absent(pay->min)) {
        pay->max = MONEY_ABSENT; /* more comes on top */
        pay->more = true;
    } else if (rank == RANK_EXTRA && sums) {
        *pay = (struct pay){
            .min = MONEY_ABSENT, .max = MONEY_ABSENT, .doubts = PAY_UNSAID, .more = true
        };
    }
}

static bool keep_pay(const struct cell_text *cell, struct job *job, struct reading *reading,
                     const char *field, struct pay_cell *kept) {
    int rank = pay_rank(cell->heading);
    if (cell_date_number(cell, reading, field))
        return false;
    if (kept->said && rank <= kept->rank) { /* a second column about pay: 绩效工资, 工资说明 */
        reading_note(reading, cell->title, cell->text);
        if (strcmp(kept->title, cell->title) == 0 && strcmp(kept->text, cell->text) != 0)
            problem_add(reading->problems, PROBLEM_WARN, field, cell->text,
                        N_("有两列都是“%s”，这一格记在备注里"), cell->title);
        return true;
    }
    if (kept->said)
        reading_note(reading, kept->title, kept->text);
    *kept =
        (struct pay_cell){ .said = true, .rank = rank, .text = cell->text, .title = cell->title };
    pay_read(cell->folded, cell->heading, &kept->pay);
    pay_under(&kept->pay, rank);
    if (*kept->pay.benefits)
        job_add(reading, "benefits", job->benefits, sizeof(job->benefits), cell->title,
                arena_strdup(reading->problems->arena, kept->pay.benefits));
    return true;
}

bool job_read_pay(const struct cell_text *cell, void *row, struct reading *reading) {
    struct job_draft *draft = reading->draft;
    return keep_pay(cell, row, reading, "pay_min", &draft->pay);
}

bool job_read_pay_min(const struct cell_text *cell, void *row, struct reading *reading) {
    struct job_draft *draft = reading->draft;
    return keep_pay(cell, row, reading, "pay_min", &draft->low);
}

bool job_read_pay_max(const struct cell_text *cell, void *row, struct reading *reading) {
    struct job_draft *draft = reading->draft;
    return keep_pay(cell, row, reading, "pay_max", &draft->high);
}

bool job_read_pay_per(const struct cell_text *cell, void *row, struct reading *reading) {
    struct job_draft *draft = reading->draft;
    draft->per = (enum pay_per)word_within(pay_per_words, PAY_PER_COUNT, cell->folded);
    if (!draft->per)
        draft->per = pay_heading(cell->folded);
    if (strcmp(cell->folded, "面议") == 0) { /* what portals write beside 0 and 0 */
        ((struct job *)row)->negotiable = true;
    } else if (!draft->per) {
        static const char *const others[] = { "周",   "星期", "礼拜", "旬", "季", "半月",
                                              "半年", "次",   "趟",   "单", NULL };
        for (size_t i = 0; others[i]; i++)
            draft->per_other = draft->per_other || strstr(cell->folded, others[i]);
        reading_note(reading, cell->title, cell->text);
    }
    return true;
}

bool job_read_negotiable(const struct cell_text *cell, void *row, struct reading *reading) {
    struct job *job = row;
    if (cell_yes(cell->folded))
        job->negotiable = true;
    else if (!cell_no(cell->folded))
        reading_note(reading, cell->title, cell->text);
    return true;
}
