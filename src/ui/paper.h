/* SPDX-License-Identifier: GPL-3.0-or-later
 * paper.h - a receipt as a picture for a printer: from the top down, as long as it becomes, in the
 * toolkit's own faces and with its line breaks, pure black on white. It holds what the caller puts
 * on it and is wiped when freed.
 *
 *   struct paper *paper = paper_new(ui, printer->width);
 *   paper_heading(paper, …); paper_fact(paper, …); paper_code(paper, …);
 *   ok = paper_done(paper, &canvas) && printer->print(printer, &canvas);
 *   paper_free(paper); */
#ifndef ANJU_UI_PAPER_H
#define ANJU_UI_PAPER_H

#include "ui/ui.h"

enum {
    PAPER_WIDTH_LEAST = 256, /* dots, 203 to the inch */
    PAPER_WIDTH_MOST = 832,
    PAPER_HEIGHT_MOST = 4096, /* half a metre: what is longer has gone wrong */
    PAPER_MODULE = 6          /* dots a module of a code, at the least */
};

struct paper;

/* NULL: no memory. */
struct paper *paper_new(struct ui *ui, int width);
void          paper_free(struct paper *paper); /* NULL is fine */

/* Each below what was there before. "" and NULL take no room. */
void paper_heading(struct paper *paper, const char *text); /* large, bold, centred */
void paper_number(struct paper *paper, const char *text);  /* to be read out: as large as fits */
void paper_text(struct paper *paper, const char *text);
void paper_small(struct paper *paper, const char *text);
/* What on the left, then the fact, bold, wrapped in a column of its own: 电话  0738-0001234.
 * Nothing when the fact is not written. */
void paper_fact(struct paper *paper, const char *what, const char *fact);
void paper_rule(struct paper *paper); /* a dashed line, with room around it */
/* An emoji as dots, centred: the trade, for whoever does not read. False: there is none to print.
 */
bool paper_picture(struct paper *paper, const char *emoji);
/* A QR code of `text` at level M, centred; `words` below it say what it is for (NULL none). False:
 * it does not fit with PAPER_MODULE dots a module, and nothing is printed. */
bool paper_code(struct paper *paper, const char *text, const char *words);

/* The paper so far, with a margin below; the canvas is the paper's, until the next call. False: it
 * became too long or memory ran out, and something is missing. */
bool paper_done(struct paper *paper, struct canvas *ret_canvas);

#endif
