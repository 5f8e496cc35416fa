/* SPDX-License-Identifier: GPL-3.0-or-later
 * scanner_text.c - what may be a scanned text, and lines out of a stream of bytes. */
#include "base/text.h"
#include "kiosk/scanner_line.h"

#include <string.h>

static bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static const char *refusal(const char *bytes, size_t length) {
    if (length > SCAN_BYTES_MOST)
        return N_("太长");
    for (size_t at = 0, size; at < length; at += size) {
        uint32_t c;
        size = text_decode(bytes + at, length - at, &c);
        if (size == 0)
            return N_("不是 UTF-8");
        if ((text_is_space(c) && c != ' ') || text_is_invisible(c))
            return N_("有看不见的字符");
    }
    return NULL;
}

bool scan_accept(const char *bytes, size_t length, char ret_text[SCAN_TEXT]) {
    while (length > 0 && is_space(bytes[0]))
        bytes++, length--;
    while (length > 0 && is_space(bytes[length - 1]))
        length--;
    if (length == 0)
        return false; /* an empty line says nothing */
    const char *why = refusal(bytes, length);
    if (why != NULL) {
        warn("扫到的内容不能用：%s", why);
        return false;
    }
    memcpy(ret_text, bytes, length);
    ret_text[length] = '\0';
    return true;
}

bool scan_line_feed(struct scan_line *line, char byte, char ret_text[SCAN_TEXT]) {
    if (byte != '\n' && byte != '\r') {
        if (line->length < sizeof(line->bytes)) /* one more than may be is remembered as too long */
            line->bytes[line->length++] = byte;
        return false;
    }
    bool read = scan_accept(line->bytes, line->length, ret_text);
    scan_line_drop(line);
    return read;
}

void scan_line_drop(struct scan_line *line) {
    explicit_bzero(line, sizeof(*line));
}
