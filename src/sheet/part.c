/* SPDX-License-Identifier: GPL-3.0-or-later
 * part.c - the XML parts of a ZIP from outside. Memory stays small whatever the file says: inflated
 * bytes pass through 32 kB at a time, and the XML parser has an allocator with a limit, since it
 * must hold a whole tag, however long. */
#include "sheet/part.h"

#include "sheet/build.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum {
    PIECE = 32 << 10,
    DEPTH_MOST = 64,
    PARSER_MOST = 4 << 20, /* bytes that the XML parser may hold */
};

/* --- the archive --------------------------------------------------------------------------------
 */

/* The number of members by the end record, before anything is allocated for them; -1 when there is
 * no end record: cut off. */
static long member_count(const char *bytes, size_t length) {
    static const char mark[] = "PK\5\6";
    size_t            least = length > 22 + 65535 ? length - 22 - 65535 : 0;
    for (size_t at = length < 22 ? 0 : length - 22 + 1; at-- > least;)
        if (memcmp(bytes + at, mark, 4) == 0)
            return (unsigned char)bytes[at + 10] | (unsigned char)bytes[at + 11] << 8;
    return -1;
}

static bool archive_opened(struct parts *parts, struct err *err) {
    if (zip_get_num_entries(parts->zip, 0) <= PARTS_MOST)
        return true;
    parts_close(parts);
    return build_damaged(err);
}

bool parts_open(struct parts *parts, const char *bytes, size_t length, struct err *err) {
    uint64_t most = INFLATED_FREE + (uint64_t)length * INFLATED_RATIO;
    *parts = (struct parts){ .left = most < INFLATED_MOST ? most : INFLATED_MOST };
    long members = member_count(bytes, length);
    if (members < 0 || members > PARTS_MOST)
        return build_damaged(err);
    zip_source_t *source = zip_source_buffer_create(bytes, length, 0, NULL);
    if (!source)
        return build_damaged(err);
    parts->zip = zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, NULL);
    if (!parts->zip) {
        zip_source_free(source);
        return build_damaged(err);
    }
    return archive_opened(parts, err);
}

void parts_close(struct parts *parts) {
    if (parts->zip)
        zip_discard(parts->zip);
    parts->zip = NULL;
}

/* Part names are compared without case (ECMA-376-2); some writers rely on it. */
static zip_int64_t locate(const struct parts *parts, const char *name) {
    zip_int64_t at = zip_name_locate(parts->zip, name, 0);
    return at >= 0 ? at : zip_name_locate(parts->zip, name, ZIP_FL_NOCASE);
}

bool parts_have(const struct parts *parts, const char *name) {
    return locate(parts, name) >= 0;
}

/* --- XML ----------------------------------------------------------------------------------------
 */

/* The parser's memory: each block carries its size in front, so that the sum has a limit. One
 * parser runs at a time in a process that only reads this one file; each thread has its own sum. */
static _Thread_local size_t parser_held;

union block {
    size_t      size;
    max_align_t alignment;
};

static void *parser_realloc(void *old, size_t size) {
    union block *before = old ? (union block *)old - 1 : NULL;
    size_t       held = before ? before->size : 0;
    if (size > PARSER_MOST || parser_held - held + size > PARSER_MOST)
        return NULL;
    union block *block = realloc(before, sizeof(*block) + size);
    if (!block)
        return NULL;
    block->size = size;
    parser_held = parser_held - held + size;
    return block + 1;
}

static void *parser_malloc(size_t size) {
    return parser_realloc(NULL, size);
}

static void parser_free(void *old) {
    if (!old)
        return;
    union block *block = (union block *)old - 1;
    parser_held -= block->size;
    free(block);
}

void part_refuse(struct part *part) {
    if (!part->refused)
        (void)XML_StopParser(part->parser, XML_FALSE); /* stopped already: nothing to do */
    part->refused = true;
}

void part_damaged(struct part *part) {
    if (!part->refused)
        build_damaged(part->err);
    part_refuse(part);
}

static bool too_much(struct part *part) {
    return err_code_set(part->err, ERR_INVALID,
                        "这个文件解开后太大，读不了；请只留下要导入的行和列，"
                        "复制到一个新表里再导入");
}

static const char *local_name(const char *name) {
    const char *colon = strrchr(name, ':');
    return colon ? colon + 1 : name;
}

static void on_start(void *data, const char *name, const char **attributes) {
    struct part *part = data;
    if (part->refused)
        return;
    if (++part->depth > DEPTH_MOST) {
        part_damaged(part);
    } else if (++part->parts->elements > ELEMENTS_MOST) {
        too_much(part);
        part_refuse(part);
    } else {
        part->start(part, local_name(name), attributes);
    }
}

static void on_end(void *data, const char *name) {
    struct part *part = data;
    if (part->refused)
        return;
    part->depth--;
    part->end(part, local_name(name));
}

