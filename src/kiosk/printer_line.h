/* SPDX-License-Identifier: GPL-3.0-or-later
 * printer_line.h - one paper through a device: opened, asked how it is, fed band by band, asked
 * again, closed. It waits in poll() alone, each time with a limit; whoever owns the thread can end
 * it. */
#ifndef ANJU_KIOSK_PRINTER_LINE_H
#define ANJU_KIOSK_PRINTER_LINE_H

#include "base/err.h"
#include "kiosk/printer_escpos.h"

enum printer_trouble {
    PRINTER_FINE,
    PRINTER_PAPER_OUT,
    PRINTER_COVER_OPEN,
    PRINTER_BROKEN, /* the blade or the head is stuck or too hot */
    PRINTER_ABSENT, /* nothing is there, or nothing that prints */
    PRINTER_GONE,   /* unplugged while it printed */
    PRINTER_SILENT, /* it takes nothing, or stopped answering */
    PRINTER_FAILED, /* anything else */
    PRINTER_TROUBLE_COUNT
};
/* What residents are told, in err->lang; returns false. */
bool printer_trouble_set(struct err *err, enum printer_trouble trouble);

/* Milliseconds. */
struct printer_patience {
    int stall; /* without taking a byte */
    int reply; /* for an answer */
    int done;  /* for the paper to come out, once all of it is sent */
};
extern const struct printer_patience printer_patience_usual;

struct printer_job {
    const char                    *path;
    int                            baud; /* of a serial line */
    const struct dots             *dots;
    const struct printer_patience *patience;
    int                            end_fd; /* readable: give up */
    bool torn; /* a band may have broken off: finish it first. Set again when this paper breaks off
                */
};
enum printer_trouble printer_line_run(struct printer_job *job);

#endif
