/* SPDX-License-Identifier: GPL-3.0-or-later
 * speaker_driver.h - what the two drivers share, and their own ways in for tests. */
#ifndef ANJU_KIOSK_SPEAKER_DRIVER_H
#define ANJU_KIOSK_SPEAKER_DRIVER_H

#include "kiosk/speaker.h"
#include "kiosk/speaker_chime.h"

/* First in each driver. */
struct speaker_driver {
    struct speaker face;
    void (*close)(struct speaker_driver *driver);
};

/* A WAV file of all chimes so far, one after the other without pause; written when asked. */
bool speaker_file_open(struct speaker **ret_speaker, const char *path, int volume, struct err *err);
bool speaker_sdl_open(struct speaker **ret_speaker, int volume, struct err *err);

#endif
