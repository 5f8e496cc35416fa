/* SPDX-License-Identifier: GPL-3.0-or-later
 * plan_row.c - one row of the sheet to one row of the record: its cells, what follows from the rows
 * above (merges, ditto marks, empty cells that were merged once), its columns' readers, its notes.
 */
#include "sheet/plan_inside.h"

#include <string.h>

/* --- the header in force ------------------------------------------------------------------------
 */

bool planner_keeps(const struct planner *planner, const struct target *target) {
    const char *const *kept = planner->intake ? planner->intake->kept : NULL;
    if (!target->column && target->field && (target->field->flags & F_RECKONED))
        return true;
    for (; kept && *kept; kept++)
        if (strcmp(*kept, target->name) == 0)
            return true;
    return false;
}

/* Fields that a sheet with these columns decides: an update takes even their absence from it. */
static void decide(struct planner *planner) {
    const struct record *record = planner->record;
    planner->decided = ARENA_NEW_ARRAY(planner->arena, record->field_count, bool);
    for (size_t i = 0; i < planner->header.column_count; i++) {
        const struct target *target = planner->header.columns[i].target;
        if (!target || planner_keeps(planner, target))
            continue;
        for (size_t f = 0; f < record->field_count; f++) {
            const char *name = record->fields[f].name;
            const char *fills = target->column ? target->column->fills : NULL;
            bool        decided = !target->column && target->field == &record->fields[f];
            while (fills && *fills && !decided) {
                size_t length = strcspn(fills, "|");
                decided = strlen(name) == length && memcmp(fills, name, length) == 0;
                fills += length + (fills[length] == '|');
            }
            planner->decided[f] = planner->decided[f] || decided;
        }
    }
}

static void cells_room(struct planner *planner, struct row_cells *cells, size_t count) {
    struct row_cells old = *cells;
    *cells = (struct row_cells){
        .at = ARENA_NEW_ARRAY(planner->arena, count + 1, struct cell_text),
        .present = ARENA_NEW_ARRAY(planner->arena, count + 1, bool),
        .own = ARENA_NEW_ARRAY(planner->arena, count + 1, bool),
        .fault = ARENA_NEW_ARRAY(planner->arena, count + 1, enum cell_fault),
        .count = count,
        .own_count = old.own_count,
        .first = old.first,
        .second = old.second,
    };
    for (size_t i = 0; i < old.count && i < count; i++) {
        cells->at[i] = old.at[i];
        cells->present[i] = old.present[i];
        cells->own[i] = old.own[i];
        cells->fault[i] = old.fault[i];
    }
}

void planner_use(struct planner *planner, const struct header *header) {
    struct header *kept = ARENA_NEW(planner->arena, struct header);
    planner->header = *kept = *header;
    planner->heading = kept;
    planner->found = true;
    planner->has_before = false;
    memset(planner->merging, 0, sizeof(planner->merging)); /* headings merge over lines too */
    for (size_t i = 0; i < COLUMNS_MOST; i++)
        planner->column_of[i] = -1;
    for (size_t i = 0; i < header->column_count; i++)
        planner->column_of[header->columns[i].index] = (int16_t)i;
    planner->cells = planner->before = (struct row_cells){ 0 };
    cells_room(planner, &planner->cells, header->column_count);
    cells_room(planner, &planner->before, header->column_count);
    decide(planner);
}

/* --- cells --------------------------------------------------------------------------------------
 */

/* Does the cell belong to a merge that began in a row above, in this very column? */
static bool goes_on(struct planner *planner, const struct sheet_row *row, int index) {
    const struct cell *cell = &row->cells[index];
    bool               on = cell->merged && !cell->merged_first && planner->merging[index] &&
              strcmp(planner->merged_text[index], cell->text) == 0;
    planner->merging[index] = on || (cell->merged && cell->merged_first);
    if (planner->merging[index])
        planner->merged_text[index] = cell->text;
    return on;
}

/* Does a merge that begins here go on in the next row? */
static bool begins(const struct planner *planner, size_t at, int index) {
    const struct sheet_row *row = &planner->sheet->rows[at];
    if (!row->cells[index].merged_first || at + 1 >= planner->sheet->count)
        return false;
    const struct sheet_row *next = &planner->sheet->rows[at + 1];
    return next->number == row->number + 1 && index < next->count && next->cells[index].merged &&
           !next->cells[index].merged_first &&
           strcmp(next->cells[index].text, row->cells[index].text) == 0;
}

static bool column_for(struct planner *planner, int index) {
    if (planner->column_of[index] >= 0)
        return true;
    planner->column_of[index] = (int16_t)planner->header.column_count;
    (void)header_unnamed(&planner->header, index, planner->arena);
    cells_room(planner, &planner->cells, planner->header.column_count);
    cells_room(planner, &planner->before, planner->header.column_count);
    return true;
}

