/* SPDX-License-Identifier: GPL-3.0-or-later
 * config.c - anju.conf by inih, line by line: inih cuts lines that are too long and forgets line
 * numbers, so lines are handed to it one at a time, counted and measured, and every line that it
 * made nothing of is noticed. */
#include "record/config.h"

#include "base/file.h"
#include "record/json.h"
#include "record/type.h"

#include <ini.h>
#include <stdio.h>
#include <string.h>

enum { FILE_MOST = 64 << 10, LINE_MOST = 180 };

struct reader {
    const char           *file; /* its name, without the folder */
    const char           *at;   /* the next line */
    const char           *line; /* the present one, in the arena */
    int                   number;
    bool                  understood; /* inih gave a key for it, or it needs none */
    bool                  failed;     /* no memory */
    const struct section *sections;
    void                **candidates; /* a row for each section */
    int                 **lines;      /* where each field was given; 0 = nowhere */
    bool                 *wrong;      /* sections in which something is wrong already */
    char                 *text;       /* what is wrong, a line each */
    size_t                count, told;
    struct problems       problems;
};

/* --- saying what is wrong ------------------------------------------------------------------------
 */

/* "anju.conf:12:kiosk.large: …"; a line 0 is none: the key is not in the file. struct err holds
 * few lines: the first are told whole, the rest counted. */
static void complain(struct reader *reader, const char *section, const char *key,
                     const char *message) {
    enum { TOLD_BYTES = 400 };
    struct arena *arena = reader->problems.arena;
    const char *where = reader->number ? arena_printf(arena, "%s:%d:", reader->file, reader->number)
                                       : arena_printf(arena, "%s: ", reader->file);
    const char *name = arena_printf(arena, "%s%s%s%s", section, *section && *key ? "." : "", key,
                                    *section || *key ? ": " : " ");
    char *text = where && name ? arena_printf(arena, "%s%s%s%s%s", reader->text ? reader->text : "",
                                              reader->text ? "\n" : "", where, name, message)
                               : NULL;
    reader->count++;
    if (!text)
        reader->failed = true;
    else if (reader->told + 1 == reader->count && (!reader->told || strlen(text) <= TOLD_BYTES)) {
        reader->text = text;
        reader->told++;
    }
}

static void complain_line(struct reader *reader, const char *format) {
    complain(reader, "", "", tr(reader->problems.lang, format));
}

/* --- lines ---------------------------------------------------------------------------------------
 */

/* What the last line was, if inih made nothing of it. */
static void finish_line(struct reader *reader) {
    if (!reader->understood)
        complain_line(reader, N_("看不懂这一行，要写成“键 = 值”或“[节]”"));
    reader->understood = true;
}

static bool needs_no_key(const char *line) {
    const char *text = line + strspn(line, " \t\r");
    return *text == '\0' || *text == '#' || *text == ';' ||
           (*text == '[' && strchr(text, ']') != NULL);
}

/* For inih: the next line, NULL at the end. */
static char *next_line(char *out, int size, void *stream) {
    struct reader *reader = stream;
    finish_line(reader);
    if (*reader->at == '\0' || reader->failed)
        return NULL;
    size_t length = strcspn(reader->at, "\n");
    reader->line = arena_strndup(reader->problems.arena, reader->at, length);
    reader->at += length + (reader->at[length] == '\n');
    reader->number++;
    if (!reader->line) {
        reader->failed = true;
        return NULL;
    }
    const char *wrong = !text_valid(reader->line, length) ? N_("不是 UTF-8 文字")
                        : length > LINE_MOST || length + 2 > (size_t)size
                            ? N_("这一行太长，最多 180 字节")
                            : NULL;
    if (wrong) {
        complain_line(reader, wrong);
        reader->line = "";
    }
    reader->understood = needs_no_key(reader->line);
    (void)snprintf(out, (size_t)size, "%s\n", reader->line);
    return out;
}

/* --- keys ----------------------------------------------------------------------------------------
 */

static size_t section_index(const struct section *sections, const char *name) {
    size_t i = 0;
    while (sections[i].record && strcmp(sections[i].record->name, name) != 0)
        i++;
    return i;
}

static const struct field *key_field(struct reader *reader, const struct record *record,
                                     const char *key) {
    const struct field *field = record_field_once(record, key);
    for (size_t i = 0; !field && i < record->field_count; i++)
        if (record->fields[i].type == &type_removed && strcmp(record->fields[i].name, key) == 0)
            return NULL; /* what earlier versions had is passed over */
    if (!field)
        complain(reader, record->name, problem_shown(&reader->problems, key),
                 tr(reader->problems.lang, N_("没有这一项设置")));
    return field;
}

static void set_key(struct reader *reader, size_t s, const char *key, const char *value) {
    const struct record *record = reader->sections[s].record;
    const struct field  *field = key_field(reader, record, key);
    struct problems     *problems = &reader->problems;
    if (!field)
        return;
    int *line = &reader->lines[s][field - record->fields];
    if (*line) {
        complain(reader, record->name, key, tr(problems->lang, N_("写了两次")));
        return;
    }
    *line = reader->number;
    size_t said = problems->count, errors = problems->errors;
    void  *member = field_member(field, reader->candidates[s]);
    if (field->type->parse(field, value, member, problems))
        (void)field_check(field, reader->candidates[s], problems);
    if (problems->errors == errors)
        return;
    reader->wrong[s] = true;
    for (size_t i = said; i < problems->count; i++)
        if (problems->at[i].level == PROBLEM_ERROR)
            complain(reader, record->name, key, problems->at[i].message);
}

