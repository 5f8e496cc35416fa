/* SPDX-License-Identifier: GPL-3.0-or-later
 * speaker_chime.c - each tone is a sine with a little of its octave, struck and dying away; tones
 * overlap as bells do. */
#include "kiosk/speaker_chime.h"

#include <math.h>
#include <stdlib.h>

enum {
    TONES_MOST = 4,
    STRIKE_MS = 12, /* from silence to full: no click */
    RING_MS = 700,  /* a tone's whole life */
    FADE_MS = 60    /* its end, down to silence */
};

/* When it is struck, how high; 0 Hz ends the list. */
struct tone {
    int    at_ms;
    double hertz;
};

static const struct tone chimes[CHIME_COUNT][TONES_MOST + 1] = {
    [CHIME_IDLE] = { { 0, 783.99 }, { 220, 659.26 } }, /* G E: down */
    [CHIME_DONE] = { { 0, 659.26 }, { 180, 987.77 } }, /* E B: up */
    [CHIME_CALL] = { { 0, 659.26 },
                     { 300, 523.25 },
                     { 900, 659.26 },
                     { 1200, 523.25 } }, /* a door */
    [CHIME_TEST] = { { 0, 523.25 }, { 250, 659.26 }, { 500, 783.99 } },
};

static int samples_of(int ms) {
    return ms * CHIME_RATE / 1000;
}

/* How loud a tone is `at` samples after it was struck, of 1. */
static double envelope(int at) {
    int    strike = samples_of(STRIKE_MS), fade = samples_of(FADE_MS);
    int    left = samples_of(RING_MS) - at;
    double rise = at < strike ? (1 - cos(M_PI * at / strike)) / 2 : 1;
    double fall = left < fade ? (1 - cos(M_PI * left / fade)) / 2 : 1;
    return rise * fall * exp(-5.0 * at / samples_of(RING_MS));
}

static void add_tone(double *mix, const struct tone *tone) {
    for (int i = 0; i < samples_of(RING_MS); i++) {
        double phase = 2 * M_PI * tone->hertz * i / CHIME_RATE;
        mix[samples_of(tone->at_ms) + i] += envelope(i) * (sin(phase) + 0.15 * sin(2 * phase));
    }
}

bool chime_make(enum chime chime, int volume, struct pcm *ret_pcm) {
    const struct tone *last = chimes[chime];
    while (last[1].hertz > 0)
        last++;
    size_t   count = (size_t)samples_of(last->at_ms + RING_MS) + 1;
    double  *mix = calloc(count, sizeof(*mix)), peak = 0;
    int16_t *samples = malloc(count * sizeof(*samples));
    if (mix == NULL || samples == NULL) {
        free(mix);
        free(samples);
        return false;
    }
    for (const struct tone *tone = chimes[chime]; tone <= last; tone++)
        add_tone(mix, tone);
    for (size_t i = 0; i < count; i++)
        peak = fmax(peak, fabs(mix[i]));
    for (size_t i = 0; i < count; i++)
        samples[i] = (int16_t)lrint(mix[i] / peak * CHIME_PEAK_MOST * volume / 100);
    free(mix);
    *ret_pcm = (struct pcm){ samples, count };
    return true;
}

int chime_ms(const struct pcm *pcm) {
    return (int)(pcm->count * 1000 / CHIME_RATE);
}