static void take_cell(struct planner *planner, size_t at, int index) {
    const struct sheet_row *row = &planner->sheet->rows[at];
    const struct cell      *cell = &row->cells[index];
    bool                    on = cell->merged && goes_on(planner, row, index);
    struct cell_text        text = { .shared = on || (cell->merged && begins(planner, at, index)) };
    if (!cell->merged)
        planner->merging[index] = false;
    if (cell->kind == CELL_EMPTY || (!cell_own(cell) && !on))
        return;
    enum cell_fault fault = cell_fault(cell);
    if (!cell_read(cell, planner->arena, &text)) {
        if (fault == FAULT_NONE)
            return;
        text.text = text.folded = ""; /* a formula whose text is not stored either */
    }
    (void)column_for(planner, index);
    size_t                      c = (size_t)planner->column_of[index];
    const struct header_column *column = &planner->header.columns[c];
    text.heading = column->folded;
    text.title = column->plain;
    struct row_cells *cells = &planner->cells;
    cells->at[c] = text;
    cells->present[c] = true;
    cells->own[c] = !on;
    cells->fault[c] = fault;
    if (!on && cells->own_count++ < 2)
        *(cells->own_count == 1 ? &cells->first : &cells->second) = c;
}

void planner_cells(struct planner *planner, size_t at) {
    const struct sheet_row *row = &planner->sheet->rows[at];
    struct row_cells       *cells = &planner->cells;
    memset(cells->present, 0, cells->count * sizeof(bool));
    memset(cells->own, 0, cells->count * sizeof(bool));
    cells->own_count = 0;
    cells->first = cells->second = SIZE_MAX;
    for (int i = 0; i < row->count && i < COLUMNS_MOST; i++)
        take_cell(planner, at, i);
    for (int i = row->count; i < COLUMNS_MOST && planner->merging[i]; i++)
        planner->merging[i] = false;
}

/* --- what follows from above --------------------------------------------------------------------
 */

static bool is_ditto(const char *folded) {
    static const char *const marks[] = { "同上", "〃", "″", "\"",   "\"\"",
                                         "''",   "“",  "”", "同前", NULL };
    for (size_t i = 0; marks[i]; i++)
        if (strcmp(folded, marks[i]) == 0)
            return true;
    return false;
}

static bool column_flag(const struct planner *planner, size_t c, unsigned flag) {
    return target_flag(planner->header.columns[c].target, flag);
}

static void take_above(struct planner *planner, size_t c) {
    planner->cells.at[c] = planner->before.at[c];
    planner->cells.fault[c] = planner->before.fault[c];
    planner->cells.present[c] = true;
}

static const char *label_of(const struct planner *planner, size_t c) {
    const struct target *target = planner->header.columns[c].target;
    const char          *title = planner->header.columns[c].title;
    return target   ? tr(planner->options->lang, target->label)
           : *title ? title
                    : tr(planner->options->lang, N_("没有表头的一列"));
}

/* Ditto marks are plain; an empty cell under a filled one is a guess, and said. */
static void follow(struct planner *planner, struct problems *problems) {
    struct row_cells *now = &planner->cells, *above = &planner->before;
    bool              shares = false;
    for (size_t c = 0; c < now->count; c++) {
        bool known = planner->has_before && c < above->count && above->present[c];
        if (now->present[c] && known && is_ditto(now->at[c].folded))
            take_above(planner, c);
        if (!column_flag(planner, c, COLUMN_HEAD))
            continue;
        shares = shares || (now->present[c] && !now->own[c]);
        if (now->present[c] || !known)
            continue;
        take_above(planner, c);
        shares = true;
        problem_add(problems, PROBLEM_WARN, planner->header.columns[c].target->name, NULL,
                    N_("“%s”空着，按上一行填“%s”"), label_of(planner, c),
                    problem_shown(problems, now->at[c].text));
    }
    for (size_t c = 0; c < now->count && shares; c++)
        if (column_flag(planner, c, COLUMN_TAIL) && !now->present[c] && planner->has_before &&
            c < above->count && above->present[c]) {
            take_above(planner, c);
            problem_add(problems, PROBLEM_WARN, planner->header.columns[c].target->name, NULL,
                        N_("“%s”空着，按同一单位的上一行填“%s”"), label_of(planner, c),
                        problem_shown(problems, now->at[c].text));
        }
}

static void remember(struct planner *planner) {
    struct row_cells now = planner->cells;
    planner->cells = planner->before;
    planner->before = now;
    planner->has_before = true;
}

