/* SPDX-License-Identifier: GPL-3.0-or-later
 * plan.c - from the book to the plan: sheet by sheet, row by row, each row once and with a word. */
#include "sheet/plan_inside.h"

#include <string.h>

enum {
    DATA_ROWS_MOST = 20000,
    HEADER_SEARCH_ROWS = 60,
    BLANKS_MOST = 1000,
    CAPTIONS_MOST = 4, /* lines between two tables */
    RESERVE = 8 << 20, /* more than a row, an array or the matching of all rows takes */
};

const char *const plan_result_names[PLAN_RESULT_COUNT] = { "new",  "updated", "waits",
                                                           "same", "skipped", "error" };
const char *const plan_why_names[PLAN_WHY_COUNT] = {
    NULL,   "title",     "header", "blank",        "total",
    "note", "duplicate", "hidden", "hidden_sheet", "no_header",
};

/* --- rows of the plan ---------------------------------------------------------------------------
 */

static struct plan_row *add_row(struct planner *planner, int number, enum plan_result result,
                                enum plan_why why) {
    struct plan *plan = planner->plan;
    if (plan->row_count == planner->plan_room) {
        size_t room = planner->plan_room ? 2 * planner->plan_room : 256;
        plan->rows =
            arena_grow(planner->arena, plan->rows, planner->plan_room * sizeof(*plan->rows),
                       room * sizeof(*plan->rows));
        planner->plan_room = room;
    }
    struct plan_row *row = &plan->rows[plan->row_count++];
    *row = (struct plan_row){
        .sheet = planner->sheet->name, .number = number, .result = result, .why = why
    };
    return row;
}

static void begin_problems(const struct planner *planner, struct problems *problems) {
    problems_init(problems, planner->arena, planner->options->lang);
    problems->today = planner->today;
}

static void keep_problems(struct plan_row *row, const struct problems *problems) {
    row->problems = problems->at;
    row->problem_count = problems->count;
}

/* A row that is left out though it may hold something: said. */
static void add_left_out(struct planner *planner, int number, enum plan_why why, bool say,
                         const char *text) {
    struct plan_row *row = add_row(planner, number, PLAN_SKIPPED, why);
    struct problems  problems;
    if (!say)
        return;
    begin_problems(planner, &problems);
    problem_add(&problems, PROBLEM_WARN, NULL, NULL, "%s", tr(problems.lang, text));
    keep_problems(row, &problems);
}

static void add_candidate(struct planner *planner, int number) {
    struct problems problems;
    const bool     *written;
    if (planner->counting) {
        planner->candidate_count++;
        return;
    }
    begin_problems(planner, &problems);
    void *row = planner_read(planner, &problems, &written);
    if (problems.errors == 0)
        (void)record_check(planner->record, row, &problems);
    struct plan_row *entry = add_row(planner, number, PLAN_NEW, WHY_NONE);
    entry->row = row;
    keep_problems(entry, &problems);
    if (problems.errors > 0)
        entry->result = PLAN_ERROR;
    if (planner->candidate_count == planner->candidate_room) {
        size_t room = planner->candidate_room ? 2 * planner->candidate_room : 256;
        planner->candidates = arena_grow(planner->arena, planner->candidates,
                                         planner->candidate_room * sizeof(struct candidate),
                                         room * sizeof(struct candidate));
        planner->candidate_room = room;
    }
    planner->candidates[planner->candidate_count++] =
        (struct candidate){ .index = planner->plan->row_count - 1,
                            .row = row,
                            .decided = planner->decided,
                            .written = written,
                            .header = planner->heading };
}

/* --- the heading --------------------------------------------------------------------------------
 */

static char *column_letter(struct arena *arena, int index) {
    char  letters[8];
    char *at = letters + sizeof(letters) - 1;
    *at = '\0';
    for (int n = index + 1; n > 0; n = (n - 1) / 26)
        *--at = (char)('A' + (n - 1) % 26);
    return arena_strdup(arena, at);
}

