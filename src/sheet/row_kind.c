/* SPDX-License-Identifier: GPL-3.0-or-later
 * row_kind.c - what a row below a heading is, if it is no row of data: a total, a note or signature
 * at the bottom, the heading once more, a caption between the rows, a numbered but empty line. */
#include "sheet/plan_inside.h"

#include <string.h>

enum { CAPTION_CHARACTERS = 40, TITLE_CHARACTERS = 20 };

/* How a word of a list must go on. */
enum ending {
    ENDS_ANY,   /* anything may follow */
    ENDS_COLON, /* ":" or nothing: 备注, but not 备注员 */
    ENDS_FIGURE /* a colon, a bracket, a figure or nothing: 合计, 合计25人, but not 合计员 */
};

struct beginning {
    const char *word;
    enum ending ending;
};

static bool figure_at(const char *at) {
    static const char *const counts[] = { "共", "招", "约", "人数", "岗位", "用工", NULL };
    if (*at == '\0' || *at == ':' || *at == '(' || *at == '=' || *at == ',' || *at == ' ' ||
        (*at >= '0' && *at <= '9'))
        return true;
    for (size_t i = 0; counts[i]; i++)
        if (text_starts(at, counts[i]))
            return true;
    return false;
}

static bool begins_with(const char *folded, const struct beginning *list, size_t count) {
    for (size_t i = 0; i < count; i++) {
        size_t length = strlen(list[i].word);
        if (strncmp(folded, list[i].word, length) != 0)
            continue;
        const char *after = folded + length;
        if (list[i].ending == ENDS_ANY ||
            (list[i].ending == ENDS_COLON &&
             (*after == ':' || *after == '\0' || *after == '(' || *after == ')')) ||
            (list[i].ending == ENDS_FIGURE && figure_at(after)))
            return true;
    }
    return false;
}
#define BEGINS(folded, list) begins_with((folded), (list), sizeof(list) / sizeof((list)[0]))

static bool is_total(const char *folded) {
    static const struct beginning totals[] = {
        { "合计", ENDS_FIGURE },     { "总计", ENDS_FIGURE },     { "小计", ENDS_FIGURE },
        { "共计", ENDS_FIGURE },     { "累计", ENDS_FIGURE },     { "总数", ENDS_FIGURE },
        { "总人数", ENDS_FIGURE },   { "本页合计", ENDS_ANY },    { "本页小计", ENDS_ANY },
        { "以上合计", ENDS_ANY },    { "以上共", ENDS_ANY },      { "全表合计", ENDS_ANY },
        { "岗位合计", ENDS_FIGURE }, { "人数合计", ENDS_FIGURE }, { "total", ENDS_FIGURE },
        { "sum", ENDS_FIGURE },
    };
    static const char *const ends[] = { "小计", "合计", "总计" };
    size_t                   length = strlen(folded);
    for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) /* 鸿发公司小计 */
        if (length > strlen(ends[i]) && strcmp(folded + length - strlen(ends[i]), ends[i]) == 0)
            return true;
    if (BEGINS(folded, totals))
        return true;
    if (!text_starts(folded, "共"))
        return false;
    const char *after = folded + strlen("共");
    return (*after >= '0' && *after <= '9') || text_starts(after, "招聘") ||
           text_starts(after, "需");
}

/* "2026年11月20日", "年月日" under the place for a signature. */
static bool is_date_line(const char *folded) {
    const char *at = folded;
    at += strspn(at, "0123456789");
    if (!text_starts(at, "年") || !strstr(at, "月"))
        return false;
    const char *last = strstr(at, "日");
    return last && last[strlen("日")] == '\0' && strlen(folded) < 30;
}

/* "第2页,共3页". */
static bool is_page(const char *folded) {
    if (!text_starts(folded, "第"))
        return false;
    const char *at = folded + strlen("第");
    size_t      digits = strspn(at, "0123456789");
    return digits > 0 && text_starts(at + digits, "页");
}

