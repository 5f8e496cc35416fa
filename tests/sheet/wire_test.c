/* SPDX-License-Identifier: GPL-3.0-or-later
 * wire_test.c - a book through a pipe: what is sent arrives, and what no reader sends is refused.
 */
#include "sheet/wire.h"

#include "base/world.h"
#include "support/check.h"
#include "support/seed.h"
#include "support/workbook.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

/* A file without a name, so that a test can change what was sent before it is read. */
static int nameless(void) {
    FILE *file = tmpfile();
    int   fd = dup(fileno(file));
    fclose(file);
    assert_true(fd >= 0);
    return fd;
}

static bool everything(struct arena *arena, struct book *book) {
    static const char table[] = "岗位,\"两\n行\",,\xf0\xa0\xae\xb7\n#N/A,=A1,x\n\n'1\n";
    static const struct part_text part = {
        .name = WORKBOOK_SHEET,
        .text =
            "<w><sheetData><row r=\"2\" hidden=\"1\"><c r=\"A2\" s=\"1\"><v>46350</v></c>"
            "<c r=\"C2\"><v>0.5</v></c><c r=\"D2\" t=\"b\"><v>1</v></c></row><row r=\"9\"><c "
            "r=\"C9\">"
            "<v>-1</v></c></row></sheetData><mergeCells><mergeCell ref=\"A2:B9\"/></mergeCells></w>"
    };
    struct book more;
    size_t      length;
    char       *bytes = workbook_make(arena, &part, 1, &length);
    if (!csv_read(table, strlen(table), arena, book, NULL) ||
        !xlsx_read(bytes, length, arena, &more, NULL))
        return false;
    struct sheet *sheets = ARENA_NEW_ARRAY(arena, 2, struct sheet);
    sheets[0] = book->sheets[0];
    sheets[1] = more.sheets[0];
    sheets[1].hidden = true;
    book->sheets = sheets;
    book->count = 2;
    return true;
}

static void a_book_arrives_as_it_was_sent(void **state) {
    struct arena arena = { 0 }, received = { 0 };
    struct err   err = { 0 };
    struct book  book, got;
    int          fd = nameless();
    (void)state;
    assert_true(everything(&arena, &book));
    assert_true(book_send(&book, fd, &err));
    assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
    if (!book_receive(fd, &received, &got, &err))
        fail_msg("%s", err.text);
    check_text(got.format, "csv", "format");
    check_text(got.encoding, "utf-8", "encoding");
    check_text(book_print(&received, &got), book_print(&arena, &book), "the book");
    assert_int_equal(got.sheets[1].rows[0].cells[0].day.n, day_of(2026, 11, 24).n);
    assert_true(got.sheets[1].rows[0].cells[2].number == 0.5);
    close(fd);
    arena_deinit(&received);
    arena_deinit(&arena);
}

static void a_refusal_arrives_in_its_words(void **state) {
    struct arena arena = { 0 };
    struct err   why = { .code = ERR_MEMORY, .text = "太大 100%s" }, err = { 0 };
    struct book  book = { 0 };
    int          fd = nameless();
    (void)state;
    assert_true(wire_send_error(&why, fd));
    assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
    assert_int_equal(wire_receive(fd, -1, &arena, &book, &err), WIRE_REFUSED);
    check_text(err.text, why.text, "words");
    assert_int_equal(err.code, ERR_MEMORY);
    assert_null(book.sheets);
    close(fd);
    arena_deinit(&arena);
}

static void silence_ends_at_the_deadline(void **state) {
    struct arena arena = { 0 };
    struct world world;
    struct book  book;
    int          ends[2];
    (void)state;
    world_real(&world);
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(wire_receive(ends[0], world_monotonic_ms(&world), &arena, &book, NULL),
                     WIRE_LATE);
    assert_int_equal(close(ends[1]), 0); /* now the other end is gone */
    assert_int_equal(wire_receive(ends[0], world_monotonic_ms(&world) + 60000, &arena, &book, NULL),
                     WIRE_BROKEN);
    close(ends[0]);
    arena_deinit(&arena);
}

static void nobody_listening_is_an_error_not_the_end(void **state) {
    static const char table[] = "a,b\n";
    struct arena      arena = { 0 };
    struct err        err = { 0 };
    struct book       book;
    int               full = open("/dev/full", O_WRONLY);
    (void)state;
    assert_true(csv_read(table, strlen(table), &arena, &book, NULL));
    assert_false(book_send(&book, full, &err));
    assert_true(err.text[0]);
    close(full);
    arena_deinit(&arena);
}

static enum wire_end receive_bytes(int fd, const char *bytes, size_t length, size_t limit) {
    struct arena arena;
    struct book  book = { 0 };
    struct err   err = { 0 };
    arena_init(&arena, limit);
    assert_int_equal(ftruncate(fd, 0), 0);
    assert_int_equal(pwrite(fd, bytes, length, 0), length);
    assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
    enum wire_end end = wire_receive(fd, -1, &arena, &book, &err);
    if (end == WIRE_BOOK)
        (void)book_print(&arena, &book); /* every pointer in it holds */
    else
        assert_null(book.sheets);
    arena_deinit(&arena);
    return end;
}