static bool is_used(const struct planner *planner, const struct target *target) {
    return target && !planner_keeps(planner, target) && !target_flag(target, COLUMN_SILENT);
}

static void publish_header(struct planner *planner) {
    struct plan         *plan = planner->plan;
    const struct header *header = &planner->header;
    struct plan_column  *columns =
        ARENA_NEW_ARRAY(planner->arena, header->column_count, struct plan_column);
    for (size_t i = 0; i < header->column_count; i++) {
        const struct header_column *column = &header->columns[i];
        bool                        used = is_used(planner, column->target);
        columns[i] = (struct plan_column){
            .letter = column_letter(planner->arena, column->index),
            .heading = column->title,
            .field = used ? column->target->name : NULL,
            .label = used ? tr(planner->options->lang, column->target->label) : NULL,
            .ignored = column->target && !used,
        };
    }
    plan->columns = columns;
    plan->column_count = header->column_count;
    plan->header_row = planner->sheet->rows[header->first_row].number;
}

/* A heading in force from here; what no list can do without must be in it. */
static bool begin_table(struct planner *planner, const struct header *header, struct err *err) {
    planner_use(planner, header);
    const struct column *required = NULL;
    for (const struct column *c = planner->record->columns; c && c->name && !required; c++)
        if (c->flags & COLUMN_REQUIRED)
            required = c;
    if (required && !planner_required(planner)) {
        const struct field *field = record_field(planner->record, required->name);
        const char         *label = required->label ? required->label : field->label;
        return err_set(err, N_("表头里没有“%s”这一列，请在第 %d 行的表头里补上"),
                       tr(planner->options->lang, label),
                       planner->sheet->rows[header->first_row].number);
    }
    if (planner->plan->header_row == 0)
        publish_header(planner);
    for (size_t r = 0; r < header->row_count; r++)
        (void)add_row(planner, planner->sheet->rows[header->first_row + r].number, PLAN_SKIPPED,
                      WHY_HEADER);
    return true;
}

/* --- a row above or below it --------------------------------------------------------------------
 */

static bool row_empty(const struct sheet_row *row, struct arena *arena) {
    struct cell_text text;
    for (int i = 0; i < row->count; i++)
        if (cell_own(&row->cells[i]) &&
            (cell_read(&row->cells[i], arena, &text) || cell_fault(&row->cells[i]) != FAULT_NONE))
            return false;
    return true;
}

static void above_row(struct planner *planner, const struct sheet_row *row) {
    bool note = false, first = true;
    if (row_empty(row, planner->arena)) {
        (void)add_row(planner, row->number, PLAN_SKIPPED, WHY_BLANK);
        return;
    }
    for (int i = 0; i < row->count; i++) {
        struct cell_text text;
        if (!cell_own(&row->cells[i]) || !cell_read(&row->cells[i], planner->arena, &text))
            continue;
        if (first)
            note = row_is_note(text.folded);
        first = false;
        (void)planner_caption(planner, text.text, CAPTION_ABOVE);
    }
    (void)add_row(planner, row->number, PLAN_SKIPPED, note ? WHY_NOTE : WHY_TITLE);
}

/* Does another table begin here? Below its captions the heading comes once more. */
static enum caption_place place_of(struct planner *planner, const struct sheet_row *row) {
    size_t        at = (size_t)(row - planner->sheet->rows);
    struct header header;
    for (size_t r = at + 1; r < planner->sheet->count && r <= at + CAPTIONS_MOST; r++) {
        const struct sheet_row *below = &planner->sheet->rows[r];
        int                     own = 0;
        for (int i = 0; i < below->count; i++)
            own += cell_own(&below->cells[i]);
        if (own > 1)
            return header_at(planner->headings, planner->sheet, r, planner->arena, &header)
                       ? CAPTION_TABLE
                       : CAPTION_GROUP;
    }
    return CAPTION_GROUP;
}