bool row_is_note(const char *folded) {
    static const struct beginning notes[] = {
        { "注:", ENDS_ANY },       { "注", ENDS_COLON },     { "备注", ENDS_COLON },
        { "说明", ENDS_COLON },    { "附注", ENDS_COLON },   { "填表说明", ENDS_ANY },
        { "填报说明", ENDS_ANY },  { "备注说明", ENDS_ANY }, { "温馨提示", ENDS_ANY },
        { "特别提示", ENDS_ANY },  { "特别提醒", ENDS_ANY }, { "友情提示", ENDS_ANY },
        { "提示", ENDS_COLON },    { "示例", ENDS_ANY },     { "样例", ENDS_ANY },
        { "填写示例", ENDS_ANY },  { "例", ENDS_COLON },     { "附:", ENDS_ANY },
        { "附件", ENDS_COLON },    { "注意", ENDS_COLON },   { "注意事项", ENDS_ANY },
        { "数据来源", ENDS_ANY },  { "信息来源", ENDS_ANY }, { "来源", ENDS_COLON },
        { "制表", ENDS_ANY },      { "填表", ENDS_ANY },     { "填报", ENDS_ANY },
        { "审核", ENDS_COLON },    { "审核人", ENDS_ANY },   { "审批", ENDS_COLON },
        { "审批人", ENDS_ANY },    { "复核", ENDS_COLON },   { "经办人", ENDS_COLON },
        { "经办", ENDS_COLON },    { "负责人:", ENDS_ANY },  { "单位负责人", ENDS_ANY },
        { "分管领导", ENDS_ANY },  { "主管领导", ENDS_ANY }, { "单位(盖章", ENDS_ANY },
        { "单位(公章", ENDS_ANY }, { "单位盖章", ENDS_ANY }, { "(盖章", ENDS_ANY },
        { "(公章", ENDS_ANY },     { "盖章", ENDS_COLON },   { "签字", ENDS_COLON },
        { "日期:", ENDS_ANY },     { "时间:", ENDS_ANY },    { "联系人:", ENDS_ANY },
        { "联系电话:", ENDS_ANY }, { "咨询电话", ENDS_ANY }, { "报名电话", ENDS_ANY },
        { "报名地点", ENDS_ANY },  { "报名地址", ENDS_ANY }, { "报名方式", ENDS_ANY },
        { "报名时间", ENDS_ANY },  { "监督电话", ENDS_ANY }, { "服务热线", ENDS_ANY },
        { "电话:", ENDS_ANY },     { "地址:", ENDS_ANY },    { "用工单位(盖章", ENDS_ANY },
        { "以上岗位", ENDS_ANY },  { "以上信息", ENDS_ANY }, { "本表", ENDS_ANY },
        { "上述岗位", ENDS_ANY },  { "打印日期", ENDS_ANY }, { "更新时间:", ENDS_ANY },
    };
    static const char *const marks[] = { "(", "[", "*", "【", "※", "★", "◆", "●" };
    if (BEGINS(folded, notes) || is_date_line(folded) || is_page(folded))
        return true;
    for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) /* (例)某公司, ※说明 */
        if (text_starts(folded, marks[i]))
            return row_is_note(folded + strlen(marks[i]));
    return false;
}

/* 一, （二）, 3, 04, 第五: the number of a row or a group, alone in its cell. */
static bool is_serial(const char *folded) {
    static const char *const marks[] = { "(",  ")",  ".",  "、", "第", "一", "二", "三", "四",
                                         "五", "六", "七", "八", "九", "十", "①",  "②",  "③",
                                         "④",  "⑤",  "⑥",  "⑦",  "⑧",  "⑨",  "⑩",  NULL };
    size_t                   count = 0;
    while (*folded) {
        size_t length = *folded >= '0' && *folded <= '9' ? 1 : 0;
        for (size_t i = 0; marks[i] && length == 0; i++)
            if (text_starts(folded, marks[i]))
                length = strlen(marks[i]);
        if (length == 0 || ++count > 8)
            return false;
        folded += length;
    }
    return true;
}

