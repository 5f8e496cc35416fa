/* SPDX-License-Identifier: GPL-3.0-or-later
 * header.c - finding the heading. A row is one when most of its cells are headings and at least two
 * are known words. Below it a second line is part of it when it stands under group headings (薪资
 * over 最低 and 最高, merged, or left empty where a format has no merges) or holds only units;
 * below those two a third likewise. */
#include "sheet/header.h"

#include "sheet/cell_text.h"

#include <string.h>

enum {
    HEADING_CHARACTERS = 24, /* longer ones are notes or captions */
    SUB_CHARACTERS = 14,
    SPAN_MOST = 12, /* columns under one group heading */
};

bool cell_own(const struct cell *cell) {
    return cell->kind != CELL_EMPTY && (!cell->merged || cell->merged_first);
}

static const struct cell *cell_at(const struct sheet_row *row, int index) {
    static const struct cell empty = { .text = "" };
    return row && index < row->count ? &row->cells[index] : &empty;
}

/* The heading's text as people read it, line breaks gone; NULL when the cell says nothing. */
static const char *heading_text(const struct cell *cell, struct arena *arena) {
    struct cell_text text;
    if (cell->kind == CELL_EMPTY || cell_fault(cell) != FAULT_NONE ||
        !cell_read(cell, arena, &text))
        return NULL;
    return text_clean(arena, text.text, false);
}

/* --- one line -----------------------------------------------------------------------------------
 */

/* Columns of a heading row by itself; merged ones over several columns repeat their heading. */
static void columns_of(const struct sheet_row *row, struct arena *arena, struct header *header) {
    header->columns = ARENA_NEW_ARRAY(arena, (size_t)row->count + 1, struct header_column);
    for (int i = 0; i < row->count; i++) {
        const char *title = heading_text(&row->cells[i], arena);
        if (title)
            header->columns[header->column_count++] = (struct header_column){
                .index = i, .title = title, .folded = text_fold(arena, title)
            };
    }
}

/* --- two lines ----------------------------------------------------------------------------------
 */

/* The group heading over a cell of the second line: above it, or, where merges were lost, the
 * nearest one to the left, if that one has a cell below it too. */
static const struct cell *group_above(const struct sheet_row *top, const struct sheet_row *below,
                                      int index) {
    for (int i = index; i >= 0 && i > index - SPAN_MOST; i--) {
        const struct cell *cell = cell_at(top, i);
        if (cell->kind != CELL_EMPTY)
            return i == index || cell_own(cell_at(below, i)) ? cell : NULL;
        if (!cell_own(cell_at(below, i)))
            return NULL;
    }
    return NULL;
}

/* Does the heading at `index` stand over more columns than its own? */
static bool is_group(const struct sheet_row *top, const struct sheet_row *below, int index) {
    const struct cell *cell = cell_at(top, index), *next = cell_at(top, index + 1);
    if (cell->merged)
        return next->merged && !next->merged_first && strcmp(next->text, cell->text) == 0;
    return cell->kind != CELL_EMPTY && next->kind == CELL_EMPTY &&
           cell_own(cell_at(below, index + 1));
}

static bool is_unit(const char *folded) {
    return *folded == '(';
}

/* How a heading of the second line is understood: two words that mean one thing with its group,
 * then by itself, then joined to its group either way. */
static struct matches match_sub(const struct headings *headings, const char *group, const char *sub,
                                struct arena *arena) {
    const char *const tries[] = { sub, arena_printf(arena, "%s%s", group, sub),
                                  arena_printf(arena, "%s%s", sub, group) };
    if (!*group)
        return headings_match(headings, sub);
    struct matches joined = headings_match(headings, tries[1]);
    if (joined.count > 0 && joined.at[0].fit == FIT_PATTERN)
        return joined;
    for (size_t i = 0; i < 3; i++) {
        struct matches matches = headings_match(headings, tries[i]);
        if (matches.count > 0 && matches.at[0].fit > FIT_PART)
            return matches;
    }
    struct matches matches = headings_match(headings, sub);
    return matches.count > 0 ? matches : joined;
}

/* Can `top` be a first line? Titles and "填报单位：…" above a heading are long, or no headings at
 * all. */
static bool is_first_line(const struct headings *headings, const struct sheet_row *top,
                          struct arena *arena) {
    int known = 0, own = 0;
    for (int i = 0; i < top->count; i++) {
        if (!cell_own(&top->cells[i]))
            continue;
        const char *title = heading_text(&top->cells[i], arena);
        if (!title)
            continue;
        const char *folded = text_fold(arena, title);
        if (strchr(folded, ':') ||
            (text_characters(title) > SUB_CHARACTERS && !strchr(folded, '(')))
            return false;
        own++;
        known += headings_match(headings, folded).count > 0;
    }
    return known > 0 && known * 2 >= own;
}