/* "联系人：…" right below a caption says more of the same group. */
static enum caption_place place_below(struct planner *planner, const struct sheet_row *row,
                                      const char *folded) {
    return planner->captioned && strchr(folded, ':') ? CAPTION_MORE : place_of(planner, row);
}

static void caption_row(struct planner *planner, const struct sheet_row *row) {
    const struct row_cells *cells = &planner->cells;
    size_t                  c = cells->own_count > 1 ? cells->second : cells->first;
    bool                    wide = planner->header.columns[c].index == 0 || cells->own_count > 1;
    const char             *folded = cells->at[c].folded;
    bool said = planner_caption(planner, cells->at[c].text, place_below(planner, row, folded));
    bool sentence = strstr(folded, "。") || strchr(folded, ',') || strchr(folded, ';');
    planner->has_before = false;
    (void)add_row(planner, row->number, PLAN_SKIPPED,
                  said || (wide && !sentence) ? WHY_TITLE : WHY_NOTE);
}

/* May the row be another heading? Only what has a known word where the needed column is. */
static bool may_be_heading(const struct planner *planner) {
    const struct header_column *required = planner_required(planner);
    const struct row_cells     *cells = &planner->cells;
    size_t c = required ? (size_t)(required - planner->header.columns) : cells->first;
    if (cells->own_count < 2)
        return false;
    if (!cells->own[c])
        c = cells->first;
    return !cells->at[c].number && headings_known(planner->headings, cells->at[c].folded);
}

/* One text alone where the rows' names are, in a list that has no column for what they share: it
 * may be just that, 【鸿发车间】 over its postings. */
static bool names_a_group(struct planner *planner, const struct sheet_row *row) {
    const struct header_column *required = planner_required(planner);
    const struct row_cells     *cells = &planner->cells;
    size_t                      draft = planner->intake ? planner->intake->draft_size : 0;
    if (cells->own_count != 1 || !required ||
        planner->header.columns[cells->first].target != required->target)
        return false;
    for (size_t i = 0; i < planner->header.column_count; i++)
        if (target_flag(planner->header.columns[i].target, COLUMN_HEAD))
            return false;
    void *kept = arena_alloc(planner->arena, draft + 1);
    memcpy(kept, planner->around, draft);
    const char *text = cells->at[cells->first].text;
    if (planner_caption(planner, text, place_of(planner, row)) || text_starts(text, "【"))
        return true;
    memcpy(planner->around, kept, draft);
    return false;
}

/* 无 where the row's name should be: an employer that has nothing to offer. */
static bool offers_nothing(const struct planner *planner) {
    static const char *const    words[] = { "无",       "暂无",     "没有",     "无需求",
                                            "暂无需求", "无岗位",   "暂无岗位", "不缺工",
                                            "无缺工",   "暂不招聘", NULL };
    const struct header_column *required = planner_required(planner);
    size_t c = required ? (size_t)(required - planner->header.columns) : SIZE_MAX;
    if (!required || !planner->cells.present[c] || planner->cells.fault[c] != FAULT_NONE)
        return false;
    for (size_t i = 0; words[i]; i++)
        if (strcmp(planner->cells.at[c].folded, words[i]) == 0)
            return true;
    return false;
}

