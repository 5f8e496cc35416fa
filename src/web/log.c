/* SPDX-License-Identifier: GPL-3.0-or-later
 * log.c - lines are made in one buffer and written by one call, so that those of two threads never
 * mix and each stays one line whatever it quotes. */
#include "web/log.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { LINE_MOST = 1024, CAUSE_MOST = 400 };

struct line {
    char   text[LINE_MOST];
    size_t length;
};

static void put(struct line *line, const char *text, size_t length) {
    if (length > sizeof(line->text) - line->length)
        return; /* what is put is bounded: see LINE_MOST */
    memcpy(line->text + line->length, text, length);
    line->length += length;
}

/* A JSON string of at most `most` bytes, cut between characters. */
static void put_string(struct line *line, const char *text, size_t most) {
    size_t length = strlen(text), size;
    put(line, "\"", 1);
    for (size_t i = 0; i < length && i < most; i += size) {
        uint32_t character;
        char     escaped[8];
        size = text_decode(text + i, length - i, &character);
        if (size == 0) {
            put(line, "?", 1);
            size = 1;
        } else if (character < 0x20 || character == 0x7F || character == 0x2028 ||
                   character == 0x2029) {
            put(line, escaped,
                (size_t)snprintf(escaped, sizeof(escaped), "\\u%04x", (unsigned)character));
        } else {
            if (character == '"' || character == '\\')
                put(line, "\\", 1);
            put(line, text + i, size);
        }
    }
    put(line, "\"", 1);
}

static void put_number(struct line *line, const char *name, int64_t number) {
    char text[64];
    put(line, text, (size_t)snprintf(text, sizeof(text), ",\"%s\":%lld", name, (long long)number));
}

static void put_time(struct line *line, time_ms time) {
    char text[TIME_TEXT];
    time_format(time, text);
    put(line, "{\"time\":", 8);
    put_string(line, text, sizeof(text));
}

static void put_text(struct line *line, const char *name, const char *text, size_t most) {
    put(line, ",", 1);
    put_string(line, name, LINE_MOST);
    put(line, ":", 1);
    put_string(line, text, most);
}

/* The network that an address is in: enough to see where a flood comes from, no person. */
static void put_network(struct line *line, const char *address) {
    uint8_t bytes[16];
    char    network[INET6_ADDRSTRLEN], text[INET6_ADDRSTRLEN + 4];
    int     family = strchr(address, ':') ? AF_INET6 : AF_INET;
    size_t  kept = family == AF_INET6 ? 6 : 3;
    if (inet_pton(family, address, bytes) != 1)
        return;
    memset(bytes + kept, 0, sizeof(bytes) - kept);
    if (!inet_ntop(family, bytes, network, sizeof(network)))
        return;
    (void)snprintf(text, sizeof(text), "%s/%zu", network, kept * 8);
    put_text(line, "from", text, sizeof(text));
}

/* A log that cannot be written must not stop the service. */
static void line_write(const struct web_options *options, struct line *line) {
    put(line, "}\n", 2);
    if (options->log) {
        options->log(options->log_ctx, line->text, line->length);
        return;
    }
    ssize_t written = write(STDERR_FILENO, line->text, line->length);
    if (written < 0 && errno == EINTR)
        (void)!write(STDERR_FILENO, line->text, line->length);
}

void log_request(const struct web_options *options, const struct log_entry *entry) {
    struct line line;
    line.length = 0;
    put_time(&line, entry->time);
    put_text(&line, "id", entry->id, 40);
    put_text(&line, "method", entry->method, 16);
    put_text(&line, "route", entry->route ? entry->route : "", 200);
    put_number(&line, "status", entry->status);
    put_number(&line, "ms", entry->ms);
    put_number(&line, "in", (int64_t)entry->in);
    put_number(&line, "out", (int64_t)entry->out);
    put_network(&line, entry->address);
    if (entry->cause)
        put_text(&line, "cause", entry->cause, CAUSE_MOST);
    line_write(options, &line);
}

void log_event(const struct web_options *options, time_ms time, const char *event,
               const char *text) {
    struct line line;
    line.length = 0;
    put_time(&line, time);
    put_text(&line, "event", event, 40);
    put_text(&line, "text", text, CAUSE_MOST);
    line_write(options, &line);
}