/* Is `below` the second line of a heading whose first is `top`? */
static bool is_second_line(const struct headings *headings, const struct sheet_row *top,
                           const struct sheet_row *below, struct arena *arena) {
    int good = 0, bad = 0, groups = 0, units = 0;
    if (below->number != top->number + 1 || below->hidden)
        return false;
    for (int i = 0; i < below->count; i++) {
        const struct cell *cell = &below->cells[i];
        if (!cell_own(cell))
            continue;
        const char *title = cell->kind == CELL_TEXT ? heading_text(cell, arena) : NULL;
        if (!title || text_characters(title) > SUB_CHARACTERS)
            return false;
        const struct cell *group = group_above(top, below, i);
        const char        *above = group ? heading_text(group, arena) : NULL;
        const char        *sub = text_fold(arena, title);
        struct matches     matches =
            match_sub(headings, above ? text_fold(arena, above) : "", sub, arena);
        bool sure = matches.count > 0 && matches.at[0].fit > FIT_PART;
        groups += is_group(top, below, i);
        units += is_unit(sub);
        if (sure || is_unit(sub) || (matches.count > 0 && group && group->merged))
            good++;
        else
            bad++;
    }
    return good > 0 && bad * 2 <= good && (groups > 0 || units == good);
}

/* Both lines as one heading a column. */
static void columns_of_two(const struct sheet_row *top, const struct sheet_row *below,
                           struct arena *arena, struct header *header) {
    int count = top->count > below->count ? top->count : below->count;
    header->columns = ARENA_NEW_ARRAY(arena, (size_t)count + 1, struct header_column);
    for (int i = 0; i < count; i++) {
        const struct cell *under = cell_at(below, i);
        const char        *sub = cell_own(under) ? heading_text(under, arena) : NULL;
        const struct cell *group = sub ? group_above(top, below, i) : cell_at(top, i);
        const char        *above = group ? heading_text(group, arena) : NULL;
        if (!sub && !above)
            continue;
        const char *title = !sub ? above : !above ? sub : arena_printf(arena, "%s %s", above, sub);
        header->columns[header->column_count++] =
            (struct header_column){ .index = i, .title = title, .folded = text_fold(arena, title) };
    }
}

/* The two lines as one, so that a third may stand below: 岗位信息 over 工资 over 最低. */
static struct sheet_row *join_lines(const struct sheet_row *top, const struct sheet_row *below,
                                    const struct header *two, struct arena *arena) {
    struct sheet_row *row = ARENA_NEW(arena, struct sheet_row);
    int               count = top->count > below->count ? top->count : below->count;
    size_t            c = 0;
    *row = (struct sheet_row){ .number = below->number,
                               .count = count,
                               .cells = ARENA_NEW_ARRAY(arena, (size_t)count + 1, struct cell) };
    for (int i = 0; i < count; i++) {
        const struct cell *over = cell_at(top, i), *under = cell_at(below, i);
        bool               goes_on = under->merged && !under->merged_first && over->merged &&
                       strcmp(over->text, under->text) == 0;
        row->cells[i] = goes_on || under->kind == CELL_EMPTY ? *over : *under;
        while (c < two->column_count && two->columns[c].index < i)
            c++;
        if (row->cells[i].merged && !row->cells[i].merged_first && i > 0 &&
            row->cells[i - 1].merged)
            row->cells[i].text = row->cells[i - 1].text;
        else if (c < two->column_count && two->columns[c].index == i)
            row->cells[i].text = two->columns[c].title;
    }
    return row;
}

/* --- which column is what -----------------------------------------------------------------------
 */

struct claim {
    struct matches matches;
    size_t         next; /* of them: those before went to surer columns */
};

static bool surer(const struct match *a, const struct match *b) {
    return a->fit != b->fit ? a->fit > b->fit : a->order < b->order;
}

/* Has the column no meaning, or only a part of it the name of what another one is: 适合岗位 beside
 * 岗位名称? */
static bool outdone(const struct header *header, const struct claim *claims, size_t i) {
    const struct claim *mine = &claims[i];
    if (mine->next >= mine->matches.count)
        return true;
    const struct match *match = &mine->matches.at[mine->next];
    for (size_t b = 0; b < header->column_count && match->fit == FIT_PART; b++) {
        const struct claim *other = &claims[b];
        if (other->next < other->matches.count && !target_flag(match->target, COLUMN_MANY) &&
            other->matches.at[other->next].target == match->target &&
            other->matches.at[other->next].fit > FIT_PART)
            return true;
    }
    return false;
}

