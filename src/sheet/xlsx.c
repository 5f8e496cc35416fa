/* SPDX-License-Identifier: GPL-3.0-or-later
 * xlsx.c - an Office Open XML workbook: from the package's relations to the workbook, its sheets,
 * strings and styles, each part read once, in order (ECMA-376; the strict variant differs only in
 * namespaces, which are not looked at). */
#include "sheet/xlsx.h"

#include "sheet/book.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { RELATIONS_MOST = 1024, TARGET_LENGTH = 400 };

/* --- shared strings
 * ------------------------------------------------------------------------------- */

struct strings_part {
    struct xlsx *xlsx;
    bool         in_item, in_text;
    int          phonetic; /* inside <rPh>: how it is read, not what it says */
};

static void strings_start(struct part *part, const char *name, const char **attributes) {
    struct strings_part *at = part->ctx;
    (void)attributes;
    if (strcmp(name, "si") == 0) {
        at->in_item = true;
        letters_start(&at->xlsx->value);
    } else if (strcmp(name, "rPh") == 0) {
        at->phonetic++;
    } else if (strcmp(name, "t") == 0) {
        at->in_text = at->in_item && at->phonetic == 0;
    }
}

static void strings_end(struct part *part, const char *name) {
    struct strings_part *at = part->ctx;
    if (strcmp(name, "si") == 0) {
        at->in_item = false;
        letters_unescape(&at->xlsx->value);
        if (!strings_push(&at->xlsx->strings, &at->xlsx->value, at->xlsx->arena, part->err))
            part_refuse(part);
    } else if (strcmp(name, "rPh") == 0) {
        at->phonetic--;
    } else if (strcmp(name, "t") == 0) {
        at->in_text = false;
    }
}

static void strings_text(struct part *part, const char *text, int length) {
    struct strings_part *at = part->ctx;
    if (at->in_text)
        letters_add(&at->xlsx->value, text, (size_t)length);
}

static bool read_strings(struct xlsx *xlsx, const char *name, struct err *err) {
    struct strings_part ctx = { .xlsx = xlsx };
    struct part         part = {
                .start = strings_start, .end = strings_end, .text = strings_text, .ctx = &ctx, .err = err
    };
    xlsx->has_strings = true;
    return parts_read(&xlsx->parts, name, &part);
}

/* --- relations
 * ------------------------------------------------------------------------------------ */

struct relation {
    const char *id, *type; /* the type's last word: "worksheet" */
    char        target[PART_NAME];
};

struct relations {
    struct arena    *arena;
    const char      *source; /* the part whose relations these are; "" = the package */
    struct relation *at[RELATIONS_MOST];
    size_t           count;
};

static void relations_end(struct part *part, const char *name) {
    (void)part, (void)name;
}

static void relations_start(struct part *part, const char *name, const char **attributes) {
    struct relations *relations = part->ctx;
    const char       *id = part_attribute(attributes, "Id"), *type, *target, *mode;
    type = part_attribute(attributes, "Type");
    target = part_attribute(attributes, "Target");
    mode = part_attribute(attributes, "TargetMode");
    if (strcmp(name, "Relationship") != 0 || (mode && strcmp(mode, "External") == 0))
        return; /* a link out of the file is never followed */
    if (!id || !type || !target || relations->count == RELATIONS_MOST) {
        part_damaged(part);
        return;
    }
    struct relation *relation = ARENA_NEW(relations->arena, struct relation);
    const char      *slash = strrchr(type, '/');
    if (relation) {
        relation->id = arena_strdup(relations->arena, id);
        relation->type = arena_strdup(relations->arena, slash ? slash + 1 : type);
    }
    if (!relation || !relation->id || !relation->type) {
        build_too_large(part->err);
        part_refuse(part);
    } else if (!part_resolve(relations->source, target, relation->target)) {
        err_code_set(part->err, ERR_INVALID,
                     "这个文件里有一处指向文件外面，不能导入；"
                     "请用 Excel 或 WPS 打开它，另存为 .xlsx 再导入");
        part_refuse(part);
    } else {
        relations->at[relations->count++] = relation;
    }
}

/* The relations of `source` stand in "_rels/" beside it. */
static bool read_relations(struct xlsx *xlsx, const char *source, struct relations *relations,
                           struct err *err) {
    const char *slash = strrchr(source, '/');
    int         folder = slash ? (int)(slash + 1 - source) : 0;
    char *name = arena_printf(xlsx->arena, "%.*s_rels/%s.rels", folder, source, source + folder);
    struct part part = {
        .start = relations_start, .end = relations_end, .ctx = relations, .err = err
    };
    *relations = (struct relations){ .arena = xlsx->arena, .source = source };
    if (!name)
        return build_too_large(err);
    return !parts_have(&xlsx->parts, name) || parts_read(&xlsx->parts, name, &part);
}

static const struct relation *relation_by_id(const struct relations *relations, const char *id) {
    for (size_t i = 0; id && i < relations->count; i++)
        if (strcmp(relations->at[i]->id, id) == 0)
            return relations->at[i];
    return NULL;
}

static const struct relation *relation_by_type(const struct relations *relations,
                                               const char             *type) {
    for (size_t i = 0; i < relations->count; i++)
        if (strcmp(relations->at[i]->type, type) == 0)
            return relations->at[i];
    return NULL;
}