static void on_text(void *data, const char *text, int length) {
    struct part *part = data;
    if (!part->refused)
        part->text(part, text, length);
}

/* No workbook needs one, and entities are declared there. */
static void on_doctype(void *data, const char *name, const char *system, const char *public,
                       int internal) {
    (void)name, (void)system, (void)public, (void)internal;
    part_damaged(data);
}

static bool parse_file(struct parts *parts, zip_file_t *file, struct part *part) {
    for (;;) {
        void *piece = XML_GetBuffer(part->parser, PIECE);
        if (!piece)
            return build_damaged(part->err);
        zip_int64_t n = zip_fread(file, piece, PIECE);
        if (n < 0)
            return build_damaged(part->err);
        if ((uint64_t)n > parts->left)
            return too_much(part);
        parts->left -= (uint64_t)n;
        enum XML_Status status = XML_ParseBuffer(part->parser, (int)n, n == 0);
        if (part->refused)
            return false;
        if (status != XML_STATUS_OK)
            return build_damaged(part->err);
        if (n == 0)
            return true;
    }
}

static bool parse_with(struct parts *parts, zip_file_t *file, struct part *part) {
    static const XML_Memory_Handling_Suite memory = { parser_malloc, parser_realloc, parser_free };
    part->parser = XML_ParserCreate_MM(NULL, &memory, NULL);
    if (!part->parser)
        return build_damaged(part->err);
    part->parts = parts;
    part->depth = 0;
    part->refused = false;
    XML_SetUserData(part->parser, part);
    XML_SetElementHandler(part->parser, on_start, on_end);
    if (part->text)
        XML_SetCharacterDataHandler(part->parser, on_text);
    XML_SetStartDoctypeDeclHandler(part->parser, on_doctype);
    bool ok = parse_file(parts, file, part);
    XML_ParserFree(part->parser);
    part->parser = NULL;
    return ok;
}

bool parts_read(struct parts *parts, const char *name, struct part *part) {
    zip_stat_t  stat;
    zip_int64_t at = locate(parts, name);
    if (at < 0 || zip_stat_index(parts->zip, (zip_uint64_t)at, 0, &stat) != 0)
        return build_damaged(part->err);
    const zip_uint64_t needed = ZIP_STAT_SIZE | ZIP_STAT_COMP_METHOD | ZIP_STAT_ENCRYPTION_METHOD;
    if ((stat.valid & needed) != needed)
        return build_damaged(part->err);
    if (stat.encryption_method != ZIP_EM_NONE)
        return err_code_set(part->err, ERR_INVALID,
                            "这个文件有密码，打不开；请去掉密码另存一份再导入");
    if (stat.comp_method != ZIP_CM_STORE && stat.comp_method != ZIP_CM_DEFLATE)
        return build_damaged(part->err);
    if (stat.size > parts->left) /* it says so itself: no need to try */
        return too_much(part);
    zip_file_t *file = zip_fopen_index(parts->zip, (zip_uint64_t)at, 0);
    if (!file)
        return build_damaged(part->err);
    bool ok = parse_with(parts, file, part);
    (void)zip_fclose(file); /* read to its end, or refused anyway */
    return ok;
}

/* --- attributes and names
 * ------------------------------------------------------------------------- */

const char *part_attribute(const char **attributes, const char *name) {
    for (; *attributes; attributes += 2)
        if (strcmp(local_name(attributes[0]), name) == 0)
            return attributes[1];
    return NULL;
}

bool part_flag(const char **attributes, const char *name) {
    const char *value = part_attribute(attributes, name);
    return value && (strcmp(value, "1") == 0 || strcmp(value, "true") == 0);
}

bool part_number(const char *text, int least, int most, int *ret_number) {
    char *end;
    if (!text || *text < '0' || *text > '9' || strlen(text) > 9)
        return false;
    long number = strtol(text, &end, 10);
    if (*end || number < least || number > most)
        return false;
    *ret_number = (int)number;
    return true;
}

bool part_resolve(const char *from, const char *target, char out[PART_NAME]) {
    const char *slash = strrchr(from, '/');
    size_t      used = target[0] == '/' || !slash ? 0 : (size_t)(slash + 1 - from);
    if (used >= PART_NAME)
        return false;
    memcpy(out, from, used); /* "xl/": what a step up takes away again */
    while (*target) {
        size_t length = strcspn(target, "/");
        if (length == 2 && memcmp(target, "..", 2) == 0) {
            if (used == 0)
                return false;
            for (used--; used > 0 && out[used - 1] != '/';)
                used--;
        } else if (length > 0 && !(length == 1 && target[0] == '.')) {
            if (used + length + 1 >= PART_NAME)
                return false;
            memcpy(out + used, target, length);
            used += length;
            if (target[length] == '/')
                out[used++] = '/';
        }
        target += length + (target[length] == '/');
    }
    out[used] = '\0';
    return used > 0;
}
