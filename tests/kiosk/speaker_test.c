/* SPDX-License-Identifier: GPL-3.0-or-later
 * speaker_test.c - chimes as samples: soft, never clipped, without clicks, each its own; and the
 * drivers: a WAV file, SDL's sound into a file, a machine without sound. */
#include "kiosk/speaker.h"

#include "base/file.h"
#include "kiosk/speaker_driver.h"
#include "support/check.h"
#include "support/temp.h"

#include <SDL.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { HEAD = 44 };

static int loudness(const struct pcm *pcm) {
    int peak = 0;
    for (size_t i = 0; i < pcm->count; i++)
        peak = abs(pcm->samples[i]) > peak ? abs(pcm->samples[i]) : peak;
    return peak;
}

static void chimes_are_soft_and_never_clipped(void **state) {
    (void)state;
    for (int chime = 0; chime < CHIME_COUNT; chime++)
        for (int volume = 1; volume <= 100; volume += 33) {
            struct pcm pcm;
            assert_true(chime_make((enum chime)chime, volume, &pcm));
            int peak = loudness(&pcm), wanted = CHIME_PEAK_MOST * volume / 100;
            assert_true(peak <= wanted + 1 && peak >= wanted - 1);
            assert_true(chime_ms(&pcm) >= 700 && chime_ms(&pcm) <= 2500);
            free(pcm.samples);
        }
    assert_true(CHIME_PEAK_MOST < 32767 / 2); /* half is −6 dB */
}

/* A click is a jump that the tones themselves never make: at 1,980 Hz, their highest part. */
static void they_begin_and_end_in_silence_without_clicks(void **state) {
    (void)state;
    for (int chime = 0; chime < CHIME_COUNT; chime++) {
        struct pcm pcm;
        double     sum = 0;
        assert_true(chime_make((enum chime)chime, 100, &pcm));
        check_number(pcm.samples[0], 0, "begins at rest");
        check_number(abs(pcm.samples[pcm.count - 1]) <= 1, 1, "ends at rest");
        for (size_t i = 1; i < pcm.count; i++)
            assert_true(abs(pcm.samples[i] - pcm.samples[i - 1]) < CHIME_PEAK_MOST / 2);
        for (size_t i = 0; i < pcm.count; i++)
            sum += pcm.samples[i];
        assert_true(abs((int)(sum / (double)pcm.count)) < 10); /* no thump */
        for (size_t i = 0; i < 24; i++)                        /* the first millisecond */
            assert_true(abs(pcm.samples[i]) < CHIME_PEAK_MOST / 20);
        for (size_t i = pcm.count - 240; i < pcm.count; i++) /* the last 10 ms */
            assert_true(abs(pcm.samples[i]) < 100);
        free(pcm.samples);
    }
}

static void each_chime_is_its_own_and_always_the_same(void **state) {
    (void)state;
    for (int a = 0; a < CHIME_COUNT; a++)
        for (int b = 0; b < CHIME_COUNT; b++) {
            struct pcm first, second;
            assert_true(chime_make((enum chime)a, 100, &first));
            assert_true(chime_make((enum chime)b, 100, &second));
            bool same = first.count == second.count &&
                        memcmp(first.samples, second.samples, first.count * 2) == 0;
            check_number(same, a == b, "the same only as itself");
            free(first.samples);
            free(second.samples);
        }
}

static uint32_t number(const uint8_t *at, int bytes) {
    uint32_t value = 0;
    for (int i = bytes; i-- > 0;)
        value = value << 8 | at[i];
    return value;
}

