/* SPDX-License-Identifier: GPL-3.0-or-later
 * printer_escpos.c - ESC @, GS v 0, GS V, DLE EOT and GS r, and nothing else: what every printer of
 * the kind knows. */
#include "kiosk/printer_escpos.h"

#include <stdlib.h>
#include <string.h>

enum { DLE = 0x10, EOT = 0x04, ESC = 0x1B, GS = 0x1D };

const struct escpos escpos_begin = { { ESC, '@' }, 2 };
/* Feed 12 mm first: printers without a blade are torn off above their head. */
const struct escpos escpos_finish = { { ESC, 'J', 96, GS, 'V', 66, 0 }, 7 };
const struct escpos escpos_resume = { { 0 }, ESCPOS_BAND_MOST };
const struct escpos escpos_ask_cause = { { DLE, EOT, 2 }, 3 };
const struct escpos escpos_ask_paper = { { DLE, EOT, 4 }, 3 };
const struct escpos escpos_ask_reached = { { GS, 'r', 1 }, 3 };

static bool dark(uint32_t pixel) {
    uint32_t r = pixel >> 16 & 255, g = pixel >> 8 & 255, b = pixel & 255;
    return r * 77 + g * 151 + b * 28 < 128 << 8;
}

bool dots_make(struct dots *ret_dots, const struct canvas *canvas, int width) {
    struct dots dots = { .columns = (width + 7) / 8, .rows = canvas->height };
    if (canvas->width > width || canvas->width < 1 || canvas->height < 1)
        return false;
    dots.bits = calloc((size_t)dots.columns, (size_t)dots.rows);
    if (dots.bits == NULL)
        return false;
    for (int y = 0; y < canvas->height; y++) {
        const uint32_t *row = canvas->pixels + (ptrdiff_t)y * canvas->stride;
        uint8_t        *bits = dots.bits + (ptrdiff_t)y * dots.columns;
        for (int x = 0; x < canvas->width; x++)
            if (dark(row[x]))
                bits[x / 8] |= (uint8_t)(0x80 >> (x % 8));
    }
    *ret_dots = dots;
    return true;
}

void dots_free(struct dots *dots) {
    if (dots->bits != NULL)
        explicit_bzero(dots->bits, (size_t)dots->columns * (size_t)dots->rows);
    free(dots->bits);
    *dots = (struct dots){ 0 };
}

bool dots_canvas(const struct dots *dots, struct canvas *ret_canvas) {
    int       width = dots->columns * 8;
    uint32_t *pixels = calloc((size_t)width * (size_t)dots->rows, sizeof(*pixels));
    if (pixels == NULL)
        return false;
    for (int y = 0; y < dots->rows; y++)
        for (int x = 0; x < width; x++) {
            uint8_t byte = dots->bits[(ptrdiff_t)y * dots->columns + x / 8];
            bool    black = (byte >> (7 - x % 8) & 1) != 0;
            pixels[(ptrdiff_t)y * width + x] = black ? 0xFF000000u : 0xFFFFFFFFu;
        }
    *ret_canvas = (struct canvas){ pixels, width, dots->rows, width };
    return true;
}

bool escpos_band(const struct dots *dots, int index, struct escpos *ret_command) {
    int first = index * ESCPOS_BAND_ROWS, rows = dots->rows - first;
    if (rows <= 0)
        return false;
    rows = rows < ESCPOS_BAND_ROWS ? rows : ESCPOS_BAND_ROWS;
    uint8_t *out = ret_command->bytes;
    size_t   size = (size_t)rows * (size_t)dots->columns;
    *out++ = GS;
    *out++ = 'v';
    *out++ = '0';
    *out++ = 0; /* each dot as one dot */
    *out++ = (uint8_t)(dots->columns & 255);
    *out++ = (uint8_t)(dots->columns >> 8);
    *out++ = (uint8_t)rows;
    *out++ = 0;
    memcpy(out, dots->bits + (ptrdiff_t)first * dots->columns, size);
    ret_command->length = 8 + size;
    return true;
}

/* Every answer to DLE EOT has bits 1 and 4 set, bits 0 and 7 clear. */
bool escpos_is_answer(uint8_t byte) {
    return (byte & 0x93) == 0x12;
}

bool escpos_is_reached(uint8_t byte) {
    return (byte & 0x90) == 0;
}

bool escpos_cover_open(uint8_t cause) {
    return (cause & 0x04) != 0;
}

bool escpos_out_of_paper(uint8_t cause, uint8_t paper) {
    return (cause & 0x20) != 0 || (paper & 0x60) != 0;
}

bool escpos_broken(uint8_t cause) {
    return (cause & 0x40) != 0;
}
