/* SPDX-License-Identifier: GPL-3.0-or-later
 * wire.c - a book through a pipe. Both ends buffer 64 kB, so 20,000 rows cost a few hundred system
 * calls; the receiving end believes nothing. */
#include "sheet/wire.h"

#include "base/text.h"
#include "base/world.h"

#include <errno.h>
#include <poll.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

enum {
    WIRE_MAGIC = 0x31574a41, /* "AJW1" */
    WIRE_BUFFER = 1 << 16,
    FLAG_MERGED = 0x40,
    FLAG_FIRST = 0x80,
    KIND_MASK = 0x3f,
    FORMAT_LENGTH = 16, /* most bytes of "csv", "gb18030" … */
    /* Excel's limit is 31 characters; other programs write more. */
    NAME_LENGTH = 1024,
};

/* All that may come: more than an honest book of 20,000 rows can hold. */
static const size_t wire_most = (size_t)128 << 20;

/* --- out ----------------------------------------------------------------------------------------
 */

struct sink {
    int    fd;
    bool   failed;
    size_t used;
    char   buffer[WIRE_BUFFER];
};

static void sink_flush(struct sink *sink) {
    size_t at = 0;
    while (at < sink->used && !sink->failed) {
        ssize_t n = write(sink->fd, sink->buffer + at, sink->used - at);
        if (n > 0)
            at += (size_t)n;
        else if (n == 0 || errno != EINTR)
            sink->failed = true;
    }
    sink->used = 0;
}

static void put(struct sink *sink, const void *bytes, size_t size) {
    const char *at = bytes;
    while (size > 0) {
        if (sink->used == WIRE_BUFFER)
            sink_flush(sink);
        size_t room = WIRE_BUFFER - sink->used, n = size < room ? size : room;
        memcpy(sink->buffer + sink->used, at, n);
        sink->used += n;
        at += n;
        size -= n;
    }
}

static void put_byte(struct sink *sink, int value) {
    uint8_t byte = (uint8_t)value;
    put(sink, &byte, sizeof(byte));
}

static void put_count(struct sink *sink, size_t value) {
    uint32_t count = (uint32_t)value;
    put(sink, &count, sizeof(count));
}

static void put_text(struct sink *sink, const char *text) {
    size_t   length = strlen(text);
    uint16_t size = (uint16_t)(length <= UINT16_MAX ? length : UINT16_MAX);
    put(sink, &size, sizeof(size));
    put(sink, text, size);
    put_byte(sink, 0);
}

static void put_cell(struct sink *sink, const struct cell *cell) {
    put_byte(sink, (int)cell->kind | (cell->merged ? FLAG_MERGED : 0) |
                       (cell->merged_first ? FLAG_FIRST : 0));
    if (cell->kind == CELL_EMPTY)
        return;
    put_text(sink, cell->text);
    if (cell->kind == CELL_NUMBER)
        put(sink, &cell->number, sizeof(cell->number));
    else if (cell->kind == CELL_DAY)
        put(sink, &cell->day.n, sizeof(cell->day.n));
}

static void put_sheet(struct sink *sink, const struct sheet *sheet) {
    put_text(sink, sheet->name);
    put_byte(sink, sheet->hidden);
    put_count(sink, sheet->count);
    for (size_t r = 0; r < sheet->count; r++) {
        const struct sheet_row *row = &sheet->rows[r];
        put_count(sink, (size_t)row->number);
        put_byte(sink, row->hidden);
        put_count(sink, (size_t)row->count);
        for (int c = 0; c < row->count; c++)
            put_cell(sink, &row->cells[c]);
    }
}

bool book_send(const struct book *book, int fd, struct err *err) {
    struct sink sink;
    sink.fd = fd;
    sink.failed = false;
    sink.used = 0;
    put_count(&sink, WIRE_MAGIC);
    put_byte(&sink, 'B');
    put_text(&sink, book->format);
    put_text(&sink, book->encoding);
    put_count(&sink, book->count);
    for (size_t i = 0; i < book->count; i++)
        put_sheet(&sink, &book->sheets[i]);
    put_count(&sink, WIRE_MAGIC);
    sink_flush(&sink);
    return sink.failed ? err_system_set(err, errno, "读出的表格传不出去") : true;
}

bool wire_send_error(const struct err *why, int fd) {
    struct sink sink;
    sink.fd = fd;
    sink.failed = false;
    sink.used = 0;
    put_count(&sink, WIRE_MAGIC);
    put_byte(&sink, 'E');
    put_byte(&sink, (int)why->code);
    put_text(&sink, why->text);
    put_count(&sink, WIRE_MAGIC);
    sink_flush(&sink);
    return !sink.failed;
}