static void below_row(struct planner *planner, const struct sheet_row *row) {
    static const enum plan_why whys[] = { [ROW_BLANK] = WHY_BLANK,
                                          [ROW_HEADER] = WHY_HEADER,
                                          [ROW_TOTAL] = WHY_TOTAL,
                                          [ROW_NOTE] = WHY_NOTE };
    enum row_kind              kind = row_kind(planner, row);
    if (row->hidden && (kind == ROW_DATA || kind == ROW_CAPTION)) {
        planner_pass(planner);
        add_left_out(planner, row->number, WHY_HIDDEN, kind == ROW_DATA,
                     N_("这一行在表格里是隐藏的，没有导入；要导入请先取消隐藏"));
    } else if (kind == ROW_DATA && names_a_group(planner, row)) {
        planner->has_before = false;
        (void)add_row(planner, row->number, PLAN_SKIPPED, WHY_TITLE);
    } else if (kind == ROW_DATA && offers_nothing(planner)) {
        planner_pass(planner);
        add_left_out(planner, row->number, WHY_NOTE, true, N_("这一行写着没有，没有要导入的"));
    } else if (kind == ROW_DATA) {
        add_candidate(planner, row->number);
    } else if (kind == ROW_CAPTION) {
        caption_row(planner, row);
    } else {
        const struct row_cells *cells = &planner->cells;
        if (kind == ROW_NOTE && planner->captioned)
            (void)planner_caption(planner, cells->at[cells->first].text, CAPTION_MORE);
        planner->has_before = planner->has_before && kind != ROW_TOTAL;
        (void)add_row(planner, row->number, PLAN_SKIPPED, whys[kind]);
    }
}

/* --- a sheet ------------------------------------------------------------------------------------
 */

static void begin_sheet(struct planner *planner, const struct sheet *sheet) {
    size_t draft = planner->intake ? planner->intake->draft_size : 0;
    planner->sheet = sheet;
    planner->found = false;
    planner->captioned = false;
    planner->has_before = false;
    memset(planner->merging, 0, sizeof(planner->merging));
    planner->above = arena_alloc(planner->arena, draft + 1);
    planner->around = arena_alloc(planner->arena, draft + 1);
}

/* The rows between two that hold something. */
static void blanks_between(struct planner *planner, int before, int after) {
    for (int n = before + 1; n < after && n <= before + BLANKS_MOST; n++)
        (void)add_row(planner, n, PLAN_SKIPPED, WHY_BLANK);
}

static bool has_header(struct planner *planner, const struct sheet *sheet) {
    struct header header;
    for (size_t r = 0; r < sheet->count && r < HEADER_SEARCH_ROWS; r++)
        if (header_at(planner->headings, sheet, r, planner->arena, &header))
            return true;
    return false;
}

static void skip_sheet(struct planner *planner, enum plan_why why, const char *text) {
    const struct sheet *sheet = planner->sheet;
    for (size_t r = 0; r < sheet->count; r++) {
        if (r > 0)
            blanks_between(planner, sheet->rows[r - 1].number, sheet->rows[r].number);
        add_left_out(planner, sheet->rows[r].number, why, r == 0, text);
    }
}

/* The arena has gone over to its reserve (plan_make()): once a row is often enough to look. */
static bool no_memory(struct err *err) {
    return err_code_set(err, ERR_MEMORY, N_("内存不足"));
}

static bool read_sheet(struct planner *planner, struct err *err) {
    const struct sheet *sheet = planner->sheet;
    for (size_t r = 0; r < sheet->count; r++) {
        const struct sheet_row *row = &sheet->rows[r];
        struct header           header;
        if (r > 0)
            blanks_between(planner, sheet->rows[r - 1].number, row->number);
        if (planner->found)
            planner_cells(planner, r);
        bool repeated = planner->found && row_kind(planner, row) == ROW_HEADER;
        if (!repeated && (!planner->found || may_be_heading(planner)) &&
            header_at(planner->headings, sheet, r, planner->arena, &header)) {
            if (!begin_table(planner, &header, err))
                return false;
            r += header.row_count - 1;
        } else if (planner->found) {
            below_row(planner, row);
        } else {
            above_row(planner, row);
        }
        if (planner->candidate_count > DATA_ROWS_MOST)
            return err_set(err, N_("一个文件最多导入 %d 行，这个文件更多，请分成几个文件"),
                           DATA_ROWS_MOST);
        if (planner->arena->low)
            return no_memory(err);
    }
    return true;
}