/* For inih: one key with its value. */
static int take_key(void *user, const char *section, const char *key, const char *value) {
    struct reader *reader = user;
    size_t         s = section_index(reader->sections, section);
    reader->understood = true;
    if (reader->sections[s].record)
        set_key(reader, s, key, value);
    else
        /* inih cuts a section's name at 50 bytes, within a character too. */
        complain(reader, problem_shown(&reader->problems, section),
                 problem_shown(&reader->problems, key),
                 tr(reader->problems.lang, N_("没有这一节设置")));
    return 1;
}

/* --- the whole -----------------------------------------------------------------------------------
 */

static size_t count_sections(const struct section *sections) {
    size_t count = 0;
    while (sections[count].record)
        count++;
    return count;
}

static bool make_candidates(struct reader *reader) {
    struct arena *arena = reader->problems.arena;
    size_t        count = count_sections(reader->sections);
    reader->candidates = arena_array(arena, count + 1, sizeof(*reader->candidates));
    reader->lines = arena_array(arena, count + 1, sizeof(*reader->lines));
    reader->wrong = arena_array(arena, count + 1, sizeof(*reader->wrong));
    if (!reader->candidates || !reader->lines || !reader->wrong)
        return false;
    for (size_t i = 0; i < count; i++) {
        const struct record *record = reader->sections[i].record;
        reader->candidates[i] = arena_alloc(arena, record->size);
        reader->lines[i] = arena_array(arena, record->field_count, sizeof(int));
        if (!reader->candidates[i] || !reader->lines[i])
            return false;
        memcpy(reader->candidates[i], reader->sections[i].row, record->size);
    }
    return true;
}

static bool refuse(const struct reader *reader, struct err *err) {
    size_t more = reader->count - reader->told;
    if (reader->failed)
        return err_code_set(err, ERR_MEMORY, N_("内存不够，读不了 %s"), reader->file);
    if (!more)
        return err_code_set(err, ERR_INVALID, "%s", reader->text);
    return err_code_set(err, ERR_INVALID, N_("%s\n（还有 %zu 处）"), reader->text, more);
}

/* What a section's rule says of a field is said where that was written. */
static void complain_rule(struct reader *reader, size_t s, const struct problem *problem) {
    const struct record *record = reader->sections[s].record;
    const struct field  *field = problem->field ? record_field(record, problem->field) : NULL;
    reader->number = field ? reader->lines[s][field - record->fields] : 0;
    complain(reader, record->name, field ? field->name : "", problem->message);
}

/* Rules across the keys of a section, where each key is right. */
static void check_sections(struct reader *reader) {
    struct problems *problems = &reader->problems;
    for (size_t s = 0; reader->sections[s].record; s++) {
        size_t said = problems->count;
        if (reader->wrong[s] ||
            record_check(reader->sections[s].record, reader->candidates[s], problems))
            continue;
        for (size_t i = said; i < problems->count; i++)
            if (problems->at[i].level == PROBLEM_ERROR)
                complain_rule(reader, s, &problems->at[i]);
    }
}

bool config_parse(const char *file, const char *bytes, size_t length,
                  const struct section *sections, struct arena *arena, struct err *err) {
    struct reader reader = { .file = file,
                             .at = bytes + (text_starts(bytes, "\xEF\xBB\xBF") ? 3 : 0),
                             .sections = sections,
                             .understood = true };
    problems_init(&reader.problems, arena, err ? err->lang : LANG_ZH);
    if (memchr(bytes, '\0', length)) /* UTF-16, or no text at all; lines are looked at one by one */
        return err_code_set(err, ERR_INVALID, N_("%s 不是 UTF-8 文本"), file);
    if (!make_candidates(&reader))
        return err_code_set(err, ERR_MEMORY, N_("内存不够，读不了 %s"), file);
    /* Debian's inih has these as variables. A value is the rest of its line, nothing cut from it:
     * no comments behind it, no continuation by indenting. */
    ini_allow_inline_comments = false;
    ini_allow_multiline = false;
    (void)ini_parse_stream(next_line, &reader, take_key, &reader); /* each line is judged above */
    finish_line(&reader);
    check_sections(&reader);
    if (reader.count || reader.failed)
        return refuse(&reader, err);
    for (size_t s = 0; sections[s].record; s++)
        memcpy(sections[s].row, reader.candidates[s], sections[s].record->size);
    return true;
}

bool config_load(const char *path, const struct section *sections, struct arena *arena,
                 struct err *err) {
    char       *bytes;
    size_t      length;
    const char *slash = strrchr(path, '/');
    if (!file_read(arena, path, FILE_MOST, &bytes, &length, err))
        return false;
    return config_parse(slash ? slash + 1 : path, bytes, length, sections, arena, err);
}
