/* SPDX-License-Identifier: GPL-3.0-or-later
 * workbook.c - spreadsheets for tests, put together by libzip in memory. */
#include "support/workbook.h"

#include "base/text.h"
#include "sheet/xlsx.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

enum { PARTS_ROOM = 32 };

static void must(bool ok) {
    if (!ok)
        bug("workbook: libzip would not make it");
}

char *workbook_zip(struct arena *arena, const struct part_text *parts, size_t count,
                   size_t *ret_length) {
    zip_source_t *whole = zip_source_buffer_create(NULL, 0, 0, NULL);
    zip_t        *zip = whole ? zip_open_from_source(whole, ZIP_TRUNCATE, NULL) : NULL;
    must(zip != NULL);
    for (size_t i = 0; i < count; i++) {
        size_t        length = parts[i].length ? parts[i].length : strlen(parts[i].text);
        zip_source_t *part = zip_source_buffer(zip, parts[i].text, length, 0);
        must(part && zip_file_add(zip, parts[i].name, part, ZIP_FL_ENC_UTF_8) >= 0);
    }
    zip_source_keep(whole);
    must(zip_close(zip) == 0);
    zip_stat_t stat;
    must(zip_source_stat(whole, &stat) == 0 && zip_source_open(whole) == 0);
    char *bytes = arena_alloc(arena, stat.size);
    must(zip_source_read(whole, bytes, stat.size) == (zip_int64_t)stat.size);
    zip_source_close(whole);
    zip_source_free(whole);
    *ret_length = stat.size;
    return bytes;
}

/* Date formats: style 1 is built in (14), 2 of the file (年月日), 3 a time, 4 a length of time. */
static const struct part_text sound[] = {
    { .name = "[Content_Types].xml", .text = "<Types/>" },
    { .name = "_rels/.rels",
      .text = "<Relationships><Relationship Id=\"a\" Type=\"http://x/officeDocument\" "
              "Target=\"xl/workbook.xml\"/></Relationships>" },
    { .name = "xl/workbook.xml",
      .text = "<workbook xmlns:r=\"r\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"rId1\"/>"
              "</sheets></workbook>" },
    { .name = "xl/_rels/workbook.xml.rels",
      .text =
          "<Relationships>"
          "<Relationship Id=\"rId1\" Type=\"http://x/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
          "<Relationship Id=\"rId2\" Type=\"http://x/styles\" Target=\"/xl/styles.xml\"/>"
          "<Relationship Id=\"rId3\" Type=\"http://x/sharedStrings\" "
          "Target=\"sharedStrings.xml\"/></Relationships>" },
    { .name = WORKBOOK_STYLES,
      .text = "<styleSheet><numFmts>"
              "<numFmt numFmtId=\"164\" "
              "formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;\"/>"
              "<numFmt numFmtId=\"165\" formatCode=\"[h]:mm\"/></numFmts>"
              "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/>"
              "<xf numFmtId=\"14\"/><xf numFmtId=\"164\"/><xf numFmtId=\"20\"/>"
              "<xf numFmtId=\"165\"/></cellXfs></styleSheet>" },
    { .name = WORKBOOK_STRINGS,
      .text = "<sst><si><t>岗位</t></si><si><r><t>保洁</t></r><r><rPr/><t>员</t></r>"
              "<rPh><t>bao</t></rPh></si><si><t/></si></sst>" },
    { .name = WORKBOOK_SHEET, .text = "<worksheet><sheetData/></worksheet>" },
};

char *workbook_make(struct arena *arena, const struct part_text *parts, size_t count,
                    size_t *ret_length) {
    struct part_text all[PARTS_ROOM];
    size_t           used = 0;
    for (size_t i = 0; i < sizeof(sound) / sizeof(sound[0]); i++) {
        all[used] = sound[i];
        for (size_t k = 0; k < count; k++)
            if (strcmp(parts[k].name, sound[i].name) == 0)
                all[used] = parts[k];
        used += all[used].text != NULL;
    }
    for (size_t k = 0; k < count; k++) {
        bool known = false;
        for (size_t i = 0; i < sizeof(sound) / sizeof(sound[0]); i++)
            known |= strcmp(parts[k].name, sound[i].name) == 0;
        if (!known)
            all[used++] = parts[k];
    }
    return workbook_zip(arena, all, used, ret_length);
}

char *workbook_of(struct arena *arena, const char *sheet, size_t *ret_length) {
    struct part_text part = { .name = WORKBOOK_SHEET,
                              .text = arena_printf(arena, "<worksheet>%s</worksheet>", sheet) };
    return workbook_make(arena, &part, 1, ret_length);
}

/* --- compound files
 * ------------------------------------------------------------------------------- */

enum { SECTOR = 512, MINI = 64, MINI_LIMIT = 4096, CHAIN_END = -2, TABLE_SECTOR = -3, UNUSED = -1 };

static void put16(char *at, int value) {
    at[0] = (char)value;
    at[1] = (char)(value >> 8);
}

static void put32(char *at, int value) {
    put16(at, value);
    put16(at + 2, value >> 16);
}

static void put_entry(char *at, const char *name, int type, int child, int first, size_t length) {
    size_t n = strlen(name);
    for (size_t i = 0; i < n; i++)
        at[2 * i] = name[i];
    put16(at + 64, (int)(2 * (n + 1)));
    at[66] = (char)type;
    put32(at + 68, UNUSED);
    put32(at + 72, UNUSED);
    put32(at + 76, child);
    put32(at + 116, first);
    put32(at + 120, (int)length);
}

/* `count` links from `first` on, the last one the end. */
static void put_chain(char *table, int first, size_t count) {
    for (size_t i = 0; i < count; i++)
        put32(table + 4 * ((size_t)first + i), i + 1 < count ? first + (int)i + 1 : CHAIN_END);
}

