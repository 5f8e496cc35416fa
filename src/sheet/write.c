/* SPDX-License-Identifier: GPL-3.0-or-later
 * write.c - spreadsheets out. A CSV cell that a spreadsheet would run gets a leading apostrophe,
 * which reading takes off again; in XLSX a text is a text by its type and stays as it is. */
#include "sheet/write.h"

#include "base/text.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xlsxwriter.h>

enum {
    COLUMNS_SIZED = 64, /* columns whose width follows their content */
    WIDTH_LEAST = 8,
    WIDTH_MOST = 40,
    PATH_LENGTH = 4096,
};

struct sheet_writer {
    enum sheet_format format;
    FILE             *file;
    /* XLSX */
    char           path[PATH_LENGTH]; /* of the temporary file */
    lxw_workbook  *book;
    lxw_worksheet *sheet;
    lxw_format    *heading;
    lxw_row_t      row;
    int            width[COLUMNS_SIZED];
};

/* --- CSV ----------------------------------------------------------------------------------------
 */

static bool runs(const char *text) {
    return text[0] && strchr("=+-@\t\r", text[0]);
}

static void csv_cell(FILE *file, const char *text, bool number) {
    bool apostrophe = !number && runs(text);
    bool quotes = apostrophe || strpbrk(text, ",\"\r\n\t;") || text[0] == ' ' ||
                  (text[0] && text[strlen(text) - 1] == ' ');
    if (quotes)
        fputc('"', file);
    if (apostrophe)
        fputc('\'', file);
    for (; *text; text++) {
        if (*text == '"')
            fputc('"', file);
        fputc(*text, file);
    }
    if (quotes)
        fputc('"', file);
}

static bool csv_row(struct sheet_writer *writer, const char *const *texts, const bool *number,
                    size_t count, struct err *err) {
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            fputc(',', writer->file);
        csv_cell(writer->file, texts[i] ? texts[i] : "", number && number[i]);
    }
    fputs("\r\n", writer->file);
    return ferror(writer->file) ? err_system_set(err, errno, "表格写不进文件") : true;
}

/* --- XLSX ---------------------------------------------------------------------------------------
 */

static bool xlsx_failed(lxw_error error, struct err *err) {
    return err_set(err, "表格写不出来：%s", lxw_strerror(error));
}

/* The library writes to a path only. */
static bool temporary_file(struct sheet_writer *writer, struct err *err) {
    const char *folder = getenv("TMPDIR");
    int         n = snprintf(writer->path, sizeof(writer->path), "%s/anju-sheet-XXXXXX",
                     folder && folder[0] ? folder : "/tmp");
    int         fd = n < PATH_LENGTH ? mkstemp(writer->path) : -1;
    if (fd < 0) {
        writer->path[0] = '\0';
        return err_system_set(err, n < PATH_LENGTH ? errno : ENAMETOOLONG, "临时文件建不了");
    }
    (void)close(fd); /* nothing was written to it */
    return true;
}

static bool xlsx_open(struct sheet_writer *writer, const char *name, struct err *err) {
    lxw_workbook_options options = { .constant_memory = LXW_TRUE, .tmpdir = getenv("TMPDIR") };
    if (!temporary_file(writer, err))
        return false;
    writer->book = workbook_new_opt(writer->path, &options);
    writer->sheet = writer->book ? workbook_add_worksheet(writer->book, name) : NULL;
    writer->heading = writer->sheet ? workbook_add_format(writer->book) : NULL;
    if (!writer->heading)
        return err_set(err, "表格写不出来：%s", name);
    format_set_bold(writer->heading);
    return true;
}

/* Columns of the font's digits: a Chinese character is two. */
static int text_width(const char *text) {
    int      width = 0;
    uint32_t c;
    for (size_t n; *text && *text != '\n' && width < WIDTH_MOST; text += n) {
        n = text_decode(text, strlen(text), &c);
        if (n == 0)
            break;
        width += c < 0x1100 ? 1 : 2;
    }
    return width;
}

/* Would be read as an escape: "_x000D_" (ECMA-376, 22.9.2.19). */
static bool looks_escaped(const char *at) {
    return at[0] == '_' && at[1] == 'x' && strspn(at + 2, "0123456789abcdefABCDEF") >= 4 &&
           at[6] == '_';
}

/* As it must stand in XML: what looks like an escape is escaped; U+FFFE and U+FFFF, which cannot
 * stand there at all, become U+FFFD. Control characters are the library's part. Returns `text`, or
 * a copy to be freed in *ret_copy; NULL without memory. */