/* --- the workbook
 * --------------------------------------------------------------------------------- */

struct listed { /* a sheet as the workbook lists it */
    const char *name, *relation;
    bool        hidden;
};

struct workbook {
    struct xlsx  *xlsx;
    struct listed sheets[SHEETS_MOST];
    size_t        count;
};

static void workbook_start(struct part *part, const char *name, const char **attributes) {
    struct workbook *book = part->ctx;
    struct arena    *arena = book->xlsx->arena;
    if (strcmp(name, "workbookPr") == 0) {
        book->xlsx->from_1904 = part_flag(attributes, "date1904");
    } else if (strcmp(name, "calcPr") == 0) {
        book->xlsx->recalculates = part_flag(attributes, "fullCalcOnLoad");
    } else if (strcmp(name, "sheet") == 0) {
        const char *called = part_attribute(attributes, "name");
        const char *id = part_attribute(attributes, "id");
        const char *state = part_attribute(attributes, "state");
        if (book->count == SHEETS_MOST) {
            err_code_set(part->err, ERR_INVALID, "一个文件最多 %d 张工作表", SHEETS_MOST);
            part_refuse(part);
            return;
        }
        if (!called || !id || strlen(called) > TARGET_LENGTH) {
            part_damaged(part);
            return;
        }
        struct listed *listed = &book->sheets[book->count++];
        listed->name = arena_strdup(arena, called);
        listed->relation = arena_strdup(arena, id);
        listed->hidden = state && strcmp(state, "visible") != 0;
        if (!listed->name || !listed->relation) {
            build_too_large(part->err);
            part_refuse(part);
        }
    }
}

static bool read_sheets(struct xlsx *xlsx, const struct workbook *book,
                        const struct relations *relations, struct err *err) {
    for (size_t i = 0; i < book->count; i++) {
        const struct listed   *listed = &book->sheets[i];
        const struct relation *relation = relation_by_id(relations, listed->relation);
        if (!relation)
            return build_damaged(err);
        if (strcmp(relation->type, "worksheet") != 0)
            continue; /* a chart, a macro: no cells */
        if (!build_sheet(&xlsx->build, listed->name, listed->hidden, err) ||
            !xlsx_sheet(xlsx, relation->target, err) || !build_sheet_end(&xlsx->build, err))
            return false;
    }
    return true;
}

static bool read_workbook(struct xlsx *xlsx, const char *name, struct err *err) {
    struct relations *relations = ARENA_NEW(xlsx->arena, struct relations);
    struct workbook  *book = ARENA_NEW(xlsx->arena, struct workbook);
    if (!relations || !book)
        return build_too_large(err);
    book->xlsx = xlsx;
    struct part part = { .start = workbook_start, .end = relations_end, .ctx = book, .err = err };
    if (!parts_read(&xlsx->parts, name, &part) || !read_relations(xlsx, name, relations, err))
        return false;
    const struct relation *styles = relation_by_type(relations, "styles");
    const struct relation *strings = relation_by_type(relations, "sharedStrings");
    if (styles && parts_have(&xlsx->parts, styles->target) &&
        !xlsx_styles(xlsx, styles->target, err))
        return false;
    if (strings && parts_have(&xlsx->parts, strings->target) &&
        !read_strings(xlsx, strings->target, err))
        return false;
    return read_sheets(xlsx, book, relations, err);
}

/* A ZIP without a workbook: what people take for one. */
static bool foreign_zip(const struct parts *parts, struct err *err) {
    static const struct {
        const char *part, *name;
    } known[] = {
        { "xl/workbook.bin", N_("二进制工作簿（.xlsb）") },
        { "word/document.xml", N_("Word 文档") },
        { "ppt/presentation.xml", N_("幻灯片") },
        { "content.xml", N_("OpenDocument 文件（.ods）") },
    };
    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
        if (parts_have(parts, known[i].part))
            return book_refuse(known[i].name, err);
    return book_refuse(N_("压缩包"), err);
}

static bool read_package(struct xlsx *xlsx, struct err *err) {
    struct relations *relations = ARENA_NEW(xlsx->arena, struct relations);
    const char       *name = "xl/workbook.xml";
    if (!relations)
        return build_too_large(err);
    if (!read_relations(xlsx, "", relations, err))
        return false;
    const struct relation *main = relation_by_type(relations, "officeDocument");
    if (main && strncasecmp(main->target, "xl/", 3) == 0)
        name = main->target;
    if (!parts_have(&xlsx->parts, name) || strstr(name, ".bin"))
        return foreign_zip(&xlsx->parts, err);
    return read_workbook(xlsx, name, err);
}

bool xlsx_read(const char *bytes, size_t length, struct arena *arena, struct book *ret_book,
               struct err *err) {
    struct xlsx *xlsx = ARENA_NEW(arena, struct xlsx);
    if (!xlsx)
        return build_too_large(err);
    xlsx->arena = arena;
    if (!parts_open(&xlsx->parts, bytes, length, err))
        return false;
    build_init(&xlsx->build, arena);
    bool ok = read_package(xlsx, err) && build_finish(&xlsx->build, "xlsx", "utf-8", ret_book, err);
    build_deinit(&xlsx->build);
    parts_close(&xlsx->parts);
    strings_free(&xlsx->strings);
    free(xlsx->styles);
    return ok;
}
