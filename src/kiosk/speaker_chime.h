/* SPDX-License-Identifier: GPL-3.0-or-later
 * speaker_chime.h - the chimes as samples: soft bells of two or three tones between 500 and 1,100
 * Hz, which old ears hear best, that begin and end in silence. */
#ifndef ANJU_KIOSK_SPEAKER_CHIME_H
#define ANJU_KIOSK_SPEAKER_CHIME_H

#include "ui/device.h"

#include <stddef.h>

enum { CHIME_RATE = 24000, CHIME_PEAK_MOST = 11000 }; /* of 32,767: −9.5 dB */

/* Mono; free(ret_pcm->samples). */
struct pcm {
    int16_t *samples;
    size_t   count;
};

/* `volume` in per cent. False: no memory. */
bool chime_make(enum chime chime, int volume, struct pcm *ret_pcm);
int  chime_ms(const struct pcm *pcm);

#endif