/* Sector 0 is the table, 1 the directory, 2 the mini table, the stream from 3 on. */
char *ole_make(struct arena *arena, const char *name, const void *stream, size_t length,
               size_t *ret_length) {
    bool   mini = length < MINI_LIMIT;
    size_t sectors = (length + SECTOR - 1) / SECTOR;
    must(sectors <= 120);
    char *bytes = arena_alloc(arena, (sectors + 4) * SECTOR);
    char *table = bytes + SECTOR, *directory = table + SECTOR, *links = directory + SECTOR;
    memcpy(bytes, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8);
    put16(bytes + 24, 0x3e);
    put16(bytes + 26, 3);
    put16(bytes + 28, 0xfffe);
    put16(bytes + 30, 9);
    put16(bytes + 32, 6);
    put32(bytes + 44, 1);
    put32(bytes + 48, 1);
    put32(bytes + 56, MINI_LIMIT);
    put32(bytes + 60, 2);
    put32(bytes + 64, 1);
    put32(bytes + 68, CHAIN_END);
    memset(bytes + 76, 0xff, SECTOR - 76);
    put32(bytes + 76, 0);
    memset(table, 0xff, SECTOR);
    put32(table, TABLE_SECTOR);
    put_chain(table, 1, 1);
    put_chain(table, 2, 1);
    put_chain(table, 3, sectors);
    memset(links, 0xff, SECTOR);
    if (mini)
        put_chain(links, 0, (length + MINI - 1) / MINI);
    put_entry(directory, "Root Entry", 5, 1, mini ? 3 : CHAIN_END, mini ? sectors * SECTOR : 0);
    put_entry(directory + 128, name, 2, UNUSED, mini ? 0 : 3, length);
    memcpy(links + SECTOR, stream, length);
    *ret_length = (sectors + 4) * SECTOR;
    return bytes;
}

/* --- a book as text
 * ------------------------------------------------------------------------------- */

static void print_cell(FILE *out, const struct cell *cell) {
    static const char marks[] = {
        [CELL_NUMBER] = '#', [CELL_DAY] = '@',     [CELL_BOOL] = '?',
        [CELL_ERROR] = '!',  [CELL_FORMULA] = '=', [CELL_TOO_LONG] = '~'
    };
    if (cell->merged)
        fputc(cell->merged_first ? '^' : '<', out);
    if (marks[cell->kind])
        fputc(marks[cell->kind], out);
    for (const char *at = cell->text; *at; at++)
        if (*at == '\n' || *at == '\r')
            fputs(*at == '\n' ? "\\n" : "\\r", out);
        else
            fputc(*at, out);
}

char *book_print(struct arena *arena, const struct book *book) {
    char  *text;
    size_t length;
    FILE  *out = open_memstream(&text, &length);
    must(out != NULL);
    for (size_t s = 0; s < book->count; s++) {
        const struct sheet *sheet = &book->sheets[s];
        fprintf(out, "[%s]%s\n", sheet->name, sheet->hidden ? "h" : "");
        for (size_t r = 0; r < sheet->count; r++) {
            fprintf(out, "%d%s:", sheet->rows[r].number, sheet->rows[r].hidden ? "h" : "");
            for (int c = 0; c < sheet->rows[r].count; c++) {
                fputc(c ? '|' : ' ', out);
                print_cell(out, &sheet->rows[r].cells[c]);
            }
            fputc('\n', out);
        }
    }
    must(fclose(out) == 0);
    char *copy = arena_strndup(arena, text, length);
    free(text);
    return copy;
}

char *workbook_rows(struct arena *arena, const char *bytes, size_t length, struct err *err) {
    struct book book = { 0 };
    if (!xlsx_read(bytes, length, arena, &book, err)) {
        if (book.sheets)
            bug("a book that is refused is not left empty");
        return NULL;
    }
    if (strcmp(book.format, "xlsx") != 0)
        bug("an XLSX is read as %s", book.format);
    char *text = book_print(arena, &book);
    return strncmp(text, "[S]\n", 4) == 0 ? text + 4 : text;
}

/* --- what every book keeps
 * ------------------------------------------------------------------------ */

static void check(bool ok, const char *what) {
    if (!ok)
        bug("a book does not keep its promise: %s", what);
}

static void check_cell(const struct cell *cell) {
    size_t length = strlen(cell->text);
    check(cell->kind <= CELL_TOO_LONG, "kind");
    check(text_valid(cell->text, length), "valid text");
    check(text_characters(cell->text) <= CELL_CHARACTERS_MOST, "length of a text");
    check((cell->kind == CELL_EMPTY) == (length == 0) || cell->kind == CELL_FORMULA, "empty");
    check(cell->merged || !cell->merged_first, "merged");
    if (cell->kind == CELL_DAY) {
        char iso[DAY_TEXT];
        day_format(cell->day, iso);
        check(strcmp(cell->text, iso) == 0, "a day and its text");
    }
}

void book_check(const struct book *book) {
    size_t total = 0;
    check(book->format && book->encoding && book->count <= SHEETS_MOST, "head");
    for (size_t s = 0; s < book->count; s++) {
        const struct sheet *sheet = &book->sheets[s];
        check(text_valid(sheet->name, strlen(sheet->name)), "name");
        for (size_t r = 0; r < sheet->count; r++) {
            const struct sheet_row *row = &sheet->rows[r];
            check(row->number > (r ? row[-1].number : 0), "rows in order");
            check(row->count > 0 && row->count <= COLUMNS_MOST, "columns");
            for (int c = 0; c < row->count; c++)
                check_cell(&row->cells[c]);
        }
        total += sheet->count;
    }
    check(total <= ROWS_MOST, "rows");
}
