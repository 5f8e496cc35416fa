/* SPDX-License-Identifier: GPL-3.0-or-later
 * roll.c - one command after the other, by its first bytes. */
#include "support/roll.h"

#include <string.h>

enum { DLE = 0x10, EOT = 0x04, ESC = 0x1B, GS = 0x1D };

void roll_tear(struct roll *roll) {
    roll->columns = roll->rows = 0;
    roll->begun = roll->cut = roll->empty = roll->strange = roll->asked = roll->reached = 0;
    roll->length = 0;
    roll->raster_left = 0;
}

static uint8_t status(const struct roll *roll, uint8_t which) {
    uint8_t byte = 0x12;
    if (which == 2)
        byte |= (uint8_t)((roll->cover_open ? 0x04 : 0) | (roll->out_of_paper ? 0x20 : 0) |
                          (roll->blade_stuck ? 0x40 : 0));
    if (which == 4)
        byte |= roll->out_of_paper ? 0x60 : 0;
    return byte;
}

/* The whole command, or 0 while it is not known to be whole; −1: none begins so. */
static int whole(const uint8_t *c, int length) {
    static const struct {
        uint8_t first, second;
        int     length;
    } commands[] = { { ESC, '@', 2 }, { ESC, 'J', 3 }, { GS, 'v', 8 },
                     { GS, 'V', 4 },  { GS, 'r', 3 },  { DLE, EOT, 3 } };
    for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++)
        if (commands[i].first == c[0] && (length < 2 || commands[i].second == c[1]))
            return length < 2 ? 0 : commands[i].length;
    return -1;
}

static int obey(struct roll *roll, uint8_t answer[2]) {
    const uint8_t *c = roll->command;
    if (c[0] == DLE) {
        roll->asked++;
        answer[0] = status(roll, c[2]);
        return roll->answers;
    }
    if (c[0] == GS && c[1] == 'r') {
        roll->reached++;
        answer[0] = 0;
        return roll->answers && !roll->no_reached && !roll->out_of_paper;
    }
    roll->begun += c[0] == ESC && c[1] == '@';
    roll->cut += c[0] == GS && c[1] == 'V';
    if (c[0] == GS && c[1] == 'v') {
        int rows = c[6] | c[7] << 8;
        roll->columns = c[4] | c[5] << 8;
        roll->raster_left = (size_t)roll->columns * (size_t)rows;
        roll->rows += rows;
    }
    return 0;
}

int roll_feed(struct roll *roll, uint8_t byte, uint8_t answer[2]) {
    if (roll->raster_left > 0) {
        size_t at = (size_t)roll->columns * (size_t)roll->rows - roll->raster_left--;
        if (at < ROLL_BYTES)
            roll->dots[at] = byte;
        return 0;
    }
    if (roll->length == 0 && byte == 0) {
        roll->empty++;
        return 0;
    }
    roll->command[roll->length++] = byte;
    int needs = whole(roll->command, roll->length);
    if (needs < 0) {
        roll->strange += roll->length;
        roll->length = 0;
    }
    if (needs <= 0 || roll->length < needs)
        return 0;
    roll->length = 0;
    return obey(roll, answer);
}