/* --- in -----------------------------------------------------------------------------------------
 */

struct source {
    int           fd;
    int64_t       deadline_ms; /* of `clock`; < 0: none */
    struct world  clock;
    struct arena *arena;
    enum wire_end end; /* why it failed, once it has */
    bool          failed;
    size_t        at, used, total;
    char          buffer[WIRE_BUFFER];
};

static bool source_fail(struct source *source, enum wire_end end) {
    if (!source->failed)
        source->end = end;
    source->failed = true;
    return false;
}

/* True when there is something to read before the deadline. */
static bool source_wait(struct source *source) {
    while (source->deadline_ms >= 0) {
        int64_t       left = source->deadline_ms - world_monotonic_ms(&source->clock);
        struct pollfd poll_fd = { .fd = source->fd, .events = POLLIN };
        if (left <= 0)
            return source_fail(source, WIRE_LATE);
        int n = poll(&poll_fd, 1, left < 1000 ? (int)left : 1000);
        if (n > 0)
            break;
        if (n < 0 && errno != EINTR)
            return source_fail(source, WIRE_BROKEN);
    }
    return true;
}

static bool source_fill(struct source *source) {
    for (;;) {
        if (source->failed || !source_wait(source))
            return false;
        ssize_t n = read(source->fd, source->buffer, WIRE_BUFFER);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return source_fail(source, WIRE_BROKEN);
        source->total += (size_t)n;
        if (source->total > wire_most)
            return source_fail(source, WIRE_NO_ROOM);
        source->at = 0;
        source->used = (size_t)n;
        return true;
    }
}

static bool get(struct source *source, void *out, size_t size) {
    char *at = out;
    while (size > 0) {
        if (source->at == source->used && !source_fill(source))
            return false;
        size_t held = source->used - source->at, n = size < held ? size : held;
        memcpy(at, source->buffer + source->at, n);
        source->at += n;
        at += n;
        size -= n;
    }
    return true;
}

static bool get_byte(struct source *source, int most, int *ret_value) {
    uint8_t byte;
    if (!get(source, &byte, sizeof(byte)))
        return false;
    if (byte > most)
        return source_fail(source, WIRE_BROKEN);
    *ret_value = byte;
    return true;
}

static bool get_count(struct source *source, uint32_t most, uint32_t *ret_count) {
    if (!get(source, ret_count, sizeof(*ret_count)))
        return false;
    return *ret_count <= most ? true : source_fail(source, WIRE_BROKEN);
}

static bool get_magic(struct source *source) {
    uint32_t magic;
    if (!get_count(source, UINT32_MAX, &magic))
        return false;
    return magic == WIRE_MAGIC ? true : source_fail(source, WIRE_BROKEN);
}

/* The last magic, and then nothing: the other end is closed, so its process has ended or wants
 * nothing any more. */
static bool get_end(struct source *source) {
    ssize_t n;
    char    more;
    if (!get_magic(source))
        return false;
    do {
        if (!source_wait(source))
            return false;
        n = read(source->fd, &more, 1);
    } while (n < 0 && errno == EINTR);
    return n == 0 && source->at == source->used ? true : source_fail(source, WIRE_BROKEN);
}

static const char *get_text(struct source *source, size_t most) {
    uint16_t length;
    if (!get(source, &length, sizeof(length)))
        return NULL;
    if (length > most) {
        source_fail(source, WIRE_BROKEN);
        return NULL;
    }
    char *text = arena_alloc(source->arena, (size_t)length + 1);
    if (!text) {
        source_fail(source, WIRE_NO_ROOM);
        return NULL;
    }
    if (!get(source, text, (size_t)length + 1))
        return NULL;
    if (text[length] != '\0' || memchr(text, '\0', length) || !text_valid(text, length)) {
        source_fail(source, WIRE_BROKEN);
        return NULL;
    }
    return text;
}

/* A day that no reader makes would end beyond what day_format() can show. */
static bool get_day(struct source *source, day *ret_day) {
    if (!get(source, &ret_day->n, sizeof(ret_day->n)))
        return false;
    bool known = ret_day->n >= day_of(1900, 1, 1).n && ret_day->n <= day_of(2199, 12, 31).n;
    return known ? true : source_fail(source, WIRE_BROKEN);
}