/* Sent once; `*ret_bytes` on the heap. */
static size_t sent(int fd, char **ret_bytes) {
    struct arena arena = { 0 };
    struct book  book;
    assert_true(everything(&arena, &book) && book_send(&book, fd, NULL));
    off_t length = lseek(fd, 0, SEEK_CUR);
    *ret_bytes = malloc((size_t)length + 1);
    assert_int_equal(pread(fd, *ret_bytes, (size_t)length, 0), length);
    arena_deinit(&arena);
    return (size_t)length;
}

static void what_is_cut_or_goes_on_is_broken(void **state) {
    char  *bytes;
    int    fd = nameless();
    size_t length = sent(fd, &bytes);
    (void)state;
    for (size_t cut = 0; cut < length; cut++)
        assert_int_equal(receive_bytes(fd, bytes, cut, 0), WIRE_BROKEN);
    bytes[length] = 0;
    assert_int_equal(receive_bytes(fd, bytes, length + 1, 0), WIRE_BROKEN);
    assert_int_equal(receive_bytes(fd, bytes, length, 0), WIRE_BOOK);
    assert_int_equal(receive_bytes(fd, bytes, length, 64), WIRE_NO_ROOM);
    free(bytes);
    close(fd);
}

static void changed_bytes_never_reach_outside_the_book(void **state) {
    struct world world;
    char        *bytes;
    int          fd = nameless();
    size_t       length = sent(fd, &bytes);
    (void)state;
    support_world(&world);
    for (size_t round = 0; round < support_count(5000, 100000); round++) {
        size_t at = support_below(&world, (uint32_t)length);
        char   before = bytes[at];
        bytes[at] = (char)support_below(&world, 256);
        (void)receive_bytes(fd, bytes, length, 1 << 20); /* under a sanitizer: no more is asked */
        bytes[at] = before;
    }
    free(bytes);
    close(fd);
}

/* What only a child that was taken over would send. */
static void what_no_reader_sends_is_broken(void **state) {
#define HEAD "AJW1B\x03\0csv\0\x05\0utf-8\0"
#define ROW "\x01\0\0\0\x01\0S\0\0\x01\0\0\0" /* one sheet "S", one row */
    static const struct {
        const char *bytes;
        size_t      length;
        const char *why;
    } rows[] = {
#define CASE(bytes, why) { (bytes), sizeof(bytes) - 1, (why) }
        CASE("AJW2", "another magic"),
        CASE("AJW1X", "neither book nor error"),
        CASE("AJW1E\x63\x01\0x\0AJW1", "no such code"),
        CASE("AJW1B\xff\xff", "a format of 64 kB"),
        CASE(HEAD "\x41\0\0\0", "65 sheets"),
        CASE(HEAD "\x01\0\0\0\x01\0S\0\0\xff\xff\xff\xff", "four billion rows"),
        CASE(HEAD "\x01\0\0\0\x01\0S\0\x02", "hidden: 2"),
        CASE(HEAD "\x01\0\0\0\x01\0\xff\0\0\0\0\0\0AJW1", "a name that is not UTF-8"),
        CASE(HEAD "\x01\0\0\0\x02\0S\0\0\0\0\0\0\0AJW1", "a name with U+0000"),
        CASE(HEAD ROW "\0\0\0\0\0\x01\0\0\0\0AJW1", "row 0"),
        CASE(HEAD ROW "\xff\xff\xff\xff\0\x01\0\0\0\0AJW1", "row -1"),
        CASE(HEAD ROW "\x01\0\0\0\0\0\0\0\0AJW1", "a row of nothing"),
        CASE(HEAD ROW "\x01\0\0\0\0\x01\x01\0\0", "257 columns"),
        CASE(HEAD ROW "\x01\0\0\0\0\x01\0\0\0\x08\x01\0x\0AJW1", "no such kind"),
        CASE(HEAD ROW "\x01\0\0\0\0\x01\0\0\0\x80"
                      "AJW1",
             "first of a range that is none"),
        CASE(HEAD ROW "\x01\0\0\0\0\x01\0\0\0\x03\x01\0x\0\0\0\0\x80"
                      "AJW1",
             "an absent day"),
        CASE(HEAD ROW "\x01\0\0\0\0\x01\0\0\0\x01\x81\x3e", "a text longer than a cell's"),
    };
    int fd = nameless();
    (void)state;
    for (size_t i = 0; i < ROWS(rows); i++)
        check_number(receive_bytes(fd, rows[i].bytes, rows[i].length, 0), WIRE_BROKEN, rows[i].why);
    static const char fine[] = HEAD ROW "\x01\0\0\0\0\x01\0\0\0\x01\x01\0x\0AJW1";
    check_number(receive_bytes(fd, fine, sizeof(fine) - 1, 0), WIRE_BOOK,
                 "the same, as it should be");
    close(fd);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_book_arrives_as_it_was_sent),
        cmocka_unit_test(a_refusal_arrives_in_its_words),
        cmocka_unit_test(silence_ends_at_the_deadline),
        cmocka_unit_test(nobody_listening_is_an_error_not_the_end),
        cmocka_unit_test(what_is_cut_or_goes_on_is_broken),
        cmocka_unit_test(changed_bytes_never_reach_outside_the_book),
        cmocka_unit_test(what_no_reader_sends_is_broken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
