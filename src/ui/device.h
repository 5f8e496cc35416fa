/* SPDX-License-Identifier: GPL-3.0-or-later
 * device.h - the devices beside the panel, as screens see them. The kiosk opens the real or the
 * file driver of each; one that is not configured is NULL in the visit, and what needs it is not
 * drawn. None of these calls waits: a real device has a thread of its own, its outcome comes with a
 * frame. */
#ifndef ANJU_UI_DEVICE_H
#define ANJU_UI_DEVICE_H

#include "base/err.h"
#include "ui/raster.h"

#include <stdint.h>

enum device_state { DEVICE_IDLE, DEVICE_BUSY, DEVICE_DONE, DEVICE_FAILED };

/* A receipt printer for one paper width. */
struct printer {
    int width; /* dots: 576 on 80 mm paper, 384 on 58 mm; a paper is as wide */
    /* Print dark pixels, cut the paper. `paper` is copied. False: a paper is still being printed,
     * or this one cannot be (its width, memory). */
    bool (*print)(struct printer *printer, const struct canvas *paper);
    /* How the last paper stands, the same until the next one; DEVICE_FAILED: *ret_err says why and
     * what to do, in ret_err->lang, for residents: 打印机的纸用完了，请叫工作人员换纸 */
    enum device_state (*state)(struct printer *printer, struct err *ret_err);
};

enum chime { CHIME_IDLE, CHIME_DONE, CHIME_CALL, CHIME_TEST, CHIME_COUNT };

struct speaker {
    void (*chime)(struct speaker *speaker, enum chime chime); /* cuts off the one before */
};

#endif