/* --- reading ------------------------------------------------------------------------------------
 */

static bool refer(struct reading *reading, const struct record *record, const char *name,
                  row_id *ret_id, void **ret_new) {
    struct planner        *planner = reading->ctx;
    struct referred_table *table = referred_of(&planner->tables, record);
    const char            *folded = cell_fold(planner->arena, name);
    struct referred       *known = referred_by_name(table, folded);
    *ret_new = NULL;
    if (known) {
        *ret_id = known->id;
        return true;
    }
    const struct field *field = record_name_field(record);
    void               *row = arena_alloc(planner->arena, record->size);
    struct record_head *head = row;
    record_init(record, row);
    if (!field->type->parse(field, name, field_member(field, row), reading->problems) ||
        !field->type->check(field, field_member(field, row), reading->problems))
        return false;
    head->id = id_new(planner->options->world);
    (void)referred_add(table,
                       (struct referred){ .folded = folded,
                                          .name = arena_strdup(planner->arena, name),
                                          .id = head->id,
                                          .row = row,
                                          .is_new = true },
                       planner->arena);
    *ret_id = head->id;
    *ret_new = row;
    return true;
}

static const void *rows(struct reading *reading, const struct record *record, size_t *ret_count) {
    struct planner        *planner = reading->ctx;
    struct referred_table *table = referred_of(&planner->tables, record);
    *ret_count = table ? table->stored_count : 0;
    return table ? table->stored : NULL;
}

/* On one line, for types that read what people type into a form. */
static const char *one_line(struct planner *planner, const char *text) {
    return strchr(text, '\n') ? text_clean(planner->arena, text, false) : text;
}

static bool read_field(struct planner *planner, const struct field *field,
                       const struct cell_text *cell, struct reading *reading) {
    const char *text = one_line(planner, cell->text);
    if (field->type == &type_ref) {
        void *made;
        return refer(reading, field->record, text, field_member(field, reading->row), &made);
    }
    return field->type->parse(field, text, field_member(field, reading->row), reading->problems);
}

/* The field that a problem of the column is said of: its own, or the first that it fills. */
static const char *field_of(struct planner *planner, const struct target *target) {
    const char *fills = target->column ? target->column->fills : NULL;
    return target->field || !fills ? target->name
                                   : arena_strndup(planner->arena, fills, strcspn(fills, "|"));
}

static void fault_problem(struct planner *planner, size_t c, struct problems *problems) {
    static const char *const texts[] = {
        [FAULT_ERROR] = N_("“%s”是表格的错误值 %s，请改成真正的内容"),
        [FAULT_FORMULA] = N_("“%s”是没有结果的公式%s，请在表格里算出来再存"),
        [FAULT_TOO_LONG] = N_("“%s”的内容太长：%s"),
    };
    const struct target *target = planner->header.columns[c].target;
    const char          *text = planner->cells.at[c].text;
    problem_add(problems, target ? PROBLEM_ERROR : PROBLEM_WARN,
                target ? field_of(planner, target) : NULL, text, texts[planner->cells.fault[c]],
                label_of(planner, c), problem_shown(problems, text));
}

/* The same target a second time: equal is fine, more goes to the notes. */
static bool is_second(struct planner *planner, size_t c, struct reading *reading) {
    const struct header_column *column = &planner->header.columns[c];
    const struct row_cells     *cells = &planner->cells;
    if (target_flag(column->target, COLUMN_MANY))
        return false;
    for (size_t b = 0; b < cells->count; b++) {
        const struct header_column *other = &planner->header.columns[b];
        if (other->target != column->target || !cells->present[b] || b == c ||
            !header_surer(other, column))
            continue;
        if (strcmp(cells->at[b].folded, cells->at[c].folded) == 0)
            return true;
        reading_note(reading, column->plain, cells->at[c].text);
        if (column->again)
            problem_add(reading->problems, PROBLEM_WARN, column->target->name, cells->at[c].text,
                        N_("有两列都是“%s”，这一格记在备注里"), column->title);
        return true;
    }
    return false;
}

/* Numbers left of everything, under no heading: the rows are counted. */
static bool is_numbering(const struct planner *planner, size_t c) {
    const char *folded = planner->cells.at[c].folded;
    if (strlen(folded) > 5 || folded[strspn(folded, "0123456789")])
        return false;
    for (size_t i = 0; i < planner->header.column_count; i++)
        if (planner->header.columns[i].target &&
            planner->header.columns[i].index < planner->header.columns[c].index)
            return false;
    return true;
}

