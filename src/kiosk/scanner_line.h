/* SPDX-License-Identifier: GPL-3.0-or-later
 * scanner_line.h - the parts of a scanner: lines out of bytes, characters out of evdev's keys. */
#ifndef ANJU_KIOSK_SCANNER_LINE_H
#define ANJU_KIOSK_SCANNER_LINE_H

#include "kiosk/scanner.h"

struct scan_line {
    char   bytes[SCAN_BYTES_MOST + 1];
    size_t length;
};
/* True when `byte` ended a line (CR or LF) that scan_accept() accepts. */
bool scan_line_feed(struct scan_line *line, char byte, char ret_text[SCAN_TEXT]);
void scan_line_drop(struct scan_line *line); /* wiped */

/* A scanner as the kernel sees it types on a US keyboard. */
struct scan_keys {
    bool shift;
};
struct input_event;
/* The character that the event types, Enter as '\n'; 0: none. */
char scan_keys_feed(struct scan_keys *keys, const struct input_event *event);

#endif