static bool is_figures(const char *folded) {
    return folded[strspn(folded, "0123456789.")] == 0;
}

/* One text alone in its row: a posting with nothing but a title, or something about the rows. */
static bool alone_is_row(const struct planner *planner, const struct sheet_row *row) {
    const struct row_cells     *cells = &planner->cells;
    const struct header_column *required = planner_required(planner);
    const struct header_column *column = &planner->header.columns[cells->first];
    if (!required || column->target != required->target)
        return false;
    const struct cell *cell = &row->cells[column->index];
    const char        *folded = cells->at[cells->first].folded;
    if (cell->merged && column->index + 1 < row->count && row->cells[column->index + 1].merged &&
        !row->cells[column->index + 1].merged_first)
        return false; /* a caption over the width of the table */
    return text_characters(folded) <= TITLE_CHARACTERS && !strstr(folded, "。") &&
           !strchr(folded, ':') && !strstr(folded, "、");
}

static bool is_heading_again(const struct planner *planner, const struct sheet_row *row) {
    const struct row_cells     *cells = &planner->cells;
    const struct header_column *required = planner_required(planner);
    size_t c = required ? (size_t)(required - planner->header.columns) : cells->first;
    if (!cells->own[c])
        c = cells->first;
    bool looks = headings_known(planner->headings, cells->at[c].folded) ||
                 strcmp(cells->at[c].folded, planner->header.columns[c].folded) == 0 ||
                 (planner->header.row_count > 1 && cells->at[c].number == false &&
                  strstr(planner->header.columns[c].folded, cells->at[c].folded));
    return looks && header_repeats(&planner->header, row, planner->arena);
}

/* 1 | 2 | 3 | 4 right below the heading: the columns are numbered. */
static bool is_column_numbers(const struct planner *planner) {
    const struct row_cells *cells = &planner->cells;
    int                     last = 0, count = 0;
    for (size_t c = 0; c < cells->count; c++) {
        if (!cells->own[c])
            continue;
        const char *folded = cells->at[c].folded;
        size_t      digits = strspn(folded, "0123456789");
        if (digits == 0 || digits > 2 || folded[digits] || cells->fault[c] != FAULT_NONE)
            return false;
        int number = folded[0] - '0';
        number = digits == 2 ? number * 10 + folded[1] - '0' : number;
        if (count++ > 0 && number != last + 1)
            return false;
        last = number;
    }
    return count >= 3 && last - count <= 1;
}

static bool silent(const struct planner *planner, size_t c) {
    return target_flag(planner->header.columns[c].target, COLUMN_SILENT);
}

enum row_kind row_kind(const struct planner *planner, const struct sheet_row *row) {
    const struct row_cells *cells = &planner->cells;
    if (cells->own_count == 0)
        return ROW_BLANK;
    size_t      first = cells->first, second = cells->second;
    const char *text = cells->at[first].folded;
    if (cells->own_count > 1 && (is_heading_again(planner, row) || is_column_numbers(planner)))
        return ROW_HEADER;
    if (is_total(text) ||
        (cells->own_count > 1 && silent(planner, first) && is_total(cells->at[second].folded)))
        return ROW_TOTAL;
    if (row_is_note(text))
        return ROW_NOTE;
    if (cells->own_count == 1) {
        if (silent(planner, first) && is_serial(text))
            return ROW_BLANK; /* numbered in advance, never filled */
        if (alone_is_row(planner, row))
            return ROW_DATA;
        return text_characters(text) <= CAPTION_CHARACTERS ? ROW_CAPTION : ROW_NOTE;
    }
    /* "二 | 县内岗位 | | |": the number of a group and its name. */
    if (cells->own_count == 2 && silent(planner, first) && is_serial(text) && !is_figures(text) &&
        !planner->header.columns[second].again)
        return ROW_CAPTION;
    return ROW_DATA;
}
