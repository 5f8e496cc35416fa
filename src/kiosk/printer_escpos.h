/* SPDX-License-Identifier: GPL-3.0-or-later
 * printer_escpos.h - a picture as dots, and dots as what receipt printers understand (Epson's
 * ESC/POS): bands of raster, so that a small printer's buffer need not hold a whole paper. */
#ifndef ANJU_KIOSK_PRINTER_ESCPOS_H
#define ANJU_KIOSK_PRINTER_ESCPOS_H

#include "ui/raster.h"

/* One bit a dot, 1 is black, eight to a byte from the left. */
struct dots {
    int      columns, rows; /* bytes a row */
    uint8_t *bits;
};

/* The dark half of the greys of `canvas`, `width` dots a row. False: it is wider, empty, or there
 * is no memory. */
bool dots_make(struct dots *ret_dots, const struct canvas *canvas, int width);
void dots_free(struct dots *dots); /* wiped: somebody's name may be on it */
/* The same as a picture; free(ret_canvas->pixels). */
bool dots_canvas(const struct dots *dots, struct canvas *ret_canvas);

enum {
    ESCPOS_BAND_ROWS = 32,
    ESCPOS_BAND_MOST = 8 + ESCPOS_BAND_ROWS * 832 / 8, /* bytes of a band's command */
};

struct escpos {
    uint8_t bytes[ESCPOS_BAND_MOST];
    size_t  length;
};

/* Band `index` from the top; false behind the last. */
bool escpos_band(const struct dots *dots, int index, struct escpos *ret_command);
extern const struct escpos escpos_begin;  /* the printer's first state */
extern const struct escpos escpos_finish; /* on to the blade, and cut */
/* What ends a band that broke off: as many empty bytes as any band has. Printers that wait for no
 * band pass over them. */
extern const struct escpos escpos_resume;

/* Questions that are answered at once, whatever is still to be printed, and their answers. */
extern const struct escpos escpos_ask_cause, escpos_ask_paper;
/* Answered with escpos_reached() when all before it has been printed. */
extern const struct escpos escpos_ask_reached;
bool                       escpos_is_answer(uint8_t byte);  /* to cause or paper */
bool                       escpos_is_reached(uint8_t byte); /* to reached */
bool                       escpos_cover_open(uint8_t cause);
bool                       escpos_out_of_paper(uint8_t cause, uint8_t paper);
bool                       escpos_broken(uint8_t cause); /* the blade, the head */

#endif