static void the_file_driver_appends_to_a_wav_that_can_always_be_played(void **state) {
    (void)state;
    const struct speaker_settings settings = { .kind = SETTING_SPEAKER_FILE, .volume = 100 };
    static const enum chime       sounded[] = { CHIME_IDLE, CHIME_DONE, CHIME_DONE, CHIME_CALL };
    struct temp                   temp;
    struct arena                  arena = { 0 };
    temp_make(&temp);
    size_t expected = 0;
    for (size_t i = 0; i < ROWS(sounded); i++) {
        struct speaker *speaker;
        struct pcm      pcm;
        char           *bytes;
        size_t          length;
        assert_true(speaker_open(&speaker, &settings, temp.path, NULL));
        speaker->chime(speaker, sounded[i]);
        speaker_close(speaker);
        assert_true(chime_make(sounded[i], 100, &pcm));
        assert_true(
            file_read(&arena, temp_path(&temp, "sound.wav"), 1 << 22, &bytes, &length, NULL));
        const uint8_t *head = (const uint8_t *)bytes;
        check_number(length, HEAD + expected + pcm.count * 2, "whole");
        assert_memory_equal(head, "RIFF", 4);
        check_number(number(head + 4, 4), length - 8, "RIFF size");
        assert_memory_equal(head + 8, "WAVEfmt ", 8);
        check_number(number(head + 24, 4), CHIME_RATE, "rate");
        check_number(number(head + 40, 4), length - HEAD, "data size");
        for (size_t s = 0; s < pcm.count; s++)
            check_number((int16_t)number(head + HEAD + expected + s * 2, 2), pcm.samples[s], "pcm");
        expected += pcm.count * 2;
        free(pcm.samples);
    }
    arena_deinit(&arena);
    temp_remove(&temp);
}

static void a_file_that_cannot_be_written_is_only_logged(void **state) {
    (void)state;
    struct speaker *speaker;
    assert_true(speaker_file_open(&speaker, "/nowhere/sound.wav", 100, NULL));
    speaker->chime(speaker, CHIME_DONE);
    speaker_close(speaker);
}

/* The chime has been opened and closed again by its thread. */
static bool ends_by_itself(void) {
    enum { LOOK_MS = 5, LOOKS = 4000 };
    bool opened = false;
    for (int i = 0; i < LOOKS; i++) {
        bool open = SDL_WasInit(SDL_INIT_AUDIO) != 0;
        opened |= open;
        if (opened && !open)
            return true;
        (void)poll(NULL, 0, LOOK_MS);
    }
    return false;
}

static bool holds(const char *bytes, size_t length, const struct pcm *pcm) {
    for (size_t at = 0; at + pcm->count * 2 <= length; at += 2)
        if (memcmp(bytes + at, pcm->samples, pcm->count * 2) == 0)
            return true;
    return false;
}

static void nothing_is_opened_before_the_first_chime_and_nothing_stays_open(void **state) {
    (void)state;
    const struct speaker_settings settings = { .kind = SETTING_SPEAKER_SDL, .volume = 50 };
    struct speaker               *speaker;
    struct temp                   temp;
    struct arena                  arena = { 0 };
    struct pcm                    pcm;
    char                         *bytes;
    size_t                        length;
    temp_make(&temp);
    /* SDL's driver that plays into a file, at the pace of a real one. */
    (void)setenv("SDL_AUDIODRIVER", "disk", 1);
    (void)setenv("SDL_DISKAUDIOFILE", temp_path(&temp, "disk.raw"), 1);
    assert_true(speaker_open(&speaker, &settings, temp.path, NULL));
    check_number(SDL_WasInit(SDL_INIT_AUDIO), 0, "before");
    assert_int_not_equal(access(temp_path(&temp, "disk.raw"), F_OK), 0);
    speaker->chime(speaker, CHIME_TEST);
    check_number(ends_by_itself(), 1, "it plays to the end and closes");
    speaker_close(speaker);
    check_number(SDL_WasInit(SDL_INIT_AUDIO), 0, "after");
    assert_true(chime_make(CHIME_TEST, 50, &pcm));
    assert_true(file_read(&arena, temp_path(&temp, "disk.raw"), 1 << 28, &bytes, &length, NULL));
    assert_true(holds(bytes, length, &pcm));
    free(pcm.samples);
    arena_deinit(&arena);
    temp_remove(&temp);
}