static void read_cell(struct planner *planner, size_t c, struct reading *reading) {
    const struct header_column *column = &planner->header.columns[c];
    const struct cell_text     *cell = &planner->cells.at[c];
    const struct target        *target = column->target;
    if (target && (target_flag(target, COLUMN_SILENT) || planner_keeps(planner, target)))
        return;
    if (planner->cells.fault[c] != FAULT_NONE) {
        fault_problem(planner, c, reading->problems);
        return;
    }
    if (target && is_second(planner, c, reading))
        return;
    if (target && target->column) {
        (void)target->column->read(cell, reading->row, reading);
    } else if (target) {
        (void)read_field(planner, target->field, cell, reading);
    } else if (*column->title) {
        reading_note(reading, column->plain, cell->text);
    } else if (!is_numbering(planner, c)) {
        reading_note(reading, NULL, cell->text);
        problem_add(reading->problems, PROBLEM_WARN, NULL, cell->text,
                    N_("这一格上面没有表头，记在备注里"));
    }
}

/* "标题：值" a line each, into the notes' field. */
static void write_notes(struct planner *planner, struct reading *reading) {
    const struct field *field = planner->intake && planner->intake->notes
                                    ? record_field(planner->record, planner->intake->notes)
                                    : NULL;
    const char         *text = NULL;
    for (size_t i = 0; i < reading->note_count; i++) {
        const struct note *note = &reading->notes[i];
        if (!field) {
            problem_add(reading->problems, PROBLEM_WARN, NULL, note->text,
                        N_("“%s”这一列没有地方放，没有导入"), note->heading ? note->heading : "");
            continue;
        }
        const char *line = note->heading
                               ? arena_printf(planner->arena, "%s：%s", note->heading, note->text)
                               : note->text;
        text = text ? arena_printf(planner->arena, "%s\n%s", text, line) : line;
    }
    if (text)
        (void)field->type->parse(field, text, field_member(field, reading->row), reading->problems);
}

/* What the cells have filled so far: not what is guessed or follows from captions. */
static const bool *fields_written(const struct planner *planner, const void *row) {
    const struct record *record = planner->record;
    bool                *written = ARENA_NEW_ARRAY(planner->arena, record->field_count, bool);
    for (size_t f = 0; f < record->field_count; f++)
        written[f] = field_live(&record->fields[f]) && !field_absent(&record->fields[f], row);
    return written;
}

void *planner_read(struct planner *planner, struct problems *problems, const bool **ret_written) {
    const struct intake *intake = planner->intake;
    struct reading       reading = {
              .problems = problems,
              .row = arena_alloc(planner->arena, planner->record->size),
              .draft = planner->draft,
              .around = planner->around,
              .refer = refer,
              .rows = rows,
              .memory = planner->memory,
              .ctx = planner,
    };
    memcpy(reading.row, planner->blank, planner->record->size);
    if (intake)
        memset(planner->draft, 0, intake->draft_size);
    planner->captioned = false;
    follow(planner, problems);
    for (size_t c = 0; c < planner->cells.count; c++)
        if (planner->cells.present[c])
            read_cell(planner, c, &reading);
    *ret_written = fields_written(planner, reading.row);
    if (intake && intake->finish)
        intake->finish(reading.row, &reading);
    write_notes(planner, &reading);
    remember(planner);
    return reading.row;
}

void planner_pass(struct planner *planner) {
    struct problems unsaid;
    problems_init(&unsaid, planner->arena, planner->options->lang);
    follow(planner, &unsaid);
    remember(planner);
}

bool planner_caption(struct planner *planner, const char *text, enum caption_place place) {
    const struct intake *intake = planner->intake;
    if (!intake || !intake->caption)
        return false;
    struct problems problems;
    problems_init(&problems, planner->arena, planner->options->lang);
    problems.today = planner->today;
    struct reading reading = {
        .problems = &problems,
        .draft = place == CAPTION_ABOVE ? planner->above : planner->around,
        .refer = refer,
        .rows = rows,
        .memory = planner->memory,
        .ctx = planner,
    };
    /* A new group takes nothing over from the one before. */
    if (place == CAPTION_GROUP || place == CAPTION_TABLE)
        memcpy(planner->around, planner->above, intake->draft_size);
    bool said = intake->caption(text, place, &reading);
    if (place == CAPTION_ABOVE)
        memcpy(planner->around, planner->above, intake->draft_size);
    planner->captioned = place != CAPTION_ABOVE;
    return said;
}

const struct header_column *planner_required(const struct planner *planner) {
    for (size_t i = 0; i < planner->header.column_count; i++)
        if (target_flag(planner->header.columns[i].target, COLUMN_REQUIRED))
            return &planner->header.columns[i];
    return NULL;
}