/* Each target goes to the surest of the columns that match it; the others try their next match. */
static void assign(struct header *header, struct claim *claims) {
    bool moved = true;
    while (moved) {
        moved = false;
        for (size_t a = 0; a < header->column_count; a++) {
            struct claim *mine = &claims[a];
            if (mine->next >= mine->matches.count)
                continue;
            const struct match *match = &mine->matches.at[mine->next];
            for (size_t b = 0; b < header->column_count && !moved; b++) {
                struct claim *other = &claims[b];
                if (a == b || other->next >= other->matches.count ||
                    other->matches.at[other->next].target != match->target)
                    continue;
                /* Only one that means something else too gives way. */
                if (mine->next + 1 < mine->matches.count &&
                    !surer(match, &other->matches.at[other->next])) {
                    mine->next++;
                    moved = true;
                }
            }
        }
    }
    for (size_t i = 0; i < header->column_count; i++) {
        if (outdone(header, claims, i))
            continue;
        const struct match   *match = &claims[i].matches.at[claims[i].next];
        struct header_column *column = &header->columns[i];
        column->target = match->target;
        column->fit = match->fit;
        column->order = match->order;
    }
}

/* "招聘人数 （人）" is called 招聘人数 in the notes. */
static const char *plain_title(const char *title, struct arena *arena) {
    static const char *const open[] = { "（", "(", "【", "[" }, *const close[] = { "）", ")", "】",
                                                                                   "]" };
    char *plain = arena_alloc(arena, strlen(title) + 1), *to = plain;
    int   depth = 0;
    for (const char *at = title; *at;) {
        size_t length = 1, opened = 0, closed = 0;
        for (size_t i = 0; i < 4; i++) {
            opened = opened ? opened : text_starts(at, open[i]) ? strlen(open[i]) : 0;
            closed = closed ? closed : text_starts(at, close[i]) ? strlen(close[i]) : 0;
        }
        depth += opened > 0;
        bool circled = at[0] == '\xE2' && at[1] == '\x91'; /* ①…⑳ */
        if (circled)
            length = 3;
        else if (opened || closed)
            length = opened + closed;
        else if (depth == 0 && *at != ' ' && *at != '*' && *at != ':')
            *to++ = *at;
        depth -= closed > 0 && depth > 0;
        at += length;
    }
    *to = '\0';
    return *plain ? plain : title;
}

/* Lines under each other: of three, the first two and then those as one over the third. */
struct lines {
    struct pair {
        const struct sheet_row *top, *below;
    } at[2];
    size_t count;
};

/* The lowest heading of a column, and the group heading over it; NULL: it is of one line. */
static const char *lowest(const struct lines *lines, int index, struct arena *arena,
                          const char **ret_group) {
    for (size_t p = lines->count; p-- > 0;) {
        const struct pair *pair = &lines->at[p];
        const struct cell *under = cell_at(pair->below, index);
        const char        *sub = cell_own(under) ? heading_text(under, arena) : NULL;
        const struct cell *group = sub ? group_above(pair->top, pair->below, index) : NULL;
        *ret_group = group ? heading_text(group, arena) : NULL;
        if (sub)
            return sub;
    }
    return NULL;
}

/* Of several lines the lowest alone, where it says what the column is: 联系方式 over 备注. */
static const char *plain_of(const struct headings *headings, const struct header_column *column,
                            const struct lines *lines, struct arena *arena) {
    const char *group, *sub = lowest(lines, column->index, arena, &group);
    bool        known = sub && headings_known(headings, text_fold(arena, sub));
    return plain_title(known ? sub : column->title, arena);
}

static void mark_repeated(struct header *header) {
    for (size_t a = 0; a < header->column_count; a++)
        for (size_t b = 0; b < a; b++)
            if (strcmp(header->columns[a].folded, header->columns[b].folded) == 0)
                header->columns[a].again = true;
}

/* Matches all columns; says how many fit how well. */
static void match_columns(const struct headings *headings, const struct lines *lines,
                          struct arena *arena, struct header *header, int *ret_sure,
                          int *ret_part) {
    struct claim *claims = ARENA_NEW_ARRAY(arena, header->column_count + 1, struct claim);
    *ret_sure = *ret_part = 0;
    for (size_t i = 0; i < header->column_count; i++) {
        struct header_column *column = &header->columns[i];
        if (text_characters(column->folded) > HEADING_CHARACTERS && !strchr(column->folded, '('))
            continue;
        const char *group, *sub = lowest(lines, column->index, arena, &group);
        claims[i].matches = sub && group ? match_sub(headings, text_fold(arena, group),
                                                     text_fold(arena, sub), arena)
                                         : headings_match(headings, column->folded);
        if (claims[i].matches.count > 0)
            ++*(claims[i].matches.at[0].fit > FIT_PART ? ret_sure : ret_part);
    }
    assign(header, claims);
}