static bool get_cell(struct source *source, struct cell *cell) {
    int byte;
    if (!get_byte(source, UINT8_MAX, &byte))
        return false;
    int kind = byte & KIND_MASK;
    *cell = (struct cell){ .kind = (enum cell_kind)kind,
                           .merged = byte & FLAG_MERGED,
                           .merged_first = byte & FLAG_FIRST,
                           .text = "" };
    if (kind > CELL_TOO_LONG || (cell->merged_first && !cell->merged))
        return source_fail(source, WIRE_BROKEN);
    if (kind == CELL_EMPTY)
        return true;
    cell->text = get_text(source, CELL_CHARACTERS_MOST * 4);
    if (!cell->text)
        return false;
    if (kind == CELL_NUMBER)
        return get(source, &cell->number, sizeof(cell->number));
    return kind == CELL_DAY ? get_day(source, &cell->day) : true;
}

static bool get_row(struct source *source, int after, struct sheet_row *row) {
    uint32_t number, count;
    int      hidden;
    if (!get_count(source, 1 << 24, &number) || !get_byte(source, 1, &hidden) ||
        !get_count(source, COLUMNS_MOST, &count))
        return false;
    if ((int)number <= after || count == 0)
        return source_fail(source, WIRE_BROKEN);
    row->number = (int)number;
    row->hidden = hidden;
    row->count = (int)count;
    row->cells = ARENA_NEW_ARRAY(source->arena, count, struct cell);
    if (!row->cells)
        return source_fail(source, WIRE_NO_ROOM);
    for (uint32_t c = 0; c < count; c++)
        if (!get_cell(source, &row->cells[c]))
            return false;
    return true;
}

static bool get_sheet(struct source *source, uint32_t *rows_left, struct sheet *sheet) {
    uint32_t count;
    int      hidden;
    sheet->name = get_text(source, NAME_LENGTH);
    if (!sheet->name || !get_byte(source, 1, &hidden) || !get_count(source, *rows_left, &count))
        return false;
    sheet->hidden = hidden;
    sheet->count = count;
    *rows_left -= count;
    if (count == 0)
        return true;
    sheet->rows = ARENA_NEW_ARRAY(source->arena, count, struct sheet_row);
    if (!sheet->rows)
        return source_fail(source, WIRE_NO_ROOM);
    for (uint32_t r = 0; r < count; r++)
        if (!get_row(source, r > 0 ? sheet->rows[r - 1].number : 0, &sheet->rows[r]))
            return false;
    return true;
}

static bool get_book(struct source *source, struct book *book) {
    uint32_t count, rows_left = ROWS_MOST;
    book->format = get_text(source, FORMAT_LENGTH);
    book->encoding = book->format ? get_text(source, FORMAT_LENGTH) : NULL;
    if (!book->encoding || !get_count(source, SHEETS_MOST, &count))
        return false;
    book->count = count;
    book->sheets = count ? ARENA_NEW_ARRAY(source->arena, count, struct sheet) : NULL;
    if (count && !book->sheets)
        return source_fail(source, WIRE_NO_ROOM);
    for (uint32_t i = 0; i < count; i++)
        if (!get_sheet(source, &rows_left, &book->sheets[i]))
            return false;
    return get_end(source);
}

/* The child's own words. */
static enum wire_end get_refusal(struct source *source, struct err *err) {
    struct err  ignored = { 0 };
    int         code;
    const char *text = NULL;
    if (get_byte(source, ERR_MEMORY, &code))
        text = get_text(source, sizeof(ignored.text) - 1);
    if (!text || !get_end(source))
        return source->end;
    err_code_set(err, (enum err_code)code, "%s", text);
    return WIRE_REFUSED;
}

enum wire_end wire_receive(int fd, int64_t deadline_ms, struct arena *arena, struct book *ret_book,
                           struct err *err) {
    struct source source;
    struct book   book = { 0 };
    int           what;
    memset(&source, 0, offsetof(struct source, buffer));
    source.fd = fd;
    source.deadline_ms = deadline_ms;
    source.arena = arena;
    world_real(&source.clock);
    if (!get_magic(&source) || !get_byte(&source, UINT8_MAX, &what))
        return source.end;
    if (what == 'E')
        return get_refusal(&source, err);
    if (what != 'B')
        return WIRE_BROKEN;
    if (!get_book(&source, &book))
        return source.end;
    *ret_book = book;
    return WIRE_BOOK;
}

bool book_receive(int fd, struct arena *arena, struct book *ret_book, struct err *err) {
    switch (wire_receive(fd, -1, arena, ret_book, err)) {
    case WIRE_BOOK:
        return true;
    case WIRE_REFUSED:
        return false;
    case WIRE_NO_ROOM:
        return err_code_set(err, ERR_MEMORY, "这个表太大，读不了；请分成几个文件再导入");
    case WIRE_BROKEN:
    case WIRE_LATE:
        break;
    }
    return err_code_set(err, ERR_DAMAGED, "读表的程序中途停了，什么也没有导入");
}
