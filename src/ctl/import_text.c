/* SPDX-License-Identifier: GPL-3.0-or-later
 * import_text.c - a plan told to people, in the order in which a clerk would ask: did you find my
 * heading, what became of each column, how many rows, which ones are wrong, and now? */
#include "ctl/import_text.h"

static const char *const why_labels[PLAN_WHY_COUNT] = {
    [WHY_TITLE] = N_("标题、说明"),
    [WHY_HEADER] = N_("表头"),
    [WHY_BLANK] = N_("空行"),
    [WHY_TOTAL] = N_("合计"),
    [WHY_NOTE] = N_("附注、落款"),
    [WHY_DUPLICATE] = N_("和前面的行一样"),
    [WHY_HIDDEN] = N_("隐藏的行"),
    [WHY_HIDDEN_SHEET] = N_("隐藏的工作表"),
    [WHY_NO_HEADER] = N_("没有表头的工作表"),
};

enum { ROWS_SHOWN = 12 }; /* row numbers in one line; the rest are counted */

static void tell_columns(struct ctl *ctl, const struct plan *plan) {
    for (size_t i = 0; i < plan->column_count; i++) {
        const struct plan_column *column = &plan->columns[i];
        if (!*column->heading)
            continue;
        if (column->label)
            ctl_say(ctl, "  %s  %s → %s", column->letter, column->heading,
                    tr(ctl->lang, column->label));
        else if (column->ignored)
            ctl_say(ctl, "  %s  %s → 不用导入", column->letter, column->heading);
        else
            ctl_say(ctl, "  %s  %s → 写进备注", column->letter, column->heading);
    }
}

/* "第 7 行", on a sheet of several "临时岗 第 7 行", a whole sheet by its name. */
static const char *row_place(struct ctl *ctl, const struct plan *plan, const struct plan_row *row) {
    if (row->number == 0)
        return row->sheet;
    if (plan->many_sheets)
        return arena_printf(&ctl->arena, tr(ctl->lang, "%s 第 %d 行"), row->sheet, row->number);
    return arena_printf(&ctl->arena, tr(ctl->lang, "第 %d 行"), row->number);
}

/* The rows that are left out for one reason. */
static void tell_skipped(struct ctl *ctl, const struct plan *plan, enum plan_why why) {
    const char *places = "";
    size_t      count = 0;
    for (size_t r = 0; r < plan->row_count; r++) {
        const struct plan_row *row = &plan->rows[r];
        if (row->result != PLAN_SKIPPED || row->why != why)
            continue;
        if (++count <= ROWS_SHOWN)
            places = arena_printf(&ctl->arena, "%s%s%s", places, *places ? tr(ctl->lang, "、") : "",
                                  row_place(ctl, plan, row));
    }
    if (count > ROWS_SHOWN)
        ctl_say(ctl, "  %s：%s …… 共 %zu 行", tr(ctl->lang, why_labels[why]), places, count);
    else if (count > 0)
        ctl_say(ctl, "  %s：%s", tr(ctl->lang, why_labels[why]), places);
}

static void tell_problems(struct ctl *ctl, const struct plan *plan) {
    for (size_t r = 0; r < plan->row_count; r++)
        if (plan->rows[r].problem_count > 0)
            ctl_say(ctl, "%s", plan_row_text(plan, &plan->rows[r], &ctl->arena));
}

void import_tell_plan(struct ctl *ctl, const char *file, const struct plan *plan) {
    ctl_say(ctl, "%s（%s）：表头在第 %d 行", file, plan->encoding, plan->header_row);
    tell_columns(ctl, plan);
    ctl_say(ctl, "新增 %zu，更新 %zu，没变 %zu，跳过 %zu，有错 %zu；要留意 %zu",
            plan->counts[PLAN_NEW], plan->counts[PLAN_UPDATED], plan->counts[PLAN_SAME],
            plan->counts[PLAN_SKIPPED], plan->counts[PLAN_ERROR], plan->flagged);
    if (plan->counts[PLAN_WAITS] > 0)
        ctl_say(ctl, "改动要等审核 %zu", plan->counts[PLAN_WAITS]);
    if (plan->counts[PLAN_SKIPPED] > 0)
        ctl_say(ctl, "跳过的行：");
    for (int why = WHY_NONE + 1; why < PLAN_WHY_COUNT; why++)
        tell_skipped(ctl, plan, (enum plan_why)why);
    tell_problems(ctl, plan);
}

void import_tell_end(struct ctl *ctl, const struct plan *plan, bool dry_run, bool open) {
    const size_t waits = plan->counts[PLAN_WAITS];
    const size_t fitting = plan->counts[PLAN_NEW] + plan->counts[PLAN_UPDATED] + waits;
    if (!plan_ready(plan))
        ctl_say(ctl,
                "有 %zu 行有错，什么也没有写进去。把表格改好再来；"
                "或者加上 --skip-wrong，先放进没错的 %zu 行",
                plan->counts[PLAN_ERROR], fitting);
    else if (dry_run)
        ctl_say(ctl, "只读了一遍，什么也没有写。去掉 --dry-run 就写进去");
    else if (fitting == 0)
        ctl_say(ctl, "没有要改的，什么也没有写");
    else if (open)
        ctl_say(ctl, "写进去了：新增 %zu，更新 %zu，已经公开", plan->counts[PLAN_NEW],
                plan->counts[PLAN_UPDATED]);
    else
        ctl_say(ctl, "写进去了：新增 %zu，更新 %zu。新增的等人审核后才公开", plan->counts[PLAN_NEW],
                plan->counts[PLAN_UPDATED]);
    if (plan_ready(plan) && !dry_run && waits > 0)
        ctl_say(ctl, "%zu 个岗位正在公开，改动等别人审核后才换上；看 anju todo", waits);
}