/* --- is it one ----------------------------------------------------------------------------------
 */

/* Different targets that bring something; *ret_required: the one that no list can do without. */
static int distinct_targets(const struct header *header, bool *ret_required) {
    int count = 0;
    *ret_required = false;
    for (size_t a = 0; a < header->column_count; a++) {
        const struct target *target = header->columns[a].target;
        bool                 counts = target && !target_flag(target, COLUMN_SILENT);
        for (size_t b = 0; b < a && counts; b++)
            counts = header->columns[b].target != target;
        count += counts;
        *ret_required = *ret_required || target_flag(target, COLUMN_REQUIRED);
    }
    return count;
}

static bool is_header(const struct header *header, int sure, int part) {
    bool required;
    int  distinct = distinct_targets(header, &required);
    return sure >= 2 && distinct >= 2 && (required || distinct >= 3) &&
           (size_t)(sure + part) * 2 >= header->column_count;
}

/* The lines of the heading that begins at `at`, and its columns. */
static void read_lines(const struct headings *headings, const struct sheet *sheet, size_t at,
                       struct arena *arena, struct header *header, struct lines *lines) {
    const struct sheet_row *row = &sheet->rows[at];
    const struct sheet_row *below = at + 1 < sheet->count ? row + 1 : NULL;
    const struct sheet_row *third = at + 2 < sheet->count ? row + 2 : NULL;
    *header = (struct header){ .first_row = at, .row_count = 1 };
    if (!below || !is_first_line(headings, row, arena) ||
        !is_second_line(headings, row, below, arena)) {
        columns_of(row, arena, header);
        return;
    }
    lines->at[lines->count++] = (struct pair){ row, below };
    header->row_count = 2;
    columns_of_two(row, below, arena, header);
    row = join_lines(row, below, header, arena);
    if (!third || !is_second_line(headings, row, third, arena))
        return;
    lines->at[lines->count++] = (struct pair){ row, third };
    *header = (struct header){ .first_row = at, .row_count = 3 };
    columns_of_two(row, third, arena, header);
}

bool header_at(const struct headings *headings, const struct sheet *sheet, size_t at,
               struct arena *arena, struct header *ret_header) {
    const struct sheet_row *row = &sheet->rows[at];
    struct header           header;
    struct lines            lines = { .count = 0 };
    int                     own = 0, sure, part;
    for (int i = 0; i < row->count; i++)
        own += cell_own(&row->cells[i]) && row->cells[i].kind != CELL_NUMBER;
    if (own < 2)
        return false;
    read_lines(headings, sheet, at, arena, &header, &lines);
    match_columns(headings, &lines, arena, &header, &sure, &part);
    if (!is_header(&header, sure, part))
        return false;
    mark_repeated(&header);
    for (size_t i = 0; i < header.column_count; i++)
        header.columns[i].plain = plain_of(headings, &header.columns[i], &lines, arena);
    *ret_header = header;
    return true;
}

bool header_repeats(const struct header *header, const struct sheet_row *row, struct arena *arena) {
    size_t same = 0, own = 0;
    for (int i = 0; i < row->count; i++)
        own += cell_own(&row->cells[i]);
    for (size_t i = 0; i < header->column_count; i++) {
        const struct header_column *column = &header->columns[i];
        const struct cell          *cell = cell_at(row, column->index);
        if (!cell_own(cell) || cell->kind != CELL_TEXT)
            continue;
        const char *folded = cell_fold(arena, cell->text);
        /* Of several lines each alone is a part of the column's heading. */
        same += strcmp(folded, column->folded) == 0 ||
                (header->row_count > 1 && strstr(column->folded, folded));
    }
    return same >= 2 && same * 5 >= own * 3;
}

bool header_surer(const struct header_column *a, const struct header_column *b) {
    if (a->fit != b->fit)
        return a->fit > b->fit;
    return a->order != b->order ? a->order < b->order : a->index < b->index;
}

const struct header_column *header_column(const struct header *header, const char *name) {
    for (size_t i = 0; i < header->column_count; i++)
        if (header->columns[i].target && strcmp(header->columns[i].target->name, name) == 0)
            return &header->columns[i];
    return NULL;
}

struct header_column *header_unnamed(struct header *header, int index, struct arena *arena) {
    for (size_t i = 0; i < header->column_count; i++)
        if (header->columns[i].index == index)
            return &header->columns[i];
    header->columns =
        arena_grow(arena, header->columns, header->column_count * sizeof(*header->columns),
                   (header->column_count + 1) * sizeof(*header->columns));
    struct header_column *column = &header->columns[header->column_count++];
    *column = (struct header_column){ .index = index, .title = "", .plain = "", .folded = "" };
    return column;
}