static const char *xml_text(const char *text, char **ret_copy) {
    size_t length = strlen(text), marks = 0;
    for (const char *at = text; *at; at++)
        marks +=
            looks_escaped(at) || ((unsigned char)at[0] == 0xef && (unsigned char)at[1] == 0xbf);
    *ret_copy = NULL;
    if (marks == 0)
        return text;
    char *out = *ret_copy = malloc(length + marks * 6 + 1);
    for (const char *at = text; out && *at; at++) {
        bool outside = out >= *ret_copy + 2 && (unsigned char)*at >= 0xbe &&
                       memcmp(out - 2, "\xef\xbf", 2) == 0;
        *out++ = outside ? (char)0xbd : *at;
        if (looks_escaped(at)) {
            memcpy(out, "x005F_", 6);
            out += 6;
        }
    }
    if (out)
        *out = '\0';
    return *ret_copy;
}

static lxw_error xlsx_cell(struct sheet_writer *writer, size_t column, const char *text,
                           bool number, bool heading) {
    char       *end, *copy;
    lxw_col_t   at = (lxw_col_t)column;
    lxw_format *format = heading ? writer->heading : NULL;
    double      value = number ? strtod(text, &end) : 0;
    if (number && end != text && !*end)
        return worksheet_write_number(writer->sheet, writer->row, at, value, format);
    const char *clean = xml_text(text, &copy);
    lxw_error error = clean ? worksheet_write_string(writer->sheet, writer->row, at, clean, format)
                            : LXW_ERROR_MEMORY_MALLOC_FAILED;
    free(copy);
    return error;
}

static bool xlsx_row(struct sheet_writer *writer, const char *const *texts, const bool *number,
                     size_t count, bool heading, struct err *err) {
    for (size_t i = 0; i < count; i++) {
        if (!texts[i] || !texts[i][0])
            continue;
        lxw_error error = xlsx_cell(writer, i, texts[i], number && number[i], heading);
        if (error != LXW_NO_ERROR)
            return xlsx_failed(error, err);
        int width = i < COLUMNS_SIZED ? text_width(texts[i]) : 0;
        if (width > 0 && width > writer->width[i])
            writer->width[i] = width;
    }
    if (heading && writer->row == 0)
        worksheet_freeze_panes(writer->sheet, 1, 0);
    writer->row++;
    return true;
}

static bool copy_file(const char *path, FILE *out, struct err *err) {
    char   piece[1 << 14];
    size_t n;
    FILE  *in = fopen(path, "re");
    if (!in)
        return err_system_set(err, errno, "临时文件读不出来");
    while ((n = fread(piece, 1, sizeof(piece), in)) > 0 && fwrite(piece, 1, n, out) == n)
        ;
    int  problem = errno;
    bool ok = !ferror(in) && !ferror(out);
    (void)fclose(in); /* only read */
    return ok ? true : err_system_set(err, problem, "表格写不进文件");
}

static bool xlsx_close(struct sheet_writer *writer, struct err *err) {
    for (int i = 0; i < COLUMNS_SIZED && writer->width[i] > 0; i++) {
        int width = writer->width[i] + 2;
        width = width < WIDTH_LEAST ? WIDTH_LEAST : width;
        worksheet_set_column(writer->sheet, (lxw_col_t)i, (lxw_col_t)i, width, NULL);
    }
    lxw_error error = workbook_close(writer->book); /* frees it in any case */
    writer->book = NULL;
    return error == LXW_NO_ERROR ? copy_file(writer->path, writer->file, err)
                                 : xlsx_failed(error, err);
}

/* --- both ---------------------------------------------------------------------------------------
 */

static void writer_free(struct sheet_writer *writer) {
    if (writer->book)
        lxw_workbook_free(writer->book);
    if (writer->path[0])
        (void)unlink(writer->path); /* in a folder for temporary files: swept at the latest then */
    free(writer);
}

bool sheet_writer_open(struct sheet_writer **ret_writer, enum sheet_format format, FILE *file,
                       const char *sheet_name, struct err *err) {
    struct sheet_writer *writer = calloc(1, sizeof(*writer));
    if (!writer)
        return err_code_set(err, ERR_MEMORY, "内存不够");
    writer->format = format;
    writer->file = file;
    if (format == SHEET_XLSX && !xlsx_open(writer, sheet_name, err)) {
        writer_free(writer);
        return false;
    }
    if (format == SHEET_CSV)
        fputs("\xef\xbb\xbf", file); /* a failure shows in ferror() with the first row */
    *ret_writer = writer;
    return true;
}

bool sheet_writer_row(struct sheet_writer *writer, const char *const *texts, const bool *number,
                      size_t count, bool heading, struct err *err) {
    return writer->format == SHEET_CSV ? csv_row(writer, texts, number, count, err)
                                       : xlsx_row(writer, texts, number, count, heading, err);
}

bool sheet_writer_close(struct sheet_writer *writer, struct err *err) {
    bool ok = writer->format == SHEET_CSV || xlsx_close(writer, err);
    if (ok && (fflush(writer->file) != 0 || ferror(writer->file)))
        ok = err_system_set(err, errno, "表格写不进文件");
    writer_free(writer);
    return ok;
}