static bool read_book(struct planner *planner, const struct book *book, struct err *err) {
    bool any = false;
    for (size_t s = 0; s < book->count; s++) {
        begin_sheet(planner, &book->sheets[s]);
        if (book->sheets[s].hidden) {
            skip_sheet(planner, WHY_HIDDEN_SHEET,
                       N_("这张工作表在表格里是隐藏的，没有导入；要导入请先取消隐藏"));
        } else if (!has_header(planner, &book->sheets[s])) {
            skip_sheet(planner, WHY_NO_HEADER, N_("这张工作表没有找到表头，没有导入"));
        } else if (!read_sheet(planner, err)) {
            return book->count == 1 || !*book->sheets[s].name
                       ? false
                       : err_within(err, N_("工作表“%s”"), book->sheets[s].name);
        } else {
            any = true;
        }
    }
    const struct field *fields = planner->record->fields;
    return any || err_set(err, N_("没有找到表头：要有一行写着“%s”“%s”这样的列名"),
                          tr(planner->options->lang, fields[0].label),
                          tr(planner->options->lang, fields[1].label));
}

/* A file that may have too many rows of data is refused before any of them costs memory. */
static bool count_rows(struct planner *planner, const struct book *book, struct err *err) {
    size_t rows = 0;
    for (size_t s = 0; s < book->count; s++)
        rows += book->sheets[s].count;
    if (rows <= DATA_ROWS_MOST)
        return true;
    planner->counting = true;
    bool right = read_book(planner, book, err);
    planner->counting = false;
    planner->candidate_count = planner->plan->row_count = 0;
    planner->plan->header_row = 0;
    return right;
}

/* --- the whole ----------------------------------------------------------------------------------
 */

static void count_results(struct plan *plan) {
    for (size_t i = 0; i < plan->row_count; i++) {
        const struct plan_row *row = &plan->rows[i];
        plan->counts[row->result]++;
        bool warned = false;
        for (size_t p = 0; p < row->problem_count; p++)
            warned = warned || row->problems[p].level == PROBLEM_WARN;
        plan->flagged += warned;
    }
}

bool plan_make(struct plan **ret_plan, const struct plan_options *options, struct store *store,
               const struct book *book, struct arena *arena, struct err *err) {
    if (!arena_reserve(arena, RESERVE))
        return no_memory(err);
    struct planner      *planner = ARENA_NEW(arena, struct planner);
    struct plan         *plan = ARENA_NEW(arena, struct plan);
    struct plan_options *kept = ARENA_NEW(arena, struct plan_options);
    if (options->open && (!options->checked_by || !*options->checked_by))
        return err_set(err, N_("直接公开要写明审核人"));
    *kept = *options;
    *plan = (struct plan){ .record = options->record,
                           .lang = options->lang,
                           .encoding = book->encoding,
                           .many_sheets = book->count > 1,
                           .skip_wrong = options->skip_wrong,
                           .planner = planner };
    *planner = (struct planner){ .options = kept,
                                 .store = store,
                                 .version = store_data_version(store),
                                 .arena = arena,
                                 .plan = plan,
                                 .record = options->record,
                                 .intake = options->record->intake,
                                 .headings = headings_new(options->record, arena),
                                 .blank = arena_alloc(arena, options->record->size),
                                 .today = world_today(options->world) };
    record_init(options->record, planner->blank);
    if (planner->intake) {
        planner->memory = arena_alloc(arena, planner->intake->memory_size + 1);
        planner->draft = arena_alloc(arena, planner->intake->draft_size + 1);
    }
    if (!referred_load(&planner->tables, planner->record, store, arena, err) ||
        !count_rows(planner, book, err) || !read_book(planner, book, err) ||
        !planner_match(planner, err))
        return false;
    if (arena->low)
        return no_memory(err);
    count_results(plan);
    *ret_plan = plan;
    return true;
}

bool plan_ready(const struct plan *plan) {
    return plan->skip_wrong || plan->counts[PLAN_ERROR] == 0;
}