static void a_later_chime_cuts_off_the_one_before(void **state) {
    (void)state;
    struct speaker *speaker;
    struct temp     temp;
    struct arena    arena = { 0 };
    struct pcm      first, last;
    char           *bytes;
    size_t          length;
    temp_make(&temp);
    (void)setenv("SDL_AUDIODRIVER", "disk", 1);
    (void)setenv("SDL_DISKAUDIOFILE", temp_path(&temp, "disk.raw"), 1);
    assert_true(speaker_sdl_open(&speaker, 100, NULL));
    speaker->chime(speaker, CHIME_CALL);
    for (int i = 0; i < 4000 && SDL_WasInit(SDL_INIT_AUDIO) == 0; i++)
        (void)poll(NULL, 0, 5);
    (void)poll(NULL, 0, 100);
    speaker->chime(speaker, CHIME_TEST);
    check_number(ends_by_itself(), 1, "it plays to the end and closes");
    assert_true(chime_make(CHIME_CALL, 100, &first) && chime_make(CHIME_TEST, 100, &last));
    assert_true(file_read(&arena, temp_path(&temp, "disk.raw"), 1 << 28, &bytes, &length, NULL));
    assert_true(holds(bytes, length, &last));
    assert_false(holds(bytes, length, &first));
    for (int i = 0; i < 20; i++) /* nor is closing kept waiting */
        speaker->chime(speaker, CHIME_CALL);
    speaker_close(speaker);
    free(first.samples);
    free(last.samples);
    arena_deinit(&arena);
    temp_remove(&temp);
}

static void a_machine_without_sound_says_so_once_and_goes_on(void **state) {
    (void)state;
    struct speaker *speaker;
    struct temp     temp;
    struct stat     what;
    temp_make(&temp);
    (void)setenv("SDL_AUDIODRIVER", "no-such-driver", 1);
    (void)fflush(stderr);
    int kept = dup(STDERR_FILENO);
    int log_file = open(temp_path(&temp, "log"), O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
    assert_true(kept >= 0 && log_file >= 0 && dup2(log_file, STDERR_FILENO) >= 0);
    (void)close(log_file);
    assert_true(speaker_sdl_open(&speaker, 100, NULL));
    speaker->chime(speaker, CHIME_IDLE);
    for (int i = 0; i < 2000 && stat(temp_path(&temp, "log"), &what) == 0 && what.st_size == 0; i++)
        (void)poll(NULL, 0, 5);
    for (int i = 0; i < 5; i++) {
        speaker->chime(speaker, CHIME_DONE);
        (void)poll(NULL, 0, 20); /* so that it is tried */
    }
    speaker_close(speaker);
    (void)fflush(stderr);
    (void)dup2(kept, STDERR_FILENO);
    (void)close(kept);
    char  log[1000] = "";
    FILE *file = fopen(temp_path(&temp, "log"), "r");
    assert_non_null(file);
    size_t length = fread(log, 1, sizeof(log) - 1, file);
    (void)fclose(file);
    assert_non_null(strstr(log, "没有声音"));
    check_number(strchr(log, '\n') - log, (long)length - 1, "one line");
    temp_remove(&temp);
}

static void without_a_speaker_there_is_none(void **state) {
    (void)state;
    const struct speaker_settings settings = { .kind = SETTING_SPEAKER_NONE, .volume = 100 };
    struct speaker               *speaker = (struct speaker *)(void *)&settings;
    assert_true(speaker_open(&speaker, &settings, "/nowhere", NULL));
    assert_null(speaker);
    speaker_close(NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chimes_are_soft_and_never_clipped),
        cmocka_unit_test(they_begin_and_end_in_silence_without_clicks),
        cmocka_unit_test(each_chime_is_its_own_and_always_the_same),
        cmocka_unit_test(the_file_driver_appends_to_a_wav_that_can_always_be_played),
        cmocka_unit_test(a_file_that_cannot_be_written_is_only_logged),
        cmocka_unit_test(nothing_is_opened_before_the_first_chime_and_nothing_stays_open),
        cmocka_unit_test(a_later_chime_cuts_off_the_one_before),
        cmocka_unit_test(a_machine_without_sound_says_so_once_and_goes_on),
        cmocka_unit_test(without_a_speaker_there_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
