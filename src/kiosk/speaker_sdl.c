/* SPDX-License-Identifier: GPL-3.0-or-later
 * speaker_sdl.c - a thread that opens the sound device, since that may take a while, plays what is
 * wanted, closes it and ends: between chimes there is neither thread nor device. */
#include "kiosk/speaker_driver.h"

#include <SDL.h>
#include <stdlib.h>

enum { TAIL_MS = 150, BUFFER_SAMPLES = 1024, WANTS_NOTHING = -1 };

struct sdl_speaker {
    struct speaker_driver driver;
    int                   volume;
    SDL_Thread           *thread; /* of the chimes before; chime() alone looks at it */
    SDL_mutex            *lock;
    SDL_cond             *changed;
    /* Under the lock. */
    int  wanted; /* enum chime */
    bool running, ending;
    bool missed; /* the log knows that there is no sound */
};

/* The next chime that is wanted, at most `ms` from now; WANTS_NOTHING: none, and the thread ends.
 */
static int next_wanted(struct sdl_speaker *speaker, int ms) {
    Uint32 until = SDL_GetTicks() + (Uint32)ms, now;
    (void)SDL_LockMutex(speaker->lock);
    while (speaker->wanted == WANTS_NOTHING && !speaker->ending &&
           (now = SDL_GetTicks(), !SDL_TICKS_PASSED(now, until)))
        (void)SDL_CondWaitTimeout(speaker->changed, speaker->lock, until - now);
    int wanted = speaker->ending ? WANTS_NOTHING : speaker->wanted;
    speaker->wanted = WANTS_NOTHING;
    (void)SDL_UnlockMutex(speaker->lock);
    return wanted;
}

/* From now on the next chime needs another thread; false: one has just been wanted. */
static bool may_end(struct sdl_speaker *speaker) {
    (void)SDL_LockMutex(speaker->lock);
    bool may = speaker->wanted == WANTS_NOTHING || speaker->ending;
    speaker->running = !may;
    (void)SDL_UnlockMutex(speaker->lock);
    return may;
}

static void tell_once(struct sdl_speaker *speaker, const char *why) {
    if (!speaker->missed)
        warn("没有声音：%s", why);
    speaker->missed = true;
}

static SDL_AudioDeviceID open_device(struct sdl_speaker *speaker) {
    const SDL_AudioSpec wish = {
        .freq = CHIME_RATE, .format = AUDIO_S16SYS, .channels = 1, .samples = BUFFER_SAMPLES
    };
    SDL_AudioDeviceID device = 0;
    if (SDL_InitSubSystem(SDL_INIT_AUDIO) == 0) {
        device = SDL_OpenAudioDevice(NULL, 0, &wish, NULL, 0);
        if (device == 0)
            SDL_QuitSubSystem(SDL_INIT_AUDIO);
    }
    if (device == 0)
        tell_once(speaker, SDL_GetError());
    else
        speaker->missed = false;
    return device;
}

/* Replaces what still sounds; returns for how long it will. */
static int play(struct sdl_speaker *speaker, SDL_AudioDeviceID device, int chime) {
    struct pcm pcm;
    if (!chime_make((enum chime)chime, speaker->volume, &pcm))
        return 0;
    SDL_ClearQueuedAudio(device);
    if (SDL_QueueAudio(device, pcm.samples, (Uint32)(pcm.count * sizeof(*pcm.samples))) != 0)
        tell_once(speaker, SDL_GetError());
    SDL_PauseAudioDevice(device, 0);
    int ms = chime_ms(&pcm) + TAIL_MS;
    free(pcm.samples);
    return ms;
}

static int speaker_main(void *arg) {
    struct sdl_speaker *speaker = arg;
    do {
        int               wanted = next_wanted(speaker, 0);
        SDL_AudioDeviceID device = wanted == WANTS_NOTHING ? 0 : open_device(speaker);
        while (device != 0 && wanted != WANTS_NOTHING)
            wanted = next_wanted(speaker, play(speaker, device, wanted));
        if (device != 0) {
            SDL_CloseAudioDevice(device);
            SDL_QuitSubSystem(SDL_INIT_AUDIO);
        }
    } while (!may_end(speaker));
    return 0;
}

static void sdl_chime(struct speaker *face, enum chime chime) {
    struct sdl_speaker *speaker = (struct sdl_speaker *)(void *)face;
    (void)SDL_LockMutex(speaker->lock);
    speaker->wanted = (int)chime;
    bool start = !speaker->running;
    speaker->running = true;
    (void)SDL_CondSignal(speaker->changed);
    (void)SDL_UnlockMutex(speaker->lock);
    if (!start)
        return;
    if (speaker->thread != NULL)
        SDL_WaitThread(speaker->thread, NULL); /* it has ended, or is about to */
    speaker->thread = SDL_CreateThread(speaker_main, "speaker", speaker);
    if (speaker->thread == NULL) {
        tell_once(speaker, SDL_GetError());
        speaker->running = false;
    }
}

static void sdl_close(struct speaker_driver *driver) {
    struct sdl_speaker *speaker = (struct sdl_speaker *)(void *)driver;
    if (speaker->thread != NULL) {
        (void)SDL_LockMutex(speaker->lock);
        speaker->ending = true;
        (void)SDL_CondSignal(speaker->changed);
        (void)SDL_UnlockMutex(speaker->lock);
        SDL_WaitThread(speaker->thread, NULL);
    }
    if (speaker->changed != NULL)
        SDL_DestroyCond(speaker->changed);
    if (speaker->lock != NULL)
        SDL_DestroyMutex(speaker->lock);
    free(speaker);
}

bool speaker_sdl_open(struct speaker **ret_speaker, int volume, struct err *err) {
    struct sdl_speaker *speaker = calloc(1, sizeof(*speaker));
    if (speaker == NULL)
        return err_code_set(err, ERR_MEMORY, "内存不够");
    speaker->driver.face.chime = sdl_chime;
    speaker->driver.close = sdl_close;
    speaker->volume = volume;
    speaker->wanted = WANTS_NOTHING;
    speaker->lock = SDL_CreateMutex();
    speaker->changed = SDL_CreateCond();
    if (speaker->lock == NULL || speaker->changed == NULL) {
        sdl_close(&speaker->driver);
        return err_set(err, "没有声音：%s", SDL_GetError());
    }
    *ret_speaker = &speaker->driver.face;
    return true;
}
